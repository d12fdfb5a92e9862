#include "rules/cloudformation/view.h"

#include <algorithm>

namespace cribsheet::rules::cloudformation {
namespace {

constexpr int kMaxDepth = 200;

Section section_of(std::string_view key) {
  if (key == "Resources") return Section::resources;
  if (key == "Outputs") return Section::outputs;
  if (key == "Conditions") return Section::conditions;
  if (key == "Rules") return Section::rules;
  if (key == "Parameters") return Section::parameters;
  if (key == "Mappings") return Section::mappings;
  if (key == "Metadata") return Section::metadata;
  if (key == "Transform") return Section::transform;
  if (key == "Globals") return Section::globals;
  return Section::none;
}

// An entry of Resources and the calls in it, by index.
struct Member {
  Node entry;
  std::size_t first_call, behind_call;
};

class Collector {
 public:
  std::vector<Node> odd_tags;
  std::vector<Member> resources;
  explicit Collector(const Template& outline) : outline_(outline) {}

  std::vector<Call> collect() {
    if (!outline_.root.is_mapping()) return {};
    for (const Node entry : outline_.root.children()) {
      Call here;
      here.section = section_of(entry.key().text());
      if (here.section == Section::metadata || here.section == Section::none) continue;
      const Node value = entry.value().resolved();
      if (here.section == Section::resources || here.section == Section::outputs) members(value, here, 0);
      else walk(value, here, 0);
    }
    return std::move(calls_);
  }

 private:
  // Resources or Outputs: each member has attributes, and may have a condition. Loops hold members of their own.
  void members(Node section, const Call& place, int depth) {
    if (!section.is_mapping() || depth > kMaxDepth) return;
    for (const Node entry : section.children()) {
      const std::size_t first = calls_.size();
      member(section, entry, place, depth);
      if (place.section == Section::resources && depth == 0) resources.push_back({entry, first, calls_.size()});
    }
  }

  void member(Node section, Node entry, const Call& place, int depth) {
    const Node value = entry.value().resolved();
    const std::string_view name = entry.key().text();
    Call here = place;
    if (name.starts_with("Fn::ForEach::")) {
      loop(entry, here, depth, true);
      return;
    }
    if (name.starts_with("Fn::")) {
      walk(section, here, depth);
      return;
    }
    if (!value.is_mapping()) {
      walk(value, here, depth + 1);
      return;
    }
    if (place.section == Section::resources) here.resource = outline_.resource_of(entry.key());
    if (const Node condition = value.find("Condition"); condition.is_scalar()) here.assumes.push_back({condition.text(), true});
    for (const Node attribute : value.children()) {
      here.attribute = attribute.key().text();
      walk(attribute.value(), here, depth + 1);
    }
  }

  // {"Fn::ForEach::Name": [variable, collection, {body}]}: an entry of a mapping, beside others.
  void loop(Node entry, Call place, int depth, bool holds_members) {
    Call call = place;
    call.function.name = "Fn::ForEach";
    call.function.node = entry;
    call.function.argument = entry.value().resolved();
    call.function.name_range = entry.key().range();
    const auto index = static_cast<std::int32_t>(calls_.size());
    calls_.push_back(call);
    if (!call.function.argument.is_sequence()) return;
    std::int32_t position = 0;
    for (const Node item : call.function.argument.children()) {
      if (position == 2) {
        place.loop = index;
        place.parent = -1;
        if (holds_members) members(item.resolved(), place, depth + 1);
        else walk(item, place, depth + 1);
      } else {
        Call inner = place;
        inner.parent = index;
        inner.position = position;
        inner.direct = true;
        walk(item, inner, depth + 1);
      }
      ++position;
    }
  }

  static bool counts(const Intrinsic& function, const Call& place) {
    // `Condition: x` is a function only where conditions are put together; elsewhere it is a key like any other.
    if (function.name != "Condition") return true;
    return place.section == Section::conditions || place.section == Section::rules || function.short_form || place.parent >= 0;
  }

