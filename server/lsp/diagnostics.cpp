// Diagnostics pushed after each edit. Typing is never waited for longer than the last check took.
#include "lsp/session.h"

#include "features/findings.h"
#include "lsp/convert.h"

namespace cribsheet::lsp {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr auto kQuick = milliseconds(20);  // checks that take no longer are made at once after each edit
constexpr auto kLongestWait = milliseconds(400);

}  // namespace

// Slow checks take no more than half of the time: one begins as long after the last as that took. Where typing is faster than
// they are, it is waited for a pause of that length.
void Session::check_soon(const std::string& uri) {
  if (client_.pull_diagnostics) return;
  auto& state = checks_[uri];
  state.stop.request_stop();  // the running one is of an older text
  const bool quick = state.last <= kQuick, typing = state.running || state.planned;
  if (state.planned && quick) return;
  state.running = false;
  state.planned = true;
  auto run = [this, alive = alive_, uri] {
    if (*alive) check(uri);
  };
  const auto pause = std::min(kLongestWait, std::chrono::duration_cast<milliseconds>(state.last));
  const auto since = typing ? milliseconds(0) : std::chrono::duration_cast<milliseconds>(steady_clock::now() - state.ended);
  // Behind the messages that were already read, so a burst of edits is checked once.
  if (quick || since >= pause) return scheduler_.post(std::move(run));
  scheduler_.after("check " + uri, pause - since, std::move(run));
}

void Session::check(const std::string& uri) {
  const auto found = checks_.find(uri);
  if (found == checks_.end()) return;
  auto& state = found->second;
  state.planned = false;
  state.stop = std::stop_source();
  const auto number = ++state.number;
  auto document = workspace_.document(uri);
  if (!document) return;
  state.running = true;
  auto job = [this, alive = alive_, uri, number, document, snapshot = workspace_.snapshot(), client = client_, stop = state.stop.get_token()] {
    if (stop.stop_requested()) return;
    const auto begun = steady_clock::now();
    Json list = diagnostics(features::findings(*snapshot, *document, stop), *document, client);
    if (stop.stop_requested()) return;
    const auto took = std::chrono::duration_cast<microseconds>(steady_clock::now() - begun);
    scheduler_.post([this, alive, uri, number, version = document->version, list = std::move(list), took]() mutable {
      if (!*alive) return;
      const auto current = checks_.find(uri);
      if (current == checks_.end() || current->second.number != number || current->second.stop.stop_requested()) return;
      current->second.last = took;
      current->second.ended = steady_clock::now();
      current->second.running = false;
      publish(uri, std::move(list), version);
    });
  };
  scheduler_.work(workspace::Lane::background, std::move(job));
}

void Session::check_all() {
  changed();
  if (client_.pull_diagnostics) {
    if (client_.diagnostic_refresh) ask("workspace/diagnostic/refresh", nullptr, {});
  } else {
    for (const auto& uri : workspace_.open_uris()) check_soon(uri);
  }
  if (client_.code_lens_refresh) ask("workspace/codeLens/refresh", nullptr, {});
  if (client_.inlay_hint_refresh) ask("workspace/inlayHint/refresh", nullptr, {});
}

void Session::publish(const std::string& uri, Json list, std::optional<std::int64_t> version) {
  Json params{{"uri", uri}, {"diagnostics", std::move(list)}};
  if (version && client_.diagnostic_version) params["version"] = *version;
  notify("textDocument/publishDiagnostics", std::move(params));
}

}  // namespace cribsheet::lsp
