// Completion and hover in comments that switch rules off.
#include "support/at_mark.h"

using namespace cribsheet;
using namespace cribsheet::tests;

namespace {

std::string queue(const std::string& comment) {
  return "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      " + comment + "\n      DelaySeconds: 901\n";
}

}  // namespace

TEST_CASE("a comment offers the words that switch rules off, then the rules") {
  CHECK(taken(queue("# |"), "cribsheet: ignore") == queue("# cribsheet: ignore "));
  CHECK(taken(queue("# crib|"), "cribsheet: ignore-file") == queue("# cribsheet: ignore-file "));
  CHECK(taken(queue("# cribsheet: ig|"), "ignore") == queue("# cribsheet: ignore "));
  CHECK(taken(queue("# cribsheet: ignore |"), "out-of-range") == queue("# cribsheet: ignore out-of-range"));
  CHECK(taken(queue("# cribsheet: ignore out-o|"), "out-of-range") == queue("# cribsheet: ignore out-of-range"));
  CHECK(taken(queue("# cribsheet: ignore wrong-type, out|, E3012"), "out-of-range") == queue("# cribsheet: ignore wrong-type, out-of-range, E3012"));
  CHECK_FALSE(offers(items_at(queue("# cribsheet: ignore out-of-range |")), "out-of-range"));
  CHECK_FALSE(offers(items_at(queue("# cribsheet: ignore |")), "buildspec-unknown-key"));
  CHECK(offers(items_at("version: 0.2\n# cribsheet: ignore |\nphases: {}\n", "buildspec.yml"), "buildspec-unknown-key"));
}

TEST_CASE("other comments offer nothing, and text is no comment") {
  CHECK(items_at(queue("# the dela|")).empty());
  CHECK(offers(items_at(queue("Vis| # how long")), "VisibilityTimeout"));
  CHECK(offers(items_at("Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties: {QueueName: 'a # b', |}\n"), "VisibilityTimeout"));
}

TEST_CASE("JSON has comments where they are tolerated") {
  CHECK(offers(items_at("{\n  // cribsheet: ignore |\n  \"Resources\": {}\n}\n", "template.json"), "out-of-range"));
}

TEST_CASE("hover on a rule or code in a comment") {
  const auto rule = hover_at(queue("# cribsheet: ignore out-of-|range"));
  REQUIRE(rule);
  CHECK(rule->title == "out-of-range");
  CHECK(rule->doc.size() > 40);
  CHECK(rule->doc.find("## Wrong") == std::string::npos);
  const auto code = hover_at(queue("# cribsheet: ignore E3|034"));
  REQUIRE(code);
  CHECK(code->facts.front().first == "`out-of-range`");
  CHECK_FALSE(hover_at(queue("# cribsheet: ignore no-such-|rule")));
  CHECK_FALSE(hover_at(queue("# out-of-|range")));
}
