// The local names of templates; see kinds/local_names.h.
#pragma once
#include <set>
#include <string>

#include "kinds/cloudformation/template.h"
#include "kinds/kind.h"

namespace cribsheet::kinds::cloudformation {

// `${Name}` in Fn::Sub's text, where the map beside it gives the name.
void add_sub_variables(syntax::Node text, syntax::Node map, Symbols& symbols);

// The keys of mappings, and the look-ups that write them out.
class MapKeys {
 public:
  void look_up(syntax::Node argument, Symbols& symbols);  // of Fn::FindInMap
  // After all look-ups. Keys that are also found by a value nobody can know yet are no names to rename: their kind is `key`.
  void add_definitions(const Template& outline, Symbols& symbols) const;

 private:
  std::set<std::string, std::less<>> computed_first_, computed_second_;  // mappings
  bool any_map_ = false;                                                 // a look-up computes the mapping's name
};

// `${Name}` in a state machine's definition, where DefinitionSubstitutions gives the name.
void add_substitutions(const Template& outline, Symbols& symbols);
// Offers them behind `${` there; false: the cursor stands elsewhere.
bool complete_substitution(const Cursor& cursor, std::vector<Completion>& list);

}  // namespace cribsheet::kinds::cloudformation
