// Completion of what a nested stack's template names: its parameters as keys, its outputs behind `Stack.`
#pragma once
#include <string>
#include <vector>

#include "features/probe.h"
#include "features/snapshot.h"
#include "kinds/kind.h"

namespace cribsheet::features {

void add_nested_names(const Snapshot& snapshot, const kinds::Cursor& cursor, const Probe& probe, std::vector<kinds::Completion>& list);

}  // namespace cribsheet::features
