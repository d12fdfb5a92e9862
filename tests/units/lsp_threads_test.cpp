// Real threads: every request is answered exactly once, whatever is cancelled, edited or closed meanwhile.
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "lsp/session.h"
#include "support/catch.h"
#include "support/knowledge.h"

using namespace cribsheet;
using lsp::Json;

namespace {

std::string template_text(int resources) {
  std::string text = "Resources:\n";
  for (int i = 0; i < resources; ++i) {
    text += "  Queue" + std::to_string(i) +
            ":\n    Type: AWS::SQS::Queue\n    Properties:\n      VisibilityTimeout: 50000\n      QueueName: !Sub \"${Queue0}-x\"\n";
  }
  return text;
}

// A session whose owner thread runs beside the test; messages are posted to it.
class Server {
 public:
  explicit Server(bool with_notes = false)
      : scheduler_(3),
        session_(
            options(with_notes), scheduler_, [this](std::string bytes) { take(bytes); },
            [this](int code) {
              code_ = code;
              scheduler_.stop();
            }) {
    owner_ = std::thread([this] { scheduler_.run(); });
  }
  void send(Json message) { post(transport::frame(lsp::dump(message))); }
  // All of them are read before an answer of any leaves: a worker's answer goes through the owner thread, which is busy reading.
  void send_together(const std::vector<Json>& messages) {
    std::string bytes;
    for (const Json& message : messages) bytes += transport::frame(lsp::dump(message));
    post(std::move(bytes));
  }
  // Waits until so many requests are answered; for as long as it takes, but not for ever.
  void wait_for(std::size_t answers) {
    std::unique_lock lock(mutex_);
    news_.wait_for(lock, std::chrono::minutes(20), [&] { return answered_ >= answers; });
  }
  // Waits for the end of the session; what the client would have read.
  std::vector<Json> finish() {
    owner_.join();
    scheduler_.join();
    return messages_;
  }
  int code() const { return code_; }

 private:
  static lsp::SessionOptions options(bool with_notes) {
    lsp::SessionOptions options;
    options.pack = tests::knowledge();
    options.settings.use_notes = with_notes;
    options.watch_process = false;
    return options;
  }
  void post(std::string bytes) {
    scheduler_.post([this, bytes = std::move(bytes)] { session_.receive(bytes); });
  }
  void take(const std::string& bytes) {
    framer_.feed(bytes);
    const std::lock_guard lock(mutex_);
    while (const auto body = framer_.next()) {
      messages_.push_back(*lsp::parse(*body));
      answered_ += messages_.back().contains("id") && !messages_.back().contains("method");
    }
    news_.notify_all();
  }
  workspace::Scheduler scheduler_;
  transport::Framer framer_;
  std::mutex mutex_;
  std::condition_variable news_;
  std::vector<Json> messages_;
  std::size_t answered_ = 0;
  int code_ = -1;
  lsp::Session session_;
  std::thread owner_;
};

Json request(int id, std::string_view method, Json params) { return {{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}}; }
Json notification(std::string_view method, Json params) { return {{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}}; }

}  // namespace

