#include "notes/words.h"

#include <algorithm>
#include <array>

namespace cribsheet::notes {
namespace {

// What a byte does to a word. Lead bytes of punctuation, arrows, symbols and emoji part words, other letters belong to them.
enum Class : std::uint8_t { parts, lower_case, upper_case, digit, underscore, letter, lead2, lead3, lead4 };

constexpr std::array<Class, 256> kClasses = [] {
  std::array<Class, 256> all{};
  for (std::size_t c = 0; c < 256; ++c) {
    all[c] = c >= 'a' && c <= 'z'   ? lower_case
             : c >= 'A' && c <= 'Z' ? upper_case
             : c >= '0' && c <= '9' ? digit
             : c == '_'             ? underscore
             : c >= 0x80            ? letter
                                    : parts;
  }
  all[0xC2] = lead2;
  all[0xE2] = all[0xEF] = lead3;
  all[0xF0] = lead4;
  return all;
}();

Class class_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr std::size_t kMaxWord = 64;  // longer runs (hashes, data) are compared by their first bytes

// How much is left of a lower-cased word: without plural, -ing, -ed, -ion, a last -e or a doubled letter.
std::size_t stem_length(const char* w, std::size_t n) {
  const auto at = [&](std::size_t back) { return w[n - back]; };
  if (n > 3 && at(1) == 's') {
    if (at(2) == 'e' && at(3) == 'i') return n - 2;  // policies -> polici
    const bool hissing = at(2) == 'e' && n > 4 && ((at(3) == 's' && at(4) == 's') || at(3) == 'x' || (at(3) == 'h' && (at(4) == 'c' || at(4) == 's')));
    if (hissing) n -= 2;
    else if (at(2) != 's' && at(2) != 'u' && at(2) != 'i') n -= 1;
  } else if (n == 3 && at(1) == 's' && at(2) != 's' && at(2) != 'u' && at(2) != 'i') {
    n -= 1;
  }
  if (n >= 7 && at(1) == 'g' && at(2) == 'n' && at(3) == 'i') n -= 3;
  else if (n >= 6 && at(1) == 'd' && at(2) == 'e') n -= 2;
  else if (n >= 8 && at(1) == 'n' && at(2) == 'o' && at(3) == 'i') n -= 3;
  if (n >= 5 && at(1) == 'e') n -= 1;
  if (n >= 5 && at(1) == at(2) && at(1) != 's' && at(1) != 'l') n -= 1;  // batching, stopped
  return n;
}

constexpr std::uint32_t kHashStart = 2166136261u;  // FNV-1a
constexpr std::uint32_t kHashStep = 16777619u;

std::uint32_t hash_of(std::string_view text, bool y_to_i) {
  std::uint32_t h = kHashStart;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (y_to_i && i + 1 == text.size() && c == 'y') c = 'i';  // policy, policies
    h = (h ^ static_cast<unsigned char>(c)) * kHashStep;
  }
  return h;
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
    const bool hump =
        is_upper(text[i]) && (is_lower(before) || is_digit(before) ||
                              (is_upper(before) && i + 1 < end && is_lower(text[i + 1]) && !(text[i + 1] == 's' && (i + 2 == end || !is_lower(text[i + 2])))));
    if (hump) {
      callback(start, i);
      start = i;
    }
  }
  if (end > start) callback(start, end);
}

// Of a lower-cased word.
std::uint32_t hash_of_lowered(const char* w, std::size_t n) {
  if (n > 0 && is_digit(w[0])) return hash_of({w, n}, false);
  const std::size_t left = stem_length(w, n);
  return hash_of({w, left}, left > 2);
}

// A word being read: lower-cased, with the hash of each of its beginnings, of which the stem's is wanted in the end.
class WordBuffer {
 public:
  void clear() { length_ = 0; }
  void add(char c) {
    if (length_ == kMaxWord) return;
    letters_[length_] = c;
    hashes_[length_ + 1] = (hashes_[length_] ^ static_cast<unsigned char>(c)) * kHashStep;
    ++length_;
  }
  std::uint32_t stem_hash() const {
    if (length_ == 0 || is_digit(letters_[0])) return hashes_[length_];
    const std::size_t left = stem_length(letters_.data(), length_);
    if (left > 2 && letters_[left - 1] == 'y') return (hashes_[left - 1] ^ static_cast<unsigned char>('i')) * kHashStep;
    return hashes_[left];
  }

 private:
  std::array<char, kMaxWord> letters_;
  std::array<std::uint32_t, kMaxWord + 1> hashes_ = {kHashStart};
  std::size_t length_ = 0;
};

Word word_at(std::string_view text, std::size_t begin, std::size_t end) {
  return {stem_hash(text.substr(begin, end - begin)), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

bool is_word_byte(char c) { return is_upper(c) || is_lower(c) || is_digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80; }

std::uint32_t stem_hash(std::string_view word) {
  std::array<char, kMaxWord> buffer;
  const std::size_t n = std::min(word.size(), kMaxWord);
  for (std::size_t i = 0; i < n; ++i) buffer[i] = lower(word[i]);
  return hash_of_lowered(buffer.data(), n);
}

void words_of(std::string_view text, Words& into) {
  into.whole.clear();
  into.parts.clear();
  std::uint64_t bits = 0;
  WordBuffer buffer;
  const std::size_t size = text.size();
  std::size_t i = 0;
  while (i < size) {
    Class c = class_of(text[i]);
    if (c == parts || c >= lead2) {
      i += c == parts ? 1u : c == lead2 ? 2u : c == lead3 ? 3u : 4u;
      continue;
    }
    const std::size_t begin = i;
    bool humps = false;
    buffer.clear();
    for (; i < size; ++i) {
      c = class_of(text[i]);
      if (c == parts || c >= lead2) break;
      buffer.add(c == upper_case ? static_cast<char>(text[i] + 32) : text[i]);
      humps = humps || c == underscore || (c == upper_case && i > begin);
      // 43,200 and 16.000 are one word
      if (c == digit && i + 2 < size && (text[i + 1] == ',' || text[i + 1] == '.') && is_digit(text[i + 2])) {
        ++i;
        buffer.add(text[i]);
      }
    }
    if (i - begin == 1 && begin > 0 && text[begin - 1] == '\'' && text[begin] == 's') continue;  // queue's
    into.whole.push_back({buffer.stem_hash(), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(i)});
    bits |= word_bit(into.whole.back().hash);
    if (!humps) {
      into.parts.push_back(into.whole.back());
      continue;
    }
    each_hump(text, begin, i, [&](std::size_t b, std::size_t e) {
      into.parts.push_back(word_at(text, b, e));
      bits |= word_bit(into.parts.back().hash);
    });
  }
  into.bits = bits;
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

void each_slip(const std::string& word, const std::function<void(std::uint32_t)>& attempt) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  for (std::size_t i = 0; i < word.size(); ++i) {
    attempt(stem_hash(word.substr(0, i) + word.substr(i + 1)));
    if (i + 1 < word.size()) attempt(stem_hash(word.substr(0, i) + word[i + 1] + word[i] + word.substr(i + 2)));
    for (const char c : letters) {
      attempt(stem_hash(word.substr(0, i) + c + word.substr(i + 1)));
      attempt(stem_hash(word.substr(0, i) + c + word.substr(i)));
    }
  }
}

}  // namespace cribsheet::notes
