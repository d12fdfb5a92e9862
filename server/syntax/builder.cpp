#include "syntax/builder.h"

#include <algorithm>

namespace cribsheet::syntax {

void Builder::attach(std::uint32_t slot, Properties properties) {
  if (!properties.any()) return;
  properties.slot = slot;
  data_.slots[slot].a |= Slot::mark_properties;
  auto& all = data_.properties;
  const auto place = std::lower_bound(all.begin(), all.end(), slot,
                                      [](const Properties& p, std::uint32_t wanted) { return p.slot < wanted; });
  if (place == all.end() || place->slot != slot) {
    all.insert(place, properties);
    return;
  }
  if (place->tag.empty()) place->tag = properties.tag;
  if (place->anchor.empty()) place->anchor = properties.anchor;
}

void Builder::wrap(std::uint32_t slot, Form form) {
  auto& slots = data_.slots;
  const Slot node = slots[slot];
  const Slot mapping = Slot::node(form, data_.full_begin(slot), node.end(), node.c, node.b & mark_key);
  slots.insert(slots.begin() + slot, {mapping, Slot::extension(slot)});
  for (std::size_t i = slot + 2; i < slots.size(); ++i) {
    Slot& moved = slots[i];
    if (moved.c >= slot) moved.c += 2;
    if (moved.form() == Form::extension && moved.b > slot) moved.b += 2;
  }
  slots[slot + 2].c = slot;
  for (auto p = data_.properties.rbegin(); p != data_.properties.rend() && p->slot >= slot; ++p) p->slot += 2;
  for (auto p = data_.indents.rbegin(); p != data_.indents.rend() && p->first >= slot; ++p) p->first += 2;
}

}  // namespace cribsheet::syntax
