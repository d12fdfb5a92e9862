// Settings of single resources that contradict or void each other.
#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/look.h"
#include "rules/cloudformation/names.h"
#include "rules/nearest.h"
#include "rules/offer.h"
#include "rules/written.h"

namespace cribsheet::rules::cloudformation {
namespace {

Range key_of(Node mapping, std::string_view key) { return mapping.find_entry(key).key().range(); }

// What has no effect can go.
Finding& void_entry(Node mapping, std::string_view key, std::string_view rule, std::string_view code, std::string message, Report& report) {
  Finding& finding = report.add(rule, key_of(mapping, key), std::move(message));
  finding.also = {std::string(code)};
  offer_removal(finding, mapping.find_entry(key));
  return finding;
}

void block_devices(const View& view, Node holder, std::initializer_list<std::string_view> path, Report& report) {
  for (const Seen& device : look(view, holder, path)) {
    if (!device.node.is_mapping()) continue;
    if (device.node.find_entry("VirtualName") && device.node.find_entry("Ebs"))
      void_entry(device.node, "VirtualName", "block-device-ignored", "cfn-lint:W3698", "VirtualName is ignored where Ebs describes the volume", report);
    const Node ebs = device.node.find("Ebs").resolved();
    const std::string kind = fixed_text(view, ebs, {"VolumeType"});
    if ((kind == "gp2" || kind == "st1" || kind == "sc1" || kind == "standard") && ebs.find_entry("Iops")) {
      Finding& finding = void_entry(ebs, "Iops", "block-device-ignored", "cfn-lint:W3671",
                                    fmt::format("Iops is ignored for volumes of type {}; gp3, io1 and io2 have it", kind), report);
      const auto iops = whole_number(fixed_text(view, ebs, {"Iops"}));
      if (iops && *iops >= 3000) offer_setting(finding, ebs, "VolumeType", "gp3", false);
    }
  }
}

void method_settings(const View& view, Node holder, Report& report) {
  for (const Seen& setting : look(view, holder, {"MethodSettings", "*"})) {
    if (!setting.node.is_mapping() || model::is_intrinsic(setting.node)) continue;
    bool sets = false;
    for (const Node entry : setting.node.children()) sets = sets || (!entry.key().is("HttpMethod") && !entry.key().is("ResourcePath"));
    const std::string path = fixed_text(view, setting.node, {"ResourcePath"});
    if (!sets) {
      Finding& finding = report.add("method-settings", setting.node.range(), "This entry sets nothing, so it is ignored", Severity::warning);
      finding.also = {"cfn-lint:W3705"};
      offer_removal(finding, setting.node);
    } else if (!path.empty() && !path.starts_with('/')) {
      Finding& finding = report.add("method-settings", setting.node.find("ResourcePath").range(), fmt::format("ResourcePath begins with '/': /{}", path));
      finding.also = {"cfn-lint:E3723"};
      offer_value(finding, setting.node.find("ResourcePath"), "/" + path);
    }
  }
}

void cache_behavior(const View& view, Node behavior, Report& report) {
  if (!behavior.is_mapping()) return;
  if (behavior.find_entry("CachePolicyId") && behavior.find_entry("ForwardedValues")) {
    Finding& finding = report.add("forwarded-values", key_of(behavior, "ForwardedValues"),
                                  "CachePolicyId decides what is forwarded; ForwardedValues is ignored", Severity::warning);
    finding.also = {"cfn-lint:W3704"};
    offer_removal(finding, behavior.find_entry("ForwardedValues"), true);
  }
  const std::string forward = fixed_text(view, behavior, {"ForwardedValues", "Cookies", "Forward"});
  if (behavior.find_entry("CachePolicyId") || forward.empty() || forward == "none" || forward == "all" || forward == "whitelist") return;
  const Node value = behavior.find("ForwardedValues").find("Cookies").find("Forward");
  Finding& finding = report.add("forwarded-values", value.range(), fmt::format("Cookies are forwarded none, all or whitelist, not {}", forward));
  finding.also = {"cfn-lint:E3722"};
  for (const std::string_view right : {"none", "all", "whitelist"}) offer_value(finding, value, right, false);
}

void interface_endpoints(const View& view, Report& report) {
  std::map<std::string, const Resource*> seen;
  for (const Resource* endpoint : view.of_type("AWS::EC2::VPCEndpoint")) {
    const std::string on = fixed_text(view, endpoint->properties, {"PrivateDnsEnabled"});
    if (on != "true" && on != "True") continue;
    const auto written = [&](std::string_view key) {
      const Range range = endpoint->properties.find(key).range();
      return std::string(view.input.document.text().substr(range.begin, range.size()));
    };
    const std::string identity = written("VpcId") + "\n" + written("ServiceName");
    const auto [first, fresh] = seen.try_emplace(identity, endpoint);
    if (!fresh && together(view, holding(*first->second), holding(*endpoint)))
      offer_setting(report.add("endpoint-private-dns", endpoint->key.range(),
                               fmt::format("{} already gives this service private DNS in the VPC; only one endpoint can", first->second->id)),
                    endpoint->properties, "PrivateDnsEnabled", "false", false);
  }
}

// "EC2,ELB" without the EC2.
void only_others(const std::string& list, Node value, Report& report) {
  Finding& finding = report.add("health-check-type", value.range(), "EC2 health checks are always made; name only the others");
  std::string others;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t comma = std::min(list.find(',', at), list.size());
    const std::string one = list.substr(at, comma - at);
    if (one.find("EC2") == std::string::npos) others += (others.empty() ? "" : ",") + one;
    at = comma + 1;
  }
  if (!others.empty()) offer_value(finding, value, others);
}

}  // namespace

