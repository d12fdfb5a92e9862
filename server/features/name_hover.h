// Hover on names whose definition stands elsewhere: in another file, or beside the text that uses them.
#pragma once
#include <optional>

#include "features/hover.h"

namespace cribsheet::features {

// The parameter or output of a nested stack, the export that is imported, a variable of Fn::Sub, a substitution of a state machine, a
// variable that a command sets; nothing where the cursor stands on none of them.
std::optional<Hover> name_hover(const Snapshot& snapshot, const model::Document& document, Offset offset);

}  // namespace cribsheet::features
