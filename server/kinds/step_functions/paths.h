// The two small languages of JSONPath states: paths (`$.order.items[0]`) and intrinsic functions (`States.Format('{}', $.name)`).
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "pack/pack.h"

namespace cribsheet::kinds::step_functions {

struct PathError {
  std::size_t offset = 0;
  std::size_t length = 0;  // 0: to the end
  std::string message;
};
// A path begins with `$` (the input), `$$` (the context object) or `$name` (a variable).
std::optional<PathError> path_error(std::string_view path);
// A reference path names one place: no wildcards, filters, slices; and it lies in the input.
std::optional<PathError> reference_error(std::string_view path);
// A path or an intrinsic function, as the values of keys that end in `.$`. Functions and how many arguments they take come from
// the pack's table "step-functions-intrinsics".
std::optional<PathError> path_or_intrinsic_error(std::string_view text, const pack::Pack& pack);

}  // namespace cribsheet::kinds::step_functions
