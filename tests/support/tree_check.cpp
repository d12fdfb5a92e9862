#include "support/tree_check.h"

#include "syntax/tokens.h"

namespace cribsheet::tests {
namespace {

using namespace syntax;

std::string where(const Node& node, const char* what) {
  return std::string(what) + " at node " + std::to_string(node.id()) + " " + std::to_string(node.range().begin) + ".." + std::to_string(node.range().end);
}

std::string check_node(Node node, Node parent, Offset& begun, std::uint32_t& last_id, Offset size) {
  const Range range = node.full_range();
  if (node.parent() != parent) return where(node, "its parent is another");
  if (node.id() <= last_id && last_id != 0) return where(node, "ids are not in pre-order");
  last_id = node.id();
  if (range.begin > range.end || range.end > size) return where(node, "the range is no range");
  if (!node.range().empty() && !range.contains(node.range())) return where(node, "the full range does not hold the range");
  if (!parent.full_range().contains(range)) return where(node, "the parent does not hold it");
  if (range.begin < begun) return where(node, "it begins before what stands before it");
  begun = range.begin;
  const SourceMap map = node.map();
  const std::string_view text = node.text();
  Offset before = 0;
  for (std::size_t i = 0; i <= text.size() && i < 4096; ++i) {
    const Offset source = map.to_source(i);
    if (!node.is_scalar()) break;
    if (source < before || source < node.range().begin || source > node.range().end + 2) return where(node, "its source map leaves it");
    before = source;
  }
  if (node.kind() == NodeKind::entry && (!node.key() || !node.value())) return where(node, "an entry lacks a part");
  if (node.kind() == NodeKind::document && !node.value()) return where(node, "a document lacks its value");
  return {};
}

}  // namespace

std::string broken_property(const Tree& tree) {
  const auto size = static_cast<Offset>(tree.text().size());
  Offset at = 0;
  for (const Token& token : tokens(tree)) {
    if (token.range.begin != at || token.range.end <= at) return "tokens do not tile at " + std::to_string(at);
    at = token.range.end;
  }
  if (at != size) return "tokens end at " + std::to_string(at) + " of " + std::to_string(size);
  // A walk without recursion: depth comes from the text.
  Offset begun = 0;
  std::uint32_t last_id = 0;
  if (tree.documents().empty()) return "no document";
  Node node = tree.stream();
  if (node.range() != Range{0, size}) return "the stream is not the whole text";
  Offset previous_end = 0;
  while (true) {
    Node next = node.first_child();
    Node parent = node;
    if (next) previous_end = 0;
    while (!next && node.id() != tree.stream().id()) {
      previous_end = node.full_range().end;
      next = node.next_sibling();
      parent = node.parent();
      if (!next) node = parent;
    }
    if (!next) break;
    if (next.full_range().begin < previous_end) return where(next, "it overlaps its sibling");
    if (std::string found = check_node(next, parent, begun, last_id, size); !found.empty()) return found;
    node = next;
  }
  for (Offset offset = 0; offset <= size; offset += 1 + size / 512) {
    const Node found = tree.node_at(offset);
    if (!found || !found.full_range().touches(offset)) return "node_at finds no node at " + std::to_string(offset);
  }
  for (const SyntaxError& error : tree.errors()) {
    if (error.range.begin > error.range.end || error.range.end > size + 1 || error.message.empty())
      return "an error without a place or words: " + error.message;
  }
  return {};
}

}  // namespace cribsheet::tests
