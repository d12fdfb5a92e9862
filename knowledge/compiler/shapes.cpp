#include "compiler/shapes.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <limits>

#include "pack/pack.h"

namespace cribsheet::compiler {

using namespace pack;

namespace {

// Said of the place a shape stands at, not of the shape: these go into the property's record.
const std::set<std::string> kOnProperty = {"doc", "updates", "readOnly", "writeOnly", "createOnly", "deprecated", "sameAs", "snippet"};
// Known, and of no use to an editor.
const std::set<std::string> kIgnored = {"$comment", "$id", "$schema", "title", "description", "examples", "insertionOrder", "definitions", "name", "arrayType",
                                        "relationshipRef", "maxUniqueItems", "comment", "markdownDescription",
                                        // of whole registry schemas; read where the types are written
                                        "tagging", "taggable", "typeName", "sourceUrl", "documentationUrl", "primaryIdentifier", "additionalIdentifiers", "readOnlyProperties",
                                        "writeOnlyProperties", "createOnlyProperties", "conditionalCreateOnlyProperties", "deprecatedProperties", "lifecycle",
                                        "handlers", "propertyTransform", "replacementStrategy", "resourceLink", "typeConfiguration", "additionalProperties"};
// Read together with others in `encode`.
const std::set<std::string> kTogether = {"properties", "allOf", "valueDocs", "exclusiveMinimum", "exclusiveMaximum", "uniqueItems", "dependencies",
                                         "dependentSchemas", "enumCaseInsensitive", "type", "additionalProperties", "intrinsics"};
// One keyword, one field that holds a string.
const std::map<std::string, ShapeField> kTexts = {{"entity", field_entity}, {"embeds", field_embeds}, {"policyType", field_policy_type},
                                                  {"embedsService", field_embeds_service}, {"format", field_format}, {"rule", field_rule},
                                                  {"message", field_message}, {"severity", field_severity}, {"resourceBy", field_resource_by}};
const std::map<std::string, ShapeField> kCounts = {{"minLength", field_min_length}, {"maxLength", field_max_length}, {"minItems", field_min_items},
                                                   {"maxItems", field_max_items}, {"minProperties", field_min_properties}, {"maxProperties", field_max_properties}};
const std::map<std::string, ShapeField> kNumbers = {{"minimum", field_minimum}, {"maximum", field_maximum}, {"multipleOf", field_multiple_of}};
const std::map<std::string, ShapeField> kSubshapes = {{"items", field_items}, {"contains", field_contains}, {"not", field_not}, {"if", field_if},
                                                      {"then", field_then}, {"else", field_else}, {"propertyNames", field_property_names}};
const std::map<std::string, ShapeField> kShapeLists = {{"prefixItems", field_prefix_items}, {"anyOf", field_any_of}, {"oneOf", field_one_of}};

std::uint16_t type_bits(const json& value) {
  static const std::map<std::string, std::uint16_t> bits = {{"object", type_object}, {"array", type_array}, {"string", type_string}, {"integer", type_integer},
                                                            {"number", type_number}, {"boolean", type_boolean}, {"null", type_null}};
  std::uint16_t result = 0;
  for (const json& one : value.is_array() ? value : json::array({value})) {
    const auto found = one.is_string() ? bits.find(one.get<std::string>()) : bits.end();
    if (found != bits.end()) result = static_cast<std::uint16_t>(result | found->second);
  }
  return result;
}

std::uint32_t clamped(const json& value) {
  const double number = value.is_number() ? value.get<double>() : 0;
  return static_cast<std::uint32_t>(std::clamp(number, 0.0, static_cast<double>(std::numeric_limits<std::uint32_t>::max())));
}

bool compiles(const std::string& pattern) {
  int error = 0;
  PCRE2_SIZE where = 0;
  pcre2_code* code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                                   PCRE2_UTF | PCRE2_ALT_BSUX | PCRE2_MATCH_UNSET_BACKREF | PCRE2_DOLLAR_ENDONLY, &error, &where, nullptr);
  if (code == nullptr) return false;
  pcre2_code_free(code);
  return true;
}

// Target of a `$ref` overlaid with the keywords that stand beside it.
json overlaid(json target, const json& beside) {
  for (const auto& [key, value] : beside.items()) {
    if (key == "$ref" || kOnProperty.count(key) != 0) continue;
    if (target.contains(key) && key == "required" && target[key].is_array()) {
      for (const json& name : value) target[key].push_back(name);
    } else if (target.contains(key) && key == "properties" && target[key].is_object()) {
      target[key].update(value);
    } else {
      target[key] = value;
    }
  }
  return target;
}

bool only_a_reference(const json& schema) {
  for (const auto& [key, value] : schema.items()) {
    if (key != "$ref" && kOnProperty.count(key) == 0 && kIgnored.count(key) == 0) return false;
  }
  return true;
}

}  // namespace

