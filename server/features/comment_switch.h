// Completion and hover in the comments that switch rules off: `# cribsheet: ignore out-of-range`.
#pragma once
#include <optional>
#include <vector>

#include "features/hover.h"
#include "features/snapshot.h"
#include "kinds/kind.h"

namespace cribsheet::features {

// What may be typed at an offset inside a comment; nothing: it is inside none. In a comment of another sort the list is empty.
std::optional<std::vector<kinds::Completion>> complete_comment(const Snapshot& snapshot, const model::Document& document, Offset offset);
// The rule, or the rules with a code of another tool, that a comment names at an offset.
std::optional<Hover> hover_comment(const Snapshot& snapshot, const model::Document& document, Offset offset);

}  // namespace cribsheet::features
