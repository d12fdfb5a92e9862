// Pull diagnostics, of one document and of the whole workspace. A result's id is a hash of its text: what did not change in the
// workspace's other files is not sent again.
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "features/findings.h"
#include "lsp/convert.h"
#include "lsp/requests/all.h"

namespace cribsheet::lsp::requests {
namespace {

Json full_report(const Request& request, const model::Document& document) {
  Json items = diagnostics(features::findings(*request.snapshot, document, request.stop), document, request.client);
  auto id = std::to_string(std::hash<std::string>{}(dump(items)));
  return {{"kind", "full"}, {"resultId", std::move(id)}, {"items", std::move(items)}};
}

// What the last round found in files that are not open. An entry counts as long as document, settings and notes are the same.
class Remembered {
 public:
  Json report(const Request& request, const std::shared_ptr<const model::Document>& document, std::string_view previous) {
    const Key key{document, request.snapshot->settings, request.snapshot->notes};
    {
      const std::lock_guard lock(mutex_);
      const auto found = entries_.find(document->path);
      if (found != entries_.end() && found->second.same(key) && found->second.id == previous) return {{"kind", "unchanged"}, {"resultId", previous}};
    }
    Json whole = full_report(request, *document);
    if (request.stop.stop_requested()) return whole;
    const std::lock_guard lock(mutex_);
    entries_[document->path] = {key.document, key.settings, key.notes, whole["resultId"].get<std::string>()};
    if (whole["resultId"] == previous) return {{"kind", "unchanged"}, {"resultId", previous}};
    return whole;
  }

 private:
  struct Key {
    std::shared_ptr<const model::Document> document;
    std::shared_ptr<const rules::Settings> settings;
    std::shared_ptr<const notes::Index> notes;
  };
  struct Entry {
    std::weak_ptr<const model::Document> document;
    std::weak_ptr<const rules::Settings> settings;
    std::weak_ptr<const notes::Index> notes;
    std::string id;
    bool same(const Key& key) const { return document.lock() == key.document && settings.lock() == key.settings && notes.lock() == key.notes; }
  };
  std::mutex mutex_;
  std::map<std::string, Entry> entries_;
};

std::string_view previous_id(const Json& list, std::string_view uri) {
  if (!list.is_array()) return {};
  for (const auto& entry : list) {
    if (text(at(entry, "uri")) == uri) return text(at(entry, "value"));
  }
  return {};
}

}  // namespace

// Always in full: an editor that closed and opened the document again has dropped its marks, but may still remember the old id.
Answer diagnostic(const Request& request) { return full_report(request, *request.document); }

Answer workspace_diagnostic(const Request& request) {
  static Remembered remembered;
  Json items = Json::array();
  const auto& previous = at(request.params, "previousResultIds");
  auto add = [&](const std::shared_ptr<const model::Document>& document) {
    if (request.stop.stop_requested() || document->kind.empty()) return;
    const auto uri = uri_of(*document);
    Json one = remembered.report(request, document, previous_id(previous, uri));
    one["uri"] = uri;
    one["version"] = document->version > 0 ? Json(document->version) : Json(nullptr);
    items.push_back(std::move(one));
  };
  for (const auto& [path, document] : request.snapshot->open) add(document);
  if (request.snapshot->files) {
    for (const auto& path : request.snapshot->files->known()) {
      if (request.snapshot->open.contains(path)) continue;
      if (const auto document = request.snapshot->files->document(path)) add(document);
    }
  }
  return Json{{"items", std::move(items)}};
}

}  // namespace cribsheet::lsp::requests
