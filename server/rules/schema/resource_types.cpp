// Types that AWS does not have, and resources without the Properties that their type needs.
#include <fmt/format.h>

#include "kinds/cloudformation/template.h"
#include "rules/nearest.h"
#include "rules/schema/walk.h"

namespace cribsheet::rules {
namespace {

using kinds::cloudformation::Resource;

bool is_registry_type(std::string_view type) { return type.starts_with("AWS::") && !type.ends_with("::MODULE") && type != "AWS::CDK::Metadata"; }

void unknown_type(const Input& input, Report& report, const Resource& resource) {
  Finding& finding = report.add("unknown-resource-type", resource.type_node.range(), {});
  finding.entity = resource.type;
  const auto near = input.pack.nearest_types(resource.type, 3);
  finding.message = fmt::format("There is no resource type {}{}", resource.type, did_you_mean(near));
  offer(finding, content(resource.type_node), near);
}

// A type that is a number, a list or made by a function.
void odd_type(Report& report, const Resource& resource, bool macros) {
  const syntax::Node entry = resource.body.find_entry("Type");
  const syntax::Node value = entry.value().resolved();
  if (!entry || macros || value.is_missing() || value.is_sequence()) return;
  const bool function = model::is_intrinsic(value);
  const bool number = value.is_scalar() && value.style() == syntax::Style::plain && value.tag().empty() &&
                      syntax::scalar_type(value) != syntax::ScalarType::string && syntax::scalar_type(value) != syntax::ScalarType::null;
  if (!function && !number) return;
  report
      .add("unknown-resource-type", value.range().empty() ? entry.key().range() : value.range(),
           function ? "A resource's type is written out; functions can't stand here" : fmt::format("There is no resource type {}", value.text()))
      .also = {"cfn-lint:E3001", "cfn-lint:E3006"};
}

void missing_properties(Report& report, const Resource& resource, const pack::ResourceType& type) {
  const auto required = type.shape().required();
  if (required.empty()) return;
  std::string names;
  for (const std::string_view name : required) names += (names.empty() ? "" : ", ") + std::string(name);
  Finding& finding = report.add("missing-property", resource.key.range(), fmt::format("Properties is missing; {} needs {}", type.name(), names));
  finding.entity = type.name();
}

}  // namespace

void check_resource_types(const Input& input, Report& report) {
  const auto* outline = kinds::cloudformation::outline(input.document);
  if (outline == nullptr) return;
  for (const Resource& resource : outline->resources) {
    odd_type(report, resource, outline->macros);
    if (resource.type.empty()) continue;
    const pack::ResourceType type = input.pack.resource_type(resource.type);
    if (!type && is_registry_type(resource.type) && input.pack.resource_type_count() > 0 && !outline->macros) unknown_type(input, report, resource);
    const bool seen = !resource.body.find_entry("Properties") && !resource.body.find_entry("Fn::Transform") && !resource.body.find_entry("<<");
    if (type && seen && resource.body.is_mapping()) missing_properties(report, resource, type);
  }
}

}  // namespace cribsheet::rules
