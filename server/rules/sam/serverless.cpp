#include "rules/sam/serverless.h"

namespace cribsheet::rules::sam {
namespace {

constexpr std::string_view kPrefix = "AWS::Serverless::";

bool ignores_globals(const Resource& resource, std::string_view name) {
  const Node ignored = resource.body.find("IgnoreGlobals").resolved();
  if (ignored.is("*")) return true;
  if (!ignored.is_sequence()) return false;
  for (const Node item : ignored.children())
    if (item.is(name)) return true;
  return false;
}

}  // namespace

bool unknown(Node value) {
  if (model::is_intrinsic(value)) return true;
  return value.is_scalar() && value.text().find("{{resolve:") != std::string_view::npos;
}

Node below(Node from, std::initializer_list<std::string_view> path) {
  Node at = from.resolved();
  for (const std::string_view key : path) {
    if (!at.is_mapping() || model::is_intrinsic(at)) return {};
    at = at.find(key).resolved();
  }
  return at;
}

Node globals(const View& view, std::string_view type) {
  if (!type.starts_with(kPrefix)) return {};
  return below(view.outline.root, {"Globals", type.substr(kPrefix.size())});
}

Node property(const View& view, const Resource& resource, std::initializer_list<std::string_view> path) {
  if (const Node own = below(resource.properties, path)) return own;
  // A part behind a function hides what Globals would add to it.
  if (path.size() > 0 && ignores_globals(resource, *path.begin())) return {};
  if (path.size() > 1 && unknown(below(resource.properties, {*path.begin()}))) return {};
  return below(globals(view, resource.type), path);
}

bool has(const View& view, const Resource& resource, std::string_view name) {
  if (model::is_intrinsic(resource.properties)) return true;
  return static_cast<bool>(property(view, resource, {name}));
}

std::string_view text(Node value) {
  return value.is_scalar() && !unknown(value) ? value.text() : std::string_view();
}

std::vector<Event> events(const Resource& resource) {
  std::vector<Event> list;
  const Node all = below(resource.properties, {"Events"});
  if (!all.is_mapping() || model::is_intrinsic(all)) return list;
  for (const Node entry : all.children()) {
    const Node body = entry.value().resolved();
    if (!body.is_mapping() || model::is_intrinsic(body)) continue;
    list.push_back({&resource, entry.key().text(), text(body.find("Type").resolved()), entry, entry.key(), below(body, {"Properties"})});
  }
  return list;
}

std::vector<Event> events(const View& view) {
  std::vector<Event> list;
  for (const Resource& resource : view.outline.resources) {
    if (!is(resource, "Function") && !is(resource, "StateMachine")) continue;
    for (Event& event : events(resource)) list.push_back(event);
  }
  return list;
}

std::string_view api_key(std::string_view event_type) {
  if (event_type == "Api") return "RestApiId";
  return event_type == "HttpApi" ? "ApiId" : std::string_view();
}

const Resource* api_of(const View& view, const Event& event) {
  const std::string_view key = api_key(event.type);
  if (key.empty()) return nullptr;
  Node id = event.properties.is_mapping() ? event.properties.find(key).resolved() : Node();
  if (!id) return nullptr;
  if (const auto reference = model::intrinsic(id); reference && reference->name == "Ref") {
    const Node name = reference->argument.resolved();
    return name.is_scalar() ? view.outline.resource(name.text()) : nullptr;
  }
  return id.is_scalar() && !unknown(id) ? view.outline.resource(id.text()) : nullptr;
}

bool implicit_api(const Event& event) {
  const std::string_view key = api_key(event.type);
  return !key.empty() && event.properties.is_mapping() && !event.properties.find(key);
}

bool is(const Resource& resource, std::string_view serverless) {
  return resource.type.starts_with(kPrefix) && resource.type.substr(kPrefix.size()) == serverless;
}

Range place(Node value) {
  if (!value.is_missing() && !value.full_range().empty()) {
    if (value.is_scalar()) return value.full_range();
  }
  const Node parent = value.parent();
  return parent.kind() == syntax::NodeKind::entry ? parent.key().range() : value.full_range();
}

}  // namespace cribsheet::rules::sam
