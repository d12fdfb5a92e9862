// What can be done to a note on request: a list of its headings, its link definitions in order.
#pragma once
#include <vector>

#include "features/actions.h"

namespace cribsheet::features {

// A list of contents is offered at the top of the note (and kept between two comments, so that it can be brought up to date
// from inside it); sorting at a link definition.
std::vector<Action> note_actions(const model::Document& document, Range range);

}  // namespace cribsheet::features
