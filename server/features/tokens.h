// Semantic tokens: what colours can't be found by a grammar (logical ids, functions, types, variables inside Sub).
#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "features/snapshot.h"

namespace cribsheet::features {

enum class TokenType : std::uint8_t { type, type_reference, function, variable, property, parameter, enum_member };
constexpr std::array<std::string_view, 7> token_types() { return {"type", "class", "function", "variable", "property", "parameter", "enumMember"}; }
enum TokenModifier : std::uint8_t { declaration = 1, deprecated = 2 };
constexpr std::array<std::string_view, 2> token_modifiers() { return {"declaration", "deprecated"}; }

struct Token {
  Range range;  // within one line
  TokenType type = TokenType::variable;
  std::uint8_t modifiers = 0;
};
// In order, not overlapping; only those that touch `within`.
std::vector<Token> tokens(const Snapshot& snapshot, const model::Document& document, Range within);

}  // namespace cribsheet::features
