// Faults of the text: nested without end, aliases of aliases, patterns that backtrack for ever, settings of wrong types.
#include "support/catch.h"
#include "support/program.h"

using namespace cribsheet;
using tests::Json;

namespace {

std::string nested(const std::string& piece, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += piece;
  return all;
}

class Server : public tests::Program {
 public:
  Server() : tests::Program({"lsp", "--no-notes"}) { initialize("/"); }
  // The findings of this text, after every question about it was answered.
  Json findings(const std::string& name, const std::string& language, const std::string& text) {
    const std::string uri = "file:///faults/" + name;
    tell("textDocument/didOpen", {{"textDocument", {{"uri", uri}, {"languageId", language}, {"version", ++version_}, {"text", text}}}});
    for (const char* method : {"textDocument/documentSymbol", "textDocument/semanticTokens/full", "textDocument/foldingRange", "textDocument/codeLens"})
      CHECK(ask(method, {{"textDocument", {{"uri", uri}}}}).contains("result"));
    for (const char* method : {"textDocument/hover", "textDocument/completion", "textDocument/definition"}) {
      for (const int character : {0, 5, 200, 100000})
        CHECK(ask(method, {{"textDocument", {{"uri", uri}}}, {"position", {{"line", 0}, {"character", character}}}}).contains("result"));
    }
    const Json answer = ask("textDocument/diagnostic", {{"textDocument", {{"uri", uri}}}});
    tell("textDocument/didClose", {{"textDocument", {{"uri", uri}}}});
    return answer["result"]["items"];
  }

 private:
  int version_ = 0;
};

}  // namespace

TEST_CASE("deep nesting, in every language") {
  Server server;
  for (const std::string piece : {"[", "{\"a\":", "- ", "? ", "a:\n "}) {
    INFO(piece);
    CHECK(server.findings("t.yaml", "yaml", "Resources: " + nested(piece, 50000)).is_array());
    CHECK(server.findings("t.json", "json", nested(piece, 50000)).is_array());
  }
  CHECK(server.findings("t.json", "json", R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": )" + nested(R"({"Fn::Sub": [)", 5000))
            .is_array());
  CHECK(server.findings("t.yaml", "yaml", "Conditions:\n  C: " + nested("!Not [", 5000) + "a" + nested("]", 5000)).is_array());
  CHECK(server.findings("policy.json", "json", R"({"Version": "2012-10-17", "Statement": )" + nested("[", 5000)).is_array());
  CHECK(server.findings("m.asl.json", "json", nested(R"({"StartAt": "A", "States": {"A": {"Type": "Map", "ItemProcessor": )", 2000)).is_array());
  for (const std::string piece : {"> ", "- ", "* ", "[", "![", "**a ", "<b>", "`", "| a "}) {
    INFO(piece);
    CHECK(server.findings("notes/a.md", "markdown", nested(piece, 20000)).is_array());
  }
}

TEST_CASE("a file full of mistakes shows 2,000 of them, and says how many more there are") {
  Server server;
  const Json items = server.findings("t.yaml", "yaml", "Resources:\n" + nested("  A: 5\n", 5000));
  REQUIRE(items.size() == 2001);
  CHECK(items.back()["message"].get<std::string>().find("findings more are not shown") != std::string::npos);
}

TEST_CASE("an alias bomb is checked in no time, and its aliases are never multiplied") {
  Server server;
  std::string text = "Metadata:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 60; ++i) {
    const std::string n = std::to_string(i), alias = "*a" + std::to_string(i - 1);
    text += "  a" + n + ": &a" + n + " [" + alias;
    for (int k = 0; k < 8; ++k) text += ", " + alias;
    text += "]\n";
  }
  text +=
      "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      Tags: *a59\n      QueueName: &q {a: *q}\n      RedrivePolicy: &r\n        <<: *r\n  "
      "      x: *a59\n";
  const long before = server.resident_kilobytes();
  CHECK(server.findings("t.yaml", "yaml", text).is_array());
  CHECK(server.resident_kilobytes() < before + 50'000);
}

TEST_CASE("patterns that backtrack for ever end, and count as unknown") {
  Server server;
  const std::string hostile = "^(([a-z])+.)+[A-Z]([a-z])+$", text = nested("a", 3000);
  CHECK(
      server
          .findings("t.yaml", "yaml", "Parameters:\n  P:\n    Type: String\n    AllowedPattern: '" + hostile + "'\n    Default: " + text + "\nResources: {}\n")
          .is_array());
  CHECK(server
            .findings("policy.json", "json",
                      R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ")" + nested("*a", 900) + R"(b", "Resource": ")" +
                          nested("*a?", 600) + "\"}]}")
            .is_array());
  const tests::Folder folder;
  folder.write("notes/a.md", "# SQS\n\n```check\nentity: AWS::SQS::Queue.QueueName\npattern: '" + hostile + "'\n```\n");
  tests::Program noted({"lsp"});
  noted.initialize(folder.path());
  while (noted.wait_for("cribsheet/status")["params"]["state"] != "ready") {
  }
  noted.tell("textDocument/didOpen",
             {{"textDocument",
               {{"uri", "file:///t.yaml"},
                {"languageId", "yaml"},
                {"version", 1},
                {"text", "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: " + nested("a", 70) + "\n"}}}});
  CHECK(noted.ask("textDocument/diagnostic", {{"textDocument", {{"uri", "file:///t.yaml"}}}}).contains("result"));
}

TEST_CASE("settings of wrong types: a sentence for each, and the defaults stay") {
  for (const Json& settings : {Json{{"notes", {{"paths", {{"a", 1}}}, {"enabled", "yes"}}}}, Json{{"severities", Json::array()}},
                               Json{{"severities", {{"x", 5}}}}, Json{{"regions", {{"a", 1}}}}, Json{{"codeLens", 7}}, Json{{"statefulHints", "maybe"}},
                               Json{{"inlayHints", "on"}}, Json{{"codeLens", {{"enabled", Json::array()}}}}, Json{{"inlayHints", {{"enabled", 1}}}},
                               Json{{"regions", Json::array({Json::object()})}}, Json{{"notes", Json::array({7, Json::array()})}}}) {
    INFO(settings.dump());
    Server server;
    server.tell("workspace/didChangeConfiguration", {{"settings", {{"cribsheet", settings}}}});
    const Json said = server.wait_for("window/showMessage");
    CHECK(said["params"]["message"].get<std::string>().find("etting") != std::string::npos);
    CHECK(server.findings("t.yaml", "yaml", "Resources:\n  Q: [\n").size() >= 1);
  }
  const tests::Folder folder;
  folder.write(".cribsheet.yaml", "severities: [a\nnotes: {paths: 1\n");
  tests::Program server({"lsp"});
  server.initialize(folder.path());
  while (server.wait_for("cribsheet/status")["params"]["state"] != "ready") {
  }
  CHECK(Json(server.seen()).dump().find(".cribsheet.yaml: Setting severities must map a rule") != std::string::npos);
}
