// What is shown for a hit: the bullet, with its answer or its table's head, at most twelve lines.
#pragma once
#include <span>
#include <vector>

#include "notes/judge.h"
#include "notes/notes.h"

namespace cribsheet::notes {

// Passages around the hits (best first), without overlaps; none for hits under kSilence.
std::vector<Passage> passages_for(std::span<const Hit> hits, std::size_t limit);

constexpr std::uint32_t kMaxPassageLines = 12;

}  // namespace cribsheet::notes
