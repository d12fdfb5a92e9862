// A top-down operator precedence parser (Pratt) that keeps no tree.
#include "kinds/step_functions/jsonata.h"

#include <cctype>

namespace cribsheet::kinds::step_functions {
namespace {

constexpr int kMaxDepth = 150;

enum class Kind { end, name, variable, text, number, regex, sign };
struct Token {
  Kind kind = Kind::end;
  std::string_view text;
  std::size_t offset = 0;
};

int strength(const Token& token) {  // how strongly an operator holds what stands before it; 0: it ends an expression
  if (token.kind == Kind::name) return token.text == "and" ? 30 : token.text == "or" ? 25 : token.text == "in" ? 40 : 0;
  if (token.kind != Kind::sign) return 0;
  static constexpr struct {
    std::string_view sign;
    int holds;
  } kSigns[] = {{".", 75}, {"[", 80}, {"{", 70}, {"(", 80}, {"@", 80},  {"#", 80},  {"?", 20},  {"+", 50},  {"-", 50},  {"*", 60}, {"/", 60},  {"%", 60},
                {"=", 40}, {"<", 40}, {">", 40}, {"^", 40}, {":=", 10}, {"!=", 40}, {"<=", 40}, {">=", 40}, {"~>", 40}, {"&", 50}, {"?:", 40}, {"??", 40}};
  for (const auto& each : kSigns)
    if (each.sign == token.text) return each.holds;
  return 0;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::optional<JsonataError> run() {
    if (peek(true).kind == Kind::end) return JsonataError{0, "The expression is empty"};
    expression(0);
    if (!error_ && !too_deep_) {
      const Token rest = peek(false);
      if (rest.kind != Kind::end) unexpected(rest);
    }
    return too_deep_ ? std::nullopt : error_;
  }

 private:
  bool failed() const { return error_.has_value() || too_deep_; }
  void fail(std::size_t offset, std::string message) {
    if (!error_) error_ = JsonataError{offset, std::move(message)};
  }
  void unexpected(const Token& token) {
    if (token.kind == Kind::end) fail(token.offset, "The expression breaks off: something must follow");
    else fail(token.offset, "`" + std::string(token.text) + "` can't stand here");
  }

  void skip_blanks() {
    while (at_ < text_.size()) {
      if (std::isspace(static_cast<unsigned char>(text_[at_])) != 0) {
        ++at_;
      } else if (text_.substr(at_, 2) == "/*") {
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) fail(at_, "This comment is not closed");
        at_ = end == std::string_view::npos ? text_.size() : end + 2;
      } else {
        return;
      }
    }
  }

  // A value may begin with `/` (a regular expression); after a value `/` divides.
  Token peek(bool value) {
    skip_blanks();
    const std::size_t begin = at_;
    if (begin >= text_.size()) return {Kind::end, {}, begin};
    const char c = text_[begin];
    if (value && c == '/') return closed(Kind::regex, '/', "regular expression");
    if (c == '"' || c == '\'') return closed(Kind::text, c, "text");
    if (c == '`') return closed(Kind::name, c, "name");
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) return {Kind::number, text_.substr(begin, number_length(begin)), begin};
    for (const std::string_view two : {"..", ":=", "!=", "<=", ">=", "**", "~>", "?:", "??"})
      if (text_.substr(begin, 2) == two) return {Kind::sign, two, begin};
    if (std::string_view(".[]{}()@#;:?+-*/%|=<>^&,").find(c) != std::string_view::npos) return {Kind::sign, text_.substr(begin, 1), begin};
    std::size_t end = begin + (c == '$' ? 1 : 0);
    if (c == '$' && end < text_.size() && text_[end] == '$') ++end;
    while (end < text_.size() && name_byte(text_[end])) ++end;
    if (end == begin) return {Kind::sign, text_.substr(begin, 1), begin};
    return {c == '$' ? Kind::variable : Kind::name, text_.substr(begin, end - begin), begin};
  }
  void take(const Token& token) { at_ = token.offset + token.text.size(); }

