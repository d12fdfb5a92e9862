// JSON (RFC 8259). Comments, trailing commas and other slips are read as they are meant, and reported.
#include <cstring>

#include "syntax/builder.h"
#include "syntax/yaml_parser.h"

namespace cribsheet::syntax {
namespace {

enum class Wait : std::uint8_t { key, colon, value, comma };

struct Level {
  std::uint32_t slot;
  Form form;
  Wait wait;
  bool after_comma = false;
  Offset comma = 0;
  int indent = 0;          // of the line that opened it
  std::uint32_t last = 0;  // slot of the last child
};

class JsonParser {
 public:
  explicit JsonParser(Tree::Data& data) : data_(data), build_(data), begin_(data.text.c_str()), end_(begin_ + data.text.size()), p_(begin_), last_(begin_) {}
  // `guided`: a closing bracket at the start of a line closes what was opened on a line of that indentation.
  void parse(bool guided);
  bool unbalanced() const { return unbalanced_; }

 private:
  static bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
  Offset at(const char* p) const { return static_cast<Offset>(p - begin_); }
  // One finding a line: what follows a mistake on its line is mostly its consequence.
  void fail(const char* from, const char* to, std::string message) {
    if (failed_ && from >= failed_) {
      while (failed_end_ < from && *failed_end_ != '\n' && *failed_end_ != '\r' && *failed_end_ != '\0') ++failed_end_;
      if (failed_end_ >= from) return;
    }
    failed_ = failed_end_ = from;
    data_.fail({at(from), at(to)}, std::move(message));
  }
  Level& top() { return stack_.back(); }
  bool mapping() const { return stack_.back().form == Form::flow_mapping; }

  void skip();
  void comment();
  void token();
  std::uint32_t arrive(const char* from, std::uint32_t& marks);
  void missing(const char* place);
  void leaf(Form form, const char* from, const char* to, std::uint32_t marks);
  void open(Form form);
  void close(char closer);
  void close_top(bool closed);
  void unclosed(std::size_t level);
  void comma();
  void colon();
  bool unbraced();
  bool unlisted();
  void list_from(std::uint32_t slot);
  bool list_ends_here();
  bool key_follows() const;
  bool stray_closer() const;
  bool stray_opener() const;
  const char* next_line(const char* p) const;
  void string();
  const char* cut(const char* from, bool closed) const;
  bool unopened(const char* from);
  void word();
  void settle(bool quiet = false);
  int line_indent(const char* p) const;
  bool starts_line(const char* p) const;

