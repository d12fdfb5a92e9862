// Whether a JSONata expression can be read. Syntax only: what names mean is not looked at.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cribsheet::kinds::step_functions {

struct JsonataError {
  std::size_t offset = 0;  // in the expression
  std::string message;
};
// Nothing where the expression is sound, or nested deeper than can be followed.
std::optional<JsonataError> jsonata_error(std::string_view expression);

}  // namespace cribsheet::kinds::step_functions
