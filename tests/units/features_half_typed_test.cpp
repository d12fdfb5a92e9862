// tests/suites/syntax: broken templates with a cursor (`¦`), what is offered there, the symbols still there, and
// exactly the findings listed. Without a knowledge pack only the findings are asked for.
#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <sstream>

#include "features/completion.h"
#include "kinds/kind.h"
#include "support/catch.h"
#include "support/features_suite.h"
#include "support/knowledge.h"
#include "support/places.h"

using namespace cribsheet;

namespace {

std::vector<tests::Case> suite() { return tests::read_suite((tests::source() / "tests/suites/syntax/half-typed.md").string()); }

std::vector<std::string> listed(const std::string& text, std::string_view label) {
  std::vector<std::string> items;
  std::istringstream rest(text.substr(label.size()));
  for (std::string item; std::getline(rest, item, ',');) items.push_back(item.substr(item.find_first_not_of(' ')));
  return items;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

}  // namespace

TEST_CASE("half-typed templates: the findings are those listed, one a mistake") {
  const auto cases = suite();
  REQUIRE(cases.size() >= 60);
  for (tests::Case each : cases) {
    INFO(each.line << ": " << each.title);
    const std::string cursor = "¦";
    if (each.text.find(cursor) != std::string::npos) each.text.erase(each.text.find(cursor), cursor.size());
    const auto tree = syntax::parse(each.text, syntax::language_of(each.path, each.text));
    const LineIndex lines(tree->text());
    std::vector<std::string> wanted, found;
    for (const auto& expectation : each.expectations) {
      if (expectation.text.starts_with("error ")) wanted.push_back(expectation.text);
    }
    for (const auto& error : tree->errors()) found.push_back("error " + std::to_string(lines.line_of(error.range.begin) + 1) + ": " + error.message);
    CHECK(joined(found) == joined(wanted));
  }
}

TEST_CASE("half-typed templates: what is offered, and the symbols still there") {
  const auto& pack = tests::knowledge();
  if (!tests::has_knowledge()) {
    WARN("skipped: there is no knowledge pack");
    return;
  }
  features::Snapshot snapshot;
  snapshot.pack = pack;
  snapshot.settings = std::make_shared<rules::Settings>();
  for (tests::Case each : suite()) {
    INFO(each.line << ": " << each.title);
    const std::string cursor = "¦";
    const std::size_t at = each.text.find(cursor);
    REQUIRE(at != std::string::npos);
    each.text.erase(at, cursor.size());
    const auto document = kinds::open(each.path, each.text, *pack, "cloudformation");
    std::vector<std::string> labels, names;
    for (const auto& item : features::complete(snapshot, *document, static_cast<Offset>(at)).items) labels.push_back(item.label);
    for (const auto& symbol : kinds::kind("cloudformation")->symbols(*document, *pack).symbols) names.push_back(symbol.name);
    for (const auto& expectation : each.expectations) {
      const bool offers = expectation.text.starts_with("offers: ");
      if (!offers && !expectation.text.starts_with("symbols: ")) continue;
      for (const std::string& item : listed(expectation.text, offers ? "offers: " : "symbols: ")) {
        const auto& there = offers ? labels : names;
        INFO((offers ? "not offered: " : "no symbol: ") << item);
        CHECK(std::find(there.begin(), there.end(), item) != there.end());
      }
    }
  }
}
