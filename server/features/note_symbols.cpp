#include "features/note_symbols.h"

#include <algorithm>
#include <cstring>

#include "kinds/notes/notes.h"
#include "notes/index_data.h"
#include "notes/mentions.h"

namespace cribsheet::features {
namespace {

using notes::BlockKind;
using notes::Segment;

constexpr std::string_view kRareFirst = "0123456789zqxjkvbwygfpmucdlhrnosiate";  // letters of English, the rarest first

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::size_t rarity(char c) { return std::min(kRareFirst.find(c), kRareFirst.size()); }

// Of a word: the place of its rarest letter; 0 where it is empty.
std::size_t rarest_of(std::string_view word) {
  const auto rarest = std::min_element(word.begin(), word.end(), [](char a, char b) { return rarity(a) < rarity(b); });
  return static_cast<std::size_t>(rarest - word.begin());
}

// The word of a query that stands in the fewest texts, by its rarest letter. Names lack the stars and backticks of their line, so that
// only a word stands there as it does here.
std::string rarest_word(std::string_view query) {
  std::string best, word;
  for (std::size_t i = 0; i <= query.size(); ++i) {
    if (i < query.size() && query[i] != ' ') {
      word += lower(query[i]);
      continue;
    }
    const bool rarer = best.empty() || (word.size() > 1 && (best.size() == 1 || rarity(word[rarest_of(word)]) < rarity(best[rarest_of(best)])));
    if (!word.empty() && rarer) best = word;
    word.clear();
  }
  return best;
}

// Finds a word in texts whatever its case, by its rarest letter.
class Finder {
 public:
  explicit Finder(std::string word) : word_(std::move(word)), at_(rarest_of(word_)) {}
  // Calls found(offset) for each place, ascending for each case of the letter.
  template <class Take>
  void each(std::string_view text, Take&& found) const {
    const char small = word_[at_], large = small >= 'a' && small <= 'z' ? static_cast<char>(small - 32) : small;
    scan(text, small, found);
    if (large != small) scan(text, large, found);
  }

 private:
  std::string word_;
  std::size_t at_ = 0;

  template <class Take>
  void scan(std::string_view text, char letter, Take& found) const {
    for (std::size_t i = text.find(letter, at_); i != std::string_view::npos; i = text.find(letter, i + 1)) {
      const std::size_t begin = i - at_;
      if (begin + word_.size() > text.size()) return;
      std::size_t k = 0;
      while (k < word_.size() && lower(text[begin + k]) == word_[k]) ++k;
      if (k == word_.size()) found(begin);
    }
  }
};

template <class Take>
void each_note(const Snapshot& snapshot, Take&& take) {
  for (const auto& segment : snapshot.notes->data().segments)
    if (segment->file.origin == notes::Origin::person && !snapshot.open.contains(segment->file.path)) take(*segment);
}

}  // namespace

std::vector<NoteSymbol> note_symbols(const Snapshot& snapshot, std::string_view query, std::size_t limit) {
  std::vector<NoteSymbol> out;
  if (!snapshot.notes) return out;
  const auto weigh = [&](const Segment& segment, std::size_t block, int least) {
    const std::string name = kinds::note_symbol(segment, block);
    const int score = name.empty() ? 0 : symbol_match(name, query);
    if (score >= least) out.push_back({score, &segment, block});
  };
  const std::string word = rarest_word(query);
  if (word.empty()) {
    each_note(snapshot, [&](const Segment& segment) {
      for (std::size_t b = 0; b < segment.blocks.all.size() && out.size() < limit; ++b) weigh(segment, b, 1);
    });
    return out;
  }
  const auto look_for = [&](const std::string& text) {
    out.clear();
    const Finder finder(text);
    each_note(snapshot, [&](const Segment& segment) {
      std::vector<std::size_t> blocks;
      finder.each(segment.file.text, [&](std::size_t offset) {
        const std::int32_t block = notes::block_at(segment, static_cast<Offset>(offset));
        if (block >= 0 && (blocks.empty() || blocks.back() != static_cast<std::size_t>(block))) blocks.push_back(static_cast<std::size_t>(block));
      });
      std::sort(blocks.begin(), blocks.end());
      blocks.erase(std::unique(blocks.begin(), blocks.end()), blocks.end());
      for (const std::size_t block : blocks) weigh(segment, block, kInside);
    });
  };
  std::string whole(query);
  std::transform(whole.begin(), whole.end(), whole.begin(), lower);
  look_for(whole);
  if (out.size() < limit && word != whole) look_for(word);
  if (out.size() >= limit) return out;
  each_note(snapshot, [&](const Segment& segment) {
    for (std::size_t b = 0; b < segment.blocks.all.size(); ++b) {
      if (segment.blocks.all[b].kind != BlockKind::heading) continue;
      if (const std::string name = kinds::note_symbol(segment, b); symbol_match(name, query) == kScattered) out.push_back({kScattered, &segment, b});
    }
  });
  return out;
}

Found found_in_note(const NoteSymbol& symbol) {
  const Segment& segment = *symbol.segment;
  const notes::Block& block = segment.blocks.all[symbol.block];
  auto document = std::make_shared<model::Document>();
  document->path = segment.file.path;
  document->kind = "notes";
  document->tree = syntax::parse(segment.file.text, syntax::Language::markdown);
  document->lines = LineIndex(document->tree->text());
  Found found;
  found.symbol.name = kinds::note_symbol(segment, symbol.block);
  found.symbol.kind = kinds::SymbolKind::heading;
  const auto line_end = block.text.begin + static_cast<Offset>(std::min(segment.text(block).find('\n'), segment.text(block).size()));
  found.symbol.name_range = {block.text.begin, line_end};
  found.symbol.range = {block.text.begin, std::max(line_end, document->lines.line(block.last_line).end)};
  for (std::int32_t up = block.parent; up >= 0 && found.container.empty(); up = segment.blocks.all[static_cast<std::size_t>(up)].parent)
    found.container = kinds::note_symbol(segment, static_cast<std::size_t>(up));
  found.document = std::move(document);
  return found;
}

}  // namespace cribsheet::features
