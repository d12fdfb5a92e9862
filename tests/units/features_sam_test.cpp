// SAM templates: tests/suites/sam, and the corpus where it is there: what the translator refuses is found, at the resource it names.
// refusals.tsv says which of its kinds of messages is found by which rules; a message of no kind, and a kind that is not found, fail.
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "kinds/cloudformation/template.h"
#include "kinds/kind.h"
#include "rules/rule.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/features_suite.h"

using namespace cribsheet;
using rules::Finding;
using rules::Severity;

namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

std::shared_ptr<const pack::Pack> knowledge() {
  static const auto pack = [] {
    auto opened = pack::Pack::open(variable("CRIBSHEET_PACK"));
    return opened ? *opened : pack::Pack::empty();
  }();
  return pack;
}

struct Checked {
  std::shared_ptr<const model::Document> document;
  std::vector<Finding> findings;
  std::size_t line_of(const Finding& finding) const { return document->lines.line_of(finding.range.begin); }
};

Checked check(const std::string& path, std::string text) {
  rules::Settings settings;
  settings.today = "2026-11-24";
  Checked out{kinds::open(path, std::move(text), *knowledge()), {}};
  out.findings = rules::run({*out.document, *knowledge(), settings});
  return out;
}

std::string shown(const Checked& checked) {
  std::string out;
  for (const Finding& finding : checked.findings) out += fmt::format("{} {}: {}\n", checked.line_of(finding) + 1, finding.rule, finding.message);
  return out;
}

std::set<std::size_t> marked(const std::string& text) {
  std::set<std::size_t> lines;
  std::istringstream in(text);
  std::string line;
  for (std::size_t i = 0; std::getline(in, line); ++i)
    if (line.find("#!") != std::string::npos) lines.insert(i);
  return lines;
}

std::vector<tests::Case> suite(const std::string& name) { return tests::read_suite(variable("CRIBSHEET_SOURCE") + "/tests/suites/sam/" + name); }

std::vector<nlohmann::json> records(const std::string& folder) {
  std::vector<nlohmann::json> list;
  std::ifstream file(tests::shared() / "corpus/sam/expected.jsonl");
  for (std::string line; std::getline(file, line);)
    if (auto record = nlohmann::json::parse(line); record["file"].get<std::string>().find(folder) != std::string::npos) list.push_back(record);
  return list;
}

Checked check_record(const nlohmann::json& record) {
  const std::string file = record["file"];
  return check(file, tests::read(tests::shared() / "corpus" / file));
}

std::vector<std::string> split(const std::string& text, const std::string& at) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t end = text.find(at); end != std::string::npos; end = text.find(at, begin)) {
    parts.push_back(text.substr(begin, end - begin));
    begin = end + at.size();
  }
  parts.push_back(text.substr(begin));
  return parts;
}

// The ids in "Resource with id [X]", and the text that follows each.
std::vector<std::pair<std::string, std::string>> refusals(const std::string& message) {
  std::vector<std::pair<std::string, std::string>> list;
  for (const std::string& part : split(message, "Resource with id [")) {
    const std::size_t end = part.find(']');
    if (!list.empty() && end != std::string::npos) list.emplace_back(part.substr(0, end), part.substr(std::min(part.size(), end + std::string_view("] is invalid.").size())));
    else list.emplace_back("", part);
  }
  return list;
}

bool has_error(const Checked& checked) {
  return std::any_of(checked.findings.begin(), checked.findings.end(), [](const Finding& each) { return each.severity == Severity::error; });
}

// The resource of this id, or the one from whose id the translator made it.
const kinds::cloudformation::Resource* named(const kinds::cloudformation::Template& outline, const std::string& id) {
  const kinds::cloudformation::Resource* best = nullptr;
  for (const auto& resource : outline.resources)
    if (!resource.id.empty() && id.starts_with(resource.id) && (best == nullptr || resource.id.size() > best->id.size())) best = &resource;
  return best;
}

bool error_within(const Checked& checked, Range range) {
  return std::any_of(checked.findings.begin(), checked.findings.end(), [&](const Finding& each) { return each.severity == Severity::error && each.range.begin >= range.begin && each.range.begin <= range.end; });
}

struct Kind {
  std::string name;
  std::vector<std::string> words;
  std::set<std::string> rules;   // empty: deliberately not an error
  int seen = 0;
};
std::vector<Kind> refusal_kinds() {
  std::vector<Kind> list;
  std::ifstream file(variable("CRIBSHEET_SOURCE") + "/tests/suites/sam/refusals.tsv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto cells = split(line, "\t");
    REQUIRE(cells.size() == 3);
    Kind kind{cells[0], split(cells[1], " & "), {}, 0};
    if (cells[2] != "-")
      for (const std::string& rule : split(cells[2], ", ")) kind.rules.insert(rule);
    list.push_back(std::move(kind));
  }
  return list;
}

