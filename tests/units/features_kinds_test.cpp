// The suites of tests/suites/kinds: findings with line, rule, message and fix; completion and hover at a `¦`; files of no kind.
#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <string>
#include <tuple>

#include <fmt/format.h>

#include "features/completion.h"
#include "features/hover.h"
#include "kinds/kind.h"
#include "rules/rule.h"
#include "support/catch.h"
#include "support/checked.h"
#include "support/features_suite.h"
#include "support/knowledge.h"
#include "support/places.h"
#include "text/edit.h"

using namespace cribsheet;
using tests::Case;
using tests::check;
using tests::Checked;
using tests::shown;

namespace {

const std::string kCursor = "¦";

std::vector<Case> suite(const std::string& name) {
  auto cases = tests::read_suite((tests::source() / "tests/suites/kinds" / name).string());
  INFO(name);
  REQUIRE(!cases.empty());
  return cases;
}

// "Title" or "Title => a line of the text afterwards".
void check_fix(const Case& each, const Checked& checked, const rules::Finding& finding, const std::string& expected) {
  const std::size_t arrow = expected.find(" => ");
  const std::string title = expected.substr(5, arrow == std::string::npos ? arrow : arrow - 5);
  const auto fix = std::find_if(finding.fixes.begin(), finding.fixes.end(), [&](const rules::Fix& one) { return one.title == title; });
  INFO("fix: " << title);
  REQUIRE(fix != finding.fixes.end());
  const std::string mended = apply(checked.document->text(), fix->edits);
  const Checked again = check(each.path, mended);
  INFO(mended);
  CHECK(std::none_of(again.findings.begin(), again.findings.end(),
                     [&](const rules::Finding& other) { return other.rule == finding.rule && other.message == finding.message; }));
  if (arrow != std::string::npos) CHECK(("\n" + mended).find("\n" + expected.substr(arrow + 4) + "\n") != std::string::npos);
}

void check_case(const Case& each, const std::string& kind) {
  INFO("line " << each.line << ": " << each.title);
  const Checked checked = check(each.path, each.text);
  CHECK(checked.document->kind == kind);
  INFO(shown(checked));
  REQUIRE(checked.findings.size() == each.expectations.size());
  for (std::size_t i = 0; i < each.expectations.size(); ++i) {
    const std::string& expected = each.expectations[i].text;
    const rules::Finding& finding = checked.findings[i];
    const std::string head = fmt::format("{} {}: ", checked.line_of(finding), finding.rule);
    INFO("expected " << expected);
    CHECK(expected.substr(0, head.size()) == head);
    if (expected.size() > head.size()) CHECK(finding.message.find(expected.substr(head.size())) != std::string::npos);
    for (const std::string& detail : each.expectations[i].details)
      if (detail.starts_with("fix: ")) check_fix(each, checked, finding, detail);
  }
}

void check_suite(const std::string& name, const std::string& kind, std::size_t least) {
  const auto cases = suite(name);
  const auto wrong = std::count_if(cases.begin(), cases.end(), [](const Case& each) { return !each.expectations.empty(); });
  CHECK(static_cast<std::size_t>(wrong) >= least);
  for (const Case& each : cases) check_case(each, kind);
}

struct At {
  std::shared_ptr<const model::Document> document;
  features::Snapshot snapshot;
  Offset offset = 0;
};
At at_cursor(const Case& each) {
  std::string text = each.text;
  const std::size_t cursor = text.find(kCursor);
  REQUIRE(cursor != std::string::npos);
  text.erase(cursor, kCursor.size());
  At at;
  at.snapshot.pack = tests::knowledge();
  at.snapshot.settings = std::make_shared<rules::Settings>();
  at.document = kinds::open(each.path, text, *tests::knowledge());
  at.offset = static_cast<Offset>(cursor);
  return at;
}

// What accepting the first offer with this label inserts, line breaks written as \n.
std::string inserted(const std::vector<kinds::Completion>& items, const std::string& label) {
  const auto item = std::find_if(items.begin(), items.end(), [&](const kinds::Completion& each) { return each.label == label; });
  if (item == items.end()) return "not offered";
  std::string out;
  for (const char c : item->insert) out += c == '\n' ? "\\n" : std::string(1, c);
  return out;
}

bool begins(const std::string& text, const std::string& head, std::string& rest) {
  if (!text.starts_with(head)) return false;
  rest = text.substr(head.size());
  return true;
}

}  // namespace

TEST_CASE("wrong buildspecs: line, rule, message, fix") { check_suite("buildspec.md", "buildspec", 40); }
TEST_CASE("wrong AppSpec files") { check_suite("appspec.md", "appspec", 15); }
TEST_CASE("wrong state machines") { check_suite("step-functions.md", "step-functions", 15); }
TEST_CASE("wrong task definitions") { check_suite("ecs-task-definition.md", "ecs-task-definition", 15); }
TEST_CASE("wrong Elastic Beanstalk files") { check_suite("ebextensions.md", "ebextensions", 15); }
TEST_CASE("wrong cron.yaml files") { check_suite("cron-yaml.md", "cron-yaml", 15); }
TEST_CASE("wrong image definitions") { check_suite("image-definitions.md", "image-definitions", 4); }

