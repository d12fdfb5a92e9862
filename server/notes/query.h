// What to look for in notes that are about one entity.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "notes/names.h"

namespace cribsheet::notes {

enum class EntityKind : std::uint8_t {
  service,
  type,
  property,
  attribute,
  function,
  pseudo,
  parameter_type,
  sam_policy,
  action,
  condition_key,
  element,
  section,
  key,
  variable,
  file,
};

struct Entity {
  EntityKind kind = EntityKind::service;
  std::string prefix;             // "cloudformation", "buildspec", "kms", ...; types: empty
  std::string name;               // type, function, action, file, ...; without prefix
  std::vector<std::string> path;  // properties, keys
  std::string value;
  std::string attribute;
};
Entity read_entity(std::string_view text);

struct Term {
  Phrase words;  // empty where literal
  std::string literal;
  double weight = 1;
  bool alone = false;      // counts outside the entity's topic
  bool curated = false;    // from the table
  Scopes names;            // scopes that the words name: inside their topic they say nothing
  std::string text = {};   // the words as written
  std::uint64_t bits = 0;  // of its words; of a literal's first
  void set_bits();         // after the words changed
  bool may_stand_in(const Words& in) const { return (bits & ~in.bits) == 0; }
  std::size_t length() const { return literal.empty() ? words.size() : 1; }
};

struct Query {
  Entity entity;
  std::vector<Term> terms;    // what the entity itself is called
  std::vector<Term> context;  // what stands around it: the property that holds it, its type, the section
  Scopes own;                 // topics it belongs to
  Scopes wider;
  Scopes templates;  // topics on how templates are written: what they say is wanted there before what else is known
};
Query query_for(std::string_view entity, const Names& names);

}  // namespace cribsheet::notes
