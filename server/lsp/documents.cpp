// Documents opened, changed and closed in the editor, and files changed on disk.
#include "lsp/session.h"

#include <algorithm>

#include "lsp/convert.h"
#include "workspace/read_file.h"
#include "workspace/uri.h"

namespace cribsheet::lsp {
namespace {

constexpr std::size_t kLargestNote = 64u << 20;
constexpr auto kNotePause = std::chrono::milliseconds(150);

// Nothing where the client's change makes no sense; then the document is left as it was.
std::optional<std::vector<workspace::Change>> read_changes(const Json& list) {
  std::vector<workspace::Change> changes;
  if (!list.is_array()) return std::nullopt;
  for (const auto& json : list) {
    workspace::Change change;
    if (!at(json, "text").is_string()) return std::nullopt;
    change.text = text(at(json, "text"));
    if (const auto& range = at(json, "range"); range.is_object()) {
      const auto begin = position(at(range, "start")), end = position(at(range, "end"));
      if (!begin || !end) return std::nullopt;
      change.range = {*begin, *end};
    }
    changes.push_back(std::move(change));
  }
  return changes;
}

bool is_note(std::string_view path) { return path.ends_with(".md") || path.ends_with(".markdown"); }

}  // namespace

void Session::did_open(const Json& params) {
  const auto& document = at(params, "textDocument");
  const std::string uri(text(at(document, "uri")));
  if (uri.empty() || !at(document, "text").is_string()) return;
  workspace_.open(uri, std::string(text(at(document, "languageId"))), integer(at(document, "version")).value_or(0), std::string(text(at(document, "text"))));
  changed();
  check_soon(uri);
  note_soon(uri);  // an editor may open what was never saved
}

void Session::did_change(const Json& params) {
  const std::string uri(text(at(params, "textDocument", "uri")));
  const auto changes = read_changes(at(params, "contentChanges"));
  if (!changes) return show(1, "The editor sent a change that can't be read; close and open " + uri + " again");
  if (!workspace_.change(uri, integer(at(params, "textDocument", "version")).value_or(0), *changes, client_.encoding)) return;
  drop_stale(uri);
  changed();
  check_soon(uri);
  note_soon(uri);
}

// What is typed into a note holds in templates while it is typed.
void Session::note_soon(const std::string& uri) {
  const auto path = workspace::path_of_uri(uri);
  if (!path || !is_note(*path)) return;
  scheduler_.after("note " + uri, kNotePause, [this, alive = alive_, uri, path = *path] {
    if (!*alive) return;
    if (const auto document = workspace_.document(uri)) note_changed(path, std::string(document->text()));
  });
}

void Session::did_close(const Json& params) {
  const std::string uri(text(at(params, "textDocument", "uri")));
  if (!workspace_.close(uri)) return;
  if (const auto path = workspace::path_of_uri(uri); path && is_note(*path)) {
    scheduler_.forget("note " + uri);
    auto content = workspace::read_file(*path, kLargestNote);  // what was not saved is gone
    note_changed(*path, content ? std::optional(std::move(*content)) : std::nullopt);
  }
  changed();
  drop_stale(uri);
  if (const auto found = checks_.find(uri); found != checks_.end()) {
    found->second.stop.request_stop();
    checks_.erase(found);
  }
  scheduler_.forget("check " + uri);
  if (!client_.pull_diagnostics) publish(uri, Json::array(), std::nullopt);
}

void Session::did_save(const Json& params) {
  const std::string uri(text(at(params, "textDocument", "uri")));
  const auto path = workspace::path_of_uri(uri);
  if (!path || !is_note(*path)) return;
  if (const auto document = workspace_.document(uri)) note_changed(*path, std::string(document->text()));
}

void Session::did_change_folders(const Json& params) {
  auto folders = workspace_.folders();
  for (const auto& folder : at(params, "event", "removed")) {
    if (const auto path = workspace::path_of_uri(text(at(folder, "uri")))) std::erase(folders, *path);
  }
  for (const auto& folder : at(params, "event", "added")) {
    const auto path = workspace::path_of_uri(text(at(folder, "uri")));
    if (path && std::find(folders.begin(), folders.end(), *path) == folders.end()) folders.push_back(*path);
  }
  workspace_.set_folders(std::move(folders));
  apply_settings(editor_settings_);
  index_notes();
}

void Session::did_change_files(const Json& params) {
  bool settings = false;
  const auto& changes = at(params, "changes");
  if (!changes.is_array()) return;
  for (const auto& change : changes) {
    const auto path = workspace::path_of_uri(text(at(change, "uri")));
    if (!path) continue;
    if (path->ends_with("/.cribsheet.yaml")) settings = true;
    if (!is_note(*path)) continue;
    if (integer(at(change, "type")) == 3) {
      note_changed(*path, std::nullopt);
    } else if (auto content = workspace::read_file(*path, kLargestNote)) {
      note_changed(*path, std::move(*content));
    }
  }
  workspace_.forget_files();
  if (settings) apply_settings(editor_settings_);
  check_all();
}

}  // namespace cribsheet::lsp
