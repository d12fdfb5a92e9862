// Documents beside the one that is asked about.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "features/snapshot.h"

namespace cribsheet::features {

// The path of a file that a document names by where it stands beside it.
std::string beside(const model::Document& document, std::string_view file);
// An open document before the one on disk; null: not in the workspace.
std::shared_ptr<const model::Document> document_at(const Snapshot& snapshot, const std::string& path);

}  // namespace cribsheet::features
