#include "compiler/annotate.h"

#include <algorithm>
#include <optional>

#include "compiler/prose.h"

namespace cribsheet::compiler {

namespace {

std::vector<std::string> steps(const std::string& pointer) {
  std::vector<std::string> result;
  std::size_t at = 0;
  while (at <= pointer.size()) {
    const std::size_t slash = std::min(pointer.find('/', at), pointer.size());
    if (slash > at) result.push_back(pointer.substr(at, slash - at));
    at = slash + 1;
  }
  if (!result.empty() && result.front() == "properties") result.erase(result.begin());
  // Some schemas write the path through the schema, "A/items/properties/B", instead of through the value.
  std::vector<std::string> plain;
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (result[i] == "items" && i + 1 < result.size() && result[i + 1] == "properties") plain.emplace_back("*");
    else if (result[i] == "properties" && i + 1 < result.size()) continue;
    else plain.push_back(result[i]);
  }
  return plain;
}

Marks& place(Marks& root, const std::vector<std::string>& path) {
  Marks* at = &root;
  for (const std::string& step : path) {
    if (step != "*") at = &at->below[step];
  }
  return *at;
}

class Annotator {
 public:
  Annotator(const json& schema, const json* resource, const Spec& spec) : resource_(resource), spec_(spec) {
    const auto found = schema.find("definitions");
    if (found != schema.end()) definitions_ = &*found;
  }

  json run(const json& schema, const Marks& marks) {
    json body = schema;
    body.erase("definitions");
    json result = node(body, nullptr, resource_ == nullptr ? nullptr : &resource_->at("properties"), &marks);
    if (definitions_ != nullptr) {  // others may refer to what this type itself does not
      for (const auto& [name, definition] : definitions_->items()) {
        if (!made_.contains(name)) reference("#/definitions/" + name, nullptr, nullptr, nullptr);
      }
    }
    if (!made_.empty()) result["definitions"] = made_;
    return result;
  }

 private:
  // `type`: the specification's property type here; `properties`: its properties, where the node is an object.
  json node(const json& schema, const json* type, const json* properties, const Marks* marks) {
    if (!schema.is_object()) return schema;
    const json* element = nullptr;
    descend(type, properties, element);
    json result = schema;
    if (const std::string target = text_of(schema, "$ref"); !target.empty()) result["$ref"] = reference(target, type, properties, marks);
    if (const auto own = schema.find("properties"); own != schema.end() && own->is_object()) {
      for (const auto& [name, value] : own->items()) result["properties"][name] = property(value, name, properties, marks);
      if (schema.contains("additionalProperties") && schema["additionalProperties"] == false && branches_ == 0) add_missing(result, properties, marks);
    }
    for (const char* key : {"items", "additionalProperties", "not", "if", "then", "else", "contains"}) {
      const auto found = schema.find(key);
      if (found == schema.end()) continue;
      const bool of_elements = std::string_view(key) == "items" || std::string_view(key) == "additionalProperties" || std::string_view(key) == "contains";
      if (found->is_object()) result[key] = node(*found, of_elements ? element : type, of_elements ? nullptr : properties, marks);
    }
    if (const auto patterns = schema.find("patternProperties"); patterns != schema.end() && patterns->is_object()) {
      for (const auto& [pattern, value] : patterns->items()) result["patternProperties"][pattern] = node(value, element, nullptr, marks);
    }
    ++branches_;
    for (const char* key : {"allOf", "anyOf", "oneOf"}) {
      const auto found = schema.find(key);
      if (found == schema.end() || !found->is_array()) continue;
      for (std::size_t i = 0; i < found->size(); ++i) result[key][i] = node((*found)[i], type, properties, marks);
    }
    --branches_;
    return result;
  }

  // What the specification's type means for an object's properties and a list's or map's elements.
  void descend(const json* type, const json*& properties, const json*& element) const {
    if (type == nullptr) return;
    const std::string kind = text_of(*type, "type");
    if (kind == "ref") {
      if (const json* definition = spec_.definition(*type)) properties = &definition->at("properties");
    } else if (kind == "array" || kind == "map") {
      element = &type->at("element");
    } else if (kind == "union") {
      for (const json& one : type->at("types")) {
        if (properties == nullptr && element == nullptr) descend(&one, properties, element);
      }
    }
  }

