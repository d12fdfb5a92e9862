#include "compiler/prose.h"

#include <algorithm>
#include <string_view>

namespace cribsheet::compiler {

namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' || c == '/' || c == '+' || c == ':';
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view without_end(std::string_view token) {
  while (!token.empty() && (token.back() == '.' || token.back() == ':' || token.back() == '-')) token.remove_suffix(1);
  return token;
}

// The sentence around an offset, in lower case.
std::string sentence_at(const std::string& doc, std::size_t at) {
  std::size_t begin = at, end = at;
  while (begin > 0 && doc[begin - 1] != '\n' && !(doc[begin - 1] == ' ' && begin > 1 && doc[begin - 2] == '.')) --begin;
  while (end < doc.size() && doc[end] != '\n' && !(doc[end] == '.' && (end + 1 == doc.size() || doc[end + 1] == ' '))) ++end;
  return lower_case(std::string_view(doc).substr(begin, end - begin));
}

// "For HTTP the default is 5": true of some only.
bool is_conditional(const std::string& sentence) {
  if (sentence.compare(0, 4, "for ") == 0) return true;
  for (const char* word : {"if the ", "when the ", "when you create", "depend", "otherwise", "except", "instances", "if `", "varies"}) {
    if (sentence.find(word) != std::string::npos) return true;
  }
  return false;
}

// The text after "default" up to the value it names; npos: this "default" names none.
std::size_t after_default(const std::string& lower, std::size_t at) {
  for (const char* words : {"s to ", " value is ", " value of ", " value: ", " is ", ": ", " = ", " setting is ", " state is ", "* : ", "*: ", " : ",
                            " value is set to ", " is set to "}) {
    const std::string_view text = words;
    if (lower.compare(at, text.size(), text) == 0) return at + text.size();
  }
  return std::string::npos;
}

struct Token {
  std::string text;
  bool quoted = false;  // in backticks
  std::string next;     // the word after it, in lower case
};

Token token_at(const std::string& doc, std::size_t at) {
  Token token;
  while (at < doc.size() && (doc[at] == '"' || doc[at] == '*' || doc[at] == ' ')) ++at;
  std::size_t end = at;
  if (at < doc.size() && doc[at] == '`') {
    end = doc.find('`', at + 1);
    if (end == std::string::npos) return token;
    token.text = doc.substr(at + 1, end - at - 1);
    token.quoted = true;
    ++end;
  } else {
    while (end < doc.size() && (is_word(doc[end]) || (doc[end] == ',' && end + 1 < doc.size() && is_digit(doc[end + 1]) && is_digit(doc[at])))) ++end;
    token.text = without_end(std::string_view(doc).substr(at, end - at));
  }
  while (end < doc.size() && (doc[end] == ' ' || doc[end] == '"')) ++end;
  std::size_t stop = end;
  while (stop < doc.size() && (is_word(doc[stop]) || doc[stop] == '%')) ++stop;
  token.next = lower_case(without_end(std::string_view(doc).substr(end, stop - end)));
  return token;
}

// Units that a property is rarely counted in: "5 minutes" for one in seconds is no 5.
bool is_other_unit(const std::string& word, const std::string& lower_doc) {
  for (const char* unit : {"minute", "hour", "week",    "month", "year",  "kb", "mb", "gb",  "tb",  "kib",  "mib", "gib",
                           "tib",    "%",    "percent", "bytes", "times", "or", "to", "and", "for", "when", "if",  "x"}) {
    const std::string_view text = unit;
    if (word.compare(0, text.size(), text) != 0 || word.size() > text.size() + 1) continue;
    return lower_doc.find("in " + std::string(text)) == std::string::npos && lower_doc.find("number of " + std::string(text)) == std::string::npos;
  }
  return false;
}

std::optional<json> as_number(const Token& token, const json& schema, bool integer, const std::string& lower_doc) {
  std::string digits;
  for (const char c : token.text) {
    if (c != ',') digits += c;
  }
  if (digits.empty() || digits.find_first_not_of("0123456789.") != std::string::npos || (integer && digits.find('.') != std::string::npos)) return std::nullopt;
  if (is_other_unit(token.next, lower_doc)) return std::nullopt;
  const json value = json::parse(digits, nullptr, false);
  if (!value.is_number()) return std::nullopt;
  if (schema.contains("minimum") && value < schema["minimum"]) return std::nullopt;
  if (schema.contains("maximum") && value > schema["maximum"]) return std::nullopt;
  return value;
}

std::optional<json> as_type(const Token& token, const json& schema, const std::string& lower_doc) {
  const std::string type = text_of(schema, "type");
  const std::string lower = lower_case(token.text);
  if (type == "boolean") {
    if (lower == "true" || lower == "false") return json(lower == "true");
    return std::nullopt;
  }
  for (const char* list : {"enum", "knownValues", "enumCaseInsensitive"}) {
    if (!schema.contains(list)) continue;
    for (const json& value : schema[list]) {
      if (value.is_string() && lower_case(value.get<std::string>()) == lower) return value;
    }
    return std::nullopt;
  }
  if (type == "integer" || type == "number") return as_number(token, schema, type == "integer", lower_doc);
  if (type == "string" && token.quoted && !token.text.empty() && token.text.size() <= 40 && std::all_of(token.text.begin(), token.text.end(), is_word))
    return json(token.text);
  return std::nullopt;
}

}  // namespace

