// Rules on the documents inside a document, their findings brought back to the file.
#pragma once
#include "rules/rule.h"

namespace cribsheet::rules {

void run_embedded(const Input& input, Report& report, void (*run)(const Input&, Report&));

}  // namespace cribsheet::rules