  const json* definition_of(const json* type) const {
    if (type == nullptr) return nullptr;
    if (text_of(*type, "type") == "ref") return spec_.definition(*type);
    if (text_of(*type, "type") != "union") return nullptr;
    for (const json& one : type->at("types")) {
      if (const json* found = definition_of(&one)) return found;
    }
    return nullptr;
  }

  std::string reference(const std::string& target, const json* type, const json* properties, const Marks* marks) {
    constexpr std::string_view local = "#/definitions/";
    if (target.compare(0, local.size(), local) != 0 || definitions_ == nullptr) return target;
    const std::string name = target.substr(local.size());
    const auto found = definitions_->find(name);
    if (found == definitions_->end()) return target;
    const std::string marked = marks == nullptr ? std::string() : marks->text();
    const std::string variant = marked.empty() ? name : name + "|" + marked;
    if (!made_.contains(variant)) {
      made_[variant] = json::object();  // known from now on: it may refer to itself
      const json* definition = definition_of(type);
      if (definition == nullptr && type == nullptr && properties == nullptr && resource_ != nullptr) definition = spec_.definition_named(*resource_, name);
      json made = node(*found, type, definition != nullptr ? &definition->at("properties") : properties, marks);
      made["name"] = name;
      if (definition != nullptr && !made.contains("doc")) {
        if (const std::string doc = tidy(text_of(*definition, "documentation")); !doc.empty()) made["doc"] = doc;
      }
      made_[variant] = made;
    }
    return "#/definitions/" + variant;
  }

  json property(const json& value, const std::string& name, const json* properties, const Marks* marks) {
    const json* known = nullptr;
    const bool at_root = resource_ != nullptr && properties == &resource_->at("properties");
    if (properties != nullptr) {
      if (const auto found = properties->find(name); found != properties->end()) known = &*found;
    }
    const Marks* own = nullptr;
    if (marks != nullptr) {
      if (const auto found = marks->below.find(name); found != marks->below.end()) own = &found->second;
    }
    json result = node(value, known == nullptr ? nullptr : &known->at("type"), nullptr, own);
    if (!result.is_object()) result = json::object();
    if (own != nullptr) {
      if (own->read_only) result["readOnly"] = true;
      if (own->write_only) result["writeOnly"] = true;
      if (own->create_only) result["createOnly"] = true;
      if (own->deprecated) result["deprecated"] = true;
      constexpr const char* keywords[] = {"embeds", "policyType", "embedsService"};
      for (std::size_t i = 0; i < own->embeds.size() && i < 3; ++i) {
        if (!own->embeds[i].empty()) result[keywords[i]] = own->embeds[i];
      }
    }
    std::string updates = resource_ == nullptr ? "" : "none";
    if (known != nullptr) {
      if (!result.contains("doc")) {
        if (const std::string doc = tidy(text_of(*known, "documentation")); !doc.empty()) result["doc"] = doc;
      }
      if (known->contains("deprecated")) result["deprecated"] = true;
      if (text_of(*known, "causesReplacement") == "yes") updates = "replacement";
      if (text_of(*known, "causesReplacement") == "maybe") updates = "some";
      give_values(result, *known);
    }
    if (known == nullptr && at_root && !result.contains("doc") && resource_->at("attributes").contains(name)) {
      if (const std::string doc = tidy(text_of(resource_->at("attributes").at(name), "documentation")); !doc.empty()) result["doc"] = doc;
    }
    if (own != nullptr && own->some_update) updates = "some";
    if (own != nullptr && own->create_only) updates = "replacement";
    if (!flag_of(result, "readOnly") && !updates.empty() && !result.contains("updates")) result["updates"] = updates;
    return result;
  }

  // Properties that the specification has and the schema, perhaps of another day, lacks.
  void add_missing(json& result, const json* properties, const Marks* marks) {
    if (properties == nullptr) return;
    for (const auto& [name, known] : properties->items()) {
      if (!result["properties"].contains(name)) result["properties"][name] = property(spec_.schema_of(known.at("type"), made_), name, properties, marks);
    }
  }

