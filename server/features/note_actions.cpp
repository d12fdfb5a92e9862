#include "features/note_actions.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "kinds/notes/notes.h"
#include "notes/links.h"

namespace cribsheet::features {
namespace {

using notes::Block;
using notes::BlockKind;
using notes::Segment;

constexpr std::string_view kBegin = "<!-- contents -->";
constexpr std::string_view kEnd = "<!-- end of contents -->";
constexpr std::size_t kMostHeadings = 500;

std::string_view line_break(std::string_view text) { return text.find("\r\n") != std::string_view::npos ? "\r\n" : "\n"; }

// Brackets in a heading would end the link's text.
std::string link_text(std::string_view heading) {
  std::string out;
  for (const char c : heading.substr(0, heading.find('\n'))) {
    if (c == '[' || c == ']' || c == '\\') out += '\\';
    if (c != '\r') out += c;
  }
  return out;
}

// "- [Heading](#heading)", deeper ones further in. A first heading that stands above all others is the title, and not listed.
// Empty: there are not two headings to list.
std::string contents(const Segment& segment, std::string_view newline) {
  std::vector<const Block*> headings;
  for (const Block& block : segment.blocks.all)
    if (block.kind == BlockKind::heading && !block.text.empty() && headings.size() < kMostHeadings) headings.push_back(&block);
  if (headings.size() > 1 && std::all_of(headings.begin() + 1, headings.end(), [&](const Block* each) { return each->level > headings.front()->level; }))
    headings.erase(headings.begin());
  if (headings.size() < 2) return {};
  std::string out;
  std::vector<int> levels;  // of the headings around
  std::map<std::string, int> seen;
  for (const Block* heading : headings) {
    while (!levels.empty() && levels.back() >= heading->level) levels.pop_back();
    std::string anchor = notes::anchor_of(segment.text(*heading));
    if (const int times = seen[anchor]++; times > 0) anchor += "-" + std::to_string(times);
    out += std::string(levels.size() * 2, ' ') + "- [" + link_text(segment.text(*heading)) + "](#" + anchor + ")" + std::string(newline);
    levels.push_back(heading->level);
  }
  return out;
}

void add_contents(const Segment& segment, std::string_view text, Range range, std::vector<Action>& out) {
  const std::string_view newline = line_break(text);
  const std::string list = contents(segment, newline);
  if (list.empty()) return;
  const std::size_t begin = text.find(kBegin), end = begin == std::string_view::npos ? begin : text.find(kEnd, begin);
  if (end != std::string_view::npos) {
    const Range old{static_cast<Offset>(begin + kBegin.size()), static_cast<Offset>(end)};
    const std::string now = std::string(newline) + list;
    if (text.substr(old.begin, old.size()) != now && range.begin <= end + kEnd.size() && begin <= range.end)
      out.push_back({"Bring the list of contents up to date", "refactor.rewrite", {{old, now}}, false, std::nullopt});
    return;
  }
  // below the first heading, where that is the title; else above everything
  const Block& first = segment.blocks.all.front();
  const bool titled = first.kind == BlockKind::heading;
  if (begin != std::string_view::npos || range.begin > first.text.end) return;
  const Offset at = titled && first.end_line + 1 < segment.blocks.lines.size() ? segment.blocks.lines[first.end_line + 1]
                    : titled                                                   ? static_cast<Offset>(text.size())
                                                                               : segment.blocks.lines[first.line];
  const std::string gap(newline);
  std::string block = std::string(kBegin) + gap + list + std::string(kEnd) + gap;
  if (titled) block = (at > 0 && text[at - 1] == '\n' ? gap : gap + gap) + block;
  else block += gap;
  out.push_back({"Insert a list of contents", "refactor.rewrite", {{{at, at}, std::move(block)}}, false, std::nullopt});
}

// "[label]: target", each on a line of its own: together at the end, by name.
void add_sorting(const Segment& segment, std::string_view text, Range range, std::vector<Action>& out) {
  struct Line {
    std::string label;
    Range range;  // with its break
    std::string_view text;
  };
  std::vector<Line> lines;
  bool asked = false;
  for (const notes::LinkDefinition& definition : notes::link_definitions(segment)) {
    const std::size_t before = text.substr(0, definition.label_range.begin).rfind('\n');
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    std::size_t end = text.find('\n', begin);
    end = end == std::string_view::npos ? text.size() : end + 1;
    if (!lines.empty() && begin < lines.back().range.end) return;
    const Range whole{static_cast<Offset>(begin), static_cast<Offset>(end)};
    // a title on the next line belongs to it
    if (const std::size_t next = text.find_first_not_of(" \t", end);
        next != std::string_view::npos && (text[next] == '"' || text[next] == '\'' || text[next] == '('))
      return;
    std::string_view line = text.substr(begin, end - begin);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    if (line.empty() || line.front() != '[') return;  // in a quote or a bullet it stays where it is
    lines.push_back({definition.label, whole, line});
    asked = asked || (whole.begin <= range.end && range.begin <= whole.end);
  }
  if (!asked || lines.size() < 2) return;
  const bool together =
      std::adjacent_find(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.range.end != b.range.begin; }) == lines.end();
  std::vector<Line> sorted = lines;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Line& a, const Line& b) { return a.label < b.label; });
  const bool in_order = std::equal(lines.begin(), lines.end(), sorted.begin(), [](const Line& a, const Line& b) { return a.range == b.range; });
  const std::string_view newline = line_break(text);
  std::string all;
  for (const Line& line : sorted) all += std::string(line.text) + std::string(newline);
  std::vector<TextEdit> edits;
  if (together && in_order) return;
  if (together) {
    const Range block{lines.front().range.begin, lines.back().range.end};
    if (block.end == text.size() && !text.ends_with('\n')) all.resize(all.size() - newline.size());
    edits.push_back({block, std::move(all)});
  } else {
    for (const Line& line : lines) edits.push_back({line.range, {}});
    const Offset end = static_cast<Offset>(text.size());
    std::string gap = text.ends_with('\n') ? std::string(newline) : std::string(newline) + std::string(newline);
    if (lines.back().range.end == end) edits.back().text = text.ends_with('\n') ? all : std::string(newline) + all;
    else edits.push_back({{end, end}, gap + all});
  }
  out.push_back({"Sort the link definitions", "source.organizeLinkDefinitions", edits, false, std::nullopt});
}

}  // namespace

std::vector<Action> note_actions(const model::Document& document, Range range) {
  std::vector<Action> out;
  const Segment* segment = kinds::note_segment(document);
  if (!segment || segment->blocks.all.empty()) return out;
  add_contents(*segment, document.text(), range, out);
  add_sorting(*segment, document.text(), range, out);
  return out;
}

}  // namespace cribsheet::features
