// SAM templates: tests/suites/sam, and the corpus where it is there: what the translator refuses is found, at the resource it names.
// refusals.tsv says which of its kinds of messages is found by which rules; a message of no kind, and a kind that is not found, fail.
#include <cstdlib>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "features/completion.h"
#include "features/hover.h"
#include "features/outline.h"
#include "features/path_completion.h"
#include "features/rename_files.h"
#include "features/navigate.h"
#include "kinds/cloudformation/template.h"
#include "kinds/kind.h"
#include "rules/rule.h"
#include "support/at_mark.h"
#include "support/catch.h"
#include "support/checked.h"
#include "support/corpus.h"
#include "support/features_suite.h"
#include "support/folder.h"
#include "support/knowledge.h"
#include "support/places.h"

using namespace cribsheet;
using rules::Finding;
using rules::Severity;
using tests::check;
using tests::Checked;
using tests::shown;

namespace {

std::set<std::size_t> marked(const std::string& text) {
  std::set<std::size_t> lines;
  std::istringstream in(text);
  std::string line;
  for (std::size_t i = 1; std::getline(in, line); ++i)
    if (line.find("#!") != std::string::npos) lines.insert(i);
  return lines;
}

std::vector<tests::Case> suite(const std::string& name) { return tests::read_suite((tests::source() / "tests/suites/sam" / name).string()); }

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
    if (!list.empty() && end != std::string::npos)
      list.emplace_back(part.substr(0, end), part.substr(std::min(part.size(), end + std::string_view("] is invalid.").size())));
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
  return std::any_of(checked.findings.begin(), checked.findings.end(),
                     [&](const Finding& each) { return each.severity == Severity::error && each.range.begin >= range.begin && each.range.begin <= range.end; });
}

struct Kind {
  std::string name;
  std::vector<std::string> words;
  std::set<std::string> rules;  // empty: deliberately not an error
  int seen = 0;
};
std::vector<Kind> refusal_kinds() {
  std::vector<Kind> list;
  std::ifstream file(tests::source() / "tests/suites/sam/refusals.tsv");
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

struct At {
  std::shared_ptr<const model::Document> document;
  features::Snapshot snapshot;
  Offset offset = 0;
};
At at_cursor(const tests::Case& each) {
  const std::string cursor = "¦";
  std::string text = each.text;
  const std::size_t place = text.find(cursor);
  REQUIRE(place != std::string::npos);
  text.erase(place, cursor.size());
  At at;
  at.snapshot.pack = tests::knowledge();
  at.snapshot.settings = std::make_shared<rules::Settings>();
  at.document = kinds::open(each.path, text, *tests::knowledge());
  at.offset = static_cast<Offset>(place);
  return at;
}

std::string after(const std::string& text, std::string_view head) { return text.starts_with(head) ? text.substr(head.size()) : std::string(); }

// The files of one folder of this machine.
struct Disk : rules::Files {
  bool exists(const std::string& path) const override { return std::filesystem::exists(path); }
  std::shared_ptr<const model::Document> document(const std::string& path) const override {
    return exists(path) ? kinds::open(path, tests::read(path), *tests::knowledge()) : nullptr;
  }
};

// A folder of its own for a test, gone afterwards.
const char* const kCode =
    "Transform: AWS::Serverless-2016-10-31\n"
    "Resources:\n"
    "  Python: { Type: AWS::Serverless::Function, Properties: { Handler: app.handler, Runtime: python3.13, CodeUri: src/ } }\n"
    "  Package: { Type: AWS::Serverless::Function, Properties: { Handler: jobs.main.run, Runtime: python3.13, CodeUri: ./src } }\n"
    "  Node: { Type: AWS::Serverless::Function, Properties: { Handler: lib/index.start, Runtime: nodejs22.x, CodeUri: node } }\n"
    "  Module: { Type: AWS::Serverless::Function, Properties: { Handler: other.start, Runtime: nodejs22.x, CodeUri: node } }\n"
    "  Typed: { Type: AWS::Serverless::Function, Properties: { Handler: typed.start, Runtime: nodejs22.x, CodeUri: node } }\n"
    "  Java: { Type: AWS::Serverless::Function, Properties: { Handler: 'com.shop.App::handle', Runtime: java21, CodeUri: java } }\n"
    "  Go: { Type: AWS::Serverless::Function, Properties: { Handler: bootstrap, Runtime: provided.al2023, CodeUri: go } }\n";

void write_code(const tests::Folder& folder) {
  folder.write("src/app.py", "import os\n\ndef handlers(): pass\n\ndef handler(event, context):\n    return 1\n");
  folder.write("src/jobs/main.py", "async def run(event, context):\n    return handler\n");
  folder.write("node/lib/index.js", "const start = 1;\n");
  folder.write("node/other.mjs", "// start here\nexport const start = async () => 1;\n");
  folder.write("node/typed.ts", "import a from 'a';\n\nexport async function start() {}\n");
  folder.write("java/src/main/java/com/shop/App.java",
               "package com.shop;\npublic class App {\n  // handle(x)\n  public String handle(String a) { return a; }\n}\n");
  folder.write("go/main.go", "package main\n\n// main is first\nfunc main() {}\n");
  folder.write("template.yaml", kCode);
}

// Hands on every case of a suite and what is found in it; the suite has at least so many.
void each_case(const std::string& name, std::size_t least, const std::function<void(const tests::Case&, const Checked&)>& use) {
  const auto cases = suite(name);
  CHECK(cases.size() >= least);
  for (const tests::Case& each : cases) {
    INFO(name << " line " << each.line << ": " << each.title);
    const Checked checked = check(each.path, each.text);
    CHECK(checked.document->kind == "sam");
    INFO(shown(checked));
    use(each, checked);
  }
}

bool skipped() {
  if (tests::knowledge()->resource_type_count() != 0 && !records("/invalid/").empty()) return false;
  WARN("skipped: no pack, or no corpus of SAM templates at CRIBSHEET_SHARED");
  return true;
}

}  // namespace

