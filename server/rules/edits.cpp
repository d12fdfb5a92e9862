#include "rules/edits.h"

#include <algorithm>

namespace cribsheet::rules {
namespace {

bool blank(char c) { return c == ' ' || c == '\t'; }
bool white(char c) { return blank(c) || c == '\n' || c == '\r'; }

Range content_range(syntax::Node child) {
  if (child.kind() == syntax::NodeKind::entry)
    return {child.key().full_range().begin, std::max(child.key().full_range().end, child.value().full_range().end)};
  return child.full_range();
}

// With the comma behind it, or else the one before it.
Range flow_range(std::string_view text, Range range) {
  Offset after = range.end;
  while (after < text.size() && white(text[after])) ++after;
  if (after < text.size() && text[after] == ',') {
    ++after;
    while (after < text.size() && white(text[after])) ++after;
    return {range.begin, after};
  }
  Offset before = range.begin;
  while (before > 0 && white(text[before - 1])) --before;
  if (before > 0 && text[before - 1] == ',') return {before - 1, range.end};
  return range;
}

}  // namespace

TextEdit removal(const model::Document& document, syntax::Node child) {
  const std::string_view text = document.text();
  const Range range = content_range(child);
  if (child.parent().style() != syntax::Style::block) return {flow_range(text, range), ""};
  const Range first = document.lines.line(document.lines.line_of(range.begin));
  // The dash of an item, and nothing else, may stand before it; a first key behind a dash keeps the dash.
  std::string_view lead = text.substr(first.begin, range.begin - first.begin);
  const bool item = child.kind() != syntax::NodeKind::entry;
  const bool alone = std::all_of(lead.begin(), lead.end(), [&](char c) { return blank(c) || (item && c == '-'); });
  Offset end = range.end;
  while (end > range.begin && white(text[end - 1])) --end;
  while (end < text.size() && text[end] != '\n') ++end;
  if (end < text.size()) ++end;
  if (alone) return {{first.begin, end}, ""};
  while (end < text.size() && blank(text[end])) ++end;  // the next key moves up behind the dash
  return {{range.begin, end}, ""};
}

}  // namespace cribsheet::rules
