// What may stand in a link of a note: other notes, and their headings.
#include <filesystem>

#include "features/note_editing.h"
#include "kinds/notes/notes.h"

namespace cribsheet::features {
namespace {

namespace fs = std::filesystem;

std::string stem_of(const std::string& path) { return fs::path(path).stem().string(); }

kinds::Completion item(std::string label, std::string insert, std::string detail, Range replace) {
  kinds::Completion made;
  made.label = std::move(label);
  made.kind = "file";
  made.detail = std::move(detail);
  made.insert = std::move(insert);
  made.filter = made.insert;
  made.replace = replace;
  return made;
}

void add_headings(const model::Document& note, Range replace, std::vector<kinds::Completion>& list) {
  const notes::Segment* segment = kinds::note_segment(note);
  if (!segment) return;
  for (const notes::Block& block : segment->blocks.all) {
    if (block.kind != notes::BlockKind::heading) continue;
    list.push_back(item(std::string(segment->text(block)), std::string(segment->text(block)), stem_of(note.path), replace));
    list.back().kind = "reference";
  }
}

}  // namespace

std::vector<kinds::Completion> note_link_completions(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  std::vector<kinds::Completion> list;
  const auto line = document.lines.line(document.lines.line_of(offset));
  const auto typed = document.text().substr(line.begin, offset - line.begin);
  const auto wiki = typed.rfind("[["), inline_link = typed.rfind("](");
  const bool by_name = wiki != std::string_view::npos && (inline_link == std::string_view::npos || wiki > inline_link);
  if (!by_name && inline_link == std::string_view::npos) return list;
  const auto target = typed.substr((by_name ? wiki : inline_link) + 2);
  if (target.find_first_of(by_name ? "]|" : ") ") != std::string_view::npos) return list;
  const auto hash = target.find('#');
  const Range replace{offset - static_cast<Offset>(hash == std::string_view::npos ? target.size() : target.size() - hash - 1), offset};
  for (const auto& note : own_notes(snapshot)) {
    if (note->path == document.path) continue;
    const auto stem = stem_of(note->path);
    if (hash != std::string_view::npos) {
      if (by_name && stem == target.substr(0, hash)) add_headings(*note, replace, list);
    } else {
      const auto beside = fs::path(note->path).lexically_relative(fs::path(document.path).parent_path()).generic_string();
      list.push_back(item(stem, by_name ? stem : beside, beside, replace));
    }
  }
  return list;
}

}  // namespace cribsheet::features
