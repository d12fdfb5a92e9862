#include "notes/rank.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace cribsheet::notes {
namespace {

constexpr std::size_t kFewBlocks = 500;   // so many are judged one and all
constexpr std::size_t kMostJudged = 500;  // for one question
constexpr std::size_t kMostSeen = 5000;
constexpr std::size_t kEnoughGood = 20;  // then good answers are not looked for any further
constexpr double kGood = 0.95;
constexpr double kInTopic = 0.85, kOutside = 0.7;  // see nearness
constexpr std::size_t kMostShown = 400;            // hits that are put in order; no list of passages is that long

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

using Numbers = std::vector<Shelf::Number>;

Numbers both(const Numbers& a, const Numbers& b) {
  Numbers out;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

void add(Numbers& into, const Numbers& more) {
  Numbers out;
  std::set_union(into.begin(), into.end(), more.begin(), more.end(), std::back_inserter(out));
  into.swap(out);
}

Numbers without(const Numbers& all, const Numbers& some) {
  Numbers out;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::back_inserter(out));
  return out;
}

// The blocks of a shelf that may be about the entity: those that a name of it opens, and the others.
struct Candidates {
  Numbers opened, others;
  Numbers anywhere;  // of both: held by a name that counts outside the entity's topic
};

Candidates candidates_of(const Query& query, const Shelf& shelf) {
  Candidates out;
  Numbers all, one, opening;
  for (const Term& term : query.terms) {
    const Phrase words = term.literal.empty() ? term.words : phrase_of(term.literal);
    blocks_holding(words, shelf, one);
    if (one.empty()) continue;
    add(all, one);
    if (term.alone) add(out.anywhere, one);
    shelf.opening(words.front(), opening);
    add(out.opened, both(one, opening));
  }
  out.others = without(all, out.opened);
  return out;
}

// Judges blocks until there are enough good ones. Where there are many, what is most likely about the entity comes first: blocks that
// its name opens before others, inside its topic before outside, topics and bullets with something under them before what stands alone.
class Judging {
 public:
  Judging(const Query& query, std::span<const Placed> shelves, const Names& names) : query_(query), shelves_(shelves), names_(names) {}

  std::vector<Hit> judge() {
    std::vector<Candidates> all;
    std::size_t count = 0;
    for (const Placed& placed : shelves_) {
      all.push_back(candidates_of(query_, *placed.shelf));
      count += all.back().opened.size() + all.back().others.size();
    }
    few_ = count <= kFewBlocks;
    for (const auto list : {&Candidates::opened, &Candidates::others}) {
      for (const bool more : {true, false}) {
        for (std::size_t s = 0; s < all.size() && !enough(); ++s) look(shelves_[s], all[s].*list, all[s].anywhere, more);
      }
      for (const Later& later : later_) {
        if (enough()) break;
        weigh(*later.segment, later.block);
      }
      later_.clear();
    }
    return std::move(hits_);
  }

 private:
  struct Later {
    const Segment* segment;
    std::size_t block;
  };
  const Query& query_;
  std::span<const Placed> shelves_;
  const Names& names_;
  std::vector<Hit> hits_;
  std::vector<Later> later_;  // not in the entity's topic
  std::optional<Glance> glance_;
  std::size_t seen_ = 0, judged_ = 0, good_ = 0;
  bool few_ = false;  // all are judged

  bool enough() const { return !few_ && (seen_ >= kMostSeen || judged_ >= kMostJudged || good_ >= kEnoughGood); }

  void look(const Placed& placed, const Numbers& numbers, const Numbers& anywhere, bool more) {
    for (const Shelf::Number number : numbers) {
      if (placed.shelf->holds_more(number) != more) continue;
      const Shelf::Place place = placed.shelf->place(number);
      if (!placed.stands(place.segment)) continue;
      const Segment& segment = *placed.shelf->segments()[place.segment];
      ++seen_;
      const double near = few_ ? 1 : nearness(query_, glance(segment), place.block, names_);
      if (near >= kInTopic) weigh(segment, place.block);
      else if (near >= kOutside || has_label(segment, place.block) || std::binary_search(anywhere.begin(), anywhere.end(), number))
        later_.push_back({&segment, place.block});
      if (enough()) return;
    }
  }

  Glance& glance(const Segment& segment) {
    if (!glance_ || &glance_->segment() != &segment) glance_.emplace(segment);
    return *glance_;
  }

  static bool has_label(const Segment& segment, std::size_t block) {
    return segment.text(segment.blocks.all[block]).substr(0, kLongestLabel + 2).find(": ") != std::string_view::npos;
  }

  void weigh(const Segment& segment, std::size_t block) {
    ++judged_;
    const auto hit = weigh_block(query_, glance(segment), block, names_);
    if (!hit || hit->score < kSilence * 0.8) return;
    good_ += hit->score >= kGood ? 1u : 0u;
    hits_.push_back(*hit);
  }
};

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
  std::vector<Hit> hits = Judging(query, shelves, names).judge();
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
