// What the notes say against a template: sure facts and check blocks, held to its resources.
#pragma once
#include "rules/rule.h"

namespace cribsheet::rules {

void check_note_limits(const Input& input, Report& report);

}  // namespace cribsheet::rules
