// Credentials written as plain text, known by the name they go under or by their own form.
#pragma once
#include <string_view>

namespace cribsheet::rules {

// Whether `value`, under this name, is a credential. Stands for one ("changeme", `$VAR`, an ARN, a path) are not.
bool plain_secret(std::string_view name, std::string_view value);

}  // namespace cribsheet::rules
