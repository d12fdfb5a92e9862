#include "kinds/quoted_source.h"

#include <algorithm>

#include <fmt/format.h>

namespace cribsheet::kinds {
namespace {

constexpr std::size_t kMostLines = 14;

}  // namespace

std::string quoted_source(syntax::Node entry) {
  const std::string_view text = entry.tree()->text();
  const Range range = entry.range();
  std::size_t start = range.begin;
  while (start > 0 && (text[start - 1] == ' ' || text[start - 1] == '\t')) --start;
  const std::size_t indent = range.begin - start;
  std::string out;
  std::size_t lines = 0;
  std::size_t at = start;
  while (at < range.end) {
    if (lines == kMostLines) {
      out += "…\n";
      break;
    }
    std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos || end > range.end) end = range.end;
    std::string_view line = text.substr(at, end - at);
    if (line.find_first_not_of(' ') >= indent || line.size() > indent) line.remove_prefix(std::min(indent, line.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    out += std::string(line) + "\n";
    ++lines;
    at = end + 1;
  }
  while (out.ends_with("\n\n")) out.pop_back();
  const bool json = entry.tree()->language() == syntax::Language::json;
  return fmt::format("```{}\n{}```", json ? "json" : "yaml", out);
}

}  // namespace cribsheet::kinds
