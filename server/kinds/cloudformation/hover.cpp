// Hover on what a template names: references and their targets, attributes, conditions, functions, types, names being defined.
#include <algorithm>

#include <fmt/format.h>

#include "kinds/cloudformation/answers.h"
#include "kinds/cloudformation/call.h"
#include "kinds/cloudformation/conditions.h"
#include "kinds/cloudformation/effective.h"
#include "kinds/cloudformation/serverless.h"
#include "kinds/cloudformation/template.h"
#include "kinds/quoted_source.h"

namespace cribsheet::kinds::cloudformation {
namespace {

// What the SAM translator makes of a resource, as a list; empty for a type that stays what it is.
std::string becomes(const Template& outline, const Resource& resource) {
  const std::vector<Made> list = made_of(outline, resource);
  if (list.empty()) return {};
  std::string out = "SAM makes of it:\n\n";
  for (const Made& made : list)
    if (!made.other_name) out += fmt::format("- `{}{}`: {} ({})\n", made.id, made.hashed ? "…" : "", made.type, made.because);
  return out;
}

Explanation of_made(const Made& made, Range range) {
  Explanation said;
  said.entity = made.type;
  said.range = range;
  said.title = fmt::format("{}: {}", made.id, made.type);
  said.facts.emplace_back("Made by SAM",
                          made.owner != nullptr ? fmt::format("from `{}`: {}", made.owner->id, made.because) : fmt::format("for {}", made.because));
  return said;
}

Explanation of_resource(const Template& outline, const Resource& resource, Range range) {
  Explanation said;
  said.entity = resource.type;
  said.range = range;
  said.title = fmt::format("{}: {}", resource.id, resource.type);
  if (!resource.condition.empty()) said.facts.emplace_back("Made where", fmt::format("`{}` holds", resource.condition));
  if (std::string made = becomes(outline, resource); !made.empty()) said.sections.push_back(std::move(made));
  said.sections.push_back(quoted_source(resource.entry));
  return said;
}

Explanation of_parameter(const Parameter& parameter, Range range) {
  Explanation said;
  said.entity = fmt::format("parameter-type:{}", parameter.type);
  said.range = range;
  said.title = fmt::format("{} (parameter)", parameter.id);
  said.facts.emplace_back("Type", fmt::format("`{}`", parameter.type));
  if (parameter.default_value.is_scalar()) said.facts.emplace_back("Default", fmt::format("`{}`", parameter.default_value.text()));
  std::string allowed;
  for (const syntax::Node each : parameter.allowed_values.children()) allowed += (allowed.empty() ? "`" : ", `") + std::string(each.text()) + "`";
  if (!allowed.empty()) said.facts.emplace_back("Allowed values", allowed);
  for (const std::string_view name : {"AllowedPattern", "MinLength", "MaxLength", "MinValue", "MaxValue", "NoEcho"}) {
    const syntax::Node value = parameter.body.find(name);
    if (value.is_scalar()) said.facts.emplace_back(std::string(name), fmt::format("`{}`", value.text()));
  }
  const syntax::Node description = parameter.body.find("Description");
  if (description.is_scalar()) said.doc = description.text();
  return said;
}

Explanation of_condition(const Template& outline, const Named& condition, Range range) {
  Explanation said;
  said.entity = "cloudformation:Conditions";
  said.range = range;
  said.title = fmt::format("{} (condition)", condition.id);
  const Conditions conditions(outline);
  if (const auto constant = conditions.constant(condition.id)) said.facts.emplace_back("Always", *constant ? "true" : "false");
  else if (const std::string words = conditions.words(condition.id); !words.empty()) said.facts.emplace_back("Holds where", words);
  if (const auto usual = conditions.by_default(condition.id, outline))
    said.facts.emplace_back("With the parameters' defaults", *usual ? "holds" : "does not hold");
  said.doc = quoted_source(condition.entry);
  return said;
}

Explanation of_named(const Named& named, std::string_view what, std::string_view entity, Range range) {
  Explanation said;
  said.entity = entity;
  said.range = range;
  said.title = fmt::format("{} ({})", named.id, what);
  said.doc = quoted_source(named.entry);
  return said;
}

Explanation by_entity(std::string entity, Range range) {
  Explanation said;
  said.entity = std::move(entity);
  said.range = range;
  return said;
}

std::optional<Explanation> of_name(const Template& outline, std::string_view name, Range range) {
  if (const Parameter* parameter = outline.parameter(name)) return of_parameter(*parameter, range);
  if (const Resource* resource = outline.resource(name)) return of_resource(outline, *resource, range);
  const auto& pseudo = pseudo_parameters();
  if (std::find(pseudo.begin(), pseudo.end(), name) != pseudo.end()) return by_entity(std::string(name), range);
  for (const Made& made : made_by_sam(outline))
    if (!made.hashed && made.id == name) return of_made(made, range);
  return std::nullopt;
}

std::optional<Explanation> of_attribute(const Template& outline, std::string_view id, std::string_view attribute, Range range) {
  const Resource* resource = outline.resource(id);
  if (resource == nullptr || attribute.empty()) return std::nullopt;
  Explanation said = by_entity(fmt::format("{}!{}", resource->type, attribute), range);
  said.title = fmt::format("{}.{}", id, attribute);
  return said;
}

syntax::Node item_of(syntax::Node list, int wanted) {
  int index = 0;
  for (const syntax::Node each : list.children())
    if (index++ == wanted) return each;
  return {};
}

std::optional<Explanation> of_sub(const Template& outline, const Call& call, Offset offset) {
  const syntax::Node text = call.function.argument.is_sequence() ? item_of(call.function.argument, 0) : call.function.argument;
  for (const model::SubPart& part : model::sub_parts(text)) {
    if (!part.range.touches(offset) || part.literal) continue;
    if (auto said = of_name(outline, part.text, part.text_range)) return said;
    const std::size_t dot = part.text.find('.');
    const std::string_view id = std::string_view(part.text).substr(0, dot);
    if (dot == std::string::npos) return of_name(outline, id, part.range);
    const Offset split = part.text_range.begin + static_cast<Offset>(dot);
    if (offset > split) return of_attribute(outline, id, std::string_view(part.text).substr(dot + 1), {split + 1, part.text_range.end});
    return of_name(outline, id, {part.text_range.begin, split});
  }
  return std::nullopt;
}

// What a lookup in a mapping gives, where its keys are plain.
std::optional<Explanation> of_map_argument(const Template& outline, const Call& call, syntax::Node node) {
  const syntax::Node list = call.function.argument;
  const Named* mapping = outline.mapping(item_of(list, 0).text());
  if (mapping == nullptr) return std::nullopt;
  if (call.position == 0) return of_named(*mapping, "mapping", "cloudformation:Mappings", node.range());
  const std::string_view second = item_of(list, 2).text();
  Explanation said = by_entity("cloudformation:Mappings", node.range());
  said.title = fmt::format("{} in {}", node.text(), mapping->id);
  for (const syntax::Node top : mapping->body.children()) {
    if (call.position == 1 && top.key().text() != node.text()) continue;
    const syntax::Node value = top.value().find(second);
    if (value.is_scalar()) said.facts.emplace_back(std::string(top.key().text()), fmt::format("`{}`", value.text()));
  }
  if (said.facts.empty()) return std::nullopt;
  return said;
}

std::optional<Explanation> of_argument(const Template& outline, const Call& call, const Cursor& cursor) {
  const std::string_view name = call.function.name;
  const syntax::Node node = cursor.node;
  if (!node.is_scalar()) return std::nullopt;
  const bool whole = call.position < 0;
  if (name == "Ref" && whole) return of_name(outline, node.text(), node.range());
  if (name == "Fn::Sub" && (whole || call.position == 0)) return of_sub(outline, call, cursor.offset);
  if (name == "Fn::GetAtt") {
    const auto use = attribute_use(call.function);
    if (!use) return std::nullopt;
    if (use->attribute_range.touches(cursor.offset) && !use->attribute_range.empty())
      if (auto said = of_attribute(outline, use->id, use->attribute, use->attribute_range)) return said;
    return of_name(outline, use->id, use->id_range);
  }
  const bool condition = (name == "Fn::If" && call.position == 0) || (name == "Condition" && whole);
  if (condition)
    if (const Named* named = outline.condition(node.text())) return of_condition(outline, *named, node.range());
  if (name == "Fn::FindInMap") return of_map_argument(outline, call, node);
  return std::nullopt;
}

// As it is written, with its tag, where that is one line.
std::string in_code(syntax::Node value) {
  const Range range = value.full_range();
  const std::string_view text = value.tree()->text().substr(range.begin, range.size());
  return text.find('\n') == std::string_view::npos && text.find('`') == std::string_view::npos ? fmt::format("`{}`", text) : std::string();
}

Explanation of_output(const Named& output, Range range) {
  Explanation said;
  said.entity = "cloudformation:Outputs";
  said.range = range;
  said.title = fmt::format("{} (output)", output.id);
  const syntax::Node description = output.body.find("Description"), exported = output.body.find("Export").find("Name");
  if (description.is_scalar()) said.doc = description.text();
  const auto tell = [&](std::string_view what, syntax::Node value) {
    if (std::string text = value ? in_code(value) : std::string(); !text.empty()) said.facts.emplace_back(std::string(what), std::move(text));
  };
  tell("Exported as", exported);
  tell("Value", output.body.find("Value"));
  return said;
}

// A row or a cell of a mapping, where it stands: what a lookup there gives.
std::optional<Explanation> of_cell(const Named& mapping, syntax::Node node) {
  for (const syntax::Node row : mapping.body.children()) {
    Explanation said = by_entity("cloudformation:Mappings", node.range());
    said.title = fmt::format("{} in {}", row.key().text(), mapping.id);
    for (const syntax::Node cell : row.value().children()) {
      const bool here = cell.key() == node || cell.value() == node;
      if (!here && row.key() != node) continue;
      if (cell.value().is_scalar()) said.facts.emplace_back(std::string(cell.key().text()), fmt::format("`{}`", cell.value().text()));
      if (here) break;
    }
    if (!said.facts.empty()) return said;
  }
  return std::nullopt;
}

// The name of an environment variable, of a function, a container or a build: some are a service's own, and notes speak of them.
std::optional<Explanation> of_variable(const Cursor& cursor) {
  const syntax::Node node = cursor.node;
  const std::string_view entity = cursor.place.entity;
  const bool as_key = cursor.on_key && entity.find(".Environment.Variables") != std::string_view::npos;
  const bool as_name = !cursor.on_key && (entity.ends_with(".Environment.Name") || entity.ends_with(".EnvironmentVariables.Name"));
  // A word alone is anybody's name.
  if ((!as_key && !as_name) || !node.is_scalar() || node.text().find('_') == std::string_view::npos) return std::nullopt;
  Explanation said = by_entity(fmt::format("env:{}", node.text()), node.range());
  said.title = node.text();
  return said;
}

// Names where they are defined, and the attributes of resources that name others.
std::optional<Explanation> of_definition(const Template& outline, const Cursor& cursor) {
  const syntax::Node node = cursor.node;
  const auto is_key = [&](const auto& each) { return each.key == node; };
  if (cursor.on_key) {
    for (const Resource& each : outline.resources)
      if (is_key(each)) {
        Explanation said = of_resource(outline, each, node.range());
        said.sections.clear();  // its text is right there
        if (std::string made = becomes(outline, each); !made.empty()) said.sections.push_back(std::move(made));
        if (std::string taken = taken_from_globals(outline, each); !taken.empty()) said.sections.push_back(std::move(taken));
        return said;
      }
    for (const Parameter& each : outline.parameters)
      if (is_key(each)) return of_parameter(each, node.range());
    for (const Named& each : outline.conditions)
      if (is_key(each)) return of_condition(outline, each, node.range());
    for (const Named& each : outline.mappings)
      if (is_key(each)) return of_named(each, "mapping", "cloudformation:Mappings", node.range());
    for (const Named& each : outline.outputs)
      if (is_key(each)) return of_output(each, node.range());
  }
  for (const Named& each : outline.mappings)
    if (each.body.range().touches(cursor.offset) && node.is_scalar()) return of_cell(each, node);
  if (auto said = of_variable(cursor)) return said;
  if (cursor.on_key) return std::nullopt;
  if (!node.is_scalar()) return std::nullopt;
  const std::string_view entity = cursor.place.entity;
  if (entity == "cloudformation:Resources.Type") return by_entity(std::string(node.text()), node.range());
  if (entity == "cloudformation:Parameters.Type") return by_entity(fmt::format("parameter-type:{}", node.text()), node.range());
  if (entity == "cloudformation:Resources.DependsOn") return of_name(outline, node.text(), node.range());
  if (entity == "cloudformation:Resources.Condition" || entity == "cloudformation:Outputs.Condition")
    if (const Named* named = outline.condition(node.text())) return of_condition(outline, *named, node.range());
  return std::nullopt;
}

// A policy template by its name, with its parameters or, half typed, without.
std::optional<Explanation> of_policy_template(const Cursor& cursor) {
  const std::string_view entity = cursor.place.entity;
  const bool named = entity.starts_with("sam-policy:") && entity.substr(11) == cursor.node.text();
  if (!cursor.node.is_scalar()) return std::nullopt;
  if (entity.starts_with("sam-policy:") && !named && cursor.on_key && cursor.place.declared) {
    Explanation said = by_entity(std::string(entity), cursor.node.range());
    said.title = cursor.node.text();
    said.facts.emplace_back("Parameter of", fmt::format("`{}`", entity.substr(11, entity.find('.', 11) - 11)));
    return said;
  }
  if (!named && !entity.ends_with(".Policies")) return std::nullopt;
  for (const auto& row : cursor.pack.table("sam-policy-templates")) {
    if (row.size() < 2 || row[0] != cursor.node.text()) continue;
    Explanation said = by_entity(fmt::format("sam-policy:{}", row[0]), cursor.node.range());
    said.title = row[0];
    std::string parameters;
    for (std::size_t at = 0; at < row[1].size();) {
      const std::size_t end = std::min(row[1].find(',', at), row[1].size());
      parameters += fmt::format("{}`{}`", parameters.empty() ? "" : ", ", row[1].substr(at, end - at));
      at = end + 1;
    }
    said.facts.emplace_back("Parameters", parameters.empty() ? "none; write `{}`" : parameters);
    return said;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Explanation> template_hover(const Cursor& cursor) {
  const Template* known = outline(cursor.document);
  if (known == nullptr) return std::nullopt;
  // On the function's own name.
  for (syntax::Node at = cursor.node; at; at = at.parent()) {
    const auto function = model::intrinsic(at);
    if (!function) continue;
    if (function->name_range.touches(cursor.offset) && (function->short_form || cursor.on_key))
      return by_entity(std::string(function->name), function->name_range);
    break;
  }
  if (const auto call = call_around(cursor.node))
    if (auto said = of_argument(*known, *call, cursor)) return said;
  if (auto said = of_definition(*known, cursor)) return said;
  if (auto said = of_policy_template(cursor)) return said;
  return effective_hover(*known, cursor);
}

}  // namespace cribsheet::kinds::cloudformation
