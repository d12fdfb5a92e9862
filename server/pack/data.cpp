#include "pack/data.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>

namespace cribsheet::pack {

Pack::Data::~Data() {
  if (mapping != nullptr) munmap(mapping, mapped_bytes);
}

std::string_view Pack::Data::string(std::uint32_t offset) const {
  if ((offset & kLong) != 0) {
    const std::uint64_t entry = long_strings + std::uint64_t{2} * (offset & ~kLong);
    if (entry + 1 >= word_count) return {};
    const std::uint32_t begin = words[entry], size = words[entry + 1];
    return begin <= string_bytes && size <= string_bytes - begin ? std::string_view(reinterpret_cast<const char*>(strings) + begin, size) : std::string_view();
  }
  if (offset == 0 || offset >= string_bytes) return {};
  std::uint32_t length = 0;
  for (unsigned shift = 0; shift < 32; shift += 7) {
    if (offset >= string_bytes) return {};
    const unsigned char byte = strings[offset++];
    length |= static_cast<std::uint32_t>(byte & 0x7fU) << shift;
    if (byte < 0x80U) break;
  }
  if (length > string_bytes - offset) return {};
  return {reinterpret_cast<const char*>(strings) + offset, length};
}

List Pack::Data::list(std::uint32_t index) const {
  if (index == 0 || index >= word_count) return {};
  const std::uint32_t count = words[index];
  if (count > longest_list || count > word_count - index - 1) return {};
  return {words + index + 1, count};
}

double Pack::Data::number(std::uint32_t index) const {
  const std::uint64_t bits = word(index) | static_cast<std::uint64_t>(word(index + 1)) << 32U;
  double value = 0;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

std::vector<std::string_view> Pack::Data::strings_of(std::uint32_t list_index) const {
  const List items = list(list_index);
  std::vector<std::string_view> result;
  result.reserve(items.size());
  for (const std::uint32_t item : items) result.push_back(string(item));
  return result;
}

std::vector<std::vector<std::string_view>> Pack::Data::string_lists_of(std::uint32_t list_index) const {
  std::vector<std::vector<std::string_view>> result;
  std::size_t budget = kAnswerItems;
  for (const std::uint32_t item : list(list_index)) {
    const std::uint32_t size = list(item).size();
    if (size > budget) break;
    budget -= size;
    result.push_back(strings_of(item));
  }
  return result;
}

int compare_ignoring_case(std::string_view a, std::string_view b) {
  const std::size_t shared = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < shared; ++i) {
    const auto left = static_cast<unsigned char>(lower(a[i]));
    const auto right = static_cast<unsigned char>(lower(b[i]));
    if (left != right) return left < right ? -1 : 1;
  }
  return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

bool glob_matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      if (p == pattern.size()) return true;
      mark = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || lower(pattern[p]) == lower(text[t]))) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      ++mark;
      // On to the next place where what follows the star may begin.
      if (const char first = lower(pattern[p]); first != '?' && first != '*')
        while (mark < text.size() && lower(text[mark]) != first) ++mark;
      t = mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::uint32_t find_row(const Pack::Data& data, TableId table, std::uint32_t width, std::string_view key) {
  const std::uint32_t row = lower_row(data, table, width, 0, 0, data.rows(table), key, [](std::string_view a, std::string_view b) { return a.compare(b); });
  return row < data.rows(table) && data.text(table, width, row, 0) == key ? row : kNoRow;
}

}  // namespace cribsheet::pack
