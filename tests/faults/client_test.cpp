// Faults of the client: it dies, its pipe closes half-way, it asks too much or sends what is no message.
#include <unistd.h>

#include <map>

#include "support/catch.h"
#include "support/program.h"

using namespace cribsheet;
using tests::Json;

namespace {

const std::string kTemplate = "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      VisibilityTimeout: 50000\n";

Json opened(const std::string& uri, const std::string& text) {
  return {{"textDocument", {{"uri", uri}, {"languageId", "yaml"}, {"version", 1}, {"text", text}}}};
}

// The server still answers as on its first day.
void check_alive(tests::Program& server) {
  server.tell("textDocument/didOpen", opened("file:///alive.yaml", kTemplate));
  const Json answer = server.ask("textDocument/hover", {{"textDocument", {{"uri", "file:///alive.yaml"}}}, {"position", {{"line", 2}, {"character", 12}}}});
  CHECK(answer["result"].is_object());
}

std::string nested(const std::string& piece, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += piece;
  return all;
}

}  // namespace

TEST_CASE("the client dies: the server ends, and says by its exit code that it was not asked to") {
  tests::Program server({"lsp", "--no-notes"});
  server.initialize("/");
  server.close_input();
  server.close_output();
  CHECK(server.finish() == 1);
}

TEST_CASE("the client's process is gone while its pipe stays open: the server ends by itself") {
  tests::Program server({"lsp", "--no-notes"});
  tests::Program gone({"--version"});
  const int process = gone.pid();
  CHECK(gone.finish() == 0);
  server.ask("initialize", {{"processId", process}, {"capabilities", Json::object()}});
  server.tell("initialized", Json::object());
  CHECK(server.finish() == 1);
}

TEST_CASE("the pipe closes half-way through a message") {
  tests::Program server({"lsp", "--no-notes"});
  server.initialize("/");
  server.write("Content-Length: 100\r\n\r\n{\"jsonrpc\":");
  server.close_input();
  CHECK(server.finish() == 1);
}

TEST_CASE("the client reads no longer: the server ends instead of waiting or dying of a signal") {
  tests::Program server({"lsp", "--no-notes"});
  server.initialize("/");
  server.tell("textDocument/didOpen", opened("file:///t.yaml", kTemplate));
  server.close_output();
  for (int i = 0; i < 100 && server.write(transport::frame(R"({"jsonrpc":"2.0","id":)" + std::to_string(1000 + i) +
                                                           R"(,"method":"textDocument/documentSymbol","params":{"textDocument":{"uri":"file:///t.yaml"}}})"));
       ++i) {
  }
  server.close_input();
  CHECK(server.finish() == 1);
}

TEST_CASE("exit without shutdown is 1, with it 0") {
  for (const bool polite : {false, true}) {
    tests::Program server({"lsp", "--no-notes"});
    server.initialize("/");
    if (polite) server.ask("shutdown", nullptr);
    server.tell("exit", nullptr);
    CHECK(server.finish() == (polite ? 0 : 1));
  }
}

TEST_CASE("1,000 requests at once: 1,000 answers") {
  tests::Program server({"lsp", "--no-notes"});
  server.initialize("/");
  std::string text = "Resources:\n";
  for (int i = 0; i < 200; ++i) text += "  Q" + std::to_string(i) + ":\n    Type: AWS::SQS::Queue\n    Properties:\n      VisibilityTimeout: 50000\n";
  std::string bytes = transport::frame(lsp::dump({{"jsonrpc", "2.0"}, {"method", "textDocument/didOpen"}, {"params", opened("file:///big.yaml", text)}}));
  constexpr std::string_view methods[] = {"textDocument/hover", "textDocument/completion", "textDocument/documentSymbol", "textDocument/references"};
  for (int i = 0; i < 1000; ++i)
    bytes += transport::frame(lsp::dump({{"jsonrpc", "2.0"},
                                         {"id", 5000 + i},
                                         {"method", methods[i % 4]},
                                         {"params",
                                          {{"textDocument", {{"uri", "file:///big.yaml"}}},
                                           {"position", {{"line", i % 700}, {"character", 8}}},
                                           {"context", {{"includeDeclaration", true}}}}}}));
  CHECK(server.write(bytes));
  std::map<int, int> answers;
  int given = 0;
  while (given < 1000) {
    const auto message = server.next();
    REQUIRE(message);
    if (!message->contains("id") || message->contains("method")) continue;
    ++given;
    ++answers[(*message)["id"].get<int>()];
    CHECK(message->contains("result"));
  }
  CHECK(answers.size() == 1000);
  check_alive(server);
}

TEST_CASE("messages of 0, 1 and 200 MB: each is answered as what it is, and memory stays") {
  tests::Program server({"lsp", "--no-notes"});
  server.initialize("/");
  check_alive(server);
  const long before = server.resident_kilobytes();
  for (const char* bytes : {"Content-Length: 0\r\n\r\n", "Content-Length: 1\r\n\r\nx"}) {
    server.write(bytes);
    auto answer = server.next();
    while (answer && !answer->contains("error")) answer = server.next();
    REQUIRE(answer);
    CHECK(answer->at("error").at("code") == -32700);
  }
  // 1 MB is a document like any other; the limit of a template is CloudFormation's business.
  const Json large = opened("file:///large.yaml", "# " + nested("x", 1u << 20) + "\n" + kTemplate);
  server.tell("textDocument/didOpen", large);
  CHECK(server.ask("textDocument/documentSymbol", {{"textDocument", {{"uri", "file:///large.yaml"}}}})["result"].is_array());
  server.tell("textDocument/didClose", {{"textDocument", {{"uri", "file:///large.yaml"}}}});
  // 200 MB are thrown away as they come.
  server.write("Content-Length: 209715200\r\n\r\n");
  const std::string piece(1u << 20, 'x');
  for (int i = 0; i < 200; ++i) REQUIRE(server.write(piece));
  const Json answer = server.ask("no/such", Json::object());
  CHECK(answer["error"]["code"] == -32601);
  bool said = false;
  for (const Json& message : server.seen())
    said = said || (message.contains("error") && message["error"]["message"].get<std::string>().find("64 MB") != std::string::npos);
  CHECK(said);
  CHECK(server.resident_kilobytes() < before + 100'000);
  check_alive(server);
}

TEST_CASE("a message nested without end is refused") {
  tests::Program server({"lsp", "--no-notes"});
  server.initialize("/");
  server.write(transport::frame(R"({"jsonrpc":"2.0","id":7,"method":"textDocument/hover","params":)" + nested("[", 100000) + nested("]", 100000) + "}"));
  auto answer = server.next();
  while (answer && !answer->contains("error")) answer = server.next();
  REQUIRE(answer);
  CHECK(answer->at("error").at("code") == -32700);
  check_alive(server);
}
