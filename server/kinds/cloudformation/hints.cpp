// Inlay hints of templates: a parameter's default, the value a mapping look-up gives, the type of an attribute.
#include "kinds/cloudformation/answers.h"
#include "kinds/cloudformation/template.h"
#include "model/intrinsic.h"

namespace cribsheet::kinds::cloudformation {
namespace {

constexpr std::size_t kLongest = 40;  // bytes of a value that is shown; longer ones are cut

std::string shortened(std::string_view text) {
  text = text.substr(0, text.find('\n'));
  if (text.size() <= kLongest) return std::string(text);
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

// A key of a look-up as far as the text says: written, or a parameter's default.
std::string_view known_text(const Template& outline, syntax::Node node) {
  if (const auto function = model::intrinsic(node)) {
    if (function->name != "Ref" || !function->argument.is_scalar()) return {};
    const auto* parameter = outline.parameter(function->argument.text());
    if (!parameter || parameter->from_ssm() || !parameter->default_value.is_scalar()) return {};
    return parameter->default_value.text();
  }
  return node.is_scalar() ? node.text() : std::string_view();
}

std::string looked_up(const Template& outline, syntax::Node argument) {
  if (!argument.is_sequence() || argument.child_count() < 3) return {};
  const auto map = argument.first_child(), first = map.next_sibling(), second = first.next_sibling();
  const auto* mapping = outline.mapping(known_text(outline, map));
  if (!mapping) return {};
  const auto value = mapping->body.find(known_text(outline, first)).find(known_text(outline, second));
  return value.is_scalar() ? shortened(value.text()) : std::string();
}

std::string type_text(std::uint16_t types) {
  std::string text;
  constexpr std::pair<std::uint16_t, std::string_view> names[] = {{pack::type_string, "string"}, {pack::type_integer, "integer"},
                                                                  {pack::type_number, "number"}, {pack::type_boolean, "boolean"},
                                                                  {pack::type_array, "list"},    {pack::type_object, "object"}};
  for (const auto& [bit, name] : names) {
    if (types & bit) text += (text.empty() ? "" : " or ") + std::string(name);
  }
  return text;
}

void add_attribute(const Template& outline, const pack::Pack& pack, const model::Intrinsic& function, std::vector<Hint>& hints) {
  const auto use = attribute_use(function);
  if (!use) return;
  const auto* resource = outline.resource(use->id);
  const auto attribute = resource ? pack.resource_type(resource->type).attribute(use->attribute) : std::nullopt;
  if (!attribute || attribute->types == 0 || attribute->types == pack::type_string) return;  // strings are what everybody expects
  hints.push_back({function.node.full_range().end, ": " + type_text(attribute->types), std::string(attribute->doc)});
}

void add_hint(const Template& outline, const pack::Pack& pack, const model::Intrinsic& function, std::vector<Hint>& hints) {
  std::string value;
  if (function.name == "Ref" && function.argument.is_scalar()) {
    const auto* parameter = outline.parameter(function.argument.text());
    if (parameter && parameter->default_value.is_scalar() && !parameter->from_ssm()) value = shortened(parameter->default_value.text());
    if (parameter && parameter->body.find("NoEcho").is("true")) value.clear();
  } else if (function.name == "Fn::FindInMap") {
    value = looked_up(outline, function.argument);
  } else if (function.name == "Fn::GetAtt") {
    add_attribute(outline, pack, function, hints);
  }
  if (!value.empty()) hints.push_back({function.argument.full_range().end, "= " + value, {}});
}

}  // namespace

std::vector<Hint> template_hints(const model::Document& document, Range range, const pack::Pack& pack) {
  std::vector<Hint> hints;
  const auto* template_outline = outline(document);
  if (!template_outline) return hints;
  for (auto node = document.root(); node; node = node.following()) {
    const auto place = node.full_range();
    if (place.begin > range.end) break;
    if (place.end < range.begin || (node.tag().empty() && !node.is_mapping())) continue;
    if (const auto function = model::intrinsic(node)) add_hint(*template_outline, pack, *function, hints);
  }
  return hints;
}

}  // namespace cribsheet::kinds::cloudformation