bool skipped() {
  if (knowledge()->resource_type_count() != 0 && !records("/invalid/").empty()) return false;
  WARN("skipped: no pack, or no corpus of SAM templates at CRIBSHEET_SHARED");
  return true;
}

}  // namespace

TEST_CASE("wrong SAM templates: every marked line has its finding, no other has an error") {
  const auto cases = suite("wrong.md");
  CHECK(cases.size() >= 200);
  for (const tests::Case& each : cases) {
    INFO("wrong.md line " << each.line << ": " << each.title);
    const Checked checked = check(each.path, each.text);
    CHECK(checked.document->kind == "sam");
    INFO(shown(checked));
    const auto lines = marked(each.text);
    CHECK_FALSE(lines.empty());
    std::set<std::size_t> found;
    for (const Finding& finding : checked.findings) {
      if (finding.severity <= Severity::warning) found.insert(checked.line_of(finding));
      if (finding.severity == Severity::error) CHECK(lines.count(checked.line_of(finding)) == 1);
    }
    for (const std::size_t line : lines) CHECK(found.count(line) == 1);
  }
}

TEST_CASE("right SAM templates have no error") {
  const auto cases = suite("right.md");
  CHECK(cases.size() >= 60);
  for (const tests::Case& each : cases) {
    INFO("right.md line " << each.line << ": " << each.title);
    const Checked checked = check(each.path, each.text);
    CHECK(checked.document->kind == "sam");
    INFO(shown(checked));
    CHECK_FALSE(has_error(checked));
  }
}

TEST_CASE("templates that the linter finds clean have no error") {
  if (skipped()) return;
  for (const auto& record : records("/valid/")) {
    if (!record.value("clean", false)) continue;
    const Checked checked = check_record(record);
    INFO(record["file"] << "\n" << shown(checked));
    CHECK_FALSE(has_error(checked));
  }
}

TEST_CASE("what the translator refuses has an error, within the resource that it names") {
  if (skipped()) return;
  int templates = 0, flagged = 0, resources = 0, within = 0;
  for (const auto& record : records("/invalid/")) {
    const Checked checked = check_record(record);
    ++templates;
    flagged += has_error(checked);
    const auto* outline = kinds::cloudformation::outline(*checked.document);
    if (outline == nullptr) continue;
    std::set<std::string> ids;
    for (const auto& [id, rest] : refusals(record.value("translator", ""))) ids.insert(id);
    for (const std::string& id : ids) {
      const auto* resource = id.empty() ? nullptr : named(*outline, id);
      if (resource == nullptr) continue;
      ++resources;
      within += error_within(checked, resource->entry.full_range());
    }
  }
  WARN(fmt::format("{} of {} refused templates have an error; {} of {} resources that the translator names", flagged, templates, within, resources));
  CHECK(flagged * 100 >= templates * 97);
  CHECK(within * 100 >= resources * 90);
}

TEST_CASE("each kind of the translator's messages is found by a rule that says so") {
  if (skipped()) return;
  auto kinds = refusal_kinds();
  for (const Kind& kind : kinds)
    for (const std::string& rule : kind.rules) {
      INFO(kind.name);
      CHECK(rules::rule(rule) != nullptr);
    }
  for (const auto& record : records("/invalid/")) {
    const Checked checked = check_record(record);
    std::set<std::string> found;
    for (const Finding& finding : checked.findings)
      if (finding.severity == Severity::error) found.insert(std::string(finding.rule));
    for (const auto& [id, rest] : refusals(record.value("translator", ""))) {
      if (rest.find("errors found") != std::string::npos && rest.find("errors found: 1. S") == std::string::npos && rest.find("Event with") == std::string::npos && rest.find("Transforming") == std::string::npos) continue;
      const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& each) {
        return std::all_of(each.words.begin(), each.words.end(), [&](const std::string& word) { return rest.find(word) != std::string::npos; });
      });
      INFO(record["file"] << ": " << rest);
      if (kind == kinds.end()) {
        FAIL_CHECK("a message of no kind");
        continue;
      }
      ++kind->seen;
      INFO(kind->name << "; found " << fmt::format("{}", fmt::join(found, ", ")));
      CHECK((kind->rules.empty() || std::any_of(kind->rules.begin(), kind->rules.end(), [&](const std::string& rule) { return found.count(rule) == 1; })));
    }
  }
  for (const Kind& kind : kinds) {
    INFO(kind.name << ": no message of the corpus is of this kind");
    CHECK(kind.seen > 0);
  }
}