void check_settings(const View& view, Report& report) {
  for (const Resource& resource : view.outline.resources) {
    const Node properties = resource.properties;
    if (!properties.is_mapping()) continue;
    if (resource.type == "AWS::EC2::Instance" || resource.type == "AWS::AutoScaling::LaunchConfiguration") {
      block_devices(view, properties, {"BlockDeviceMappings", "*"}, report);
    } else if (resource.type == "AWS::EC2::LaunchTemplate") {
      block_devices(view, properties, {"LaunchTemplateData", "BlockDeviceMappings", "*"}, report);
    } else if (resource.type == "AWS::AutoScaling::AutoScalingGroup") {
      const std::string kind = fixed_text(view, properties, {"HealthCheckType"});
      if (kind.find(',') != std::string::npos && kind.find("EC2") != std::string::npos) only_others(kind, properties.find("HealthCheckType"), report);
    } else if (resource.type == "AWS::ApiGateway::Stage") {
      method_settings(view, properties, report);
    } else if (resource.type == "AWS::ApiGateway::Deployment") {
      method_settings(view, properties.find("StageDescription").resolved(), report);
    } else if (resource.type == "AWS::CloudFront::Distribution") {
      for (const Seen& behavior : look(view, properties, {"DistributionConfig", "DefaultCacheBehavior"})) cache_behavior(view, behavior.node, report);
      for (const Seen& behavior : look(view, properties, {"DistributionConfig", "CacheBehaviors", "*"})) cache_behavior(view, behavior.node, report);
    } else if (resource.type == "AWS::SSM::Parameter") {
      const std::string name = fixed_text(view, properties, {"Name"});
      if (name.starts_with("/aws/") || name.starts_with("/ssm/") || name.starts_with("aws/") || name.starts_with("ssm/"))
        offer_setting(
            report.add("ssm-parameter-name", properties.find("Name").range(), fmt::format("Names that begin with aws or ssm are AWS's own; {} does", name)),
            properties, "Name", name.substr(name.find('/', 1)), false);
    } else if (resource.type == "AWS::GuardDuty::Detector") {
      if (properties.find_entry("DataSources") && properties.find_entry("Features"))
        offer_removal(report.add("guardduty-features", key_of(properties, "DataSources"), "DataSources and Features say the same; use Features alone"),
                      properties.find_entry("DataSources"));
    } else if (resource.type == "AWS::EC2::EIP") {
      const std::string domain = fixed_text(view, properties, {"Domain"});
      if (!domain.empty() && domain != "vpc" && domain != "standard")
        offer_setting(report.add("eip-domain", properties.find("Domain").range(), fmt::format("Domain is {}, which is taken as vpc; write vpc", domain)),
                      properties, "Domain", "vpc");
    }
  }
  interface_endpoints(view, report);
}

