// Appends nodes to a tree that is being parsed. Private to syntax/.
#pragma once
#include "syntax/data.h"

namespace cribsheet::syntax {

class Builder {
 public:
  explicit Builder(Tree::Data& data) : data_(data) {}

  std::uint32_t open(Form form, Offset begin, std::uint32_t parent, std::uint32_t marks = 0) {
    const auto slot = size();
    data_.slots.push_back(Slot::node(form, begin, begin, marks));
    data_.slots.push_back(Slot::extension(parent, 0));
    leaves_ = 0;
    return slot;
  }
  void close(std::uint32_t slot, Offset end) {
    data_.slots[slot].set_end(end < data_.slots[slot].begin() ? data_.slots[slot].begin() : end);
    data_.slots[slot + 1].b = size();
  }
  std::uint32_t leaf(Form form, Offset begin, Offset end, std::uint32_t parent, std::uint32_t marks = 0) {
    const auto slot = size();
    data_.slots.push_back(Slot::node(form, begin, end, marks));
    if (++leaves_ == 32) {
      data_.slots.push_back(Slot::extension(parent, 0));
      leaves_ = 0;
    }
    return slot;
  }
  void mark(std::uint32_t slot, std::uint32_t marks) { data_.slots[slot].b |= marks; }
  void attach(std::uint32_t slot, Properties properties);
  // Puts a mapping above the finished node in `slot`, its last sibling so far. The mapping gets the node's place and is
  // left open.
  void wrap(std::uint32_t slot, Form form, std::uint32_t parent);
  std::uint32_t size() const { return static_cast<std::uint32_t>(data_.slots.size()); }

 private:
  Tree::Data& data_;
  int leaves_ = 0;  // since the last extension
};

}  // namespace cribsheet::syntax
