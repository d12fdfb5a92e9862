// Calls written inside a text, in whatever small language it is: `States.Format('{}', $.name)`, `$partition($items, 10)`.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace cribsheet::features {

struct OpenCall {
  std::string_view name;     // "States.Format"
  std::size_t argument = 0;  // the commas behind its parenthesis
};
// The innermost call that is not closed at the end of the text. Texts in quotes count as one word inside calls; outside of them a
// quote is nothing but a character.
std::optional<OpenCall> open_call(std::string_view text);

}  // namespace cribsheet::features
