// Free-text search: BM25 over blocks, words of the headings above counting with less weight, one typo a word forgiven.
#include <algorithm>
#include <cmath>
#include <optional>

#include "notes/index_data.h"
#include "notes/passages.h"

namespace cribsheet::notes {
namespace {

constexpr std::size_t kMaxWords = 12;      // of a question
constexpr std::size_t kMaxBlocks = 20000;  // weighed for one question
constexpr double kFromAbove = 0.45;        // weight of a word that only a heading above holds

std::size_t block_count(std::span<const Placed> shelves, std::uint32_t word) {
  std::size_t n = 0;
  for (const Placed& placed : shelves) n += placed.shelf->count(word);
  return n;
}

// A known word one letter away; the word itself where there is none.
std::uint32_t mended(std::span<const Placed> shelves, const std::string& word) {
  std::uint32_t best = stem_hash(word);
  std::size_t most = 0;
  each_slip(word, [&](std::uint32_t hash) {
    if (const std::size_t n = block_count(shelves, hash); n > most) {
      most = n;
      best = hash;
    }
  });
  return best;
}

struct Asked {
  std::uint32_t word = 0;
  double rarity = 0;
};

std::vector<Asked> asked_for(std::span<const Placed> shelves, std::string_view text) {
  std::vector<Asked> out;
  double blocks = 1;
  for (const Placed& placed : shelves) blocks += static_cast<double>(placed.shelf->block_count());
  const Words words = words_of(text);
  for (const Word& word : words.whole) {
    if (out.size() >= kMaxWords) break;
    std::uint32_t hash = word.hash;
    std::size_t n = block_count(shelves, hash);
    if (n == 0 && word.end - word.begin >= 5) {
      std::string low(text.substr(word.begin, word.end - word.begin));
      for (char& c : low)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
      hash = mended(shelves, low);
      n = block_count(shelves, hash);
    }
    if (n > 0) out.push_back({hash, std::log(1 + blocks / static_cast<double>(n))});
  }
  return out;
}

// The blocks of one shelf that hold each word.
using Held = std::vector<std::vector<Shelf::Number>>;

double score_of(const Shelf::Place& place, Shelf::Number number, const Segment& segment, const std::vector<Asked>& asked, const Held& held) {
  const double length = static_cast<double>(segment.blocks.all[place.block].text.size()) / 60.0;
  const Shelf::Number first = number - static_cast<Shelf::Number>(place.block);
  double score = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const auto holds = [&](std::size_t block) { return std::binary_search(held[i].begin(), held[i].end(), first + static_cast<Shelf::Number>(block)); };
    double weight = 0;
    if (holds(place.block)) weight = 2.2 / (1 + 1.2 * (0.25 + 0.75 * std::min(length, 6.0)));
    else {
      for (std::int32_t up = segment.blocks.all[place.block].parent; up >= 0; up = segment.blocks.all[static_cast<std::size_t>(up)].parent) {
        if (!holds(static_cast<std::size_t>(up))) continue;
        weight = kFromAbove;
        break;
      }
    }
    score += weight * asked[i].rarity;
  }
  return score;
}

// A line of a check block stands for the bullet that holds the block; where there is none it is no answer.
std::optional<std::size_t> shown_for(const Segment& segment, std::size_t block) {
  const Block& found = segment.blocks.all[block];
  const Block* fence = found.kind == BlockKind::fence ? &found : nullptr;
  if (found.kind == BlockKind::code && found.parent >= 0) fence = &segment.blocks.all[static_cast<std::size_t>(found.parent)];
  if (!fence || fence->kind != BlockKind::fence || fence_language(segment.file.text, *fence) != "check") return block;
  return fence->parent >= 0 ? std::optional(static_cast<std::size_t>(fence->parent)) : std::nullopt;
}

void search_shelf(const Placed& placed, const std::vector<Asked>& asked, std::vector<Hit>& hits) {
  Held held(asked.size());
  std::vector<Shelf::Number> all;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    placed.shelf->holding(asked[i].word, held[i]);
    all.insert(all.end(), held[i].begin(), held[i].end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  for (const Shelf::Number number : all) {
    const Shelf::Place place = placed.shelf->place(number);
    if (!placed.stands(place.segment)) continue;
    const Segment& segment = *placed.shelf->segments()[place.segment];
    if (const auto shown = shown_for(segment, place.block)) hits.push_back({&segment, *shown, score_of(place, number, segment, asked, held), true});
  }
}

}  // namespace

std::vector<Passage> Index::search(std::string_view words, std::size_t limit) const {
  const std::vector<Asked> asked = asked_for(data_->shelves, words);
  if (asked.empty()) return {};
  std::vector<Hit> hits;
  for (const Placed& placed : data_->shelves) {
    search_shelf(placed, asked, hits);
    if (hits.size() > kMaxBlocks) break;
  }
  sort_hits(hits);
  double best = 0;
  for (const Asked& each : asked) best += 2.2 * each.rarity;
  for (Hit& hit : hits) hit.score = kSilence + hit.score / best;  // passages_for drops what is below kSilence
  return passages_for(hits, limit);
}

}  // namespace cribsheet::notes
