#include "features/safe_markdown.h"

#include <algorithm>

namespace cribsheet::features {
namespace {

// What is code is left as it is. Where CommonMark's answer hangs on more than the line, the text counts as no code: then a
// backslash too many shows, and nothing worse.
class Lines {
 public:
  // Takes the next line; true: all of it is code.
  bool code(std::string_view line) {
    std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    std::string_view rest = line.substr(indent);
    const bool blank = rest.find_first_not_of(" \t\r\n") == std::string_view::npos;
    if (in_fence_ && !blank && indent < fence_indent_) in_fence_ = false;  // the list that held it has ended
    if (in_fence_) {
      if (is_fence(rest) && rest[0] == sign_ && fence_length(rest) >= length_ && indent < fence_indent_ + 4 &&
          rest.find_first_not_of(" \t\r\n", fence_length(rest)) == std::string_view::npos)
        in_fence_ = false;
      return true;
    }
    const std::size_t marked = behind_markers(line, indent);
    rest = line.substr(marked);
    if (is_fence(rest) && (indent < 4 || after_blank_)) {
      in_fence_ = true;
      sign_ = rest[0];
      length_ = fence_length(rest);
      fence_indent_ = marked;
      loose_backticks_ = after_blank_ = false;
      return true;
    }
    if (blank) loose_backticks_ = false;
    after_blank_ = blank;
    return false;
  }
  bool loose_backticks_ = false;  // one in this paragraph has no partner on its line: it may have one further on

 private:
  // Behind the signs of list items that begin on this line, one in another.
  static std::size_t behind_markers(std::string_view line, std::size_t at) {
    for (;;) {
      std::size_t end = std::min(line.find_first_not_of("0123456789", at), line.size());
      const bool numbered = end > at && end < line.size() && (line[end] == '.' || line[end] == ')');
      const bool dotted = end == at && end < line.size() && (line[end] == '-' || line[end] == '+' || line[end] == '*');
      if (!numbered && !dotted) return at;
      end = std::min(line.find_first_not_of(' ', end + 1), line.size());
      if (end == line.size() || line[end - 1] != ' ') return at;
      at = end;
    }
  }
  static std::size_t fence_length(std::string_view text) { return std::min(text.find_first_not_of(text[0]), text.size()); }
  static bool is_fence(std::string_view text) {
    if (text.empty() || (text[0] != '`' && text[0] != '~')) return false;
    const std::size_t length = fence_length(text);
    return length >= 3 && (text[0] == '~' || text.find('`', length) == std::string_view::npos);
  }
  bool in_fence_ = false, after_blank_ = true;
  char sign_ = 0;
  std::size_t length_ = 0, fence_indent_ = 0;
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool starts_with(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
}

// `<https://...>`
bool is_web_link(std::string_view text) {
  if (!starts_with(text, "<https://") && !starts_with(text, "<http://") && !starts_with(text, "<mailto:")) return false;
  const std::size_t end = text.find_first_of("<> \t\r\n", 1);
  return end != std::string_view::npos && text[end] == '>';
}

// A link's destination, from its first sign on: does it lead where links may?
bool allowed(std::string_view to) {
  while (!to.empty() && std::string_view(" \t\r\n").find(to[0]) != std::string_view::npos) to.remove_prefix(1);
  if (!to.empty() && to[0] == '<') return is_web_link(to);
  for (const std::string_view scheme : {"https://", "http://", "mailto:", "file:"}) {
    if (starts_with(to, scheme)) return true;
  }
  const std::size_t end = std::min(to.find_first_of(" \t\r\n)>/?#"), to.size());
  return to.substr(0, end).find_first_of(":&\\<[]") == std::string_view::npos;  // '&' may be ':' in disguise; the last three may get a backslash
}

// Where the code that begins at `at` ends, on this line; 0: there is no partner.
std::size_t code_end(std::string_view line, std::size_t at, std::size_t length) {
  for (std::size_t i = at + length; (i = line.find('`', i)) != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_not_of('`', i), line.size());
    if (end - i == length) return end;
    i = end;
  }
  return 0;
}

// `whole` from `begin` on is the line and all behind it: a link's destination may stand on the next.
void add_line(std::string& out, std::string_view whole, std::size_t begin, std::size_t end, bool& loose) {
  const std::string_view line = whole.substr(begin, end - begin);
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const char next = i + 1 < line.size() ? line[i + 1] : '\0';
    if (c == '\\' && next != '\0' && next != '\n' && next != '\r') {
      out += c;
      out += next;
      ++i;
      continue;
    }
    if (c == '`') {
      const std::size_t length = std::min(line.find_first_not_of('`', i), line.size()) - i;
      std::size_t stop = code_end(line, i, length);
      if (stop == 0) loose = true;
      if (stop == 0 || loose) stop = i + length;
      out += line.substr(i, stop - i);
      i = stop - 1;
      continue;
    }
    const bool tag = c == '<' && (is_letter(next) || next == '/' || next == '!' || next == '?') && !is_web_link(whole.substr(begin + i));
    const bool link = c == ']' && (next == '(' || next == ':') && !allowed(whole.substr(begin + i + 2));
    if (tag || link || (c == '!' && next == '[')) out += '\\';
    out += c;
  }
}

}  // namespace

std::string safe_markdown(std::string_view markdown) {
  std::string out;
  out.reserve(markdown.size());
  Lines lines;
  for (std::size_t begin = 0; begin < markdown.size();) {
    const std::size_t feed = markdown.find_first_of("\r\n", begin);
    const std::size_t end = feed == std::string_view::npos ? markdown.size() : feed + 1;
    if (lines.code(markdown.substr(begin, end - begin))) out += markdown.substr(begin, end - begin);
    else add_line(out, markdown, begin, end, lines.loose_backticks_);
    begin = end;
  }
  return out;
}

}  // namespace cribsheet::features
