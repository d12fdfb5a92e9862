// Any bytes as JSON: no crash, and what holds for every tree holds.
#include <cstdio>
#include <cstdlib>

#include "support/tree_check.h"
#include "syntax/events.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const auto tree = cribsheet::syntax::parse(text, cribsheet::syntax::Language::json);
  const std::string broken = cribsheet::tests::broken_property(*tree);
  if (!broken.empty()) {
    std::fprintf(stderr, "%s\n%s", broken.c_str(), cribsheet::syntax::dump(*tree).c_str());
    std::abort();
  }
  if (cribsheet::syntax::events(*tree).empty()) std::abort();
  return 0;
}
