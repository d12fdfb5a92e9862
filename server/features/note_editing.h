// What an editor offers inside a note: folds, colours, links, jumps between notes and templates, lenses, renaming of headings.
#pragma once
#include "features/hover.h"
#include "features/navigate.h"
#include "features/outline.h"
#include "features/tokens.h"

namespace cribsheet::features {

bool is_note(const model::Document& document);
std::vector<Fold> note_folds(const model::Document& document);
std::vector<Range> note_selections(const model::Document& document, Offset offset);
std::vector<Token> note_tokens(const Snapshot& snapshot, const model::Document& document, Range within);
// The files that a note's links name: where the name stands in the link, and which file it is. A wiki link names a note anywhere
// by the end of its path.
struct NoteTarget {
  Range range;
  std::string path;
  bool wiki = false;
};
std::vector<NoteTarget> note_targets(const Snapshot& snapshot, const model::Document& document);
// The entity that the words at an offset name, as the index of all notes calls it.
std::optional<kinds::Kind::Spot> note_spot(const Snapshot& snapshot, const model::Document& document, Offset offset);
// The person's notes, wherever they lie.
std::vector<std::shared_ptr<const model::Document>> own_notes(const Snapshot& snapshot);
// Behind `[[` and `](`: the notes that a link may name; behind `[[name#`: that note's headings.
std::vector<kinds::Completion> note_link_completions(const Snapshot& snapshot, const model::Document& document, Offset offset);
std::vector<Link> note_links(const Snapshot& snapshot, const model::Document& document);
// On a link: what it points at. On an entity: the bullets of other notes that are about it.
std::vector<Target> note_definitions(const Snapshot& snapshot, const model::Document& document, Offset offset);
// On a heading: the links to it. On an entity: the templates that use it, and the notes that are about it.
std::vector<Place> note_references(const Snapshot& snapshot, const model::Document& document, Offset offset);
std::vector<Lens> note_lenses(const Snapshot& snapshot, const model::Document& document);
// On a link: the beginning of what it leads to; on an image that lies on this machine: the image.
std::optional<Hover> note_link_hover(const Snapshot& snapshot, const model::Document& document, Offset offset);
// The note that the link at an offset names and that is not there yet; the path is absolute.
struct NewNote {
  std::string path, text;
};
std::optional<NewNote> missing_note(const Snapshot& snapshot, const model::Document& document, Offset offset);
// On a heading or a link to one: both, in this note. On an entity: where else the note names it.
std::vector<Highlight> note_highlights(const Snapshot& snapshot, const model::Document& document, Offset offset);
// A heading, also from a link to it.
std::optional<Renamable> note_renamable(const Snapshot& snapshot, const model::Document& document, Offset offset);
std::vector<Renaming> note_rename(const Snapshot& snapshot, const model::Document& document, Offset offset, const std::string& name);
// The note passages about an entity, as places: what references on a template's property also show.
std::vector<Place> notes_about(const Snapshot& snapshot, std::string_view entity);

}  // namespace cribsheet::features
