// Variables of a buildspec: where they are set, and the places in commands that use them.
#pragma once
#include <string_view>
#include <vector>

#include "kinds/kind.h"

namespace cribsheet::kinds::buildspec {

// `$NAME`, `${NAME}`, `$env:NAME`, `%NAME%` in a shell text. `name` covers the name alone.
struct Reference {
  std::string_view name;
  Range range;  // in the text
};
std::vector<Reference> references(std::string_view text);
// `NAME=...` where a command may begin, also behind `export` and its like. `name` covers the name alone.
std::vector<Reference> assignments(std::string_view text);
// What is typed of a variable's name just before `at`: of `echo $CODE` it is "CODE". Nothing where no variable is being typed.
struct Typed {
  std::string_view word;
  bool braces = false;  // after `${`
};
std::optional<Typed> typed_variable(std::string_view text, std::size_t at);

// Text scalars of the four phases' commands.
std::vector<syntax::Node> command_texts(syntax::Node root);
// Keys under env's variables, parameter-store and secrets-manager (and 0.1's plaintext).
struct Defined {
  syntax::Node key, value;
  std::string_view source;  // "variables", "parameter-store", "secrets-manager"
};
std::vector<Defined> defined(syntax::Node root);

}  // namespace cribsheet::kinds::buildspec
