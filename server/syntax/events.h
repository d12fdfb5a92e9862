// A tree as text: the event notation of the YAML test suite, and a dump with byte ranges.
#pragma once
#include <string>

#include "syntax/tree.h"

namespace cribsheet::syntax {

std::string events(const Tree& tree);  // "+STR\n+DOC\n=VAL :text\n-DOC\n-STR\n"
std::string dump(const Tree& tree);    // one node a line, indented, with its range; then the errors

}  // namespace cribsheet::syntax
