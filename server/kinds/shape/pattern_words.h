// Simple regular expressions said in words: "end in .fifo", "hold only letters, digits and any of -_".
#pragma once
#include <string>
#include <string_view>

namespace cribsheet::kinds::shape {

// What a text must do to match, to be put after "must"; a pattern that is not simple enough for it is quoted: "match ^a(b|c)+$".
std::string pattern_words(std::string_view pattern);

// The text that every match ends in; empty: the pattern is no more than "anything, then this text" only where it says so.
std::string pattern_ending(std::string_view pattern);

}  // namespace cribsheet::kinds::shape
