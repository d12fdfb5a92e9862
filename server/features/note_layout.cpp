#include "features/note_layout.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "kinds/notes/notes.h"

namespace cribsheet::features {
namespace {

using notes::Block;
using notes::BlockKind;
using notes::Segment;

constexpr std::size_t kTabStop = 4;     // columns, as in CommonMark
constexpr std::size_t kMostGrowth = 4;  // times its length: a table with one huge cell stays as it is

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view without_end_blanks(std::string_view line) {
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  return line;
}

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

struct TableLine {
  std::string_view prefix;  // indent and bullet
  std::vector<std::string_view> cells;
  bool delimiter = false;
};

bool is_delimiter(const std::vector<std::string_view>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](std::string_view cell) {
    if (cell.starts_with(':')) cell.remove_prefix(1);
    if (cell.ends_with(':')) cell.remove_suffix(1);
    return !cell.empty() && cell.find_first_not_of('-') == std::string_view::npos;
  });
}

// Empty cells: the line is none that begins and ends with a bar.
TableLine read_table_line(std::string_view line) {
  TableLine out;
  line = without_end_blanks(line);
  const std::size_t first = line.find('|');
  if (first == std::string_view::npos || line.size() < first + 2 || line.back() != '|' ||
      line.substr(0, first).find_first_not_of(" \t-*+>0123456789.)") != std::string_view::npos)
    return out;
  out.prefix = line.substr(0, first);
  for (std::size_t i = first + 1, from = i; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
      continue;
    }
    if (line[i] != '|') continue;
    std::string_view cell = without_end_blanks(line.substr(from, i - from));
    while (!cell.empty() && is_blank(cell.front())) cell.remove_prefix(1);
    out.cells.push_back(cell);
    from = i + 1;
    if (i + 1 == line.size()) return out;
  }
  out.cells.clear();  // the last bar is an escaped one
  return out;
}

std::string written(const TableLine& line, const std::vector<std::size_t>& widths) {
  std::string out(line.prefix);
  for (std::size_t c = 0; c < line.cells.size(); ++c) {
    const std::string_view cell = line.cells[c];
    out += "| ";
    if (line.delimiter) {
      const bool left = cell.starts_with(':'), right = cell.ends_with(':') && cell.size() > 1;
      out += (left ? ":" : "") + std::string(widths[c] - (left ? 1 : 0) - (right ? 1 : 0), '-') + (right ? ":" : "");
    } else {
      out += std::string(cell) + std::string(widths[c] - columns(cell), ' ');
    }
    out += ' ';
  }
  return out + "|";
}

class Layout {
 public:
  Layout(const Segment& segment, std::string_view text) : segment_(segment), text_(text), untouched_(segment.blocks.lines.size(), false) {
    for (const Block& block : segment.blocks.all) {
      if (block.kind == BlockKind::fence || block.kind == BlockKind::code) leave(block.line, std::max(block.last_line, block.end_line));
    }
    if (!segment.blocks.front.empty() || text.starts_with("---")) {
      for (std::uint32_t n = 0; n < untouched_.size() && segment.blocks.lines[n] <= segment.blocks.front.end; ++n) leave(n, n + 1);
    }
  }

  std::vector<TextEdit> edits(Range within) {
    std::vector<std::string> tables(untouched_.size());
    for (std::size_t b = 0; b < segment_.blocks.all.size(); ++b)
      if (segment_.blocks.all[b].kind == BlockKind::table) table(segment_.blocks.all[b], tables);
    std::vector<TextEdit> out;
    for (std::uint32_t n = 0; n < untouched_.size(); ++n) {
      if (untouched_[n]) continue;
      const std::string_view line = segment_.blocks.line(text_, n);
      const Range range{segment_.blocks.lines[n], segment_.blocks.lines[n] + static_cast<Offset>(line.size())};
      if (range.end < within.begin || range.begin > within.end) continue;
      std::string now = tables[n].empty() ? mended(line, n) : std::move(tables[n]);
      if (now != line) out.push_back({range, std::move(now)});
    }
    return out;
  }

 private:
  const Segment& segment_;
  std::string_view text_;
  std::vector<bool> untouched_;  // by line

  void leave(std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t n = first; n <= last && n < untouched_.size(); ++n) untouched_[n] = true;
  }

  void table(const Block& block, std::vector<std::string>& into) const {
    std::vector<TableLine> lines;
    std::vector<std::size_t> widths;
    std::size_t before = 0;
    const std::uint32_t last = std::max(block.last_line, block.end_line);
    for (std::uint32_t n = block.line; n <= last && n < untouched_.size(); ++n) {
      const std::string_view line = segment_.blocks.line(text_, n);
      before += line.size();
      lines.push_back(read_table_line(line));
      const TableLine& read = lines.back();
      if (read.cells.empty() || untouched_[n] || read.prefix.find('\t') != std::string_view::npos) return;
      if (widths.empty()) widths.assign(read.cells.size(), 3);
      if (read.cells.size() != widths.size()) return;
      lines.back().delimiter = lines.size() == 2 && is_delimiter(read.cells);
      for (std::size_t c = 0; c < widths.size() && !lines.back().delimiter; ++c) widths[c] = std::max(widths[c], columns(read.cells[c]));
    }
    if (lines.size() < 2 || !lines[1].delimiter) return;
    std::size_t row = 1;
    for (const std::size_t width : widths) row += width + 3;
    if (row * lines.size() > kMostGrowth * before + 1024) return;
    for (std::size_t i = 0; i < lines.size(); ++i) into[block.line + i] = written(lines[i], widths);
  }

  std::string mended(std::string_view line, std::uint32_t number) const {
    std::string_view kept = without_end_blanks(line);
    const std::string_view blanks = line.substr(kept.size());
    const bool hard_break = !kept.empty() && blanks.size() > 1 && blanks.find('\t') == std::string_view::npos && number + 1 < untouched_.size() &&
                            !without_end_blanks(segment_.blocks.line(text_, number + 1)).empty();
    if (hard_break) kept = line;
    const std::size_t indent = std::min(kept.find_first_not_of(" \t"), kept.size());
    if (kept.substr(0, indent).find('\t') == std::string_view::npos) return std::string(kept);
    std::string out;
    for (const char c : kept.substr(0, indent)) out.append(c == '\t' ? kTabStop - out.size() % kTabStop : 1, ' ');
    return out + std::string(kept.substr(indent));
  }
};

}  // namespace

std::vector<TextEdit> note_layout(const model::Document& document, Range within) {
  const Segment* segment = kinds::note_segment(document);
  if (!segment) return {};
  return Layout(*segment, document.text()).edits(within);
}

}  // namespace cribsheet::features
