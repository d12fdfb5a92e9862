// One file's share of the index: its blocks and the words in them. Immutable; indices share segments.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "notes/blocks.h"
#include "notes/names.h"
#include "notes/notes.h"
#include "notes/words.h"

namespace cribsheet::notes {

struct Posting {
  std::uint32_t word = 0;   // stem hash
  std::uint32_t block = 0;
  bool operator<(const Posting& other) const { return word != other.word ? word < other.word : block < other.block; }
  bool operator==(const Posting&) const = default;
};

struct Segment {
  NoteFile file;
  Blocks blocks;
  std::vector<Posting> postings;  // sorted, without doubles
  std::string title;              // what the file as a whole is about: its name, front matter's title, aliases and tags

  Scopes scopes;                  // those that the title names
  std::vector<Fact> facts;        // in order of lines

  std::string_view text(const Block& block) const { return std::string_view(file.text).substr(block.text.begin, block.text.size()); }
  // Blocks that hold the word.
  std::pair<const Posting*, const Posting*> holding(std::uint32_t word) const;
};

class Catalogue;
// What a file is read with.
struct Reading {
  std::shared_ptr<const Names> names;
  std::shared_ptr<const Catalogue> catalogue;   // null: no facts are read
  std::shared_ptr<const pack::Pack> pack;       // may be null
};
std::shared_ptr<const Segment> make_segment(NoteFile file, const Reading& reading);

// How a bullet speaks: a question put, its answer, a wrong answer, a remark.
enum class Role : std::uint8_t { plain, scenario, correct, incorrect, remark };
struct Speech {
  Role role = Role::plain;
  std::size_t skip = 0;  // bytes of the role's own words
};
Speech speech_of(std::string_view text);

}  // namespace cribsheet::notes
