#include "kinds/shape/pattern_words.h"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "kinds/shape/walker.h"

namespace cribsheet::kinds::shape {
namespace {

constexpr unsigned kNoEnd = 0xFFFFFFFF;

// What one character may be.
struct Class {
  bool any = false;  // . or [\s\S]
  bool lower = false, upper = false, digits = false, blanks = false;
  std::vector<std::string> ranges;  // "a-f"
  std::string characters;           // single ones
};

// A part of the pattern: a text as it stands, or some characters of a class.
struct Piece {
  std::string literal;
  Class of;
  unsigned least = 1, most = 1;
  bool is_text() const { return !literal.empty(); }
  bool is_anything() const { return !is_text() && of.any && most == kNoEnd; }
};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  // Nothing where the pattern holds more than texts and classes in a row, from the beginning of the subject to its end.
  std::optional<std::vector<Piece>> read() {
    if (!take('^')) return std::nullopt;
    while (!done() && text_.substr(at_) != "$") {
      Piece piece;
      if (!read_atom(piece) || !read_count(piece)) return std::nullopt;
      const bool joins = piece.is_text() && !pieces_.empty() && pieces_.back().is_text();
      if (joins) pieces_.back().literal += piece.literal;
      else pieces_.push_back(std::move(piece));
    }
    // `^x` goes on with anything.
    if (done() && (pieces_.empty() || !pieces_.back().is_anything())) pieces_.push_back(anything());
    return pieces_;
  }

 private:
  static Piece anything() {
    Piece piece;
    piece.of.any = true;
    piece.least = 0;
    piece.most = kNoEnd;
    return piece;
  }

