// The corpus of templates with what cfn-lint says of them: every error of its that is not found here, on the same line (one up or
// down) and under its code, is in tests/suites/cfn-lint-differences.tsv with the reason; and nothing is there that is found.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include "kinds/kind.h"
#include "rules/rule.h"
#include "support/catch.h"
#include "support/knowledge.h"
#include "support/places.h"

using namespace cribsheet;
using nlohmann::json;

namespace {

// Codes that depend on the day, or on cfn-lint itself.
bool elsewhere(const std::string& code) {
  static const std::set<std::string> kCodes{"E2531", "E2533", "E0001", "E0002", "E0003"};
  return kCodes.contains(code);
}

std::set<std::string> differences() {
  std::set<std::string> rows;
  std::ifstream file(tests::variable("CRIBSHEET_SOURCE") + "/tests/suites/cfn-lint-differences.tsv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::string path, number, code;
    std::getline(cells, path, '\t');
    std::getline(cells, number, '\t');
    std::getline(cells, code, '\t');
    rows.insert(path + ":" + number + " " + code);
  }
  return rows;
}

// "12 E3002" for every 1-based line and code at which a finding of at least a warning counts.
std::set<std::string> found_in(const std::string& path) {
  rules::Settings settings;
  settings.today = "2026-11-24";
  settings.use_notes = false;
  const auto document = kinds::open(path, tests::read(path), *tests::knowledge());
  std::set<std::string> out;
  if (document->kind.empty()) return {"1 E1001", "2 E1001"};  // the command line says unknown-kind, which bears this code
  for (const rules::Finding& finding : rules::run({*document, *tests::knowledge(), settings})) {
    if (finding.severity > rules::Severity::warning) continue;
    std::vector<std::string> also = finding.also;
    if (also.empty())
      if (const auto page = tests::knowledge()->rule(finding.rule)) also.assign(page->also.begin(), page->also.end());
    const auto line = document->lines.line_of(finding.range.begin);
    for (const std::string& code : also)
      if (code.starts_with("cfn-lint:"))
        for (std::uint32_t near = line; near <= line + 2; ++near) out.insert(std::to_string(near) + " " + code.substr(9));
  }
  return out;
}

}  // namespace

TEST_CASE("cfn-lint's errors in the corpus are found, or it is said why not") {
  std::ifstream expected(tests::variable("CRIBSHEET_SHARED") + "/corpus/cloudformation/expected.jsonl");
  if (!expected || tests::knowledge()->resource_type_count() == 0) {
    WARN("skipped: there are no templates with expectations below CRIBSHEET_SHARED, or no knowledge pack");
    return;
  }
  const std::set<std::string> judged = differences();
  std::set<std::string> missing;
  int found = 0, all = 0;
  for (std::string line; std::getline(expected, line);) {
    const json record = json::parse(line);
    const std::string file = record["file"].get<std::string>(), name = file.substr(file.find('/') + 1);
    if (!name.starts_with("invalid/") && !name.starts_with("real/")) continue;
    const std::set<std::string> here = found_in(tests::variable("CRIBSHEET_SHARED") + "/corpus/" + file);
    for (const json& each : record["findings"]) {
      const std::string code = each["rule"];
      if (each["level"] != "error" || elsewhere(code)) continue;
      const std::string place = std::to_string(each["line"].get<int>());
      ++all;
      if (here.contains(place + " " + code)) ++found;
      else missing.insert(name + ":" + place + " " + code);
    }
  }
  for (const std::string& place : missing) {
    INFO(place << " is neither found nor judged");
    CHECK(judged.contains(place));
  }
  for (const std::string& place : judged) {
    INFO(place << " is found now; take it off the list");
    CHECK(missing.contains(place));
  }
  CHECK(found * 100 >= all * 85);
}
