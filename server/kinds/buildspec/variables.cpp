#include "kinds/buildspec/variables.h"

namespace cribsheet::kinds::buildspec {
namespace {

bool name_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

std::size_t name_end(std::string_view text, std::size_t at) {
  while (at < text.size() && name_byte(text[at])) ++at;
  return at;
}

}  // namespace

std::vector<Reference> references(std::string_view text) {
  std::vector<Reference> out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
      continue;
    }
    if (text[at] != '$' && text[at] != '%') continue;
    std::size_t begin = at + 1;
    if (text[at] == '$' && begin < text.size() && text[begin] == '{') ++begin;
    if (text[at] == '$' && (text.substr(begin).starts_with("env:") || text.substr(begin).starts_with("Env:"))) begin += 4;
    const std::size_t end = name_end(text, begin);
    if (end == begin || (text[begin] >= '0' && text[begin] <= '9')) continue;
    if (text[at] == '%' && (end >= text.size() || text[end] != '%')) continue;
    out.push_back({text.substr(begin, end - begin), {static_cast<Offset>(begin), static_cast<Offset>(end)}});
    at = text[at] == '%' ? end : end - 1;
  }
  return out;
}

std::vector<Reference> assignments(std::string_view text) {
  std::vector<Reference> out;
  bool may_begin = true;  // at a command's first word, or behind one that takes assignments
  char quote = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (quote != 0 || c == '\'' || c == '"') {
      quote = quote == 0 ? c : quote == c ? '\0' : quote;
      may_begin = false;
      ++at;
    } else if (c == '\\') {
      at += 2;
    } else if (c == ';' || c == '&' || c == '|' || c == '(' || c == '\n') {
      may_begin = true;
      ++at;
    } else if (const auto end = name_end(text, at); may_begin && end > at && end < text.size() && text[end] == '=' && !(c >= '0' && c <= '9')) {
      out.push_back({text.substr(at, end - at), {static_cast<Offset>(at), static_cast<Offset>(end)}});
      at = end + 1;
      while (at < text.size() && text[at] != ' ' && text[at] != '\n' && text[at] != ';' && text[at] != '"' && text[at] != '\'' && text[at] != '&') ++at;
    } else if (end > at) {
      const auto word = text.substr(at, end - at);
      may_begin =
          may_begin && (word == "export" || word == "local" || word == "declare" || word == "readonly" || word == "then" || word == "do" || word == "else");
      at = end;
    } else {
      may_begin = may_begin && (c == ' ' || c == '\t');
      ++at;
    }
  }
  return out;
}

std::optional<Typed> typed_variable(std::string_view text, std::size_t at) {
  if (at > text.size()) return std::nullopt;
  std::size_t begin = at;
  while (begin > 0 && name_byte(text[begin - 1])) --begin;
  const std::string_view word = text.substr(begin, at - begin), before = text.substr(0, begin);
  if (before.ends_with("${")) return Typed{word, true};
  if (before.ends_with("$") || before.ends_with("$env:") || before.ends_with("$Env:")) return Typed{word, false};
  return std::nullopt;
}

std::vector<syntax::Node> command_texts(syntax::Node root) {
  std::vector<syntax::Node> out;
  for (const syntax::Node phase : root.find("phases").resolved().children())
    for (const std::string_view list : {std::string_view("commands"), std::string_view("finally")})
      for (const syntax::Node item : phase.value().resolved().find(list).resolved().children())
        if (item.is_scalar()) out.push_back(item);
  return out;
}

std::vector<Defined> defined(syntax::Node root) {
  std::vector<Defined> out;
  const auto add = [&](syntax::Node map, std::string_view source) {
    for (const syntax::Node entry : map.resolved().children())
      if (entry.key().is_scalar()) out.push_back({entry.key(), entry.value(), source});
  };
  const syntax::Node env = root.find("env").resolved();
  for (const std::string_view source : {std::string_view("variables"), std::string_view("parameter-store"), std::string_view("secrets-manager")})
    add(env.find(source), source);
  add(root.find("environment_variables").find("plaintext"), "variables");
  return out;
}

}  // namespace cribsheet::kinds::buildspec
