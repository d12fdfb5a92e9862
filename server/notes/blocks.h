// The blocks of a Markdown file: headings, bullets, paragraphs, table rows, code lines, each under its parent.
//
// An own reader by lines, not cmark-gfm, for two reasons. People's notes nest by the indentation they see, and CommonMark
// misleads there: a topic written as a paragraph swallows the topics after it, a fence binds to the wrong bullet, `- | a | b |`
// is no table. And a vault of 100 MB has to be read in two seconds, which leaves no time for a tree of allocated nodes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/range.h"

namespace cribsheet::notes {

enum class BlockKind : std::uint8_t { heading, item, paragraph, table, row, fence, code, quote };

struct Block {
  Range text;                   // of its own, without marker and indentation of the first line
  std::uint32_t line = 0;       // 0-based, first
  std::uint32_t end_line = 0;   // last line of its own text
  std::uint32_t last_line = 0;  // last line of everything under it
  std::int32_t parent = -1;     // an earlier block
  std::uint16_t indent = 0;     // column of the marker
  std::uint16_t depth = 0;      // number of ancestors
  BlockKind kind = BlockKind::paragraph;
  std::uint8_t level = 0;    // heading: 1..6
  std::uint16_t scopes = 0;  // which of the segment's sets of scopes the text names; 0: none. Left to the segment
};

struct Blocks {
  std::vector<Block> all;            // in order of lines; parents before children
  std::vector<std::uint32_t> lines;  // offset of each line's first byte
  Range front;                       // front matter between its --- lines; empty: none
  // The line without its break; an empty view past the end.
  std::string_view line(std::string_view text, std::uint32_t number) const;
  bool has_children(std::size_t index) const { return index + 1 < all.size() && all[index + 1].depth > all[index].depth; }
  // One past the last block under `index`.
  std::size_t subtree_end(std::size_t index) const;
};

Blocks read_blocks(std::string_view text);

// The language word behind an opening fence ("yaml", "check"), lower case; empty: none.
std::string fence_language(std::string_view text, const Block& fence);

}  // namespace cribsheet::notes
