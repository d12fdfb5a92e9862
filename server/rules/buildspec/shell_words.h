// Commands of a shell line, as far as rules need them: words and where they stand. No expansion, no nesting of quotes.
#pragma once
#include <string_view>
#include <vector>

#include "text/range.h"

namespace cribsheet::rules::buildspec {

struct ShellWord {
  std::string_view text;  // with its quotes
  Range range;            // in the line
};
struct ShellCommand {
  std::vector<ShellWord> words;    // assignments before the command and `sudo` left out
  std::vector<ShellWord> assigns;  // NAME=value before the command
  Range range;                     // from its first word to its last; with `$(` and `)` or backticks where they hold just it
};
// Parted at | & ; ( ) ` and line breaks outside of quotes. Linear in the line.
std::vector<ShellCommand> shell_commands(std::string_view line);

}  // namespace cribsheet::rules::buildspec
