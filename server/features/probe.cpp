#include "features/probe.h"

#include <algorithm>

namespace cribsheet::features {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool ends_line(char c) { return c == '\n' || c == '\r'; }

std::size_t line_start(std::string_view text, std::size_t at) {
  while (at > 0 && !ends_line(text[at - 1])) --at;
  return at;
}
std::size_t line_end(std::string_view text, std::size_t at) {
  while (at < text.size() && !ends_line(text[at])) ++at;
  return at;
}

// The quote that is open at the end of a line's beginning; 0: none.
char open_quote(std::string_view before) {
  char open = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const char c = before[i];
    if (open == 0 && c == '#' && (i == 0 || is_blank(before[i - 1]))) return 0;
    if (c == '\\' && open == '"') ++i;
    else if (open == 0 && (c == '"' || (c == '\'' && (i == 0 || !std::isalnum(static_cast<unsigned char>(before[i - 1])))))) open = c;
    else if (c == open) open = 0;
  }
  return open;
}

bool in_word(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (is_blank(c) || ends_line(c) || std::string_view("{}[],\"'").find(c) != std::string_view::npos) return false;
  if (c != ':') return true;
  if ((at > 0 && text[at - 1] == ':') || (at + 1 < text.size() && text[at + 1] == ':')) return true;  // `AWS::SQS::` being typed
  return at + 1 < text.size() && !is_blank(text[at + 1]) && !ends_line(text[at + 1]);
}

// Nothing but indentation and dashes: what follows may be a key, an item or a value.
bool is_bare(std::string_view before) {
  return std::all_of(before.begin(), before.end(), [](char c) { return is_blank(c) || c == '-'; });
}

std::string_view trimmed_end(std::string_view text) {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Indentation of the next line with something on it; 0 at the end.
std::size_t next_indent(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    std::size_t begin = at;
    while (begin < text.size() && ends_line(text[begin])) ++begin;
    const std::size_t end = line_end(text, begin);
    const std::size_t content = text.find_first_not_of(" \t", begin);
    if (content != std::string_view::npos && content < end && text[content] != '#') return content - begin;
    if (end >= text.size()) return 0;
    at = end;
  }
  return 0;
}

}  // namespace

Probe probe(std::string_view text, Offset offset, syntax::Language language) {
  Probe made;
  const std::size_t at = std::min<std::size_t>(offset, text.size());
  const std::size_t start = line_start(text, at), stop = line_end(text, at);
  const char quote = open_quote(text.substr(start, at - start));
  std::size_t begin = at, end = at;
  if (quote != 0) {
    while (begin > start && text[begin - 1] != quote) --begin;
    while (end < stop && text[end] != quote) ++end;
  } else {
    while (begin > start && in_word(text, begin - 1)) --begin;
    while (end < stop && in_word(text, end)) ++end;
  }
  made.replace = {static_cast<Offset>(begin), static_cast<Offset>(end)};
  made.typed = text.substr(begin, at - begin);
  made.quoted = quote != 0;
  made.indent = begin - start - (quote != 0 ? 1 : 0);
  std::size_t after = end + (quote != 0 && end < stop ? 1 : 0);
  while (after < stop && is_blank(text[after])) ++after;
  made.has_colon = after < text.size() && text[after] == ':';
  if (language == syntax::Language::json || quote != 0) return made;

  const std::string_view before = text.substr(start, begin - start);
  const std::string_view rest = text.substr(end, stop - end);
  const bool rest_empty = trimmed_end(rest).empty() || rest.find_first_not_of(" \t") == rest.find('#');
  const bool unfinished = made.typed.starts_with('!') || (begin != end && text[end - 1] == ':');
  const std::string word = unfinished || begin == end ? std::string(kPlaceholder) : std::string(text.substr(begin, end - begin));
  std::string put = word;
  if (is_bare(before) && rest_empty) {
    // `- ` with its mapping on the lines below already has a value; the new key joins it at that column.
    put += ':';
  } else {
    const std::string_view lead = trimmed_end(before);
    const bool after_colon = lead.ends_with(':');
    if (after_colon && begin == end && rest_empty && next_indent(text, stop) > static_cast<std::size_t>(before.find_first_not_of(" \t-"))) return made;
    if (begin != end && !unfinished) return made;
  }
  made.text = std::string(text.substr(0, begin)) + put + std::string(text.substr(end));
  return made;
}

}  // namespace cribsheet::features
