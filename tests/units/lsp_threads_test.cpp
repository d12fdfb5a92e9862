// Real threads: every request is answered exactly once, whatever is cancelled, edited or closed meanwhile.
#include <chrono>
#include <condition_variable>
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
    text += "  Queue" + std::to_string(i) + ":\n    Type: AWS::SQS::Queue\n    Properties:\n      VisibilityTimeout: 50000\n      QueueName: !Sub \"${Queue0}-x\"\n";
  }
  return text;
}

// A session whose owner thread runs beside the test; messages are posted to it.
class Server {
 public:
  Server() : scheduler_(3), session_(options(), scheduler_, [this](std::string bytes) { take(bytes); }, [this](int code) { code_ = code; scheduler_.stop(); }) {
    owner_ = std::thread([this] { scheduler_.run(); });
  }
  void send(Json message) {
    scheduler_.post([this, bytes = transport::frame(lsp::dump(message))] { session_.receive(bytes); });
  }
  // Waits until so many requests are answered; a minute at the most, since the machine may be busy.
  void wait_for(std::size_t answers) {
    std::unique_lock lock(mutex_);
    news_.wait_for(lock, std::chrono::minutes(1), [&] { return answered_ >= answers; });
  }
  // Waits for the end of the session; what the client would have read.
  std::vector<Json> finish() {
    owner_.join();
    scheduler_.join();
    return messages_;
  }
  int code() const { return code_; }

 private:
  static lsp::SessionOptions options() {
    lsp::SessionOptions options;
    options.pack = tests::knowledge();
    options.settings.use_notes = false;
    options.watch_process = false;
    return options;
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

TEST_CASE("eight documents, thousands of edits, requests, cancels and closes: one answer each") {
  Server server;
  std::mt19937 random(7);
  server.send(request(0, "initialize", {{"capabilities", Json::object()}}));
  server.send(notification("initialized", Json::object()));
  const auto text = template_text(40);
  auto uri = [](int i) { return "file:///stress/t" + std::to_string(i) + ".yaml"; };
  auto open = [&](int i) { server.send(notification("textDocument/didOpen", {{"textDocument", {{"uri", uri(i)}, {"languageId", "yaml"}, {"version", 1}, {"text", text}}}})); };
  for (int i = 0; i < 8; ++i) open(i);
  constexpr std::string_view methods[] = {"textDocument/hover", "textDocument/completion", "textDocument/definition", "textDocument/documentSymbol", "textDocument/semanticTokens/full", "textDocument/codeLens", "textDocument/diagnostic"};
  std::set<int> asked{0};
  for (int i = 1; i <= 3000; ++i) {
    const int document = static_cast<int>(random() % 8);
    const auto line = random() % 200, character = random() % 30;
    const Json position{{"line", line}, {"character", character}};
    switch (random() % 6) {
      case 0:
        server.send(notification("textDocument/didChange", {{"textDocument", {{"uri", uri(document)}, {"version", i}}}, {"contentChanges", Json::array({Json{{"range", {{"start", position}, {"end", position}}}, {"text", i % 2 ? "x" : "\n  "}}})}}));
        break;
      case 1: server.send(notification("$/cancelRequest", {{"id", i - 1 - static_cast<int>(random() % 5)}})); break;
      case 2:
        if (random() % 20 == 0) {
          server.send(notification("textDocument/didClose", {{"textDocument", {{"uri", uri(document)}}}}));
          open(document);
          break;
        }
        [[fallthrough]];
      default:
        asked.insert(i);
        server.send(request(i, methods[random() % std::size(methods)], {{"textDocument", {{"uri", uri(document)}}}, {"position", position}}));
    }
  }
  asked.insert(9999);
  server.send(request(9999, "workspace/symbol", {{"query", "Queue1"}}));
  server.send(request(10000, "no/such", Json::object()));
  asked.insert(10000);
  server.wait_for(asked.size());
  server.send(request(10001, "shutdown", nullptr));
  asked.insert(10001);
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
  server.send(notification("textDocument/didOpen", {{"textDocument", {{"uri", "file:///big.yaml"}, {"languageId", "yaml"}, {"version", 1}, {"text", template_text(4000)}}}}));
  // The first keeps the background busy; those behind it are still waiting when the cancel and the edit arrive.
  server.send(request(1, "textDocument/diagnostic", {{"textDocument", document}}));
  server.send(request(2, "workspace/symbol", {{"query", "Queue"}}));
  server.send(request(3, "textDocument/codeLens", {{"textDocument", document}}));
  server.send(notification("$/cancelRequest", {{"id", 2}}));
  server.send(notification("textDocument/didChange", {{"textDocument", {{"uri", "file:///big.yaml"}, {"version", 2}}}, {"contentChanges", Json::array({Json{{"text", "Resources: {}\n"}}})}}));
  server.send(request(4, "textDocument/hover", {{"textDocument", document}, {"position", {{"line", 0}, {"character", 1}}}}));
  server.wait_for(5);
  server.send(request(5, "shutdown", nullptr));
  server.send(notification("exit", nullptr));
  std::map<int, int> codes;
  for (const auto& message : server.finish()) {
    if (message.contains("id") && !message.contains("method") && message["id"].is_number()) codes[message["id"].get<int>()] = message.contains("error") ? message["error"]["code"].get<int>() : 0;
  }
  CHECK(codes[2] == lsp::request_cancelled);
  CHECK(codes[3] == lsp::content_modified);
  CHECK(codes[4] == 0);
}
