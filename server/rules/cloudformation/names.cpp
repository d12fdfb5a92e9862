#include "rules/cloudformation/names.h"

#include <algorithm>

namespace cribsheet::rules::cloudformation {
namespace {

// Resources that the serverless transform makes without an owner's id in front.
constexpr std::string_view kServerlessMade[] = {"ServerlessRestApi",     "ServerlessHttpApi",    "ServerlessDeploymentApplication",
                                                "CodeDeployServiceRole", "ServerlessApiKey",     "ServerlessUsagePlan",
                                                "RecordSetGroup",        "ApiGatewayDomainName", "DomainNameAccessAssociation"};

template <class List>
std::vector<std::string_view> ids(const List& list) {
  std::vector<std::string_view> names;
  names.reserve(list.size());
  for (const auto& each : list) names.push_back(each.id);
  return names;
}

}  // namespace

bool is_pseudo_parameter(std::string_view name) {
  const auto& names = kinds::cloudformation::pseudo_parameters();
  return name == "AWS::NoValue" || std::find(names.begin(), names.end(), name) != names.end();
}

bool is_module(std::string_view type) { return type.ends_with("::MODULE"); }
bool is_custom(std::string_view type) { return type.starts_with("Custom::") || type == "AWS::CloudFormation::CustomResource"; }

bool may_be_made(const Template& outline, std::string_view name) {
  if (outline.open_resources || outline.macros) return true;
  for (const Resource& resource : outline.resources) {
    const bool maker = is_module(resource.type) || (outline.sam && resource.type.starts_with("AWS::Serverless::"));
    if (maker && name.size() > resource.id.size() && name.starts_with(resource.id)) return true;
  }
  return outline.sam && std::any_of(std::begin(kServerlessMade), std::end(kServerlessMade), [&](std::string_view made) { return name.starts_with(made); });
}

std::vector<std::string_view> resource_names(const Template& outline) { return ids(outline.resources); }
std::vector<std::string_view> parameter_names(const Template& outline) { return ids(outline.parameters); }
std::vector<std::string_view> condition_names(const Template& outline) { return ids(outline.conditions); }
std::vector<std::string_view> mapping_names(const Template& outline) { return ids(outline.mappings); }

}  // namespace cribsheet::rules::cloudformation
