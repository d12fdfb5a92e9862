// The blocks of all notes that are about an entity.
#pragma once
#include <memory>
#include <span>
#include <vector>

#include "notes/judge.h"
#include "notes/names.h"
#include "notes/query.h"
#include "notes/shelf.h"

namespace cribsheet::notes {

// A shelf as one index sees it: without the files that were changed or removed since it was made.
struct Placed {
  std::shared_ptr<const Shelf> shelf;
  std::shared_ptr<const std::vector<bool>> gone;  // by segment; null: all stand
  bool stands(std::size_t segment) const { return !gone || !(*gone)[segment]; }
};

// The numbers of a shelf's blocks that hold all the words, ascending, replacing what was there.
void blocks_holding(Phrase words, const Shelf& shelf, std::vector<Shelf::Number>& into);

// Blocks that are about the entity, best first; nothing under the bar of silence.
std::vector<Hit> hits_for(const Query& query, std::span<const Placed> shelves, const Names& names);

// Best first; of equals the first path, the first block.
void sort_hits(std::vector<Hit>& hits);

}  // namespace cribsheet::notes
