// The knowledge pack that the tests read.
#pragma once
#include <cstdlib>
#include <memory>

#include "pack/pack.h"

namespace cribsheet::tests {

// The pack at CRIBSHEET_PACK, opened once; the empty pack where there is none.
inline const std::shared_ptr<const pack::Pack>& knowledge() {
  static const std::shared_ptr<const pack::Pack> pack = [] {
    const char* path = std::getenv("CRIBSHEET_PACK");
    auto opened = pack::Pack::open(path == nullptr ? "" : path);
    return opened ? *opened : pack::Pack::empty();
  }();
  return pack;
}

// For tests that say that they skip: builds without the pack have nothing to ask.
inline bool has_knowledge() { return knowledge()->resource_type_count() > 0; }

}  // namespace cribsheet::tests
