#include "lsp/plain_text.h"

#include <algorithm>

namespace cribsheet::lsp {
namespace {

bool is_punctuation(char c) { return std::string_view("\\`*_{}[]()#+-.!<>|~").find(c) != std::string_view::npos; }

// "[words](address)" at `at`; false where there is none. `at` is moved behind it.
bool add_link(std::string_view line, std::size_t& at, std::string& out) {
  const auto middle = line.find("](", at);
  if (line[at] != '[' || middle == std::string_view::npos || line.substr(at + 1, middle - at - 1).find('[') != std::string_view::npos) return false;
  const auto end = line.find(')', middle);
  if (end == std::string_view::npos) return false;
  const auto words = line.substr(at + 1, middle - at - 1), address = line.substr(middle + 2, end - middle - 2);
  for (const char c : words)
    if (c != '`' && c != '*') out += c;
  if (address.starts_with("http")) out += " (" + std::string(address) + ")";
  at = end;
  return true;
}

void add_line(std::string_view line, std::string& out) {
  if (line.starts_with('#')) line.remove_prefix(std::min(line.find_first_not_of("# "), line.size()));
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '`') {
      const auto close = line.find('`', i + 1);
      if (close == std::string_view::npos) {
        out += line[i];
        continue;
      }
      out += line.substr(i + 1, close - i - 1);
      i = close;
    } else if (line[i] == '\\' && i + 1 < line.size() && is_punctuation(line[i + 1])) {
      out += line[++i];
    } else if (line.substr(i, 2) == "**") {
      ++i;
    } else if (line[i] != '[' || !add_link(line, i, out)) {
      out += line[i];
    }
  }
}

}  // namespace

std::string plain_text(std::string_view markdown) {
  std::string out;
  bool fenced = false;
  for (std::size_t begin = 0; begin < markdown.size();) {
    const auto end = std::min(markdown.find('\n', begin), markdown.size());
    const auto line = markdown.substr(begin, end - begin);
    begin = end + 1;
    const auto text = line.substr(std::min(line.find_first_not_of(' '), line.size()));
    if (text.starts_with("```")) {
      fenced = !fenced;
      continue;
    }
    if (fenced) out += line;
    else add_line(line, out);
    if (end < markdown.size()) out += '\n';
  }
  return out;
}

}  // namespace cribsheet::lsp
