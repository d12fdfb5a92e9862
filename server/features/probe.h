// Half-typed text made whole, so that the tree says where the cursor stands: a word alone on a line may become a key.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "syntax/tree.h"
#include "text/range.h"

namespace cribsheet::features {

struct Probe {
  Range replace;                    // the word at the cursor in the text as it is: what a completion replaces
  std::string typed;                // of it, up to the cursor
  bool quoted = false;              // the word stands in quotes; `replace` is inside them
  bool has_colon = false;           // a ':' follows: only the key's name is replaced
  std::size_t indent = 0;           // column of the word
  std::optional<std::string> text;  // the text made whole; nothing: it was
};
Probe probe(std::string_view text, Offset offset, syntax::Language language);

constexpr std::string_view kPlaceholder = "x-being-typed";

}  // namespace cribsheet::features