void check_rest_api_parts(const View& view, Report& report) {
  for (const Resource& part : view.outline.resources) {
    if (part.type != "AWS::ApiGateway::Method" && part.type != "AWS::ApiGateway::Resource" && part.type != "AWS::ApiGateway::Model") continue;
    const Resource* api = referred(view, part.properties.find("RestApiId"));
    if (api == nullptr || api->type != "AWS::ApiGateway::RestApi" || !(api->properties.find_entry("Body") || api->properties.find_entry("BodyS3Location")))
      continue;
    report.add("rest-api-two-sources", part.key.range(),
               fmt::format("{} is described by Body already; parts added beside it are lost when Body is imported again", api->id));
  }
}

namespace {

// Whatever Metadata holds, CloudFormation refuses a template with a null in it.
void check_nulls(Node node, std::string_view code, Report& report, int depth) {
  constexpr int kDeepest = 60;
  if (depth > kDeepest) return;
  for (const Node child : node.children()) {
    const Node value = child.kind() == syntax::NodeKind::entry ? child.value() : child;
    const bool null =
        value.is_scalar() && value.tag().empty() && value.style() == syntax::Style::plain && syntax::scalar_type(value) == syntax::ScalarType::null;
    if (null && !value.range().empty())
      report.add("wrong-type", value.range(), "CloudFormation refuses a template with a null in it, in Metadata too").also = {"cfn-lint:" + std::string(code)};
    else if (value.is_mapping() || value.is_sequence()) check_nulls(value, code, report, depth + 1);
  }
}

}  // namespace

void check_metadata(const View& view, Report& report) {
  if (view.outline.macros) return;
  check_nulls(view.outline.root.find("Metadata"), "E4002", report, 0);
  for (const Resource& resource : view.outline.resources) check_nulls(resource.body.find("Metadata"), "E3028", report, 0);
}

void check_interface(const View& view, Report& report) {
  const Node interface = view.outline.root.find("Metadata").resolved().find("AWS::CloudFormation::Interface").resolved();
  if (!interface.is_mapping() || view.outline.open_parameters || view.outline.macros) return;
  const auto check = [&](Node name, Node among) {
    if (!name.is_scalar() || view.outline.parameter(name.text()) != nullptr) return;
    auto near = nearest(name.text(), parameter_names(view.outline));
    std::erase_if(near, [&](std::string_view each) { return static_cast<bool>(among.find_entry(each)); });
    Finding& finding = report.add("interface-parameter", name.range(), fmt::format("No parameter is called {}{}", name.text(), did_you_mean(near)));
    offer(finding, content(name), near);
  };
  const Node groups = interface.find("ParameterGroups").resolved();
  if (groups.is_sequence())
    for (const Node group : groups.children()) {
      const Node names = group.resolved().find("Parameters").resolved();
      if (names.is_sequence())
        for (const Node name : names.children()) check(name.resolved(), Node{});
    }
  const Node labels = interface.find("ParameterLabels").resolved();
  if (labels.is_mapping())
    for (const Node label : labels.children()) check(label.key(), labels);
}

}  // namespace cribsheet::rules::cloudformation
