// The door of syntax/: chooses the parser, refuses what is too big, and reports bytes that no text has.
#include <algorithm>

#include "base/utf8.h"
#include "syntax/builder.h"

namespace cribsheet::syntax {
namespace {

bool ends_with(std::string_view text, std::string_view end) { return text.size() >= end.size() && text.substr(text.size() - end.size()) == end; }

// A character that YAML and JSON have no place for: C0 controls but tab and line breaks, and DEL.
std::size_t first_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) return i;
  }
  return std::string_view::npos;
}

void report_bytes(Tree::Data& data) {
  if (const std::size_t at = utf8::first_invalid(data.text); at != std::string_view::npos) {
    const auto place = static_cast<Offset>(at);
    data.fail({place, place + 1}, "This byte is not UTF-8; save the file with UTF-8 encoding");
  }
  if (const std::size_t at = first_control(data.text); at != std::string_view::npos) {
    const auto place = static_cast<Offset>(at);
    data.fail({place, place + 1},
              "This is a control character, which may not stand in the text; remove it or write it as an escape in a "
              "quoted string");
  }
}

// The parsers read a NUL as the end, so NULs inside are hidden from them.
void parse_without_nul(Tree::Data& data) {
  std::string original;
  const bool has_nul = data.text.find('\0') != std::string::npos;
  if (has_nul) {
    original = data.text;
    std::replace(data.text.begin(), data.text.end(), '\0', '\x01');
  }
  if (data.language == Language::json) parse_json(data);
  else parse_yaml(data);
  if (has_nul) data.text = std::move(original);
}

}  // namespace

std::shared_ptr<const Tree> parse(std::string text, Language language) {
  auto data = std::make_unique<Tree::Data>();
  data->language = language;
  std::string kept;  // Markdown: not to be parsed
  const bool too_large = text.size() > kMaxTextSize;
  if (too_large) {
    data->fail({0, 0}, "This file is larger than 100 MB and is not read");
  } else {
    if (language == Language::markdown) text.swap(kept);
    data->text = std::move(text);
    report_bytes(*data);
  }
  parse_without_nul(*data);
  if (too_large) data->errors.resize(1);  // that there is nothing in it is no second finding
  if (language == Language::markdown) data->text = std::move(kept);
  std::stable_sort(data->errors.begin(), data->errors.end(), [](const SyntaxError& a, const SyntaxError& b) { return a.range.begin < b.range.begin; });
  return std::make_shared<const Tree>(std::move(data));
}

Language language_of(std::string_view path, std::string_view text) {
  if (ends_with(path, ".json")) return Language::json;
  if (ends_with(path, ".md") || ends_with(path, ".markdown")) return Language::markdown;
  if (ends_with(path, ".yaml") || ends_with(path, ".yml")) return Language::yaml;
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos || (text[first] != '{' && text[first] != '[')) return Language::yaml;
  // `{a: b}` and `[x]` are YAML's; JSON quotes its keys.
  const std::size_t second = text.find_first_not_of(" \t\r\n", first + 1);
  const bool json = second == std::string_view::npos || std::string_view("\"}]{[/").find(text[second]) != std::string_view::npos;
  return json ? Language::json : Language::yaml;
}

}  // namespace cribsheet::syntax
