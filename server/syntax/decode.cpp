// Scalars as the program means them: escapes, folding, indentation and chomping undone, each piece with the way back.
#include <algorithm>

#include "base/utf8.h"
#include "syntax/data.h"

namespace cribsheet::syntax {
namespace {

bool blank(char c) { return c == ' ' || c == '\t'; }
bool line_break(char c) { return c == '\n' || c == '\r'; }

class Decoder {
 public:
  Decoder(std::string_view text, Offset begin, Offset end, std::string& out, std::vector<SourceMap::Span>* spans)
      : text_(text), at_(begin), end_(end), out_(out), spans_(spans) {}

  void plain() {
    while (at_ < end_) {
      const Offset from = at_;
      while (at_ < end_ && !line_break(text_[at_])) ++at_;
      if (at_ < end_) fold(from);
      else copy(from, at_);
    }
  }

  void single_quoted() {
    while (at_ < end_) {
      const Offset from = at_;
      while (at_ < end_ && !line_break(text_[at_]) && text_[at_] != '\'') ++at_;
      if (at_ < end_ && text_[at_] == '\'') {
        copy(from, at_ + 1);
        at_ = std::min(at_ + 2, end_);
      } else if (at_ < end_) {
        fold(from);
      } else {
        copy(from, at_);
      }
    }
  }

  void double_quoted() {
    while (at_ < end_) {
      const Offset from = at_;
      while (at_ < end_ && !line_break(text_[at_]) && text_[at_] != '\\') ++at_;
      if (at_ < end_ && text_[at_] == '\\') {
        copy(from, at_);
        escape();
      } else if (at_ < end_) {
        fold(from);
      } else {
        copy(from, at_);
      }
    }
  }

  void block(bool folded, int parent_indent);

  void finish() {
    if (!spans_) return;
    const Offset end = spans_->empty() ? at_ : std::max(at_, spans_->back().source + spans_->back().length);
    spans_->push_back({static_cast<std::uint32_t>(out_.size()), end, 0});
  }

 private:
  void copy(Offset from, Offset to) {
    if (to <= from) return;
    span(from, to - from);
    out_.append(text_, from, to - from);
  }
  // What comes next in `out` stands at `source`, `length` bytes of it.
  void span(Offset source, Offset length) {
    if (!spans_) return;
    const auto decoded = static_cast<std::uint32_t>(out_.size());
    if (!spans_->empty()) {
      SourceMap::Span& last = spans_->back();
      if (last.decoded + last.length == decoded && last.source + last.length == source) {
        last.length += length;
        return;
      }
    }
    spans_->push_back({decoded, source, length});
  }
  void put(std::string_view made, Offset source, Offset length) {
    span(source, length);
    out_.append(made);
  }
  Offset behind_break(Offset at) const { return at + (text_[at] == '\r' && at + 1 < end_ && text_[at + 1] == '\n' ? 2u : 1u); }

  // At a line break that ends the text from `from`: one break is a space, n are n - 1 line feeds.
  void fold(Offset from) {
    Offset stop = at_;
    while (stop > from && blank(text_[stop - 1])) --stop;
    copy(from, stop);
    const Offset source = at_;
    at_ = behind_break(at_);
    int empty = 0;
    while (at_ < end_) {
      Offset look = at_;
      while (look < end_ && blank(text_[look])) ++look;
      if (look >= end_ || !line_break(text_[look])) {
        at_ = look;
        break;
      }
      put("\n", look, 1);
      ++empty;
      at_ = behind_break(look);
    }
    if (empty == 0) put(" ", source, 1);
  }

  void escape();
  void hex(Offset from, int digits);

