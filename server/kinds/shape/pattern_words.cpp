#include "kinds/shape/pattern_words.h"

#include <optional>
#include <vector>

#include <fmt/format.h>

#include "kinds/shape/walker.h"

namespace cribsheet::kinds::shape {
namespace {

constexpr unsigned kNoEnd = 0xFFFFFFFF;

// What one character may be.
struct Class {
  bool any = false;                        // . or [\s\S]
  bool lower = false, upper = false, digits = false, blanks = false;
  std::vector<std::string> ranges;         // "a-f"
  std::string characters;                  // single ones
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

}  // namespace

std::string pattern_words(std::string_view pattern) {
  const auto read = Reader(pattern).read();
  const std::string quoted_pattern = fmt::format("match {}", pattern);
  if (!read) return quoted_pattern;
  const auto& pieces = *read;
  const auto is_class = [](const Piece& piece) { return !piece.is_text() && !piece.of.any; };
  if (pieces.size() == 1 && is_class(pieces[0])) return fmt::format("hold only {}{}", class_words(pieces[0].of), count_words(pieces[0]));
  if (pieces.size() != 2) return quoted_pattern;
  if (pieces[0].is_anything() && pieces[1].is_text()) return "end in " + pieces[1].literal;
  if (!pieces[0].is_text()) return quoted_pattern;
  if (pieces[1].is_anything()) return fmt::format("begin with {}{}", pieces[0].literal, pieces[1].least > 0 ? " and go on" : "");
  if (is_class(pieces[1])) return fmt::format("be {} and then {}{}", pieces[0].literal, class_words(pieces[1].of), count_words(pieces[1]));
  return quoted_pattern;
}

std::string pattern_ending(std::string_view pattern) {
  const auto read = Reader(pattern).read();
  const bool says_so = read && read->size() == 2 && read->front().is_anything() && read->back().is_text();
  return says_so ? read->back().literal : std::string();
}

}  // namespace cribsheet::kinds::shape
