#include "app/printable.h"

namespace cribsheet::app {

std::string printable(std::string_view text, bool lines) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    const bool second = byte == 0xc2 && next >= 0x80 && next < 0xa0;  // U+0080 to U+009F
    if (!second && ((byte >= 0x20 && byte != 0x7f) || byte == '\t' || (lines && byte == '\n'))) {
      out.push_back(text[i]);
      continue;
    }
    if (second) byte = static_cast<unsigned char>(text[++i]);
    out += "\\x";
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
  }
  return out;
}

}  // namespace cribsheet::app
