// Completion at a cursor, also in half-typed text.
#pragma once
#include <vector>

#include "features/snapshot.h"
#include "kinds/kind.h"

namespace cribsheet::features {

struct CompletionList {
  std::vector<kinds::Completion> items;  // best first
  bool incomplete = false;
};
CompletionList complete(const Snapshot& snapshot, const model::Document& document, Offset offset);

}  // namespace cribsheet::features