  // Default and values that only the specification knows.
  static void give_values(json& result, const json& known) {
    if (result.contains("$ref")) return;
    if (const std::string text = text_of(known, "defaultValue"); !result.contains("default") && !text.empty()) {
      const json parsed = json::parse(text, nullptr, false);
      const bool is_text = text_of(result, "type") == "string";
      result["default"] = parsed.is_discarded() || (is_text && !parsed.is_string()) ? json(text) : parsed;
    }
    const json& type = known.at("type");
    const json& one = type.contains("element") && result.contains("items") ? type["element"] : type;
    json& place = &one == &type ? result : result["items"];
    if (one.contains("allowedValues") && place.is_object() && !place.contains("$ref") && !place.contains("enum") && !place.contains("enumCaseInsensitive") &&
        !place.contains("const")) {
      place["knownValues"] = one["allowedValues"];
    }
    const std::string doc = text_of(result, "doc");
    if (doc.empty() || !place.is_object() || place.contains("$ref")) return;
    read_values(place, doc);
    if (&place == &result && !result.contains("default")) {
      if (std::optional<json> value = default_in(doc, result)) result["default"] = *value;
    }
  }

  // Values that only the documentation names, and what it says of each.
  static void read_values(json& place, const std::string& doc) {
    if (text_of(place, "type") != "string") return;
    const bool listed = place.contains("enum") || place.contains("enumCaseInsensitive") || place.contains("const") || place.contains("knownValues");
    if (!listed && !place.contains("pattern") && !place.contains("format")) {
      if (const std::vector<std::string> values = values_in(doc); !values.empty()) place["knownValues"] = values;
    }
    if (!place.contains("enum")) return;
    const std::map<std::string, std::string> meanings = meanings_in(doc, texts_of(place, "enum"));
    for (const auto& [value, meaning] : meanings) place["valueDocs"][value] = meaning;
  }

  const json* resource_;
  const Spec& spec_;
  const json* definitions_ = nullptr;
  json made_ = json::object();
  int branches_ = 0;  // inside allOf, anyOf, oneOf: each says its part only
};

}  // namespace

std::string Marks::text() const {
  std::string result;
  if (read_only) result += 'r';
  if (write_only) result += 'w';
  if (create_only) result += 'c';
  if (some_update) result += 's';
  if (deprecated) result += 'd';
  for (const std::string& part : embeds) result += "=" + part;
  std::string inside;
  for (const auto& [name, marks] : below) {
    if (const std::string text = marks.text(); !text.empty()) inside += name + ":" + text + ",";
  }
  return inside.empty() ? result : result + "{" + inside + "}";
}

std::string dotted(const std::string& pointer, bool stars) {
  std::string result;
  for (const std::string& step : steps(pointer)) {
    if (step == "*" && !stars) continue;
    result += (result.empty() ? "" : ".") + step;
  }
  return result;
}

Marks marks_of(const json& schema, const json* resource) {
  Marks root;
  for (const std::string& path : texts_of(schema, "readOnlyProperties")) place(root, steps(path)).read_only = true;
  for (const std::string& path : texts_of(schema, "writeOnlyProperties")) place(root, steps(path)).write_only = true;
  for (const std::string& path : texts_of(schema, "createOnlyProperties")) place(root, steps(path)).create_only = true;
  for (const std::string& path : texts_of(schema, "conditionalCreateOnlyProperties")) place(root, steps(path)).some_update = true;
  for (const std::string& path : texts_of(schema, "deprecatedProperties")) place(root, steps(path)).deprecated = true;
  if (resource != nullptr && resource->contains("additionalReplacementProperties")) {
    for (const json& path : resource->at("additionalReplacementProperties")) {
      std::string pointer;
      for (const json& step : path) pointer += "/" + step.get<std::string>();
      place(root, steps(pointer)).create_only = true;
    }
  }
  return root;
}

Marks& mark(Marks& root, const std::string& path) {
  std::string pointer = path;
  std::replace(pointer.begin(), pointer.end(), '.', '/');
  return place(root, steps(pointer));
}

json annotate(const json& schema, const json* resource, const Marks& marks, const Spec& spec) { return Annotator(schema, resource, spec).run(schema, marks); }

}  // namespace cribsheet::compiler
