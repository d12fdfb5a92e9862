// Where a node stands in its document's shape: the walk behind hover, completion and every rule that asks "what is this?".
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kinds/kind.h"
#include "model/document.h"
#include "pack/pack.h"
#include "syntax/tree.h"

namespace cribsheet::kinds::shape {

struct Start {
  syntax::Node root;   // where the walk begins: the document's root value
  pack::Shape shape;   // of that
  std::string entity;  // "buildspec:", "cloudformation:", or empty
  bool intrinsics = false;
  std::string_view kind;  // id of the kind the shape belongs to
};

// The place of `node`: for a value, the place of that value; for a key, the place of the value it names. Inside a function
// (but not in the branches of Fn::If, which stand where the If stands) the place has no shapes and `function` set.
Place place_at(const Start& start, syntax::Node node, const pack::Pack& pack);

// Every shape that applies to a value of this shape at `node` (may be missing): itself, all_of, the alternatives that are not
// excluded by what is written, and what `if` adds. Best first.
std::vector<pack::Shape> applying(pack::Shape shape, syntax::Node node, const pack::Pack& pack);

// A property by name in any applying shape: declared, by pattern, or `additional`. `declared` says which.
struct Found {
  pack::Shape owner;
  std::optional<pack::Property> property;
  pack::Shape shape;  // of the value
  bool declared = false;
  explicit operator bool() const { return static_cast<bool>(shape) || property.has_value(); }
};
Found find_property(const std::vector<pack::Shape>& shapes, std::string_view key);

}  // namespace cribsheet::kinds::shape
