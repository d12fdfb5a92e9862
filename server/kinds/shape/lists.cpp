// Lists: items, how many, and that they differ.
#include <algorithm>
#include <functional>
#include <unordered_map>

#include <fmt/format.h>

#include "kinds/shape/walker.h"
#include "model/edits.h"

namespace cribsheet::kinds::shape {
namespace {

constexpr int kDeepest = 40;

void mix(std::size_t& hash, std::size_t value) { hash ^= value + 0x9e3779b97f4a7c15ULL + (hash << 6) + (hash >> 2); }

// Equal for values that are written the same, whatever their layout; the order of keys counts, which only misses duplicates.
std::size_t fingerprint(syntax::Node node, int depth = 0) {
  node = node.resolved();
  std::size_t hash = static_cast<std::size_t>(node.kind());
  if (depth > kDeepest) return node.id();
  mix(hash, std::hash<std::string_view>{}(node.tag()));
  if (node.is_scalar()) mix(hash, std::hash<std::string_view>{}(node.text()));
  for (const syntax::Node child : node.children()) mix(hash, fingerprint(child, depth + 1));
  return hash;
}

bool same(syntax::Node a, syntax::Node b, int depth = 0) {
  a = a.resolved();
  b = b.resolved();
  if (a.kind() != b.kind() || a.tag() != b.tag() || depth > kDeepest) return false;
  if (a.is_scalar()) return a.text() == b.text();
  syntax::Node x = a.first_child(), y = b.first_child();
  for (; x && y; x = x.next_sibling(), y = y.next_sibling())
    if (!same(x, y, depth + 1)) return false;
  return !x && !y;
}

}  // namespace

Truth Walker::check_list(const Datum& datum, const pack::Shape& shape, const Frame& frame) {
  Truth truth = Truth::yes;
  const auto more = [&](Truth next) { truth = both(truth, next); };
  const pack::Shape items = shape.items(), contains = shape.contains();
  const auto prefix = shape.prefix_items();
  const auto least = shape.min_items(), most = shape.max_items();
  std::size_t sure = 0, perhaps = 0, index = 0, contained = 0, may_contain = 0;
  std::vector<Value> values;
  for (const syntax::Node item : datum.node.children()) {
    values.clear();
    Truth present = Truth::yes;
    if ((least || most) && options_.intrinsics && may_be_resolved(item.resolved()) && resolver_.resolve(item.resolved(), assumed_, values)) {
      const auto absent = std::count_if(values.begin(), values.end(), [](const Value& value) { return value.known == Known::absent; });
      if (absent > 0) present = static_cast<std::size_t>(absent) == values.size() ? Truth::no : Truth::maybe;
    }
    sure += present == Truth::yes;
    perhaps += present == Truth::maybe;
    Frame inner{&frame, {}, {}, {}};
    if (index < prefix.size()) more(check(item, prefix[index], inner));  // said of this item beside what is said of all
    if (items) {
      inner.entity = items.entity();
      more(check(item, items, inner));
    }
    if (contains) {
      ++silent_;
      const Truth fits = check(item, contains, inner);
      --silent_;
      contained += fits == Truth::yes;
      may_contain += fits == Truth::maybe;
    }
    ++index;
    if (truth == Truth::no && !reporting()) return truth;
  }
  if (contains && contained == 0) {
    if (may_contain > 0) more(Truth::maybe);
    else
      more(violate(datum, shape, frame,
                   {"no-alternative-fits", parent_range(datum, frame), fmt::format("{} lacks an item that it must have", subject(frame)), {}, {}}));
  }
  if (least && sure + perhaps < *least)
    more(violate(datum, shape, frame,
                 {"wrong-item-count",
                  parent_range(datum, frame),
                  fmt::format("{} has {} item{}; it needs at least {}", subject(frame), sure, sure == 1 ? "" : "s", *least),
                  {},
                  {}}));
  else if (most && sure > *most)
    more(violate(datum, shape, frame,
                 {"wrong-item-count", parent_range(datum, frame), fmt::format("{} has {} items; it takes at most {}", subject(frame), sure, *most), {}, {}}));
  else if (perhaps > 0) more(Truth::maybe);
  more(check_unique(datum, shape, frame));
  return truth;
}

Truth Walker::check_unique(const Datum& datum, const pack::Shape& shape, const Frame& frame) {
  const auto keys = shape.unique_keys();
  if (!shape.unique_items() && keys.empty()) return Truth::yes;
  Truth truth = Truth::yes;
  std::unordered_map<std::size_t, syntax::Node> seen;
  const Range list = frame.key.is_scalar() && !datum.at ? frame.key.range() : range_of(datum, frame);
  for (const syntax::Node item : datum.node.children()) {
    std::size_t hash = 0;
    if (keys.empty()) {
      hash = fingerprint(item);
    } else {
      bool complete = item.resolved().is_mapping();
      for (const std::string_view key : keys) {
        const syntax::Node value = item.resolved().find(key).resolved();
        complete = complete && value.is_scalar();
        if (complete) mix(hash, fingerprint(value));
      }
      if (!complete) continue;
    }
    const auto placed = seen.try_emplace(hash, item);
    const auto other = placed.first;
    if (placed.second) continue;
    const auto equal_keys = [&] {
      return std::all_of(keys.begin(), keys.end(), [&](std::string_view key) { return same(item.resolved().find(key), other->second.resolved().find(key)); });
    };
    if (keys.empty() ? !same(item, other->second) : !equal_keys()) continue;
    const std::string which = item.resolved().is_scalar() ? quoted(item.resolved().text()) : std::string("the same item");
    std::string message = keys.empty() ? fmt::format("{} has {} more than once; each item may stand there only once", subject(frame), which)
                                       : fmt::format("{} has two items with the same {}", subject(frame), listed({keys.begin(), keys.end()}, "and"));
    truth = both(truth, violate(datum, shape, frame,
                                {"duplicate-items", list, std::move(message), {}, {}, false, {{"Remove the second of them", {model::removal(item)}}}}));
    if (!reporting()) return truth;
  }
  return truth;
}

}  // namespace cribsheet::kinds::shape
