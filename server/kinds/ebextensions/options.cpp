#include "kinds/ebextensions/options.h"

#include "kinds/shape/regex.h"

namespace cribsheet::kinds::ebextensions {

pack::Shape namespaces(const pack::Pack& pack) {
  const auto kind = pack.kind("ebextensions");
  if (!kind) return {};
  const auto settings = kind->root.find("option_settings");
  if (!settings) return {};
  return settings->shape.else_shape();  // the list form is what it is `if`
}

pack::Shape options_of(const pack::Shape& namespaces, std::string_view name) {
  if (const auto found = namespaces.find(name)) return found->shape;
  for (const pack::PatternProperty& each : namespaces.pattern_properties())
    if (shape::matches(each.pattern, name).value_or(false)) return each.shape;
  return {};
}

std::vector<std::string_view> names(const pack::Shape& shape) {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < shape.property_count(); ++i) out.push_back(shape.property(i).name);
  return out;
}

}  // namespace cribsheet::kinds::ebextensions
