#include "compiler/spec.h"

namespace cribsheet::compiler {

Spec::Spec(json database) : database_(std::move(database)) {
  const json& schema = database_.at("schema");
  for (const json& entity : schema.at("typeDefinition").at("entities")) definitions_[text_of(entity, "$id")] = &entity;
  for (const json& entity : schema.at("resource").at("entities")) resources_[text_of(entity, "cloudFormationType")] = &entity;
  for (const auto& [user, uses] : schema.at("usesType").at("forward").items()) {
    auto& used = used_by_[user];
    for (const json& to : uses) {
      const auto found = definitions_.find(text_of(to, "$id"));
      if (found != definitions_.end()) used.emplace(text_of(*found->second, "name"), found->second);
    }
  }
}

const json* Spec::definition(const json& type) const {
  const auto reference = type.find("reference");
  if (reference == type.end()) return nullptr;
  const auto found = definitions_.find(text_of(*reference, "$ref"));
  return found == definitions_.end() ? nullptr : found->second;
}

const json* Spec::definition_named(const json& resource, const std::string& name) const {
  const auto used = used_by_.find(text_of(resource, "$id"));
  if (used == used_by_.end()) return nullptr;
  const auto found = used->second.find(name);
  return found == used->second.end() ? nullptr : found->second;
}

json Spec::schema_of(const json& type, json& definitions) const {
  const std::string kind = text_of(type, "type");
  if (kind == "string" || kind == "integer" || kind == "number" || kind == "boolean") {
    json schema = {{"type", kind}};
    if (type.contains("allowedValues")) schema["enum"] = type["allowedValues"];
    return schema;
  }
  if (kind == "date-time") return {{"type", "string"}};
  if (kind == "array") return {{"type", "array"}, {"items", schema_of(type.at("element"), definitions)}};
  if (kind == "map") return {{"type", "object"}, {"additionalProperties", schema_of(type.at("element"), definitions)}};
  if (kind == "tag") {
    return {{"type", "object"},
            {"additionalProperties", false},
            {"required", {"Key", "Value"}},
            {"properties", {{"Key", {{"type", "string"}}}, {"Value", {{"type", "string"}}}}}};
  }
  if (kind == "union") {
    json any = json::array();
    for (const json& one : type.at("types")) any.push_back(schema_of(one, definitions));
    return {{"anyOf", any}};
  }
  if (kind == "ref") {
    if (const json* target = definition(type)) {
      const std::string name = text_of(*target, "name");
      if (!definitions.contains(name)) {
        definitions[name] = json::object();  // known from now on: it may refer to itself
        const json schema = object_schema(target->at("properties"), definitions);
        definitions[name] = schema;
        if (const std::string doc = tidy(text_of(*target, "documentation")); !doc.empty()) definitions[name]["doc"] = doc;
      }
      return {{"$ref", "#/definitions/" + name}};
    }
  }
  if (kind == "json") return {{"type", {"object", "string"}}};
  return json::object();
}

json Spec::object_schema(const json& properties, json& definitions) const {
  json schema = {{"type", "object"}, {"additionalProperties", false}, {"properties", json::object()}};
  json required = json::array();
  for (const auto& [name, property] : properties.items()) {
    schema["properties"][name] = schema_of(property.at("type"), definitions);
    if (flag_of(property, "required")) required.push_back(name);
  }
  if (!required.empty()) schema["required"] = required;
  return schema;
}

std::string tidy(const std::string& documentation) {
  std::string text = documentation;
  if (text.find('<') != std::string::npos) {
    for (const auto& [from, to] : {std::pair<const char*, const char*>{"<p>", ""},
                                   {"</p>", "\n\n"},
                                   {"<code>", "`"},
                                   {"</code>", "`"},
                                   {"<i>", "*"},
                                   {"</i>", "*"},
                                   {"<b>", "**"},
                                   {"</b>", "**"},
                                   {"<ul>", "\n"},
                                   {"</ul>", "\n"},
                                   {"<li>", "\n- "},
                                   {"</li>", ""},
                                   {"<br>", "\n"},
                                   {"<br/>", "\n"}}) {
      text = replace_all(std::move(text), from, to);
    }
  }
  std::string result;
  result.reserve(text.size());
  std::size_t newlines = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i], next = i + 1 < text.size() ? text[i + 1] : '\n', after = i + 2 < text.size() ? text[i + 2] : '\n';
    if (c == '\r') continue;
    if (c == ' ' && (next == '.' || next == ',' || next == ';') && (after == ' ' || after == '\n') && !result.empty() && result.back() != ' ' &&
        result.back() != '(' && result.back() != '|') {
      continue;  // "`x` ." was "<code>x</code>." once
    }
    newlines = c == '\n' ? newlines + 1 : 0;
    if (newlines <= 2) result += c;
  }
  const std::size_t first = result.find_first_not_of(" \n\t"), last = result.find_last_not_of(" \n\t");
  return first == std::string::npos ? std::string() : result.substr(first, last - first + 1);
}

}  // namespace cribsheet::compiler
