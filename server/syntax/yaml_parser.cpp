#include "syntax/yaml_parser.h"

#include <algorithm>
#include <map>

namespace cribsheet::syntax {

YamlParser::YamlParser(Tree::Data& data, bool guided)
    : data_(data), build_(data), begin_(data.text.c_str()), end_(begin_ + data.text.size()), p_(begin_), line_(begin_), last_(begin_), guided_(guided) {}

const char* YamlParser::line_end(const char* p, std::ptrdiff_t limit) const {
  const char* stop = p;
  while (!line_break(*stop) && *stop != '\0' && stop - p < limit) ++stop;
  while (stop > p && blank(stop[-1])) --stop;
  return stop;
}

bool YamlParser::fail(const char* from, const char* to, std::string message) {
  if (failed_ && from >= failed_) {
    while (failed_end_ < from && !line_break(*failed_end_) && *failed_end_ != '\0') ++failed_end_;
    if (failed_end_ >= from) return false;
  }
  failed_ = failed_end_ = from;
  return data_.fail({at(from), at(to)}, std::move(message));
}

void YamlParser::fail_tolerated(const char* from, const char* to, std::string message) {
  const char* failed = failed_;
  const char* failed_end = failed_end_;
  if (!fail(from, to, std::move(message))) return;
  data_.errors.back().tolerated = true;
  failed_ = failed;
  failed_end_ = failed_end;
}

int YamlParser::wide_column(const char* p) const {
  int width = 0;
  for (const char* q = line_; q < p; ++q) width += *q == '\t' ? 2 : 1;
  return width;
}

void YamlParser::enter_line(const char* p) {
  p_ = line_ = p;
  fresh_ = can_open_ = true;
  tab_ = after_marker_ = false;
  shift_ = 0;
  if (inner_.any()) {
    outer_ = merged();
    inner_begin_ = nullptr;
  }
}

void YamlParser::skip() {
  for (;;) {
    const char c = *p_;
    if (c == ' ') {
      ++p_;
    } else if (c == '\t') {
      tab_ = tab_ || fresh_;
      ++p_;
    } else if (c == '#' && (p_ == line_ || blank(p_[-1]))) {
      const char* from = p_;
      while (!line_break(*p_) && *p_ != '\0') ++p_;
      data_.comments.push_back({at(from), at(p_)});
    } else if (line_break(c)) {
      enter_line(behind_break(p_));
    } else {
      return;
    }
  }
}

bool YamlParser::marker(const char* p) const {
  return ((p[0] == '-' && p[1] == '-' && p[2] == '-') || (p[0] == '.' && p[1] == '.' && p[2] == '.')) && space(p[3]);
}

// ---- nodes
// ------------------------------------------------------------------------------------------------------------

std::uint32_t YamlParser::advance(std::uint32_t& marks) {
  Frame& f = top();
  f.last = build_.size();
  f.last_line = line_;
  const bool flow = f.form == Form::flow_mapping;
  switch (f.state) {
    case State::root: f.state = State::done; break;
    case State::key:
      marks |= mark_key;
      f.state = flow ? State::after_key : State::value;
      break;
    case State::explicit_key:
      marks |= mark_key;
      f.state = State::after_key;
      break;
    case State::value: f.state = flow ? State::next : State::key; break;
    case State::item: f.state = State::next; break;
    default: break;
  }
  return f.slot;
}

std::uint32_t YamlParser::leaf(Form form, const char* from, const char* to, std::uint32_t marks) {
  const std::uint32_t parent = advance(marks);
  const std::uint32_t slot = build_.leaf(form, at(from), at(to), parent, marks);
  if (inner_.any() || outer_.any()) build_.attach(slot, merged());
  touch(to);
  return slot;
}

bool YamlParser::open(Form form, State state, const char* from, int indent) {
  if (stack_.size() >= kMaxDepth) {
    if (!depth_reported_) fail(from, from + 1, "This is nested more than 400 levels deep; what is deeper is not read");
    depth_reported_ = true;
    return false;
  }
  std::uint32_t marks = 0;
  const std::uint32_t parent = stack_.empty() ? 0 : advance(marks);
  Frame frame{};
  frame.slot = build_.open(form, at(from), parent, marks);
  frame.form = form;
  frame.state = state;
  frame.indent = frame.entry = indent;
  frame.place = from;
  frame.tabbed = tab_;
  stack_.push_back(frame);
  return true;
}

void YamlParser::close() {
  // A tag or anchor that is read already is the next node's, also where a stray sign behind it was passed over.
  build_.close(top().slot, at(inner_.any() || outer_.any() ? pending_begin(last_) : last_));
  stack_.pop_back();
}

void YamlParser::missing() {
  const char* place = std::max(top().place, last_);
  for (const Properties& pending : {outer_, inner_}) {
    for (const Range range : {pending.tag, pending.anchor}) {
      if (range.empty()) continue;
      const char* behind = begin_ + range.end;
      place = std::max(place, behind + (*behind == ' ' ? 1 : 0));
    }
  }
  leaf(Form::missing, place, place);
}

const char* YamlParser::pending_begin(const char* p) const {
  for (const Properties& pending : {outer_, inner_}) {
    for (const Range range : {pending.tag, pending.anchor}) {
      if (!range.empty()) p = std::min(p, begin_ + range.begin);
    }
  }
  return p;
}

Properties YamlParser::merged() {
  Properties all = outer_;
  const auto join = [&](Range& to, Range from, const char* what) {
    if (from.empty()) return;
    if (!to.empty()) data_.fail(from, std::string("A value has one ") + what + " at most; this is its second");
    else to = from;
  };
  join(all.tag, inner_.tag, "tag");
  join(all.anchor, inner_.anchor, "anchor");
  outer_ = inner_ = {};
  inner_begin_ = nullptr;
  return all;
}

// ---- tags, anchors, aliases
// -------------------------------------------------------------------------------------------

const char* YamlParser::name_end(const char* p) const {
  while (!space(*p) && !flow_sign(*p)) ++p;
  return p;
}

// Where the tag at `p` ends: it is made of what a URI is made of, with '%' before two digits.
const char* YamlParser::tag_end(const char* p, bool verbatim) const {
  static constexpr std::string_view signs = "-#;/?:@&=+$_.!~*'()";
  const auto hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
  for (;; ++p) {
    const char c = *p;
    const bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool listed = verbatim && (c == ',' || c == '[' || c == ']');
    if (!word && !listed && (c == '\0' || signs.find(c) == std::string_view::npos) && !(c == '%' && hex(p[1]) && hex(p[2]))) return p;
  }
}

void YamlParser::property() {
  const char* from = p_;
  const bool tag = *p_ == '!';
  if (tag && p_[1] == '<') {
    p_ = tag_end(p_ + 2, true);
    if (*p_ == '>') ++p_;
    else fail(from, p_, "This tag begins with '!<' and lacks its '>'");
  } else if (tag) {
    p_ = tag_end(p_, false);
  } else {
    p_ = name_end(p_ + 1);
    if (p_ == from + 1) fail(from, p_, "An anchor needs a name after its '&'");
  }
  if (!space(*p_) && !(flow_sign(*p_) && (top().form == Form::flow_mapping || top().form == Form::flow_sequence))) {
    fail(from, p_ + 1, tag ? "A space is missing after this tag" : "A space is missing after this anchor");
  }
  Range& place = tag ? inner_.tag : inner_.anchor;
  if (!place.empty()) fail(from, p_, tag ? "A value has one tag at most; this is its second" : "A value has one anchor at most; this is its second");
  else place = {at(from), at(p_)};
  if (!inner_begin_) inner_begin_ = from;
}

void YamlParser::alias(const char*& from, const char*& to) {
  from = p_;
  p_ = to = name_end(p_ + 1);
  if (to == from + 1) fail(from, to, "An alias needs the name of an anchor after its '*'");
  if (inner_.any()) fail(from, to, "An alias has neither tag nor anchor of its own; remove them");
}

// ---- the stream
// -------------------------------------------------------------------------------------------------------

void YamlParser::parse() {
  const std::uint32_t stream = build_.open(Form::stream, 0, 0);
  if (data_.text.compare(0, 3, "\xEF\xBB\xBF") == 0) p_ = line_ = last_ = begin_ + 3;
  for (bool first = true; first || p_ != end_; first = false) {
    const bool some = directives();
    if (p_ == end_ && !first && !some) break;
    document(some);
  }
  build_.close(stream, static_cast<Offset>(data_.text.size()));
}

bool YamlParser::directives() {
  bool some = false, version = false;
  for (;;) {
    skip();
    if (p_ != line_) return some;
    if (std::strncmp(p_, "\xEF\xBB\xBF", 3) == 0) {
      p_ += 3;
      line_ = p_;
      continue;
    }
    if (*p_ == '.' && marker(p_)) {  // an end with nothing before it
      if (some) fail(p_, p_ + 3, "A directive needs a document after it, which begins with '---'");
      some = false;
      document_end();
      continue;
    }
    if (*p_ != '%') return some;
    some = true;
    const char* from = p_;
    std::vector<std::string_view> words;
    while (!line_break(*p_) && *p_ != '\0') {
      if (blank(*p_)) {
        ++p_;
        continue;
      }
      if (*p_ == '#' && blank(p_[-1])) break;
      const char* word = p_;
      while (!space(*p_)) ++p_;
      words.emplace_back(word, static_cast<std::size_t>(p_ - word));
    }
    if (words[0] == "%YAML" && version) fail(from, p_, "A document has one %YAML directive at most");
    version = version || words[0] == "%YAML";
    directive(std::move(words), from, line_end(from));
  }
}

void YamlParser::directive(std::vector<std::string_view> words, const char* from, const char* to) {
  if (words[0] == "%YAML") {
    const bool known = words.size() == 2 && words[1].size() >= 3 && words[1].find_first_not_of("0123456789.") == std::string_view::npos &&
                       words[1].find('.') != std::string_view::npos;
    if (!known) fail(from, to, "A %YAML directive is followed by its version alone, such as '%YAML 1.2'");
  } else if (words[0] == "%TAG") {
    if (words.size() == 3 && words[1][0] == '!') data_.handles.push_back({build_.size(), std::string(words[1]), std::string(words[2])});
    else fail(from, to, "A %TAG directive is written '%TAG !name! prefix'");
  }
}

void YamlParser::document(bool after_directives) {
  extra_reported_ = in_conflict_ = false;
  outer_ = inner_ = {};
  inner_begin_ = nullptr;
  const bool marked = p_ == line_ && *p_ == '-' && marker(p_);
  if (after_directives && !marked) fail(p_, p_, "A document that has directives begins with '---'");
  const char* from = p_;
  document_ = build_.open(Form::document, at(from), 0, marked ? mark_unclosed : 0u);
  Frame frame{};
  frame.slot = document_;
  frame.form = Form::document;
  frame.state = State::root;
  frame.indent = frame.entry = -1;
  frame.place = from;
  touch(from);
  if (marked) {
    p_ += 3;
    frame.place = p_ + (*p_ == ' ' ? 1 : 0);
    touch(p_);
    fresh_ = can_open_ = false;
    after_marker_ = true;
  }
  stack_.push_back(frame);
  block();
  while (stack_.size() > 1) {
    if (waits(top()) || top().state == State::after_key) {
      if (top().state == State::after_key) top().state = State::value;
      missing();
    } else {
      close();
    }
  }
  if (top().state == State::root) missing();
  if (outer_.any() || inner_.any()) fail(last_, last_, "This tag or anchor has no value after it");
  if (p_ != end_ && *p_ == '.' && marker(p_)) {
    build_.mark(document_, mark_ended);
    document_end();
  }
  close();
}

void YamlParser::document_end() {
  p_ += 3;
  touch(p_);
  fresh_ = false;
  while (blank(*p_)) ++p_;
  if (line_break(*p_) || *p_ == '\0' || (*p_ == '#' && blank(p_[-1]))) return;
  fail_line(p_, "Nothing but a comment may follow '...' on its line");
  while (!line_break(*p_) && *p_ != '\0') ++p_;
}

// ---- aliases and tag handles, when all is read
// ------------------------------------------------------------------------

namespace {

void resolve_aliases(Tree::Data& data) {
  std::map<std::string_view, std::uint32_t> anchors;
  const std::string_view text = data.text;
  auto next = data.properties.begin();
  for (std::uint32_t slot = 0; slot < data.slots.size(); ++slot) {
    const Slot& node = data.slots[slot];
    if (node.form() == Form::document) anchors.clear();
    if (node.form() == Form::alias) {
      const auto found = anchors.find(text.substr(node.begin() + 1, node.end() - node.begin() - 1));
      if (found != anchors.end()) data.aliases.emplace_back(slot, found->second);
      else if (node.end() > node.begin() + 1)
        data.fail({node.begin(), node.end()},
                  "No anchor '&" + std::string(text.substr(node.begin() + 1, node.end() - node.begin() - 1)) + "' stands before this alias");
    }
    for (; next != data.properties.end() && next->slot == slot; ++next) {
      if (text[next->range.begin] == '&') anchors[text.substr(next->range.begin + 1, next->range.size() - 1)] = slot;
    }
  }
}

// `!e!name` needs a %TAG line for `!e!` in its own document.
void check_handles(Tree::Data& data) {
  std::uint32_t document = 0, seen = 0;
  for (const Property& p : data.properties) {
    for (; seen <= p.slot; ++seen) {
      if (data.slots[seen].form() == Form::document) document = seen;
    }
    const std::string_view tag = std::string_view(data.text).substr(p.range.begin, p.range.size());
    const std::size_t second = tag.find('!', 1);
    if (tag[0] != '!' || second == std::string_view::npos || second == 1 || tag[1] == '<') continue;
    const bool known = std::any_of(data.handles.begin(), data.handles.end(),
                                   [&](const TagHandle& handle) { return handle.document == document && handle.handle == tag.substr(0, second + 1); });
    if (!known) data.fail(p.range, "No %TAG line says what '" + std::string(tag.substr(0, second + 1)) + "' stands for");
  }
}

}  // namespace

void parse_yaml(Tree::Data& data) {
  const std::vector<SyntaxError> before = data.errors;
  YamlParser plain(data);
  plain.parse();
  if (plain.unbalanced()) {  // let indentation say which bracket is missing
    data.slots.clear();
    data.properties.clear();
    data.indents.clear();
    data.handles.clear();
    data.comments.clear();
    data.errors = before;
    YamlParser(data, true).parse();
  }
  const bool has_alias = std::any_of(data.slots.begin(), data.slots.end(), [](const Slot& slot) { return slot.form() == Form::alias; });
  if (has_alias) resolve_aliases(data);
  if (!data.properties.empty()) check_handles(data);
}

}  // namespace cribsheet::syntax
