// @aws-cdk/aws-service-spec: what each resource type is called, documented and related to.
#pragma once
#include <map>
#include <string>

#include "compiler/sources.h"

namespace cribsheet::compiler {

class Spec {
 public:
  explicit Spec(json database);  // db.json
  // By resource type; its "properties", "attributes", "documentation", ... as the package has them.
  const std::map<std::string, const json*>& resources() const { return resources_; }
  const json* resource(const std::string& type) const {
    const auto found = resources_.find(type);
    return found == resources_.end() ? nullptr : found->second;
  }
  // The type definition that a property type of {"type": "ref"} leads to; null: none.
  const json* definition(const json& type) const;
  // The type definition of this name that a resource uses, directly or through others; null: none.
  const json* definition_named(const json& resource, const std::string& name) const;
  // JSON Schema of a property's type, for what AWS's schemas lack. Definitions it refers to are added to `definitions`.
  json schema_of(const json& type, json& definitions) const;
  json object_schema(const json& properties, json& definitions) const;

 private:
  json database_;
  std::map<std::string, const json*> resources_;
  std::map<std::string, const json*> definitions_;                     // by $id
  std::map<std::string, std::map<std::string, const json*>> used_by_;  // resource $id -> name -> definition
};

// The package's Markdown, mended where its making left spaces before full stops and pieces of HTML.
std::string tidy(const std::string& documentation);

}  // namespace cribsheet::compiler
