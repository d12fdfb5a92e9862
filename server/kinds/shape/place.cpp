#include "kinds/shape/place.h"

#include <algorithm>

#include "kinds/shape/regex.h"
#include "kinds/shape/scalar.h"
#include "kinds/shape/validate.h"
#include "model/intrinsic.h"

namespace cribsheet::kinds::shape {
namespace {

constexpr int kDeepestAlternatives = 12;
constexpr std::size_t kMostShapes = 200;

bool contains(const std::vector<pack::Shape>& shapes, const pack::Shape& shape) { return std::find(shapes.begin(), shapes.end(), shape) != shapes.end(); }

// Whether what is written rules an alternative out: a key with a value that it does not list, or another type of value.
bool excluded(const pack::Shape& shape, syntax::Node node) {
  if (node.is_mapping()) {
    if (shape.types() != 0 && (shape.types() & pack::type_object) == 0) return true;
    for (const syntax::Node entry : node.children()) {
      const syntax::Node value = entry.value().resolved();
      if (!value.is_scalar() || !value.tag().empty()) continue;
      const auto property = shape.find(entry.key().text());
      if (!property) continue;
      const std::string_view constant = property->shape.constant();
      if (!constant.empty() && !equals_json(value.text(), constant, false)) return true;
      const auto values = property->shape.enum_values();
      const auto fits = [&](const pack::Shape::EnumValue& each) { return equals_json(value.text(), each.json, property->shape.enum_ignores_case()); };
      if (!values.empty() && std::none_of(values.begin(), values.end(), fits)) return true;
    }
    return false;
  }
  if (node.is_sequence()) return shape.types() != 0 && (shape.types() & pack::type_array) == 0;
  return false;
}

std::size_t known_keys(const pack::Shape& shape, syntax::Node node) {
  std::size_t count = 0;
  for (const syntax::Node entry : node.children()) count += shape.find(entry.key().text()).has_value();
  return count;
}

bool condition_fails(const pack::Shape& condition, syntax::Node node, const pack::Pack& pack, bool wanted) {
  static const Options options{true, false, {}};
  const Truth truth = node.is_missing() ? Truth::maybe : fits(node, condition, pack, options, nullptr);
  return truth == (wanted ? Truth::no : Truth::yes);
}

void add_applying(const pack::Shape& shape, syntax::Node node, const pack::Pack& pack, std::vector<pack::Shape>& out, int depth) {
  if (!shape || depth > kDeepestAlternatives || out.size() > kMostShapes || contains(out, shape)) return;
  out.push_back(shape);
  for (const pack::Shape& part : shape.all_of()) add_applying(part, node, pack, out, depth + 1);
  for (auto alternatives : {shape.any_of(), shape.one_of()}) {
    if (alternatives.empty()) continue;
    const bool none_left = std::all_of(alternatives.begin(), alternatives.end(), [&](const pack::Shape& each) { return excluded(each, node); });
    if (!none_left) std::erase_if(alternatives, [&](const pack::Shape& each) { return excluded(each, node); });
    if (node.is_mapping())
      std::stable_sort(alternatives.begin(), alternatives.end(),
                       [&](const pack::Shape& a, const pack::Shape& b) { return known_keys(a, node) > known_keys(b, node); });
    for (const pack::Shape& each : alternatives) add_applying(each, node, pack, out, depth + 1);
  }
  if (const pack::Shape condition = shape.condition()) {
    const pack::Shape then = shape.then_shape(), otherwise = shape.else_shape();
    if (then && !condition_fails(condition, node, pack, true)) add_applying(then, node, pack, out, depth + 1);
    if (otherwise && !condition_fails(condition, node, pack, false)) add_applying(otherwise, node, pack, out, depth + 1);
  }
}

std::vector<pack::Shape> all_applying(const std::vector<pack::Shape>& shapes, syntax::Node node, const pack::Pack& pack) {
  std::vector<pack::Shape> out;
  for (const pack::Shape& shape : shapes) add_applying(shape, node, pack, out, 0);
  return out;
}

std::string join(std::string entity, std::string_view step) {
  if (entity.empty()) return std::string(step);
  if (entity.back() != ':') entity += '.';
  return entity += step;
}

// The walk down from the root, one node of the way at a time.
class Descent {
 public:
  Descent(const Start& start, const pack::Pack& pack) : start_(start), pack_(pack) {
    place_.shapes = {start.shape};
    place_.entity = start.shape.entity().empty() ? start.entity : std::string(start.shape.entity());
    place_.kind = start.kind;
  }

  // `value` is a value on the way, `below` the next node of the way: an entry of it, or an item.
  void step(syntax::Node value, syntax::Node below) {
    if (start_.intrinsics && enter_function(value, below)) return;
    if (value.is_mapping() && below.kind() == syntax::NodeKind::entry) enter_entry(value, below);
    else if (value.is_sequence()) enter_item(value, below);
  }

  Place finish(syntax::Node node) {
    place_.shapes = all_applying(place_.shapes, node, pack_);
    return std::move(place_);
  }
  // The shapes at a value on the way, alternatives opened, and what they embed.
  void embed(syntax::Node value) {
    if (value.is_scalar() || is_function(value)) return;
    for (const pack::Shape& shape : all_applying(place_.shapes, value, pack_)) {
      if (shape.embeds().empty()) continue;
      const auto inner = pack_.kind(shape.embeds());
      if (!inner) continue;
      place_.kind = inner->id;
      place_.policy_type = shape.policy_type();
      place_.service = shape.embeds_service();
      place_.shapes = {inner->root};
      place_.entity = std::string(inner->entity_prefix);
      return;
    }
  }

 private:
  bool is_function(syntax::Node value) const { return start_.intrinsics && model::is_intrinsic(value); }

