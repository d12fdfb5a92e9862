// Completion of paths to files beside a document.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "features/snapshot.h"
#include "kinds/kind.h"

namespace cribsheet::features {

// What lies in the folder that `typed` leads to, relative to the document's own; only inside the workspace. Nothing for a path that
// is no relative one. Reads one folder, at most 500 of its entries.
std::vector<kinds::Completion> complete_paths(const Snapshot& snapshot, const std::string& document_path, std::string_view typed);

}  // namespace cribsheet::features
