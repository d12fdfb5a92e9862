// Block structure: who owns a line goes by its column. A line that fits nowhere goes where a person would put it, and
// the mistake is reported once.
#include <algorithm>

#include "syntax/yaml_parser.h"

namespace cribsheet::syntax {

void YamlParser::block() {
  for (;;) {
    skip();
    if (p_ == end_) return;
    if (fresh_) {
      if (p_ == line_ && (*p_ == '-' || *p_ == '.') && marker(p_)) return;
      if (p_ == line_ && conflict_marker()) continue;
      if (*p_ == ']' || *p_ == '}' || *p_ == ',') {
        stray_sign();
        continue;
      }
      const bool dash = *p_ == '-' && space(p_[1]);
      const bool colon = *p_ == ':' && space(p_[1]);
      if (tab_) misplaced_tab(dash || colon || (*p_ == '?' && space(p_[1])) || looks_like_entry(p_));
      else tab_reported_ = false;
      place(column(p_), dash, colon);
    } else if (!waits(top()) && trailing()) {
      continue;
    }
    content();
  }
}

// A closing bracket or comma that begins a line, with no bracket open: the line is read without it.
void YamlParser::stray_sign() {
  fail(p_, p_ + 1, std::string("This '") + *p_ + "' has no bracket that it belongs to; remove it, or put the text in quotes");
  unbalanced_ = true;
  touch(++p_);
  --shift_;
}

// ---- where a line belongs
// ---------------------------------------------------------------------------------------------

bool YamlParser::place_waiting(Frame& f, int column, bool dash) {
  if (column > f.entry) return true;
  if (f.form == Form::block_mapping && dash && column == f.entry) return true;  // a list may stand below its key
  missing();
  return false;
}

void YamlParser::place(int column, bool dash, bool colon) {
  for (;;) {
    Frame& f = top();
    if (f.form == Form::document) {
      if (f.state != State::done) return;
      if (!extra_reported_)
        fail_line(p_,
                  "The document has ended before this; indent it as part of the value above, or begin a new document "
                  "with '---'");
      extra_reported_ = true;
      f.state = State::root;
      return;
    }
    if (waits(f)) {
      if (place_waiting(f, column, dash)) return;
      continue;
    }
    if (f.state == State::after_key) {
      if (column == f.entry && colon) return;
      f.state = State::value;
      f.place = last_;
      missing();
      continue;
    }
    const bool list = f.form == Form::block_sequence;
    const Frame& below = stack_[stack_.size() - 2];
    if (column == f.indent || column == f.entry) {
      if (list == dash) {
        f.entry = column;
        f.tabbed = f.tabbed || tab_;
        return;
      }
      const bool other = below.form == (list ? Form::block_mapping : Form::block_sequence);
      if (!other || (below.indent != column && below.entry != column)) return misplaced(f, column, dash);
      close();
      continue;
    }
    bool between = column < f.indent && column > std::max(below.entry, below.indent);
    // A list that is indented deeper than its key keeps an item in the key's column.
    if (list && dash && column < f.indent && below.form == Form::block_mapping) between = between || column == below.entry;
    if (!list && !dash && *p_ != '-' && below.form == Form::block_sequence && column == below.indent) {
      // A key in the column of its list's dashes, which belongs to the item above.
      const Frame& outer = stack_[stack_.size() - 3];
      between = outer.form != Form::block_mapping || (outer.indent != column && outer.entry != column);
    }
    if (column > f.indent || (between && (list == dash || below.form == Form::document))) return misplaced(f, column, dash);
    close();
  }
}

// The second line stands in another column than the first: do those after it agree with it? A few lines tell.
bool YamlParser::first_line_misplaced(const Frame& f, int column) const {
  const Frame& below = stack_[stack_.size() - 2];
  if (f.entries != 1 || column >= f.indent || column <= below.entry) return false;
  const bool compact = below.form == Form::block_sequence && below.entries == 1 && below.indent < column;
  int width = 0;
  const char* line = p_;
  for (int i = 0; i < 30 && (line = next_line(line, width)) != nullptr; ++i) {
    if (width == column) return true;
    if (width < column) return compact && *line == '-' && width == below.indent + column - f.indent;
    if (width == f.indent && f.indent - column < 2) return false;
  }
  return false;
}

// ... with all that begins on it.
void YamlParser::move_first_line(Frame& f, int column) {
  const int by = column - f.indent;
  const Offset line_begin = data_.slots[f.slot].begin() - static_cast<Offset>(std::max(0, f.indent));
  for (std::size_t i = stack_.size(); i-- > 1;) {
    Frame& outer = stack_[i];
    if (&outer != &f && (data_.slots[outer.slot].begin() < line_begin || outer.entries != 1)) break;
    outer.indent += by;
    outer.entry += by;
    outer.odd = true;
  }
}

void YamlParser::misplaced(Frame& f, int column, bool dash) {
  const bool list = f.form == Form::block_sequence;
  if (unclosed_quote_ && unclosed_end_ == last_) {
    // what an unclosed quote on the line above was to hold
  } else if (tab_reported_ || f.tabbed) {  // the tab is the mistake
    if (f.tabbed && !tab_) f.indent = column;
    f.tabbed = tab_;
  } else if (list == dash && outer_.any()) {
    // a tag or anchor alone on the line above, which is reported
  } else if (f.odd && dash && !list) {
    // a consequence of the wrong column
  } else if (list == dash && first_line_misplaced(f, column)) {
    fail_line(begin_ + data_.slots[f.slot].begin(), "This line is indented deeper than its neighbours");
    return move_first_line(f, column);
  } else if (list == dash) {
    fail_line(p_, column > f.indent ? "This line is indented deeper than its neighbours" : "This line is indented less than its neighbours");
  } else if (list) {
    fail_line(p_, "A list item begins with '- '");
  } else {
    fail_line(p_, "A list item can't stand among the keys of a mapping; put it below a key of its own");
  }
  int next = 0;
  if (list && dash && next_line(p_, next) && next == f.indent + 2) shift_ += f.indent - column;  // only the dash is off
  f.odd = true;
  f.entry = column;
  if (list) {
    if (!dash) {
      f.state = State::item;
      f.entry = column - 1;
      if (glued_dash()) {
        touch(++p_);
        ++shift_;
      }
      f.place = p_;
    }
  } else if (dash) {
    f.place = p_;
    missing();  // the key
    f.place = p_;
  }
}

// ---- what stands at a place
// -------------------------------------------------------------------------------------------

void YamlParser::content() {
  for (;;) {
    fresh_ = false;
    const char* from = p_;
    const char* to = p_;
    std::uint32_t marks = 0;
    switch (*p_) {
      case '-':
        if (space(p_[1])) return dash();
        if (can_open_ && waits(top()) && glued_dash() && line_end(p_)[-1] != ':' && next_is_entry(column(p_) + 2)) {
          fail(p_, p_ + 1, "A list item begins with '- '");
          dash();
          ++shift_;
          return;
        }
        break;
      case '?':
        if (space(p_[1])) return question();
        break;
      case ':':
        if (space(p_[1])) return colon();
        break;
      case '&':
      case '!':
        property();
        while (blank(*p_)) ++p_;
        if (line_break(*p_) || *p_ == '\0' || (*p_ == '#' && blank(p_[-1]))) return;
        continue;
      case '*': alias(from, to); return scalar_or_key(Form::alias, from, to, 0, true);
      case '"':
      case '\'': {
        const Form form = *p_ == '"' ? Form::double_quoted : Form::single_quoted;
        const bool can_open = can_open_;
        const bool one_line = quoted(content_indent(), from, to, marks);
        can_open_ = can_open;
        if (one_line && !(marks & mark_unclosed) && !ends_value(p_) && (at_key() || (waits(top()) && can_open))) reopened(from, to, marks);
        if (marks & mark_unclosed) {
          const char* start = inner_begin_ ? inner_begin_ : from;
          const bool first_key = waits(top()) && can_open && (*to == ':' || next_is_entry(column(start)) || (to[-1] == ':' && next_is_deeper(column(start))));
          if (first_key && !open_mapping(from)) return;
          if (at_key()) cut_key(from, to);
        }
        return scalar_or_key(form, from, to, marks, one_line);
      }
      case '[':
      case '{': return flow_node();
      case '|':
      case '>': return block_scalar();
      case '#':
        fail_line(p_, "A comment needs a space before its '#'");
        p_ = line_end(p_);
        return;
      case ']':
      case '}':
      case ',': fail(p_, p_ + 1, std::string("This '") + *p_ + "' has no bracket that it belongs to; remove it, or put the text in quotes"); break;
      case '@':
      case '`':
      case '%': fail(p_, p_ + 1, std::string("A value can't begin with '") + *p_ + "'; put it in quotes"); break;
      default: break;
    }
    return plain();
  }
}

// `-Key: value`, which was to be `- Key: value`.
bool YamlParser::glued_dash() const { return p_[0] == '-' && p_[1] != '-' && !space(p_[1]) && looks_like_entry(p_ + 1); }

void YamlParser::compact_tab(const char* start) {
  if (!compact_ || compact_ < line_) return;
  if (const void* tab = std::memchr(compact_, '\t', static_cast<std::size_t>(start > compact_ ? start - compact_ : 0))) {
    const char* p = static_cast<const char*>(tab);
    fail(p, p + 1, "A tab can't indent; use spaces");
  }
}

void YamlParser::dash() {
  if (inner_.any()) {
    fail(inner_begin_, p_, "A tag or anchor of a list stands on the line above it");
    outer_ = merged();
  }
  if (top().form == Form::block_sequence && top().state == State::next) {
    top().state = State::item;
    if (outer_.any()) {
      data_.fail(outer_.tag.empty() ? outer_.anchor : outer_.tag, "This tag or anchor has no value after it");
      outer_ = {};
    }
  } else {
    if (!can_open_) fail(p_, p_ + 1, "A list begins on a line of its own, not behind its key");
    compact_tab(p_);
    const Properties of_list = merged();
    if (!open(Form::block_sequence, State::item, p_, column(p_))) {
      p_ = line_end(p_);
      return;
    }
    build_.attach(top().slot, of_list);
  }
  ++top().entries;
  touch(++p_);
  top().place = p_ + (*p_ == ' ' ? 1 : 0);
  compact_ = p_;
  can_open_ = true;
}

void YamlParser::question() {
  if (inner_.any()) {
    fail(inner_begin_, p_, "A tag or anchor of a mapping stands on the line above it");
    outer_ = merged();
  }
  if (!at_key()) {
    if (!can_open_) fail(p_, p_ + 1, "A mapping begins on a line of its own, not behind its key");
    if (!open_mapping(p_)) return;
  }
  top().state = State::explicit_key;
  touch(++p_);
  top().place = p_ + (*p_ == ' ' ? 1 : 0);
  compact_ = p_;
  can_open_ = true;
}

void YamlParser::colon() {
  if (top().form == Form::block_mapping && top().state == State::after_key) {
    top().state = State::value;
    can_open_ = true;
  } else {
    if (!at_key()) {
      if (!can_open_) fail(p_, p_ + 1, "This ':' has no key before it");
      if (!open_mapping(p_)) return;
    }
    top().place = p_;
    missing();
    can_open_ = false;
  }
  touch(++p_);
  top().place = p_ + (*p_ == ' ' ? 1 : 0);
  compact_ = p_;
}

// Something stands behind a finished value on its line.
bool YamlParser::trailing() {
  if (*p_ == '#') {
    fail_line(p_, "A comment needs a space before its '#'");
  } else if (at_key() && looks_like_entry(p_)) {
    fail_line(p_, "A second key stands on this line; put it on a line of its own");
    top().entry = top().indent;
    return false;
  } else if (top().form == Form::document && after_marker_) {
    fail_line(p_, "The document's value has ended before this");
  } else {
    fail_line(p_, "The value has ended before this; remove it, or put the whole value in quotes");
  }
  p_ = line_end(p_);
  touch(p_);
  return true;
}

bool YamlParser::conflict_marker() {
  const char c = *p_;
  if (c != '<' && c != '=' && c != '>' && c != '|') return false;
  for (int i = 1; i < 7; ++i) {
    if (p_[i] != c) return false;
  }
  if (!space(p_[7])) return false;
  if (c == '<' || !in_conflict_) fail_line(p_, "A merge conflict was left here; choose one side and remove the marker lines");
  in_conflict_ = c != '>';
  p_ = line_end(p_);
  fresh_ = false;
  while (!line_break(*p_) && *p_ != '\0') ++p_;
  return true;
}

void YamlParser::misplaced_tab(bool structure) {
  int spaces = 0;
  while (line_[spaces] == ' ') ++spaces;
  // YAML lets a tab stand between indentation and a scalar or bracket, where the spaces before it are indentation
  // enough.
  if (!structure && waits(top()) && spaces > top().entry) return;
  const bool closer = *p_ == ']' || *p_ == '}';
  if (closer) return;
  // How wide a tab was meant is anyone's guess; where a value is awaited, it is one.
  if (waits(top())) shift_ = std::max(0, content_indent() + 1 - wide_column(p_));
  if (!tab_reported_) fail(line_ + spaces, p_, "A tab can't indent; use spaces");
  tab_reported_ = true;
}

// ---- keys and values
// --------------------------------------------------------------------------------------------------

bool YamlParser::key_follows(const char* p, const char*& colon) const {
  while (blank(*p)) ++p;
  colon = p;
  return *p == ':' && space(p[1]);
}

bool YamlParser::looks_like_entry(const char* p) const {
  if (*p == '"' || *p == '\'') {
    const char quote = *p;
    for (++p; *p != quote && !line_break(*p) && *p != '\0'; ++p) {
      if (*p == '\\' && p[1] != '\0' && quote == '"') ++p;
    }
    const char* colon = nullptr;
    return *p == quote && key_follows(p + 1, colon);
  }
  if (flow_sign(*p) || *p == '#' || *p == '|' || *p == '>') return false;
  return *plain_line(p, false) == ':';
}

bool YamlParser::open_mapping(const char* from) {
  const char* start = inner_begin_ ? inner_begin_ : from;
  const Properties of_key = inner_;
  const char* of_key_begin = inner_begin_;
  inner_ = {};
  const Properties of_mapping = merged();
  compact_tab(start);
  if (after_marker_) fail(start, start + 1, "A mapping begins on the line below '---'");
  if (!open(Form::block_mapping, State::key, start, after_marker_ ? 0 : column(start))) {
    p_ = line_end(p_);
    return false;
  }
  build_.attach(top().slot, of_mapping);
  inner_ = of_key;
  inner_begin_ = of_key_begin;
  return true;
}

void YamlParser::key(Form form, const char* from, const char* to, std::uint32_t marks, const char* colon) {
  if (at_key()) {
    if (outer_.any()) {
      data_.fail(outer_.tag.empty() ? outer_.anchor : outer_.tag, "A tag or anchor of a key stands on the key's own line");
      outer_ = {};
    }
  } else if (!open_mapping(from)) {
    return;
  }
  top().loose = false;
  ++top().entries;
  leaf(form, from, to, marks);
  p_ = colon + 1;
  touch(p_);
  top().place = p_ + (*p_ == ' ' ? 1 : 0);
  can_open_ = false;
}

// The first sign of the next line with content behind `p`, and its column; null: there is none.
const char* YamlParser::next_line(const char* p, int& width) const {
  while (!line_break(*p) && *p != '\0') ++p;
  while (line_break(*p)) {
    p = behind_break(p);
    const char* spaces = p;
    while (*spaces == ' ') ++spaces;
    width = static_cast<int>(spaces - p);
    if (!line_break(*spaces)) return *spaces == '\0' ? nullptr : spaces;
    p = spaces;
  }
  return nullptr;
}

// Is it, in this column, an entry of a mapping?
bool YamlParser::next_is_entry(int wanted) const {
  int width = 0;
  const char* line = next_line(p_, width);
  return line && width == wanted && looks_like_entry(line);
}

// Does it begin behind this column, as what stands below a key?
bool YamlParser::next_is_deeper(int indent) const {
  int width = 0;
  const char* line = next_line(p_, width);
  return line && width > indent && (looks_like_entry(line) || (*line == '-' && space(line[1])));
}

// `"Name: "value"`: the second quote is the value's.
void YamlParser::reopened(const char* from, const char*& to, std::uint32_t& marks) {
  for (const char* p = from + 1; p < to - 1; ++p) {
    if (*p != ':' || !blank(p[1])) continue;
    fail(from, p, *from == '"' ? "This '\"' has no closing '\"'" : "This ' has no closing '");
    p_ = to = p;
    marks = mark_unclosed;
    return;
  }
}

// `"Name: value` with its quote unclosed: the key ends at its colon all the same.
void YamlParser::cut_key(const char* from, const char*& to) {
  for (const char* p = from + 1; p < to; ++p) {
    if (*p != ':' || !space(p[1])) continue;
    p_ = to = p;
    return;
  }
}

// A key that lacks its colon; lines that are indented deeper are its value all the same.
void YamlParser::keyless(Form form, const char* from, const char* to, std::uint32_t marks) {
  if (!top().loose) fail(from, to, "This key has no ':' after it");
  top().loose = true;
  ++top().entries;
  leaf(form, from, to, marks | mark_no_colon);
  top().place = to;
}

void YamlParser::scalar_or_key(Form form, const char* from, const char* to, std::uint32_t marks, bool one_line) {
  const char* colon = nullptr;
  if (key_follows(p_, colon) && (at_key() || waits(top()))) {
    if (!one_line) fail(from, to, "A key stands on one line");
    else if (colon - from > kMaxImplicitKey) fail(from, to, "A key is at most 1024 characters long");
    else if (!at_key() && !can_open_) fail(from, colon + 1, "A second key stands on this line; put it on a line of its own");
    return key(form, from, to, marks, colon);
  }
  if (at_key()) return keyless(form, from, to, marks);
  leaf(form, from, to, marks);
}

void YamlParser::flow_node() {
  const bool as_key = at_key(), can_open = can_open_;
  const std::size_t depth = stack_.size();
  const char* line = line_;
  const char* from = p_;
  const char* start = inner_begin_ ? inner_begin_ : from;
  const int start_column = column(start);
  const Properties of_mapping = outer_;
  outer_ = {};
  const std::uint32_t slot = build_.size();
  flow_indent_reported_ = false;
  errors_before_flow_ = data_.errors.size();
  failed_before_flow_ = failed_;
  root_flow_ = root_flow_ || top().form == Form::document;
  flow_open(*p_);
  flow(depth);
  if (build_.size() == slot) return;  // too deep
  const char* colon = nullptr;
  const bool followed = !fresh_ && key_follows(p_, colon);
  if (followed && line != line_) fail(from, from + 1, "A key stands on one line");
  if (followed && !as_key && (can_open || after_marker_)) {
    build_.wrap(slot, Form::block_mapping, top().slot);
    build_.mark(slot + 2, mark_key);
    build_.attach(slot, of_mapping);
    Frame frame{};
    frame.slot = slot;
    frame.form = Form::block_mapping;
    frame.state = State::value;
    frame.indent = frame.entry = start_column;
    stack_.push_back(frame);
  } else if (of_mapping.any()) {
    const Properties own = data_.properties_of(slot);
    inner_ = of_mapping;
    outer_ = own;
    Properties all = merged();  // reports a second tag or anchor
    if (!own.tag.empty()) all.tag = {};
    if (!own.anchor.empty()) all.anchor = {};
    build_.attach(slot, all);
  }
  if (followed && (as_key || can_open || after_marker_)) {
    p_ = colon + 1;
    touch(p_);
    top().place = p_ + (*p_ == ' ' ? 1 : 0);
    can_open_ = false;
  } else if (as_key) {
    if (!data_.slots[slot].has(mark_unclosed)) fail(from, from + 1, "This stands where a key is expected");
    build_.mark(slot, mark_no_colon);
    top().place = last_;
  }
}

// `a: b c: d`: a plain value can't hold ': '.
void YamlParser::two_keys(const char* from, const char* stop) {
  const char* value_end = stop;
  while (value_end > from && blank(value_end[-1])) --value_end;
  const char* word = value_end;
  while (word > from && !blank(word[-1])) --word;
  const char* rest = stop + 1;
  while (blank(*rest)) ++rest;
  const bool ends_line = line_break(*rest) || *rest == '\0' || *rest == '#';
  const char* before = word;
  while (before > from && blank(before[-1])) --before;
  const bool one_word = std::none_of(from, before, blank);
  const bool name = std::all_of(
      word, value_end, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' || c == '_' || c == '-'; });
  if (word == from && ends_line) {  // `A: B:`
    fail(from, stop + 1, "A second key stands on this line; put it on a line of its own");
    return key(Form::plain, from, value_end, mark_raw, stop);
  }
  if (word > from && name && (ends_line || one_word) && top().form == Form::block_mapping) {
    fail(word, stop + 1, "A second key stands on this line; put it on a line of its own");
    leaf(Form::plain, from, before, mark_raw);
    return key(Form::plain, word, value_end, mark_raw, stop);
  }
  fail(stop, stop + 1, "A value that holds ': ' needs quotes around it");
  const char* to = stop;
  while (!line_break(*to) && *to != '\0' && !(*to == '#' && blank(to[-1]))) ++to;
  p_ = to;
  while (blank(to[-1])) --to;
  leaf(Form::plain, from, to, mark_raw);
}

void YamlParser::plain() {
  const char* from = p_;
  const char* stop = plain_line(from, false);
  const char* to = text_end_;
  const bool as_key = at_key();
  if (*stop == ':') {
    if (!as_key && !can_open_) return two_keys(from, stop);
    if (stop - from > kMaxImplicitKey) fail(from, to, "A key is at most 1024 characters long");
    return key(Form::plain, from, to, mark_raw, stop);
  }
  const char* first_to = to;
  p_ = stop;
  if (as_key) return keyless(Form::plain, from, to, mark_raw);
  const bool can_open = can_open_;
  const char* line = line_;
  const int start = column(inner_begin_ ? inner_begin_ : from);
  bool one_line = true;
  const int entry = line_break(*stop) ? plain_rest(content_indent(), to, one_line) : -1;
  if (entry >= start && can_open && !after_marker_) {  // lines of a mapping follow: this is a key without its colon
    p_ = stop;
    line_ = line;
    if (!open_mapping(from)) return;
    return keyless(Form::plain, from, first_to, mark_raw);
  }
  leaf(Form::plain, from, to, one_line ? mark_raw : 0u);
}

}  // namespace cribsheet::syntax
