#include "notes/mentions.h"

#include <algorithm>
#include <mutex>

#include "notes/catalogue.h"
#include "notes/index_data.h"
#include "notes/judge.h"

namespace cribsheet::notes {
namespace {

constexpr double kMentioned = 0.5;

// Where a term stands in the block's text; empty: it does not.
Range place_of(const Term& term, std::string_view text, const Words& words) {
  if (!term.literal.empty()) {
    const std::size_t at = find_literal(text, term.literal);
    if (at == std::string_view::npos) return {};
    return {static_cast<Offset>(at), static_cast<Offset>(at + term.literal.size())};
  }
  for (const auto* list : {&words.whole, &words.parts}) {
    const std::ptrdiff_t i = find_phrase(*list, term.words);
    if (i >= 0) return {(*list)[static_cast<std::size_t>(i)].begin, (*list)[static_cast<std::size_t>(i) + term.words.size() - 1].end};
  }
  return {};
}

// A type, action or function written out: needs no catalogue.
void add_literal(std::string_view text, Offset base, const pack::Pack* pack, std::vector<Mention>& out) {
  if (!pack) return;
  for (std::size_t at = text.find("AWS::"); at != std::string_view::npos; at = text.find("AWS::", at + 1)) {
    std::size_t end = at;
    while (end < text.size() && (is_word_byte(text[end]) || text[end] == ':' || text[end] == '.')) ++end;
    while (end > at && (text[end - 1] == ':' || text[end - 1] == '.')) --end;
    const std::string_view name = text.substr(at, end - at);
    if (pack->resource_type(name.substr(0, name.find('.'))) || pack->named(name))
      out.push_back({std::string(name), {base + static_cast<Offset>(at), base + static_cast<Offset>(end)}, 1.2, at == 0});
  }
}

}  // namespace

std::vector<Mention> mentions_in(const Segment& segment, std::size_t block, const Reading& reading) {
  const Block& b = segment.blocks.all[block];
  const std::string_view text = segment.text(b);
  std::vector<Mention> found;
  add_literal(text, b.text.begin, reading.pack.get(), found);
  Glance glance(segment);
  glance.look_at(block);
  const Words& words = glance.words();
  for (const std::uint32_t id : reading.catalogue->named_by(words, glance.outlook(*reading.names))) {
    const Catalogue::Bound& bound = reading.catalogue->all()[id];
    const auto hit = weigh_block(bound.query, glance, block, *reading.names);
    if (!hit || hit->score < kMentioned) continue;
    Range best;
    double weight = 0;
    for (const Term& term : bound.query.terms) {
      const Range place = place_of(term, text, words);
      if (!place.empty() && term.weight * static_cast<double>(term.length()) > weight) {
        weight = term.weight * static_cast<double>(term.length());
        best = place;
      }
    }
    if (!best.empty()) found.push_back({bound.entity, {best.begin + b.text.begin, best.end + b.text.begin}, hit->score, hit->opens});
  }
  std::stable_sort(found.begin(), found.end(), [](const Mention& x, const Mention& y) { return x.score > y.score; });
  std::vector<Mention> kept;
  for (Mention& mention : found) {
    const bool free = std::none_of(kept.begin(), kept.end(),
                                   [&](const Mention& other) { return mention.range.begin < other.range.end && other.range.begin < mention.range.end; });
    if (free) kept.push_back(std::move(mention));
  }
  std::sort(kept.begin(), kept.end(), [](const Mention& x, const Mention& y) { return x.range.begin < y.range.begin; });
  return kept;
}

std::int32_t block_at(const Segment& segment, Offset offset) {
  const auto& all = segment.blocks.all;
  auto after = std::upper_bound(all.begin(), all.end(), offset, [](Offset at, const Block& block) { return at < block.text.begin; });
  while (after != all.begin()) {
    --after;
    if (after->text.touches(offset)) return static_cast<std::int32_t>(after - all.begin());
    if (after->text.end < offset) break;
  }
  return -1;
}

const Reading& reading_of(const pack::Pack& pack) {
  static std::mutex mutex;
  static std::vector<std::pair<const pack::Pack*, std::unique_ptr<Reading>>> kept;
  const std::lock_guard lock(mutex);
  for (const auto& [known, reading] : kept) {
    if (known == &pack) return *reading;
  }
  auto reading = std::make_unique<Reading>();
  reading->names = std::make_shared<const Names>(pack.table("aliases").copy());
  reading->catalogue = std::make_shared<const Catalogue>(*reading->names, &pack, pack.table("units").copy());
  reading->pack = std::shared_ptr<const pack::Pack>(std::shared_ptr<const pack::Pack>(), &pack);  // not owned: the asker holds it
  kept.emplace_back(&pack, std::move(reading));
  return *kept.back().second;
}

const Reading& reading_of(const Index* index, const pack::Pack& pack) {
  return index && index->data().reading.catalogue ? index->data().reading : reading_of(pack);
}

}  // namespace cribsheet::notes
