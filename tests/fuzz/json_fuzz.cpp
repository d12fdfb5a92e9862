// Any bytes as JSON: no crash, and what holds for every tree holds.
#include "fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  using namespace cribsheet;
  fuzz::checked_tree(fuzz::text(bytes, size), syntax::Language::json);
  return 0;
}