  std::string_view text_;
  Offset at_, end_;
  std::string& out_;
  std::vector<SourceMap::Span>* spans_;
};

std::optional<char32_t> hex_digits(std::string_view text) {
  char32_t value = 0;
  for (const char c : text) {
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    if (digit < 0) return {};
    value = value << 4 | static_cast<char32_t>(digit);
  }
  return value;
}

void Decoder::hex(Offset from, int digits) {
  const auto length = static_cast<Offset>(digits);
  Offset behind = from + 2 + length;
  std::optional<char32_t> point;
  if (behind <= end_) point = hex_digits(text_.substr(from + 2, length));
  if (!point) {  // a wrong escape stands for itself
    copy(from, from + 2);
    at_ = from + 2;
    return;
  }
  const bool high = digits == 4 && *point >= 0xD800 && *point < 0xDC00;
  if (high && behind + 6 <= end_ && text_[behind] == '\\' && text_[behind + 1] == 'u') {
    const auto low = hex_digits(text_.substr(behind + 2, 4));
    if (low && *low >= 0xDC00 && *low < 0xE000) {
      point = 0x10000 + ((*point - 0xD800) << 10) + (*low - 0xDC00);
      behind += 6;
    }
  }
  std::string made;
  utf8::append(made, *point);
  put(made, from, behind - from);
  at_ = behind;
}

void Decoder::escape() {
  const Offset from = at_;
  if (from + 1 >= end_) {
    copy(from, end_);
    at_ = end_;
    return;
  }
  const char c = text_[from + 1];
  if (line_break(c)) {  // the line goes on without a space; empty lines after it stay
    at_ = behind_break(from + 1);
    while (at_ < end_) {
      Offset look = at_;
      while (look < end_ && blank(text_[look])) ++look;
      if (look < end_ && line_break(text_[look])) {
        put("\n", look, 1);
        at_ = behind_break(look);
      } else {
        at_ = look;
        break;
      }
    }
    return;
  }
  if (c == 'x') return hex(from, 2);
  if (c == 'u') return hex(from, 4);
  if (c == 'U') return hex(from, 8);
  static constexpr std::string_view names = "0abtnvfre \"/\\N_LP\t";
  static constexpr std::string_view values[] = {std::string_view("\0", 1),
                                                "\a",
                                                "\b",
                                                "\t",
                                                "\n",
                                                "\v",
                                                "\f",
                                                "\r",
                                                "\x1b",
                                                " ",
                                                "\"",
                                                "/",
                                                "\\",
                                                "\xC2\x85",
                                                "\xC2\xA0",
                                                "\xE2\x80\xA8",
                                                "\xE2\x80\xA9",
                                                "\t"};
  at_ = from + 2;
  if (const std::size_t which = names.find(c); which != std::string_view::npos) put(values[which], from, 2);
  else copy(from, from + 2);
}

void Decoder::block(bool folded, int parent_indent) {
  char chomp = 0;
  int explicit_indent = 0;
  for (++at_; at_ < end_ && !line_break(text_[at_]); ++at_) {
    const char c = text_[at_];
    if (c == '+' || c == '-') chomp = c;
    else if (c >= '1' && c <= '9') explicit_indent = c - '0';
    else break;
  }
  while (at_ < end_ && !line_break(text_[at_])) ++at_;
  if (at_ < end_) at_ = behind_break(at_);
  Offset indent = explicit_indent ? static_cast<Offset>(parent_indent + explicit_indent) : 0;
  if (!explicit_indent) {
    indent = end_;  // no line with text: all is indentation
    for (Offset line = at_; line < end_;) {
      Offset look = line;
      while (look < end_ && text_[look] == ' ') ++look;
      if (look < end_ && !line_break(text_[look])) {
        indent = look - line;
        break;
      }
      line = look < end_ ? behind_break(look) : end_;
    }
  }
  bool any = false, previous_spaced = false, cut_line = false;
  std::vector<Offset> breaks;  // line breaks seen since the last line with text
  while (at_ < end_) {
    Offset content = at_;
    while (content < end_ && content - at_ < indent && text_[content] == ' ') ++content;
    Offset stop = content;
    while (stop < end_ && !line_break(text_[stop])) ++stop;
    if (stop > content) {
      const bool spaced = blank(text_[content]);
      std::size_t first = 0;
      if (any && folded && !previous_spaced && !spaced && !breaks.empty()) {
        if (breaks.size() == 1) put(" ", breaks[0], 1);
        first = 1;
      }
      for (std::size_t i = first; i < breaks.size(); ++i) put("\n", breaks[i], 1);
      breaks.clear();
      copy(content, stop);
      any = true;
      previous_spaced = spaced;
    }
    cut_line = stop == content && stop == end_ && stop == text_.size() && content > at_;
    at_ = stop;
    if (stop < end_) {
      breaks.push_back(stop);
      at_ = behind_break(stop);
    }
  }
  // The node ends before its last break, unless it keeps them; a text cut off without one still ends its line.
  if (chomp == '+') {
    for (const Offset at : breaks) put("\n", at, 1);
    if (cut_line) put("\n", at_ - 1, 1);  // an empty line that the file's end cuts off
  } else if (chomp == 0 && any) {
    const Offset at = breaks.empty() ? end_ : breaks[0];
    if (at < text_.size() && line_break(text_[at])) put("\n", at, 1);
  }
}

}  // namespace

void decode(const Tree::Data& data, std::uint32_t at, std::string& out, std::vector<SourceMap::Span>* spans) {
  const Slot slot = data.slots[at];
  const bool quoted = slot.form() == Form::single_quoted || slot.form() == Form::double_quoted;
  const Offset begin = slot.begin() + (quoted ? 1 : 0);
  const Offset end = slot.end() - (quoted && !slot.has(mark_unclosed) ? 1 : 0);
  Decoder decoder(data.text, begin, std::max(begin, end), out, spans);
  switch (slot.form()) {
    case Form::single_quoted: decoder.single_quoted(); break;
    case Form::double_quoted: decoder.double_quoted(); break;
    case Form::literal:
    case Form::folded: {
      const auto found = std::lower_bound(data.indents.begin(), data.indents.end(), std::pair{at, 0u});
      const bool known = found != data.indents.end() && found->first == at;
      decoder.block(slot.form() == Form::folded, known ? static_cast<int>(found->second) - 1 : 0);
      break;
    }
    default: decoder.plain(); break;
  }
  decoder.finish();
}

std::size_t span_index(const std::vector<SourceMap::Span>& spans, std::size_t decoded) {
  const auto after = std::upper_bound(spans.begin(), spans.end(), decoded, [](std::size_t at, const SourceMap::Span& span) { return at < span.decoded; });
  return after == spans.begin() ? 0 : static_cast<std::size_t>(after - spans.begin()) - 1;
}

Offset SourceMap::to_source(std::size_t decoded) const {
  if (spans.empty()) return 0;
  const Span& span = spans[span_index(spans, decoded)];
  const std::size_t inside = decoded > span.decoded ? decoded - span.decoded : 0;
  const std::size_t last = span.length > 0 ? span.length - 1 : 0;  // an escape may stand for more bytes than it has
  return span.source + static_cast<Offset>(std::min(inside, last));
}

Range SourceMap::to_source(Range decoded) const {
  const Offset begin = to_source(decoded.begin);
  if (decoded.empty()) return {begin, begin};
  // The end is behind the last byte, not before what follows it: between them may be a line's indentation.
  if (spans.empty()) return {begin, begin};
  const std::size_t index = span_index(spans, decoded.end - 1);
  const Span& span = spans[index];
  const Offset inside = decoded.end - span.decoded;
  // The whole of a span is the whole of its source, which for an escape is longer than what it stands for.
  const bool whole = index + 1 < spans.size() && spans[index + 1].decoded == decoded.end;
  const Offset end = span.source + (whole ? span.length : std::min(inside, span.length));
  return {begin, std::max(begin, end)};
}

std::optional<std::size_t> SourceMap::from_source(Offset source) const {
  if (spans.empty() || source < spans.front().source) return {};
  const auto after = std::upper_bound(spans.begin(), spans.end(), source, [](Offset at, const Span& span) { return at < span.source; });
  const Span& span = *(after - 1);
  if (source > spans.back().source + spans.back().length) return {};
  const Offset inside = std::min(source - span.source, span.length);
  // An escape's source may be longer than what it stands for.
  const std::size_t limit = after != spans.end() ? after->decoded - span.decoded : span.length;
  return span.decoded + std::min<std::size_t>(inside, limit);
}

}  // namespace cribsheet::syntax
