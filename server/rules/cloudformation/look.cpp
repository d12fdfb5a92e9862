#include "rules/cloudformation/look.h"

namespace cribsheet::rules::cloudformation {
namespace {

using kinds::shape::Known;
constexpr std::size_t kMost = 64;

void settle(const View& view, Node written, const Assumptions& assumes, std::vector<Seen>& out, int depth);

// The branches of an If, each with what it assumes. False: it is no If that can be read.
bool branches(const View& view, const Intrinsic& function, const Assumptions& assumes, std::vector<Seen>& out, int depth) {
  const Node argument = function.argument.resolved();
  const Node condition = argument.is_sequence() ? argument.first_child() : Node{};
  if (!condition.is_scalar() || argument.child_count() != 3 || view.outline.condition(condition.text()) == nullptr) return false;
  Node branch = condition.next_sibling();
  for (const bool holds : {true, false}) {
    Assumptions within = assumes;
    within.push_back({condition.text(), holds});
    if (out.size() < kMost && view.resolver.possible(within)) settle(view, branch, within, out, depth + 1);
    branch = branch.next_sibling();
  }
  return true;
}

// What a node may be, as Seen values: through functions, branches and parameters.
void settle(const View& view, Node written, const Assumptions& assumes, std::vector<Seen>& out, int depth) {
  const Node node = written.resolved();
  if (const auto function = model::intrinsic(node); function && function->name == "Fn::If" && depth < 16 && branches(view, *function, assumes, out, depth))
    return;
  std::vector<kinds::shape::Value> values;
  if (!view.resolver.resolve(node, assumes, values)) {
    Seen seen;
    seen.known = node.is_missing() ? Known::absent : Known::value;
    seen.node = node;
    seen.place = node;
    seen.assumes = assumes;
    if (node.is_scalar()) {
      seen.text = std::string(node.text());
      seen.is_text = true;
    }
    out.push_back(std::move(seen));
    return;
  }
  for (kinds::shape::Value& value : values) {
    if (out.size() >= kMost) return;
    Seen seen;
    seen.known = value.known;
    seen.node = value.node ? value.node : node;
    seen.place = node;
    seen.via = std::move(value.via);
    seen.assumes = value.assumes.empty() ? assumes : value.assumes;
    if (value.known == Known::value && (value.computed || value.node.is_scalar())) {
      seen.is_text = true;
      seen.text = value.computed ? std::move(value.text) : std::string(value.node.text());
    }
    if (value.known == Known::value && !value.computed && seen.via.empty()) seen.place = value.node;
    out.push_back(std::move(seen));
  }
}

}  // namespace

std::vector<Seen> look(const View& view, Node from, std::span<const std::string_view> path, const Assumptions& assumes) {
  std::vector<Seen> at;
  settle(view, from, assumes, at, 0);
  for (const std::string_view step : path) {
    std::vector<Seen> next;
    for (const Seen& each : at) {
      if (next.size() >= kMost) break;
      if (each.known != Known::value) {
        next.push_back(each);
      } else if (step == "*") {
        if (!each.node.is_sequence()) {
          next.push_back(each);  // one where a list may stand
          continue;
        }
        for (const Node item : each.node.children()) {
          if (next.size() >= kMost) break;
          settle(view, item, each.assumes, next, 0);
        }
      } else if (const Node entry = each.node.find_entry(step)) {
        settle(view, entry.value(), each.assumes, next, 0);
      } else {
        Seen missing = each;
        missing.known = each.node.is_mapping() && !each.node.find_entry("Fn::Transform") ? Known::absent : Known::unknown;
        missing.place = each.place;
        missing.node = {};
        missing.is_text = false;
        missing.text.clear();
        next.push_back(std::move(missing));
      }
    }
    at = std::move(next);
  }
  return at;
}

std::string fixed_text(const View& view, Node from, std::initializer_list<std::string_view> path) {
  const std::vector<Seen> values = look(view, from, path);
  return values.size() == 1 && values[0].fixed() ? values[0].text : std::string();
}

bool may_have(const View& view, Node from, std::string_view key) {
  for (const Seen& seen : look(view, from, {key}))
    if (!seen.absent()) return true;
  return false;
}

Assumptions holding(const Resource& resource) {
  if (resource.condition.empty()) return {};
  return {{resource.condition, true}};
}

std::optional<Assumptions> together(const View& view, const Assumptions& a, const Assumptions& b) {
  Assumptions both = a;
  both.insert(both.end(), b.begin(), b.end());
  if (!view.resolver.possible(both)) return std::nullopt;
  return both;
}

const Resource* referred(const View& view, Node value) {
  const auto function = model::intrinsic(value.resolved());
  if (!function) return nullptr;
  if (function->name == "Ref" && function->argument.is_scalar()) return view.outline.resource(function->argument.text());
  if (function->name == "Fn::GetAtt")
    if (const auto use = kinds::cloudformation::attribute_use(*function)) return view.outline.resource(use->id);
  return nullptr;
}

Range range_of(const Seen& seen, Range otherwise) {
  const Range range = seen.place ? seen.place.range() : otherwise;
  return range.empty() ? otherwise : range;
}

}  // namespace cribsheet::rules::cloudformation
