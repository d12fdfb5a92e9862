// The key path from a document's root to a node.
#pragma once
#include <string>
#include <vector>

#include "syntax/tree.h"

namespace cribsheet::model {

struct Step {
  std::string_view key;     // empty for a list item
  std::int32_t index = -1;  // list position; -1 for a key
};
// Root first. A key node has the path of its own entry.
std::vector<Step> path_of(syntax::Node node);

}  // namespace cribsheet::model
