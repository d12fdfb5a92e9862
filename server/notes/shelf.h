// A run of files with one inverted index over their blocks: from a word to the blocks that hold it. Immutable; indices share shelves.
//
// The lists are kept as differences in variable length, about a byte and a half an entry: of a vault of 100 MB they take 25 MB.
#pragma once
#include <bitset>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "notes/notes.h"
#include "notes/segment.h"

namespace cribsheet::notes {

class Shelf {
 public:
  using Number = std::uint32_t;  // of a block on this shelf: those of the first file first

  // Reads files into segments. Calls `read` after each; stops early when asked, with the files that are ready.
  static std::shared_ptr<const Shelf> read(std::vector<NoteFile> files, const Reading& reading, const std::stop_token& stop, const std::function<void()>& read);
  // Of segments that are there already.
  static std::shared_ptr<const Shelf> of(std::vector<std::shared_ptr<const Segment>> segments);

  const std::vector<std::shared_ptr<const Segment>>& segments() const { return segments_; }
  std::size_t block_count() const { return starts_.back(); }

  struct Place {
    std::size_t segment = 0;
    std::size_t block = 0;
  };
  Place place(Number number) const;

  std::size_t count(std::uint32_t word) const;                        // blocks that hold it
  void holding(std::uint32_t word, std::vector<Number>& into) const;  // their numbers, ascending, replacing what was there
  void opening(std::uint32_t word, std::vector<Number>& into) const;  // of those, the ones that have it among their first words
  // Whether a block is a heading or has something under it.
  bool holds_more(Number number) const { return holds_more_[number]; }
  struct Bound {
    std::size_t segment = 0;
    const Fact* fact = nullptr;
  };
  // The sure facts that limit properties of a resource type and that the specification does not contradict; null: none.
  const std::vector<Bound>* binding(std::string_view type) const;

 private:
  friend class ShelfWriter;
  struct List {
    std::uint32_t word = 0;
    std::uint32_t begin = 0;  // in bytes_
    std::uint32_t count = 0;
  };
  const List* list(std::uint32_t word) const;
  template <class Take>
  void each(std::uint32_t word, Take&& take) const;  // take(number, whether it opens the block)

  std::vector<std::shared_ptr<const Segment>> segments_;
  std::vector<Number> starts_ = {0};  // number of each segment's first block, and one past the last
  std::vector<List> lists_;           // by word
  std::vector<std::uint8_t> bytes_;
  std::vector<bool> holds_more_;   // by block
  std::bitset<1 << 16> may_hold_;  // by the low bits of a word: most slips of the pen make no word at all
  std::map<std::string, std::vector<Bound>, std::less<>> binding_;
};

}  // namespace cribsheet::notes
