// Findings on parts of a resource that Globals complete.
#pragma once
#include <vector>

#include "rules/rule.h"

namespace cribsheet::rules::sam {

// A resource of SAM is judged as it is after Globals are merged: what is missing in one and given by the other is not missing. Takes
// such findings away; asks the whole document, so that what is kept of a resource needs not know of it.
void drop_completed(const Input& input, std::vector<Finding>& findings);

}  // namespace cribsheet::rules::sam