  void walk(Node written, const Call& place, int depth) {
    if (depth > kMaxDepth) return;
    const Node node = written.resolved();
    if (node != written && node.range().contains(written.range())) return;  // an alias of what holds it
    if (node != written && ++aliases_ > 2000) return;                       // aliases of aliases of aliases
    if (const auto function = model::intrinsic(node); function && counts(*function, place)) {
      if (function->name.starts_with("Fn::ForEach") && !function->short_form) {
        loop(node.first_child(), place, depth, false);
        return;
      }
      call(*function, place, depth);
      return;
    }
    if (node == written && node.tag().starts_with('!') && !node.tag().starts_with("!!") && !node.tag().starts_with("!<") && !model::is_intrinsic(node))
      odd_tags.push_back(node);
    if (node.is_mapping()) {
      Call inner = place;
      inner.direct = false;
      for (const Node entry : node.children()) {
        if (entry.key().text().starts_with("Fn::ForEach::")) loop(entry, inner, depth, false);
        else walk(entry.value(), inner, depth + 1);
      }
    } else if (node.is_sequence()) {
      for (const Node item : node.children()) walk(item, place, depth + 1);
    }
  }

  void call(const Intrinsic& function, const Call& place, int depth) {
    Call call = place;
    call.function = function;
    const auto index = static_cast<std::int32_t>(calls_.size());
    calls_.push_back(call);
    Call inner = place;
    inner.parent = index;
    inner.direct = true;
    inner.position = -1;
    const Node argument = function.short_form ? function.argument : function.argument.resolved();
    if (argument.is_sequence()) {
      const Node condition = argument.first_child();
      std::int32_t position = 0;
      for (const Node item : argument.children()) {
        inner.position = position;
        inner.assumes = place.assumes;
        if (function.name == "Fn::If" && position > 0 && condition.is_scalar()) inner.assumes.push_back({condition.text(), position == 1});
        walk(item, inner, depth + 1);
        ++position;
      }
    } else if (argument.is_mapping()) {
      // The argument of a short form is the tagged node itself: look inside it.
      if (!function.short_form) {
        walk(argument, inner, depth + 1);
      } else if (const auto below = argument_function(function)) {
        this->call(*below, inner, depth + 1);
      } else {
        inner.direct = false;
        for (const Node entry : argument.children()) walk(entry.value(), inner, depth + 1);
      }
    } else if (!function.short_form) {
      walk(argument, inner, depth + 1);
    }
  }

