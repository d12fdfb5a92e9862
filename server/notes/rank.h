// Which blocks are about an entity, and the passages to show for it.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "notes/names.h"
#include "notes/query.h"
#include "notes/segment.h"

namespace cribsheet::notes {

struct Hit {
  const Segment* segment = nullptr;
  std::size_t block = 0;
  double score = 0;
  bool opens = false;     // the block opens with the entity's name: it is a statement about it, and stands for itself
};

// Every block that is about the entity, best first; nothing under the bar of silence.
std::vector<Hit> hits_for(const Query& query, std::span<const std::shared_ptr<const Segment>> segments, const Names& names);
// How much one block is about the entity; nothing where it is not at all. Below kSilence it says nothing.
std::optional<Hit> weigh_block(const Query& query, const Segment& segment, std::size_t block, const Names& names);
// Passages around the hits, best first, without overlaps.
std::vector<Passage> passages_for(std::span<const Hit> hits, std::size_t limit);

constexpr std::uint32_t kMaxPassageLines = 12;
constexpr double kSilence = 0.50;  // a lower score says nothing

}  // namespace cribsheet::notes
