// Documents of another kind inside a document: IAM policies, state machines, buildspecs, ... as objects or as text.
#pragma once
#include <functional>
#include <vector>

#include "kinds/kind.h"
#include "kinds/shape/place.h"

namespace cribsheet::kinds::shape {

// All parts below `root` by the shapes that say `embeds`, in its order. What stands inside a part is not looked into.
// `skip`, where given, is asked for the entries two levels below the root (the resources of a template), with how many parts stand
// before it.
using Skip = std::function<bool(syntax::Node entry, std::size_t before)>;
std::vector<Part> parts(const Start& start, syntax::Node root, const pack::Pack& pack, const Skip& skip = {});

}  // namespace cribsheet::kinds::shape
