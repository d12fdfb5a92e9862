// How a tree is stored: one flat array of 8-byte slots in pre-order. Private to syntax/.
//
// A collection (stream, document, mapping, sequence) takes two slots: its own and an `extension` with its parent and
// the index behind its last descendant. A leaf takes one and stores no parent: the last collection before it leads
// there, and so that a long list of leaves is not walked, a signpost (an extension of its own) stands after every 32
// leaves. An entry takes none: the slot of its key is marked, and the next sibling is its value. So node ids are 2 *
// slot + 1, and the entry of the key in `slot` is 2 * slot, which keeps ids in pre-order.
#pragma once
#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "syntax/tree.h"

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

  static Slot node(Form form, Offset begin, Offset end, std::uint32_t marks) {
    return {begin | static_cast<std::uint32_t>(form) << 27, end | marks};
  }
  // `after` is 0 in a signpost, and in a collection that is still open.
  static Slot extension(std::uint32_t parent, std::uint32_t after) {
    return {(parent & offset_bits) | (parent > offset_bits ? high_bit : 0u) |
                static_cast<std::uint32_t>(Form::extension) << 27,
            after};
  }
  Form form() const { return static_cast<Form>(a >> 27 & 15u); }
  Offset begin() const { return a & offset_bits; }
  Offset end() const { return b & offset_bits; }
  void set_end(Offset end) { b = (b & ~offset_bits) | end; }
  bool has(Mark mark) const { return (b & mark) != 0; }
  bool has_properties() const { return (a & high_bit) != 0; }
  std::uint32_t parent() const { return (a & offset_bits) | (a & high_bit ? offset_bits + 1 : 0u); }  // extension
};
static_assert(kMaxTextSize < Slot::offset_bits);

struct Property {  // a tag or an anchor; its first byte says which
  std::uint32_t slot;
  Range range;
};

struct Properties {  // tag and anchor of a node; empty ranges: none
  Range tag;         // with its '!'
  Range anchor;      // with its '&'
  bool any() const { return !tag.empty() || !anchor.empty(); }
};

struct TagHandle {         // of a %TAG line
  std::uint32_t document;  // its slot
  std::string handle, prefix;
};

constexpr std::size_t kMaxErrors = 1000;  // what is no text at all has one at every byte

struct Tree::Data {
  std::string text;
  Language language = Language::yaml;
  std::vector<Slot> slots;
  std::vector<Property> properties;  // by slot
  std::vector<std::pair<std::uint32_t, std::uint32_t>>
      indents;  // by slot: parent's indent + 1 of block scalars with an explicit one
  std::vector<std::pair<std::uint32_t, std::uint32_t>> aliases;  // by slot: the slot it stands for
  std::vector<TagHandle> handles;
  std::vector<Range> comments;
  std::vector<SyntaxError> errors;
  mutable std::array<std::mutex, 8> decoding;
  mutable std::array<std::unordered_map<std::uint32_t, std::string>, 8> decoded;

  Properties properties_of(std::uint32_t slot) const;
  std::uint32_t after(std::uint32_t slot) const {  // the slot behind the last descendant
    if (is_collection(slots[slot].form())) return slots[slot + 1].b;
    const std::uint32_t next = slot + 1;
    return next < slots.size() && slots[next].form() == Form::extension ? next + 1 : next;
  }
  std::uint32_t parent(std::uint32_t slot) const;  // not while parsing
  Offset full_begin(std::uint32_t slot) const;
  bool fail(Range range, std::string message) {  // false: there are too many
    if (errors.size() >= kMaxErrors) return false;
    errors.push_back({range, std::move(message), false});
    return true;
  }
};

// Decodes a scalar: text is appended to `out`; with `spans`, so is the way back.
void decode(const Tree::Data& data, std::uint32_t slot, std::string& out, std::vector<SourceMap::Span>* spans);

// The two parsers fill slots, properties, comments and errors from data.text.
void parse_yaml(Tree::Data& data);
void parse_json(Tree::Data& data);

}  // namespace cribsheet::syntax
