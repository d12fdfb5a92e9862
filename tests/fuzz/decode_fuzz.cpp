// Any bytes as a scalar of each style: the first byte chooses. Every decoded byte has a source inside the scalar, and
// the way there and back comes home.
#include <cstdio>
#include <cstdlib>

#include "support/tree_check.h"
#include "syntax/events.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  using namespace cribsheet;
  if (size == 0) return 0;
  static constexpr const char* before[] = {"k: ",      "k: \"",        "k: '", "k: |\n  ", "k: >\n  ",
                                           "k: |+\n ", "k: >-2\n    ", "- [",  "? "};
  static constexpr const char* after[] = {"", "\"", "'", "", "", "", "", "]", "\n: x"};
  const std::size_t style = bytes[0] % 9u;
  const std::string text =
      before[style] + std::string(reinterpret_cast<const char*>(bytes) + 1, size - 1) + after[style];
  const auto tree = syntax::parse(text, syntax::Language::yaml);
  const std::string broken = tests::broken_property(*tree);
  if (!broken.empty()) {
    std::fprintf(stderr, "%s\n%s", broken.c_str(), syntax::dump(*tree).c_str());
    std::abort();
  }
  const syntax::Node value = tree->root().find("k");
  const syntax::SourceMap map = value.map();
  for (std::size_t i = 0; value.is_scalar() && i < value.text().size(); ++i) {
    const auto back = map.from_source(map.to_source(i));
    if (!back || *back > i) {
      std::fprintf(stderr, "decoded byte %zu does not come home\n%s", i, syntax::dump(*tree).c_str());
      std::abort();
    }
  }
  return 0;
}
