// Documents of another kind inside a document: IAM policies, state machines, buildspecs, ... as objects or as text.
#pragma once
#include <vector>

#include "kinds/kind.h"
#include "kinds/shape/place.h"

namespace cribsheet::kinds::shape {

// All parts below `root` by the shapes that say `embeds`, in its order. What stands inside a part is not looked into.
std::vector<Part> parts(const Start& start, syntax::Node root, const pack::Pack& pack);

}  // namespace cribsheet::kinds::shape