  Tree::Data& data_;
  Builder build_;
  const char* begin_;
  const char* end_;
  const char* p_;
  const char* last_;
  bool guided_ = false, unbalanced_ = false, extra_reported_ = false, single_reported_ = false;
  const char* failed_ = nullptr;  // the last finding, and how far its line was looked at
  const char* failed_end_ = nullptr;
  const char* unclosed_string_ = nullptr;  // the last that was reported
  const char* comma_missing_ = nullptr;    // where that was reported last
  std::size_t dropped_ = 0;
  std::vector<Level> stack_;
};

int JsonParser::line_indent(const char* p) const {
  const char* line = p;
  while (line > begin_ && line[-1] != '\n' && line[-1] != '\r' && p - line < 4096) --line;
  const char* text = line;
  while (*text == ' ' || *text == '\t') ++text;
  return static_cast<int>(text - line);
}

bool JsonParser::starts_line(const char* p) const {
  while (p > begin_ && (p[-1] == ' ' || p[-1] == '\t')) --p;
  return p == begin_ || p[-1] == '\n' || p[-1] == '\r';
}

void JsonParser::skip() {
  for (;;) {
    while (blank(*p_)) ++p_;
    if (*p_ == '/' && (p_[1] == '/' || p_[1] == '*')) comment();
    else if (*p_ == '#') comment();
    else return;
  }
}

void JsonParser::comment() {
  const char* from = p_;
  if (p_[0] == '/' && p_[1] == '*') {
    const char* stop = std::strstr(p_ + 2, "*/");
    p_ = stop ? stop + 2 : end_;
    if (!stop) fail(from, from + 2, "This comment has no '*/'");
  } else {
    while (*p_ != '\n' && *p_ != '\r' && *p_ != '\0') ++p_;
  }
  if (data_.comments.empty()) fail(from, p_, "JSON has no comments; remove it");
  data_.comments.push_back({at(from), at(p_)});
}

// A node begins in the top level: where it goes, and what is wrong with that.
std::uint32_t JsonParser::arrive(const char* from, std::uint32_t& marks) {
  if (top().wait == Wait::comma || top().wait == Wait::colon) {
    if (top().form == Form::document) {
      if (!extra_reported_) fail(from, from + 1, "The document has ended before this; remove it");
      extra_reported_ = true;
    } else if (top().wait == Wait::comma) {
      fail(last_, last_, "A ',' is missing here");
      top().wait = mapping() ? Wait::key : Wait::value;
      comma_missing_ = last_;
    } else if (key_follows()) {  // the key before has neither yet
      settle();
      top().wait = Wait::key;
    } else {
      fail(last_, last_, "A ':' is missing after this key");
      top().wait = Wait::value;
    }
  }
  if (mapping() && top().wait == Wait::value && starts_line(from) && key_follows() &&
      line_indent(from) <= line_indent(begin_ + data_.slots[top().last].begin())) {
    settle();
    top().wait = Wait::key;
  }
  Level& level = top();
  level.after_comma = false;
  level.last = build_.size();
  if (level.wait == Wait::key) {
    marks |= mark_key;
    level.wait = Wait::colon;
  } else {
    level.wait = Wait::comma;
  }
  return level.slot;
}

void JsonParser::leaf(Form form, const char* from, const char* to, std::uint32_t marks) {
  const std::uint32_t parent = arrive(from, marks);
  if ((marks & mark_key) && form == Form::plain && comma_missing_ != last_) fail(from, to, "A key stands in double quotes");
  build_.leaf(form, at(from), at(to), parent, marks);
  last_ = to;
}

void JsonParser::missing(const char* place) {
  build_.leaf(Form::missing, at(place), at(place), top().slot);
  top().wait = Wait::comma;
  if (place > last_) last_ = place;
}

// Before ',' or a closing bracket: an entry gets the parts it lacks.
void JsonParser::settle(bool quiet) {
  if (!mapping()) return;
  if (top().wait == Wait::colon) {
    const Slot& key = data_.slots[top().last];
    if (!quiet && !key.has(mark_unclosed) && is_scalar(key.form()) && key.form() != Form::plain) fail(last_, last_, "This key has no ':' and no value");
    build_.mark(top().last, mark_no_colon);
    missing(last_);
  } else if (top().wait == Wait::value) {
    const char* place = last_ + (*last_ == ' ' ? 1 : 0);
    const bool reported = !data_.errors.empty() && data_.errors.back().range.begin >= at(last_);  // what stands there instead
    if (!quiet && !reported) fail(last_, last_, "A value is missing here");
    missing(place);
  }
}

void JsonParser::open(Form form) {
  if (stack_.size() >= kMaxDepth) {
    if (dropped_ == 0) fail(p_, p_ + 1, "This is nested more than 400 levels deep; what is deeper is not read");
    ++dropped_;
    ++p_;
    return;
  }
  if (guided_ && stray_opener()) {
    fail(p_, p_ + 1, *p_ == '[' ? "This '[' has no ']'" : "This '{' has no '}'");
    ++p_;
    return;
  }
  std::uint32_t marks = 0;
  const std::uint32_t parent = arrive(p_, marks);
  if (marks & mark_key) fail(p_, p_ + 1, std::string("This '") + *p_ + "' stands where a key is expected");
  const std::uint32_t slot = build_.open(form, at(p_), parent, marks);
  stack_.push_back({slot, form, form == Form::flow_mapping ? Wait::key : Wait::value, false, 0, guided_ ? line_indent(p_) : 0});
  last_ = ++p_;
}

void JsonParser::close_top(bool closed) {
  settle(!closed);  // a bracket that is not closed is reported already
  if (closed) last_ = ++p_;
  else build_.mark(top().slot, mark_unclosed);
  build_.close(top().slot, at(last_));
  stack_.pop_back();
}

void JsonParser::unclosed(std::size_t level) {
  const char* opener = begin_ + data_.slots[stack_[level].slot].begin();
  // A string that was not closed has swallowed the closing bracket, and is reported.
  if (!unclosed_string_ || unclosed_string_ < opener) fail(opener, opener + 1, *opener == '[' ? "This '[' has no ']'" : "This '{' has no '}'");
  unbalanced_ = true;
}

void JsonParser::close(char closer) {
  if (dropped_ > 0) {
    --dropped_;
    ++p_;
    return;
  }
  const Form form = closer == ']' ? Form::flow_sequence : Form::flow_mapping;
  std::size_t level = stack_.size();
  const bool by_line = guided_ && starts_line(p_);
  if (guided_ && (by_line ? list_ends_here() : stray_closer())) {
    if (!by_line) fail(p_, p_ + 1, std::string("This '") + closer + "' closes nothing");
    ++p_;
    return;
  }
  if (by_line) {
    const int indent = line_indent(p_);
    while (level > 1 && (stack_[level - 1].form != form || stack_[level - 1].indent != indent)) --level;
  }
  if (by_line && level == 1 && (top().indent < line_indent(p_) || p_[1] == '}' || p_[1] == ']')) {  // what this would close was closed before
    fail(p_, p_ + 1, std::string("This '") + closer + "' closes nothing");
    ++p_;
    return;
  }
  if (!by_line || level == 1) {
    level = stack_.size();
    while (level > 1 && stack_[level - 1].form != form) --level;
  }
  if (level == 1) {
    fail(p_, p_ + 1, std::string("This '") + closer + "' closes nothing");
    unbalanced_ = true;
    ++p_;
    return;
  }
  if (stack_.size() > level) {
    unclosed(stack_.size() - 1);
    while (stack_.size() > level) close_top(false);
  }
  if (top().after_comma) {
    unbalanced_ = unbalanced_ || stray_closer();
    fail(begin_ + top().comma, begin_ + top().comma + 1, "A ',' can't stand before a closing bracket; remove it");
  }
  close_top(true);
}

void JsonParser::comma() {
  settle();
  Level& level = top();
  if (level.form == Form::document) {
    if (!extra_reported_) fail(p_, p_ + 1, "The document has ended before this; remove it");
    extra_reported_ = true;
  } else if (level.wait != Wait::comma) {
    fail(p_, p_ + 1, "Nothing stands before this ','");
    if (level.form == Form::flow_sequence) missing(p_);
  }
  if (level.form != Form::document) {
    level.wait = mapping() ? Wait::key : Wait::value;
    level.after_comma = true;
    level.comma = at(p_);
  }
  last_ = ++p_;
}

void JsonParser::colon() {
  if (mapping() && top().wait == Wait::colon) {
    top().wait = Wait::value;
  } else if (mapping() && top().wait == Wait::key) {
    fail(p_, p_ + 1, "A key is missing before this ':'");
    build_.leaf(Form::missing, at(p_), at(p_), top().slot, mark_key);
    top().wait = Wait::value;
  } else if (!unbraced()) {
    fail(p_, p_ + 1, "This ':' has no key before it");
  }
  last_ = ++p_;
}

// `"a":` and on the next line `"b": 1`: the string just read is the first key of a mapping that lacks its '{'.
bool JsonParser::unbraced() {
  if (top().wait != Wait::comma || extra_reported_ || stack_.size() >= kMaxDepth) return false;
  const std::uint32_t slot = top().last;
  const Slot& value = data_.slots[slot];
  const char* from = begin_ + value.begin();
  if (value.form() != Form::double_quoted || value.has(mark_key) || !starts_line(from)) return false;
  fail(from, from + 1, "A '{' is missing before this");
  const char* before = from;
  while (before > begin_ && blank(before[-1])) --before;
  if (before == comma_missing_) unbalanced_ = true;  // rather a '}' too many before it
  build_.wrap(slot, Form::flow_mapping, top().slot);
  build_.mark(slot + 2, mark_key);
  stack_.push_back({slot, Form::flow_mapping, Wait::value, false, 0, guided_ ? line_indent(before) : 0, slot + 2});
  return true;
}

// Behind the string just read: does its colon follow?
bool JsonParser::key_follows() const {
  const char* next = p_;
  while (blank(*next)) ++next;
  return mapping() && p_[-1] == '"' && *next == ':';
}

// The next line with text, from its first character on.
const char* JsonParser::next_line(const char* p) const {
  while (*p == ' ' || *p == '\t') ++p;
  if (*p != '\n' && *p != '\r') return nullptr;
  while (blank(*p)) ++p;
  return p;
}

// `"a": {...}, {...}` or `"a":` and on the next lines `"b", "c"`: a list that lacks its '['.
bool JsonParser::unlisted() {
  const Level& level = top();
  if (!mapping() || level.wait != Wait::key || !level.after_comma || level.last == 0 || stack_.size() >= kMaxDepth) return false;
  const Slot& value = data_.slots[level.last];
  if (value.has(mark_key) || value.form() == Form::missing) return false;
  const bool own_line = starts_line(begin_ + value.begin());
  const char* next = p_;
  if (*next == '{' || *next == '[') {
    // A bracket behind a value of several lines that begins on its key's line is rather one too many.
    const bool one_line = std::memchr(begin_ + value.begin(), '\n', static_cast<std::size_t>(p_ - begin_) - value.begin()) == nullptr;
    if (!own_line && !(one_line && is_collection(value.form()))) return false;
  } else if (*next == '"') {
    for (++next; *next != '"' && *next != '\n' && *next != '\r' && *next != '\0'; ++next) {
      if (*next == '\\' && next[1] != '\0') ++next;
    }
    if (*next != '"') return false;
    const char* quote = next++;
    while (blank(*next)) ++next;
    const bool same_line = std::memchr(quote, '\n', static_cast<std::size_t>(next - quote)) == nullptr;
    if (*next == ':' || (!own_line && !(same_line && *next == ']'))) return false;
  } else if (!own_line || *next < '0' || *next > '9') {
    return false;
  }
  list_from(level.last);
  return true;
}

// The finished value in `slot` becomes the first item of a list.
void JsonParser::list_from(std::uint32_t slot) {
  const char* from = begin_ + data_.slots[slot].begin();
  fail(from, from + 1, "A '[' is missing before this");
  const char* before = from;
  while (before > begin_ && blank(before[-1])) --before;
  build_.wrap(slot, Form::flow_sequence, top().slot);
  const Level outer = top();
  top().wait = Wait::comma;
  top().after_comma = false;
  stack_.push_back(
      {slot, Form::flow_sequence, outer.after_comma ? Wait::value : Wait::comma, outer.after_comma, outer.comma, guided_ ? line_indent(before) : 0, slot + 2});
}

// A ']' that begins a line, with no '[' on a line of that indentation: one is missing behind the key there.
bool JsonParser::list_ends_here() {
  if (*p_ != ']' || !mapping() || top().wait != Wait::comma || stack_.size() >= kMaxDepth) return false;
  const int indent = line_indent(p_);
  for (const Level& level : stack_) {
    if (level.form == Form::flow_sequence && level.indent == indent) return false;
  }
  const std::uint32_t slot = top().last;
  const Slot& value = data_.slots[slot];
  const char* from = begin_ + value.begin();
  const char* colon = from;
  while (colon > begin_ && blank(colon[-1]) && from - colon < 4096) --colon;
  if (value.form() == Form::missing || colon == begin_ || colon[-1] != ':' || line_indent(colon - 1) != indent) return false;
  list_from(slot);
  close_top(true);
  --p_;
  return true;
}

// Brackets do not match, and behind this closing one the text of its own goes on, on the lines below: it is one too many.
bool JsonParser::stray_closer() const {
  const char* next = next_line(p_ + 1 + (p_[1] == ','));
  if (!next || stack_.size() < 2) return false;
  const Level& level = stack_.back();
  const bool list = level.form == Form::flow_sequence;
  if (*next == '}' || *next == ']') return list == (*p_ == '}') && list == (*next == ']') && line_indent(next) == level.indent;
  return *next != ',' && line_indent(next) > level.indent;
}

// ... and this opening one is followed by what can't be its own.
bool JsonParser::stray_opener() const {
  const Level& level = stack_.back();
  const bool key = level.form == Form::flow_mapping && level.wait != Wait::value;
  if (key) return true;
  const char* next = p_ + 1;
  while (*next == ' ' || *next == '\t') ++next;
  if (*next == (*p_ == '[' ? '}' : ']')) {  // unless that one is too many
    const char* below = next_line(next + 1);
    return !below || line_indent(below) <= line_indent(p_);
  }
  if (*p_ == '{' && *next >= '0' && *next <= '9') return true;
  const bool inner = *p_ == '{' && *next == '"' && level.form == Form::flow_sequence;
  if (!inner) next = next_line(next);
  if (!next || (*next != '"' && *p_ == '[')) return false;
  if (*next != '"') return *next == '{' && level.form == Form::flow_sequence;
  for (++next; *next != '"' && *next != '\n' && *next != '\r' && *next != '\0'; ++next) {
    if (*next == '\\' && next[1] != '\0') ++next;
  }
  if (*next != '"') return false;
  ++next;
  while (*next == ' ' || *next == '\t') ++next;
  return *p_ == '[' ? *next == ':' : std::strchr(",]\n\r", *next) != nullptr;
}

// Where the string from `from` to `p_` ends really, if its closing quote is missing, or is another string's opening
// one; null: it is a string. `from` itself: its quote is one too many.
const char* JsonParser::cut(const char* from, bool closed) const {
  const Level& level = stack_.back();
  const bool as_key = level.form == Form::flow_mapping && level.wait == Wait::key;
  const char* stop = closed ? p_ - 1 : p_;
  const auto name = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '$'; };
  const char* next = p_;
  while (*next == ' ' || *next == '\t') ++next;
  if (closed && (as_key ? *next == ':' : !name(*p_))) return nullptr;
  const char* text = from + 1;
  while (text < stop && blank(*text)) ++text;
  if (closed && text == stop && text > from + 1 && name(*p_)) return from;
  if (as_key) {  // `"Name: value` or `"Name: "value"`: the key ends at its colon all the same; `"s3:"` alone is being typed
    for (const char* colon = from + 1; colon < stop; ++colon) {
      if (*colon == ':' && colon[-1] != ':' && (blank(colon[1]) || (colon + 1 == stop && (!closed || name(*p_))))) return colon;
    }
  }
  const char* end = stop;
  while (end > from + 1 && blank(end[-1])) --end;
  if (closed) return end > from + 1 && end[-1] == ',' ? end - 1 : nullptr;  // `"a, "b"`
  while (end > from + 1 && (blank(end[-1]) || end[-1] == ',' || end[-1] == '}' || end[-1] == ']')) --end;
  const bool expected = level.wait == Wait::key || level.wait == Wait::value;
  return end == from + 1 && !expected ? from : end;
}

void JsonParser::string() {
  const char* from = p_;
  const char quote = *p_;
  bool raw = true;
  const char* control = nullptr;
  for (++p_; *p_ != quote && *p_ != '\n' && *p_ != '\r' && *p_ != '\0'; ++p_) {
    if (*p_ == '\\' && p_[1] != '\0' && p_[1] != '\n' && p_[1] != '\r') {
      raw = false;
      ++p_;
      bool good = std::strchr("\"\\/bfnrtu", *p_) != nullptr;
      for (int i = 1; *p_ == 'u' && i <= 4 && good; ++i) good = p_[i] != '\0' && std::strchr("0123456789abcdefABCDEF", p_[i]) != nullptr;
      if (!good) fail(p_ - 1, p_ + 1, "JSON has no such escape; write '\\\\' for a backslash");
    } else if (*p_ == '\t' && !control) {
      control = p_;
    }
  }
  std::uint32_t marks = raw ? mark_raw : 0u;
  const bool closed = *p_ == quote;
  if (closed) ++p_;
  if (const char* stop = cut(from, closed)) {
    if (stop == from) {
      fail(from, from + 1, "This quote opens nothing; remove it");
      p_ = from + 1;
      return;
    }
    const bool escapes = std::memchr(from, '\\', static_cast<std::size_t>(stop - from)) != nullptr;
    p_ = stop;
    unclosed_string_ = from;
    marks = mark_unclosed | (escapes ? 0u : mark_raw);
    fail(from, p_, "This string has no closing quote");
  } else {
    if (control) fail(control, control + 1, "A tab inside a string is written '\\t'");
    if (quote == '\'' && !single_reported_) fail(from, p_, "A string stands in double quotes");
    single_reported_ = single_reported_ || quote == '\'';
  }
  leaf(quote == '"' ? Form::double_quoted : Form::single_quoted, from, p_, marks);
}

bool number(std::string_view text) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t from = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i > from;
  };
  if (i < text.size() && text[i] == '-') ++i;
  const std::size_t whole = i;
  if (!digits() || (text[whole] == '0' && i > whole + 1)) return false;
  if (i < text.size() && text[i] == '.' && (++i, !digits())) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (!digits()) return false;
  }
  return i == text.size();
}

