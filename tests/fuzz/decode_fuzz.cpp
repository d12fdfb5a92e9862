// Any bytes as a scalar of each style: the first byte chooses. Every decoded byte has a source inside the scalar, and
// the way there and back comes home.
#include "fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  using namespace cribsheet;
  if (size == 0) return 0;
  static constexpr const char* before[] = {"k: ", "k: \"", "k: '", "k: |\n  ", "k: >\n  ", "k: |+\n ", "k: >-2\n    ", "- [", "? "};
  static constexpr const char* after[] = {"", "\"", "'", "", "", "", "", "]", "\n: x"};
  const std::size_t style = bytes[0] % 9u;
  const auto tree = fuzz::checked_tree(before[style] + fuzz::text(bytes + 1, size - 1) + after[style], syntax::Language::yaml);
  const syntax::Node value = tree->root().find("k");
  const syntax::SourceMap map = value.map();
  for (std::size_t i = 0; value.is_scalar() && i < value.text().size(); ++i) {
    const auto back = map.from_source(map.to_source(i));
    fuzz::require(back && *back <= i, "a decoded byte does not come home", syntax::dump(*tree));
  }
  return 0;
}
