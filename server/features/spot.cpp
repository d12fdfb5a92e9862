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

}  // namespace

Spot spot_at(const model::Document& document, const pack::Pack& pack, Offset offset) {
  Spot spot;
  spot.offset = offset;
  const kinds::Kind* kind = kinds::kind(document.kind);
  if (kind == nullptr) return spot;
  for (const kinds::Part& part : kind->parts(document, pack)) {
    if (!part.node.range().touches(offset)) continue;
    auto inner = inner_document(document, part);
    if (part.node.is_scalar()) {
      const auto embedded = model::embedded(part.node, syntax::language_of("", part.node.text()));
      const auto within = embedded ? embedded->map.from_source(offset) : std::nullopt;
      if (!within) continue;
      inner->tree = embedded->tree;
      inner->lines = LineIndex(inner->tree->text());
      spot.mapped = true;
      spot.map = embedded->map;
      spot.offset = static_cast<Offset>(*within);
    } else {
      inner->tree = document.tree;
      inner->lines = document.lines;
      inner->top = part.node;
    }
    if (const kinds::Kind* known = kinds::kind(inner->kind)) inner->analysis = known->analyse(*inner, pack);
    spot.inner = std::move(inner);
    return spot;
  }
  return spot;
}

kinds::Cursor cursor_at(const model::Document& document, const pack::Pack& pack, Offset offset) {
  kinds::Cursor cursor{document, pack, offset, document.tree->node_at(offset), {}, false};
  // Just behind a key that has no value yet, the key is meant.
  const syntax::Node entry = cursor.node.parent();
  if (cursor.node.is_missing() && entry.kind() == syntax::NodeKind::entry && entry.key().is_scalar() && entry.key().range().touches(offset)) cursor.node = entry.key();
  const syntax::Node above = cursor.node.parent();
  cursor.on_key = above.kind() == syntax::NodeKind::entry && above.key() == cursor.node;
  if (const kinds::Kind* kind = kinds::kind(document.kind)) cursor.place = kind->place(document, pack, cursor.node);
  return cursor;
}

}  // namespace cribsheet::features