TEST_CASE("files of other kinds are left alone") {
  const auto cases = suite("other-files.md");
  CHECK(cases.size() >= 20);
  for (const Case& each : cases) check_case(each, "");
}

TEST_CASE("completion in half-typed files") {
  for (const Case& each : suite("completion.md")) {
    INFO("line " << each.line << ": " << each.title);
    const At at = at_cursor(each);
    const auto list = features::complete(at.snapshot, *at.document, at.offset);
    std::string labels;
    for (const auto& item : list.items) labels += item.label + "\n";
    INFO(labels);
    REQUIRE(!each.expectations.empty());
    for (const auto& expectation : each.expectations) {
      std::string rest;
      INFO(expectation.text);
      if (begins(expectation.text, "offers ", rest)) CHECK(("\n" + labels).find("\n" + rest + "\n") != std::string::npos);
      else if (begins(expectation.text, "not ", rest)) CHECK(("\n" + labels).find("\n" + rest + "\n") == std::string::npos);
      else if (begins(expectation.text, "inserts ", rest)) CHECK(inserted(list.items, rest.substr(0, rest.find(" => "))) == rest.substr(rest.find(" => ") + 4));
      else if (begins(expectation.text, "first ", rest)) CHECK((list.items.empty() ? "" : list.items.front().label) == rest);
      else FAIL("what is this?");
    }
  }
}

TEST_CASE("hover in these kinds") {
  for (const Case& each : suite("hover.md")) {
    INFO("line " << each.line << ": " << each.title);
    const At at = at_cursor(each);
    const auto hover = features::hover(at.snapshot, *at.document, at.offset);
    REQUIRE(hover.has_value());
    const std::string markdown = features::to_markdown(*hover);
    INFO(markdown);
    REQUIRE(!each.expectations.empty());
    for (const auto& expectation : each.expectations) {
      std::string rest;
      INFO(expectation.text);
      if (begins(expectation.text, "entity ", rest)) CHECK(hover->entity == rest);
      else if (begins(expectation.text, "says ", rest)) CHECK(markdown.find(rest) != std::string::npos);
      else FAIL("what is this?");
    }
  }
}

TEST_CASE("every beginning of every case is read without harm, and findings stay inside the text") {
  features::Snapshot snapshot;
  snapshot.pack = tests::knowledge();
  snapshot.settings = std::make_shared<rules::Settings>();
  for (const std::string name :
       {"buildspec.md", "appspec.md", "step-functions.md", "ecs-task-definition.md", "ebextensions.md", "cron-yaml.md", "image-definitions.md"})
    for (const Case& each : suite(name))
      for (std::size_t size = 0; size <= each.text.size(); size += 17) {
        const Checked checked = check(each.path, each.text.substr(0, size));
        for (const rules::Finding& finding : checked.findings) {
          INFO(name << " line " << each.line << " cut at " << size << ": " << finding.rule);
          REQUIRE(finding.range.end <= size);
          REQUIRE_FALSE(finding.message.empty());
        }
        features::complete(snapshot, *checked.document, static_cast<Offset>(size));
        features::hover(snapshot, *checked.document, static_cast<Offset>(size / 2));
      }
}

TEST_CASE("hostile files take a time that grows with their size, not faster") {
  const auto seconds = [](const std::string& path, const std::string& text) {
    const std::clock_t begin = std::clock();  // of the processor: others may be at work too
    check(path, text);
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  };
  const auto machine = [](int states) {
    std::string text = "StartAt: S0\nStates:\n";
    for (int i = 0; i < states; ++i) text += fmt::format("  S{}: {{ Type: Pass, Next: T{} }}\n", i, i);
    return text;
  };
  const auto graph = [](int builds) {
    std::string text = "version: 0.2\nbatch:\n  build-graph:\n";
    for (int i = 0; i < builds; ++i) text += fmt::format("    - {{ identifier: a{}, depend-on: [b{}] }}\n", i, i);
    return text;
  };
  const auto quotes = [](int count) {
    std::string text = "version: 0.2\nphases:\n  build:\n    commands:\n      - |\n        ";
    for (int i = 0; i < count; ++i) text += "\"a\" ";
    return text + "\n";
  };
  for (const auto& [path, small, large] : {std::tuple("a.asl.yaml", machine(2000), machine(16000)), std::tuple("buildspec.yml", graph(2000), graph(16000)),
                                           std::tuple("buildspec.yml", quotes(20000), quotes(160000))}) {
    const double one = seconds(path, small), eight = seconds(path, large);
    INFO(path << ": " << one << " s, eight times as much " << eight << " s");
    CHECK(eight < 0.5 + 24 * one);
  }
}
