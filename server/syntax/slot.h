// How a tree is stored: one flat array of 8-byte slots in pre-order. Seen by tree.h alone, so that walking a tree costs no calls.
//
// A collection (stream, document, mapping, sequence) takes two slots: its own and an `extension` with its parent and
// the index behind its last descendant. A leaf takes one and stores no parent: the last collection before it leads
// there, and so that a long list of leaves is not walked, a signpost (an extension of its own) stands after every 32
// leaves. An entry takes none: the slot of its key is marked, and the next sibling is its value. So node ids are 2 *
// slot + 1, and the entry of the key in `slot` is 2 * slot, which keeps ids in pre-order.
#pragma once
#include <cstdint>

#include "text/range.h"

namespace cribsheet::syntax {

enum class Form : std::uint8_t {
  extension,
  stream,
  document,
  block_mapping,
  flow_mapping,
  block_sequence,
  flow_sequence,
  plain,
  single_quoted,
  double_quoted,
  literal,
  folded,
  alias,
  missing,
};
inline bool is_collection(Form form) { return form >= Form::stream && form <= Form::flow_sequence; }
inline bool is_mapping(Form form) { return form == Form::block_mapping || form == Form::flow_mapping; }
inline bool is_scalar(Form form) { return form >= Form::plain && form <= Form::folded; }

// What a slot may be marked with.
enum Mark : std::uint32_t {
  mark_key = 1u << 27,       // the key of an entry
  mark_no_colon = 1u << 28,  // ... that has no colon yet
  mark_raw = 1u << 29,       // scalar: the source between the quotes is the decoded text
  mark_unclosed = 1u << 30,  // quoted scalar or flow collection without its end; document: begins with '---'
  mark_ended = 1u << 31,     // document: ends with '...'
};

struct Slot {
  static constexpr std::uint32_t offset_bits = (1u << 27) - 1;
  static constexpr std::uint32_t high_bit = 1u << 31;
  std::uint32_t a, b;

  static Slot node(Form form, Offset begin, Offset end, std::uint32_t marks) { return {begin | static_cast<std::uint32_t>(form) << 27, end | marks}; }
  // `after` is 0 in a signpost, and in a collection that is still open.
  static Slot extension(std::uint32_t parent, std::uint32_t after) {
    return {(parent & offset_bits) | (parent > offset_bits ? high_bit : 0u) | static_cast<std::uint32_t>(Form::extension) << 27, after};
  }
  Form form() const { return static_cast<Form>(a >> 27 & 15u); }
  Offset begin() const { return a & offset_bits; }
  Offset end() const { return b & offset_bits; }
  void set_end(Offset end) { b = (b & ~offset_bits) | end; }
  bool has(Mark mark) const { return (b & mark) != 0; }
  bool has_properties() const { return (a & high_bit) != 0; }
  std::uint32_t parent() const { return (a & offset_bits) | (a & high_bit ? offset_bits + 1 : 0u); }  // extension
};

// The slot behind the last descendant of one; `size` is how many there are.
inline std::uint32_t slot_after(const Slot* slots, std::uint32_t size, std::uint32_t slot) {
  if (is_collection(slots[slot].form())) return slots[slot + 1].b;
  const std::uint32_t next = slot + 1;
  return next < size && slots[next].form() == Form::extension ? next + 1 : next;
}

}  // namespace cribsheet::syntax
