#include "features/spot.h"

namespace cribsheet::features {
namespace {

std::shared_ptr<model::Document> inner_document(const model::Document& outer, const kinds::Part& part) {
  auto inner = std::make_shared<model::Document>();
  inner->path = outer.path;
  inner->uri = outer.uri;
  inner->version = outer.version;
  inner->kind = part.kind;
  inner->policy_type = part.policy_type;
  inner->in_template = true;
  return inner;
}

bool looks_like_document(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos &&
         (text[first] == '{' || text[first] == '[' || text.find(": ") != std::string_view::npos || text.find('\n', first) != std::string_view::npos);
}

std::optional<kinds::Part> embedded_by(const kinds::Place& place, syntax::Node node) {
  for (const pack::Shape& shape : place.shapes)
    if (!shape.embeds().empty()) return kinds::Part{node, std::string(shape.embeds()), std::string(shape.policy_type()), std::string(shape.embeds_service())};
  return std::nullopt;
}

// The part a node stands in: what kind->parts() would list there, found along the way up alone.
std::optional<kinds::Part> part_at(const model::Document& document, const pack::Pack& pack, const kinds::Kind& kind, syntax::Node node) {
  const kinds::Place place = kind.place(document, pack, node);
  if (node.is_scalar() && looks_like_document(node.text())) {
    if (auto part = embedded_by(place, node)) return part;
    if (place.function == "Fn::Sub") {
      syntax::Node call = node.parent();  // the list of the long or short form, or the entry
      while (call && kind.place(document, pack, call).function == place.function) call = call.parent();
      if (auto part = embedded_by(kind.place(document, pack, call), node); part && part->kind != "iam-policy") return part;
    }
  }
  if (place.kind.empty() || place.kind == document.kind) return std::nullopt;
  syntax::Node top;
  for (syntax::Node at = node; at; at = at.parent()) {
    if (!at.is_mapping() && !at.is_sequence()) continue;
    if (kind.place(document, pack, at).kind != place.kind) break;
    top = at;
  }
  if (!top) return std::nullopt;
  return kinds::Part{top, std::string(place.kind), std::string(place.policy_type), std::string(place.service)};
}

}  // namespace

Spot spot_at(const model::Document& document, const pack::Pack& pack, Offset offset) {
  Spot spot;
  spot.offset = offset;
  const kinds::Kind* kind = kinds::kind(document.kind);
  if (kind == nullptr) return spot;
  const auto part = part_at(document, pack, *kind, document.tree->node_at(offset));
  if (!part) return spot;
  auto inner = inner_document(document, *part);
  if (part->node.is_scalar()) {
    const auto embedded = model::embedded(part->node, syntax::language_of("", part->node.text()));
    const auto within = embedded ? embedded->map.from_source(offset) : std::nullopt;
    if (!within) return spot;
    inner->tree = embedded->tree;
    inner->lines = LineIndex(inner->tree->text());
    spot.mapped = true;
    spot.map = embedded->map;
    spot.offset = static_cast<Offset>(*within);
  } else {
    inner->tree = document.tree;
    inner->lines = document.lines;
    inner->top = part->node;
  }
  if (const kinds::Kind* known = kinds::kind(inner->kind)) inner->analysis = known->analyse(*inner, pack);
  spot.inner = std::move(inner);
  return spot;
}

kinds::Cursor cursor_at(const model::Document& document, const pack::Pack& pack, Offset offset) {
  kinds::Cursor cursor{document, pack, offset, document.tree->node_at(offset), {}, false};
  // Just behind a key that has no value yet, the key is meant.
  const syntax::Node entry = cursor.node.parent();
  if (cursor.node.is_missing() && entry.kind() == syntax::NodeKind::entry && entry.key().is_scalar() && entry.key().range().touches(offset))
    cursor.node = entry.key();
  const syntax::Node above = cursor.node.parent();
  cursor.on_key = above.kind() == syntax::NodeKind::entry && above.key() == cursor.node;
  if (const kinds::Kind* kind = kinds::kind(document.kind)) cursor.place = kind->place(document, pack, cursor.node);
  return cursor;
}

}  // namespace cribsheet::features
