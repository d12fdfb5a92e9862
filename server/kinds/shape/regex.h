// Regular expressions of shapes: ECMA dialect, unanchored, compiled once per pattern and process; safe from any thread.
#pragma once
#include <optional>
#include <string_view>

namespace cribsheet::kinds::shape {

// Nothing where the pattern is not valid, or where matching would take too long.
std::optional<bool> matches(std::string_view pattern, std::string_view subject);

}  // namespace cribsheet::kinds::shape