std::uint32_t Shapes::root(const std::string& name) { return reference(name, Scope{}); }
std::uint32_t Shapes::definition(const std::string& name, const std::string& definition) { return reference(name + "#" + definition, Scope{}); }

const json* Shapes::resolve(const std::string& target, const Scope& scope, const Scope** home) {
  constexpr std::string_view local = "#/definitions/";
  std::string name = target, definition;
  if (!target.empty() && target.front() == '#' && target.compare(0, local.size(), local) != 0) {  // a place in the same schema
    *home = &scope;
    const json::json_pointer place(target.substr(1));
    return scope.schema->contains(place) ? &scope.schema->at(place) : nullptr;
  }
  if (target.compare(0, local.size(), local) == 0) {
    name = scope.name;
    definition = target.substr(local.size());
  } else if (const std::size_t hash = target.find('#'); hash != std::string::npos) {
    name = target.substr(0, hash);
    definition = target.substr(hash + 1);
  }
  const auto found = scopes_.find(name);
  if (found == scopes_.end()) return property_at(name, home);
  *home = &found->second;
  if (definition.empty()) return found->second.schema;
  const auto definitions = found->second.schema->find("definitions");
  if (definitions == found->second.schema->end() || !definitions->contains(definition)) return nullptr;
  return &(*definitions)[definition];
}

const json* Shapes::property_of(const json& node, const std::string& name, const Scope& scope, int depth) {
  if (depth > 8) return nullptr;
  const Scope* same = nullptr;
  if (const auto own = node.find("properties"); own != node.end() && own->contains(name)) return &own->at(name);
  if (const std::string target = text_of(node, "$ref"); !target.empty()) {
    const json* next = resolve(target, scope, &same);
    if (next != nullptr && same->name == scope.name) return property_of(*next, name, scope, depth + 1);
  }
  if (node.contains("items")) return property_of(node.at("items"), name, scope, depth + 1);  // a list's items have no step of their own
  for (const char* key : {"anyOf", "oneOf", "allOf"}) {
    if (!node.contains(key)) continue;
    for (const json& one : node.at(key)) {
      if (const json* found = property_of(one, name, scope, depth + 1)) return found;
    }
  }
  return nullptr;
}

const json* Shapes::property_at(const std::string& path, const Scope** home) {
  std::size_t dot = path.find('.');
  const auto found = scopes_.find(path.substr(0, dot));
  if (found == scopes_.end() || dot == std::string::npos) return nullptr;
  *home = &found->second;
  const json* at = found->second.schema;
  while (dot < path.size()) {
    const std::size_t next = std::min(path.find('.', dot + 1), path.size());
    at = property_of(*at, path.substr(dot + 1, next - dot - 1), **home, 0);
    if (at == nullptr) return nullptr;
    dot = next;
  }
  return at;
}

std::uint32_t Shapes::reference(const std::string& target, const Scope& scope) {
  constexpr std::uint32_t under_way = 0xffffffffU;
  const Scope* home = nullptr;
  const json* schema = resolve(target, scope, &home);
  if (schema == nullptr) {
    complaints_.insert(scope.name + ": the reference " + target + " leads nowhere");
    return shape(json::object(), scope);
  }
  constexpr std::string_view local = "#/definitions/";
  const std::string definition = schema == home->schema ? "" : target.substr(target.compare(0, local.size(), local) == 0 ? local.size() : target.find('#') + 1);
  std::uint32_t& id = done_[{home->name, definition}];
  if (id == under_way) id = writer_.reserve(kShapeHead + schema->size() + 12);  // it refers to itself: its place must be known first
  if (id != 0) return id;
  id = under_way;
  if (schema->is_object() && schema->contains("$ref") && only_a_reference(*schema)) return id = shape(*schema, *home);
  json named = *schema;
  if (schema->is_object() && schema->contains("$ref")) {  // a reference with more beside it
    const Scope* other = nullptr;
    if (const json* base = resolve(text_of(*schema, "$ref"), *home, &other)) {
      named = overlaid(*base, *schema);
      home = other;
    }
  }
  if (named.is_object() && !named.contains("name") && !definition.empty() && target.find('#') != std::string::npos) named["name"] = definition;
  const Words record = encode(named, *home);
  if (id == under_way) {
    id = writer_.record(record);
  } else {
    writer_.fill(id, record);
  }
  ++count_;
  return id;
}

