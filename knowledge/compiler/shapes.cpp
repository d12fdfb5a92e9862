#include "compiler/shapes.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <limits>
#include <tuple>

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
                                        "tagging", "taggable", "typeName", "sourceUrl", "documentationUrl", "primaryIdentifier", "additionalIdentifiers",
                                        "readOnlyProperties", "writeOnlyProperties", "createOnlyProperties", "conditionalCreateOnlyProperties",
                                        "deprecatedProperties", "lifecycle", "handlers", "propertyTransform", "replacementStrategy", "resourceLink",
                                        "typeConfiguration"};
// Read together with others: see `together`.
const std::set<std::string> kTogether = {"properties",       "allOf", "valueDocs",  "exclusiveMinimum",    "exclusiveMaximum",    "uniqueItems", "dependencies",
                                         "dependentSchemas", "type",  "intrinsics", "enumCaseInsensitive", "additionalProperties"};

std::uint16_t type_bits(const json& value) {
  static const std::map<std::string, std::uint16_t> bits = {{"object", type_object},   {"array", type_array},   {"string", type_string},
                                                            {"integer", type_integer}, {"number", type_number}, {"boolean", type_boolean},
                                                            {"null", type_null}};
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

// `allOf`, and the schemas that apply where a key is present.
json all_of(const json& schema) {
  json result = schema.contains("allOf") && schema["allOf"].is_array() ? schema["allOf"] : json::array();
  for (const char* key : {"dependencies", "dependentSchemas"}) {
    const auto found = schema.find(key);
    if (found == schema.end() || !found->is_object()) continue;
    for (const auto& [name, then] : found->items()) {
      if (then.is_object()) result.push_back({{"if", {{"required", {name}}}}, {"then", then}});
    }
  }
  return result;
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

namespace {

std::uint32_t property_flags_of(const json& value, bool required, const std::string& updates) {
  std::uint32_t flags = required ? property_required : 0U;
  if (flag_of(value, "readOnly")) flags |= property_read_only;
  if (flag_of(value, "writeOnly")) flags |= property_write_only;
  if (flag_of(value, "createOnly")) flags |= property_create_only;
  if (value.contains("deprecated") && value["deprecated"] != false) flags |= property_deprecated;
  Update update = Update::unknown;
  if (updates == "none") update = Update::none;
  if (updates == "some") update = Update::some;
  if (updates == "replacement") update = Update::replacement;
  return flags | static_cast<std::uint32_t>(update) << kPropertyUpdateShift;
}

}  // namespace

std::uint32_t Shapes::properties(const json& schema, const Scope& scope) {
  const auto found = schema.find("properties");
  if (found == schema.end() || !found->is_object()) return 0;
  const std::vector<std::string> required = texts_of(schema, "required");
  Words records;
  for (const auto& [name, value] : found->items()) {  // nlohmann's objects are sorted by key, bytewise
    json own = value.is_object() ? value : json::object();
    if (value == false) own = {{"not", json::object()}};
    std::string doc = text_of(own, "doc"), updates = text_of(own, "updates");
    const std::string same_as = text_of(own, "sameAs"), snippet = text_of(own, "snippet");
    const Scope* home = nullptr;
    // What is passed on is documented there.
    if (const json* same = same_as.empty() ? nullptr : property_at(same_as, &home)) {
      if (doc.empty()) doc = text_of(*same, "doc");
      if (text_of(own, "$ref") == same_as) updates = text_of(*same, "updates");
    }
    const bool needed = std::find(required.begin(), required.end(), name) != required.end();
    const std::uint32_t flags = property_flags_of(own, needed, updates);
    for (const std::string& key : kOnProperty) own.erase(key);
    records.insert(records.end(), {writer_.string(name), shape(own, scope), writer_.string(doc), flags, writer_.string(same_as), writer_.string(snippet)});
  }
  return writer_.list(records);
}

namespace {

using Encode = std::uint32_t (*)(Shapes&, const json& value, const Scope&);

std::uint32_t names(Writer& writer, const json& value) { return writer.strings(texts_of(json{{"names", value}}, "names")); }

}  // namespace

// What a keyword that stands for itself is written as. A word of 0 means "not there", but for the counts.
struct Shapes::Keyword {
  ShapeField field;
  Encode encode;
  bool zero_counts = false;
};

const Shapes::Keyword* Shapes::keyword(const std::string& name) {
  constexpr Encode text = [](Shapes& to, const json& value, const Scope&) { return value.is_string() ? to.writer_.string(value.get<std::string>()) : 0U; };
  constexpr Encode number = [](Shapes& to, const json& value, const Scope&) { return value.is_number() ? to.writer_.number(value.get<double>()) : 0U; };
  constexpr Encode count = [](Shapes&, const json& value, const Scope&) { return clamped(value); };
  constexpr Encode sub = [](Shapes& to, const json& value, const Scope& scope) { return to.shape(value, scope); };
  constexpr Encode subs = [](Shapes& to, const json& value, const Scope& scope) { return to.shape_list(value, scope); };
  constexpr Encode whole = [](Shapes& to, const json& value, const Scope&) { return to.writer_.string(value.dump()); };
  constexpr Encode values = [](Shapes& to, const json& value, const Scope&) { return to.json_texts(value); };
  constexpr Encode keys = [](Shapes& to, const json& value, const Scope&) { return names(to.writer_, value); };
  constexpr Encode groups = [](Shapes& to, const json& value, const Scope&) { return to.key_lists(value); };
  constexpr Encode pairs = [](Shapes& to, const json& value, const Scope&) { return to.dependents(value); };
  constexpr Encode expression = [](Shapes& to, const json& value, const Scope& scope) {
    return value.is_string() ? to.pattern(value.get<std::string>(), scope) : 0U;
  };
  constexpr Encode expressions = [](Shapes& to, const json& value, const Scope& scope) { return to.pattern_properties(value, scope); };
  static const std::map<std::string, Keyword> keywords = {
      {"name", {field_name, text}},
      {"doc", {field_doc, text}},
      {"entity", {field_entity, text}},
      {"embeds", {field_embeds, text}},
      {"policyType", {field_policy_type, text}},
      {"embedsService", {field_embeds_service, text}},
      {"format", {field_format, text}},
      {"rule", {field_rule, text}},
      {"message", {field_message, text}},
      {"severity", {field_severity, text}},
      {"resourceBy", {field_resource_by, text}},
      {"pattern", {field_pattern, expression}},
      {"patternProperties", {field_pattern_properties, expressions}},
      {"const", {field_constant, whole}},
      {"default", {field_default, whole}},
      {"enum", {field_enum, values}},
      {"knownValues", {field_known_values, values}},
      {"minLength", {field_min_length, count, true}},
      {"maxLength", {field_max_length, count, true}},
      {"minItems", {field_min_items, count, true}},
      {"maxItems", {field_max_items, count, true}},
      {"minProperties", {field_min_properties, count, true}},
      {"maxProperties", {field_max_properties, count, true}},
      {"minimum", {field_minimum, number}},
      {"maximum", {field_maximum, number}},
      {"multipleOf", {field_multiple_of, number}},
      {"items", {field_items, sub}},
      {"contains", {field_contains, sub}},
      {"not", {field_not, sub}},
      {"if", {field_if, sub}},
      {"then", {field_then, sub}},
      {"else", {field_else, sub}},
      {"propertyNames", {field_property_names, sub}},
      {"prefixItems", {field_prefix_items, subs}},
      {"anyOf", {field_any_of, subs}},
      {"oneOf", {field_one_of, subs}},
      {"required", {field_required, keys}},
      {"uniqueKeys", {field_unique_keys, keys}},
      {"requiredOr", {field_required_or, groups}},
      {"requiredXor", {field_required_xor, groups}},
      {"dependentRequired", {field_dependent_required, pairs}},
      {"dependentExcluded", {field_dependent_excluded, pairs}},
  };
  const auto found = keywords.find(name);
  return found == keywords.end() ? nullptr : &found->second;
}

std::uint32_t Shapes::pattern_properties(const json& value, const Scope& scope) {
  Words pairs;
  if (!value.is_object()) return 0;
  for (const auto& [expression, schema] : value.items()) {
    const std::uint32_t name = pattern(expression, scope);
    if (name != 0 || expression.empty()) pairs.insert(pairs.end(), {name, shape(schema, scope)});
  }
  return writer_.list(pairs);
}

// Word by word what `encode` collects.
struct Shapes::Record {
  std::map<ShapeField, std::uint32_t> fields;
  std::uint32_t flags = 0, types = 0;

  void put(ShapeField field, std::uint32_t word) {
    if (word != 0) fields[field] = word;
  }
  Words words() const {
    std::uint64_t present = 0;
    for (const auto& [field, word] : fields) present |= std::uint64_t{1} << field;
    Words result{types | flags << 16U, static_cast<std::uint32_t>(present & 0xffffffffU), static_cast<std::uint32_t>(present >> 32U)};
    for (const auto& [field, word] : fields) result.push_back(word);
    return result;
  }
};

// Keywords that mean something only together, or become a flag.
void Shapes::together(const json& schema, const Scope& scope, Record& record) {
  record.put(field_properties, properties(schema, scope));
  record.put(field_all_of, shape_list(all_of(schema), scope));
  if (const auto found = schema.find("dependencies"); found != schema.end() && !schema.contains("dependentRequired")) {
    record.put(field_dependent_required, dependents(*found));
  }
  if (const auto found = schema.find("enumCaseInsensitive"); found != schema.end()) {
    record.flags |= flag_enum_ignores_case;
    record.put(field_enum, json_texts(*found));
  }
  if (const auto docs = schema.find("valueDocs"); docs != schema.end() && schema.contains("enum")) {
    Words words;
    for (const std::string& value : texts_of(schema, "enum")) words.push_back(writer_.string(text_of(*docs, value.c_str())));
    record.put(field_enum_docs, writer_.list(words));
  }
  for (const auto& [key, field, flag] :
       {std::tuple("exclusiveMinimum", field_minimum, flag_exclusive_minimum), {"exclusiveMaximum", field_maximum, flag_exclusive_maximum}}) {
    const auto found = schema.find(key);
    if (found == schema.end() || !found->is_number()) continue;
    record.flags |= flag;
    record.put(field, writer_.number(found->get<double>()));
  }
  if (flag_of(schema, "uniqueItems")) record.flags |= flag_unique_items;
  if (schema.contains("intrinsics") && schema["intrinsics"] == false) record.flags |= flag_no_intrinsics;
  if (schema.contains("type")) record.types = type_bits(schema["type"]);
  if (const auto rest = schema.find("additionalProperties"); rest != schema.end()) {
    if (*rest == false) record.flags |= flag_closed;
    if (rest->is_object()) record.put(field_additional, shape(*rest, scope));
  }
}

Words Shapes::encode(const json& schema, const Scope& scope) {
  if (schema.is_boolean() && !schema.get<bool>()) return encode(json{{"not", json::object()}}, scope);
  Record record;
  if (!schema.is_object()) return record.words();
  for (const auto& [key, value] : schema.items()) {
    const Keyword* known = keyword(key == "items" && value.is_array() ? "prefixItems" : key);
    if (known != nullptr) {
      const std::uint32_t word = known->encode(*this, value, scope);
      if (word != 0 || known->zero_counts) record.fields[known->field] = word;
    } else if (kTogether.count(key) == 0 && kIgnored.count(key) == 0 && kOnProperty.count(key) == 0) {
      complaints_.insert(scope.name + ": the keyword " + key + " is not known");
    }
  }
  together(schema, scope, record);
  return record.words();
}

}  // namespace cribsheet::compiler
