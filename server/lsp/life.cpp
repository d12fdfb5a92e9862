// The life cycle: initialize, initialized, shutdown, exit; and what is registered with the client on the way.
#include "lsp/session.h"

#include <cerrno>
#include <csignal>
#include <utility>

#include "base/version.h"
#include "workspace/uri.h"
#include "workspace/watch.h"

namespace cribsheet::lsp {

namespace {

constexpr auto kProcessCheck = std::chrono::seconds(5);

Json watcher(std::string_view glob) { return {{"globPattern", glob}}; }

}  // namespace

Session::Session(SessionOptions options, workspace::Scheduler& scheduler, std::function<void(std::string)> send, std::function<void(int)> exit)
    : options_(std::move(options)), scheduler_(scheduler), send_(std::move(send)), exit_(std::move(exit)), workspace_(options_.pack) {}

Session::~Session() {
  *alive_ = false;
  indexing_.request_stop();
  for (auto& [key, running] : running_) running->stop.request_stop();
  for (auto& [uri, check] : checks_) check.stop.request_stop();
}

void Session::initialize(const Json& id, const Json& params) {
  if (state_ != State::fresh) return reply_to(id).fail({invalid_request, "initialize comes once, and first"});
  client_ = Client::read(params);
  workspace_.set_folders(client_.folders);
  apply_settings(at(params, "initializationOptions", "settings"));
  state_ = State::running;  // from here on the client may be asked things
  reply_to(id).result(
      {{"capabilities", capabilities(client_, workspace_.settings().format_notes)}, {"serverInfo", {{"name", "cribsheet"}, {"version", kVersion}}}});
}

void Session::initialized(const Json&) {
  if (!options_.pack_problem.empty()) show(2, options_.pack_problem);
  register_watchers();
  pull_settings();
  if (!client_.configuration) index_notes();
  watch_process();
}

void Session::register_watchers() {
  Json registrations = Json::array();
  if (client_.dynamic_configuration) {
    registrations.push_back({{"id", "configuration"}, {"method", "workspace/didChangeConfiguration"}, {"registerOptions", {{"section", "cribsheet"}}}});
  }
  if (!registrations.empty()) ask("client/registerCapability", {{"registrations", std::move(registrations)}}, {});
  register_files(false);
  register_formatting();
}

// Of notes, where the settings ask for it; taken back where they do no longer.
void Session::register_formatting() {
  const bool wanted = workspace_.settings().format_notes;
  if (!client_.dynamic_formatting || wanted == formatting_registered_) return;
  formatting_registered_ = wanted;
  const Json selector = Json::array({Json{{"language", "markdown"}}});
  Json list = Json::array();
  for (const char* method : {"textDocument/formatting", "textDocument/rangeFormatting"}) {
    list.push_back({{"id", method}, {"method", method}});
    if (wanted) list.back()["registerOptions"] = {{"documentSelector", selector}};
  }
  if (wanted) ask("client/registerCapability", {{"registrations", std::move(list)}}, {});
  else ask("client/unregisterCapability", {{"unregisterations", std::move(list)}}, {});
}

// The workspace's files, and the notes wherever they lie.
void Session::register_files(bool again) {
  if (!client_.dynamic_watching) return;
  if (again)
    ask("client/unregisterCapability", {{"unregisterations", Json::array({Json{{"id", "files"}, {"method", "workspace/didChangeWatchedFiles"}}})}}, {});
  Json watchers = Json::array({watcher("**/*.md"), watcher("**/.cribsheet.yaml"), watcher("**/*.{yaml,yml,json,template}")});
  for (const auto& path : workspace::note_roots(workspace_.settings().notes, workspace_.folders())) {
    const bool file = path.ends_with(".md");
    const auto slash = path.rfind('/');
    if (client_.relative_watching && slash != std::string::npos) {
      watchers.push_back(
          {{"globPattern",
            {{"baseUri", workspace::uri_of_path(file ? path.substr(0, slash) : path)}, {"pattern", file ? path.substr(slash + 1) : "**/*.md"}}}});
    } else {
      watchers.push_back(watcher(file ? path : path + "/**/*.md"));
    }
  }
  ask("client/registerCapability",
      {{"registrations",
        Json::array({Json{{"id", "files"}, {"method", "workspace/didChangeWatchedFiles"}, {"registerOptions", {{"watchers", std::move(watchers)}}}}})}},
      {});
}

void Session::watch_process() {
  if (!options_.watch_process || client_.process <= 0 || scheduler_.inline_only()) return;
  scheduler_.after("process", kProcessCheck, [this, alive = alive_] {
    if (!*alive) return;
    if (::kill(static_cast<pid_t>(client_.process), 0) != 0 && errno == ESRCH) return end(1);
    watch_process();
  });
}

void Session::shut_down(const Json& id) {
  state_ = State::shut_down;
  indexing_.request_stop();
  for (auto& [key, running] : running_) running->stop.request_stop();
  for (auto& [key, held] : std::exchange(held_, {})) held.reply.fail({request_cancelled, "The server is shutting down"});
  reply_to(id).result(nullptr);
}

void Session::exit(const Json&) { end(state_ == State::shut_down ? 0 : 1); }

void Session::closed() { end(state_ == State::shut_down ? 0 : 1); }

void Session::end(int code) {
  if (state_ == State::ended) return;
  state_ = State::ended;
  exit_(code);
}

}  // namespace cribsheet::lsp
