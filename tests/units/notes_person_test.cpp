// The person's own file, with labels of our own: read where it is at hand (CRIBSHEET_SHARED), with the pack that ships.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "notes/notes.h"
#include "pack/pack.h"
#include "support/catch.h"

using namespace cribsheet;

namespace {

std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::filesystem::path from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> out;
  std::stringstream in(text);
  for (std::string one; std::getline(in, one, at);) out.push_back(one);
  return out;
}

// Whether one of the lines (1-based) is shown.
bool covers(const notes::Passage& passage, const std::string& lines) {
  const auto wanted = split(lines, ',');
  return passage.end_line - passage.line < 12 && std::any_of(wanted.begin(), wanted.end(), [&](const std::string& line) {
           const auto number = static_cast<std::uint32_t>(std::stoul(line));
           return passage.line < number && number <= passage.end_line + 1;
         });
}

}  // namespace

TEST_CASE("A real person's notes answer for what they speak of, and are silent on the rest") {
  const auto file = from_environment("CRIBSHEET_SHARED") / "notes/aws-developer-notes.md";
  const auto pack = pack::Pack::open(from_environment("CRIBSHEET_PACK").string());
  if (!std::filesystem::exists(file) || !pack) {
    WARN("skipped: there is no " << file);
    return;
  }
  std::vector<notes::NoteFile> files;
  files.push_back({file.string(), slurp(file), notes::Origin::person});
  const auto index = notes::Index::build(std::move(files), *pack);
  const std::string rows = slurp(from_environment("CRIBSHEET_SOURCE") / "tests/samples/notes/person/labels.tsv");
  int labelled = 0, first = 0, third = 0, silent = 0, negatives = 0;
  for (const std::string& row : split(rows, '\n')) {
    const auto cells = split(row, '\t');
    if (cells.empty() || cells[0].empty()) continue;
    const auto passages = index->lookup(cells[0], 3);
    if (cells.size() < 2) {
      ++negatives;
      silent += passages.empty();
      if (!passages.empty()) UNSCOPED_INFO(cells[0] << " should be silent, got line " << passages[0].line + 1);
      continue;
    }
    ++labelled;
    const bool right = !passages.empty() && covers(passages[0], cells[1]);
    first += right;
    third += std::any_of(passages.begin(), passages.end(), [&](const auto& passage) { return covers(passage, cells[1]); });
    if (!right) UNSCOPED_INFO(cells[0] << ": wanted " << cells[1] << ", got " << (passages.empty() ? 0 : passages[0].line + 1));
  }
  CAPTURE(labelled, first, third, negatives, silent);
  CHECK(labelled >= 200);
  CHECK(negatives >= 50);
  CHECK(first * 100 >= labelled * 93);
  CHECK(third * 100 >= labelled * 97);
  CHECK(silent * 100 >= negatives * 95);
}
