// Free-text search: BM25 over blocks, words of the headings above counting with less weight, one typo a word forgiven.
#include <algorithm>
#include <cmath>
#include <map>

#include "notes/index_data.h"
#include "notes/rank.h"

namespace cribsheet::notes {
namespace {

constexpr std::size_t kMaxWords = 12;       // of a question
constexpr std::size_t kMaxBlocks = 20000;   // weighed for one question
constexpr double kFromAbove = 0.45;         // weight of a word that only a heading above holds

std::size_t block_count(const std::vector<std::shared_ptr<const Segment>>& segments, std::uint32_t word) {
  std::size_t n = 0;
  for (const auto& segment : segments) {
    const auto found = segment->holding(word);
    n += static_cast<std::size_t>(found.second - found.first);
  }
  return n;
}

// A known word one letter away; the word itself where there is none.
std::uint32_t mended(const std::vector<std::shared_ptr<const Segment>>& segments, const std::string& word) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::uint32_t best = stem_hash(word);
  std::size_t most = 0;
  const auto attempt = [&](const std::string& variant) {
    const std::uint32_t hash = stem_hash(variant);
    if (const std::size_t n = block_count(segments, hash); n > most) {
      most = n;
      best = hash;
    }
  };
  for (std::size_t i = 0; i < word.size(); ++i) {
    attempt(word.substr(0, i) + word.substr(i + 1));
    if (i + 1 < word.size()) attempt(word.substr(0, i) + word[i + 1] + word[i] + word.substr(i + 2));
    for (const char c : letters) {
      attempt(word.substr(0, i) + c + word.substr(i + 1));
      attempt(word.substr(0, i) + c + word.substr(i));
    }
  }
  return best;
}

struct Asked {
  std::uint32_t word = 0;
  double rarity = 0;
};

std::vector<Asked> asked_for(const std::vector<std::shared_ptr<const Segment>>& segments, std::string_view text) {
  std::vector<Asked> out;
  double blocks = 1;
  for (const auto& segment : segments) blocks += static_cast<double>(segment->blocks.all.size());
  const Words words = words_of(text);
  for (const Word& word : words.whole) {
    if (out.size() >= kMaxWords) break;
    std::uint32_t hash = word.hash;
    std::size_t n = block_count(segments, hash);
    if (n == 0 && word.end - word.begin >= 5 && segments.size() <= 500) {
      std::string low(text.substr(word.begin, word.end - word.begin));
      for (char& c : low) if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
      hash = mended(segments, low);
      n = block_count(segments, hash);
    }
    if (n > 0) out.push_back({hash, std::log(1 + blocks / static_cast<double>(n))});
  }
  return out;
}

bool holds(const Segment& segment, std::size_t block, std::uint32_t word) {
  return std::binary_search(segment.postings.begin(), segment.postings.end(), Posting{word, static_cast<std::uint32_t>(block)});
}

double score_of(const Segment& segment, std::size_t block, const std::vector<Asked>& asked) {
  const double length = static_cast<double>(segment.blocks.all[block].text.size()) / 60.0;
  double score = 0;
  for (const Asked& each : asked) {
    double weight = 0;
    if (holds(segment, block, each.word)) weight = 2.2 / (1 + 1.2 * (0.25 + 0.75 * std::min(length, 6.0)));
    else {
      for (std::int32_t up = segment.blocks.all[block].parent; up >= 0; up = segment.blocks.all[static_cast<std::size_t>(up)].parent) {
        if (!holds(segment, static_cast<std::size_t>(up), each.word)) continue;
        weight = kFromAbove;
        break;
      }
    }
    score += weight * each.rarity;
  }
  return score;
}

}  // namespace

std::vector<Passage> Index::search(std::string_view words, std::size_t limit) const {
  const std::vector<Asked> asked = asked_for(data_->segments, words);
  if (asked.empty()) return {};
  std::vector<Hit> hits;
  for (const auto& segment : data_->segments) {
    std::vector<std::uint32_t> blocks;
    for (const Asked& each : asked) {
      const auto found = segment->holding(each.word);
      for (const Posting* p = found.first; p != found.second; ++p) blocks.push_back(p->block);
    }
    std::sort(blocks.begin(), blocks.end());
    blocks.erase(std::unique(blocks.begin(), blocks.end()), blocks.end());
    for (const std::uint32_t block : blocks) hits.push_back({segment.get(), block, score_of(*segment, block, asked), true});
    if (hits.size() > kMaxBlocks) break;
  }
  std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.score > b.score; });
  double best = 0;
  for (const Asked& each : asked) best += 2.2 * each.rarity;
  for (Hit& hit : hits) hit.score = kSilence + hit.score / best;  // passages_for drops what is below kSilence
  return passages_for(hits, limit);
}

}  // namespace cribsheet::notes
