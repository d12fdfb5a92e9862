// UTF-8: reading code points, writing them, finding the first byte that is none.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cribsheet::utf8 {

// Bytes in the well-formed sequence at `at`; 0: it is malformed (or `at` is past the end).
std::size_t sequence_length(std::string_view text, std::size_t at);
// The code point at `at`; a malformed byte gives U+FFFD. Moves `at` behind it.
char32_t next(std::string_view text, std::size_t& at);
// Appends a code point; surrogates and values past U+10FFFF become U+FFFD.
void append(std::string& out, char32_t point);
// Offset of the first byte that is not UTF-8; npos: all is.
std::size_t first_invalid(std::string_view text);

}  // namespace cribsheet::utf8
