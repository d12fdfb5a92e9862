// What a tree holds beside its slots (slot.h). Private to syntax/.
#pragma once
#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "syntax/tree.h"

namespace cribsheet::syntax {

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
  std::vector<Property> properties;                              // by slot
  std::vector<std::pair<std::uint32_t, std::uint32_t>> indents;  // by slot: parent's indent + 1 of block scalars with an explicit one
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
