// What holds for every tree, whatever the text: the fuzzers and the property tests ask this.
#pragma once
#include <string>

#include "syntax/tree.h"

namespace cribsheet::tests {

// Empty: all holds. Else what does not, in words.
std::string broken_property(const syntax::Tree& tree);

}  // namespace cribsheet::tests
