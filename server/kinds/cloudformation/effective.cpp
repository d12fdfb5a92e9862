#include "kinds/cloudformation/effective.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "kinds/cloudformation/serverless.h"

namespace cribsheet::kinds::cloudformation {
namespace {

using syntax::Node;
constexpr std::size_t kMostShown = 12, kLongest = 60;
constexpr std::string_view kPrefix = "AWS::Serverless::";

// A value as written, on one line.
std::string written(Node value) {
  const Range range = value.full_range();
  std::string_view text = value.tree()->text().substr(range.begin, range.size());
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.remove_suffix(1);
  const std::size_t line = text.find('\n');
  if (line == std::string_view::npos && text.size() <= kLongest && text.find('`') == std::string_view::npos) return fmt::format("`{}`", text);
  if (value.is_mapping() && !model::is_intrinsic(value))
    return value.child_count() == 1 ? fmt::format("the key `{}`", value.first_child().key().text()) : fmt::format("{} keys", value.child_count());
  if (value.is_sequence() && !model::is_intrinsic(value)) return fmt::format("a list of {}", value.child_count());
  std::size_t end = std::min({line, text.size(), kLongest});
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return fmt::format("`{}…`", text.substr(0, end));
}

bool plain_mapping(Node value) { return value.is_mapping() && !model::is_intrinsic(value); }
bool plain_list(Node value) { return value.is_sequence() && !model::is_intrinsic(value); }

// What Globals and a resource's own value come to.
std::string merged(Node global, Node own) {
  std::string out;
  std::size_t shown = 0;
  const auto add = [&](const std::string& line) {
    if (++shown <= kMostShown) out += line + "\n";
    if (shown == kMostShown + 1) out += "- …\n";
  };
  if (plain_mapping(global) && plain_mapping(own)) {
    out = "Merged with Globals:\n\n";
    for (const Node entry : global.children())
      if (!own.find_entry(entry.key().text())) add(fmt::format("- `{}`: {} (Globals)", entry.key().text(), written(entry.value().resolved())));
    for (const Node entry : own.children()) {
      const Node before = global.find_entry(entry.key().text());
      const Node there = before ? before.value().resolved() : Node(), here = entry.value().resolved();
      const bool both = (plain_mapping(there) && plain_mapping(here)) || (plain_list(there) && plain_list(here));
      add(fmt::format("- `{}`: {} (here{})", entry.key().text(), written(here),
                      !before ? ""
                      : both  ? ", merged with Globals"
                              : fmt::format(", instead of {}", written(there))));
    }
    return out;
  }
  if (plain_list(global) && plain_list(own)) {
    out = "Joined to the list of Globals:\n\n";
    for (const Node item : global.children()) add(fmt::format("- {} (Globals)", written(item.resolved())));
    for (const Node item : own.children()) add(fmt::format("- {} (here)", written(item.resolved())));
    return out;
  }
  return fmt::format("Globals say {}; the value here replaces it.\n", written(global));
}

// Where a key stands: below Globals.<type>, or below a resource's Properties.
struct Spot {
  std::vector<std::string_view> path;  // of keys, from the property on
  std::string_view section;            // of Globals; empty: in a resource
};
std::optional<Spot> spot_of(Node key) {
  Spot spot;
  std::vector<std::string_view> keys;
  for (Node at = key.parent(); at; at = at.parent()) {
    if (at.is_sequence()) return std::nullopt;
    if (at.kind() == syntax::NodeKind::entry) keys.push_back(at.key().text());
  }
  std::reverse(keys.begin(), keys.end());
  if (keys.size() >= 3 && keys[0] == "Globals") {
    spot.section = keys[1];
    spot.path.assign(keys.begin() + 2, keys.end());
    return spot;
  }
  if (keys.size() < 4 || keys[0] != "Resources" || keys[2] != "Properties") return std::nullopt;
  spot.path.assign(keys.begin() + 3, keys.end());
  return spot;
}

Node follow(Node from, const std::vector<std::string_view>& path) {
  Node at = from.resolved();
  for (const std::string_view key : path) {
    if (!plain_mapping(at)) return {};
    at = at.find(key).resolved();
  }
  return at;
}

bool hides(Node from, const std::vector<std::string_view>& path) {
  Node at = from.resolved();
  for (const std::string_view key : path) {
    if (model::is_intrinsic(at)) return true;
    if (!at.is_mapping()) return static_cast<bool>(at);
    at = at.find(key).resolved();
  }
  return false;
}

// What each resource of a section's type has of the property.
std::string everywhere(const Template& outline, const Spot& spot, Node global) {
  std::string out;
  std::size_t shown = 0;
  for (const Resource& resource : outline.resources) {
    if (!is_serverless(resource, spot.section)) continue;
    if (++shown > kMostShown) return out + "- …\n";
    const Node own = follow(resource.properties, spot.path);
    if (ignores_globals(resource, spot.path.front())) out += fmt::format("- `{}` ignores it\n", resource.id);
    else if (own && ((plain_mapping(own) && plain_mapping(global)) || (plain_list(own) && plain_list(global))))
      out += fmt::format("- `{}`: both together\n", resource.id);
    else if (own) out += fmt::format("- `{}`: {}, its own\n", resource.id, written(own));
    else if (hides(resource.properties, spot.path)) out += fmt::format("- `{}`: its own\n", resource.id);
    else out += fmt::format("- `{}`: {}\n", resource.id, written(global));
  }
  for (const Made& made : made_by_sam(outline))
    if ((spot.section == "Api" && made.id == "ServerlessRestApi") || (spot.section == "HttpApi" && made.id == "ServerlessHttpApi"))
      out += fmt::format("- `{}`, made by SAM: {}\n", made.id, written(global));
  return out.empty() ? fmt::format("No {}{} of this template takes it.\n", kPrefix, spot.section) : "What it comes to:\n\n" + out;
}

}  // namespace

std::optional<Explanation> effective_hover(const Template& outline, const Cursor& cursor) {
  if (!cursor.on_key || !cursor.node.is_scalar() || !outline.sam) return std::nullopt;
  const auto spot = spot_of(cursor.node);
  if (!spot) return std::nullopt;
  Explanation said;
  said.entity = cursor.place.entity;
  said.range = cursor.node.range();
  if (!spot->section.empty()) {
    if (const Node global = cursor.node.parent().value().resolved(); !global.is_missing()) said.sections.push_back(everywhere(outline, *spot, global));
    return said.sections.empty() ? std::nullopt : std::optional(std::move(said));
  }
  const Resource* resource = outline.resource_of(cursor.node);
  if (resource == nullptr || ignores_globals(*resource, spot->path.front())) return std::nullopt;
  const Node global = follow(globals(outline, resource->type), spot->path);
  if (!global || global.is_missing()) return std::nullopt;
  said.sections.push_back(merged(global, cursor.node.parent().value().resolved()));
  return said;
}

std::string taken_from_globals(const Template& outline, const Resource& resource) {
  const Node section = globals(outline, resource.type);
  if (!plain_mapping(section)) return {};
  std::string out;
  std::size_t shown = 0;
  for (const Node entry : section.children()) {
    const std::string_view name = entry.key().text();
    if (ignores_globals(resource, name)) continue;
    const Node global = entry.value().resolved(), own = resource.properties.is_mapping() ? resource.properties.find(name).resolved() : Node();
    const bool both = (plain_mapping(own) && plain_mapping(global)) || (plain_list(own) && plain_list(global));
    if (own && !both) continue;
    if (++shown > kMostShown) return out + "- …\n";
    if (out.empty()) out = "From Globals:\n\n";
    out += fmt::format("- `{}`: {}{}\n", name, written(global), both ? ", merged with its own" : "");
  }
  return out;
}

}  // namespace cribsheet::kinds::cloudformation
