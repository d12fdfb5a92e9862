// Builds the two blobs of knowledge.pack (server/pack/format.h): words and strings, both without repetition.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pack/format.h"

namespace cribsheet::compiler {

using Words = std::vector<std::uint32_t>;

class Writer {
 public:
  Writer();
  std::uint32_t string(std::string_view text);
  std::uint32_t list(const Words& items);                        // 0 for the empty list; equal lists are written once
  std::uint32_t strings(const std::vector<std::string>& texts);  // list of strings
  std::uint32_t number(double value);
  std::uint32_t record(const Words& record);  // a run of words, written once; returns its index
  std::uint32_t reserve(std::size_t words);   // a run to be filled later with `fill`
  void fill(std::uint32_t index, const Words& record);
  // Rows in their final order, all of the same width.
  void table(pack::TableId id, const std::vector<Words>& rows);
  std::uint32_t word_count() const { return static_cast<std::uint32_t>(words_.size()); }
  // The whole file.
  std::string bytes() const;

 private:
  Words words_;
  std::string strings_;
  std::vector<std::string> long_strings_;
  std::unordered_map<std::string, std::uint32_t> known_strings_;
  std::unordered_map<std::string, std::uint32_t> known_records_;
  pack::Header header_ = {};
};

}  // namespace cribsheet::compiler