  void lose(std::string_view function) {
    place_.shapes.clear();
    place_.property.reset();
    place_.owner = {};
    place_.entity.clear();
    place_.function = function;
    place_.declared = false;
  }

  static int index_of(syntax::Node sequence, syntax::Node item) {
    int index = 0;
    for (const syntax::Node each : sequence.children()) {
      if (each == item) return index;
      ++index;
    }
    return -1;
  }

  bool enter_function(syntax::Node value, syntax::Node below) {
    if (value == loop_) {  // [identifier, collection, {what is repeated}]
      if (value.is_sequence() && index_of(value, below) == 2) place_ = around_loop_;
      else lose("Fn::ForEach");
      loop_ = {};
      return true;
    }
    if (value == branches_) {  // [condition, if so, if not]
      const int index = value.is_sequence() ? index_of(value, below) : -1;
      if (index == 0) lose("Fn::If");
      branches_ = {};
      return true;
    }
    const auto function = model::intrinsic(value);
    if (!function) return false;
    if (function->name == "Fn::If") {
      branches_ = function->argument;
      if (function->short_form) return enter_function(value, below);
      return true;
    }
    lose(function->name);
    return true;
  }

  void enter_entry(syntax::Node mapping, syntax::Node entry) {
    const std::string_view key = entry.key().text();
    if (start_.intrinsics && key.starts_with("Fn::ForEach::")) {
      around_loop_ = place_;
      loop_ = entry.value();
      return;
    }
    if (!place_.function.empty() && place_.shapes.empty()) return;
    const auto shapes = all_applying(place_.shapes, mapping, pack_);
    Found found = find_property(shapes, key);
    place_.owner = found.owner;
    place_.property = found.property;
    place_.declared = found.declared;
    place_.shapes.clear();
    if (!found) {
      place_.entity.clear();
      return;
    }
    if (const std::string_view sibling = found.shape.resource_by(); !sibling.empty()) {
      const syntax::Node type = mapping.find(sibling);
      const pack::ResourceType resource = pack_.resource_type(type.is_scalar() ? type.text() : std::string_view{});
      place_.property.reset();
      place_.entity.clear();
      if (!resource) return;
      place_.resource_type = resource.name();
      place_.entity = resource.name();
      place_.shapes = {resource.shape()};
      return;
    }
    place_.shapes = {found.shape};
    for (const pack::Shape& shape : shapes) {  // alternatives may know the same key differently
      if (const auto other = shape.find(key); other && other->shape && !contains(place_.shapes, other->shape)) place_.shapes.push_back(other->shape);
    }
    if (!found.shape.entity().empty()) place_.entity = found.shape.entity();
    else if (found.declared) place_.entity = join(place_.entity, key);
  }

  void enter_item(syntax::Node sequence, syntax::Node item) {
    const int index = index_of(sequence, item);
    std::vector<pack::Shape> items;
    for (const pack::Shape& shape : all_applying(place_.shapes, sequence, pack_)) {
      const auto prefix = shape.prefix_items();
      if (const pack::Shape all = shape.items(); all && !contains(items, all)) items.push_back(all);
      if (index >= 0 && static_cast<std::size_t>(index) < prefix.size()) items.push_back(prefix[static_cast<std::size_t>(index)]);
    }
    // A list where the shape wants no list (or a mapping that is being turned into one): nothing is known.
    place_.shapes = std::move(items);
  }

  const Start& start_;
  const pack::Pack& pack_;
  Place place_;
  Place around_loop_;
  syntax::Node loop_, branches_;
};

}  // namespace

std::vector<pack::Shape> applying(pack::Shape shape, syntax::Node node, const pack::Pack& pack) {
  std::vector<pack::Shape> out;
  add_applying(shape, node, pack, out, 0);
  return out;
}

Found find_property(const std::vector<pack::Shape>& shapes, std::string_view key) {
  Found best;
  for (const pack::Shape& shape : shapes) {
    auto property = shape.find(key);
    if (!property) continue;
    if (best && (!best.property->doc.empty() || property->doc.empty())) continue;  // documented ones first
    best = {shape, property, property->shape, true};
  }
  if (best) return best;
  for (const pack::Shape& shape : shapes)
    for (const pack::PatternProperty& pattern : shape.pattern_properties())
      if (matches(pattern.pattern, key).value_or(false)) return {shape, std::nullopt, pattern.shape, false};
  for (const pack::Shape& shape : shapes)
    if (const pack::Shape additional = shape.additional()) return {shape, std::nullopt, additional, false};
  // A key that is only half typed still stands where a pattern's keys stand.
  for (const pack::Shape& shape : shapes)
    if (const auto patterns = shape.pattern_properties(); !patterns.empty()) return {shape, std::nullopt, patterns.front().shape, false};
  return {};
}

Place place_at(const Start& start, syntax::Node node, const pack::Pack& pack) {
  const syntax::Node target = node;
  syntax::Node value = node;
  if (value.parent().kind() == syntax::NodeKind::entry && value.parent().key() == value) value = value.parent();
  std::vector<syntax::Node> way;  // from the target up to the root
  for (syntax::Node at = value; at; at = at.parent()) {
    way.push_back(at);
    if (at == start.root) break;
  }
  if (way.empty() || way.back() != start.root) return {};
  Descent descent(start, pack);
  for (std::size_t i = way.size() - 1; i > 0; --i) {
    if (way[i].kind() == syntax::NodeKind::entry) continue;
    descent.embed(way[i]);
    descent.step(way[i], way[i - 1]);
  }
  const syntax::Node end = value.kind() == syntax::NodeKind::entry ? value.value() : value;
  if (target == value) descent.embed(end);
  return descent.finish(end);
}

}  // namespace cribsheet::kinds::shape