// `Name": 1`: a string that lacks its opening quote.
bool JsonParser::unopened(const char* from) {
  const char* stop = from;
  while (*stop != '"' && *stop != '\n' && *stop != '\r' && *stop != '\0' && stop - from < 1000) ++stop;
  if (*stop != '"') return false;
  const char* next = stop + 1;
  while (*next == ' ' || *next == '\t') ++next;
  if (std::strchr(":,]}\n\r", *next) == nullptr) return false;  // the end of the text counts too
  fail(from, stop, "This string has no opening quote");
  leaf(Form::plain, from, stop, mark_raw);
  last_ = p_ = stop + 1;
  return true;
}

void JsonParser::word() {
  const char* from = p_;
  while (!blank(*p_) && *p_ != '\0' && std::strchr(",:[]{}\"", *p_) == nullptr) ++p_;
  const std::string_view sign(from, static_cast<std::size_t>(p_ - from));
  if (sign.find_first_not_of("-+*&|%#!?@`;=<>~^.()/'\\") == std::string_view::npos) {
    fail(from, p_, "This has no meaning here; remove it");
    return;
  }
  if (sign != "true" && sign != "false" && sign != "null" && !number(sign) && unopened(from)) return;
  if (mapping() && (top().wait == Wait::key || top().wait == Wait::comma) && *p_ == ' ' && p_[std::strspn(p_, " \t")] == '"') {
    fail(from, p_, "This has no meaning here; remove it");
    return;
  }
  if (top().form == Form::flow_mapping && top().wait != Wait::value) {
    leaf(Form::plain, from, p_, mark_raw);
    return;
  }
  while (p_[0] == ':' && p_[1] == ':') {  // a name such as AWS::Region that lacks its quotes
    while (*p_ == ':') ++p_;
    while (!blank(*p_) && *p_ != '\0' && std::strchr(",:[]{}\"", *p_) == nullptr) ++p_;
  }
  const std::string_view text(from, static_cast<std::size_t>(p_ - from));
  const bool meant = text == "true" || text == "false" || text == "null" || number(text);
  if (!meant && (top().wait != Wait::comma || top().form == Form::document)) {
    fail(from, p_,
         text.find_first_not_of("0123456789+-.eExX") == std::string_view::npos ? "This is not how JSON writes a number" : "A string stands in double quotes");
  }
  leaf(Form::plain, from, p_, mark_raw);
}

