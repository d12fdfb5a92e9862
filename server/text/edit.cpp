#include "text/edit.h"

#include <algorithm>

namespace cribsheet {

std::string apply(std::string_view text, std::vector<TextEdit> edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const TextEdit& a, const TextEdit& b) { return a.range.begin < b.range.begin; });
  std::string out;
  std::size_t at = 0;
  for (const TextEdit& edit : edits) {
    const std::size_t begin = std::clamp<std::size_t>(edit.range.begin, at, text.size());
    out.append(text, at, begin - at).append(edit.text);
    at = std::clamp<std::size_t>(edit.range.end, begin, text.size());
  }
  return out.append(text.substr(at));
}

}  // namespace cribsheet
