// `notes check` over a real person's file: what is out of date there is marked, and what still holds is not.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/places.h"

using namespace cribsheet;

namespace {

// Lines that the program marks.
std::set<int> marked_lines(const std::string& file) {
  const std::string command = "'" + tests::variable("CRIBSHEET_BINARY") + "' notes check --fail-on never '" + file + "' 2>/dev/null";
  std::string out;
  if (FILE* pipe = popen(command.c_str(), "r")) {
    std::array<char, 4096> buffer;
    while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), n);
    pclose(pipe);
  }
  std::set<int> lines;
  std::stringstream in(out);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(file + ":")) lines.insert(std::atoi(line.c_str() + file.size() + 1));
  }
  return lines;
}

// The first column of a table: lines as "10,12-14".
std::vector<std::string> first_column(const std::filesystem::path& path) {
  std::vector<std::string> out;
  std::ifstream in(path);
  for (std::string row; std::getline(in, row);) {
    if (!row.empty() && row[0] != '#') out.push_back(row.substr(0, row.find('\t')));
  }
  return out;
}

std::set<int> lines_of(const std::string& text) {
  std::set<int> lines;
  std::stringstream in(text);
  for (std::string part; std::getline(in, part, ',');) {
    const int begin = std::atoi(part.c_str());
    const std::size_t dash = part.find('-');
    for (int n = begin; n <= (dash == std::string::npos ? begin : std::atoi(part.c_str() + dash + 1)); ++n) lines.insert(n);
  }
  return lines;
}

}  // namespace

TEST_CASE("Stale statements of a real person's notes are marked, and no others") {
  const std::string shared = tests::variable("CRIBSHEET_SHARED");
  const std::string file = shared + "/notes/aws-developer-notes.md";
  if (!std::filesystem::exists(file) || !std::filesystem::exists(tests::variable("CRIBSHEET_BINARY"))) {
    WARN("skipped: there is no " << file << ", or no program");
    return;
  }
  const std::set<int> marked = marked_lines(file);
  std::set<int> known;
  int rows = 0, found = 0;
  for (const std::string& row : first_column(shared + "/gold/stale.tsv")) {
    const std::set<int> lines = lines_of(row);
    known.insert(lines.begin(), lines.end());
    ++rows;
    const bool hit = std::any_of(lines.begin(), lines.end(), [&](int line) { return marked.contains(line); });
    found += hit;
    if (!hit) UNSCOPED_INFO("not marked: " << row);
  }
  CAPTURE(rows, found);
  CHECK(rows >= 20);
  CHECK(found * 100 >= rows * 80);
  for (const std::string& row : first_column(tests::variable("CRIBSHEET_SOURCE") + "/tests/samples/notes/person/marked.tsv")) known.merge(lines_of(row));
  for (const int line : marked) {
    CAPTURE(line);
    CHECK(known.contains(line));
  }
}
