#include "kinds/step_functions/paths.h"

#include <cctype>
#include <charconv>

#include <fmt/format.h>

namespace cribsheet::kinds::step_functions {
namespace {

constexpr int kMaxDepth = 50;

bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool name_end(char c) { return c == '.' || c == '[' || c == ']' || c == ')' || c == ',' || c == '\'' || c == '"' || blank(c); }

// Past the `]` that closes the `[` at `at`; 0 where there is none.
std::size_t bracket_end(std::string_view path, std::size_t at) {
  int open = 0;
  for (; at < path.size(); ++at) {
    const char c = path[at];
    if (c == '\'' || c == '"') {
      const std::size_t close = path.find(c, at + 1);
      if (close == std::string_view::npos) return 0;
      at = close;
    } else if (c == '[') {
      ++open;
    } else if (c == ']' && --open == 0) {
      return at + 1;
    }
  }
  return 0;
}

// Reads a path from `at` (on its `$`); gives where it ends. Stops at what can't belong to it.
std::size_t path_end(std::string_view text, std::size_t at, std::optional<PathError>& error) {
  std::size_t i = at + 1;
  if (i < text.size() && text[i] == '$') ++i;
  else
    while (i < text.size() && !name_end(text[i]) && text[i] != '(') ++i;
  while (i < text.size() && (text[i] == '.' || text[i] == '[')) {
    if (text[i] == '[') {
      const std::size_t end = bracket_end(text, i);
      if (end == 0) {
        error = PathError{i, 1, "This bracket is not closed"};
        return text.size();
      }
      if (end == i + 2) {
        error = PathError{i, 2, "The brackets are empty; give an index, a slice or a filter"};
        return text.size();
      }
      i = end;
      continue;
    }
    const std::size_t dot = i++;
    if (i < text.size() && text[i] == '.') ++i;
    if (i < text.size() && text[i] == '[' && i == dot + 2) continue;
    const std::size_t name = i;
    while (i < text.size() && !name_end(text[i]) && text[i] != '(') ++i;
    if (i == name) {
      error = PathError{dot, 1, "A name must follow this dot"};
      return text.size();
    }
    if (i < text.size() && text[i] == '(') {  // .length() and the like
      const std::size_t close = text.find(')', i);
      if (close == std::string_view::npos) {
        error = PathError{i, 1, "This parenthesis is not closed"};
        return text.size();
      }
      i = close + 1;
    }
  }
  return i;
}

class Intrinsic {
 public:
  Intrinsic(std::string_view text, const pack::Pack& pack) : text_(text), table_(pack.table("step-functions-intrinsics")) {}
  std::optional<PathError> run() {
    value();
    skip();
    if (!error_ && at_ < text_.size()) fail(at_, 0, "Nothing can follow here");
    return error_;
  }

 private:
  void fail(std::size_t at, std::size_t length, std::string message) {
    if (!error_) error_ = PathError{at, length, std::move(message)};
    at_ = text_.size();
  }
  void skip() {
    while (at_ < text_.size() && blank(text_[at_])) ++at_;
  }
  bool accept(char c) {
    skip();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  void value() {
    skip();
    if (++depth_ > kMaxDepth || at_ >= text_.size()) return fail(at_, 0, "Something must stand here: a path, a text in single quotes, a number or a function");
    const char c = text_[at_];
    if (c == '$') {
      at_ = path_end(text_, at_, error_);
    } else if (c == '\'') {
      text();
    } else if (text_.substr(at_).starts_with("States.")) {
      function();
    } else {
      literal();
    }
    --depth_;
  }

  void text() {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '\'') at_ += text_[at_] == '\\' ? 2 : 1;
    if (at_ >= text_.size()) return fail(begin, 0, "This text has no closing quote");
    ++at_;
  }

  void literal() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != ')' && !blank(text_[at_])) ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    if (word == "null" || word == "true" || word == "false") return;
    double number = 0;
    const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (word.empty() || problem != std::errc{} || end != word.data() + word.size())
      fail(begin, word.size(), fmt::format("`{}` is no argument: paths begin with $, texts stand in single quotes", word));
  }

