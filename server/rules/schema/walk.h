// Rules that come from shapes: structure, types, values, combinations.
#pragma once
#include "rules/rule.h"

namespace cribsheet::rules {

void check_shape(const Input& input, Report& report);
void check_resource_types(const Input& input, Report& report);

}  // namespace cribsheet::rules
