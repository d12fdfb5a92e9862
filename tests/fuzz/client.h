// A client beside a session on the same thread: every effect of a message is there before the next one.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "fuzz.h"
#include "lsp/session.h"

namespace cribsheet::fuzz {

using lsp::Json;

class Client {
 public:
  explicit Client(bool with_notes)
      : session_(
            options(with_notes), scheduler_, [this](std::string bytes) { framer_.feed(bytes); }, [this](int code) { code_ = code; }) {}

  void initialize() {
    ask("initialize", {{"capabilities", Json::object()}, {"rootUri", "file:///fuzz"}});
    tell("initialized", Json::object());
  }
  // The whole answer.
  Json ask(std::string_view method, Json params) {
    const int id = ++id_;
    const auto messages = receive(transport::frame(lsp::dump({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}})));
    for (const Json& message : messages) {
      if (message.contains("id") && !message.contains("method") && message["id"] == id) return message;
    }
    broken("no answer", std::string(method));
  }
  void tell(std::string_view method, Json params) {
    receive(transport::frame(lsp::dump({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}})));
  }
  // What the server sends back for these bytes.
  std::vector<Json> receive(std::string_view bytes) {
    session_.receive(bytes);
    std::vector<Json> messages;
    while (const auto body = framer_.next()) {
      auto message = lsp::parse(*body);
      if (!message) broken("the server sent what is no JSON", *body);
      messages.push_back(std::move(*message));
    }
    return messages;
  }
  bool ended() const { return code_ >= 0; }

 private:
  static lsp::SessionOptions options(bool with_notes) {
    lsp::SessionOptions options;
    options.pack = tests::knowledge();
    options.settings.use_notes = with_notes;
    options.settings.today = "2026-01-01";
    options.watch_process = false;
    return options;
  }
  workspace::Scheduler scheduler_{0};
  transport::Framer framer_;
  int code_ = -1;
  lsp::Session session_;
  int id_ = 1000;
};

}  // namespace cribsheet::fuzz
