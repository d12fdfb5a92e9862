#include "compiler/types.h"

#include <algorithm>

#include "compiler/annotate.h"
#include "pack/pack.h"

namespace cribsheet::compiler {

using namespace pack;

namespace {

struct AttributeFacts {
  std::string doc;
  std::uint16_t types = 0;
  std::string format;
};

std::uint16_t bits_of(const json& schema) {
  static const std::map<std::string, std::uint16_t> bits = {{"object", pack::type_object},   {"array", pack::type_array},   {"string", pack::type_string},
                                                            {"integer", pack::type_integer}, {"number", pack::type_number}, {"boolean", pack::type_boolean},
                                                            {"map", pack::type_object},      {"tag", pack::type_object},    {"ref", pack::type_object},
                                                            {"date-time", pack::type_string}};
  std::uint16_t result = 0;
  for (const std::string& name : texts_of(schema, "type")) {
    const auto found = bits.find(name);
    if (found != bits.end()) result = static_cast<std::uint16_t>(result | found->second);
  }
  return result;
}

const json& followed(const json& schema, const json& root) {
  const json* at = &schema;
  for (int depth = 0; depth < 8; ++depth) {
    const std::string target = text_of(*at, "$ref");
    if (target.compare(0, 14, "#/definitions/") != 0 || !root.contains("definitions") || !root["definitions"].contains(target.substr(14))) break;
    at = &root["definitions"][target.substr(14)];
  }
  return *at;
}

// The schema of a property path "A.B"; null: the schema does not show it.
const json* at_path(const json& root, const std::string& path) {
  const json* at = &root;
  std::size_t from = 0;
  while (from <= path.size()) {
    const std::size_t dot = std::min(path.find('.', from), path.size());
    const json& node = followed(*at, root);
    const auto properties = node.find("properties");
    if (properties == node.end() || !properties->contains(path.substr(from, dot - from))) return nullptr;
    at = &(*properties)[path.substr(from, dot - from)];
    from = dot + 1;
  }
  return at;
}

void add_attribute(const std::string& path, const json& root, std::map<std::string, AttributeFacts>& attributes, int depth) {
  AttributeFacts& facts = attributes[path];
  const json* found = at_path(root, path);
  if (found == nullptr) return;
  const json& schema = followed(*found, root);
  facts.types = bits_of(schema);
  facts.format = text_of(schema, "format");
  if (facts.doc.empty()) facts.doc = text_of(*found, "doc");
  if (depth >= 3 || !schema.contains("properties")) return;
  for (const auto& [name, value] : schema["properties"].items()) add_attribute(path + "." + name, root, attributes, depth + 1);
}

std::map<std::string, AttributeFacts> attributes_of(const json& schema, const json* resource) {
  std::map<std::string, AttributeFacts> attributes;
  for (const std::string& pointer : texts_of(schema, "readOnlyProperties")) {
    const std::string path = dotted(pointer, true);
    if (path.find('*') == std::string::npos) add_attribute(path, schema, attributes, 0);
  }
  if (resource == nullptr) return attributes;
  for (const auto& [name, known] : resource->at("attributes").items()) {
    AttributeFacts& facts = attributes[name];
    if (const std::string doc = tidy(text_of(known, "documentation")); !doc.empty()) facts.doc = doc;
    if (facts.types == 0) facts.types = bits_of(known.at("type"));
    if (const json* found = facts.format.empty() ? at_path(schema, name) : nullptr) facts.format = text_of(followed(*found, schema), "format");
  }
  return attributes;
}

struct Relation {
  std::string property, type, attribute;
  auto operator<=>(const Relation&) const = default;
};

void relations_below(const json& properties, const std::string& prefix, const Spec& spec, int depth, std::set<Relation>& found) {
  for (const auto& [name, property] : properties.items()) {
    const std::string path = prefix.empty() ? name : prefix + "." + name;
    if (const auto refs = property.find("relationshipRefs"); refs != property.end()) {
      for (const json& ref : *refs) found.insert({path, text_of(ref, "cloudFormationType"), replace_all(text_of(ref, "propertyName"), "/", ".")});
    }
    const json* type = &property.at("type");
    while (type->contains("element")) type = &(*type)["element"];
    const json* definition = text_of(*type, "type") == "ref" ? spec.definition(*type) : nullptr;
    if (definition != nullptr && depth < 4) relations_below(definition->at("properties"), path, spec, depth + 1, found);
  }
}

std::vector<std::string> dotted_all(const json& schema, const char* key) {
  std::vector<std::string> result;
  for (const std::string& pointer : texts_of(schema, key)) result.push_back(dotted(pointer));
  return result;
}

std::string page_of(const std::string& type) {
  const std::size_t first = type.find("::"), second = first == std::string::npos ? first : type.find("::", first + 2);
  if (second == std::string::npos) return {};
  const std::string service = lower_case(type.substr(first + 2, second - first - 2)), name = lower_case(type.substr(second + 2));
  if (service == "serverless") return "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-" + name + ".html";
  return "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-" + service + "-" + name + ".html";
}

std::string end_of_life(const json& schema) {
  const json life = schema.value("lifecycle", json::object());
  const std::string status = text_of(life, "status"), date = text_of(life, "date");
  if (status == "shutdown") return "AWS shut this service down on " + date;
  if (status == "sunset") return "AWS has announced the end of this service (" + date + ")";
  if (status == "maintenance") return "AWS no longer develops this or opens it to new customers (since " + date + ")";
  return {};
}

// Outputs of a nested stack and replies of custom code: no list can say what they are.
const std::set<std::string> kAnyAttribute = {"AWS::CloudFormation::Stack", "AWS::CloudFormation::CustomResource", "AWS::Serverless::Application",
                                             "AWS::ServiceCatalog::CloudFormationProvisionedProduct"};

std::uint32_t attribute_records(const std::map<std::string, AttributeFacts>& attributes, Writer& writer) {
  Words words;
  for (const auto& [name, facts] : attributes) {
    words.insert(words.end(), {writer.string(name), writer.string(facts.doc), facts.types, writer.string(facts.format)});
  }
  return writer.list(words);
}

std::vector<std::string> identifier_of(const json& schema, const json* resource) {
  if (resource != nullptr && resource->contains("cfnRefIdentifier")) return texts_of(*resource, "cfnRefIdentifier");
  std::vector<std::string> names = dotted_all(schema, "primaryIdentifier");
  if (names.empty() && resource != nullptr) names = texts_of(*resource, "primaryIdentifier");
  return names;
}

bool is_serverless(const std::string& name) { return name.compare(0, 17, "AWS::Serverless::") == 0; }

Words type_row(const std::string& name, const json& schema, const TypeSources& sources, const std::map<std::string, json>& all, Shapes& shapes,
               Writer& writer) {
  const json* resource = sources.spec->resource(name);
  // What Ref and GetAtt give is the affair of the type that stands in the transformed template.
  const auto later = sources.becomes.find(name);
  const std::string& real_name = later != sources.becomes.end() && all.count(later->second) != 0 ? later->second : name;
  const json& real = all.at(real_name);
  const json* real_resource = sources.spec->resource(real_name);
  const std::map<std::string, AttributeFacts> attributes = attributes_of(real, real_resource);
  const std::vector<std::string> identifier = identifier_of(real, real_resource);

  std::string ref_doc, ref_format;
  for (const std::string& part : identifier) ref_doc += (ref_doc.empty() ? "`" : " | `") + part + "`";
  if (identifier.size() == 1) {
    ref_format = real_name + "." + identifier.front();
    if (const json* found = at_path(real, identifier.front())) {
      if (const std::string format = text_of(followed(*found, real), "format"); !format.empty()) ref_format = format;
    }
  }
  const std::string tag_property = dotted(text_of(schema.value("tagging", json::object()), "tagProperty"));
  const json* tag_information = resource != nullptr && resource->contains("tagInformation") ? &resource->at("tagInformation") : nullptr;
  const std::string tags = !tag_property.empty() ? tag_property : tag_information != nullptr ? text_of(*tag_information, "tagPropertyName") : std::string();

  std::set<Relation> relations;
  if (resource != nullptr) relations_below(resource->at("properties"), "", *sources.spec, 0, relations);
  Words triples;
  for (const Relation& relation : relations) {
    const auto target = all.find(relation.type);
    if (target == all.end()) continue;
    const json* target_resource = sources.spec->resource(relation.type);
    const bool is_attribute = attributes_of(target->second, target_resource).count(relation.attribute) != 0;
    const bool is_ref = identifier_of(target->second, target_resource) == std::vector<std::string>{relation.attribute};
    if (is_attribute) triples.insert(triples.end(), {writer.string(relation.property), writer.string(relation.type), writer.string(relation.attribute)});
    if (is_ref) triples.insert(triples.end(), {writer.string(relation.property), writer.string(relation.type), 0});
  }

  std::uint32_t flags = 0;
  if (kAnyAttribute.count(name) != 0) flags |= pack::type_any_attribute;
  if (sources.stateful.count(name) != 0 || (resource != nullptr && flag_of(*resource, "isStateful"))) flags |= pack::type_stateful;
  if (!tags.empty()) flags |= pack::type_taggable;
  if (is_serverless(name)) flags |= pack::type_serverless;

  const auto absent = sources.absent.find(name);
  const std::vector<std::string> regions =
      absent == sources.absent.end() ? std::vector<std::string>() : std::vector<std::string>(absent->second.begin(), absent->second.end());
  std::string doc = text_of(schema, "doc");
  if (doc.empty() && resource != nullptr) doc = tidy(text_of(*resource, "documentation"));
  return {writer.string(name),
          writer.string(doc),
          writer.string(page_of(name)),
          shapes.root(name),
          attribute_records(attributes, writer),
          flags,
          writer.string(ref_doc),
          writer.string(ref_format),
          writer.strings(dotted_all(schema, "primaryIdentifier")),
          writer.strings(dotted_all(schema, "createOnlyProperties")),
          writer.string(tags),
          writer.strings(regions),
          writer.string(end_of_life(schema)),
          writer.list(triples)};
}

}  // namespace

std::map<std::string, json> annotated_types(const TypeSources& sources) {
  std::map<std::string, json> result;
  const auto annotated = [&](const std::string& name, const json& schema, const json* resource) {
    Marks marks = marks_of(schema, resource);
    if (const auto found = sources.embedded.find(name); found != sources.embedded.end()) {
      for (const std::vector<std::string>& row : found->second) mark(marks, row.at(0)).embeds.assign(row.begin() + 1, row.end());
    }
    return annotate(schema, resource, marks, *sources.spec);
  };
  for (const auto& [name, resource] : sources.spec->resources()) {
    const auto found = sources.registry.find(name);
    if (found != sources.registry.end()) continue;
    json definitions = json::object();
    json schema = sources.spec->object_schema(resource->at("properties"), definitions);
    schema["definitions"] = definitions;
    result[name] = annotated(name, schema, resource);
  }
  for (const auto& [name, schema] : sources.registry) {
    // The specification's serverless types are an old subset without documentation.
    result[name] = annotated(name, schema, is_serverless(name) ? nullptr : sources.spec->resource(name));
  }
  for (const auto& [name, schemas] : sources.extensions) {
    const auto found = result.find(name);
    if (found == result.end()) continue;
    json& all_of = found->second["allOf"];
    if (!all_of.is_array()) all_of = json::array();
    for (const json& schema : schemas) all_of.push_back(schema);
  }
  return result;
}

void write_types(const TypeSources& sources, const std::map<std::string, json>& annotated, Shapes& shapes, Writer& writer) {
  std::vector<Words> rows;
  for (const auto& [name, schema] : annotated) rows.push_back(type_row(name, schema, sources, annotated, shapes, writer));
  writer.table(table_types, rows);
}

}  // namespace cribsheet::compiler
