#include "kinds/shape/scalar.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace cribsheet::kinds::shape {
namespace {

bool same_letters(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); });
}

bool is_true(std::string_view text) { return same_letters(text, "true") || same_letters(text, "yes") || same_letters(text, "on"); }
bool is_false(std::string_view text) { return same_letters(text, "false") || same_letters(text, "no") || same_letters(text, "off"); }

void append_utf8(std::string& out, unsigned code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

}  // namespace

std::uint16_t written_type(syntax::Node scalar, bool coerce) {
  using syntax::ScalarType;
  switch (syntax::scalar_type(scalar, coerce ? syntax::YamlVersion::v1_1 : syntax::YamlVersion::v1_2)) {
    case ScalarType::null: return pack::type_null;
    case ScalarType::boolean: return pack::type_boolean;
    case ScalarType::integer: return pack::type_integer;
    case ScalarType::floating: return pack::type_number;
    case ScalarType::timestamp:
    case ScalarType::string: break;
  }
  return pack::type_string;
}

std::uint16_t accepted_types(std::string_view text, std::uint16_t written, bool coerce) {
  std::uint16_t types = written;
  if (written == pack::type_integer) types |= pack::type_number;
  if (written == pack::type_number) {
    const auto value = number_of(text);
    if (value && std::floor(*value) == *value) types |= pack::type_integer;
  }
  if (!coerce || written == pack::type_null) return types;
  types |= pack::type_string;
  if (written == pack::type_string) {
    if (const auto value = number_of(text)) {
      types |= pack::type_number;
      if (std::floor(*value) == *value) types |= pack::type_integer;
    }
    if (same_letters(text, "true") || same_letters(text, "false")) types |= pack::type_boolean;
  }
  return types;
}

std::optional<double> number_of(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

std::string plain_json(std::string_view json) {
  if (json.size() < 2 || json.front() != '"' || json.back() != '"') return std::string(json);
  json = json.substr(1, json.size() - 2);
  if (json.find('\\') == std::string_view::npos) return std::string(json);
  std::string out;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] != '\\' || i + 1 >= json.size()) {
      out += json[i];
      continue;
    }
    const char c = json[++i];
    unsigned code = 0;
    if (c == 'u' && i + 4 < json.size() && std::from_chars(json.data() + i + 1, json.data() + i + 5, code, 16).ec == std::errc{}) {
      append_utf8(out, code);
      i += 4;
    } else {
      out += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
    }
  }
  return out;
}

bool equals_json(std::string_view text, std::string_view json, bool ignore_case) {
  if (json.size() >= 2 && json.front() == '"') {
    if (json.find('\\') != std::string_view::npos) return text == plain_json(json);
    const std::string_view inside = json.substr(1, json.size() - 2);
    return ignore_case ? same_letters(text, inside) : text == inside;
  }
  if (text == json) return true;
  if (json == "true") return is_true(text);
  if (json == "false") return is_false(text);
  const auto a = number_of(json), b = number_of(text);
  return a && b && *a == *b;
}

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string type_words(std::uint16_t types) {
  struct Word {
    std::uint16_t bit;
    std::string_view word;
  };
  constexpr Word kWords[] = {
      {pack::type_string, "a string"}, {pack::type_integer, "an integer"}, {pack::type_number, "a number"}, {pack::type_boolean, "true or false"},
      {pack::type_array, "a list"},    {pack::type_object, "a mapping"},   {pack::type_null, "null"}};
  std::string out;
  if ((types & pack::type_number) != 0) types = static_cast<std::uint16_t>(types & ~pack::type_integer);
  if (types != pack::type_null) types = static_cast<std::uint16_t>(types & ~pack::type_null);  // "nothing" goes without saying
  for (const Word& word : kWords) {
    if ((types & word.bit) == 0) continue;
    if (!out.empty()) out += " or ";
    out += word.word;
  }
  return out;
}

std::string number_words(double value) {
  if (std::floor(value) == value && std::abs(value) < 1e15) return fmt::format("{}", static_cast<long long>(value));
  return fmt::format("{}", value);
}

}  // namespace cribsheet::kinds::shape
