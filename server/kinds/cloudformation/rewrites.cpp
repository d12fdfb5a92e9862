// Rewrites of templates: a literal becomes a parameter, a resource gets an output. Functions are in rewrite_functions.cpp.

#include "kinds/cloudformation/answers.h"
#include "kinds/cloudformation/template.h"
#include "model/intrinsic.h"

namespace cribsheet::kinds::cloudformation {
namespace {

bool is_json(const model::Document& document) { return document.tree->language() == syntax::Language::json; }

Offset line_begin(const model::Document& document, Offset offset) { return document.lines.line(document.lines.line_of(offset)).begin; }

std::string reference(const model::Document& document, const std::string& name) { return is_json(document) ? "{\"Ref\": \"" + name + "\"}" : "!Ref " + name; }

// An entry put into a section of the template; the section is made in front of Resources where there is none (`last`: behind it).
// `yaml` is the entry's lines without indentation, `json` its text.
std::optional<TextEdit> into_section(const model::Document& document, const Template& outline, std::string_view section, const std::vector<std::string>& yaml,
                                     const std::string& json, bool last) {
  const auto body = outline.root.find(section);
  if (is_json(document)) {
    if (body.is_mapping()) return TextEdit{{body.range().begin + 1, body.range().begin + 1}, json + (body.child_count() > 0 ? ", " : "")};
    const auto at = outline.root.range().begin + 1;
    return TextEdit{{at, at}, "\"" + std::string(section) + "\": {" + json + "}, "};
  }
  if (body.is_mapping() && body.style() == syntax::Style::flow) return std::nullopt;
  std::string text;
  if (body.is_mapping()) {
    const auto first = body.first_child().full_range().begin;
    const std::string indent(first - line_begin(document, first), ' ');
    for (const auto& line : yaml) text += indent + line + "\n";
    const auto at = line_begin(document, first);
    return TextEdit{{at, at}, text};
  }
  for (const auto& line : yaml) text += "  " + line + "\n";
  text = std::string(section) + ":\n" + text;
  if (last) {
    const auto end = static_cast<Offset>(document.text().size());
    return TextEdit{{end, end}, (document.text().ends_with('\n') ? "" : "\n") + text};
  }
  const auto resources = outline.root.find_entry("Resources");
  if (!resources) return std::nullopt;
  const auto at = line_begin(document, resources.full_range().begin);
  return TextEdit{{at, at}, text};
}

std::string unused_name(const Template& outline, std::string wanted) {
  std::erase_if(wanted, [](char c) { return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')); });
  if (wanted.empty()) wanted = "Value";
  std::string name = wanted;
  for (int i = 2; outline.parameter(name) || outline.resource(name); ++i) name = wanted + std::to_string(i);
  return name;
}

// The nearest key above a value that is no list item.
std::string_view key_above(syntax::Node node) {
  for (auto above = node.parent(); above; above = above.parent()) {
    if (above.kind() == syntax::NodeKind::entry) return above.key().text();
  }
  return {};
}

bool inside_function(syntax::Node node, syntax::Node stop) {
  for (auto above = node; above && above != stop; above = above.parent()) {
    if (model::is_intrinsic(above)) return true;
  }
  return false;
}

void add_extraction(const model::Document& document, const Template& outline, syntax::Node node, std::vector<Rewrite>& rewrites) {
  const auto* resource = outline.resource_of(node);
  if (!resource || !node.is_scalar() || node.parent().key() == node || node.text().empty() || !node.tag().empty()) return;
  const bool one_line = node.style() == syntax::Style::plain || node.style() == syntax::Style::single_quoted || node.style() == syntax::Style::double_quoted;
  if (!one_line || !resource->properties.range().contains(node.range()) || inside_function(node, resource->properties)) return;
  const auto name = unused_name(outline, std::string(key_above(node)));
  const auto type = syntax::scalar_type(node);
  const bool number = type == syntax::ScalarType::integer || type == syntax::ScalarType::floating;
  const std::string written(document.text().substr(node.range().begin, node.range().size()));
  const std::string kind = number ? "Number" : "String";
  const auto quoted = type == syntax::ScalarType::boolean && !is_json(document) ? "\"" + written + "\"" : written;
  const auto parameter = into_section(
      document, outline, "Parameters", {name + ":", "  Type: " + kind, "  Default: " + quoted},
      "\"" + name + "\": {\"Type\": \"" + kind + "\", \"Default\": " + (type == syntax::ScalarType::boolean ? "\"" + written + "\"" : written) + "}", false);
  if (parameter) rewrites.push_back({"Extract to the parameter " + name, "refactor.extract", {*parameter, {node.range(), reference(document, name)}}});
}

void add_output(const model::Document& document, const Template& outline, const pack::Pack& pack, syntax::Node node, std::vector<Rewrite>& rewrites) {
  const auto* resource = outline.resource_of(node);
  if (!resource || !resource->key.range().touches(node.range().begin)) return;
  const std::string id(resource->id);
  auto add = [&](const std::string& name, const std::string& title, const std::string& yaml, const std::string& json) {
    if (outline.root.find("Outputs").find_entry(name)) return;
    auto edit = into_section(document, outline, "Outputs", {name + ":", "  Value: " + yaml}, "\"" + name + "\": {\"Value\": " + json + "}", true);
    if (edit) rewrites.push_back({title, "refactor.rewrite", {std::move(*edit)}});
  };
  add(id + "Ref", "Add an output that references " + id, "!Ref " + id, "{\"Ref\": \"" + id + "\"}");
  if (pack.resource_type(resource->type).attribute("Arn"))
    add(id + "Arn", "Add an output with the ARN of " + id, "!GetAtt " + id + ".Arn", "{\"Fn::GetAtt\": [\"" + id + "\", \"Arn\"]}");
}

}  // namespace

std::vector<Rewrite> template_rewrites(const model::Document& document, Range range, const pack::Pack& pack) {
  std::vector<Rewrite> rewrites;
  const auto* template_outline = outline(document);
  if (!template_outline) return rewrites;
  auto node = document.tree->node_at(range.begin);
  // On a key the value is meant too.
  if (node.parent().kind() == syntax::NodeKind::entry && node.parent().key() == node && node.parent().value().is_scalar()) {
    add_extraction(document, *template_outline, node.parent().value(), rewrites);
  }
  add_extraction(document, *template_outline, node, rewrites);
  add_output(document, *template_outline, pack, node, rewrites);
  add_function_rewrites(document, node, rewrites);
  return rewrites;
}

}  // namespace cribsheet::kinds::cloudformation
