#include "lsp/json.h"

#include <limits>

namespace cribsheet::lsp {
namespace {

// Counts brackets outside strings: the depth that a parser would reach.
bool nested_too_deep(std::string_view text) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      else if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxNesting) return true;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return false;
}

}  // namespace

std::optional<Json> parse(std::string_view text) {
  if (nested_too_deep(text)) return std::nullopt;
  Json value = Json::parse(text, nullptr, false);
  if (value.is_discarded()) return std::nullopt;
  return value;
}

std::string dump(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

const Json& at(const Json& object, std::string_view key) {
  static const Json nothing;
  if (!object.is_object()) return nothing;
  const auto found = object.find(key);
  return found == object.end() ? nothing : *found;
}

std::string_view text(const Json& value) {
  const auto* string = value.get_ptr<const std::string*>();
  return string ? std::string_view(*string) : std::string_view();
}

std::optional<std::int64_t> integer(const Json& value) {
  if (const auto* number = value.get_ptr<const Json::number_unsigned_t*>()) {
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return static_cast<std::int64_t>(*number < most ? *number : most);
  }
  if (const auto* number = value.get_ptr<const Json::number_integer_t*>()) return *number;
  return std::nullopt;
}

bool truthy(const Json& value) { return value.is_boolean() && value == true; }

bool lists(const Json& list, std::string_view wanted) {
  if (!list.is_array()) return false;
  for (const auto& item : list) {
    if (text(item) == wanted) return true;
  }
  return false;
}

}  // namespace cribsheet::lsp
