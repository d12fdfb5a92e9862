// Hover and completion in a policy, for the kind's hooks.
#pragma once
#include <optional>
#include <vector>

#include "kinds/kind.h"

namespace cribsheet::iam {

std::optional<kinds::Explanation> hover_at(const kinds::Cursor& cursor);
// Policy variables at a ${ inside an Fn::Sub, written ${!...} there.
std::vector<kinds::Completion> variables_in_sub(const model::Document& document, Offset offset, const pack::Pack& pack);
// True where the list is all there is to offer.
bool complete_at(const kinds::Cursor& cursor, std::vector<kinds::Completion>& list);

}  // namespace cribsheet::iam
