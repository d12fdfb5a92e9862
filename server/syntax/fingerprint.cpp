#include "syntax/fingerprint.h"

#include "base/hash.h"
#include "syntax/data.h"

namespace cribsheet::syntax {
namespace {

std::uint32_t slot_behind(const Tree::Data& data, Node node) {
  const std::uint32_t after = data.after(node.id() / 2);
  return node.kind() == NodeKind::entry ? data.after(after) : after;
}

}  // namespace

Offset territory_end(Node node) {
  if (!node) return 0;
  const auto& data = node.tree()->data();
  std::uint32_t next = slot_behind(data, node);
  while (next < data.slots.size() && data.slots[next].form() == Form::extension) ++next;
  return next < data.slots.size() ? data.full_begin(next) : static_cast<Offset>(data.text.size());
}

std::optional<std::uint64_t> fingerprint(Node node) {
  if (!node) return std::nullopt;
  const auto& data = node.tree()->data();
  const std::uint32_t first = node.id() / 2, behind = slot_behind(data, node);
  const Offset begin = node.full_range().begin, end = territory_end(node);
  if (end < begin) return std::nullopt;
  Hash hash;
  hash.bytes(node.tree()->text().substr(begin, end - begin));
  for (std::uint32_t slot = first; slot < behind; ++slot) {
    const Slot here = data.slots[slot];
    if (here.form() == Form::alias) return std::nullopt;
    if (here.form() == Form::extension) continue;  // where nodes begin and end says how they nest
    const std::uint64_t marks = static_cast<std::uint64_t>(here.form()) << 5U | here.b >> 27U;
    hash.word((static_cast<std::uint64_t>(here.begin() - begin) << 32U | (here.end() - begin)) ^ marks << 55U);
  }
  return hash.value();
}

}  // namespace cribsheet::syntax
