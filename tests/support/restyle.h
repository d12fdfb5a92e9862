// A document written in other styles: as JSON, and as YAML in block style with the functions in their long form.
#pragma once
#include <string>

#include "model/intrinsic.h"
#include "syntax/tree.h"

namespace cribsheet::tests {

inline std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') out += "\\n";
    else if (c == '\t') out += "\\t";
    else out += c;
  }
  return out + "\"";
}

// `bare`: the node's tag is written already, as the key of a long form.
inline std::string restyled(syntax::Node node, bool json, const std::string& indent, bool bare = false) {
  node = node.resolved();
  const std::string deeper = indent + "  ";
  const auto field = [&](const std::string& key, const std::string& value) {
    return json ? json_string(key) + ": " + value : json_string(key) + ":" + (value.starts_with('\n') ? "" : " ") + value;
  };
  if (!bare && !node.tag().empty() && node.tag().starts_with("!") && !node.tag().starts_with("!!")) {
    const auto function = model::intrinsic(node);
    const std::string name = function ? std::string(function->name) : std::string(node.tag().substr(1));
    const bool attribute = name == "Fn::GetAtt" && node.is_scalar();
    const std::size_t dot = attribute ? node.text().find('.') : std::string_view::npos;
    const std::string value = dot != std::string_view::npos
                                  ? "[" + json_string(node.text().substr(0, dot)) + ", " + json_string(node.text().substr(dot + 1)) + "]"
                                  : restyled(node, json, deeper, true);
    return json ? "{" + field(name, value) + "}" : "\n" + indent + field(name, value);
  }
  if (node.is_missing()) return json ? "null" : "";
  if (node.is_scalar()) {
    const auto type = syntax::scalar_type(node);
    const bool literal = node.style() == syntax::Style::plain &&
                         (type == syntax::ScalarType::integer || (type == syntax::ScalarType::boolean && (node.is("true") || node.is("false"))));
    return literal && node.text().find_first_not_of("0123456789truefalse-") == std::string_view::npos ? std::string(node.text()) : json_string(node.text());
  }
  if (node.child_count() == 0) return node.is_mapping() ? "{}" : "[]";
  std::string out;
  for (const syntax::Node child : node.children()) {
    const std::string value = restyled(node.is_mapping() ? child.value() : child, json, deeper);
    const std::string part = node.is_mapping() ? field(std::string(child.key().text()), value) : value;
    if (json) {
      out += (out.empty() ? "\n" : ",\n") + deeper + part;
    } else if (node.is_mapping()) {
      out += "\n" + indent + part;
    } else {
      const std::size_t first = part.find_first_not_of("\n ");
      out += "\n" + indent + "- " + (part.starts_with('\n') ? part.substr(first) : part);
    }
  }
  if (!json) return out;
  return (node.is_mapping() ? "{" : "[") + out + "\n" + indent + (node.is_mapping() ? "}" : "]");
}

inline std::string restyled(const std::string& text, bool json) {
  const auto tree = syntax::parse(text, syntax::Language::yaml);
  const std::string out = restyled(tree->root(), json, "");
  return (out.starts_with('\n') ? out.substr(1) : out) + "\n";
}

}  // namespace cribsheet::tests
