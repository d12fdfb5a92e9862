// Small things worth a word: old instance types, logs kept forever, the size of an environment, a linter's own settings.
#include <algorithm>
#include <fmt/format.h>

#include "model/edits.h"
#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/look.h"
#include "rules/cloudformation/mends.h"

namespace cribsheet::rules::cloudformation {
namespace {

// Families of instance types that newer ones replace at a lower price.
constexpr std::string_view kOld[] = {"c1.", "c3.", "cc2.", "cr1.", "g2.", "hi1.", "hs1.", "i2.", "m1.", "m2.", "m3.", "r3.", "t1."};

bool old_type(std::string_view type) {
  for (const std::string_view service : {"db.", "cache."})
    if (type.starts_with(service)) type.remove_prefix(service.size());
  return std::any_of(std::begin(kOld), std::end(kOld), [&](std::string_view family) { return type.starts_with(family); });
}

// A type of the same size in a family that has all of these sizes; empty: none is as plain a choice.
std::string newer_type(std::string_view type) {
  constexpr std::string_view kNew[][2] = {{"m1.", "m5."}, {"m3.", "m5."}, {"c1.", "c5."}, {"c3.", "c5."}, {"m2.", "r5."}, {"r3.", "r5."}, {"t1.", "t3."}};
  constexpr std::string_view kSizes[] = {"large", "xlarge", "2xlarge", "4xlarge"};
  const std::size_t service = type.starts_with("db.") ? 3 : type.starts_with("cache.") ? 6 : 0;
  for (const auto& [old, newer] : kNew) {
    if (!type.substr(service).starts_with(old)) continue;
    const std::string_view size = type.substr(service + old.size());
    const bool same = std::find(std::begin(kSizes), std::end(kSizes), size) != std::end(kSizes);
    if (same || (newer == "t3." && size == "micro")) return fmt::format("{}{}{}", type.substr(0, service), newer, size);
  }
  return {};
}

void check_old_types(const View& view, const Resource& resource, Report& report) {
  for (const std::string_view key : {"InstanceType", "DBInstanceClass", "CacheNodeType"}) {
    if (!resource.properties.find_entry(key)) continue;
    for (const Seen& type : look(view, resource.properties, {key}))
      if (type.fixed() && old_type(type.text)) {
        Finding& finding = report.add("old-instance-type", range_of(type, resource.key.range()),
                                      fmt::format("{} is of an earlier generation; newer ones give more for less", type.text));
        finding.entity = std::string(resource.type) + "." + std::string(key);
        finding.deprecated = true;
        if (const std::string newer = newer_type(type.text); !newer.empty()) offer_value(finding, type.place, newer, false);
      }
  }
}

void check_environment(const View& view, const Resource& resource, Report& report) {
  const Node variables = resource.properties.find("Environment").resolved().find("Variables").resolved();
  if (!variables.is_mapping() || model::is_intrinsic(variables)) return;
  std::size_t bytes = 0;
  for (const Node entry : variables.children()) {
    bytes += entry.key().text().size();
    for (const Seen& value : look(view, entry.value(), {}))
      if (value.fixed()) {
        bytes += value.text.size();
        break;
      }
  }
  if (bytes <= 4096) return;
  Finding& finding = report.add("lambda-environment-size", variables.parent().key().range(),
                                fmt::format("A function's environment variables have at most 4 KB together; these have {} bytes or more", bytes));
  finding.entity = std::string(resource.type) + ".Environment.Variables";
}

void check_dynamic_port(const View& view, const Resource& service, Report& report) {
  const Resource* task = referred(view, service.properties.find("TaskDefinition"));
  if (task == nullptr || task->type != "AWS::ECS::TaskDefinition") return;
  for (const Seen& balancer : look(view, service.properties, {"LoadBalancers", "*"}, holding(service))) {
    const Resource* group = balancer.node.is_mapping() ? referred(view, balancer.node.find("TargetGroupArn")) : nullptr;
    if (group == nullptr || group->type != "AWS::ElasticLoadBalancingV2::TargetGroup") continue;
    const std::string health = fixed_text(view, group->properties, {"HealthCheckPort"});
    if (health.empty() || health == "traffic-port") continue;
    const std::string container = fixed_text(view, balancer.node, {"ContainerName"});
    const std::string port = fixed_text(view, balancer.node, {"ContainerPort"});
    for (const Seen& definition : look(view, task->properties, {"ContainerDefinitions", "*"})) {
      if (!definition.node.is_mapping() || container.empty() || fixed_text(view, definition.node, {"Name"}) != container) continue;
      for (const Seen& mapping : look(view, definition.node, {"PortMappings", "*"}))
        if (mapping.node.is_mapping() && fixed_text(view, mapping.node, {"HostPort"}) == "0" && fixed_text(view, mapping.node, {"ContainerPort"}) == port)
          offer_setting(
              report.add("dynamic-port-health-check", group->properties.find("HealthCheckPort").range(),
                         fmt::format("{} gets its host port when it starts (HostPort 0); only the HealthCheckPort traffic-port follows it", container)),
              group->properties, "HealthCheckPort", "traffic-port");
    }
  }
}

void into_list(Node entry, Finding& finding) {
  const auto json = model::as_json(entry.value());
  auto edit = json ? model::replacement(entry.value(), "[" + *json + "]") : std::nullopt;
  if (edit) finding.fixes.push_back({"Put it into a list", {std::move(*edit)}, true});
}

void check_linter_config(Node metadata, Report& report) {
  const Node config = metadata.find("cfn-lint").resolved().find("config").resolved();
  if (!config.is_mapping()) return;
  for (const Node entry : config.children()) {
    constexpr std::string_view kLists[] = {"ignore_checks", "include_checks",       "mandatory_checks",  "ignore_bad_template",
                                           "regions",       "include_experimental", "configure_rules",   "custom_rules",
                                           "append_rules",  "override_spec",        "non_zero_exit_code"};
    if (std::find(std::begin(kLists), std::end(kLists), entry.key().text()) == std::end(kLists))
      offer_removal(report.add("linter-settings", entry.key().range(), fmt::format("cfn-lint has no setting {}", entry.key().text())), entry);
    else if (entry.key().text().ends_with("_checks") && !entry.value().resolved().is_sequence())
      into_list(entry, report.add("linter-settings", entry.value().range().empty() ? entry.key().range() : entry.value().range(),
                                  fmt::format("{} is a list of rules", entry.key().text())));
  }
}

void kept_forever(const Resource& resource, Report& report) {
  Finding& finding = report.add("logs-kept-forever", resource.key.range(), "Without RetentionInDays the logs are kept, and paid for, forever");
  finding.entity = "AWS::Logs::LogGroup.RetentionInDays";
  for (const std::string_view days : {"30", "365"}) offer_property(finding, resource, "RetentionInDays", days, fmt::format("Keep them {} days", days));
}

// Types that the regions in the settings do not have.
void check_regions(const View& view, const Resource& resource, Report& report) {
  if (view.input.settings.regions.empty()) return;
  const pack::ResourceType type = view.input.pack.resource_type(resource.type);
  if (!type) return;
  std::string regions;
  for (const std::string& region : view.input.settings.regions)
    if (type.absent_from(region)) regions += (regions.empty() ? "" : ", ") + region;
  if (!regions.empty())
    report.add("type-not-in-region", resource.type_node.range(), fmt::format("There is no {} in {}", resource.type, regions)).entity = resource.type;
}

}  // namespace

void check_hints(const View& view, const Part& part, Report& report) {
  for (const Resource& resource : part.resources) {
    check_linter_config(resource.body.find("Metadata").resolved(), report);
    check_regions(view, resource, report);
    if (!resource.properties.is_mapping()) {
      if (resource.type == "AWS::Logs::LogGroup" && resource.body.is_mapping() && !resource.body.find_entry("Properties")) kept_forever(resource, report);
      continue;
    }
    check_old_types(view, resource, report);
    if (resource.type == "AWS::Lambda::Function" || resource.type == "AWS::Serverless::Function") check_environment(view, resource, report);
    else if (resource.type == "AWS::ECS::Service") check_dynamic_port(view, resource, report);
    else if (resource.type == "AWS::Logs::LogGroup" && !may_have(view, resource.properties, "RetentionInDays")) kept_forever(resource, report);
  }
}

void check_linter_settings(const View& view, Report& report) { check_linter_config(view.outline.root.find("Metadata").resolved(), report); }

}  // namespace cribsheet::rules::cloudformation
