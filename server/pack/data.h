// The mapped file behind a Pack. Every access is checked: in a damaged pack an index that leads nowhere reads as
// "none".
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pack/format.h"
#include "pack/pack.h"

namespace cribsheet::pack {

// How many items lists within one answer may have together: lists that overlap in a damaged pack must not multiply.
constexpr std::size_t kAnswerItems = 1U << 18U;

// A run of words; reading beyond its end gives 0.
class List {
 public:
  List() = default;
  List(const std::uint32_t* begin, std::uint32_t count) : begin_(begin), count_(count) {}
  std::uint32_t size() const { return count_; }
  std::uint32_t operator[](std::uint32_t index) const { return index < count_ ? begin_[index] : 0; }
  const std::uint32_t* begin() const { return begin_; }
  const std::uint32_t* end() const { return begin_ + count_; }

 private:
  const std::uint32_t* begin_ = nullptr;
  std::uint32_t count_ = 0;
};

struct Pack::Data {
  Data() = default;
  Data(const Data&) = delete;
  Data& operator=(const Data&) = delete;
  ~Data();

  std::uint32_t word(std::uint32_t index) const { return index < word_count ? words[index] : 0; }
  std::string_view string(std::uint32_t offset) const;
  List list(std::uint32_t index) const;
  double number(std::uint32_t index) const;
  std::vector<std::string_view> strings_of(std::uint32_t list_index) const;
  std::vector<std::vector<std::string_view>> string_lists_of(std::uint32_t list_index) const;
  std::uint32_t rows(TableId table) const { return tables[table].count; }
  // Field `field` of record `row` of a table whose records are `width` words wide; no such row: 0.
  std::uint32_t cell(TableId table, std::uint32_t width, std::uint32_t row, std::uint32_t field) const {
    return row < tables[table].count ? word(tables[table].first + row * width + field) : 0;
  }
  std::string_view text(TableId table, std::uint32_t width, std::uint32_t row, std::uint32_t field) const { return string(cell(table, width, row, field)); }

  std::string path;
  void* mapping = nullptr;
  std::size_t mapped_bytes = 0;
  std::vector<std::uint32_t> copy;  // where the file is not aligned or not mapped (tests): owns the bytes
  const std::uint32_t* words = nullptr;
  std::uint32_t word_count = 0;
  const unsigned char* strings = nullptr;
  std::uint32_t string_bytes = 0;
  std::uint32_t long_strings = 0;
  std::uint32_t longest_list = 0;
  Header::Table tables[table_limit] = {};
};

// ASCII lower case; IAM's names are ASCII.
inline char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
int compare_ignoring_case(std::string_view a, std::string_view b);
// '*' any run, '?' one character, ignoring case; linear in practice, at worst |pattern| * |text|.
bool glob_matches(std::string_view pattern, std::string_view text);

// First row whose `field` is not below `key` by `compare(cell text, key) < 0`, in [first, last).
template <class Compare>
std::uint32_t lower_row(const Pack::Data& data, TableId table, std::uint32_t width, std::uint32_t field, std::uint32_t first, std::uint32_t last,
                        std::string_view key, Compare compare) {
  while (first < last) {
    const std::uint32_t middle = first + (last - first) / 2;
    if (compare(data.text(table, width, middle, field), key) < 0) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  return first;
}

// Row of the record whose first field is exactly `key`; kNoRow: none.
constexpr std::uint32_t kNoRow = 0xffffffffU;
std::uint32_t find_row(const Pack::Data& data, TableId table, std::uint32_t width, std::string_view key);

}  // namespace cribsheet::pack
