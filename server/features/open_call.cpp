#include "features/open_call.h"

#include <vector>

namespace cribsheet::features {
namespace {

bool in_name(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c == '$'; }

std::string_view name_before(std::string_view text, std::size_t end) {
  auto begin = end;
  while (begin > 0 && in_name(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

}  // namespace

std::optional<OpenCall> open_call(std::string_view text) {
  std::vector<OpenCall> open;  // a bracket that is no call has no name
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
      else if (c == '\\' && i + 1 < text.size() && text[i + 1] != '"') ++i;  // \" of a JSON text is a quote of the text in it
    } else if ((c == '\'' || c == '"') && !open.empty()) {
      quote = c;
    } else if (c == '(') {
      open.push_back({name_before(text, i), 0});
    } else if (c == '[' || c == '{') {
      open.push_back({});
    } else if ((c == ')' || c == ']' || c == '}') && !open.empty()) {
      open.pop_back();
    } else if (c == ',' && !open.empty()) {
      ++open.back().argument;
    }
  }
  while (!open.empty() && open.back().name.empty()) open.pop_back();
  return open.empty() ? std::nullopt : std::optional(open.back());
}

}  // namespace cribsheet::features