  const Template& outline_;
  std::vector<Call> calls_;
  std::uint32_t aliases_ = 0;
};

// Resources by themselves, and what stands before, between and behind them. One part for all where resources don't follow one another.
std::vector<Part> parts_of(const View& view, const std::vector<Member>& members) {
  const std::span<const Call> calls(view.calls);
  const std::span<const Resource> resources(view.outline.resources);
  const std::uint32_t begin = view.outline.root.id(), end = view.input.document.tree->node_count();
  const auto earlier = [](const auto& a, const auto& b) { return a.entry.id() < b.entry.id(); };
  if (!std::is_sorted(members.begin(), members.end(), earlier) || !std::is_sorted(resources.begin(), resources.end(), earlier))
    return {{{}, calls, resources, begin, end}};
  std::vector<Part> parts;
  std::size_t call = 0, resource = 0;
  std::uint32_t node = begin;
  const auto add = [&](Node key, std::size_t behind_call, std::uint32_t behind_node) {
    const std::size_t first = resource;
    while (resource < resources.size() && (behind_node == end || resources[resource].entry.id() < behind_node)) ++resource;
    parts.push_back({key, calls.subspan(call, behind_call - call), resources.subspan(first, resource - first), node, behind_node});
    call = behind_call;
    node = behind_node;
  };
  for (std::size_t i = 0; i < members.size(); ++i) {
    const Node entry = members[i].entry;
    if (entry.id() > node || members[i].first_call > call) add({}, members[i].first_call, entry.id());
    const Node next = entry.next_sibling() ? entry.next_sibling() : entry.parent().parent().next_sibling();
    add(entry.key(), members[i].behind_call, next ? next.id() : end);
  }
  if (node < end || call < calls.size()) add({}, calls.size(), end);
  return parts;
}

}  // namespace

View make_view(const Input& input, const Template& outline, const kinds::cloudformation::TemplateResolver& resolver) {
  Collector collector(outline);
  View view{input, outline, resolver, collector.collect(), {}, {}, {}};
  view.odd_tags = std::move(collector.odd_tags);
  view.parts = parts_of(view, collector.resources);
  for (std::uint32_t i = 0; i < view.calls.size(); ++i) view.by_node.emplace(view.calls[i].function.node.id(), i);
  return view;
}

std::string_view code_of(std::string_view function) {
  struct Code {
    std::string_view function, code;
  };
  constexpr Code kCodes[] = {
      {"Ref", "E1020"},        {"Fn::GetAtt", "E1010"}, {"Fn::Join", "E1022"}, {"Fn::Sub", "E1019"},         {"Fn::Base64", "E1021"},
      {"Fn::GetAZs", "E1015"}, {"Fn::Split", "E1018"},  {"Fn::Cidr", "E1024"}, {"Fn::ImportValue", "E1016"}, {"Fn::ToJsonString", "E1031"},
      {"Fn::Length", "E1030"}, {"Fn::Select", "E1017"}, {"Fn::If", "E1028"},   {"Fn::FindInMap", "E1011"},   {"Fn::GetStackOutput", "E1033"},
      {"Fn::Equals", "E8003"}, {"Fn::And", "E8004"},    {"Fn::Not", "E8005"},  {"Fn::Or", "E8006"},          {"Condition", "E8007"},
      {"Fn::ForEach", "E1032"}};
  for (const Code& each : kCodes)
    if (each.function == function) return each.code;
  return {};
}

// cfn-lint checks Tags as a whole, the functions in them too.
bool in_tags(Node node) {
  for (Node at = node.parent(); at; at = at.parent())
    if (at.kind() == syntax::NodeKind::entry && at.key().is("Tags")) return true;
  return false;
}

std::vector<std::string> codes_around(const View& view, const Call& call, std::string_view own) {
  std::vector<std::string> codes{"cfn-lint:" + std::string(own)};
  const auto add = [&](std::string_view code) {
    std::string whole = "cfn-lint:" + std::string(code);
    if (!code.empty() && std::find(codes.begin(), codes.end(), whole) == codes.end()) codes.push_back(std::move(whole));
  };
  add(code_of(call.function.name));
  for (std::int32_t at = call.parent; at >= 0; at = view.calls[static_cast<std::size_t>(at)].parent)
    add(code_of(view.calls[static_cast<std::size_t>(at)].function.name));
  if (call.section == Section::outputs && call.attribute == "Value") add("E6101");
  if (call.attribute == "Properties" && in_tags(call.function.node)) add("E3024");
  return codes;
}

std::optional<Intrinsic> argument_function(const Intrinsic& function) {
  if (!function.short_form) return model::intrinsic(function.argument.resolved());
  if (!function.argument.is_mapping() || function.argument.child_count() != 1) return std::nullopt;
  const Node entry = function.argument.first_child();
  const auto& names = model::intrinsic_names();
  const auto name = std::find(names.begin(), names.end(), entry.key().text());
  if (name == names.end()) return std::nullopt;
  Intrinsic inner;
  inner.name = *name;
  inner.node = function.argument;
  inner.argument = entry.value();
  inner.name_range = entry.key().range();
  return inner;
}

const Call* View::call_at(Node node) const {
  const auto found = by_node.find(node.id());
  return found == by_node.end() ? nullptr : &calls[found->second];
}

bool View::loop_variable(const Call& call, std::string_view name) const {
  for (std::int32_t at = call.is("Fn::ForEach") ? static_cast<std::int32_t>(&call - calls.data()) : call.loop; at >= 0;
       at = calls[static_cast<std::size_t>(at)].loop) {
    const Node variable = calls[static_cast<std::size_t>(at)].function.argument.first_child();
    if (variable.is(name)) return true;
  }
  return false;
}

std::vector<const Resource*> View::of_type(std::string_view type) const {
  std::vector<const Resource*> found;
  for (const Resource& resource : outline.resources)
    if (resource.type == type) found.push_back(&resource);
  return found;
}

}  // namespace cribsheet::rules::cloudformation
