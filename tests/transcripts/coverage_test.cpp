// The tables of tests/editors/README.md and README.md say what tests/editors/cases.json holds, and every other test that is named
// there exists.
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "lsp/json.h"
#include "support/catch.h"
#include "support/places.h"

using namespace cribsheet;

namespace {

std::string source(const std::string& path) { return tests::read(tests::source() / path); }

// feature -> kind -> the names of its cases
using Table = std::map<std::string, std::map<std::string, std::set<std::string>>>;

Table cases() {
  Table table;
  const auto list = lsp::parse(source("tests/editors/cases.json"));
  REQUIRE(list);
  std::set<std::string> names;
  for (const auto& one : *list) {
    const auto word = [&](const char* key) { return std::string(lsp::text(lsp::at(one, key))); };
    const auto feature = word("feature") == "code action" ? "code action: " + word("case") : word("feature");
    const auto name = word("file") + (word("case").empty() || feature.starts_with("code action") ? "" : "/" + word("case"));
    INFO(word("feature") << " " << word("kind") << " " << name);
    CHECK(names.insert(feature + word("kind") + name).second);  // a name is a test's own
    CHECK_FALSE(lsp::at(one, "has").empty());                   // a case that asks for nothing cannot fail
    table[feature][word("kind")].insert(name);
  }
  return table;
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> found;
  std::istringstream stream(line.substr(1));
  for (std::string cell; std::getline(stream, cell, '|');) {
    const auto begin = cell.find_first_not_of(' ');
    found.push_back(begin == std::string::npos ? "" : cell.substr(begin, cell.find_last_not_of(' ') + 1 - begin));
  }
  return found;
}

// The words between backticks.
std::set<std::string> quoted(const std::string& cell) {
  std::set<std::string> words;
  for (auto at = cell.find('`'); at != std::string::npos;) {
    const auto end = cell.find('`', at + 1);
    if (end == std::string::npos) break;
    words.insert(cell.substr(at + 1, end - at - 1));
    at = cell.find('`', end + 1);
  }
  return words;
}

// The rows of the table whose head begins with "| feature |"; the first is the head.
std::vector<std::vector<std::string>> table_of(const std::string& text, const std::string& head) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (rows.empty() ? !line.starts_with(head) : !line.starts_with("|")) {
      if (!rows.empty()) break;
      continue;
    }
    if (!line.starts_with("| ---")) rows.push_back(cells(line));
  }
  return rows;
}

}  // namespace

TEST_CASE("the table of features and kinds names every case, and no other") {
  const auto wanted = cases();
  const auto rows = table_of(source("tests/editors/README.md"), "| feature |");
  REQUIRE(rows.size() > 1);
  std::set<std::string> seen;
  for (std::size_t row = 1; row < rows.size(); ++row) {
    const auto& feature = rows[row][0];
    seen.insert(feature);
    REQUIRE(wanted.contains(feature));
    for (std::size_t column = 1; column < rows[0].size(); ++column) {
      const auto& kinds = wanted.at(feature);
      const auto found = kinds.find(rows[0][column]);
      INFO(feature << ", " << rows[0][column]);
      CHECK(quoted(rows[row].at(column)) == (found == kinds.end() ? std::set<std::string>() : found->second));
    }
  }
  for (const auto& [feature, kinds] : wanted) {
    INFO(feature);
    CHECK(seen.contains(feature));
  }
}

TEST_CASE("README.md's short table has a mark where there are cases, and only there") {
  const auto wanted = cases();
  const auto rows = table_of(source("README.md"), "| feature |");
  REQUIRE(rows.size() > 1);
  const std::map<std::string, std::string> kinds{{"CloudFormation", "cloudformation"},
                                                 {"SAM", "sam"},
                                                 {"IAM", "iam-policy"},
                                                 {"buildspec", "buildspec"},
                                                 {"AppSpec", "appspec"},
                                                 {"Step Functions", "step-functions"},
                                                 {"ECS", "ecs-task-definition"},
                                                 {".ebextensions", "ebextensions"},
                                                 {"cron.yaml", "cron-yaml"},
                                                 {"notes", "notes"}};
  std::set<std::string> seen;
  for (std::size_t row = 1; row < rows.size(); ++row) {
    const auto& feature = rows[row][0];
    seen.insert(feature);
    INFO(feature);
    REQUIRE(wanted.contains(feature));
    for (std::size_t column = 1; column < rows[0].size(); ++column) {
      INFO(rows[0][column]);
      REQUIRE(kinds.contains(rows[0][column]));
      CHECK((rows[row].at(column) == "✓") == wanted.at(feature).contains(kinds.at(rows[0][column])));
    }
  }
  for (const auto& [feature, unused] : wanted) CHECK(seen.contains(feature));
}

TEST_CASE("every other test that the table of editors names exists") {
  const auto rows = table_of(source("tests/editors/README.md"), "| what |");
  REQUIRE(rows.size() > 1);
  for (std::size_t row = 1; row < rows.size(); ++row) {
    INFO(rows[row][0]);
    bool any = false;
    for (std::size_t column = 1; column < rows[row].size(); ++column) {
      const auto& cell = rows[row][column];  // `path`: words in it
      if (!cell.starts_with('`')) continue;
      any = true;
      const auto path = *quoted(cell).begin();
      const auto text = source(path);
      INFO(path);
      REQUIRE_FALSE(text.empty());
      const auto colon = cell.find("`: ");
      if (colon != std::string::npos) CHECK(text.find(cell.substr(colon + 3)) != std::string::npos);
    }
    CHECK(any);
  }
}
