// Every rule has a page and every page a rule; every wrong example brings its rule, every right one does not, and every fix
// offered leaves a text without the finding.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "kinds/kind.h"
#include "rules/rule.h"
#include "support/catch.h"
#include "support/knowledge.h"
#include "support/page.h"
#include "support/places.h"
#include "support/restyle.h"
#include "text/edit.h"

using namespace cribsheet;
using tests::Fence;
using tests::Page;

namespace {

// The other files of the examples: `network.yaml`, a template with one parameter that must be given.
struct Neighbours : rules::Files {
  bool exists(const std::string& path) const override { return path == "network.yaml" || path == "template.yaml"; }  // an example is one itself
  std::shared_ptr<const model::Document> document(const std::string& path) const override {
    if (path != "network.yaml") return nullptr;
    return kinds::open(path,
                       "AWSTemplateFormatVersion: 2010-09-09\nOutputs:\n  Id:\n    Value: !Ref Vpc\nParameters:\n  Range:\n    Type: String\nResources:\n  "
                       "Vpc:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: !Ref Range\n",
                       *tests::knowledge());
  }
};

std::vector<rules::Finding> findings(const Fence& fence, const std::string& text, const Page& page) {
  rules::Settings settings;
  settings.today = "2026-11-24";
  settings.stateful_hints = true;
  settings.use_notes = false;
  settings.regions = {"us-west-1"};
  const Neighbours neighbours;
  const auto document = kinds::open(fence.file, text, *tests::knowledge(), {}, page.policy_type(fence));
  return rules::run({*document, *tests::knowledge(), settings, nullptr, &neighbours});
}

bool has(const std::vector<rules::Finding>& list, std::string_view rule) {
  return std::any_of(list.begin(), list.end(), [&](const rules::Finding& each) { return each.rule == rule; });
}

// What a fix brings: errors that were not there before. Of `Add X`, which leaves the value to be written, X itself is not one.
std::vector<rules::Finding> brought(const std::vector<rules::Finding>& before, const std::vector<rules::Finding>& after, const std::string& title) {
  const std::string left_open = title.starts_with("Add ") && title.find(':') == std::string::npos ? title.substr(4, title.find_first_of(" ,", 4) - 4) : "";
  std::vector<rules::Finding> fresh;
  for (const rules::Finding& each : after) {
    const auto same = [&](const rules::Finding& other) { return other.rule == each.rule && other.message == each.message; };
    const bool open = !left_open.empty() && (each.message.find(left_open) != std::string::npos || each.message.find(" is '';") != std::string::npos);
    if (each.severity == rules::Severity::error && !open && std::none_of(before.begin(), before.end(), same)) fresh.push_back(each);
  }
  return fresh;
}

std::string told(const std::vector<rules::Finding>& list) {
  std::string text;
  for (const rules::Finding& each : list) text += "\n  " + std::string(each.rule) + ": " + each.message;
  return text.empty() ? "\n  nothing" : text;
}

// Every fix takes its finding away and breaks nothing.
void check_fixes(const Page& page, const Fence& fence, const std::string& text, const std::vector<rules::Finding>& found) {
  for (const rules::Finding& finding : found) {
    if (finding.rule != page.id) continue;
    for (const rules::Fix& fix : finding.fixes) {
      const std::string mended = cribsheet::apply(text, fix.edits);
      const auto left = findings(fence, mended, page);
      const auto same = [&](const std::vector<rules::Finding>& list) {
        return std::count_if(list.begin(), list.end(), [&](const rules::Finding& each) { return each.rule == page.id && each.message == finding.message; });
      };
      INFO("fix '" << fix.title << "' of\n" << text << "leaves:\n" << mended << told(left));
      CHECK(same(left) < same(found));
      const auto fresh = brought(found, left, fix.title);
      INFO("new errors:" << told(fresh));
      const bool guess = fix.title.starts_with("Change it to ") && !fix.preferred;  // the second best of the nearest names
      CHECK((guess || fresh.empty()));
      CHECK_FALSE((has(left, "syntax-error") && !has(found, "syntax-error")));
    }
  }
}

}  // namespace

TEST_CASE("every rule has a page, and every page a rule") {
  const auto pages = tests::pages(tests::variable("CRIBSHEET_SOURCE") + "/knowledge/rules");
  REQUIRE(pages.size() > 50);
  std::set<std::string, std::less<>> written;
  for (const Page& page : pages) {
    INFO(page.path);
    written.insert(page.id);
    CHECK(std::filesystem::path(page.path).stem() == page.id);
    CHECK_FALSE(page.title.empty());
    CHECK(page.severity.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos);
    // These look at the files around the document, or at notes, which an example on a page has none of.
    const bool alone = page.id == "unknown-kind" || page.id == "note-limit" || page.id == "note-check" || page.id == "note-contradiction";
    CHECK(page.wrong.empty() == alone);
    CHECK(page.right.empty() == alone);
    CHECK(rules::rule(page.id) != nullptr);
  }
  std::string_view before;
  for (const rules::Rule& rule : rules::all()) {
    INFO(rule.id);
    CHECK(written.contains(rule.id));
    CHECK(rule.id != before);
    before = rule.id;
  }
}

TEST_CASE("wrong examples bring the rule, right ones do not, fixes mend") {
  if (tests::knowledge()->resource_type_count() == 0) {
    WARN("skipped: there is no knowledge pack at CRIBSHEET_PACK");
    return;
  }
  for (const Page& page : tests::pages(tests::variable("CRIBSHEET_SOURCE") + "/knowledge/rules")) {
    for (const Fence& fence : page.wrong) {
      const auto found = findings(fence, fence.text, page);
      INFO(page.path << ":" << fence.line << " must bring " << page.id << "; it brings" << told(found));
      CHECK(has(found, page.id));
      check_fixes(page, fence, fence.text, found);
    }
    for (const Fence& fence : page.right) {
      const auto found = findings(fence, fence.text, page);
      INFO(page.path << ":" << fence.line << " must not bring " << page.id << "; it brings" << told(found));
      CHECK_FALSE(has(found, page.id));
    }
  }
}

TEST_CASE("fixes mend in every style: JSON, and block style with long functions") {
  if (tests::knowledge()->resource_type_count() == 0) {
    WARN("skipped: there is no knowledge pack at CRIBSHEET_PACK");
    return;
  }
  std::size_t fixes = 0;
  for (const Page& page : tests::pages(tests::variable("CRIBSHEET_SOURCE") + "/knowledge/rules"))
    for (const Fence& fence : page.wrong) {
      const bool yaml = fence.file.ends_with(".yaml") || fence.file.ends_with(".yml");
      if (!yaml || page.id == "syntax-error") continue;
      for (const bool json : {true, false}) {
        Fence restyled = fence;
        if (json && fence.file == "template.yaml") restyled.file = "template.json";
        restyled.text = tests::restyled(fence.text, json);
        const auto found = findings(restyled, restyled.text, page);
        INFO(page.path << ":" << fence.line << " as " << (json ? "JSON" : "blocks"));
        check_fixes(page, restyled, restyled.text, found);
        for (const rules::Finding& each : found) fixes += each.rule == page.id ? each.fixes.size() : 0;
      }
    }
  CHECK(fixes > 200);
}
