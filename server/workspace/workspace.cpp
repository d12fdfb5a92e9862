#include "workspace/workspace.h"

#include "kinds/kind.h"
#include "workspace/files.h"
#include "workspace/settings.h"
#include "workspace/uri.h"

namespace cribsheet::workspace {

Workspace::Workspace(std::shared_ptr<const pack::Pack> pack)
    : pack_(std::move(pack)), settings_(std::make_shared<rules::Settings>()), files_(make_files({}, pack_)) {}

void Workspace::open(const std::string& uri, const std::string& language, std::int64_t version, std::string text) {
  Open& open = open_[uri] = {};
  open.uri = uri;
  open.path = document_path(uri);
  open.language = language;
  open.text = std::move(text);
  open.version = version;
  snapshot_.reset();
}

bool Workspace::change(const std::string& uri, std::int64_t version, const std::vector<Change>& changes, PositionEncoding encoding) {
  const auto found = open_.find(uri);
  if (found == open_.end()) return false;
  Open& open = found->second;
  snapshot_.reset();
  for (const auto& change : changes) {
    if (!change.range) {
      open.text = change.text;
    } else {
      // The lines of the last parse serve the first change of a burst.
      const LineIndex fresh = open.document ? LineIndex() : LineIndex(open.text);
      const LineIndex& lines = open.document ? open.document->lines : fresh;
      const auto begin = lines.offset(change.range->first, encoding);
      const auto end = std::max(begin, lines.offset(change.range->second, encoding));
      open.text.replace(begin, end - begin, change.text);
    }
    open.document.reset();
  }
  if (changes.empty()) open.document.reset();
  open.version = version;
  return true;
}

bool Workspace::close(const std::string& uri) {
  snapshot_.reset();
  return open_.erase(uri) > 0;
}

const std::shared_ptr<const model::Document>& Workspace::built(Open& open) {
  if (open.document) return open.document;
  // An editor may know the kind by its language ("cloudformation"); else name and contents decide.
  std::string kind = kinds::kind(open.language) ? open.language : std::string();
  auto document = std::make_shared<model::Document>(*kinds::open(open.path, open.text, *pack_, std::move(kind)));
  document->uri = open.uri;
  document->version = open.version;
  open.document = std::move(document);
  return open.document;
}

std::shared_ptr<const model::Document> Workspace::document(const std::string& uri) {
  const auto found = open_.find(uri);
  return found == open_.end() ? nullptr : built(found->second);
}

std::vector<std::string> Workspace::open_uris() const {
  std::vector<std::string> uris;
  for (const auto& [uri, open] : open_) uris.push_back(uri);
  return uris;
}

void Workspace::set_folders(std::vector<std::string> folders) {
  folders_ = std::move(folders);
  forget_files();
}

void Workspace::set_settings(rules::Settings settings, std::vector<std::string>& problems) {
  for (const auto& folder : folders_) read_project_settings(folder, settings, problems);
  settings_ = std::make_shared<rules::Settings>(std::move(settings));
  look_anew();
}

void Workspace::set_notes(std::shared_ptr<const notes::Index> notes) {
  notes_ = std::move(notes);
  look_anew();
}

void Workspace::forget_files() {
  files_ = make_files(folders_, pack_);
  look_anew();
}

void Workspace::look_anew() {
  for (auto& [uri, open] : open_) open.kept = std::make_shared<rules::Kept>();
  snapshot_.reset();
}

std::shared_ptr<const features::Snapshot> Workspace::snapshot() {
  if (snapshot_) return snapshot_;
  auto snapshot = std::make_shared<features::Snapshot>();
  snapshot->pack = pack_;
  if (settings_->use_notes) snapshot->notes = notes_;
  snapshot->settings = settings_;
  snapshot->files = files_;
  for (auto& [uri, open] : open_) {
    snapshot->open[open.path] = built(open);
    snapshot->kept[open.path] = open.kept;
  }
  snapshot_ = std::move(snapshot);
  return snapshot_;
}

}  // namespace cribsheet::workspace
