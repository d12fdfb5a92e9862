// How much a block of a note is about an entity.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <unordered_map>

#include "notes/catalogue.h"
#include "notes/query.h"
#include "notes/segment.h"
#include "notes/words.h"

namespace cribsheet::notes {

struct Hit {
  const Segment* segment = nullptr;
  std::size_t block = 0;
  double score = 0;
  bool opens = false;  // the block opens with the entity's name: it is a statement about it, and stands for itself
};

constexpr double kSilence = 0.50;          // a lower score says nothing
constexpr std::size_t kLongestLabel = 24;  // bytes of "Lambda" in "Lambda: timeout max 15 min"

// The words of a segment's blocks, read once for all who ask about a block. Not for several threads.
class Glance {
 public:
  explicit Glance(const Segment& segment) : segment_(segment) {}
  const Segment& segment() const { return segment_; }
  // Makes a block the one that is judged: its words stay valid until the next.
  void look_at(std::size_t block);
  const Words& words() const { return words_; }
  const Speech& speech() const { return speech_; }
  // "Lambda: timeout max 15 min": where the colon stands, and the topics that its label names. npos: no label.
  struct Label {
    std::size_t colon = std::string_view::npos;
    Scopes scopes;
  };
  const Label& label(const Names& names);
  // Where the part of the block ends that says what it is about; `from`: behind the words of its role or its label.
  std::size_t head_end(std::size_t from);
  const Words& words_above(std::size_t block);  // of another block; valid until look_at
  // Of the block that is judged.
  Outlook outlook(const Names& names);

 private:
  const Segment& segment_;
  std::size_t block_ = static_cast<std::size_t>(-1);
  Words words_;
  Speech speech_;
  std::optional<Label> label_;
  std::array<std::pair<std::size_t, std::size_t>, 2> heads_;  // from, end; npos: not looked for yet
  std::unordered_map<std::size_t, Words> above_;
};

// How near a block stands to the entity's topic, known without its text: 1: inside it. 0.75: in no topic at all. Below 0.7: in another's,
// where only names that are nobody else's count, and what a label ("Lambda: ...") puts into its topic.
double nearness(const Query& query, Glance& glance, std::size_t block, const Names& names);

// How much one block is about the entity; nothing where it is not at all. Below kSilence it says nothing.
std::optional<Hit> weigh_block(const Query& query, Glance& glance, std::size_t block, const Names& names);

}  // namespace cribsheet::notes
