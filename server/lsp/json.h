// Reading JSON that a stranger wrote: every question has an answer, none throws.
#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace cribsheet::lsp {

using Json = nlohmann::json;

constexpr std::size_t kMaxNesting = 500;  // deeper messages are refused before they are parsed

// Nothing where the text is no JSON, or nested too deep.
std::optional<Json> parse(std::string_view text);
// Bytes that are no UTF-8 become U+FFFD.
std::string dump(const Json& value);

// The member of an object; a null value where there is none.
const Json& at(const Json& object, std::string_view key);
template <class... Keys>
const Json& at(const Json& object, std::string_view key, Keys... keys) {
  return at(at(object, key), keys...);
}
// The text, or an empty one.
std::string_view text(const Json& value);
std::optional<std::int64_t> integer(const Json& value);
bool truthy(const Json& value);  // true itself; nothing else counts
// True where a list of strings holds this one.
bool lists(const Json& list, std::string_view wanted);

}  // namespace cribsheet::lsp