  static bool name_byte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return std::isalnum(byte) != 0 || c == '_' || byte >= 0x80;
  }
  std::size_t number_length(std::size_t begin) const {
    std::size_t end = begin;
    const auto digits = [&](std::size_t at) {
      while (at < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at])) != 0) ++at;
      return at;
    };
    end = digits(end);
    if (end + 1 < text_.size() && text_[end] == '.' && std::isdigit(static_cast<unsigned char>(text_[end + 1])) != 0) end = digits(end + 1);
    if (end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
      std::size_t power = end + 1;
      if (power < text_.size() && (text_[power] == '+' || text_[power] == '-')) ++power;
      if (digits(power) > power) end = digits(power);
    }
    return end - begin;
  }
  Token closed(Kind kind, char quote, const char* what) {
    const std::size_t begin = at_;
    std::size_t end = begin + 1;
    int brackets = 0;  // a `/` inside [...] of a regular expression is a character
    for (; end < text_.size() && (text_[end] != quote || brackets > 0); ++end) {
      if (text_[end] == '\\') ++end;
      else if (kind == Kind::regex && text_[end] == '[') brackets = 1;
      else if (kind == Kind::regex && text_[end] == ']') brackets = 0;
    }
    if (end >= text_.size()) {
      fail(begin, std::string("This ") + what + " is not closed");
      return {Kind::end, {}, text_.size()};
    }
    ++end;
    while (kind == Kind::regex && end < text_.size() && (text_[end] == 'i' || text_[end] == 'm')) ++end;
    return {kind, text_.substr(begin, end - begin), begin};
  }

  bool is(std::string_view sign, bool value = false) {
    const Token token = peek(value);
    return token.kind == Kind::sign && token.text == sign;
  }
  bool accept(std::string_view sign, bool value = false) {
    if (failed() || !is(sign, value)) return false;
    at_ += sign.size();
    return true;
  }
  void expect(std::string_view sign) {
    if (failed() || accept(sign)) return;
    const Token token = peek(false);
    if (token.kind == Kind::end) fail(token.offset, "The expression breaks off: `" + std::string(sign) + "` is missing");
    else fail(token.offset, "`" + std::string(sign) + "` must stand here, not `" + std::string(token.text) + "`");
  }

  void expression(int holding) {
    if (failed()) return;
    if (++depth_ > kMaxDepth) too_deep_ = true;
    Token left = peek(true);
    take(left);
    if (!failed()) begin_with(left);
    while (!failed()) {
      const Token next = peek(false);
      if (failed() || strength(next) <= holding) break;
      take(next);
      go_on_with(next, left);
      left = next;
    }
    --depth_;
  }

  void list(std::string_view end) {
    if (accept(end, true)) return;
    do {
      if (accept("?", true)) continue;  // a place left open for later
      expression(0);
      if (end == "]" && accept("..")) expression(0);
    } while (accept(","));
    expect(end);
  }
  void object() {
    if (accept("}", true)) return;
    do {
      expression(0);
      expect(":");
      expression(0);
    } while (accept(","));
    expect("}");
  }

  void begin_with(const Token& token) {
    if (token.kind == Kind::end) return unexpected(token);
    if (token.kind != Kind::sign) return;
    if (token.text == "*" || token.text == "**" || token.text == "%") return;
    if (token.text == "-") return expression(70);
    if (token.text == "[") return list("]");
    if (token.text == "{") return object();
    if (token.text == "(") {
      while (!failed() && !is(")", true)) {
        expression(0);
        if (!accept(";")) break;
      }
      return expect(")");
    }
    if (token.text == "|") {
      expression(0);
      expect("|");
      expression(0);
      if (accept(",")) expression(0);
      return expect("|");
    }
    unexpected(token);
  }

  void go_on_with(const Token& token, const Token& left) {
    if (token.text == "(") return call(left);
    if (token.text == "[") return accept("]", true) ? void() : (expression(0), expect("]"));
    if (token.text == "{") return object();
    if (token.text == "?") {
      expression(0);
      if (accept(":")) expression(0);
      return;
    }
    if (token.text == "^") {
      expect("(");
      do {
        if (!accept("<", true)) accept(">", true);
        expression(0);
      } while (accept(","));
      return expect(")");
    }
    expression(token.text == ":=" ? 9 : strength(token));
  }

  void call(const Token& left) {
    list(")");
    if (left.text != "function" && left.text != "\xCE\xBB") return;
    if (accept("<")) {  // a signature
      int open = 1;
      while (at_ < text_.size() && open > 0) {
        if (text_[at_] == '<') ++open;
        if (text_[at_] == '>') --open;
        ++at_;
      }
    }
    expect("{");
    expression(0);
    expect("}");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool too_deep_ = false;
  std::optional<JsonataError> error_;
};

}  // namespace

std::optional<JsonataError> jsonata_error(std::string_view expression) { return Parser(expression).run(); }

}  // namespace cribsheet::kinds::step_functions
