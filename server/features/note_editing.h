// What an editor offers inside a note: folds, colours, links, jumps between notes and templates, lenses, renaming of headings.
#pragma once
#include "features/navigate.h"
#include "features/outline.h"
#include "features/tokens.h"

namespace cribsheet::features {

bool is_note(const model::Document& document);
std::vector<Fold> note_folds(const model::Document& document);
std::vector<Range> note_selections(const model::Document& document, Offset offset);
std::vector<Token> note_tokens(const Snapshot& snapshot, const model::Document& document, Range within);
std::vector<Link> note_links(const Snapshot& snapshot, const model::Document& document);
// On a link: what it points at. On an entity: the bullets of other notes that are about it.
std::vector<Target> note_definitions(const Snapshot& snapshot, const model::Document& document, Offset offset);
// On a heading: the links to it. On an entity: the templates that use it, and the notes that are about it.
std::vector<Place> note_references(const Snapshot& snapshot, const model::Document& document, Offset offset);
std::vector<Lens> note_lenses(const Snapshot& snapshot, const model::Document& document);
std::optional<Renamable> note_renamable(const model::Document& document, Offset offset);
std::vector<Renaming> note_rename(const Snapshot& snapshot, const model::Document& document, Offset offset, const std::string& name);
// The note passages about an entity, as places: what references on a template's property also show.
std::vector<Place> notes_about(const Snapshot& snapshot, std::string_view entity);

}  // namespace cribsheet::features
