// The tokens of a text, derived from its tree: every byte belongs to exactly one, in order. For highlighting and for
// tests; the tree itself stores none.
#pragma once
#include <vector>

#include "syntax/tree.h"

namespace cribsheet::syntax {

enum class TokenKind : std::uint8_t {
  space,       // blanks
  line_break,  // one LF, CRLF or CR
  comment,
  sign,  // - ? : , [ ] { } and the document markers --- and ...
  key,   // a scalar or alias that is a key
  scalar,
  alias,
  tag,
  anchor,
  directive,  // a % line
  unread,     // what no node took
};

struct Token {
  Range range;
  TokenKind kind;
};
std::vector<Token> tokens(const Tree& tree);

}  // namespace cribsheet::syntax
