// Byte offsets. Lines and UTF-16 exist only at the edge (text/line_index.h).
#pragma once
#include <cstdint>

namespace cribsheet {

using Offset = std::uint32_t;  // bytes from the start of the text; files are refused before 4 GiB

struct Range {
  Offset begin = 0;
  Offset end = 0;  // one past the last byte; begin <= end
  bool contains(Offset offset) const { return begin <= offset && offset < end; }
  // As editors see a cursor: standing just behind the last byte still touches the range.
  bool touches(Offset offset) const { return begin <= offset && offset <= end; }
  bool contains(Range other) const { return begin <= other.begin && other.end <= end; }
  bool empty() const { return begin == end; }
  Offset size() const { return end - begin; }
  bool operator==(const Range&) const = default;
};

}  // namespace cribsheet
