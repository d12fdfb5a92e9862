// One file's share of the index: its blocks, what their words name, its facts. Immutable; indices share segments.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "notes/blocks.h"
#include "notes/names.h"
#include "notes/notes.h"
#include "notes/words.h"

namespace cribsheet::notes {

struct Segment {
  NoteFile file;
  Blocks blocks;
  std::string title;  // what the file as a whole is about: its name, front matter's title, aliases and tags

  Scopes scopes;                   // those that the title names
  std::vector<Scopes> scope_sets;  // those that blocks name: see Block::scopes
  std::vector<Fact> facts;         // in order of lines

  std::string_view text(const Block& block) const { return std::string_view(file.text).substr(block.text.begin, block.text.size()); }
  // A heading, or a bullet or paragraph at the margin that has something under it.
  bool is_topic(std::size_t block) const;
  // What the block's own text names.
  const Scopes& named(std::size_t block) const { return scope_sets[blocks.all[block].scopes]; }
};

class Catalogue;
// What a file is read with.
struct Reading {
  std::shared_ptr<const Names> names;
  std::shared_ptr<const Catalogue> catalogue;  // null: no facts are read
  std::shared_ptr<const pack::Pack> pack;      // may be null
};
// Called once for each block, in order.
using BlockWords = std::function<void(std::size_t block, const Words& words)>;
// `words`, where given, hears the words by which blocks are found.
std::shared_ptr<const Segment> make_segment(NoteFile file, const Reading& reading, const BlockWords& words = {});
// The same words once more.
void each_words(const Segment& segment, const BlockWords& words);

// How a bullet speaks: a question put, its answer, a wrong answer, a remark.
enum class Role : std::uint8_t { plain, scenario, correct, incorrect, remark };
struct Speech {
  Role role = Role::plain;
  std::size_t skip = 0;  // bytes of the role's own words
};
Speech speech_of(std::string_view text);

}  // namespace cribsheet::notes