  void function() {
    const std::size_t begin = at_;
    at_ += 7;
    while (at_ < text_.size() && std::isalnum(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
    const std::string_view name = text_.substr(begin + 7, at_ - begin - 7);
    const std::size_t name_size = at_ - begin;
    if (!accept('(')) return fail(begin, name_size, fmt::format("States.{} needs its arguments in parentheses", name));
    const std::size_t first = at_;
    std::size_t count = 0;
    if (!accept(')')) {
      do {
        value();
        ++count;
      } while (!error_ && accept(','));
      if (!error_ && !accept(')')) fail(at_, 1, "A comma or a closing parenthesis must stand here");
    }
    if (!error_) check_call(begin, name_size, name, count, first);
  }

  void check_call(std::size_t begin, std::size_t size, std::string_view name, std::size_t count, std::size_t first) {
    bool any = false;
    for (const auto& row : table_) {
      if (row.size() < 3 || row[0] == "name") continue;
      any = true;
      if (row[0] != name) continue;
      const auto number = [](std::string_view cell) {
        std::size_t value = 0;
        return std::from_chars(cell.data(), cell.data() + cell.size(), value).ec == std::errc{} ? value : static_cast<std::size_t>(-1);
      };
      const std::size_t least = number(row[1]), most = number(row[2]);
      if (count < least || count > most)
        return fail(begin, size,
                    fmt::format("States.{} takes {} argument{}, not {}", name,
                                least == most ? fmt::format("{}", least)
                                : most > 1000 ? fmt::format("at least {}", least)
                                              : fmt::format("{} to {}", least, most),
                                most == 1 ? "" : "s", count));
      if (name == "Format") check_format(begin, size, first, count);
      return;
    }
    if (any) fail(begin, size, fmt::format("There is no intrinsic function States.{}", name));
  }

  // States.Format('... {} ...', value, ...): a value for each {}.
  void check_format(std::size_t begin, std::size_t size, std::size_t first, std::size_t count) {
    while (first < text_.size() && blank(text_[first])) ++first;
    if (first >= text_.size() || text_[first] != '\'') return;
    std::size_t holes = 0;
    for (std::size_t i = first + 1; i < text_.size() && text_[i] != '\''; ++i) {
      if (text_[i] == '\\') ++i;
      else if (text_[i] == '{') ++holes;
    }
    if (holes != count - 1)
      fail(begin, size, fmt::format("The text has {} `{{}}`, but {} value{} follow{}", holes, count - 1, count == 2 ? "" : "s", count == 2 ? "s" : ""));
  }

  std::string_view text_;
  pack::Table table_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::optional<PathError> error_;
};

}  // namespace

std::optional<PathError> path_error(std::string_view path) {
  if (path.empty() || path[0] != '$') return PathError{0, 0, "A path begins with $"};
  std::optional<PathError> error;
  const std::size_t end = path_end(path, 0, error);
  if (!error && end < path.size()) error = PathError{end, 0, fmt::format("`{}` can't stand in a path", path.substr(end))};
  return error;
}

std::optional<PathError> reference_error(std::string_view path) {
  if (auto error = path_error(path)) return error;
  if (path.size() > 1 && path[1] == '$') return PathError{0, 2, "The result can't be put into the context object ($$)"};
  if (path.size() > 1 && path[1] != '.' && path[1] != '[') return PathError{0, 0, "The result can't be put into a variable this way; use Assign"};
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] == '\'') {
      i = path.find('\'', i + 1);
      if (i == std::string_view::npos) break;
    } else if (std::string_view("@,:?*").find(path[i]) != std::string_view::npos || path.substr(i, 2) == "..") {
      return PathError{i, 1, "This path must name one place: no wildcards, filters, slices or `..`"};
    }
  }
  return std::nullopt;
}

std::optional<PathError> path_or_intrinsic_error(std::string_view text, const pack::Pack& pack) {
  if (text.starts_with("States.")) return Intrinsic(text, pack).run();
  if (text.empty() || text[0] != '$')
    return PathError{0, 0, "The value of a key that ends in `.$` is a path (`$.name`) or an intrinsic function (`States.Format(...)`)"};
  return path_error(text);
}

}  // namespace cribsheet::kinds::step_functions
