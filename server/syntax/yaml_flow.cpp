// Flow structure: brackets, commas, and `[a: b]`.
#include <algorithm>

#include "syntax/yaml_parser.h"

namespace cribsheet::syntax {

void YamlParser::flow(std::size_t depth) {
  while (stack_.size() > depth) {
    skip();
    if (p_ == end_) return flow_abandon(depth);
    if (fresh_) {
      if (!flow_line(depth)) return;
      fresh_ = false;
    }
    flow_content(depth);
  }
}

// A line of its own inside brackets: does it still belong to them?
bool YamlParser::flow_line(std::size_t depth) {
  const int base = stack_[depth].indent;
  if (p_ == line_ && (*p_ == '-' || *p_ == '.') && marker(p_)) {
    flow_abandon(depth);
    return false;
  }
  const char* spaces = line_;
  while (*spaces == ' ') ++spaces;
  if (spaces - line_ > base || *p_ == ']' || *p_ == '}' || *p_ == ',') return true;
  if (*spaces == '\t') {
    fail(spaces, p_, "A tab can't indent; use spaces");
    return true;
  }
  const char* stop = line_end(p_);
  const bool list_item = *p_ == '-' && space(p_[1]);
  if (list_item || (*p_ != '"' && *p_ != '\'' && stop[-1] != ',' && looks_like_entry(p_))) {
    flow_abandon(depth);
    return false;
  }
  low_line(p_);
  return true;
}

void YamlParser::low_line(const char* p) {
  if (!flow_indent_reported_) {
    fail_tolerated(p, line_end(p, 200), "Lines inside brackets are indented deeper than the key they belong to");
  }
  flow_indent_reported_ = true;
}

// Ends the innermost bracket, which was not closed.
void YamlParser::flow_leave() {
  const bool pair = top().pair;
  flow_settle();
  if (pair) return;  // that ended it
  build_.mark(top().slot, mark_unclosed);
  close();
}

void YamlParser::flow_abandon(std::size_t depth) {
  unbalanced_ = true;
  const char* opener = top().place;
  for (std::size_t i = stack_.size(); i-- > depth;) {
    if (!stack_[i].pair) {
      opener = begin_ + data_.slots[stack_[i].slot].begin();
      break;
    }
  }
  // A quote that was not closed has swallowed the closing bracket, and is reported. Else what was found wrong inside is
  // the consequence: lines were read that are none of the bracket's.
  if (!unclosed_quote_ || unclosed_quote_ < opener) {
    if (!depth_reported_) data_.errors.resize(std::min(data_.errors.size(), errors_before_flow_));
    failed_ = failed_end_ = failed_before_flow_;
    fail(opener, opener + 1, *opener == '[' ? "This '[' has no ']'" : "This '{' has no '}'");
  }
  while (stack_.size() > depth) flow_leave();
  dropped_ = 0;
}

void YamlParser::flow_content(std::size_t depth) {
  const bool json_like = json_like_;
  json_like_ = false;
  switch (*p_) {
    case ',': return flow_comma();
    case '[':
    case '{': return flow_open(*p_);
    case ']':
    case '}': return flow_close(*p_, depth);
    case ':':
      if (space(p_[1]) || flow_sign(p_[1]) || (json_like && (top().state == State::after_key || top().state == State::next))) return flow_colon();
      break;
    case '?':
      if (space(p_[1]) || flow_sign(p_[1])) return flow_question();
      break;
    case '&':
    case '!': flow_ready(); return property();
    case '#':
      fail_line(p_, "A comment needs a space before its '#'");
      p_ = line_end(p_);
      return;
    case '-':
      if (space(p_[1]) || flow_sign(p_[1])) {
        fail(p_, p_ + 1, "A '-' can't begin an item inside brackets; remove it");
        ++p_;
        return;
      }
      break;
    default: break;
  }
  flow_scalar();
}

void YamlParser::flow_ready() {
  const Frame& f = top();
  if (f.state != State::next && f.state != State::after_key) return;
  if (inner_.any() || outer_.any()) return;
  fail(last_, last_, "A ',' is missing here");
  if (f.pair) {
    flow_settle();
    top().state = State::item;
    return;
  }
  flow_settle();
  top().state = top().form == Form::flow_sequence ? State::item : State::key;
}

void YamlParser::flow_scalar() {
  flow_ready();
  const char* from = p_;
  const char* to = p_;
  std::uint32_t marks = 0;
  top().last_line = line_;
  switch (*p_) {
    case '*':
      alias(from, to);
      leaf(Form::alias, from, to);
      return;
    case '"':
    case '\'': {
      const Form form = *p_ == '"' ? Form::double_quoted : Form::single_quoted;
      const char* line = line_;
      quoted(top().indent, from, to, marks);
      leaf(form, from, to, marks);
      top().last_line = line;
      json_like_ = true;
      return;
    }
    case '|':
    case '>':
    case '@':
    case '`':
    case '%': fail(p_, p_ + 1, std::string("A value inside brackets can't begin with '") + *p_ + "'; put it in quotes"); break;
    default: break;
  }
  const char* stop = plain_line(from, true);
  to = text_end_;
  const char* line = line_;
  const bool single_key = top().form == Form::flow_mapping && top().state == State::value && *stop == ':' && !top().pair;
  if (single_key) fail(stop, stop + 1, "A value that holds ': ' needs quotes around it");
  // Lines that go on with the scalar.
  bool one_line = true;
  p_ = stop;
  while (line_break(*stop)) {
    const char* look = stop;
    const char* start = look;
    while (line_break(*look)) {
      start = behind_break(look);
      look = start;
      while (blank(*look)) ++look;
    }
    if (*look == '\0' || *look == '#' || flow_sign(*look) || (*look == ':' && (space(look[1]) || flow_sign(look[1])))) break;
    const char* spaces = start;
    while (*spaces == ' ') ++spaces;
    if (start == look && marker(look)) break;
    if (spaces - start <= top().indent) {
      if ((*look == '-' && space(look[1])) || looks_like_entry(look)) break;
      low_line(look);
    }
    line_ = start;
    stop = plain_line(look, true);
    to = text_end_;
    one_line = false;
    p_ = stop;
  }
  if (to == from) to = p_ = from + 1;  // a sign that nothing else takes
  leaf(Form::plain, from, to, one_line ? mark_raw : 0u);
  top().last_line = line;
}

void YamlParser::flow_question() {
  flow_ready();
  if (inner_.any() || outer_.any()) fail(p_, p_ + 1, "A tag or anchor of a key stands behind its '?'");
  if (top().state == State::explicit_key || top().state == State::value) {
    fail(p_, p_ + 1, "A '?' can't stand inside an entry; remove it");
    ++p_;
    return;
  }
  if (top().form == Form::flow_sequence) {
    if (!open(Form::flow_mapping, State::key, pending_begin(p_), top().indent)) {
      ++p_;
      return;
    }
    top().pair = true;
  }
  top().state = State::explicit_key;
  touch(++p_);
  top().place = p_ + (*p_ == ' ' ? 1 : 0);
}

// The item just read turns out to be the key of a mapping with one entry.
void YamlParser::flow_pair(const char* from) {
  Frame& list = top();
  const std::uint32_t slot = list.last;
  if (list.last_line != line_) fail(from, from + 1, "A key inside '[ ]' stands on one line with its ':'");
  build_.wrap(slot, Form::flow_mapping, list.slot);
  build_.mark(slot + 2, mark_key);
  Frame frame{};
  frame.slot = slot;
  frame.form = Form::flow_mapping;
  frame.state = State::value;
  frame.indent = frame.entry = list.indent;
  frame.pair = true;
  stack_.push_back(frame);
}

void YamlParser::flow_colon() {
  const char* from = p_;
  Frame& f = top();
  const bool list = f.form == Form::flow_sequence;
  if (list && f.state == State::next) {
    const Offset key = data_.slots[f.last].begin();
    if (at(from) - key > static_cast<Offset>(kMaxImplicitKey)) {
      fail(from, from + 1, "A key inside '[ ]' is at most 1024 characters long");
      f.state = State::item;
    } else {
      flow_pair(from);
    }
  } else if (list || f.state == State::key) {
    if (list) {
      if (!open(Form::flow_mapping, State::key, pending_begin(p_), f.indent)) {
        ++p_;
        return;
      }
      top().pair = true;
    }
    top().place = p_;
    missing();
    top().state = State::value;
  } else if (f.state == State::after_key) {
    f.state = State::value;
  } else if (f.state == State::explicit_key) {
    f.place = p_;
    missing();
    f.state = State::value;
  } else {
    fail(from, from + 1, "A second ':' stands here; a ',' is missing before its key, or the value needs quotes");
    if (f.state == State::next && !f.pair) {  // what follows is the value of an entry without a key
      f.state = State::key;
      f.place = p_;
      missing();
      f.state = State::value;
    }
  }
  touch(++p_);
  top().place = p_ + (*p_ == ' ' ? 1 : 0);
}

void YamlParser::flow_settle() {
  Frame& f = top();
  if (f.state == State::explicit_key) {
    missing();
    f.place = last_;
  }
  const bool pending = inner_.any() || outer_.any();
  if (pending && f.state == State::item) {
    f.place = last_;
    missing();
  } else if (pending && f.state == State::key) {
    f.place = last_;
    missing();
  }
  if (f.state == State::after_key) {
    f.state = State::value;
    f.place = last_;
  }
  if (f.state == State::value) missing();
  if (f.pair) {
    close();
    flow_settle();
  }
}

void YamlParser::flow_comma() {
  flow_settle();
  Frame& f = top();
  if (f.state == State::item || f.state == State::key) {
    fail(p_, p_ + 1, "Nothing stands before this ','");
    if (f.state == State::item) {
      f.place = p_;
      missing();
    }
  }
  f.state = f.form == Form::flow_sequence ? State::item : State::key;
  touch(++p_);
}

void YamlParser::flow_open(char opener) {
  if (!stack_.empty() && (top().form == Form::flow_mapping || top().form == Form::flow_sequence)) flow_ready();
  const char* from = p_;
  const Properties own = merged();
  const char* line = line_;
  if (!open(opener == '[' ? Form::flow_sequence : Form::flow_mapping, opener == '[' ? State::item : State::key, from, content_indent())) {
    ++dropped_;
    ++p_;
    return;
  }
  stack_[stack_.size() - 2].last_line = line;
  top().line_indent = static_cast<int>(std::find_if_not(line_, from, blank) - line_);
  build_.attach(top().slot, own);
  touch(++p_);
}

// One past the frame that a closing bracket at `p_` closes; `depth`: there is none.
std::size_t YamlParser::flow_opener(Form form, std::size_t depth) const {
  const bool begins_line = std::all_of(line_, p_, blank);
  std::size_t opener = stack_.size();
  if (guided_ && begins_line) {
    const int indent = static_cast<int>(p_ - line_);
    while (opener > depth && (stack_[opener - 1].form != form || stack_[opener - 1].line_indent != indent)) --opener;
    if (opener > depth || stack_.back().line_indent < indent) return opener;
    opener = stack_.size();
  }
  while (opener > depth && stack_[opener - 1].form != form) --opener;
  return opener;
}

void YamlParser::flow_close(char closer, std::size_t depth) {
  if (dropped_ > 0) {
    --dropped_;
    ++p_;
    return;
  }
  flow_settle();
  const Form form = closer == ']' ? Form::flow_sequence : Form::flow_mapping;
  const std::size_t opener = flow_opener(form, depth);
  if (opener != stack_.size()) {
    unbalanced_ = true;
    if (opener <= depth) {
      fail(p_, p_ + 1, std::string("This '") + closer + "' closes nothing");
      ++p_;
      return;
    }
    const char* unclosed = begin_ + data_.slots[top().slot].begin();
    fail(unclosed, unclosed + 1, *unclosed == '[' ? "This '[' has no ']'" : "This '{' has no '}'");
    while (stack_.size() > opener) flow_leave();
    flow_settle();
  }
  touch(++p_);
  close();
  json_like_ = true;
}

}  // namespace cribsheet::syntax
