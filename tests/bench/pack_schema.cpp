// The pack's resource types as one JSON Schema (draft 7), for the general JSON server that ./dev bench measures beside ours.
// usage: pack_schema PACK > cloudformation.schema.json
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "pack/pack.h"

using nlohmann::json;
using namespace cribsheet;

namespace {

class Schema {
 public:
  json reference(pack::Shape shape) {
    if (!shape) return json::object();
    if (seen_.insert(shape.id()).second) todo_.push_back(shape);
    return {{"$ref", "#/definitions/" + std::to_string(shape.id())}};
  }
  json finish() {
    while (!todo_.empty()) {
      const pack::Shape shape = todo_.back();
      todo_.pop_back();
      definitions_[std::to_string(shape.id())] = written(shape);
    }
    return std::move(definitions_);
  }

 private:
  json written(pack::Shape shape) {
    json out = json::object();
    if (!shape.doc().empty()) out["markdownDescription"] = shape.doc();
    for (std::size_t i = 0; i < shape.property_count(); ++i) {
      const pack::Property property = shape.property(i);
      out["properties"][std::string(property.name)] = {{"allOf", {reference(property.shape)}}, {"markdownDescription", property.doc}};
    }
    for (const std::string_view name : shape.required()) out["required"].push_back(name);
    if (shape.closed() && shape.property_count() > 0) out["additionalProperties"] = false;
    if (const pack::Shape items = shape.items()) out["items"] = reference(items);
    for (const auto& value : shape.enum_values()) out["enum"].push_back(json::parse(value.json, nullptr, false));
    if (!shape.pattern().empty()) out["pattern"] = shape.pattern();
    if (shape.minimum()) out["minimum"] = *shape.minimum();
    if (shape.maximum()) out["maximum"] = *shape.maximum();
    if (shape.max_length()) out["maxLength"] = *shape.max_length();
    if (shape.max_items()) out["maxItems"] = *shape.max_items();
    for (const pack::Shape& each : shape.all_of()) out["allOf"].push_back(reference(each));
    for (const pack::Shape& each : shape.any_of()) out["anyOf"].push_back(reference(each));
    // A function may stand wherever a value may.
    return {{"if", {{"type", "object"}, {"minProperties", 1}, {"maxProperties", 1}, {"propertyNames", {{"pattern", "^(Ref|Fn::.*)$"}}}}},
            {"then", true},
            {"else", std::move(out)}};
  }

  std::set<pack::Id> seen_;
  std::vector<pack::Shape> todo_;
  json definitions_ = json::object();
};

}  // namespace

int main(int argc, char** argv) {
  const auto opened = pack::Pack::open(argc > 1 ? argv[1] : "");
  if (!opened) return 2;
  const pack::Pack& pack = **opened;
  Schema schema;
  json types = json::array(), rules = json::array();
  for (std::uint32_t i = 0; i < pack.resource_type_count(); ++i) {
    const pack::ResourceType type = pack.resource_type_at(i);
    types.push_back(type.name());
    rules.push_back({{"if", {{"properties", {{"Type", {{"const", type.name()}}}}}, {"required", {"Type"}}}},
                     {"then", {{"properties", {{"Properties", schema.reference(type.shape())}}}}}});
  }
  json resource{{"type", "object"}, {"properties", {{"Type", {{"enum", std::move(types)}}}}}, {"required", {"Type"}}, {"allOf", std::move(rules)}};
  json root{{"$schema", "http://json-schema.org/draft-07/schema#"},
            {"type", "object"},
            {"properties", {{"Resources", {{"type", "object"}, {"additionalProperties", std::move(resource)}}}}}};
  root["definitions"] = schema.finish();
  std::cout << root.dump() << '\n';
  return 0;
}
