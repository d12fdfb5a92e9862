#include "notes/blocks.h"

#include <algorithm>
#include <optional>

namespace cribsheet::notes {
namespace {

constexpr std::size_t kMaxDepth = 64;  // deeper bullets become children of the 64th

struct Line {
  std::string_view text;    // without indentation and trailing blanks
  std::uint32_t begin = 0;  // offset of `text`
  std::uint16_t indent = 0;
  bool blank() const { return text.empty(); }
};

struct Marker {
  std::size_t width = 0;  // of the marker with the blanks behind it
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<Marker> bullet(std::string_view text) {
  std::size_t n = 0;
  if (!text.empty() && (text[0] == '-' || text[0] == '*' || text[0] == '+')) n = 1;
  else {
    while (n < text.size() && n < 9 && is_digit(text[n])) ++n;
    if (n == 0 || n >= text.size() || (text[n] != '.' && text[n] != ')')) return std::nullopt;
    ++n;
  }
  if (n == text.size()) return Marker{n};
  if (!is_blank(text[n])) return std::nullopt;
  while (n < text.size() && is_blank(text[n])) ++n;
  return Marker{n};
}

bool is_rule(std::string_view text) {  // ---, ***, ___
  std::size_t marks = 0;
  for (const char c : text) {
    if (is_blank(c)) continue;
    if (c != text[0] || (c != '-' && c != '*' && c != '_')) return false;
    ++marks;
  }
  return marks >= 3;
}

std::size_t heading_level(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && text[n] == '#') ++n;
  return n >= 1 && n <= 6 && (n == text.size() || is_blank(text[n])) ? n : 0;
}

std::size_t fence_marks(std::string_view text) {
  if (text.empty() || (text[0] != '`' && text[0] != '~')) return 0;
  std::size_t n = 0;
  while (n < text.size() && text[n] == text[0]) ++n;
  if (n < 3 || (text[0] == '`' && text.find('`', n) != std::string_view::npos)) return 0;
  return n;
}

bool is_delimiter_row(std::string_view text) {
  bool dash = false;
  for (const char c : text) {
    if (c == '-') dash = true;
    else if (c != '|' && c != ':' && !is_blank(c)) return false;
  }
  return dash && text.find('|') != std::string_view::npos;
}

bool introduces(std::string_view text) {
  while (!text.empty() && (text.back() == '*' || text.back() == '_')) text.remove_suffix(1);
  return text.ends_with(":");
}
// A line that is nothing but bold text stands for a heading.
bool is_bold_line(std::string_view text) {
  return text.size() > 4 && text.starts_with("**") && text.ends_with("**") && text.substr(2, text.size() - 4).find("**") == std::string_view::npos;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Blocks read() {
    split_lines();
    std::uint32_t n = front_matter();
    while (n < count_) n = step(n);
    finish();
    return std::move(out_);
  }

 private:
  struct Open {
    std::int32_t indent;  // what stands at this column or before it closes it
    std::int32_t block;
    bool takes_siblings;  // a paragraph ending in ':' also owns a list that starts at its own column
  };

  std::string_view text_;
  Blocks out_;
  std::uint32_t count_ = 0;
  std::vector<std::int32_t> headings_;  // open headings, outermost first
  std::vector<Open> open_;
  std::int32_t running_ = -1;  // the block that a line without marker continues
  bool after_blank_ = true;

  void split_lines() {
    out_.lines.reserve(text_.size() / 40 + 1);
    out_.lines.push_back(0);
    for (std::size_t i = text_.find('\n'); i != std::string_view::npos; i = text_.find('\n', i + 1)) {
      if (i + 1 < text_.size()) out_.lines.push_back(static_cast<std::uint32_t>(i + 1));
    }
    count_ = static_cast<std::uint32_t>(out_.lines.size());
    out_.all.reserve(count_);
  }

  Line line(std::uint32_t number) const {
    const std::string_view whole = out_.line(text_, number);
    std::size_t i = number == 0 && whole.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    std::size_t column = 0;
    while (i < whole.size() && is_blank(whole[i])) column = whole[i++] == '\t' ? (column / 4 + 1) * 4 : column + 1;
    std::size_t end = whole.size();
    while (end > i && is_blank(whole[end - 1])) --end;
    return {whole.substr(i, end - i), out_.lines[number] + static_cast<std::uint32_t>(i), static_cast<std::uint16_t>(std::min<std::size_t>(column, 60000))};
  }

  std::uint32_t front_matter() {
    if (line(0).text != "---") return 0;
    for (std::uint32_t n = 1; n < count_ && n < 400; ++n) {
      const std::string_view t = line(n).text;
      if (t == "---" || t == "...") {
        out_.front = {out_.lines[1], out_.lines[n]};
        return n + 1;
      }
    }
    return 0;
  }

  std::int32_t parent() const { return !open_.empty() ? open_.back().block : !headings_.empty() ? headings_.back() : -1; }

  std::int32_t add(BlockKind kind, const Line& at, std::size_t skip, std::uint32_t number, std::int32_t under) {
    Block block;
    block.kind = kind;
    block.text = {at.begin + static_cast<Offset>(skip), at.begin + static_cast<Offset>(at.text.size())};
    block.line = block.end_line = block.last_line = number;
    block.parent = under;
    block.indent = at.indent;
    block.depth = under < 0 ? std::uint16_t{0} : static_cast<std::uint16_t>(out_.all[static_cast<std::size_t>(under)].depth + 1);
    out_.all.push_back(block);
    return static_cast<std::int32_t>(out_.all.size()) - 1;
  }

  // Closes what a block at this column can't be under.
  void close_to(std::int32_t indent, bool starts_list) {
    while (!open_.empty()) {
      Open& top = open_.back();
      if (starts_list && top.takes_siblings && top.indent == indent) {
        top.indent = indent - 1;
        top.takes_siblings = false;
      }
      if (top.indent < indent && (top.indent + 1 < indent || top.indent < 0 || out_.all[static_cast<std::size_t>(top.block)].kind == BlockKind::paragraph))
        break;
      open_.pop_back();
    }
    if (!open_.empty()) open_.back().takes_siblings = false;
  }

  std::uint32_t step(std::uint32_t n) {
    Line at = line(n);
    if (at.blank()) {
      after_blank_ = true;
      running_ = -1;
      return n + 1;
    }
    if (at.text[0] == '>') at = quoted(at);
    std::uint32_t next = n + 1;
    if (at.blank()) running_ = -1;
    else if (const std::size_t level = heading_level(at.text); level != 0 && at.indent < 4) heading(at, level, n);
    else if (fence_marks(at.text) != 0) next = fence(at, n);
    else if (is_table_start(at, n)) next = table(at, 0, n);
    else if (is_rule(at.text)) running_ = -1;
    else if (const auto marker = bullet(at.text)) next = item(at, *marker, n);
    else paragraph(at, n);
    after_blank_ = false;
    return next;
  }

  static Line quoted(Line at) {
    while (!at.text.empty() && (at.text[0] == '>' || is_blank(at.text[0]))) {
      at.text.remove_prefix(1);
      ++at.begin;
    }
    return at;
  }

  void heading(const Line& at, std::size_t level, std::uint32_t n) {
    open_.clear();
    running_ = -1;
    while (!headings_.empty() && out_.all[static_cast<std::size_t>(headings_.back())].level >= level) headings_.pop_back();
    std::size_t skip = level;
    while (skip < at.text.size() && is_blank(at.text[skip])) ++skip;
    const std::int32_t b = add(BlockKind::heading, at, skip, n, parent());
    Block& block = out_.all[static_cast<std::size_t>(b)];
    block.level = static_cast<std::uint8_t>(level);
    while (block.text.end > block.text.begin && (text_[block.text.end - 1] == '#' || is_blank(text_[block.text.end - 1]))) --block.text.end;
    headings_.push_back(b);
  }

  std::uint32_t item(const Line& at, Marker marker, std::uint32_t n) {
    close_to(at.indent, true);
    Line content{at.text.substr(marker.width), at.begin + static_cast<std::uint32_t>(marker.width), static_cast<std::uint16_t>(at.indent + marker.width)};
    if (is_table_start(content, n)) {
      const std::uint32_t next = table(content, at.indent, n);
      return next;
    }
    if (fence_marks(content.text) != 0) {
      open(add(BlockKind::item, at, marker.width, n, parent()), at.indent, false);
      return fence(content, n);
    }
    // "- 1. text": the number is part of the item, not a list in it
    if (const auto inner = bullet(content.text); inner && is_digit(content.text[0]) && inner->width < content.text.size()) marker.width += inner->width;
    if (content.text.starts_with("[ ] ") || content.text.starts_with("[x] ") || content.text.starts_with("[X] ")) marker.width += 4;
    const std::int32_t b = add(BlockKind::item, at, marker.width, n, parent());
    open(b, at.indent, false);
    running_ = b;
    return n + 1;
  }

  void open(std::int32_t block, std::int32_t indent, bool takes_siblings) {
    if (open_.size() < kMaxDepth) open_.push_back({indent, block, takes_siblings});
  }

  void paragraph(const Line& at, std::uint32_t n) {
    if (running_ >= 0 && !after_blank_ && !is_one_liner(at.text)) {
      Block& block = out_.all[static_cast<std::size_t>(running_)];
      if (block.kind == BlockKind::paragraph && (at.text.find_first_not_of('=') == std::string_view::npos) && block.parent < 0) return setext(block, n);
      block.text.end = at.begin + static_cast<Offset>(at.text.size());
      block.end_line = block.last_line = n;
      if (block.kind == BlockKind::paragraph && !open_.empty() && open_.back().block == running_) open_.back().takes_siblings = introduces(at.text);
      return;
    }
    close_to(at.indent, false);
    const std::int32_t b = add(BlockKind::paragraph, at, 0, n, parent());
    if (introduces(at.text) || is_bold_line(at.text)) open(b, at.indent, true);
    running_ = b;
  }

  // "SQS: delay up to 15 min", line under line: a cheat sheet, in which every line is a note of its own.
  bool is_one_liner(std::string_view text) const {
    const auto labelled = [](std::string_view t) {
      const std::size_t colon = t.find(": ");
      return colon != std::string_view::npos && colon > 0 && colon <= 24 && std::count(t.begin(), t.begin() + static_cast<std::ptrdiff_t>(colon), ' ') <= 2;
    };
    const Block& block = out_.all[static_cast<std::size_t>(running_)];
    return block.kind == BlockKind::paragraph && labelled(text) && labelled(text_.substr(block.text.begin, block.text.size()));
  }

  void setext(Block& block, std::uint32_t n) {
    block.kind = BlockKind::heading;
    block.level = 1;
    block.end_line = block.last_line = n;
    open_.clear();
    headings_.clear();
    headings_.push_back(running_);
    running_ = -1;
  }

  bool is_table_start(const Line& at, std::uint32_t n) const {
    if (at.text.find('|') == std::string_view::npos || n + 1 >= count_ || bullet(at.text)) return false;
    return is_delimiter_row(line(n + 1).text);
  }

  std::uint32_t table(const Line& at, std::int32_t indent, std::uint32_t n) {
    if (indent == 0 && (open_.empty() || open_.back().indent < at.indent)) indent = at.indent;
    const std::int32_t head = add(BlockKind::table, at, 0, n, parent());
    out_.all[static_cast<std::size_t>(head)].end_line = out_.all[static_cast<std::size_t>(head)].last_line = n + 1;
    n += 2;
    for (; n < count_; ++n) {
      Line row = line(n);
      if (!row.text.empty() && row.text[0] == '>') row = quoted(row);
      if (row.blank() || row.text.find('|') == std::string_view::npos || bullet(row.text)) break;
      add(BlockKind::row, row, 0, n, head);
    }
    running_ = -1;
    return n;
  }

  // A fence belongs to the bullet that introduces it with a ':', wherever it is indented; else to the bullet it is indented under.
  std::uint32_t fence(const Line& at, std::uint32_t n) {
    const std::size_t marks = fence_marks(at.text);
    const char mark = at.text[0];
    const bool introduced = !open_.empty() && introduces(own_text(open_.back().block)) && at.indent + 2 >= open_.back().indent;
    if (!introduced) {
      while (!open_.empty() && open_.back().indent >= at.indent && at.indent + 1 < open_.back().indent + 2) open_.pop_back();
    }
    const std::int32_t b = add(BlockKind::fence, at, 0, n, parent());
    for (++n; n < count_; ++n) {
      const Line inside = line(n);
      if (!inside.blank() && inside.text[0] == mark && fence_marks(inside.text) >= marks && inside.text.find_first_not_of(mark) == std::string_view::npos) {
        ++n;
        break;
      }
      if (!inside.blank()) add(BlockKind::code, inside, 0, n, b);
    }
    out_.all[static_cast<std::size_t>(b)].last_line = n - 1;
    running_ = -1;
    return n;
  }

  std::string_view own_text(std::int32_t block) const {
    const Range r = out_.all[static_cast<std::size_t>(block)].text;
    return text_.substr(r.begin, r.size());
  }

  void finish() {
    for (std::size_t i = out_.all.size(); i-- > 0;) {
      const Block& block = out_.all[i];
      if (block.parent < 0) continue;
      Block& up = out_.all[static_cast<std::size_t>(block.parent)];
      up.last_line = std::max(up.last_line, block.last_line);
    }
  }
};

}  // namespace

std::string_view Blocks::line(std::string_view text, std::uint32_t number) const {
  if (number >= lines.size()) return {};
  const std::size_t begin = lines[number];
  std::size_t end = number + 1 < lines.size() ? lines[number + 1] : text.size();
  while (end > begin && (text[end - 1] == '\n' || text[end - 1] == '\r')) --end;
  return text.substr(begin, end - begin);
}

std::size_t Blocks::subtree_end(std::size_t index) const {
  std::size_t i = index + 1;
  while (i < all.size() && all[i].depth > all[index].depth) ++i;
  return i;
}

Blocks read_blocks(std::string_view text) { return Reader(text).read(); }

std::string fence_language(std::string_view text, const Block& fence) {
  std::string_view own = text.substr(fence.text.begin, fence.text.size());
  std::size_t i = 0;
  while (i < own.size() && (own[i] == '`' || own[i] == '~' || is_blank(own[i]))) ++i;
  std::string language;
  for (; i < own.size() && !is_blank(own[i]) && own[i] != '{'; ++i) language += static_cast<char>(own[i] >= 'A' && own[i] <= 'Z' ? own[i] + 32 : own[i]);
  return language;
}

}  // namespace cribsheet::notes