std::optional<json> default_in(const std::string& doc, const json& schema) {
  const std::string lower = lower_case(doc);
  std::optional<json> found;
  for (std::size_t at = lower.find("default"); at != std::string::npos; at = lower.find("default", at + 7)) {
    if (at > 0 && is_word(lower[at - 1])) continue;
    const std::size_t value_at = after_default(lower, at + 7);
    if (value_at == std::string::npos) continue;
    if (is_conditional(sentence_at(doc, at))) return std::nullopt;
    const std::optional<json> value = as_type(token_at(doc, value_at), schema, lower);
    if (!value) continue;
    if (found && *found != *value) return std::nullopt;
    found = value;
  }
  return found;
}

namespace {

// `A`, or `A | B | C` in one pair of backticks; moves `at` behind it.
bool take_values(const std::string& doc, std::size_t& at, std::vector<std::string>& values) {
  if (at >= doc.size() || doc[at] != '`') return false;
  const std::size_t end = doc.find('`', at + 1);
  if (end == std::string::npos) return false;
  const std::string inside = doc.substr(at + 1, end - at - 1);
  for (std::size_t from = 0; from < inside.size();) {
    const std::size_t bar = std::min(inside.find(" | ", from), inside.size());
    const std::string value = inside.substr(from, bar - from);
    if (value.empty() || value.size() > 60 || !std::all_of(value.begin(), value.end(), is_word)) return false;
    values.push_back(value);
    from = bar + 3;
  }
  at = end + 1;
  return true;
}

bool skip_any(const std::string& doc, std::size_t& at, std::initializer_list<std::string_view> separators) {
  for (const std::string_view separator : separators) {
    if (doc.compare(at, separator.size(), separator) == 0) {
      at += separator.size();
      return true;
    }
  }
  return false;
}

std::vector<std::string> values_after(const std::string& doc, std::size_t at) {
  std::vector<std::string> values;
  skip_any(doc, at, {" are: ", " are either ", " are ", " include: ", " include ", "* : ", "*: ", ": ", " : "});
  if (take_values(doc, at, values)) {
    while (skip_any(doc, at, {" | ", ", and ", " , and ", ", or ", " , or ", " and ", " or ", ", ", " , "}) && take_values(doc, at, values)) {
    }
    return values;
  }
  skip_any(doc, at, {" are:\n\n", " include:\n\n", ":\n\n", " are the following:\n\n"});
  while (skip_any(doc, at, {"- ", "* "}) && take_values(doc, at, values)) {
    const std::size_t line = doc.find('\n', at);
    if (line == std::string::npos) break;
    at = line + 1;
  }
  return values;
}

}  // namespace

std::vector<std::string> values_in(const std::string& doc) {
  const std::string lower = lower_case(doc);
  for (const char* words : {"valid values", "allowed values", "possible values"}) {
    const std::size_t at = lower.find(words);
    if (at == std::string::npos) continue;
    std::vector<std::string> values = values_after(doc, at + std::string_view(words).size());
    if (values.size() >= 2) return values;
  }
  return {};
}

std::map<std::string, std::string> meanings_in(const std::string& doc, const std::vector<std::string>& values) {
  std::map<std::string, std::string> meanings;
  for (std::size_t at = 0; at < doc.size();) {
    const std::size_t end = std::min(doc.find('\n', at), doc.size());
    std::string_view line = std::string_view(doc).substr(at, end - at);
    at = end + 1;
    if (line.compare(0, 2, "- ") != 0) continue;
    line.remove_prefix(2);
    const char mark = line.empty() ? ' ' : line.front();
    if (mark == '`' || mark == '*') line.remove_prefix(std::min(line.find_first_not_of(mark), line.size()));
    for (const std::string& value : values) {
      if (line.compare(0, value.size(), value) != 0 || (line.size() > value.size() && is_word(line[value.size()]) && line[value.size()] != ':')) continue;
      std::string_view rest = line.substr(value.size());
      const std::size_t text = rest.find_first_not_of("`* :-\xe2\x80\x93\x94");  // dashes of any length
      if (text == std::string_view::npos || text == 0) break;
      meanings[value] = std::string(rest.substr(text));
      break;
    }
  }
  return meanings;
}

}  // namespace cribsheet::compiler
