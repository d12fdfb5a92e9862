#include "features/rename_files.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "features/note_editing.h"
#include "features/outline.h"
#include "kinds/cloudformation/artifacts.h"

namespace cribsheet::features {
namespace {

namespace fs = std::filesystem;

// Where a path stands after the moves.
std::string moved(const std::string& path, const std::vector<Move>& moves) {
  for (const auto& move : moves) {
    if (path == move.from) return move.to;
    if (path.starts_with(move.from + "/")) return move.to + path.substr(move.from.size());
  }
  return path;
}

// The path as it would be written in a document of `folder`, in the manner of the one that stands there.
std::string relative(const std::string& target, const fs::path& folder, std::string_view written) {
  auto text = fs::path(target).lexically_relative(folder).generic_string();
  if (written.starts_with("./") && !text.starts_with("..")) text = "./" + text;
  return text;
}

// Quotes stay; only what is between them changes.
Range inside_quotes(syntax::Node node) {
  const auto range = node.range();
  const bool quoted = node.style() == syntax::Style::single_quoted || node.style() == syntax::Style::double_quoted;
  return quoted && range.size() >= 2 ? Range{range.begin + 1, range.end - 1} : range;
}

// A wiki link's new name: as much of the path's end as was written, with or without its ending as before.
std::string wiki_name(const std::string& target, std::string_view written) {
  auto text = fs::path(target).generic_string();
  if (!written.ends_with(".md") && text.ends_with(".md")) text.resize(text.size() - 3);
  if (text == written || text.ends_with("/" + std::string(written))) return std::string(written);
  auto begin = text.size();
  for (auto steps = 1 + std::count(written.begin(), written.end(), '/'); steps > 0 && begin != std::string::npos; --steps)
    begin = begin == 0 ? std::string::npos : text.rfind('/', begin - 1);
  return begin == std::string::npos ? text : text.substr(begin + 1);
}

// In a note's link a blank would end the path.
std::string as_link(std::string path) {
  for (auto at = path.find(' '); at != std::string::npos; at = path.find(' ', at)) path.replace(at, 1, "%20");
  return path;
}

std::vector<TextEdit> edits_in_note(const model::Document& document, const Snapshot& snapshot, const std::vector<Move>& moves) {
  std::vector<TextEdit> edits;
  const auto folder = fs::path(document.path).parent_path();
  const auto new_folder = fs::path(moved(document.path, moves)).parent_path();
  for (const auto& link : note_targets(snapshot, document)) {
    const auto target = moved(link.path, moves);
    if (target == link.path && folder == new_folder) continue;
    const auto written = document.text().substr(link.range.begin, link.range.size());
    auto text = link.wiki ? wiki_name(target, written) : as_link(relative(target, new_folder, written));
    if (text != written) edits.push_back({link.range, std::move(text)});
  }
  return edits;
}

// "jobs/main.handler" for a file that moved within its code's folder; the text as it is where that can't be said.
std::string moved_handler(std::string_view written, const std::string& file, const std::vector<Move>& moves) {
  const auto dot = written.rfind('.');
  const auto ending = fs::path(file).extension().string();
  const auto module = std::string(written.substr(0, dot)) + ending;
  if (dot == std::string_view::npos || !file.ends_with("/" + module)) return std::string(written);
  const auto root = moved(file.substr(0, file.size() - module.size() - 1), moves);
  const auto target = fs::path(moved(file, moves)).lexically_relative(root);
  if (target.empty() || *target.begin() == ".." || target.extension() != ending) return std::string(written);
  return (target.parent_path() / target.stem()).generic_string() + std::string(written.substr(dot));
}

// What stands there becomes `text`; nothing where it would have to be written otherwise.
void replace(syntax::Node node, std::string text, std::vector<TextEdit>& edits) {
  if (text == node.text() || text.find_first_of("\"'\\\n") != std::string::npos) return;
  const auto range = inside_quotes(node);
  const bool done = std::any_of(edits.begin(), edits.end(), [&](const TextEdit& edit) { return edit.range == range; });
  if (!done) edits.push_back({range, std::move(text)});
}

std::vector<TextEdit> edits_in(const model::Document& document, const Snapshot& snapshot, const std::vector<Move>& moves) {
  if (is_note(document)) return edits_in_note(document, snapshot, moves);
  std::vector<TextEdit> edits;
  const auto folder = fs::path(document.path).parent_path();
  const auto new_folder = fs::path(moved(document.path, moves)).parent_path();
  for (const auto& link : links(snapshot, document)) {
    if (!link.target.starts_with('/')) continue;
    const auto node = document.tree->node_at(link.range.begin);
    const auto target = moved(link.target, moves);
    if (link.handler) replace(node, moved_handler(node.text(), link.target, moves), edits);
    else if (target != link.target || folder != new_folder) replace(node, relative(target, new_folder, node.text()), edits);
  }
  const auto* outline = kinds::cloudformation::outline(document);
  if (outline == nullptr) return edits;
  // Folders of code: no links lead to them.
  for (const auto& artifact : kinds::cloudformation::artifacts(*outline)) {
    const auto written = artifact.value.text();
    const auto path = (folder / written.substr(0, written.find_last_not_of('/') + 1)).lexically_normal().string();
    const auto target = moved(path, moves);
    std::error_code error;
    if ((target == path && folder == new_folder) || !fs::is_directory(path, error)) continue;
    replace(artifact.value, relative(target, new_folder, written) + (written.ends_with('/') ? "/" : ""), edits);
  }
  return edits;
}

}  // namespace

std::vector<Following> follow(const Snapshot& snapshot, const std::vector<Move>& moves) {
  std::vector<Following> all;
  std::set<std::string> seen;
  auto add = [&](const std::shared_ptr<const model::Document>& document) {
    if (!seen.insert(document->path).second) return;
    auto edits = edits_in(*document, snapshot, moves);
    if (!edits.empty()) all.push_back({document, std::move(edits)});
  };
  for (const auto& [path, document] : snapshot.open) add(document);
  for (const auto& note : own_notes(snapshot)) add(note);
  if (!snapshot.files) return all;
  for (const auto& path : snapshot.files->known()) {
    if (snapshot.open.contains(path)) continue;
    if (const auto document = snapshot.files->document(path); document && !document->kind.empty()) add(document);
  }
  return all;
}

}  // namespace cribsheet::features
