// The answer to one request: given exactly once, whatever happens.
#pragma once
#include <functional>
#include <string>
#include <utility>

#include "lsp/json.h"

namespace cribsheet::lsp {

enum ErrorCode : int {
  parse_error = -32700,
  invalid_request = -32600,
  method_not_found = -32601,
  invalid_params = -32602,
  internal_error = -32603,
  server_not_initialized = -32002,
  request_failed = -32803,
  content_modified = -32801,
  request_cancelled = -32800,
};

struct Failure {
  ErrorCode code = internal_error;
  std::string message;
};

// Move-only. Destroyed unanswered, it answers that the server failed: a client must never wait for ever.
class Reply {
 public:
  using Send = std::function<void(Json)>;
  Reply() = default;
  Reply(Json id, Send send) : id_(std::move(id)), send_(std::move(send)) {}
  Reply(Reply&& other) noexcept : id_(std::move(other.id_)), send_(std::exchange(other.send_, nullptr)) {}
  Reply& operator=(Reply&&) = delete;
  Reply(const Reply&) = delete;
  ~Reply() {
    if (send_) fail({internal_error, "The server did not answer this request"});
  }

  void result(Json value) { answer({{"jsonrpc", "2.0"}, {"id", id_}, {"result", std::move(value)}}); }
  void fail(const Failure& failure) {
    answer({{"jsonrpc", "2.0"}, {"id", id_}, {"error", {{"code", static_cast<int>(failure.code)}, {"message", failure.message}}}});
  }

 private:
  void answer(Json message) {
    if (auto send = std::exchange(send_, nullptr)) send(std::move(message));
  }

  Json id_;
  Send send_;
};

}  // namespace cribsheet::lsp
