// Names that hold inside one construct of a document alone: a variable of Fn::Sub's map, a mapping's keys, a substitution of a state
// machine. One goes to them, sees their uses and renames them; they are no part of the outline, the search, the graph or the lenses.
#pragma once
#include <string>
#include <string_view>

namespace cribsheet::kinds {

constexpr std::string_view kLocalSpace = "local:";

// The space of one construct: `what` and whose.
inline std::string local_space(std::string_view what, std::string_view whose) {
  return std::string(kLocalSpace) + std::string(what) + ":" + std::string(whose);
}
inline bool is_local(std::string_view space) { return space.starts_with(kLocalSpace); }

}  // namespace cribsheet::kinds
