#include "features/hover.h"

#include <algorithm>

#include "features/comment_switch.h"
#include "features/entity.h"
#include "features/name_hover.h"
#include "features/note_editing.h"
#include "features/spot.h"
#include "kinds/shape/place.h"
#include "kinds/shape/scalar.h"

namespace cribsheet::features {
namespace {

constexpr std::size_t kMostPassages = 3;

void add_notes(const Snapshot& snapshot, std::string_view entity, Hover& hover) {
  if (!snapshot.notes || entity.empty() || hover.notes.size() >= kMostPassages) return;
  for (notes::Passage& passage : snapshot.notes->lookup(entity, kMostPassages)) {
    if (hover.notes.size() >= kMostPassages) return;
    const auto same = [&](const notes::Passage& each) { return each.path == passage.path && each.line == passage.line; };
    if (std::none_of(hover.notes.begin(), hover.notes.end(), same)) hover.notes.push_back(std::move(passage));
  }
}

bool says_something(const Hover& hover) {
  return !hover.doc.empty() || !hover.facts.empty() || !hover.notes.empty() || !hover.sections.empty() || !hover.url.empty();
}

Hover from_explanation(kinds::Explanation said, const kinds::Place& place, const pack::Pack& pack) {
  const std::string entity = said.entity.empty() ? place.entity : said.entity;
  Hover hover = explain(entity, pack).value_or(Hover{});
  hover.entity = entity;
  hover.range = said.range;
  if (!said.title.empty()) hover.title = std::move(said.title);
  if (!said.doc.empty()) hover.doc = std::move(said.doc);
  if (!said.url.empty()) hover.url = std::move(said.url);
  hover.facts.insert(hover.facts.begin(), said.facts.begin(), said.facts.end());
  hover.sections.insert(hover.sections.end(), said.sections.begin(), said.sections.end());
  return hover;
}

// What the kind itself has to say at the cursor.
std::optional<Hover> by_kind(const Snapshot& snapshot, const kinds::Cursor& cursor) {
  const kinds::Kind* kind = kinds::kind(cursor.document.kind);
  if (kind == nullptr) return std::nullopt;
  if (auto said = kind->hover(cursor)) return from_explanation(std::move(*said), cursor.place, cursor.pack);
  // The index knows the person's own names too.
  const auto spot = snapshot.notes && is_note(cursor.document) ? note_spot(snapshot, cursor.document, cursor.offset)
                                                               : kind->spot(cursor.document, cursor.offset, cursor.pack);
  if (spot) {
    Hover hover = explain(spot->entity, cursor.pack).value_or(Hover{});
    hover.entity = spot->entity;
    hover.range = spot->range;
    return hover;
  }
  return std::nullopt;
}

bool is_allowed_value(const std::vector<pack::Shape>& shapes, std::string_view text, std::string_view& meaning) {
  for (const pack::Shape& shape : shapes)
    for (const auto& value : shape.enum_values())
      if (kinds::shape::equals_json(text, value.json, shape.enum_ignores_case())) {
        meaning = value.doc;
        return true;
      }
  return false;
}

// A key typed alone where a mapping belongs is read as the value; it is meant as the key.
kinds::Place as_key(const kinds::Cursor& cursor) {
  kinds::Place place = cursor.place;
  if (cursor.on_key || !cursor.node.is_scalar()) return place;
  const auto found = kinds::shape::find_property(place.shapes, cursor.node.text());
  if (!found.declared) return place;
  place.entity += (place.entity.empty() || place.entity.back() == ':' ? "" : ".") + std::string(found.property->name);
  place.owner = found.owner;
  place.property = found.property;
  place.declared = true;
  place.shapes = kinds::shape::applying(found.shape, {}, cursor.pack);
  return place;
}

// What the shape says at the cursor: of a key, or of the value of one.
std::optional<Hover> by_shape(const kinds::Cursor& cursor) {
  const kinds::Place place = as_key(cursor);
  if (place.entity.empty() || !place.declared || !cursor.node.is_scalar()) return std::nullopt;
  Hover hover = explain(place, cursor.pack);
  hover.range = cursor.node.range();
  std::string_view meaning;
  if (!cursor.on_key && is_allowed_value(place.shapes, cursor.node.text(), meaning)) {
    hover.entity += "=" + std::string(cursor.node.text());
    if (!meaning.empty()) {
      hover.title = cursor.node.text();
      hover.doc = meaning;
    }
  }
  return hover;
}

// A resource type, a function or a variable is no property: what is written there is its name, or an argument.
bool takes_values(std::string_view entity) {
  if (entity.starts_with("env:")) return false;
  return entity.find('.') != std::string_view::npos || (entity.find("::") == std::string_view::npos && entity != "Ref");
}

// The value itself, where a note speaks of it.
void prefer_value(const Snapshot& snapshot, const kinds::Cursor& cursor, Hover& hover) {
  constexpr std::size_t kLongest = 60;
  if (!snapshot.notes || cursor.on_key || !cursor.node.is_scalar() || hover.entity.empty() || hover.entity.find('=') != std::string::npos ||
      !takes_values(hover.entity))
    return;
  const std::string_view text = cursor.node.text();
  if (text.empty() || text.size() > kLongest || text.find_first_of(" \t\n") != std::string_view::npos) return;
  std::string value = hover.entity + "=" + std::string(text);
  if (!snapshot.notes->lookup(value, 1).empty()) hover.entity = std::move(value);
}

void finish(const Snapshot& snapshot, const kinds::Place& place, Hover& hover) {
  add_notes(snapshot, hover.entity, hover);
  if (const std::size_t equals = hover.entity.find('='); equals != std::string::npos)
    add_notes(snapshot, std::string_view(hover.entity).substr(0, equals), hover);
  if (place.property && place.entity == hover.entity) add_notes(snapshot, place.property->same_as, hover);
}

}  // namespace

std::optional<Hover> hover(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  const pack::Pack& pack = *snapshot.pack;
  if (kinds::kind(document.kind) == nullptr) return std::nullopt;
  if (auto said = hover_comment(snapshot, document, offset)) return said;
  if (is_note(document))
    if (auto said = note_link_hover(snapshot, document, offset)) return said;
  if (auto said = is_note(document) ? std::nullopt : name_hover(snapshot, document, offset)) return said;
  const Spot spot = spot_at(document, pack, offset);
  const auto answer = [&](const kinds::Cursor& cursor, std::optional<Hover> said, bool inner) -> std::optional<Hover> {
    if (!said) return std::nullopt;
    prefer_value(snapshot, cursor, *said);
    finish(snapshot, cursor.place, *said);
    if (!says_something(*said)) return std::nullopt;
    if (inner) said->range = spot.to_source(said->range);
    return said;
  };
  const kinds::Cursor outer = cursor_at(document, pack, offset);
  if (auto said = answer(outer, by_kind(snapshot, outer), false)) return said;
  if (spot.inner) {
    const kinds::Cursor inner = cursor_at(*spot.inner, pack, spot.offset);
    if (auto said = answer(inner, by_kind(snapshot, inner), true)) return said;
    return answer(inner, by_shape(inner), true);
  }
  return answer(outer, by_shape(outer), false);
}

std::optional<Hover> describe(const Snapshot& snapshot, std::string_view entity) {
  Hover hover = explain(entity, *snapshot.pack).value_or(Hover{});
  hover.entity = entity;
  if (hover.title.empty()) hover.title = entity;
  finish(snapshot, {}, hover);
  if (!says_something(hover)) return std::nullopt;
  return hover;
}

}  // namespace cribsheet::features
