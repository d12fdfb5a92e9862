// The commands of the command line, each in each of its formats: that they answer, and by which exit code.
#include "lsp/json.h"
#include "support/catch.h"
#include "support/folder.h"
#include "support/places.h"
#include "support/program.h"

using namespace cribsheet;

namespace {

struct Ran {
  int code;
  std::string out;
};

// In the project's root: "$P" is the program.
Ran run(const std::string& arguments) {
  const tests::Folder words;
  tests::Program shell({"/bin/sh", "-c", "cd '" + tests::source().string() + "' && \"$CRIBSHEET_BINARY\" " + arguments + " >" + words.path("out") + " 2>&1"});
  const int code = shell.finish();
  return {code, tests::read(words.path("out"))};
}

struct Case {
  const char* arguments;
  int code;
  std::vector<std::string> said;
};

}  // namespace

TEST_CASE("each command says what it was asked for, for people") {
  const Case cases[] = {
      {"--version", 0, {"cribsheet "}},
      {"", 0, {"check", "notes", "lsp"}},
      {"knowledge info", 0, {"resource types: "}},
      {"rules list", 0, {"\nlogical-name\terror\t"}},
      {"rules explain logical-name", 0, {"`logical-name` (error)", "## Wrong"}},
      {"rules explain nothing", 2, {"no rule is called nothing"}},
      {"graph tests/samples/web-site.json --format mermaid", 0, {"flowchart LR", "-->"}},
      {"graph tests/samples/web-site.json --format dot", 0, {"digraph template {", "->"}},
      {"graph tests/samples/nothing.json", 2, {"nothing.json"}},
      {"notes lookup --notes tests/samples/notes AWS::SQS::Queue", 0, {"aws.md:", "SQS"}},
      {"notes search --notes tests/samples/notes visibility", 0, {"aws.md:", "isibility"}},
      {"notes facts --notes tests/samples/notes", 0, {"AWS::SQS::Queue.VisibilityTimeout: agrees"}},
      {"notes check --fail-on never --notes tests/samples/notes tests/samples/notes", 0, {" errors, "}},
      {"notes lookup --notes no/such/folder AWS::SQS::Queue", 0, {"there is no such note file or folder"}},
      {"hover --no-notes tests/samples/queue-worker.yaml:2:1", 0, {}},
      {"hover --no-notes tests/samples/queue-worker.yaml:x", 2, {"queue-worker.yaml:x"}},
      {"hover --no-notes nothing.yaml:1:1", 2, {"nothing.yaml"}},
      {"complete --no-notes tests/samples/queue-worker.yaml:1:1", 0, {"Globals\tGlobals"}},
      {"check --no-notes --fail-on never tests/samples", 0, {" files: "}},
      {"check --no-notes --fail-on never --format github tests/samples", 0, {}},
      {"check --no-notes", 2, {"PATH is required"}},
      {"check --no-notes -", 2, {"say what standard input is"}},
      {"check --no-notes --kind iam-policy - </dev/null", 0, {"0 errors"}},
      {"syntax events tests/samples/buildspec.yml", 0, {"+STR\n+DOC", "-STR"}},
      {"syntax tree tests/samples/buildspec.yml", 0, {"stream 0..", "mapping"}},
      {"syntax events nothing.yml", 2, {"nothing.yml"}},
      {"no-such-command", 2, {"cribsheet"}},
  };
  for (const Case& each : cases) {
    INFO(each.arguments);
    const Ran ran = run(each.arguments);
    INFO(ran.out);
    CHECK(ran.code == each.code);
    for (const std::string& said : each.said) CHECK(ran.out.find(said) != std::string::npos);
  }
}

TEST_CASE("each command that has JSON writes one document of it, with the members that are agreed") {
  const Case cases[] = {
      {"knowledge info --format json", 0, {}},
      {"rules list --format json", 0, {"rules"}},
      {"rules explain logical-name --format json", 0, {"id"}},
      {"graph tests/samples/web-site.json --format json", 0, {"nodes", "edges"}},
      {"notes lookup --format json --notes tests/samples/notes AWS::SQS::Queue", 0, {"entity", "passages"}},
      {"notes search --format json --notes tests/samples/notes visibility", 0, {"passages"}},
      {"notes facts --format json --notes tests/samples/notes", 0, {"facts"}},
      {"notes check --fail-on never --format json --notes tests/samples/notes tests/samples/notes", 0, {"files", "summary"}},
      {"hover --format json --no-notes tests/samples/queue-worker.yaml:9:13", 0, {}},
      {"complete --format json --no-notes tests/samples/queue-worker.yaml:1:1", 0, {"items", "isIncomplete"}},
      {"check --no-notes --fail-on never --format json tests/samples", 0, {"files", "summary"}},
      {"check --fail-on never --format json --notes tests/samples/notes tests/samples", 0, {"files", "summary"}},
      {"check --no-notes --fail-on never --format sarif tests/samples", 0, {"runs", "version"}},
  };
  for (const Case& each : cases) {
    INFO(each.arguments);
    const Ran ran = run(each.arguments);
    CHECK(ran.code == each.code);
    const auto json = lsp::parse(ran.out);
    REQUIRE(json);
    for (const std::string& member : each.said) CHECK(json->contains(member));
  }
}