  bool done() const { return at_ >= text_.size(); }
  bool take(char c) {
    if (done() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool read_atom(Piece& piece) {
    const char c = text_[at_++];
    if (c == '.') return piece.of.any = true;
    if (c == '[') return read_class(piece.of);
    if (c == '\\') {
      if (done()) return false;
      const char escaped = text_[at_++];
      if (escaped == 'd' || escaped == 'w' || escaped == 's') return add_escape(escaped, piece.of);
      if (is_alphanumeric(escaped)) return false;
      piece.literal = escaped;
      return true;
    }
    if (std::string_view("()|*+?{}$^]").find(c) != std::string_view::npos) return false;
    piece.literal = c;
    return true;
  }

  bool read_count(Piece& piece) {
    if (done()) return true;
    const auto set = [&](unsigned least, unsigned most) {
      piece.least = least;
      piece.most = most;
      return !piece.is_text() || (least == 1 && most == 1);
    };
    if (take('*')) return set(0, kNoEnd);
    if (take('+')) return set(1, kNoEnd);
    if (take('?')) return set(0, 1);
    if (!take('{')) return true;
    const auto least = read_number();
    if (!least) return false;
    if (take('}')) return set(*least, *least);
    if (!take(',')) return false;
    if (take('}')) return set(*least, kNoEnd);
    const auto most = read_number();
    return most && take('}') && set(*least, *most);
  }

  std::optional<unsigned> read_number() {
    unsigned value = 0;
    const std::size_t from = at_;
    while (!done() && text_[at_] >= '0' && text_[at_] <= '9' && at_ - from < 6) value = value * 10 + static_cast<unsigned>(text_[at_++] - '0');
    return at_ == from ? std::nullopt : std::optional(value);
  }

  bool read_class(Class& of) {
    if (!done() && text_[at_] == '^') return false;
    const std::string_view all = text_.substr(at_, 5);
    if (all == "\\s\\S]" || all == "\\S\\s]") {
      at_ += 5;
      return of.any = true;
    }
    while (!done() && text_[at_] != ']') {
      char c = text_[at_++];
      if (c == '\\') {
        if (done()) return false;
        c = text_[at_++];
        if (c == 'd' || c == 'w' || c == 's') {
          add_escape(c, of);
          continue;
        }
        if (is_alphanumeric(c)) return false;
      }
      const bool range = at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']' && text_[at_ + 1] != '\\';
      if (!range) {
        add(c, of);
      } else if (!add_range(c, text_[at_ + 1], of)) {
        return false;
      } else {
        at_ += 2;
      }
    }
    return take(']');
  }

  static bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

  static void add(char c, Class& of) {
    if (c == ' ') of.blanks = true;
    else if (of.characters.find(c) == std::string::npos) of.characters += c;
  }

  static bool add_escape(char c, Class& of) {
    if (c == 's') of.blanks = true;
    if (c != 's') of.digits = true;
    if (c == 'w') {
      of.lower = of.upper = true;
      add('_', of);
    }
    return true;
  }

  static bool add_range(char from, char to, Class& of) {
    if (from == 'a' && to == 'z') return of.lower = true;
    if (from == 'A' && to == 'Z') return of.upper = true;
    if (from == '0' && to == '9') return of.digits = true;
    if (!is_alphanumeric(from) || !is_alphanumeric(to)) return false;  // "+-=": as good as unreadable
    of.ranges.push_back(fmt::format("{}-{}", from, to));
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Piece> pieces_;
};

std::string class_words(const Class& of) {
  std::vector<std::string> parts;
  if (of.lower && of.upper) parts.emplace_back("letters");
  else if (of.lower) parts.emplace_back("small letters");
  else if (of.upper) parts.emplace_back("capital letters");
  if (of.digits) parts.emplace_back("digits");
  parts.insert(parts.end(), of.ranges.begin(), of.ranges.end());
  if (of.blanks) parts.emplace_back("blanks");
  if (!of.characters.empty()) parts.push_back(of.characters.size() == 1 ? of.characters : "any of " + of.characters);
  return listed(parts, "and");
}

// ", 1 to 64 of them"; empty: as many as one likes.
std::string count_words(const Piece& piece) {
  if (piece.most == kNoEnd) return piece.least > 1 ? fmt::format(", at least {} of them", piece.least) : "";
  if (piece.least == piece.most) return fmt::format(", exactly {} of them", piece.least);
  return piece.least == 0 ? fmt::format(", at most {} of them", piece.most) : fmt::format(", {} to {} of them", piece.least, piece.most);
}

// "a letter or a digit"; empty: other characters may stand there too.
std::string one_words(const Class& of) {
  if (of.any || of.blanks || !of.characters.empty() || !of.ranges.empty()) return {};
  std::vector<std::string> parts;
  if (of.lower && of.upper) parts.emplace_back("a letter");
  else if (of.lower) parts.emplace_back("a small letter");
  else if (of.upper) parts.emplace_back("a capital letter");
  if (of.digits) parts.emplace_back("a digit");
  return listed(parts, "or");
}

// Classes in a row, the first and perhaps the last of them for one character: "begin with a letter and go on with ...".
std::string row_words(const std::vector<Piece>& pieces) {
  const auto one = [](const Piece& piece) { return !piece.is_text() && piece.least == 1 && piece.most == 1 ? one_words(piece.of) : std::string(); };
  if (pieces.size() < 2 || pieces.size() > 3 || pieces[1].is_text() || pieces[1].of.any) return {};
  const std::string first = one(pieces[0]), last = pieces.size() == 3 ? one(pieces[2]) : std::string();
  if (first.empty() || (pieces.size() == 3 && last.empty())) return {};
  return fmt::format("begin with {}{} go on with {}{}{}", first, last.empty() ? " and" : ",", class_words(pieces[1].of), count_words(pieces[1]),
                     last.empty() ? "" : ", and end with " + last);
}

// The parts between the bars that stand in no brackets; one where there are none.
std::vector<std::string_view> alternatives_of(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  bool in_class = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\') ++i;
    else if (in_class) in_class = c != ']';
    else if (c == '[') in_class = true;
    else if (c == '(') ++depth;
    else if (c == ')' && --depth < 0) return {};
    else if (c == '|' && depth == 0) {
      parts.push_back(text.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  parts.push_back(text.substr(begin));
  return parts;
}

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == ':';
  });
}

constexpr int kDeepest = 4;
std::string words_of(std::string_view pattern, int depth);

// What stands in one pair of brackets from end to end: "be A, B or C", or what each alternative says. Empty: that can't be told.
std::string choice_words(std::string_view pattern, int depth) {
  // `(...)?` takes nothing too, but who wrote something did not mean nothing.
  const std::size_t end = pattern.ends_with(")$") ? 2 : pattern.ends_with(")?$") ? 3 : 0;
  if (!pattern.starts_with("^(") || end == 0 || pattern.size() < 2 + end || depth >= kDeepest) return {};
  std::string_view inner = pattern.substr(2, pattern.size() - 2 - end);
  if (inner.starts_with("?:")) inner.remove_prefix(2);
  if (inner.starts_with('?')) return {};
  std::vector<std::string> words, forms;
  for (const std::string_view each : alternatives_of(inner)) {
    if (is_word(each)) {
      words.emplace_back(each);
      continue;
    }
    std::string form = words_of(fmt::format("^{}$", each), depth + 1);
    if (form.starts_with("match ")) form = each.starts_with("arn:") ? "be an ARN" : "";
    if (form.empty()) return {};
    if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(std::move(form));
  }
  if (!words.empty()) forms.insert(forms.begin(), "be " + listed(words, "or"));
  std::string out;
  for (const std::string& form : forms) out += (out.empty() ? "" : ", or ") + form;
  return out;
}

// `^(?!aws:)...`: what the text must not begin with, and the rest.
std::string barred_words(std::string_view pattern, int depth) {
  if (!pattern.starts_with("^(?!") || depth >= kDeepest) return {};
  const std::size_t close = pattern.find(')');
  if (close == std::string_view::npos || !is_word(pattern.substr(4, close - 4))) return {};
  const std::string_view rest = pattern.substr(close + 1);
  const std::string barred = "not begin with " + std::string(pattern.substr(4, close - 4));
  if (rest.empty() || rest == ".*" || rest == ".*$" || rest == ".+$") return barred;
  const std::string words = words_of(fmt::format("^{}", rest), depth + 1);
  return words.starts_with("match ") ? std::string() : barred + ", and " + words;
}

std::string words_of(std::string_view pattern, int depth) {
  if (std::string choice = choice_words(pattern, depth); !choice.empty()) return choice;
  if (std::string barred = barred_words(pattern, depth); !barred.empty()) return barred;
  const auto read = Reader(pattern).read();
  const std::string quoted_pattern = fmt::format("match {}", pattern);
  if (!read) return quoted_pattern;
  const auto& pieces = *read;
  const auto is_class = [](const Piece& piece) { return !piece.is_text() && !piece.of.any; };
  if (pieces.size() == 1 && is_class(pieces[0])) return fmt::format("hold only {}{}", class_words(pieces[0].of), count_words(pieces[0]));
  if (std::string row = row_words(pieces); !row.empty()) return row;
  if (pieces.size() != 2) return quoted_pattern;
  if (pieces[0].is_anything() && pieces[1].is_text()) return "end in " + pieces[1].literal;
  if (!pieces[0].is_text()) return quoted_pattern;
  if (pieces[1].is_anything()) return fmt::format("begin with {}{}", pieces[0].literal, pieces[1].least > 0 ? " and go on" : "");
  if (is_class(pieces[1])) return fmt::format("be {} and then {}{}", pieces[0].literal, class_words(pieces[1].of), count_words(pieces[1]));
  return quoted_pattern;
}

}  // namespace

std::string pattern_words(std::string_view pattern) { return words_of(pattern, 0); }

std::string pattern_ending(std::string_view pattern) {
  const auto read = Reader(pattern).read();
  const bool says_so = read && read->size() == 2 && read->front().is_anything() && read->back().is_text();
  return says_so ? read->back().literal : std::string();
}

}  // namespace cribsheet::kinds::shape
