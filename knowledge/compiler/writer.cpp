#include "compiler/writer.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace cribsheet::compiler {

Writer::Writer() : words_{0}, strings_(1, '\0') {}

std::uint32_t Writer::string(std::string_view text) {
  if (text.empty()) return 0;
  const bool is_long = text.size() > pack::kLongestShort;
  const auto next = static_cast<std::uint32_t>(is_long ? pack::kLong | long_strings_.size() : strings_.size());
  const auto [place, fresh] = known_strings_.try_emplace(std::string(text), next);
  if (!fresh) return place->second;
  if (is_long) {
    long_strings_.emplace_back(text);
    return place->second;
  }
  auto length = static_cast<std::uint32_t>(text.size());
  while (length >= 0x80U) {
    strings_ += static_cast<char>((length & 0x7fU) | 0x80U);
    length >>= 7U;
  }
  strings_ += static_cast<char>(length);
  strings_ += text;
  return place->second;
}

std::uint32_t Writer::record(const Words& record) {
  const std::string key(reinterpret_cast<const char*>(record.data()), record.size() * sizeof(std::uint32_t));
  const auto [place, fresh] = known_records_.try_emplace(key, word_count());
  if (fresh) words_.insert(words_.end(), record.begin(), record.end());
  return place->second;
}

std::uint32_t Writer::list(const Words& items) {
  if (items.empty()) return 0;
  if (items.size() > pack::kLongestList) throw std::length_error("a list is too long for the pack");
  header_.longest_list = std::max(header_.longest_list, static_cast<std::uint32_t>(items.size()));
  Words counted{static_cast<std::uint32_t>(items.size())};
  counted.insert(counted.end(), items.begin(), items.end());
  return record(counted);
}

std::uint32_t Writer::strings(const std::vector<std::string>& texts) {
  Words items;
  for (const std::string& text : texts) items.push_back(string(text));
  return list(items);
}

std::uint32_t Writer::number(double value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return record({static_cast<std::uint32_t>(bits & 0xffffffffU), static_cast<std::uint32_t>(bits >> 32U)});
}

std::uint32_t Writer::reserve(std::size_t words) {
  const std::uint32_t index = word_count();
  words_.resize(words_.size() + words);
  return index;
}

void Writer::fill(std::uint32_t index, const Words& record) { std::copy(record.begin(), record.end(), words_.begin() + index); }

void Writer::table(pack::TableId id, const std::vector<Words>& rows) {
  header_.tables[id] = {word_count(), static_cast<std::uint32_t>(rows.size())};
  for (const Words& row : rows) words_.insert(words_.end(), row.begin(), row.end());
}

std::string Writer::bytes() const {
  Words words = words_;
  std::string strings = strings_;
  for (const std::string& text : long_strings_) {
    words.push_back(static_cast<std::uint32_t>(strings.size()));
    words.push_back(static_cast<std::uint32_t>(text.size()));
    strings += text;
  }
  if (strings.size() >= pack::kLong) throw std::length_error("the knowledge is too large for one pack");
  pack::Header header = header_;
  std::memcpy(header.magic, pack::kMagic, sizeof header.magic);
  header.format = pack::kFormat;
  header.words_offset = sizeof header;
  header.word_count = static_cast<std::uint32_t>(words.size());
  header.long_strings = word_count();
  header.strings_offset = header.words_offset + 4 * header.word_count;
  header.string_bytes = static_cast<std::uint32_t>(strings.size());
  std::string result(reinterpret_cast<const char*>(&header), sizeof header);
  result.append(reinterpret_cast<const char*>(words.data()), words.size() * sizeof(std::uint32_t));
  return result + strings;
}

}  // namespace cribsheet::compiler