// CRIBSHEET_STRESS in the environment says how many steps; `./dev stress` takes 10,000 and looks for races.
TEST_CASE("eight documents, thousands of edits, requests, cancels and closes: one answer each") {
  const char* wanted = std::getenv("CRIBSHEET_STRESS");
  const int steps = wanted != nullptr ? std::max(100, std::atoi(wanted)) : 3000;
  Server server(true);
  std::mt19937 random(7);
  server.send(request(-1, "initialize", {{"capabilities", Json::object()}, {"rootUri", "file:///stress"}}));
  server.send(notification("initialized", Json::object()));
  struct File {
    std::string path, language, text;
  };
  const std::string json = "{\"Resources\": {\"Q\": {\"Type\": \"AWS::SQS::Queue\",\n\"Properties\": {\"VisibilityTimeout\": 50000}}}}\n";
  const std::string note = "# SQS\n\n- VisibilityTimeout is at most 10 seconds\n\n```check\nentity: AWS::SQS::Queue.VisibilityTimeout\nrange: 0..10\n```\n";
  const File files[] = {
      {"a.yaml", "yaml", template_text(40)},
      {"b.yaml", "yaml", template_text(20)},
      {"c.yaml", "yaml", template_text(5)},
      {"d.json", "json", json},
      {"buildspec.yml", "yaml", "version: 0.2\nphases:\n  build:\n    commands:\n      - make\n"},
      {"policy.json", "json", "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}\n"},
      {"notes/sqs.md", "markdown", note},
      {"notes/lambda.md", "markdown", "# Lambda\n\nTimeout is max 15 minutes.\n"}};
  auto uri = [&](int i) { return "file:///stress/" + files[i].path; };
  auto open = [&](int i) {
    server.send(notification("textDocument/didOpen",
                             {{"textDocument", {{"uri", uri(i)}, {"languageId", files[i].language}, {"version", 1}, {"text", files[i].text}}}}));
  };
  for (int i = 0; i < 8; ++i) open(i);
  constexpr std::string_view methods[] = {
      "textDocument/hover",    "textDocument/completion", "textDocument/definition", "textDocument/documentSymbol", "textDocument/semanticTokens/full",
      "textDocument/codeLens", "textDocument/diagnostic", "textDocument/references", "cribsheet/notes/search",      "workspace/symbol"};
  std::set<int> asked{-1};
  for (int i = 1; i <= steps; ++i) {
    const int document = static_cast<int>(random() % 8);
    const auto line = random() % 200, character = random() % 30;
    const Json position{{"line", line}, {"character", character}};
    switch (random() % 6) {
      case 0:
        server.send(
            notification("textDocument/didChange",
                         {{"textDocument", {{"uri", uri(document)}, {"version", i}}},
                          {"contentChanges", Json::array({Json{{"range", {{"start", position}, {"end", position}}}, {"text", i % 2 ? "x" : "\n  "}}})}}));
        break;
      case 1: server.send(notification("$/cancelRequest", {{"id", i - 1 - static_cast<int>(random() % 5)}})); break;
      case 2:
        if (random() % 20 == 0) {
          server.send(notification("textDocument/didClose", {{"textDocument", {{"uri", uri(document)}}}}));
          open(document);
          break;
        }
        if (random() % 40 == 0) {
          server.send(
              notification("workspace/didChangeConfiguration", {{"settings", {{"cribsheet", {{"severities", {{"out-of-range", i % 2 ? "error" : "off"}}}}}}}}));
          break;
        }
        [[fallthrough]];
      default:
        asked.insert(i);
        server.send(
            request(i, methods[random() % std::size(methods)], {{"textDocument", {{"uri", uri(document)}}}, {"position", position}, {"query", "Queue1"}}));
    }
  }
  const int last = steps + 1;
  asked.insert(last);
  server.send(request(last, "no/such", Json::object()));
  server.wait_for(asked.size());
  asked.insert(last + 1);
  server.send(request(last + 1, "shutdown", nullptr));
  server.send(notification("exit", nullptr));

  std::map<int, int> answers;
  for (const auto& message : server.finish()) {
    if (message.contains("id") && !message.contains("method") && message["id"].is_number()) ++answers[message["id"].get<int>()];
  }
  CHECK(server.code() == 0);
  CHECK(answers.size() == asked.size());
  for (const auto& [id, count] : answers) {
    if (count != 1 || !asked.contains(id)) FAIL_CHECK("request " << id << " has " << count << " answers");
  }
}

TEST_CASE("a cancelled request says so, and one of an older text says that") {
  Server server;
  server.send(request(0, "initialize", {{"capabilities", Json::object()}}));
  server.send(notification("initialized", Json::object()));
  const Json document{{"uri", "file:///big.yaml"}};
  server.send_together({
      notification("textDocument/didOpen",
                   {{"textDocument", {{"uri", "file:///big.yaml"}, {"languageId", "yaml"}, {"version", 1}, {"text", template_text(400)}}}}),
      request(2, "workspace/symbol", {{"query", "Queue"}}),
      request(3, "textDocument/codeLens", {{"textDocument", document}}),
      notification("$/cancelRequest", {{"id", 2}}),
      notification("textDocument/didChange",
                   {{"textDocument", {{"uri", "file:///big.yaml"}, {"version", 2}}}, {"contentChanges", Json::array({Json{{"text", "Resources: {}\n"}}})}}),
      request(4, "textDocument/hover", {{"textDocument", document}, {"position", {{"line", 0}, {"character", 1}}}}),
  });
  server.wait_for(4);
  server.send(request(5, "shutdown", nullptr));
  server.send(notification("exit", nullptr));
  std::map<int, int> codes;
  for (const auto& message : server.finish()) {
    if (message.contains("id") && !message.contains("method") && message["id"].is_number())
      codes[message["id"].get<int>()] = message.contains("error") ? message["error"]["code"].get<int>() : 0;
  }
  CHECK(codes[2] == lsp::request_cancelled);
  CHECK(codes[3] == lsp::content_modified);
  CHECK(codes[4] == 0);
}
