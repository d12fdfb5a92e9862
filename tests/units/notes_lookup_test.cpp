// Lookups in notes of very different styles, each with labelled entities: the first passage must hold one of the words, and
// where the label is empty nothing may be shown.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "notes/index_data.h"
#include "support/catch.h"
#include "support/places.h"

using namespace cribsheet;

namespace {

notes::Reading reading() {
  static const std::string text = tests::read(tests::source() / "knowledge/tables/aliases.tsv");
  std::vector<std::vector<std::string_view>> rows;
  std::string_view rest = text;
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest = line.size() < rest.size() ? rest.substr(line.size() + 1) : std::string_view{};
    std::vector<std::string_view> cells;
    while (true) {
      cells.push_back(line.substr(0, line.find('\t')));
      if (cells.back().size() == line.size()) break;
      line = line.substr(cells.back().size() + 1);
    }
    rows.push_back(std::move(cells));
  }
  notes::Reading out;
  out.names = std::make_shared<const notes::Names>(rows);
  return out;
}

bool holds(const std::string& text, const std::string& words) {
  const auto alternatives = tests::split(words, '|');
  return std::any_of(alternatives.begin(), alternatives.end(), [&](const std::string& each) { return text.find(each) != std::string::npos; });
}

struct Score {
  int right = 0, labelled = 0, silent = 0, negatives = 0;
};

Score measure(const std::string& set) {
  const auto folder = tests::source() / "tests/samples/notes" / set;
  std::vector<notes::NoteFile> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".md") files.push_back({entry.path().string(), tests::read(entry.path()), notes::Origin::person});
  }
  const auto index = notes::build_index(std::move(files), reading());
  Score score;
  for (const std::string& row : tests::split(tests::read(folder / "labels.tsv"), '\n')) {
    const auto cells = tests::split(row, '\t');
    if (cells.empty() || cells[0].empty()) continue;
    const auto passages = index->lookup(cells[0], 3);
    if (cells.size() < 2 || cells[1].empty()) {
      ++score.negatives;
      score.silent += passages.empty();
      if (!passages.empty()) UNSCOPED_INFO(cells[0] << " should be silent, but got line " << passages[0].line + 1 << " of " << passages[0].path);
      continue;
    }
    ++score.labelled;
    const bool right = !passages.empty() && passages[0].end_line - passages[0].line < 12 && holds(passages[0].text, cells[1]);
    score.right += right;
    if (!right) UNSCOPED_INFO(cells[0] << ": wanted '" << cells[1] << "', got " << (passages.empty() ? std::string("nothing") : passages[0].text));
  }
  return score;
}

}  // namespace

TEST_CASE("Notes in four styles answer as well as the person's own") {
  const std::string set = GENERATE(as<std::string>{}, "headings", "cheatsheet", "journal", "terms");
  const Score score = measure(set);
  CAPTURE(set, score.right, score.labelled, score.silent, score.negatives);
  CHECK(score.labelled >= 40);
  CHECK(score.right * 100 >= score.labelled * 90);
  CHECK(score.negatives >= 7);
  CHECK(score.silent >= score.negatives - 1);
}

TEST_CASE("Under no topic, a line is about the service that it names") {
  const auto index = notes::build_index(
      {{"team.md", "# Team rules\n\n- API Gateway payload limit 10 MB, timeout 29 s\n- Timeout: keep it short\n", notes::Origin::person}}, reading());
  const auto passages = index->lookup("AWS::Lambda::Function.Timeout", 5);
  for (const auto& passage : passages) CHECK(passage.text.find("API Gateway") == std::string::npos);
  CHECK_FALSE(index->lookup("APIGateway", 5).empty());
}