TEST_CASE("wrong SAM templates: every marked line has its finding, no other has an error") {
  each_case("wrong.md", 200, [](const tests::Case& each, const Checked& checked) {
    const auto lines = marked(each.text);
    CHECK_FALSE(lines.empty());
    std::set<std::size_t> found;
    for (const Finding& finding : checked.findings) {
      if (finding.severity <= Severity::warning) found.insert(checked.line_of(finding));
      if (finding.severity == Severity::error) CHECK(lines.count(checked.line_of(finding)) == 1);
    }
    for (const std::size_t line : lines) CHECK(found.count(line) == 1);
  });
}

TEST_CASE("right SAM templates have no error") {
  each_case("right.md", 60, [](const tests::Case&, const Checked& checked) { CHECK_FALSE(has_error(checked)); });
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

// The linter's fixtures leave things out or put nonsense in; each error of ours in such a template is judged in judged.tsv.
TEST_CASE("errors in the other templates that the translator takes are judged one by one") {
  if (skipped()) return;
  std::set<std::string> judged, found;
  std::ifstream file(tests::source() / "tests/suites/sam/judged.tsv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto cells = split(line, "\t");
    REQUIRE(cells.size() == 3);
    CHECK(cells[2].size() > 20);
    judged.insert(cells[0] + " " + cells[1]);
  }
  for (const auto& record : records("/valid/")) {
    if (record.value("clean", false)) continue;
    for (const Finding& finding : check_record(record).findings)
      if (finding.severity == Severity::error)
        found.insert(std::filesystem::path(record["file"].get<std::string>()).filename().string() + " " + std::string(finding.rule));
  }
  for (const std::string& each : found) {
    INFO(each << " is not judged");
    CHECK(judged.contains(each));
  }
  for (const std::string& each : judged) {
    INFO(each << " is found no more; take it off the list");
    CHECK(found.contains(each));
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
    for (const auto& refusal : refusals(record.value("translator", ""))) {
      const auto& rest = refusal.second;
      if (rest.find("errors found") != std::string::npos && rest.find("errors found: 1. S") == std::string::npos &&
          rest.find("Event with") == std::string::npos && rest.find("Transforming") == std::string::npos)
        continue;
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

TEST_CASE("hover in SAM templates") {
  const auto notes = notes::Index::build({{"notes.md", tests::read(tests::source() / "tests/suites/sam/notes.md"), notes::Origin::person}}, tests::knowledge());
  const auto cases = suite("hover.md");
  CHECK(cases.size() >= 20);
  for (const tests::Case& each : cases) {
    INFO("hover.md line " << each.line << ": " << each.title);
    At at = at_cursor(each);
    at.snapshot.notes = notes;
    const auto hover = features::hover(at.snapshot, *at.document, at.offset);
    REQUIRE(hover.has_value());
    const std::string markdown = features::to_markdown(*hover);
    INFO(markdown);
    REQUIRE(!each.expectations.empty());
    for (const auto& [text, details] : each.expectations) {
      INFO(text);
      if (const auto entity = after(text, "entity "); !entity.empty()) CHECK(hover->entity == entity);
      else if (const auto said = after(text, "says "); !said.empty()) CHECK(markdown.find(said) != std::string::npos);
      else if (const auto note = after(text, "note "); !note.empty()) CHECK(markdown.find(note) > markdown.find("From your notes"));
      else FAIL("what is this?");
    }
  }
}

TEST_CASE("completion in half-typed SAM templates") {
  const auto cases = suite("completion.md");
  CHECK(cases.size() >= 25);
  for (const tests::Case& each : cases) {
    INFO("completion.md line " << each.line << ": " << each.title);
    const At at = at_cursor(each);
    const auto list = features::complete(at.snapshot, *at.document, at.offset);
    std::string labels = "\n";
    for (const auto& item : list.items) labels += item.label + "\n";
    INFO(labels);
    REQUIRE(!each.expectations.empty());
    for (const auto& [text, details] : each.expectations) {
      INFO(text);
      if (const auto offer = after(text, "offers "); !offer.empty()) CHECK(labels.find("\n" + offer + "\n") != std::string::npos);
      else if (const auto none = after(text, "not "); !none.empty()) CHECK(labels.find("\n" + none + "\n") == std::string::npos);
      else if (const auto first = after(text, "first "); !first.empty()) CHECK((list.items.empty() ? std::string() : list.items.front().label) == first);
      else FAIL("what is this?");
    }
  }
}

TEST_CASE("handlers lead to their files and functions") {
  const tests::Folder folder;
  write_code(folder);
  auto snapshot = tests::snapshot();
  snapshot.files = std::make_shared<Disk>();
  const auto document = kinds::open(folder.path("template.yaml"), kCode, *tests::knowledge());
  std::map<std::string, std::uint32_t> lines;
  for (const auto& link : features::links(snapshot, *document))
    if (!link.target.starts_with("https://")) lines[std::filesystem::path(link.target).lexically_relative(folder.path()).string()] = link.line;
  const std::map<std::string, std::uint32_t> expected{{"src/app.py", 4},     {"src/jobs/main.py", 0}, {"node/lib/index.js", 0},
                                                      {"node/other.mjs", 1}, {"node/typed.ts", 2},    {"java/src/main/java/com/shop/App.java", 3},
                                                      {"go/main.go", 3}};
  std::string seen;
  for (const auto& [file, line] : lines) seen += fmt::format("{}:{} ", file, line);
  INFO(seen);
  CHECK(lines == expected);
}

TEST_CASE("code that moves: its folder, and a handler within it") {
  const tests::Folder folder;
  write_code(folder);
  auto snapshot = tests::snapshot();
  snapshot.files = std::make_shared<Disk>();
  const std::string text =
      "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n"
      "      CodeUri: src/\n      Handler: jobs/main.run\n      Runtime: python3.13\n"
      "  G:\n    Type: AWS::Serverless::Function\n    Properties: { CodeUri: ./node, Handler: \"other.start\", Runtime: nodejs22.x }\n";
  const auto path = folder.path("template.yaml");
  snapshot.open[path] = kinds::open(path, text, *tests::knowledge());
  const auto after = [&](const std::string& from, const std::string& to) {
    const auto all = features::follow(snapshot, {{folder.path(from), folder.path(to)}});
    return all.empty() ? std::string("nothing") : cribsheet::apply(text, all.front().edits);
  };
  CHECK(after("src", "code").find("      CodeUri: code/\n      Handler: jobs/main.run\n") != std::string::npos);
  CHECK(after("src/jobs", "src/work").find("      CodeUri: src/\n      Handler: work/main.run\n") != std::string::npos);
  CHECK(after("node/other.mjs", "node/one.mjs").find("{ CodeUri: ./node, Handler: \"one.start\",") != std::string::npos);
  CHECK(after("node", "lib/node").find("{ CodeUri: ./lib/node, Handler: \"other.start\",") != std::string::npos);
  // Out of its code's folder: another value would be wrong too.
  CHECK(after("src/jobs/main.py", "main.py") == "nothing");
}

TEST_CASE("what SAM makes of a resource leads to it, and is renamed with it") {
  const auto view = tests::snapshot();
  const std::string text =
      "Transform: AWS::Serverless-2016-10-31\nResources:\n  Work:\n    Type: AWS::Serverless::Function\n    Properties:\n"
      "      InlineCode: x\n      Handler: index.handler\n      Runtime: python3.13\n"
      "Outputs:\n  Role:\n    Value: !GetAtt WorkRole.Arn\n  Same:\n    Value: !Sub \"${WorkRole}-${Work}\"\n";
  const auto document = kinds::open("template.yaml", text, *view.pack);
  const auto targets = features::definitions(view, *document, static_cast<Offset>(text.find("WorkRole.Arn") + 2));
  REQUIRE(targets.size() == 1);
  CHECK(document->lines.line_of(targets[0].name_range.begin) == 2);
  const auto renamings = features::rename(view, *document, static_cast<Offset>(text.find("  Work:") + 3), "Worker");
  REQUIRE(renamings);
  const auto after = cribsheet::apply(text, renamings->front().edits);
  CHECK(after.find("\n  Worker:\n") != std::string::npos);
  CHECK(after.find("!GetAtt WorkerRole.Arn") != std::string::npos);
  CHECK(after.find("${WorkerRole}-${Worker}") != std::string::npos);
}

TEST_CASE("files that are not there are told, those that builds make are not") {
  const tests::Folder folder;
  write_code(folder);
  const Disk disk;
  const auto told = [&](const std::string& text, const std::string& name = "template.yaml", const rules::Files* files = nullptr) {
    rules::Settings settings;
    settings.use_notes = false;
    const auto document = kinds::open(folder.path(name), text, *tests::knowledge());
    std::vector<std::string> list;
    for (const Finding& finding : rules::run({*document, *tests::knowledge(), settings, nullptr, files == nullptr ? &disk : files}))
      if (finding.rule == "sam-local-file") list.push_back(finding.message);
    return list;
  };
  CHECK(told(kCode).empty());
  const std::string head = "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: ";
  CHECK(told(head + "{ Handler: app.handler, Runtime: python3.13, CodeUri: scr/ }\n") == std::vector<std::string>{"There is no scr/ beside the template"});
  CHECK(told(head + "{ Handler: ap.handler, Runtime: python3.13, CodeUri: src/ }\n").size() == 1);
  for (const std::string fine :
       {"{ Handler: ap.handler, Runtime: python3.13, CodeUri: dist/ }", "{ Handler: ap.handler, Runtime: python3.13, CodeUri: target/a.jar }",
        "{ Handler: ap.handler, Runtime: python3.13, CodeUri: .aws-sam/build/F }", "{ Handler: ap.handler, Runtime: python3.13, CodeUri: s3://b/k }",
        "{ Handler: ap.handler, Runtime: python3.13, CodeUri: !Ref Code }", "{ Handler: ap.handler, Runtime: python3.13, CodeUri: '${Code}/src' }",
        "{ Handler: ap.handler, Runtime: python3.13, CodeUri: src/, Layers: [!Ref L] }", "{ Handler: dist/ap.handler, Runtime: nodejs22.x, CodeUri: node }",
        "{ Handler: ap.handler, Runtime: java21, CodeUri: src }"}) {
    INFO(fine);
    CHECK(told(head + fine + "\n").empty());
  }
  CHECK(told(head + "{ Handler: a.b, Runtime: python3.13, CodeUri: scr/ }\n", "unsaved.yaml").empty());  // not on the disk
  CHECK(told("{\"Transform\": \"AWS::Serverless-2016-10-31\", \"Resources\": {\"A\": {\"Type\": \"AWS::Serverless::Application\", \"Properties\": "
             "{\"Location\": \"nested.yaml\"}}}}",
             "template.yaml")
            .size() == 1);
  for (const std::string type : {"Api\n    Properties: { StageName: v1, DefinitionUri: api.yaml }", "HttpApi\n    Properties: { DefinitionUri: api.yaml }",
                                 "StateMachine\n    Properties: { DefinitionUri: a.asl.json }", "LayerVersion\n    Properties: { ContentUri: layer }",
                                 "GraphQLApi\n    Properties: { SchemaUri: a.graphql, Auth: { Type: AWS_IAM } }"}) {
    INFO(type);
    CHECK(told("Transform: AWS::Serverless-2016-10-31\nResources:\n  A:\n    Type: AWS::Serverless::" + type + "\n").size() == 1);
  }
}

TEST_CASE("paths are completed") {
  const tests::Folder folder;
  write_code(folder);
  auto snapshot = tests::snapshot();
  snapshot.files = std::make_shared<Disk>();
  const auto labels = [&](const std::string& name, std::string text) {
    const std::size_t place = text.find("¦");
    text.erase(place, std::string("¦").size());
    const auto document = kinds::open(folder.path(name), text, *tests::knowledge());
    std::set<std::string> found;
    for (const auto& item : features::complete(snapshot, *document, static_cast<Offset>(place)).items) found.insert(item.label);
    return found;
  };
  const std::string head = "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::";
  const auto code = labels("template.yaml", head + "Function\n    Properties:\n      CodeUri: ¦\n");
  CHECK(code.contains("src/"));
  CHECK(code.contains("java/"));
  CHECK_FALSE(code.contains("template.yaml"));
  CHECK(labels("template.yaml", head + "Function\n    Properties:\n      CodeUri: src/¦\n").contains("src/jobs/"));
  CHECK(labels("other.yaml", head + "Application\n    Properties:\n      Location: temp¦\n").contains("template.yaml"));
  CHECK(
      labels(
          "template.json",
          "{\"Transform\": \"AWS::Serverless-2016-10-31\", \"Resources\": {\"F\": {\"Type\": \"AWS::Serverless::Function\", \"Properties\": {\"CodeUri\": \"¦")
          .contains("src/"));
  CHECK_FALSE(labels("template.yaml", head + "Function\n    Properties:\n      Handler: ¦\n").contains("src/"));
}

namespace {

// Every property below a shape that stays SAM's own: what is passed on leads to where it goes.
class Documented {
 public:
  void walk(const pack::Shape& shape, const std::string& path) {
    if (!shape || !seen_.insert(shape.id()).second || shape.entity().starts_with("sam-policy:")) return;  // hover words the parameters
    for (std::size_t i = 0; i < shape.property_count(); ++i) {
      const pack::Property property = shape.property(i);
      const std::string here = path + "." + std::string(property.name);
      ++count;
      if (!property.same_as.empty()) {
        if (!property.same_as.starts_with("cloudformation:") && !features::describe(snapshot_, property.same_as))
          lost.push_back(here + " -> " + std::string(property.same_as));
        continue;
      }
      if (property.doc.empty() && property.shape.doc().empty() && property.shape.entity().empty()) bare.push_back(here);
      walk(property.shape, here);
    }
    for (const auto& list : {shape.all_of(), shape.any_of(), shape.one_of()})
      for (const pack::Shape& each : list) walk(each, path);
    for (const pack::Shape& each : {shape.items(), shape.additional(), shape.then_shape(), shape.else_shape()}) walk(each, path);
  }
  Documented() { snapshot_.pack = tests::knowledge(); }
  std::vector<std::string> bare, lost;
  int count = 0;

 private:
  features::Snapshot snapshot_;
  std::set<pack::Id> seen_;
};

}  // namespace

TEST_CASE("every property of every serverless type is documented here, or is said to be passed on to one that is") {
  Documented all;
  int types = 0;
  for (std::uint32_t i = 0; i < tests::knowledge()->resource_type_count(); ++i) {
    const auto type = tests::knowledge()->resource_type_at(i);
    if (!type.is_serverless()) continue;
    ++types;
    all.walk(type.shape(), std::string(type.name()));
  }
  CHECK(types >= 11);
  CHECK(all.count > 500);
  INFO(fmt::format("{} properties; without words:\n{}\nleading nowhere:\n{}", all.count, fmt::join(all.bare, "\n"), fmt::join(all.lost, "\n")));
  CHECK(all.bare.empty());
  CHECK(all.lost.empty());
}
