// Reading properties as they may be at run time: through Fn::If, with what each value assumes.
#pragma once
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/cloudformation/view.h"

namespace cribsheet::rules::cloudformation {

struct Seen {
  kinds::shape::Known known = kinds::shape::Known::unknown;
  Node node;         // the value; a default node where absent
  Node place;        // what to point at: the value as written, or what lacks it
  std::string text;  // where it is text: written or worked out
  bool is_text = false;
  std::string via;  // how it came about ("the default of parameter Size"); empty: written
  Assumptions assumes;

  bool absent() const { return known == kinds::shape::Known::absent; }
  bool is(std::string_view wanted) const { return is_text && text == wanted; }
  bool fixed() const { return is_text && via.empty(); }  // text, and no parameter decides it
};

// Every value that may stand at the path of keys; "*" stands for every item of a list. At most 64.
std::vector<Seen> look(const View& view, Node from, std::span<const std::string_view> path, const Assumptions& assumes = {});
inline std::vector<Seen> look(const View& view, Node from, std::initializer_list<std::string_view> path, const Assumptions& assumes = {}) {
  return look(view, from, std::span(path.begin(), path.size()), assumes);
}
// The text at the path, where there is one and only one and no parameter decides it.
std::string fixed_text(const View& view, Node from, std::initializer_list<std::string_view> path);
// Whether the key is there, or may be.
bool may_have(const View& view, Node from, std::string_view key);
// What holds for a resource: its condition.
Assumptions holding(const Resource& resource);
// Both together; nothing where they can't be.
std::optional<Assumptions> together(const View& view, const Assumptions& a, const Assumptions& b);
// The resource of the template that a value refers to by Ref or GetAtt; null: none, or unknown.
const Resource* referred(const View& view, Node value);
Range range_of(const Seen& seen, Range otherwise);

}  // namespace cribsheet::rules::cloudformation
