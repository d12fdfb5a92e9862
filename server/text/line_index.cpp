#include "text/line_index.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/utf8.h"

namespace cribsheet {
namespace {

// How many bytes from `at` on are ASCII, at the most up to `end`: in a file of one long line they are many, and asked for often.
std::size_t ascii_run(std::string_view text, std::size_t at, std::size_t end) {
  constexpr std::uint64_t high = 0x8080808080808080u;
  const std::size_t begin = at;
  while (at + 64 <= end) {
    std::array<std::uint64_t, 8> block;
    std::memcpy(block.data(), text.data() + at, 64);
    if (((block[0] | block[1] | block[2] | block[3] | block[4] | block[5] | block[6] | block[7]) & high) != 0) break;
    at += 64;
  }
  while (at < end && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at - begin;
}

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text) {
  const auto size = static_cast<Offset>(text.size());
  if (text.find('\r') == std::string_view::npos) {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) starts_.push_back(static_cast<Offset>(at + 1));
  } else {
    for (Offset i = 0; i < size; ++i)
      if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == size || text[i + 1] != '\n'))) starts_.push_back(i + 1);
  }
  set_milestones();
}

void LineIndex::set_milestones() {
  constexpr Offset kApart = 1024;
  for (std::uint32_t row = 0; row < starts_.size(); ++row) {
    const Offset behind = row + 1 < starts_.size() ? starts_[row + 1] : static_cast<Offset>(text_.size());
    if (behind - starts_[row] < 2 * kApart) continue;
    Milestone here{starts_[row], 0, 0};
    for (std::size_t at = here.at; at < behind;) {
      if (at - here.at >= kApart) {
        here.at = static_cast<Offset>(at);
        milestones_.push_back(here);
      }
      if (const std::size_t run = ascii_run(text_, at, std::min<std::size_t>(behind, here.at + kApart)); run > 0) {
        here.utf16 += static_cast<std::uint32_t>(run);
        here.utf32 += static_cast<std::uint32_t>(run);
        at += run;
        continue;
      }
      here.utf16 += utf8::next(text_, at) > 0xFFFF ? 2 : 1;
      ++here.utf32;
    }
  }
}

std::uint32_t LineIndex::Milestone::units(PositionEncoding encoding, Offset begin) const {
  return encoding == PositionEncoding::utf8 ? at - begin : encoding == PositionEncoding::utf16 ? utf16 : utf32;
}

template <class Before>
const LineIndex::Milestone* LineIndex::last(Range line, Before before) const {
  const auto from = std::lower_bound(milestones_.begin(), milestones_.end(), line.begin, [](const Milestone& each, Offset at) { return each.at < at; });
  const auto found = std::partition_point(from, milestones_.end(), [&](const Milestone& each) { return each.at <= line.end && before(each); });
  return found == from ? nullptr : &*(found - 1);
}

std::uint32_t LineIndex::line_of(Offset offset) const {
  return static_cast<std::uint32_t>(std::upper_bound(starts_.begin(), starts_.end(), offset) - starts_.begin()) - 1;
}

Range LineIndex::line(std::uint32_t line) const {
  const auto size = static_cast<Offset>(text_.size());
  if (line >= starts_.size()) return {size, size};
  Offset end = line + 1 < starts_.size() ? starts_[line + 1] : size;
  if (line + 1 < starts_.size()) {
    if (text_[end - 1] == '\n' && end - 1 > starts_[line] && text_[end - 2] == '\r') --end;
    --end;
  }
  return {starts_[line], end};
}

Position LineIndex::position(Offset offset, PositionEncoding encoding) const {
  offset = std::min(offset, static_cast<Offset>(text_.size()));
  const std::uint32_t row = line_of(offset);
  if (encoding == PositionEncoding::utf8) return {row, offset - starts_[row]};
  std::uint32_t units = 0;
  std::size_t at = starts_[row];
  if (const Milestone* near = last({starts_[row], offset}, [](const Milestone&) { return true; })) {
    units = near->units(encoding, starts_[row]);
    at = near->at;
  }
  while (at < offset) {
    if (const std::size_t run = ascii_run(text_, at, offset); run > 0) {
      units += static_cast<std::uint32_t>(run);
      at += run;
      continue;
    }
    const char32_t point = utf8::next(text_, at);
    units += encoding == PositionEncoding::utf16 && point > 0xFFFF ? 2 : 1;
  }
  return {row, units};
}

Offset LineIndex::offset(Position position, PositionEncoding encoding) const {
  if (position.line >= starts_.size()) return static_cast<Offset>(text_.size());
  const Range range = line(position.line);
  std::uint32_t units = 0;
  std::size_t at = range.begin;
  if (const Milestone* near = last(range, [&](const Milestone& each) { return each.units(encoding, range.begin) <= position.character; })) {
    units = near->units(encoding, range.begin);
    at = near->at;
  }
  while (at < range.end) {
    if (const std::size_t run = ascii_run(text_, at, std::min<std::size_t>(range.end, at + (position.character - units))); run > 0) {
      units += static_cast<std::uint32_t>(run);
      at += run;
      continue;
    }
    std::size_t behind = at;
    const char32_t point = utf8::next(text_, behind);
    const auto width = encoding == PositionEncoding::utf8                      ? static_cast<std::uint32_t>(behind - at)
                       : encoding == PositionEncoding::utf16 && point > 0xFFFF ? 2u
                                                                               : 1u;
    if (units + width > position.character) break;
    units += width;
    at = behind;
  }
  return static_cast<Offset>(std::min<std::size_t>(at, range.end));
}

}  // namespace cribsheet
