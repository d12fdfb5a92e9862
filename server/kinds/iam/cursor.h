// Hover and completion in a policy, for the kind's hooks.
#pragma once
#include <optional>
#include <vector>

#include "kinds/kind.h"

namespace cribsheet::iam {

std::optional<kinds::Explanation> hover_at(const kinds::Cursor& cursor);
// True where the list is all there is to offer.
bool complete_at(const kinds::Cursor& cursor, std::vector<kinds::Completion>& list);

}  // namespace cribsheet::iam
