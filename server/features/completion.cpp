#include "features/completion.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "features/comment_switch.h"
#include "features/entity.h"
#include "features/nested_completion.h"
#include "features/note_editing.h"
#include "features/path_completion.h"
#include "features/probe.h"
#include "features/spot.h"
#include "kinds/cloudformation/artifacts.h"
#include "kinds/shape/place.h"
#include "kinds/shape/scalar.h"

namespace cribsheet::features {
namespace {

using kinds::Completion;

// What completion is asked about, in one document: the whole one, or one inside it.
struct Ask {
  const kinds::Cursor& cursor;
  const Probe& probe;
  syntax::Language language;
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool starts_with(std::string_view text, std::string_view typed) {
  return text.size() >= typed.size() && std::equal(typed.begin(), typed.end(), text.begin(), [](char a, char b) { return lower(a) == lower(b); });
}

bool has_letters_of(std::string_view text, std::string_view typed) {
  std::size_t at = 0;
  for (const char c : text) at += at < typed.size() && lower(c) == lower(typed[at]);
  return at == typed.size();
}

// ---- keys ----

// What comes after a key: a blank, or the beginning of a block.
std::string value_start(const pack::Property& property, const std::vector<pack::Shape>& shapes, std::size_t indent) {
  if (!property.snippet.empty()) {
    std::string out;
    for (const char c : property.snippet) {
      out += c;
      if (c == '\n') out.append(indent, ' ');
    }
    return out;
  }
  std::uint16_t types = 0;
  for (const pack::Shape& shape : shapes) types |= shape.types();
  if (types == pack::type_object) return "\n" + std::string(indent + 2, ' ');
  if (types == pack::type_array) return "\n" + std::string(indent + 2, ' ') + "- ";
  return " ";
}

std::string json_value_start(const std::vector<pack::Shape>& shapes) {
  std::uint16_t types = 0;
  for (const pack::Shape& shape : shapes) types |= shape.types();
  if (types == pack::type_object) return "{$0}";
  if (types == pack::type_array) return "[$0]";
  if (types == pack::type_string) return "\"$0\"";
  return "$0";
}

std::string escaped(std::string_view text) {  // for a snippet
  std::string out;
  for (const char c : text) {
    if (c == '$' || c == '}' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

void write_key(const Ask& ask, const pack::Property& property, const std::vector<pack::Shape>& shapes, Completion& item) {
  const std::string name(property.name);
  if (ask.probe.has_colon) {
    item.insert = name;
    return;
  }
  if (ask.language == syntax::Language::json || ask.probe.quoted) {
    // Inside quotes the closing one stays behind the cursor, so only the name is put there.
    item.insert = ask.probe.quoted ? name : fmt::format("\"{}\": {}", escaped(name), json_value_start(shapes));
    item.snippet = !ask.probe.quoted;
    return;
  }
  const std::string start = value_start(property, shapes, ask.probe.indent);
  item.snippet = !property.snippet.empty();
  item.insert = (item.snippet ? escaped(name) : name) + ":" + start;
}

std::set<std::string_view> present_keys(syntax::Node mapping, syntax::Node except) {
  std::set<std::string_view> keys;
  for (const syntax::Node entry : mapping.children())
    if (entry != except && entry.key().is_scalar()) keys.insert(entry.key().text());
  return keys;
}

void add_keys(const Ask& ask, const kinds::Place& place, syntax::Node mapping, syntax::Node own_entry, std::vector<Completion>& list) {
  std::set<std::string_view> seen = present_keys(mapping, own_entry);
  std::set<std::string_view> required;
  for (const pack::Shape& shape : place.shapes)
    for (const std::string_view name : shape.required()) required.insert(name);
  const auto entity_of = [&](const pack::Property& property) {
    if (!property.shape.entity().empty()) return std::string(property.shape.entity());
    std::string entity = place.entity;
    if (!entity.empty() && entity.back() != ':') entity += '.';
    return entity + std::string(property.name);
  };
  for (const pack::Shape& shape : place.shapes) {
    for (std::size_t i = 0; i < shape.property_count(); ++i) {
      const pack::Property property = shape.property(i);
      if (property.read_only || !seen.insert(property.name).second) continue;
      const auto shapes = kinds::shape::applying(property.shape, {}, ask.cursor.pack);
      Completion item;
      item.label = property.name;
      item.kind = "property";
      item.detail = type_text(shapes);
      const bool needed = required.count(property.name) > 0;
      if (needed) item.detail += item.detail.empty() ? "required" : ", required";
      item.entity = entity_of(property);
      item.sort = needed ? "1" : property.deprecated ? "3" : "2";
      item.retrigger = true;
      write_key(ask, property, shapes, item);
      list.push_back(std::move(item));
    }
  }
}

// ---- values ----

void add_value(const Ask& ask, std::string text, std::string_view doc, const std::string& entity, bool is_text, std::vector<Completion>& list) {
  for (const Completion& each : list)
    if (each.label == text) return;
  Completion item;
  item.kind = "value";
  item.insert = text;
  // A text that YAML or JSON would read as something else needs its quotes.
  const bool needs_quotes =
      is_text && !ask.probe.quoted &&
      (ask.language == syntax::Language::json || kinds::shape::number_of(text).has_value() || text.find(": ") != std::string::npos || text.empty() ||
       text == "true" || text == "false" || text == "yes" || text == "no" || text == "on" || text == "off" || text.front() == '*' || text == "null");
  if (needs_quotes) item.insert = ask.language == syntax::Language::json ? "\"" + text + "\"" : "'" + text + "'";
  item.detail = doc;
  if (!entity.empty()) item.entity = entity + "=" + text;
  item.sort = "2";
  item.label = std::move(text);
  list.push_back(std::move(item));
}

void add_values(const Ask& ask, const kinds::Place& place, std::vector<Completion>& list) {
  std::uint16_t types = 0;
  for (const pack::Shape& shape : place.shapes) {
    types |= shape.types();
    if (!shape.constant().empty() && shape.constant().front() != '{' && shape.constant().front() != '[')
      add_value(ask, kinds::shape::plain_json(shape.constant()), {}, place.entity, shape.constant().front() == '"', list);
    for (const auto& value : shape.enum_values())
      add_value(ask, kinds::shape::plain_json(value.json), value.doc, place.entity, value.json.front() == '"', list);
    for (const std::string_view value : shape.known_values()) add_value(ask, kinds::shape::plain_json(value), {}, place.entity, value.front() == '"', list);
    const std::string_view preset = shape.default_json();
    if (!preset.empty() && preset.front() != '{' && preset.front() != '[')
      add_value(ask, kinds::shape::plain_json(preset), "default", place.entity, preset.front() == '"', list);
  }
  if ((types & pack::type_boolean) != 0 && (types & (pack::type_object | pack::type_array)) == 0) {
    add_value(ask, "true", {}, place.entity, false, list);
    add_value(ask, "false", {}, place.entity, false, list);
  }
}

// ---- one document ----

bool by_kind(const kinds::Cursor& cursor, std::vector<Completion>& list) {
  const kinds::Kind* kind = kinds::kind(cursor.document.kind);
  if (kind == nullptr) return false;
  const bool all = kind->complete(cursor, list);
  for (Completion& offer : kind->offers(cursor.document, cursor.offset, cursor.pack)) list.push_back(std::move(offer));
  return all;
}

void by_shape(const Ask& ask, std::vector<Completion>& list) {
  const kinds::Cursor& cursor = ask.cursor;
  const kinds::Kind* kind = kinds::kind(cursor.document.kind);
  if (!cursor.on_key) {
    if (cursor.node.is_scalar() || cursor.node.is_missing()) add_values(ask, cursor.place, list);
    return;
  }
  const syntax::Node entry = cursor.node.parent(), mapping = entry.parent();
  const kinds::Place place = kind->place(cursor.document, cursor.pack, mapping);
  add_keys(ask, place, mapping, entry, list);
  // A word alone may be no key but the value of the line above.
  if (!ask.probe.has_colon && mapping.child_count() == 1) add_values(ask, place, list);
}

// Names that other files define and this place uses: exports of other stacks, whatever a kind's symbols say.
void add_from_workspace(const Snapshot& snapshot, const kinds::Cursor& cursor, std::vector<Completion>& list) {
  const kinds::Kind* kind = kinds::kind(cursor.document.kind);
  std::string space;
  model::Document whole = cursor.document;
  whole.analysis = kind->analyse(whole, cursor.pack);  // of the text made whole
  for (const kinds::Use& use : kind->symbols(whole, cursor.pack).uses)
    if (use.range.touches(cursor.offset)) space = use.space;
  if (space.empty()) return;
  if (!kinds::shared_space(space)) return;
  std::set<std::string> seen;
  const auto look_in = [&](const std::shared_ptr<const model::Document>& document) {
    const kinds::Kind* other = document && document->path != cursor.document.path ? kinds::kind(document->kind) : nullptr;
    if (other == nullptr) return;
    for (const kinds::Symbol& symbol : other->symbols(*document, cursor.pack).symbols) {
      if (symbol.space != space || !seen.insert(symbol.name).second) continue;
      Completion& item = list.emplace_back();
      item.label = item.insert = symbol.name;
      item.kind = "reference";
      item.detail = document->path;
      item.sort = "1";
    }
  };
  for (const auto& [path, document] : snapshot.open) look_in(document);
  if (!snapshot.files) return;
  for (const auto& path : snapshot.files->known())
    if (!snapshot.open.contains(path)) look_in(snapshot.files->document(path));
}

void rank(std::vector<Completion>& list, std::string_view typed) {
  const auto class_of = [&](const Completion& item) {
    const std::string_view text = item.filter.empty() ? item.label : item.filter;
    return typed.empty() || starts_with(text, typed) ? 0 : has_letters_of(text, typed) ? 1 : 2;
  };
  std::stable_sort(list.begin(), list.end(), [&](const Completion& a, const Completion& b) {
    const int x = class_of(a), y = class_of(b);
    return x != y ? x < y : a.sort != b.sort ? a.sort < b.sort : a.label < b.label;
  });
  for (std::size_t i = 0; i < list.size(); ++i) list[i].sort = fmt::format("{:05}", i);
}

std::shared_ptr<const model::Document> whole(const model::Document& document, const Probe& made) {
  auto copy = std::make_shared<model::Document>(document);
  if (!made.text) return copy;
  // A document that is a subtree of its file: it begins at the same place in the text made whole.
  const Offset top = document.top ? document.top.range().begin : 0;
  copy->tree = syntax::parse(*made.text, document.tree->language());
  copy->lines = LineIndex(copy->tree->text());
  if (document.top) {
    syntax::Node node = copy->tree->node_at(top);
    while (node.parent() && node.parent().range().begin == top && node.parent().kind() != syntax::NodeKind::entry &&
           node.parent().kind() != syntax::NodeKind::document)
      node = node.parent();
    copy->top = node;
  }
  return copy;
}

CompletionList complete_in(const Snapshot& snapshot, const model::Document& document, Offset offset, int depth) {
  const pack::Pack& pack = *snapshot.pack;
  CompletionList list;
  if (kinds::kind(document.kind) == nullptr) return list;
  const Probe made = probe(document.text(), offset, document.tree->language());
  const auto full = whole(document, made);
  const Offset at = made.text ? made.replace.begin : offset;
  if (depth == 0) {
    const Spot spot = spot_at(*full, pack, at);
    const kinds::Cursor cursor = cursor_at(*full, pack, at);
    const bool all = by_kind(cursor, list.items);
    if (all && list.items.empty()) add_from_workspace(snapshot, cursor, list.items);
    add_nested_names(snapshot, cursor, made, list.items);
    if (!cursor.on_key && kinds::cloudformation::takes_path(cursor.place.entity))
      for (Completion& item : complete_paths(snapshot, document.path, made.typed)) list.items.push_back(std::move(item));
    if (all && list.items.empty() && is_note(document)) list.items = note_link_completions(snapshot, document, offset);
    if (!all && spot.inner && spot.mapped) {
      // The text inside is probed by itself; what was put in outside is not wanted there.
      const Spot plain = spot_at(document, pack, offset);
      if (plain.inner && plain.mapped) {
        CompletionList inner = complete_in(snapshot, *plain.inner, plain.offset, 1);
        for (Completion& item : inner.items) {
          item.replace = plain.map.to_source(item.replace);
          list.items.push_back(std::move(item));
        }
        rank(list.items, made.typed);
        return list;
      }
    }
    if (!all && spot.inner && !spot.mapped) {
      const kinds::Cursor inside = cursor_at(*spot.inner, pack, at);
      if (!by_kind(inside, list.items)) by_shape({inside, made, document.tree->language()}, list.items);
    } else if (!all) {
      by_shape({cursor, made, document.tree->language()}, list.items);
    } else if (spot.inner && !spot.mapped) {
      // A policy's own variables inside an Fn::Sub, beside the template's names.
      if (const kinds::Kind* inner = kinds::kind(spot.inner->kind))
        for (Completion& offer : inner->offers(*spot.inner, at, pack)) list.items.push_back(std::move(offer));
    }
  } else {
    const kinds::Cursor cursor = cursor_at(*full, pack, at);
    if (!by_kind(cursor, list.items)) by_shape({cursor, made, document.tree->language()}, list.items);
  }
  for (Completion& item : list.items) {
    const Offset begin = std::min(item.replace.begin, made.replace.end);
    // Where the text was made whole, ends are those of another text; else a part of the word may be all that is replaced.
    if (item.replace == Range{}) item.replace = made.replace;
    else if (made.text) item.replace = {begin, made.replace.end};
    else item.replace = {begin, std::clamp(item.replace.end, begin, made.replace.end)};
  }
  rank(list.items, made.typed);
  return list;
}

}  // namespace

CompletionList complete(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  if (auto switches = complete_comment(snapshot, document, offset)) return {std::move(*switches), false};
  return complete_in(snapshot, document, offset, 0);
}

}  // namespace cribsheet::features
