// Resource types: the shape from AWS's registry schema, the words from the service specification, facts from tables.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/shapes.h"
#include "compiler/sources.h"
#include "compiler/spec.h"
#include "compiler/writer.h"

namespace cribsheet::compiler {

struct TypeSources {
  const Spec* spec = nullptr;
  std::map<std::string, json> registry;                 // type -> schema
  std::map<std::string, std::vector<json>> extensions;  // type -> further schemas, all of which apply
  std::map<std::string, std::set<std::string>> absent;  // type -> regions that lack it
  std::set<std::string> stateful;
  std::map<std::string, std::string> becomes;                             // serverless type -> the type that has its name after the transform
  std::map<std::string, std::vector<std::vector<std::string>>> embedded;  // type -> (path, kind, policy type, service)
};

// Schemas with everything written on them; they must outlive the Shapes they were declared to.
std::map<std::string, json> annotated_types(const TypeSources& sources);
// Writes the table of types; the schemas have been declared to `shapes`.
void write_types(const TypeSources& sources, const std::map<std::string, json>& annotated, Shapes& shapes, Writer& writer);

}  // namespace cribsheet::compiler
