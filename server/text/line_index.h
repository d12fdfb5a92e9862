// Where the lines of a text start, and the way between byte offsets and positions.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/range.h"

namespace cribsheet {

enum class PositionEncoding : std::uint8_t { utf8, utf16, utf32 };

struct Position {
  std::uint32_t line = 0;       // 0-based
  std::uint32_t character = 0;  // 0-based, in units of the encoding
  bool operator==(const Position&) const = default;
};

// Does not own the text; the caller keeps it alive. Lines end at LF, CRLF or a lone CR, as in LSP.
class LineIndex {
 public:
  LineIndex() = default;
  explicit LineIndex(std::string_view text);
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }
  std::uint32_t line_of(Offset offset) const;  // offset past the end: the last line
  Range line(std::uint32_t line) const;        // without its line break; past the end: an empty range at the end
  Position position(Offset offset, PositionEncoding encoding) const;
  // A position outside the text gives the nearest offset inside it; never splits a UTF-8 sequence.
  Offset offset(Position position, PositionEncoding encoding) const;

 private:
  // A place in a very long line (minified JSON), so that a line is never counted from its begin.
  struct Milestone {
    Offset at;
    std::uint32_t utf16, utf32;  // units from the begin of the line
    std::uint32_t units(PositionEncoding encoding, Offset begin) const;
  };
  void set_milestones();
  // The last one of a line for which `before` holds; it holds for those before too. Null: none.
  template <class Before>
  const Milestone* last(Range line, Before before) const;

  std::string_view text_;
  std::vector<Offset> starts_{0};
  std::vector<Milestone> milestones_;  // in order
};

}  // namespace cribsheet
