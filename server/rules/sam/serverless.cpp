#include "rules/sam/serverless.h"

#include <fmt/format.h>

namespace cribsheet::rules::sam {

bool has(const View& view, const Resource& resource, std::string_view name) {
  if (model::is_intrinsic(resource.properties)) return true;
  return static_cast<bool>(property(view, resource, {name}));
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

bool written_by_sam(const View& view, const Resource* api) {
  if (api == nullptr || (!property(view, *api, {"DefinitionBody"}) && !property(view, *api, {"DefinitionUri"}))) return true;
  return text(property(view, *api, {"MergeDefinitions"})) == "true";
}

Range place(Node value) {
  if (!value.is_missing() && !value.full_range().empty()) {
    if (value.is_scalar()) return value.full_range();
  }
  const Node parent = value.parent();
  return parent.kind() == syntax::NodeKind::entry ? parent.key().range() : value.full_range();
}

void check_s3_address(Node value, std::string_view name, std::string_view rule, Report& report) {
  std::string_view address = text(value);
  if (!address.starts_with("s3://")) return;
  address.remove_prefix(5);
  const std::size_t slash = address.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == address.size())
    report.add(rule, place(value), fmt::format("{} is {}; an address in S3 is s3://bucket/key", name, text(value)));
}

}  // namespace cribsheet::rules::sam