std::uint32_t Shapes::shape(const json& schema, const Scope& scope) {
  if (schema.is_object() && schema.contains("$ref")) {
    if (only_a_reference(schema)) return reference(text_of(schema, "$ref"), scope);
    const Scope* home = nullptr;
    const json* target = resolve(text_of(schema, "$ref"), scope, &home);
    if (target == nullptr) return reference(text_of(schema, "$ref"), scope);
    return shape(overlaid(*target, schema), *home);
  }
  const std::uint32_t before = writer_.word_count();
  const std::uint32_t id = writer_.record(encode(schema, scope));
  if (id >= before) ++count_;
  return id;
}

std::uint32_t Shapes::shape_list(const json& list, const Scope& scope) {
  Words ids;
  if (list.is_array()) {
    for (const json& one : list) ids.push_back(shape(one, scope));
  }
  return writer_.list(ids);
}

std::uint32_t Shapes::json_texts(const json& values) {
  Words texts;
  for (const json& value : values) texts.push_back(writer_.string(value.dump()));
  return writer_.list(texts);
}

std::uint32_t Shapes::pattern(const std::string& text, const Scope& scope) {
  const auto [place, fresh] = patterns_.try_emplace(text, false);
  if (fresh) place->second = compiles(text);
  if (place->second) return writer_.string(text);
  if (scope.name.find("::") == std::string::npos) complaints_.insert(scope.name + ": the pattern " + text + " can't be used");
  return 0;
}

std::uint32_t Shapes::key_lists(const json& value) {
  Words lists;
  if (!value.is_array() || value.empty()) return 0;
  for (const json& group : value[0].is_array() ? value : json::array({value})) {
    std::vector<std::string> names;
    for (const json& name : group) names.push_back(name.is_string() ? name.get<std::string>() : std::string());
    lists.push_back(writer_.strings(names));
  }
  return writer_.list(lists);
}

std::uint32_t Shapes::dependents(const json& value) {
  Words pairs;
  if (!value.is_object()) return 0;
  for (const auto& [key, others] : value.items()) {
    if (!others.is_array() && !others.is_string()) continue;
    pairs.push_back(writer_.string(key));
    pairs.push_back(writer_.strings(texts_of(value, key.c_str())));
  }
  return writer_.list(pairs);
}

std::uint32_t Shapes::properties(const json& schema, const Scope& scope) {
  const auto found = schema.find("properties");
  if (found == schema.end() || !found->is_object()) return 0;
  const std::vector<std::string> required = texts_of(schema, "required");
  Words records;
  for (const auto& [name, value] : found->items()) {  // nlohmann's objects are sorted by key, bytewise
    json own = value;
    std::uint32_t flags = 0;
    std::string doc, same_as, snippet, updates;
    if (value.is_object()) {
      doc = text_of(value, "doc");
      same_as = text_of(value, "sameAs");
      snippet = text_of(value, "snippet");
      updates = text_of(value, "updates");
      if (flag_of(value, "readOnly")) flags |= property_read_only;
      if (flag_of(value, "writeOnly")) flags |= property_write_only;
      if (flag_of(value, "createOnly")) flags |= property_create_only;
      if (value.contains("deprecated") && value["deprecated"] != false) flags |= property_deprecated;
      for (const std::string& key : kOnProperty) own.erase(key);
      const Scope* home = nullptr;
      if (const json* same = same_as.empty() ? nullptr : property_at(same_as, &home)) {  // what is passed on is documented there
        if (doc.empty()) doc = text_of(*same, "doc");
        if (text_of(value, "$ref") == same_as) updates = text_of(*same, "updates");
      }
    }
    if (std::find(required.begin(), required.end(), name) != required.end()) flags |= property_required;
    const Update update = updates == "none" ? Update::none : updates == "some" ? Update::some : updates == "replacement" ? Update::replacement : Update::unknown;
    flags |= static_cast<std::uint32_t>(update) << kPropertyUpdateShift;
    records.insert(records.end(), {writer_.string(name), shape(own, scope), writer_.string(doc), flags, writer_.string(same_as), writer_.string(snippet)});
  }
  return writer_.list(records);
}

