// knowledge/rules/cfn-lint.md says what becomes of every check of cfn-lint; this keeps it true.
// CRIBSHEET_REWRITE=1 writes the rows anew from the pages.
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>

#include "rules/rule.h"
#include "support/catch.h"
#include "support/page.h"
#include "support/places.h"

using namespace cribsheet;

namespace {

struct Row {
  std::string outcome;
  std::string text;
};

std::map<std::string, Row> table() {
  std::map<std::string, Row> rows;
  std::ifstream file((tests::source() / "knowledge/rules/cfn-lint.md").string());
  std::string line;
  while (std::getline(file, line)) {
    if (!line.starts_with("| ") || line.size() < 8 || line[3] < '0' || line[3] > '9') continue;
    std::vector<std::string> cells;
    std::istringstream parts(line.substr(2));
    for (std::string cell; std::getline(parts, cell, '|');)
      cells.push_back(cell.substr(cell.front() == ' ' ? 1 : 0, cell.find_last_not_of(' ') + (cell.front() == ' ' ? 0 : 1)));
    if (cells.size() >= 3) rows[cells[0]] = {cells[1], cells[2]};
  }
  return rows;
}

std::string joined(const std::set<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : ", ") + id;
  return text;
}

// The table with the rows of these codes written anew.
void rewrite(const std::map<std::string, std::set<std::string>>& said) {
  const std::string path = (tests::source() / "knowledge/rules/cfn-lint.md").string();
  std::ifstream file(path);
  std::string line, text;
  while (std::getline(file, line)) {
    const std::string code = line.starts_with("| ") ? line.substr(2, line.find(' ', 2) - 2) : std::string();
    const auto found = said.find(code);
    text += found == said.end() ? line + "\n" : "| " + code + " | done | " + joined(found->second) + " |\n";
  }
  std::ofstream(path) << text;
}

}  // namespace

TEST_CASE("the table of cfn-lint's checks says what the pages say") {
  std::map<std::string, std::set<std::string>> said;
  for (const tests::Page& page : tests::pages((tests::source() / "knowledge/rules").string()))
    for (const std::string& code : page.also)
      if (code.starts_with("cfn-lint:")) said[code.substr(9)].insert(page.id);
  if (std::getenv("CRIBSHEET_REWRITE") != nullptr) rewrite(said);
  const auto rows = table();
  REQUIRE(rows.size() > 300);
  for (const auto& [code, row] : rows) {
    INFO(code << ": " << row.outcome << ": " << row.text);
    if (row.outcome == "done") {
      const auto ids = tests::listed(row.text);
      CHECK(std::set<std::string>(ids.begin(), ids.end()) == said[code]);
    } else {
      CHECK(row.outcome == "not meant");
      CHECK(row.text.size() > 20);
      CHECK(said.count(code) == 0);
    }
  }
  for (const auto& [code, ids] : said) {
    INFO(code);
    CHECK(rows.count(code) == 1);
  }
}

TEST_CASE("every check of cfn-lint has its row") {
  std::ifstream file(tests::shared() / "reference/cfn-lint-rules.tsv");
  if (!file) {
    WARN("skipped: no list of cfn-lint's rules at CRIBSHEET_SHARED");
    return;
  }
  const auto rows = table();
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    INFO(line);
    CHECK(rows.count(line.substr(0, line.find('\t'))) == 1);
  }
}
