#include "notes/shelf.h"

#include <algorithm>

#include "notes/words.h"

namespace cribsheet::notes {
namespace {

constexpr std::size_t kOpeningWords = 5;     // of a block: a name among them is likely what it is about
constexpr std::size_t kMaxBlockWords = 400;  // of a longer paragraph only the first words are listed

// Lists being written: an open table of words, each with its bytes so far.
class Lists {
 public:
  struct Entry {
    std::uint32_t word = 0;
    std::uint32_t last = 0;  // number + 1 of the last block; 0: the place is free
    std::uint32_t count = 0;
    std::vector<std::uint8_t> bytes;
  };

  // The first time that a word is added for a block says whether it opens it.
  void add(std::uint32_t word, std::uint32_t block, bool opens) {
    Entry& entry = entry_of(word);
    if (entry.last == block + 1) return;
    std::uint32_t step = (block + 1 - entry.last) << 1 | (opens ? 1u : 0u);
    for (; step >= 0x80; step >>= 7) entry.bytes.push_back(static_cast<std::uint8_t>(step | 0x80));
    entry.bytes.push_back(static_cast<std::uint8_t>(step));
    entry.last = block + 1;
    ++entry.count;
  }

  std::vector<const Entry*> by_word() const {
    std::vector<const Entry*> out;
    out.reserve(used_);
    for (const Entry& entry : table_)
      if (entry.last != 0) out.push_back(&entry);
    std::sort(out.begin(), out.end(), [](const Entry* a, const Entry* b) { return a->word < b->word; });
    return out;
  }

 private:
  std::vector<Entry> table_ = std::vector<Entry>(1024);
  std::size_t used_ = 0;

  static std::size_t slot(std::uint32_t word, std::size_t mask) { return (word * 2654435761u >> 8) & mask; }

  Entry& entry_of(std::uint32_t word) {
    const std::size_t mask = table_.size() - 1;
    for (std::size_t i = slot(word, mask);; i = (i + 1) & mask) {
      Entry& entry = table_[i];
      if (entry.last != 0 && entry.word == word) return entry;
      if (entry.last != 0) continue;
      if (used_ * 2 >= table_.size()) {
        grow();
        return entry_of(word);
      }
      ++used_;
      entry.word = word;
      return entry;
    }
  }

  void grow() {
    std::vector<Entry> larger(table_.size() * 2);
    const std::size_t mask = larger.size() - 1;
    for (Entry& entry : table_) {
      if (entry.last == 0) continue;
      std::size_t i = slot(entry.word, mask);
      while (larger[i].last != 0) i = (i + 1) & mask;
      larger[i] = std::move(entry);
    }
    table_ = std::move(larger);
  }
};

}  // namespace

class ShelfWriter {
 public:
  // Lists the words of a segment's blocks as they are read.
  void words(std::size_t block, const Words& words) {
    const auto number = shelf_->starts_.back() + static_cast<std::uint32_t>(block);
    const auto add = [&](const std::vector<Word>& list) {
      for (std::size_t i = 0; i < std::min(list.size(), kMaxBlockWords); ++i) lists_.add(list[i].hash, number, i < kOpeningWords);
    };
    add(words.whole);
    if (words.parts.size() != words.whole.size()) add(words.parts);
  }

  void segment(std::shared_ptr<const Segment> segment) {
    for (std::size_t b = 0; b < segment->blocks.all.size(); ++b)
      shelf_->holds_more_.push_back(segment->blocks.all[b].kind == BlockKind::heading || segment->blocks.has_children(b));
    shelf_->starts_.push_back(shelf_->starts_.back() + static_cast<std::uint32_t>(segment->blocks.all.size()));
    for (const Fact& fact : segment->facts) {
      if (fact.sureness < 1 || fact.status == "stale" || !fact.entity.starts_with("AWS::")) continue;
      shelf_->binding_[fact.entity.substr(0, fact.entity.find_first_of(".!="))].push_back({shelf_->segments_.size(), &fact});
    }
    shelf_->segments_.push_back(std::move(segment));
  }

  std::shared_ptr<const Shelf> take() {
    const auto entries = lists_.by_word();
    std::size_t size = 0;
    for (const auto* entry : entries) size += entry->bytes.size();
    shelf_->lists_.reserve(entries.size());
    shelf_->bytes_.reserve(size);
    for (const auto* entry : entries) {
      shelf_->may_hold_.set(entry->word % shelf_->may_hold_.size());
      shelf_->lists_.push_back({entry->word, static_cast<std::uint32_t>(shelf_->bytes_.size()), entry->count});
      shelf_->bytes_.insert(shelf_->bytes_.end(), entry->bytes.begin(), entry->bytes.end());
    }
    return std::move(shelf_);
  }

 private:
  std::shared_ptr<Shelf> shelf_ = std::make_shared<Shelf>();
  Lists lists_;
};

std::shared_ptr<const Shelf> Shelf::read(std::vector<NoteFile> files, const Reading& reading, const std::stop_token& stop, const std::function<void()>& read) {
  ShelfWriter writer;
  for (NoteFile& file : files) {
    if (stop.stop_requested()) break;
    writer.segment(make_segment(std::move(file), reading, [&](std::size_t block, const Words& words) { writer.words(block, words); }));
    if (read) read();
  }
  return writer.take();
}

std::shared_ptr<const Shelf> Shelf::of(std::vector<std::shared_ptr<const Segment>> segments) {
  ShelfWriter writer;
  for (auto& segment : segments) {
    each_words(*segment, [&](std::size_t block, const Words& words) { writer.words(block, words); });
    writer.segment(std::move(segment));
  }
  return writer.take();
}

Shelf::Place Shelf::place(Number number) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), number);
  const auto segment = static_cast<std::size_t>(after - starts_.begin()) - 1;
  return {segment, number - starts_[segment]};
}

const Shelf::List* Shelf::list(std::uint32_t word) const {
  if (!may_hold_[word % may_hold_.size()]) return nullptr;
  const auto found = std::lower_bound(lists_.begin(), lists_.end(), word, [](const List& each, std::uint32_t w) { return each.word < w; });
  return found == lists_.end() || found->word != word ? nullptr : &*found;
}

std::size_t Shelf::count(std::uint32_t word) const {
  const List* found = list(word);
  return found ? found->count : 0;
}

template <class Take>
void Shelf::each(std::uint32_t word, Take&& take) const {
  const List* found = list(word);
  if (!found) return;
  std::uint32_t last = 0;
  std::size_t at = found->begin;
  for (std::uint32_t n = 0; n < found->count; ++n) {
    std::uint32_t step = 0;
    for (unsigned shift = 0;; shift += 7) {
      const std::uint8_t byte = bytes_[at++];
      step |= std::uint32_t{byte & 0x7Fu} << shift;
      if (byte < 0x80) break;
    }
    last += step >> 1;
    take(last - 1, (step & 1) != 0);
  }
}

void Shelf::holding(std::uint32_t word, std::vector<Number>& into) const {
  into.clear();
  into.reserve(count(word));
  each(word, [&](Number number, bool) { into.push_back(number); });
}

void Shelf::opening(std::uint32_t word, std::vector<Number>& into) const {
  into.clear();
  each(word, [&](Number number, bool opens) {
    if (opens) into.push_back(number);
  });
}

const std::vector<Shelf::Bound>* Shelf::binding(std::string_view type) const {
  const auto found = binding_.find(type);
  return found == binding_.end() ? nullptr : &found->second;
}

}  // namespace cribsheet::notes
