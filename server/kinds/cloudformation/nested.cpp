// Nested stacks: the names in the other template that this one uses, its parameters and outputs.
#include <algorithm>

#include "kinds/cloudformation/answers.h"
#include "kinds/cloudformation/call.h"
#include "kinds/cloudformation/template.h"

namespace cribsheet::kinds::cloudformation {
namespace {

// A template on this machine, as written; empty: none, or an address.
std::string_view local_template(std::string_view type, syntax::Node properties) {
  std::string_view key;
  if (type == "AWS::CloudFormation::Stack") key = "TemplateURL";
  else if (type == "AWS::Serverless::Application") key = "Location";
  const auto value = key.empty() ? syntax::Node() : properties.find(key);
  if (!value.is_scalar() || model::is_intrinsic(value) || value.text().find("://") != std::string_view::npos) return {};
  return value.text();
}
std::string_view local_template(const Resource& resource) { return local_template(resource.type, resource.properties); }

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

// The template of the stack with this id, in a text that may be newer than its outline.
std::string_view template_of(const Cursor& cursor, std::string_view id) {
  const auto body = cursor.document.root().find("Resources").find(id);
  return local_template(body.find("Type").text(), body.find("Properties"));
}

// The key below the cursor is one of `Parameters:` of a stack.
std::optional<NestedNames> parameters_at(const Cursor& cursor) {
  const auto mapping = cursor.node.parent().parent(), holder = mapping.parent(), properties = holder.parent(), above = properties.parent();
  if (holder.kind() != syntax::NodeKind::entry || !holder.key().is("Parameters") || !above.key().is("Properties")) return std::nullopt;
  const auto file = local_template(above.parent().find("Type").text(), properties);
  if (file.empty()) return std::nullopt;
  return NestedNames{std::string(file), false, {}, false};
}

// Behind the point of `Stack.` in a text that begins at `begin`.
std::optional<NestedNames> outputs_behind(const Cursor& cursor, std::string_view text, Offset begin, Offset end) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos || cursor.offset <= begin + dot) return std::nullopt;
  const auto file = template_of(cursor, text.substr(0, dot));
  if (file.empty()) return std::nullopt;
  return NestedNames{std::string(file), true, {begin + static_cast<Offset>(dot) + 1, std::max(end, begin + static_cast<Offset>(dot) + 1)}, false};
}

}  // namespace

std::optional<NestedNames> nested_names_at(const Cursor& cursor) {
  if (cursor.on_key) return parameters_at(cursor);
  const auto call = call_around(cursor.node);
  if (!call || !(cursor.node.is_scalar() || cursor.node.is_missing())) return std::nullopt;
  if (call->function.name == "Fn::GetAtt") {
    if (call->position < 0) return outputs_behind(cursor, cursor.node.text(), cursor.node.range().begin, cursor.node.range().end);
    const auto file = call->position == 1 ? template_of(cursor, call->function.argument.first_child().text()) : std::string_view();
    return file.empty() ? std::nullopt : std::optional(NestedNames{std::string(file), true, {}, false});
  }
  if (call->function.name != "Fn::Sub" || call->position > 0) return std::nullopt;
  for (const auto& part : model::sub_parts(cursor.node)) {
    if (!part.text_range.touches(cursor.offset) || part.literal) continue;
    auto names = outputs_behind(cursor, part.text, part.text_range.begin, part.text_range.end);
    if (names) names->close = !part.closed;
    return names;
  }
  return std::nullopt;
}

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
