#include "notes/words.h"

#include <algorithm>
#include <array>

namespace cribsheet::notes {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr std::size_t kMaxWord = 64;  // longer runs (hashes, data) are compared by their first bytes

bool ends_with(std::string_view text, std::string_view ending) { return text.ends_with(ending); }

// What is left of a lower-cased word.
std::string_view stem(std::string_view w) {
  if (w.size() > 3 && ends_with(w, "ies")) return w.substr(0, w.size() - 2);  // policies -> polici
  if (w.size() > 4 && (ends_with(w, "sses") || ends_with(w, "xes") || ends_with(w, "ches") || ends_with(w, "shes"))) {
    w.remove_suffix(2);
  } else if (w.size() > 2 && w.back() == 's' && !ends_with(w, "ss") && !ends_with(w, "us") && !ends_with(w, "is")) {
    w.remove_suffix(1);
  }
  if (w.size() >= 7 && ends_with(w, "ing")) w.remove_suffix(3);
  else if (w.size() >= 6 && ends_with(w, "ed")) w.remove_suffix(2);
  else if (w.size() >= 8 && ends_with(w, "ion")) w.remove_suffix(3);
  if (w.size() >= 5 && w.back() == 'e') w.remove_suffix(1);
  if (w.size() >= 5 && w[w.size() - 1] == w[w.size() - 2] && w.back() != 's' && w.back() != 'l') w.remove_suffix(1);  // batching, stopped
  return w;
}

std::uint32_t hash_of(std::string_view text, bool y_to_i) {
  std::uint32_t h = 2166136261u;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (y_to_i && i + 1 == text.size() && c == 'y') c = 'i';  // policy, policies
    h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  }
  return h;
}

// Length of a byte run that parts words although its bytes are above ASCII: punctuation, arrows, symbols, emoji.
std::size_t separator_length(std::string_view text, std::size_t i) {
  const auto c = static_cast<unsigned char>(text[i]);
  if (c == 0xE2 || c == 0xEF) return std::min<std::size_t>(3, text.size() - i);
  if (c == 0xF0) return std::min<std::size_t>(4, text.size() - i);
  if (c == 0xC2) return std::min<std::size_t>(2, text.size() - i);
  return 0;
}

// Calls back for each hump of an identifier: [begin, end).
template <class Callback>
void each_hump(std::string_view text, std::size_t begin, std::size_t end, Callback&& callback) {
  std::size_t start = begin;
  for (std::size_t i = begin; i < end; ++i) {
    if (text[i] == '_') {
      if (i > start) callback(start, i);
      start = i + 1;
      continue;
    }
    if (i == start) continue;
    const char before = text[i - 1];
    const bool hump = is_upper(text[i]) && (is_lower(before) || is_digit(before) || (is_upper(before) && i + 1 < end && is_lower(text[i + 1]) &&
                                                                                    !(text[i + 1] == 's' && (i + 2 == end || !is_lower(text[i + 2])))));
    if (hump) {
      callback(start, i);
      start = i;
    }
  }
  if (end > start) callback(start, end);
}

Word word_at(std::string_view text, std::size_t begin, std::size_t end) {
  return {stem_hash(text.substr(begin, end - begin)), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

bool is_word_byte(char c) { return is_upper(c) || is_lower(c) || is_digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80; }

std::uint32_t stem_hash(std::string_view word) {
  std::array<char, kMaxWord> buffer;
  const std::size_t n = std::min(word.size(), kMaxWord);
  for (std::size_t i = 0; i < n; ++i) buffer[i] = lower(word[i]);
  const std::string_view lowered(buffer.data(), n);
  if (is_digit(lowered.empty() ? 'a' : lowered.front())) return hash_of(lowered, false);
  const std::string_view cut = stem(lowered);
  return hash_of(cut, cut.size() > 2);
}

void words_of(std::string_view text, Words& into) {
  into.whole.clear();
  into.parts.clear();
  std::size_t i = 0;
  while (i < text.size()) {
    if (!is_word_byte(text[i])) {
      ++i;
      continue;
    }
    if (const std::size_t skip = separator_length(text, i)) {
      i += skip;
      continue;
    }
    const std::size_t begin = i;
    bool humps = false;
    while (i < text.size() && is_word_byte(text[i]) && separator_length(text, i) == 0) {
      humps = humps || text[i] == '_' || (i > begin && is_upper(text[i]));
      // 43,200 and 16.000 are one word
      if (is_digit(text[i]) && i + 2 < text.size() && (text[i + 1] == ',' || text[i + 1] == '.') && is_digit(text[i + 2])) ++i;
      ++i;
    }
    if (i - begin == 1 && begin > 0 && text[begin - 1] == '\'' && text[begin] == 's') continue;  // queue's
    into.whole.push_back(word_at(text, begin, i));
    if (!humps) into.parts.push_back(into.whole.back());
    else each_hump(text, begin, i, [&](std::size_t b, std::size_t e) { into.parts.push_back(word_at(text, b, e)); });
  }
}

Words words_of(std::string_view text) {
  Words words;
  words_of(text, words);
  return words;
}

std::vector<std::string> split_name(std::string_view name) {
  std::vector<std::string> parts;
  for (const Word& word : words_of(name).parts) parts.emplace_back(name.substr(word.begin, word.end - word.begin));
  return parts;
}

Phrase phrase_of(std::string_view text) {
  Phrase phrase;
  for (const Word& word : words_of(text).whole) phrase.push_back(word.hash);
  return phrase;
}

Phrase parts_phrase_of(std::string_view text) {
  Phrase phrase;
  for (const Word& word : words_of(text).parts) phrase.push_back(word.hash);
  return phrase;
}

std::ptrdiff_t find_phrase(std::span<const Word> words, const Phrase& phrase, std::size_t from) {
  if (phrase.empty()) return -1;
  for (std::size_t i = from; i + phrase.size() <= words.size(); ++i) {
    std::size_t k = 0;
    while (k < phrase.size() && words[i + k].hash == phrase[k]) ++k;
    if (k == phrase.size()) return static_cast<std::ptrdiff_t>(i);
  }
  return -1;
}

std::size_t find_literal(std::string_view text, std::string_view literal, std::size_t from) {
  if (literal.empty()) return std::string_view::npos;
  const auto inside = [](char c) { return is_upper(c) || is_lower(c) || is_digit(c) || c == '_'; };
  for (std::size_t i = from; i + literal.size() <= text.size(); ++i) {
    std::size_t k = 0;
    while (k < literal.size() && lower(text[i + k]) == lower(literal[k])) ++k;
    if (k < literal.size()) continue;
    const bool before = i == 0 || !inside(text[i - 1]) || !inside(literal.front());
    const bool longer = text.substr(i + k).starts_with("::") || (i > 1 && text.substr(i - 2, 2) == "::");  // AWS::EC2::VPC::Id is not AWS::EC2::VPC
    const bool after = (i + k == text.size() || !inside(text[i + k]) || !inside(literal.back())) && !longer;
    if (before && after) return i;
  }
  return std::string_view::npos;
}

}  // namespace cribsheet::notes
