// A scalar as the shape walk sees it: its text and the types it may count as.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pack/pack.h"
#include "syntax/tree.h"

namespace cribsheet::kinds::shape {

// Type bits of what is written, and with `coerce` of all that it is accepted as.
std::uint16_t written_type(syntax::Node scalar, bool coerce);
std::uint16_t accepted_types(std::string_view text, std::uint16_t written, bool coerce);

std::optional<double> number_of(std::string_view text);
// The text of a JSON text as a person would write it: strings without quotes and escapes.
std::string plain_json(std::string_view json);
// Whether a scalar's text is this JSON value.
bool equals_json(std::string_view text, std::string_view json, bool ignore_case);
// Characters, not bytes.
std::size_t character_count(std::string_view text);
// "an integer", "a text or a list"
std::string type_words(std::uint16_t types);
// A number as a person writes it.
std::string number_words(double value);

}  // namespace cribsheet::kinds::shape
