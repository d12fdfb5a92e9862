#include "syntax/builder.h"

#include <algorithm>

namespace cribsheet::syntax {

void Builder::attach(std::uint32_t slot, Properties properties) {
  if (!properties.any()) return;
  data_.slots[slot].a |= Slot::high_bit;
  const auto before = [](std::uint32_t wanted, const Property& p) { return wanted < p.slot; };
  for (const Range range : {properties.tag, properties.anchor}) {
    if (range.empty()) continue;
    data_.properties.insert(std::upper_bound(data_.properties.begin(), data_.properties.end(), slot, before), Property{slot, range});
  }
}

void Builder::wrap(std::uint32_t slot, Form form, std::uint32_t parent) {
  auto& slots = data_.slots;
  const Slot node = slots[slot];
  const Slot mapping = Slot::node(form, data_.full_begin(slot), node.end(), node.b & mark_key);
  slots.insert(slots.begin() + slot, {mapping, Slot::extension(parent, 0)});
  slots[slot + 2].b &= ~mark_key;
  for (std::size_t i = slot + 3; i < slots.size(); ++i) {
    const Slot moved = slots[i];
    if (moved.form() != Form::extension) continue;
    slots[i] = Slot::extension(moved.parent() >= slot ? moved.parent() + 2 : moved.parent(), moved.b == 0 ? 0 : moved.b + 2);
  }
  // The node's own extension, or the signpost that a leaf brought along, now stands below the mapping.
  if (slot + 3 < slots.size() && slots[slot + 3].form() == Form::extension) slots[slot + 3] = Slot::extension(slot, slots[slot + 3].b);
  for (auto p = data_.properties.rbegin(); p != data_.properties.rend() && p->slot >= slot; ++p) p->slot += 2;
  for (auto p = data_.indents.rbegin(); p != data_.indents.rend() && p->first >= slot; ++p) p->first += 2;
}

}  // namespace cribsheet::syntax
