#include <algorithm>

#include "syntax/data.h"

namespace cribsheet::syntax {
namespace {

bool is_entry(std::uint32_t id) { return id % 2 == 0; }
std::uint32_t slot_of(std::uint32_t id) { return id / 2; }
Node plain_node(const Tree* tree, std::uint32_t slot) { return {tree, 2 * slot + 1}; }

std::uint32_t value_slot(const Tree::Data& data, std::uint32_t key) { return data.after(key); }

}  // namespace

Style Node::style() const {
  if (!tree_ || is_entry(id_)) return Style::none;
  switch (tree_->data().slots[slot_of(id_)].form()) {
    case Form::block_mapping:
    case Form::block_sequence: return Style::block;
    case Form::flow_mapping:
    case Form::flow_sequence: return Style::flow;
    case Form::plain: return Style::plain;
    case Form::single_quoted: return Style::single_quoted;
    case Form::double_quoted: return Style::double_quoted;
    case Form::literal: return Style::literal;
    case Form::folded: return Style::folded;
    default: return Style::none;
  }
}

Range Node::range() const {
  if (!tree_) return {};
  const auto& data = tree_->data();
  const std::uint32_t slot = slot_of(id_);
  if (!is_entry(id_)) return {data.slots[slot].begin(), data.slots[slot].end()};
  const Offset begin = data.full_begin(slot);
  const Offset end = data.slots[value_slot(data, slot)].end();
  return {begin, std::max({begin, end, data.slots[slot].end()})};
}

Range Node::full_range() const {
  if (!tree_ || is_entry(id_)) return range();
  return {tree_->data().full_begin(slot_of(id_)), range().end};
}

Range Node::written_tag() const { return tree_->data().properties_of(slot_of(id_)).tag; }

std::string_view Node::anchor() const {
  if (!tree_ || is_entry(id_)) return {};
  const auto& data = tree_->data();
  const bool alias = data.slots[slot_of(id_)].form() == Form::alias;
  const Range range = alias ? this->range() : data.properties_of(slot_of(id_)).anchor;
  return range.empty() ? std::string_view{} : tree_->text().substr(range.begin + 1, range.size() - 1);
}

Node Node::parent() const {
  if (!tree_ || id_ == 1) return {};
  const auto& data = tree_->data();
  const std::uint32_t slot = slot_of(id_);
  const std::uint32_t above = data.parent(slot);
  if (is_entry(id_) || !syntax::is_mapping(data.slots[above].form())) return plain_node(tree_, above);
  if (data.slots[slot].has(mark_key)) return {tree_, 2 * slot};
  std::uint32_t key = slot - 1;  // a value: the node before it is its key or the last thing inside its key
  while (data.slots[key].form() == Form::extension) --key;
  while (data.parent(key) != above) key = data.parent(key);
  return {tree_, 2 * key};
}

Node Node::next_sibling() const {
  if (!tree_ || id_ == 1) return {};
  const auto& data = tree_->data();
  const std::uint32_t slot = slot_of(id_);
  const std::uint32_t above = data.parent(slot);
  if (syntax::is_mapping(data.slots[above].form()) && !is_entry(id_)) {
    return data.slots[slot].has(mark_key) ? plain_node(tree_, value_slot(data, slot)) : Node{};
  }
  const std::uint32_t next = data.after(is_entry(id_) ? value_slot(data, slot) : slot);
  return next < data.after(above) ? child_in(tree_, next) : Node{};
}

Node Node::following() const {
  if (!tree_) return {};
  if (is_entry(id_)) return {tree_, id_ + 1};
  std::uint32_t next = slot_of(id_) + 1;
  while (next < tree_->slot_count_ && tree_->slots_[next].form() == Form::extension) ++next;
  return next < tree_->slot_count_ ? child_in(tree_, next) : Node{};
}

bool Node::lacks_colon() const { return tree_ && is_entry(id_) && tree_->data().slots[slot_of(id_)].has(mark_no_colon); }

// A wide mapping (Resources) is long: a key is first held against the length that it has in the source.
Node Node::find_entry(std::string_view key) const {
  if (!is_mapping()) return {};
  for (const Node entry : children()) {
    const Slot slot = tree_->slots_[slot_of(entry.id())];
    if (slot.has(mark_raw) && slot.form() == Form::plain ? slot.end() - slot.begin() == key.size() && tree_->text_.substr(slot.begin(), key.size()) == key
                                                         : entry.key().is(key))
      return entry;
  }
  return {};
}

Node Node::find(std::string_view key) const { return find_entry(key).value(); }

std::string_view Node::decoded() const {
  const auto& data = tree_->data();
  const std::uint32_t at = slot_of(id_);
  const std::lock_guard lock(data.decoding[at % 8]);
  const auto [place, fresh] = data.decoded[at % 8].try_emplace(at);
  if (fresh) decode(data, at, place->second, nullptr);
  return place->second;
}

SourceMap Node::map() const {
  SourceMap map;
  std::string text;
  if (is_scalar() && tree_->slots_[slot_of(id_)].has(mark_raw)) {  // what decode() would say of it
    const std::string_view raw = this->text();
    const auto begin = static_cast<Offset>(raw.data() - tree_->text_.data());
    const auto size = static_cast<std::uint32_t>(raw.size());
    if (size > 0) map.spans.push_back({0, begin, size});
    map.spans.push_back({size, begin + size, 0});
  } else if (is_scalar()) decode(tree_->data(), slot_of(id_), text, &map.spans);
  return map;
}

Node Node::anchored() const {
  const auto& aliases = tree_->data().aliases;
  const auto found = std::lower_bound(aliases.begin(), aliases.end(), std::pair{slot_of(id_), 0u});
  if (found == aliases.end() || found->first != slot_of(id_)) return {};
  return plain_node(tree_, found->second);
}

std::size_t Node::child_count() const {
  std::size_t count = 0;
  for ([[maybe_unused]] const Node node : children()) ++count;
  return count;
}

// ---- the tree
// ---------------------------------------------------------------------------------------------------------

Properties Tree::Data::properties_of(std::uint32_t slot) const {
  Properties found;
  if (!slots[slot].has_properties()) return found;
  const auto before = [](const Property& p, std::uint32_t wanted) { return p.slot < wanted; };
  for (auto p = std::lower_bound(properties.begin(), properties.end(), slot, before); p != properties.end() && p->slot == slot; ++p) {
    (text[p->range.begin] == '!' ? found.tag : found.anchor) = p->range;
  }
  return found;
}

Offset Tree::Data::full_begin(std::uint32_t slot) const {
  Offset begin = slots[slot].begin();
  const Properties found = properties_of(slot);
  if (!found.tag.empty()) begin = std::min(begin, found.tag.begin);
  if (!found.anchor.empty()) begin = std::min(begin, found.anchor.begin);
  return begin;
}

std::uint32_t Tree::Data::parent(std::uint32_t slot) const {
  if (is_collection(slots[slot].form())) return slots[slot + 1].parent();
  std::uint32_t at = slot - 1;
  while (slots[at].form() != Form::extension) --at;
  // The extension of a collection, or a signpost among a collection's leaves; if that has ended, one above it has not.
  std::uint32_t above = slots[at].b != 0 && is_collection(slots[at - 1].form()) ? at - 1 : slots[at].parent();
  while (after(above) <= slot) above = slots[above + 1].parent();
  return above;
}

Tree::Tree(std::unique_ptr<Data> data)
    : data_(std::move(data)), slots_(data_->slots.data()), slot_count_(static_cast<std::uint32_t>(data_->slots.size())), text_(data_->text) {}
Tree::~Tree() = default;
Language Tree::language() const { return data_->language; }
Node Tree::stream() const { return plain_node(this, 0); }
const std::vector<SyntaxError>& Tree::errors() const { return data_->errors; }
std::uint32_t Tree::node_count() const { return 2 * static_cast<std::uint32_t>(data_->slots.size()); }
const std::vector<Range>& Tree::comments() const { return data_->comments; }

std::vector<Node> Tree::documents() const {
  std::vector<Node> all;
  for (const Node document : stream().children()) all.push_back(document);
  return all;
}

Node Tree::root() const { return stream().first_child().value(); }

Node Tree::node_at(Offset offset) const {
  const auto& slots = data_->slots;
  // Slots begin in order; the deepest candidate is the last one that begins at or before the offset.
  std::uint32_t low = 0, high = static_cast<std::uint32_t>(slots.size());
  const auto real = [&](std::uint32_t i) { return slots[i].form() == Form::extension ? i - 1 : i; };
  while (high - low > 1) {
    const std::uint32_t middle = low + (high - low) / 2;
    (slots[real(middle)].begin() <= offset ? low : high) = middle;
  }
  std::uint32_t slot = real(low);
  for (std::uint32_t next = low + 1; next < slots.size() && data_->full_begin(real(next)) <= offset; ++next) slot = real(next);
  Node node = plain_node(this, slot);
  while (node.id() != 1 && !node.full_range().touches(offset)) node = node.parent();
  return node;
}

}  // namespace cribsheet::syntax
