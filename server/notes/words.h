// Words of a text, made comparable: lower case, without endings, identifiers both whole and split at their humps.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cribsheet::notes {

struct Word {
  std::uint32_t hash = 0;   // of the stem
  std::uint32_t begin = 0;  // bytes in the text
  std::uint32_t end = 0;
};

// One of 64 bits for a word: a text without the bit does not hold the word.
constexpr std::uint64_t word_bit(std::uint32_t hash) { return std::uint64_t{1} << ((hash * 2654435761u) >> 26); }

struct Words {
  std::vector<Word> whole;  // "VisibilityTimeout" is one word
  std::vector<Word> parts;  // "VisibilityTimeout" is two; equal to `whole` where no word has humps
  std::uint64_t bits = 0;   // of all words and parts
};

// Reads the words of a text. Punctuation, arrows, emoji and Markdown marks part words; other letters belong to them.
Words words_of(std::string_view text);
void words_of(std::string_view text, Words& into);  // reuses the vectors

// Lower-cased, with its ending cut: plural, -ing, -ed, -ion, -e. The same for both sides of a comparison, so it need not be a word.
std::uint32_t stem_hash(std::string_view word);

// The word's parts: "KMSMasterKeyId" -> KMS Master Key Id; '_', '-' and blanks part too.
std::vector<std::string> split_name(std::string_view name);

using Phrase = std::vector<std::uint32_t>;
Phrase phrase_of(std::string_view text);        // whole words
Phrase parts_phrase_of(std::string_view text);  // split at humps

// Where a phrase stands in a run of words: index of its first word; -1: nowhere.
std::ptrdiff_t find_phrase(std::span<const Word> words, const Phrase& phrase, std::size_t from = 0);

// Whether `text` holds `literal` (ignoring case) with no letter or digit next to it; npos: no.
std::size_t find_literal(std::string_view text, std::string_view literal, std::size_t from = 0);

bool is_word_byte(char c);

// Calls `attempt` with the stem of every word one slip away: a letter too many, missing, another, or two swapped. `word` in lower case.
void each_slip(const std::string& word, const std::function<void(std::uint32_t stem)>& attempt);

}  // namespace cribsheet::notes
