// What AWS's sentences say that its schemas do not: a property's default, values worth proposing, what each value
// means. Silence before a wrong answer: a sentence with a condition in it, or two that disagree, give nothing.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/sources.h"

namespace cribsheet::compiler {

// "The default value is 30 seconds": of the schema's type, within its limits and values; none: nothing certain.
std::optional<json> default_in(const std::string& doc, const json& schema);
// "Valid values: `A` | `B`", or a list of them; fewer than two: none.
std::vector<std::string> values_in(const std::string& doc);
// "- `A` - what it means": for those of `values` that have such a line.
std::map<std::string, std::string> meanings_in(const std::string& doc, const std::vector<std::string>& values);

}  // namespace cribsheet::compiler
