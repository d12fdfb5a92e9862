#include "notes/specification.h"

#include <algorithm>
#include <charconv>

namespace cribsheet::notes {
namespace {

constexpr std::size_t kMaxShapes = 64;

void open_alternatives(pack::Shape shape, std::vector<pack::Shape>& into, int depth = 0) {
  if (!shape || depth > 4 || into.size() >= kMaxShapes || std::find(into.begin(), into.end(), shape) != into.end()) return;
  into.push_back(shape);
  for (const auto& list : {shape.all_of(), shape.any_of(), shape.one_of()}) {
    for (const pack::Shape& each : list) open_alternatives(each, into, depth + 1);
  }
  open_alternatives(shape.items(), into, depth + 1);  // list items have no step of their own
}

std::string unquoted(std::string_view json) {
  if (json.size() >= 2 && json.front() == '"' && json.back() == '"') json = json.substr(1, json.size() - 2);
  return std::string(json);
}

}  // namespace

std::vector<pack::Shape> shapes_of(const pack::Pack& pack, const Entity& entity) {
  std::vector<pack::Shape> here;
  if (entity.kind != EntityKind::property) return here;
  const pack::ResourceType type = pack.resource_type(entity.name);
  if (!type) return here;
  open_alternatives(type.shape(), here);
  for (const std::string& step : entity.path) {
    std::vector<pack::Shape> next;
    for (const pack::Shape& shape : here) {
      if (const auto property = shape.find(step)) open_alternatives(property->shape, next);
    }
    here = std::move(next);
  }
  return here;
}

Specification specification_of(const pack::Pack& pack, const Entity& entity) {
  Specification spec;
  for (const pack::Shape& shape : shapes_of(pack, entity)) {
    spec.known = true;
    if (shape.types() & (pack::type_integer | pack::type_number)) spec.numeric = true;
    if ((shape.types() & pack::type_object) && shape.property_count() == 0) spec.map = true;
    if (const auto min = shape.minimum(); min && (!spec.min || *min > *spec.min)) spec.min = min;
    if (const auto max = shape.maximum(); max && (!spec.max || *max < *spec.max)) spec.max = max;
    if (const auto text = shape.default_json(); !text.empty()) {
      double value = 0;
      if (std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc{}) spec.standard = value;
    }
    if (spec.values.empty()) {
      for (const auto& value : shape.enum_values()) spec.values.push_back(unquoted(value.json));
    }
  }
  return spec;
}

}  // namespace cribsheet::notes
