// Scalars: how far each style goes. What they mean is worked out on demand (decode.cpp).
#include <algorithm>
#include <array>

#include "syntax/yaml_parser.h"

namespace cribsheet::syntax {
namespace {

enum : std::uint8_t { stops_block = 1, stops_flow = 2, stops_double = 4, stops_single = 8, stops_line = 16 };

constexpr std::array<std::uint8_t, 256> make_table() {
  std::array<std::uint8_t, 256> table{};
  const auto add = [&](const char* signs, std::uint8_t what) {
    for (; *signs; ++signs) table[static_cast<unsigned char>(*signs)] |= what;
  };
  add("\n\r", stops_line);
  add(":#\n\r", stops_block | stops_flow);
  add(",[]{}", stops_flow);
  add("\"\\\n\r", stops_double);
  add("'\n\r", stops_single);
  table[0] = stops_block | stops_flow | stops_double | stops_single | stops_line;
  return table;
}
constexpr std::array<std::uint8_t, 256> table = make_table();

const char* scan(const char* p, std::uint8_t stops) {
  while ((table[static_cast<unsigned char>(*p)] & stops) == 0) ++p;
  return p;
}

}  // namespace

const char* YamlParser::plain_line(const char* from, bool flow) const {
  const std::uint8_t stops = flow ? stops_flow : stops_block;
  const char* p = from;
  for (;; ++p) {
    p = scan(p, stops);
    if (*p == ':') {
      if (space(p[1]) || (flow && flow_sign(p[1]))) break;
    } else if (*p == '#') {
      if (p > from && blank(p[-1])) break;
    } else if (flow || line_break(*p) || *p == '\0') {
      break;
    }
  }
  text_end_ = p;
  while (text_end_ > from && blank(text_end_[-1])) --text_end_;
  return p;
}

int YamlParser::plain_rest(int indent, const char*& to, bool& one_line) {
  while (line_break(*p_)) {
    const char* start = p_;
    const char* look = p_;
    while (line_break(*look)) {
      start = look = behind_break(look);
      while (*look == ' ') ++look;
      if (*look == '\t') {
        while (blank(*look)) ++look;
      }
    }
    if (*look == '\0' || *look == '#') return -1;
    const char* spaces = start;
    while (*spaces == ' ') ++spaces;
    const int width = static_cast<int>(spaces - start);
    if (width <= indent || (start == look && marker(look))) return -1;
    const char* stop = plain_line(look, false);
    if (*stop == ':') return width;
    to = text_end_;
    line_ = start;
    p_ = stop;
    one_line = false;
  }
  return -1;
}

bool YamlParser::quoted(int indent, const char*& from, const char*& to, std::uint32_t& marks) {
  const char quote = *p_;
  const std::uint8_t stops = quote == '"' ? stops_double : stops_single;
  const char*& hopeless = no_close_[quote == '"' ? 1 : 0];
  const char* first_line_end = nullptr;
  const char*& mispaired = mispaired_[quote == '"' ? 1 : 0];
  const char* line = line_;
  const char* low = nullptr;  // a line that is indented too little
  bool raw = true, closed = false;
  from = p_;
  const char* p = p_ + 1;
  for (;;) {
    p = scan(p, stops);
    if (*p == quote) {
      if (quote == '\'' && p[1] == '\'') {
        raw = false;
        p += 2;
        continue;
      }
      closed = !first_line_end || ends_value(p + 1);
      if (!closed) mispaired = p;
      break;
    }
    if (*p == '\\') {
      raw = false;
      p += p[1] == '\0' || line_break(p[1]) ? 1 : 2;
      continue;
    }
    if (*p == '\0') {
      if (!hopeless) hopeless = from;
      break;
    }
    if (!first_line_end) first_line_end = p;
    if ((hopeless && from >= hopeless) || from < mispaired) break;
    const char* start = behind_break(p);
    const char* look = start;
    while (blank(*look)) ++look;
    if (line_break(*look) || *look == '\0') {
      p = *look == '\0' ? look : start;
      if (line_break(*look)) p = look;
      continue;
    }
    if (start == look && marker(look)) break;
    const char* spaces = start;
    while (*spaces == ' ') ++spaces;
    if (spaces - start <= indent) {
      if ((*look == '-' && space(look[1])) || looks_like_entry(look)) break;
      if (!low) low = look;
    }
    raw = false;
    line = start;
    p = look;
  }
  if (closed) {
    to = p_ = p + 1;
    if (low) {
      fail_tolerated(low, low + 1, "The lines of a quoted value are indented deeper than its key");
    }
    if (!raw && quote == '"') check_escapes(from, to);
    line_ = line;
    fresh_ = false;
    marks = raw ? mark_raw : 0u;
    return first_line_end == nullptr;
  }
  to = first_line_end ? first_line_end : p;
  while (to > from + 1 && blank(to[-1])) --to;
  fail(from, to, quote == '"' ? "This '\"' has no closing '\"'" : "This ' has no closing '");
  p_ = to;
  unclosed_quote_ = from;
  unclosed_end_ = to;
  marks = mark_unclosed;
  return true;
}

// May this follow a closing quote? Else the quote, lines below the opening one, opens another scalar.
bool YamlParser::ends_value(const char* p) const {
  const Form form = stack_.back().form;
  while (blank(*p)) ++p;
  if (flow_sign(*p)) return form == Form::flow_mapping || form == Form::flow_sequence;
  return line_break(*p) || *p == '\0' || *p == '#' || *p == ':';
}

void YamlParser::check_escapes(const char* from, const char* to) {
  for (const char* p = from + 1; p < to - 1; ++p) {
    if (*p != '\\') continue;
    ++p;
    const int digits = *p == 'x' ? 2 : *p == 'u' ? 4 : *p == 'U' ? 8 : 0;
    bool good = line_break(*p) || std::strchr("0abtnvfre \"/\\N_LPxuU\t", *p) != nullptr;
    for (int i = 1; i <= digits && good; ++i) good = std::strchr("0123456789abcdefABCDEF", p[i]) != nullptr && p[i] != '\0';
    if (!good)
      fail(p - 1, p + 1, std::string("'\\") + (line_break(*p) ? ' ' : *p) + "' is no escape; write '\\\\' for a backslash, or put the text in single quotes");
  }
}

const char* YamlParser::block_header(const char* p, char& chomp, int& digit) {
  for (++p; !space(*p); ++p) {
    if ((*p == '+' || *p == '-') && !chomp) chomp = *p;
    else if (*p >= '1' && *p <= '9' && !digit) digit = *p - '0';
    else break;
  }
  const char* rest = p;
  while (blank(*rest)) ++rest;
  const bool comment = *rest == '#' && rest > p;
  if (comment) {
    const char* stop = rest;
    while (!line_break(*stop) && *stop != '\0') ++stop;
    data_.comments.push_back({at(rest), at(stop)});
  } else if (!line_break(*rest) && *rest != '\0') {
    fail_line(rest, "The text of a block begins on the line below; only '+', '-', a digit or a comment may stand here");
  }
  while (!line_break(*rest) && *rest != '\0') ++rest;
  return rest;
}

// A line of a block that a tab indents: is it text of the block, rather than a key behind it?
bool YamlParser::tabbed_text(const char* p, int indent) const {
  const char* text = p + std::strspn(p, " \t");
  if (line_break(*text) || *text == '\0') return false;
  int behind = 0;
  return !looks_like_entry(text) || (next_line(p, behind) && behind >= indent);
}

void YamlParser::block_scalar() {
  const char* from = p_;
  const Form form = *p_ == '|' ? Form::literal : Form::folded;
  char chomp = 0;
  int digit = 0;
  const int parent = content_indent();
  if (at_key()) fail(from, from + 1, "This stands where a key is expected");
  const char* p = block_header(p_, chomp, digit);
  const char* to = p;
  while (blank(to[-1])) --to;
  int indent = digit ? std::max(parent, 0) + digit : -1;
  int widest_empty = 0;
  bool low_reported = false, tab_reported = false;
  const char* widest = nullptr;
  const char* next = *p == '\0' ? p : behind_break(p);  // the line behind the scalar, so far
  while (*next != '\0') {
    const char* start = next;
    const char* look = start;
    while (*look == ' ' && (indent < 0 || look - start < indent)) ++look;
    const int width = static_cast<int>(look - start);
    const char* stop = look;
    if (line_break(*look) || *look == '\0') {
      if (indent < 0 && width > widest_empty) widest_empty = width, widest = look;
      if (*look == '\0') {
        next = look;
        break;
      }
      next = behind_break(look);
      continue;
    }
    if (*look == '\t' && width <= std::max(parent, indent - 1) && tabbed_text(look, std::max(parent + 1, indent))) {
      const char* text = look + std::strspn(look, " \t");
      if (!tab_reported) fail(look, text, "A tab can't indent; use spaces");
      tab_reported = true;
      if (indent < 0) indent = std::max(0, parent + 1);
      const char* feed = scan(text, stops_line);
      to = feed;
      next = *feed == '\0' ? feed : behind_break(feed);
      continue;
    }
    if (indent < 0) {
      if (width <= parent || (width == 0 && marker(look))) break;
      if (widest_empty > width) fail(widest, widest, "An empty line at the start of a block is indented no deeper than its text");
      indent = width;
    }
    if (width < indent) {
      if (*look == '#' || (width == 0 && marker(look))) break;
      if (looks_like_entry(look) || (*look == '-' && space(look[1]))) break;
      int behind = 0;  // one line that is out of the block, between lines that are in it
      if (width <= parent && (!next_line(look, behind) || behind < indent)) break;
      const char* rest = look + std::strspn(look, " \t");
      if (line_break(*rest) || *rest == '\0') {  // a line of blanks
        next = *rest == '\0' ? rest : behind_break(rest);
        continue;
      }
      if (!low_reported) fail_line(look, "This line is indented less than the block's text");
      low_reported = true;
    }
    if (indent == 0 && marker(look)) break;
    const char* feed = scan(stop, stops_line);
    to = feed;
    next = *feed == '\0' ? feed : behind_break(feed);
  }
  if (chomp == '+' && next > to) to = next;
  if (digit) data_.indents.emplace_back(build_.size(), static_cast<std::uint32_t>(std::max(parent, 0) + 1));
  top().place = from;
  if (at_key()) {
    leaf(form, from, to, mark_no_colon);
    top().place = to;
  } else {
    leaf(form, from, to);
  }
  if (next == line_ || *p == '\0') {
    p_ = to;
    if (*p == '\0') p_ = p;
    return;
  }
  enter_line(next);
}

}  // namespace cribsheet::syntax
