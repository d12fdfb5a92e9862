// An edit to a text, in byte offsets of the text before it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "text/range.h"

namespace cribsheet {

struct TextEdit {
  Range range;
  std::string text;
};

// Applies edits that do not overlap, in any order. Edits outside the text are cut to it.
std::string apply(std::string_view text, std::vector<TextEdit> edits);

}  // namespace cribsheet
