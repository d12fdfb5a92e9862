#include "rules/sam/globals.h"

#include <algorithm>

#include "kinds/cloudformation/serverless.h"

namespace cribsheet::rules::sam {
namespace {

using kinds::cloudformation::Resource;
using kinds::cloudformation::Template;
using syntax::Node;

// The keys that lead to the place of a finding, which is a key itself.
std::vector<std::string_view> way_to(Node at) {
  std::vector<std::string_view> keys;
  for (; at; at = at.parent())
    if (at.kind() == syntax::NodeKind::entry) keys.push_back(at.key().text());
  std::reverse(keys.begin(), keys.end());
  return keys;
}

// Whether the mapping at the path below `from` has the key.
bool gives(Node from, std::vector<std::string_view>::const_iterator path, std::vector<std::string_view>::const_iterator end, std::string_view key) {
  Node at = from.resolved();
  for (; path != end; ++path) {
    if (!at.is_mapping() || model::is_intrinsic(at)) return false;
    at = at.find(*path).resolved();
  }
  return at.is_mapping() && at.find_entry(key);
}

bool completed(const Input& input, const Template& outline, const Finding& finding) {
  constexpr std::string_view kMissing = " is missing";
  const std::size_t end = finding.message.find(kMissing);
  if (end == std::string::npos) return false;
  const std::string_view key = std::string_view(finding.message).substr(0, end);
  const auto way = way_to(input.document.tree->node_at(finding.range.begin));
  if (way.size() >= 2 && way[0] == "Globals") {
    const auto one = [&](const Resource& resource) {
      return kinds::cloudformation::is_serverless(resource, way[1]) && gives(resource.properties, way.begin() + 2, way.end(), key);
    };
    return std::any_of(outline.resources.begin(), outline.resources.end(), one);
  }
  const Resource* resource = way.size() >= 2 && way[0] == "Resources" ? outline.resource(way[1]) : nullptr;
  if (resource == nullptr) return false;
  const Node section = kinds::cloudformation::globals(outline, resource->type);
  const auto given = [&](std::string_view name, std::vector<std::string_view>::const_iterator from) {
    const std::string_view first = from == way.end() ? name : *from;
    return !kinds::cloudformation::ignores_globals(*resource, first) && gives(section, from, way.end(), name);
  };
  if (key != "Properties" || way.size() > 2) return way.size() >= 3 && way[2] == "Properties" && given(key, way.begin() + 3);
  const auto required = input.pack.resource_type(resource->type).shape().required();
  return std::all_of(required.begin(), required.end(), [&](std::string_view name) { return given(name, way.end()); });
}

}  // namespace

void drop_completed(const Input& input, std::vector<Finding>& findings) {
  const auto* outline = kinds::cloudformation::outline(input.document);
  if (outline == nullptr || !outline->sam || input.document.top || !outline->root.find_entry("Globals")) return;
  std::erase_if(findings, [&](const Finding& finding) {
    return finding.rule == "missing-property" && finding.entity.starts_with("AWS::Serverless::") && completed(input, *outline, finding);
  });
}

}  // namespace cribsheet::rules::sam
