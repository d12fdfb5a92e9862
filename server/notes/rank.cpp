#include "notes/rank.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace cribsheet::notes {
namespace {

constexpr std::size_t kEnoughJudged = 3000;  // blocks, for one question: then good answers are not looked for any further
constexpr std::size_t kMaxJudged = 10000;
constexpr std::size_t kEnoughGood = 100;
constexpr double kGood = 0.75;
constexpr std::size_t kMostShown = 400;  // hits that are put in order; no list of passages is that long

}  // namespace

void blocks_holding(Phrase words, const Shelf& shelf, std::vector<Shelf::Number>& into) {
  std::sort(words.begin(), words.end(), [&](std::uint32_t a, std::uint32_t b) { return shelf.count(a) < shelf.count(b); });
  into.clear();
  if (words.empty() || shelf.count(words.front()) == 0) return;
  shelf.holding(words.front(), into);
  std::vector<Shelf::Number> other, both;
  for (std::size_t i = 1; i < words.size() && !into.empty(); ++i) {
    shelf.holding(words[i], other);
    both.clear();
    std::set_intersection(into.begin(), into.end(), other.begin(), other.end(), std::back_inserter(both));
    into.swap(both);
  }
}

namespace {

std::vector<Shelf::Number> all_candidates(const Query& query, const Shelf& shelf) {
  std::vector<Shelf::Number> all, one;
  for (const Term& term : query.terms) {
    blocks_holding(term.literal.empty() ? term.words : phrase_of(term.literal), shelf, one);
    all.insert(all.end(), one.begin(), one.end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace

void sort_hits(std::vector<Hit>& hits) {
  const auto better = [](const Hit& a, const Hit& b) {
    if (a.score != b.score) return a.score > b.score;
    if (a.segment != b.segment) return a.segment->file.path < b.segment->file.path;
    return a.block < b.block;
  };
  const auto shown = static_cast<std::ptrdiff_t>(std::min(hits.size(), kMostShown));
  std::partial_sort(hits.begin(), hits.begin() + shown, hits.end(), better);
  hits.resize(static_cast<std::size_t>(shown));
}

namespace {

// Where much is to be judged, what is most likely about the entity comes first: topics and bullets with something under them.
struct Candidate {
  const Segment* segment = nullptr;
  std::size_t block = 0;
};

std::vector<Candidate> candidates_of(const Query& query, std::span<const Placed> shelves) {
  std::vector<Candidate> first, then;
  for (const Placed& placed : shelves) {
    for (const Shelf::Number number : all_candidates(query, *placed.shelf)) {
      const Shelf::Place place = placed.shelf->place(number);
      if (!placed.stands(place.segment)) continue;
      const Segment& segment = *placed.shelf->segments()[place.segment];
      const bool holds_more = segment.blocks.all[place.block].kind == BlockKind::heading || segment.blocks.has_children(place.block);
      (holds_more ? first : then).push_back({&segment, place.block});
    }
  }
  if (first.size() + then.size() > kEnoughJudged) {
    first.insert(first.end(), then.begin(), then.end());
    return first;
  }
  // few: file by file, so that each file's words are read once
  first.insert(first.end(), then.begin(), then.end());
  std::stable_sort(first.begin(), first.end(), [](const Candidate& a, const Candidate& b) { return a.segment < b.segment; });
  return first;
}

}  // namespace

namespace {

constexpr std::size_t kShortestMended = 7;  // letters; in shorter words a slip makes another word
constexpr std::size_t kShortestAlone = 10;  // where no other word of the name stands beside it
constexpr std::size_t kMostSlips = 3;       // blocks: what stands more often is a word, not a slip
constexpr std::size_t kMostMended = 400;    // terms

// The names as somebody may have misspelt them, where the notes hold such a word.
std::vector<Term> misspelt(const Query& query, std::span<const Placed> shelves) {
  std::vector<Term> out;
  for (const Term& term : query.terms) {
    if (term.text.empty() || term.weight < 0.9) continue;
    const Words words = words_of(term.text);
    if (words.whole.size() != term.words.size()) continue;
    for (std::size_t i = 0; i < words.whole.size(); ++i) {
      std::string word = term.text.substr(words.whole[i].begin, words.whole[i].end - words.whole[i].begin);
      if (word.size() < (words.whole.size() > 1 ? kShortestMended : kShortestAlone)) continue;
      for (char& c : word)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
      each_slip(word, [&](std::uint32_t stem) {
        if (stem == term.words[i] || out.size() >= kMostMended) return;
        std::size_t count = 0;
        for (const Placed& placed : shelves) count += placed.shelf->count(stem);
        if (count == 0 || count > kMostSlips) return;
        Term slip = term;
        slip.words[i] = stem;
        slip.weight *= 0.9;
        slip.set_bits();
        if (std::none_of(out.begin(), out.end(), [&](const Term& other) { return other.words == slip.words; })) out.push_back(std::move(slip));
      });
    }
  }
  return out;
}

std::vector<Hit> exact_hits(const Query& query, std::span<const Placed> shelves, const Names& names) {
  std::vector<Hit> hits;
  std::optional<Glance> glance;
  std::size_t judged = 0, good = 0;
  for (const Candidate& each : candidates_of(query, shelves)) {
    if (!glance || &glance->segment() != each.segment) glance.emplace(*each.segment);
    if (auto hit = weigh_block(query, *glance, each.block, names); hit && hit->score >= kSilence * 0.8) {
      good += hit->score >= kGood ? 1u : 0u;
      hits.push_back(*hit);
    }
    if (++judged >= kMaxJudged || (judged >= kEnoughJudged && good >= kEnoughGood)) break;
  }
  sort_hits(hits);
  if (hits.empty() || hits.front().score < kSilence) return {};
  return hits;
}

}  // namespace

std::vector<Hit> hits_for(const Query& query, std::span<const Placed> shelves, const Names& names) {
  std::vector<Hit> hits = exact_hits(query, shelves, names);
  if (!hits.empty() || shelves.empty()) return hits;
  Query slips = query;
  slips.terms = misspelt(query, shelves);
  return slips.terms.empty() ? hits : exact_hits(slips, shelves, names);
}

}  // namespace cribsheet::notes
