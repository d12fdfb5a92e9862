// What a rule may judge of a value as written, and the edits that mend it.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "rules/rule.h"

namespace cribsheet::rules {

// In a file with this many findings no more names are compared with names: that takes time for each pair.
constexpr std::size_t kMostCompared = 100;

// The text of a scalar. Nothing for other nodes; in a document inside a template also nothing where a function or a `${...}`
// stands, because what it gives is not known.
std::optional<std::string_view> written_text(const Input& input, syntax::Node node);
// A whole number as written, quoted or not; nothing where the text is none.
std::optional<long long> whole_number(std::string_view text);
// The text in the scalar's own quotes (or plain where it is), for an edit that puts it in its place.
std::string in_style(syntax::Node scalar, std::string_view text);
// The text as a quoted YAML scalar, in single quotes where they serve.
std::string quoted(std::string_view text);
Fix replace(std::string title, Range range, std::string text);
// The whole lines that the range touches, with the last one's line break.
Range whole_lines(const Input& input, Range range);
std::uint32_t column_of(const Input& input, Offset offset);  // bytes from the start of the line
// From the first item's text: "a, b or c".
std::string one_of(const std::vector<std::string_view>& names);

}  // namespace cribsheet::rules
