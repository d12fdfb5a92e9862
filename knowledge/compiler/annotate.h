// Writes documentation, defaults and update behaviour onto a registry schema.
#pragma once
#include "compiler/sources.h"
#include "compiler/spec.h"

namespace cribsheet::compiler {

// Paths of properties that a registry schema singles out ("/properties/A/*/B"), as a tree by step; "*" steps are left
// out, as items of lists have no step of their own.
struct Marks {
  bool read_only = false, write_only = false, create_only = false, some_update = false, deprecated = false;
  std::vector<std::string> embeds;  // of tables/embedded-documents.tsv: kind, policy type, service
  std::map<std::string, Marks> below;
  std::string text() const;  // canonical, to tell variants of one definition apart
};
Marks marks_of(const json& schema, const json* resource);
// Marks one path, written "A.B".
Marks& mark(Marks& root, const std::string& path);

// The schema with keywords of our own on every property that is known; a definition that is marked differently in two
// places comes out as two.
json annotate(const json& schema, const json* resource, const Marks& marks, const Spec& spec);

// "/properties/A/*/B" -> "A.B"; with `stars`, "A.*.B".
std::string dotted(const std::string& pointer, bool stars = false);

}  // namespace cribsheet::compiler
