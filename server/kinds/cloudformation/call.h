// The function call that a spot stands in.
#pragma once
#include <optional>

#include "model/intrinsic.h"

namespace cribsheet::kinds::cloudformation {

struct Call {
  model::Intrinsic function;
  int position = -1;      // which item of the argument's list the spot is in; -1: the argument is no list
  syntax::Node argument;  // the item, or the whole argument
};
// The innermost call whose argument holds the node (the node may be the argument itself); nothing where it is in none.
std::optional<Call> call_around(syntax::Node node);
// The next one further out.
std::optional<Call> call_around(const Call& call);

}  // namespace cribsheet::kinds::cloudformation
