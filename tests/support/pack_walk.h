// Asks a pack everything it can be asked, within a budget of shapes; for packs that may be damaged.
#pragma once
#include <cstddef>

#include "pack/pack.h"

namespace cribsheet::tests {

// The number of bytes of text that came back, so that nothing is optimized away.
std::size_t walk(const pack::Pack& pack, std::size_t budget);

}  // namespace cribsheet::tests