void JsonParser::token() {
  if (top().after_comma) unlisted();
  switch (*p_) {
    case '{': return open(Form::flow_mapping);
    case '[': return open(Form::flow_sequence);
    case '}':
    case ']': return close(*p_);
    case ',': return comma();
    case ':': return colon();
    case '"':
    case '\'': return string();
    default: return word();
  }
}

void JsonParser::parse(bool guided) {
  guided_ = guided;
  const std::uint32_t stream = build_.open(Form::stream, 0, 0);
  if (data_.text.compare(0, 3, "\xEF\xBB\xBF") == 0) p_ = last_ = begin_ + 3;
  skip();
  const std::uint32_t document = build_.open(Form::document, at(p_), 0);
  last_ = p_;
  stack_.push_back({document, Form::document, Wait::value, false, 0, -1});
  while (skip(), p_ != end_) token();
  if (stack_.size() > 1) unclosed(stack_.size() - 1);
  while (stack_.size() > 1) close_top(false);
  if (top().wait == Wait::value) {
    fail(p_, p_, "The file holds no JSON value");
    missing(p_);
  }
  build_.close(document, at(last_));
  build_.close(stream, static_cast<Offset>(data_.text.size()));
}

}  // namespace

void parse_json(Tree::Data& data) {
  const std::vector<SyntaxError> before = data.errors;
  JsonParser plain(data);
  plain.parse(false);
  if (!plain.unbalanced()) return;
  // Brackets do not match: let indentation say which one is missing.
  data.slots.clear();
  data.comments.clear();
  data.errors = before;
  JsonParser(data).parse(true);
}

}  // namespace cribsheet::syntax
