// Nested stacks: the names in the other template that this one uses, its parameters and outputs.
#include "kinds/cloudformation/answers.h"
#include "kinds/cloudformation/template.h"

namespace cribsheet::kinds::cloudformation {
namespace {

// A template on this machine, as written; empty: none, or an address.
std::string_view local_template(const Resource& resource) {
  std::string_view key;
  if (resource.type == "AWS::CloudFormation::Stack") key = "TemplateURL";
  else if (resource.type == "AWS::Serverless::Application") key = "Location";
  const auto value = key.empty() ? syntax::Node() : resource.properties.find(key);
  if (!value.is_scalar() || model::is_intrinsic(value) || value.text().find("://") != std::string_view::npos) return {};
  return value.text();
}

void add_parameters(const Resource& resource, std::string_view file, Symbols& symbols) {
  for (const auto entry : resource.properties.find("Parameters").children()) {
    const auto key = entry.key();
    if (key.is_scalar() && !key.text().empty())
      symbols.uses.push_back(
          {std::string(key.text()), "logical-id", key.map().to_source(Range{0, static_cast<Offset>(key.text().size())}), "Parameter", std::string(file)});
  }
}

constexpr std::string_view kOutputs = "Outputs.";

// Without the quotes that a list's item may have.
Range bare(const AttributeUse& use) {
  Range range = use.attribute_range;
  const auto style = use.attribute_node.style();
  const bool quoted = use.id_node != use.attribute_node && (style == syntax::Style::double_quoted || style == syntax::Style::single_quoted);
  return quoted && range.size() >= 2 ? Range{range.begin + 1, range.end - 1} : range;
}

// `attribute` of the resource `id`, as it stands at a place.
void add_output_use(const Template& outline, std::string_view id, std::string_view attribute, Range range, std::string_view role, Symbols& symbols) {
  if (!attribute.starts_with(kOutputs)) return;
  const auto* resource = outline.resource(id);
  const auto file = resource ? local_template(*resource) : std::string_view();
  if (file.empty()) return;
  range.begin += static_cast<Offset>(kOutputs.size());
  if (range.begin < range.end) symbols.uses.push_back({std::string(attribute.substr(kOutputs.size())), "output", range, std::string(role), std::string(file)});
}

// `${Stack.Outputs.Name}`
void add_output_uses_in_sub(const Template& outline, const model::Intrinsic& function, Symbols& symbols) {
  const auto text = function.argument.is_sequence() ? function.argument.first_child() : function.argument;
  for (const auto& part : text.is_scalar() ? model::sub_parts(text) : std::vector<model::SubPart>()) {
    const std::string_view name = part.text;
    const auto dot = name.find('.');
    if (part.literal || dot == std::string_view::npos) continue;
    add_output_use(outline, name.substr(0, dot), name.substr(dot + 1), {part.text_range.begin + static_cast<Offset>(dot) + 1, part.text_range.end}, "Sub",
                   symbols);
  }
}

}  // namespace

void add_nested_uses(const model::Document& document, const Template& outline, Symbols& symbols) {
  bool any = false;
  for (const auto& resource : outline.resources) {
    const auto file = local_template(resource);
    if (file.empty()) continue;
    any = true;
    add_parameters(resource, file, symbols);
  }
  for (auto node = any ? document.root() : syntax::Node(); node; node = node.following()) {
    const auto function = model::intrinsic(node);
    if (!function) continue;
    if (function->name == "Fn::Sub") add_output_uses_in_sub(outline, *function, symbols);
    if (function->name != "Fn::GetAtt") continue;
    if (const auto use = attribute_use(*function)) add_output_use(outline, use->id, use->attribute, bare(*use), "GetAtt", symbols);
  }
}

}  // namespace cribsheet::kinds::cloudformation
