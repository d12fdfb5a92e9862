// Entities that a note names, and where: what hover, colours, lenses and jumps in notes stand on.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "notes/notes.h"
#include "notes/segment.h"
#include "text/range.h"

namespace cribsheet::notes {

struct Mention {
  std::string entity;
  Range range;         // in the note
  double score = 0;    // as a lookup's
  bool opens = false;  // the bullet is about it
};
// Those of one block, in order, without overlaps.
std::vector<Mention> mentions_in(const Segment& segment, std::size_t block, const Reading& reading);
// The block whose own text holds the offset; -1: none.
std::int32_t block_at(const Segment& segment, Offset offset);

// Names, units and catalogue of a pack, made once and kept for the next who asks for the same pack.
const Reading& reading_of(const pack::Pack& pack);
// That of the index, which knows the person's own names; where there is none, the pack's.
const Reading& reading_of(const Index* index, const pack::Pack& pack);

}  // namespace cribsheet::notes
