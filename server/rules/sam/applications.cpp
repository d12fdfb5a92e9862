// Nested applications and state machines: where they come from.
#include <fmt/format.h>

#include "rules/offer.h"
#include "rules/sam/checks.h"

namespace cribsheet::rules::sam {
namespace {

void choose_policy(Node policy, Finding& finding) {
  for (const std::string_view right : {"Retain", "Delete"}) offer_value(finding, policy, right, false);
}

}  // namespace

void check_applications(const View& view, Report& report) {
  for (const Resource& application : view.outline.resources) {
    if (!is(application, "Application")) continue;
    const Node location = below(application.properties, {"Location"});
    if (!location.is_mapping() || model::is_intrinsic(location)) continue;
    for (const std::string_view name : {"ApplicationId", "SemanticVersion"}) {
      const Node value = below(location, {name});
      if (const auto function = model::intrinsic(value); function && function->name != "Ref" && function->name != "Fn::FindInMap")
        report.add("sam-application", place(value),
                   fmt::format("{} is read before the stack is made; only Ref and FindInMap are worked out here, not {}", name, function->name));
      else if (!location.find_entry(name))
        offer_entry(report.add("sam-application", place(location), fmt::format("An application of the repository needs {}", name)), location, name, "");
    }
    const Node id = below(location, {"ApplicationId"});
    const std::string_view name = text(id);
    if (!name.empty() && !name.starts_with("arn:"))
      report.add("sam-application", place(id),
                 fmt::format("ApplicationId is {}; it must be the ARN of an application of the Serverless Application Repository", name));
    if (location.find_entry("ApplicationId") && name.empty() && !unknown(id) && !id.is_mapping() && !id.is_sequence())
      report.add("sam-application", place(id), "ApplicationId is empty; give the ARN of an application of the Serverless Application Repository");
  }
}

void check_state_machines(const View& view, Report& report) {
  for (const Resource& machine : view.outline.resources) {
    if (!is(machine, "StateMachine") || unknown(machine.properties)) continue;
    const Node uri = property(view, machine, {"DefinitionUri"});
    const std::string_view address = text(uri);
    // A local file is uploaded on the way; what names neither a file nor an object can be neither.
    if (!address.empty() && !address.starts_with("s3://") && address.find_first_of("./\\") == std::string_view::npos)
      report.add("sam-state-machine", place(uri), fmt::format("DefinitionUri is {}; it must be a file, or s3://bucket/key", address));
    check_s3_address(uri, "DefinitionUri", "sam-state-machine", report);
    const bool body = has(view, machine, "Definition");
    const Node role = machine.properties.find("Role").resolved(), policies = machine.properties.find_entry("Policies");
    if (role && policies && !unknown(role) && !unknown(policies.value().resolved()))
      offer_removal(report.add("sam-state-machine", policies.key().range(),
                               "Policies go into the role that SAM makes; with a Role of its own the state machine takes none"),
                    policies);
    const bool alias = has(view, machine, "AutoPublishAlias");
    if (const Node use = property(view, machine, {"UseAliasAsEventTarget"}); text(use) == "true" && !alias)
      offer_entry(report.add("sam-alias", place(use), "UseAliasAsEventTarget needs the alias: set AutoPublishAlias as well"), machine.properties,
                  "AutoPublishAlias", "live");
    if (const Node preference = property(view, machine, {"DeploymentPreference"}); preference.is_mapping() && !model::is_intrinsic(preference) && !alias)
      offer_entry(report.add("sam-alias", place(preference), "A gradual deployment shifts an alias: set AutoPublishAlias as well"), machine.properties,
                  "AutoPublishAlias", "live");
    if (uri && body) offer_removal(report.add("sam-state-machine", place(uri), "Give the Definition or its DefinitionUri, not both"), entry_of(uri));
    if (!uri && !body)
      report.add("sam-state-machine", machine.type_node ? machine.type_node.range() : machine.key.range(),
                 "A state machine needs its Definition, or a DefinitionUri");
  }
}

void check_layers(const View& view, Report& report) {
  for (const Resource& layer : view.outline.resources) {
    if (!is(layer, "LayerVersion")) continue;
    const Node policy = below(layer.properties, {"RetentionPolicy"});
    if (const auto function = model::intrinsic(policy); function && function->name != "Ref")
      choose_policy(
          policy,
          report.add("sam-layer", place(policy),
                     fmt::format("RetentionPolicy becomes a DeletionPolicy, which takes no functions; only !Ref to a parameter is worked out here, not {}",
                                 function->name)));
  }
}

}  // namespace cribsheet::rules::sam
