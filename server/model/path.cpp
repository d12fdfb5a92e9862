#include "model/path.h"

#include <algorithm>

namespace cribsheet::model {
namespace {

std::int32_t index_in(syntax::Node sequence, syntax::Node item) {
  std::int32_t index = 0;
  for (const syntax::Node each : sequence.children()) {
    if (each == item) return index;
    ++index;
  }
  return -1;
}

}  // namespace

std::vector<Step> path_of(syntax::Node node) {
  std::vector<Step> path;
  for (syntax::Node below = node, above = node.parent(); above; below = above, above = above.parent()) {
    if (below.kind() == syntax::NodeKind::entry) path.push_back({below.key().text(), -1});
    if (above.is_sequence()) path.push_back({{}, index_in(above, below)});
  }
  std::reverse(path.begin(), path.end());
  return path;
}

}  // namespace cribsheet::model