Words Shapes::encode(const json& schema, const Scope& scope) {
  if (schema.is_boolean() && !schema.get<bool>()) return encode(json{{"not", json::object()}}, scope);
  std::map<ShapeField, std::uint32_t> fields;
  std::uint32_t flags = 0, types = 0;
  const auto put = [&](ShapeField field, std::uint32_t word) {
    if (word != 0) fields[field] = word;
  };
  if (schema.is_object()) {
    put(field_name, writer_.string(text_of(schema, "name")));
    put(field_properties, properties(schema, scope));
    json all_of = schema.contains("allOf") && schema["allOf"].is_array() ? schema["allOf"] : json::array();
    for (const auto& [key, value] : schema.items()) {
      if (const auto text = kTexts.find(key); text != kTexts.end()) put(text->second, writer_.string(text_of(schema, key.c_str())));
      else if (const auto count = kCounts.find(key); count != kCounts.end()) fields[count->second] = clamped(value);
      else if (const auto number = kNumbers.find(key); number != kNumbers.end() && value.is_number()) put(number->second, writer_.number(value.get<double>()));
      else if (key == "items" && value.is_array()) put(field_prefix_items, shape_list(value, scope));
      else if (const auto sub = kSubshapes.find(key); sub != kSubshapes.end()) put(sub->second, shape(value, scope));
      else if (const auto list = kShapeLists.find(key); list != kShapeLists.end()) put(list->second, shape_list(value, scope));
      else if (key == "doc") put(field_doc, writer_.string(text_of(schema, "doc")));
      else if (key == "pattern" && value.is_string()) put(field_pattern, pattern(value.get<std::string>(), scope));
      else if (key == "const") put(field_constant, writer_.string(value.dump()));
      else if (key == "default") put(field_default, writer_.string(value.dump()));
      else if (key == "enum" && value.is_array()) put(field_enum, json_texts(value));
      else if (key == "knownValues" && value.is_array()) put(field_known_values, json_texts(value));
      else if (key == "required") put(field_required, writer_.strings(texts_of(schema, "required")));
      else if (key == "uniqueKeys") put(field_unique_keys, writer_.strings(texts_of(schema, "uniqueKeys")));
      else if (key == "requiredOr") put(field_required_or, key_lists(value));
      else if (key == "requiredXor") put(field_required_xor, key_lists(value));
      else if (key == "dependentRequired") put(field_dependent_required, dependents(value));
      else if (key == "dependentExcluded") put(field_dependent_excluded, dependents(value));
      else if (key == "patternProperties" && value.is_object()) {
        Words pairs;
        for (const auto& [expression, sub_schema] : value.items()) {
          if (const std::uint32_t name = pattern(expression, scope); name != 0 || expression.empty()) {
            pairs.push_back(name);
            pairs.push_back(shape(sub_schema, scope));
          }
        }
        put(field_pattern_properties, writer_.list(pairs));
      } else if (kTogether.count(key) == 0 && kIgnored.count(key) == 0 && kOnProperty.count(key) == 0) {
        complaints_.insert(scope.name + ": the keyword " + key + " is not known");
      }
    }
    for (const char* key : {"dependencies", "dependentSchemas"}) {
      const auto found = schema.find(key);
      if (found == schema.end() || !found->is_object()) continue;
      if (std::string_view(key) == "dependencies" && fields.count(field_dependent_required) == 0) put(field_dependent_required, dependents(*found));
      for (const auto& [name, then] : found->items()) {
        if (then.is_object()) all_of.push_back({{"if", {{"required", {name}}}}, {"then", then}});
      }
    }
    put(field_all_of, shape_list(all_of, scope));
    if (schema.contains("enumCaseInsensitive")) {
      flags |= flag_enum_ignores_case;
      put(field_enum, json_texts(schema["enumCaseInsensitive"]));
    }
    if (const auto docs = schema.find("valueDocs"); docs != schema.end() && docs->is_object() && schema.contains("enum")) {
      Words words;
      for (const json& value : schema["enum"]) words.push_back(writer_.string(text_of(*docs, (value.is_string() ? value.get<std::string>() : value.dump()).c_str())));
      put(field_enum_docs, writer_.list(words));
    }
    if (const auto least = schema.find("exclusiveMinimum"); least != schema.end() && least->is_number()) {
      flags |= flag_exclusive_minimum;
      put(field_minimum, writer_.number(least->get<double>()));
    }
    if (const auto most = schema.find("exclusiveMaximum"); most != schema.end() && most->is_number()) {
      flags |= flag_exclusive_maximum;
      put(field_maximum, writer_.number(most->get<double>()));
    }
    if (flag_of(schema, "uniqueItems")) flags |= flag_unique_items;
    if (schema.contains("intrinsics") && schema["intrinsics"] == false) flags |= flag_no_intrinsics;
    if (schema.contains("type")) types = type_bits(schema["type"]);
    if (const auto rest = schema.find("additionalProperties"); rest != schema.end()) {
      if (*rest == false) flags |= flag_closed;
      else if (rest->is_object()) put(field_additional, shape(*rest, scope));
    }
  }
  std::uint64_t present = 0;
  for (const auto& [field, word] : fields) present |= std::uint64_t{1} << field;
  Words record{types | flags << 16U, static_cast<std::uint32_t>(present & 0xffffffffU), static_cast<std::uint32_t>(present >> 32U)};
  for (const auto& [field, word] : fields) record.push_back(word);
  return record;
}

}  // namespace cribsheet::compiler
