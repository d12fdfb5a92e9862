// Files that move: the places that name them follow.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "features/snapshot.h"
#include "text/edit.h"

namespace cribsheet::features {

struct Move {
  std::string from, to;  // paths
};
struct Following {
  std::shared_ptr<const model::Document> document;
  std::vector<TextEdit> edits;
};
// Values that name a moved file by a path relative to their own document, in open documents and the workspace's files; also the
// moved document's own relative paths, which must lead to where they led.
std::vector<Following> follow(const Snapshot& snapshot, const std::vector<Move>& moves);

}  // namespace cribsheet::features
