// What a message is, whether it may come now, and who answers it.
#include "lsp/session.h"

#include <chrono>
#include <exception>
#include <utility>

#include "lsp/convert.h"

namespace cribsheet::lsp {
namespace {

bool is_id(const Json& id) { return id.is_string() || id.is_number_integer(); }

constexpr auto kHeldWait = std::chrono::seconds(1);  // typing goes on; the whole workspace is looked at when it pauses

const Failure kCancelled{request_cancelled, "The request was cancelled"};
const Failure kModified{content_modified, "The document changed while the answer was made"};

}  // namespace

void Session::receive(std::string_view bytes) {
  framer_.feed(bytes);
  while (state_ != State::ended) {
    const auto body = framer_.next();
    for (auto faults = framer_.take_faults(); faults > 0; --faults) {
      send({{"jsonrpc", "2.0"},
            {"id", nullptr},
            {"error",
             {{"code", static_cast<int>(parse_error)},
              {"message", "No message: each begins with Content-Length: and its number of bytes, and is not longer than 64 MB"}}}});
    }
    if (!body) return;
    receive_message(*body);
  }
}

void Session::receive_message(std::string_view body) {
  auto message = parse(body);
  if (message && message->is_object()) return receive_one(std::move(*message));
  if (message && message->is_array()) {  // JSON-RPC's batches are not part of LSP
    return send(
        {{"jsonrpc", "2.0"}, {"id", nullptr}, {"error", {{"code", static_cast<int>(invalid_request)}, {"message", "A message must be one JSON object"}}}});
  }
  send({{"jsonrpc", "2.0"},
        {"id", nullptr},
        {"error", {{"code", static_cast<int>(parse_error)}, {"message", "The message is no JSON, or its Content-Length is wrong"}}}});
  framer_.reject(body);
}

void Session::receive_one(Json message) {
  const Json id = at(message, "id");
  const std::string method(text(at(message, "method")));
  if (method.empty()) {
    if (message.contains("result") || message.contains("error")) return receive_response(message);
    return reply_to(is_id(id) ? id : Json()).fail({invalid_request, "The message has no method"});
  }
  Json params = at(message, "params");
  if (!message.contains("id")) return receive_notification(method, params);
  if (!is_id(id)) return reply_to({}).fail({invalid_request, "A request's id must be a number or a text"});
  receive_request(id, method, std::move(params));
}

void Session::receive_request(Json id, const std::string& method, Json params) {
  if (method == "initialize") return initialize(id, params);
  if (state_ == State::fresh) return reply_to(id).fail({server_not_initialized, "Send initialize first"});
  if (state_ == State::shut_down) return reply_to(id).fail({invalid_request, "The server was shut down; only exit may follow"});
  if (method == "shutdown") return shut_down(id);
  if (const Method* found = lsp::method(method)) return answer(*found, reply_to(id), id, std::move(params));
  reply_to(id).fail({method_not_found, "No such method: " + method});
}

void Session::receive_notification(const std::string& method, const Json& params) {
  if (method == "exit") return exit(params);
  if (state_ == State::fresh || state_ == State::shut_down) return;  // dropped, as LSP says
  const auto& table = notifications();
  if (const auto found = table.find(method); found != table.end()) (this->*found->second)(params);
}

void Session::receive_response(const Json& message) {
  const auto id = integer(at(message, "id"));
  if (!id) return;
  const auto found = asked_.find(*id);
  if (found == asked_.end()) return;
  const auto answered = std::move(found->second);
  asked_.erase(found);
  if (answered) answered(at(message, "result"));
}

const std::map<std::string_view, Session::Notification>& Session::notifications() {
  static const std::map<std::string_view, Notification> table{
      {"initialized", &Session::initialized},
      {"$/cancelRequest", &Session::cancel},
      {"textDocument/didOpen", &Session::did_open},
      {"textDocument/didChange", &Session::did_change},
      {"textDocument/didClose", &Session::did_close},
      {"textDocument/didSave", &Session::did_save},
      {"workspace/didChangeConfiguration", &Session::did_change_configuration},
      {"workspace/didChangeWatchedFiles", &Session::did_change_files},
      {"workspace/didChangeWorkspaceFolders", &Session::did_change_folders},
  };
  return table;
}

// Gathers what the answer is a function of, on the owner thread; the answer itself is made on a worker.
void Session::answer(const Method& method, Reply reply, const Json& id, Json params) {
  const auto key = dump(id);
  if (running_.contains(key) || held_.contains(key)) return reply.fail({invalid_request, "The id is that of a request that is still running"});
  const std::string uri(text(at(params, "textDocument", "uri")));
  std::shared_ptr<const model::Document> document;
  Offset place = 0;
  if (method.needs != Method::nothing) {
    if (uri.empty()) return reply.fail({invalid_params, "params.textDocument.uri is missing"});
    document = workspace_.document(uri);
    if (!document) return reply.fail({invalid_params, "The document is not open: " + uri});
    if (method.needs == Method::a_position) {
      const auto at_offset = position(at(params, "position"));
      if (!at_offset) return reply.fail({invalid_params, "params.position must have a line and a character, 0 or more"});
      place = document->lines.offset(*at_offset, client_.encoding);
    }
  }

  if (method.stale == Method::hold) {
    if (answered_revision_ == revision_) return static_cast<void>(held_.emplace(key, Held{&method, id, std::move(params), std::move(reply)}));
    answered_revision_ = revision_;
  }

  auto running = std::make_shared<Running>();
  running->uri = uri;
  running->drop_on_edit = method.stale == Method::drop_on_edit;
  running_[key] = running;
  auto job = [this, alive = alive_, key, running, stop = running->stop.get_token(), answer = method.answer, client = client_, snapshot = workspace_.snapshot(),
              document = std::move(document), place, params = std::move(params), reply = std::make_shared<Reply>(std::move(reply))]() mutable {
    Answer made = kCancelled;
    if (!stop.stop_requested()) {
      try {
        made = answer(Request{params, client, snapshot, document, stop, place});
      } catch (const std::exception& error) {  // only libraries throw; the client is told, the server lives
        made = Failure{internal_error, error.what()};
      }
    }
    // A shared_ptr, so that the job can be copied; nothing else holds it, so it is answered once.
    scheduler_.post([this, alive = std::move(alive), key, running, reply = std::move(reply), made = std::move(made)]() mutable {
      if (!*alive) return;
      running_.erase(key);
      if (running->stop.stop_requested()) return reply->fail(running->modified ? kModified : kCancelled);
      if (auto* failure = std::get_if<Failure>(&made)) return reply->fail(*failure);
      reply->result(std::move(std::get<Json>(made)));
    });
  };
  scheduler_.work(method.lane, std::move(job));
}

void Session::changed() {
  ++revision_;
  if (held_.empty()) return;
  scheduler_.after("held", kHeldWait, [this, alive = alive_] {
    if (*alive) release_held();
  });
}

void Session::release_held() {
  for (auto& [key, held] : std::exchange(held_, {})) answer(*held.method, std::move(held.reply), held.id, std::move(held.params));
}

void Session::cancel(const Json& params) {
  if (const auto held = held_.find(dump(at(params, "id"))); held != held_.end()) {
    held->second.reply.fail(kCancelled);
    held_.erase(held);
  }
  const auto found = running_.find(dump(at(params, "id")));
  if (found != running_.end()) found->second->stop.request_stop();
}

void Session::drop_stale(const std::string& uri) {
  for (auto& [key, running] : running_) {
    if (!running->drop_on_edit || running->uri != uri || running->stop.stop_requested()) continue;
    running->modified = true;
    running->stop.request_stop();
  }
}

Reply Session::reply_to(const Json& id) {
  return Reply(id, [this, alive = alive_](Json message) {
    if (*alive) send(message);
  });
}

void Session::send(const Json& message) {
  if (state_ != State::ended) send_(transport::frame(dump(message)));
}

void Session::notify(std::string_view method, Json params) { send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}}); }

void Session::ask(std::string_view method, Json params, std::function<void(const Json&)> answered) {
  const auto id = next_id_++;
  asked_[id] = std::move(answered);
  send({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}});
}

void Session::show(int type, const std::string& message) {
  if (shown_.insert(message).second) notify("window/showMessage", {{"type", type}, {"message", "Cribsheet: " + message}});
}

}  // namespace cribsheet::lsp
