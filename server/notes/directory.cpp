#include "notes/directory.h"

#include <algorithm>

#include "notes/words.h"

namespace cribsheet::notes {
namespace {

// Of the last part of a path without ".md", in lower case.
std::uint32_t name_hash(std::string_view path) {
  path.remove_prefix(std::min(path.find_last_of("/\\") + 1, path.size()));
  std::uint32_t hash = 2166136261u;  // FNV-1a
  std::size_t size = path.size();
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  if (size > 3 && path[size - 3] == '.' && lower(path[size - 2]) == 'm' && lower(path[size - 1]) == 'd') size -= 3;
  for (std::size_t i = 0; i < size; ++i) hash = (hash ^ static_cast<unsigned char>(lower(path[i]))) * 16777619u;
  return hash ^ 1u;  // apart from the words'
}

}  // namespace

Directory::Directory(std::span<const std::shared_ptr<const Segment>> segments) {
  Words words;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const auto number = static_cast<std::uint32_t>(i);
    names_.emplace_back(name_hash(segments[i]->file.path), number);
    words_of(segments[i]->title, words);
    for (const Word& word : words.whole) names_.emplace_back(word.hash, number);
  }
  std::sort(names_.begin(), names_.end());
  names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
  names_.shrink_to_fit();
}

std::vector<std::uint32_t> Directory::called(std::string_view name) const {
  std::vector<std::uint32_t> out;
  const auto add = [&](std::uint32_t hash) {
    for (auto at = std::lower_bound(names_.begin(), names_.end(), std::pair(hash, 0u)); at != names_.end() && at->first == hash; ++at)
      out.push_back(at->second);
  };
  add(name_hash(name));
  if (const Phrase words = phrase_of(name); !words.empty()) add(words.front());
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace cribsheet::notes
