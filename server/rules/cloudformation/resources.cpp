// What stands beside a resource's properties: deletion, update and creation policies, and what modules may not have.
#include <algorithm>
#include <fmt/format.h>

#include "model/edits.h"
#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/look.h"
#include "rules/cloudformation/names.h"
#include "rules/nearest.h"
#include "rules/offer.h"

namespace cribsheet::rules::cloudformation {
namespace {

constexpr std::string_view kSnapshots[] = {
    "AWS::DocDB::DBCluster",   "AWS::EC2::Volume",    "AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ReplicationGroup",
    "AWS::Neptune::DBCluster", "AWS::RDS::DBCluster", "AWS::RDS::DBInstance",           "AWS::Redshift::Cluster"};

template <class List>
bool has(const List& list, std::string_view text) {
  return std::find(std::begin(list), std::end(list), text) != std::end(list);
}

Range shown(Node entry) { return entry.value().range().empty() ? entry.key().range() : entry.value().range(); }

void check_removal_policy(const View& view, const Resource& resource, std::string_view key, std::string_view code, Report& report) {
  const Node entry = resource.body.find_entry(key);
  if (!entry) return;
  const Node value = entry.value().resolved();
  const auto say = [&](std::string message) -> Finding& {
    Finding& finding = report.add("removal-policy", shown(entry), std::move(message));
    finding.also = {"cfn-lint:" + std::string(code)};
    finding.entity = "cloudformation:" + std::string(key);
    return finding;
  };
  std::vector<std::string_view> allowed{"Delete", "Retain"};
  if (has(kSnapshots, resource.type) || resource.type.empty() || is_custom(resource.type) || is_module(resource.type)) allowed.push_back("Snapshot");
  if (key == "DeletionPolicy") allowed.push_back("RetainExceptOnCreate");
  std::string list;
  for (std::size_t i = 0; i < allowed.size(); ++i) list += (i == 0 ? "" : i + 1 == allowed.size() ? " or " : ", ") + std::string(allowed[i]);
  if (model::is_intrinsic(value)) {
    // Lists, truths and numbers can't be a policy; other functions work with AWS::LanguageExtensions, or when the template is expanded.
    constexpr std::string_view kNever[] = {"Fn::Equals", "Fn::And",   "Fn::Or",     "Fn::Not",    "Fn::Cidr",       "Fn::GetAZs",
                                           "Fn::GetAtt", "Fn::Split", "Fn::Base64", "Fn::Length", "Fn::ImportValue"};
    const auto function = model::intrinsic(value);
    if (has(kNever, function->name)) say(fmt::format("{} is {}, which {} can't give", key, list, function->name));
    else if (!view.outline.language_extensions && !view.outline.macros) {
      Finding& finding =
          say(fmt::format("{} is written out: {}; {} can stand here only with the transform AWS::LanguageExtensions", key, list, function->name));
      finding.severity = Severity::warning;
      finding.own_severity = true;
    }
    return;
  }
  if (!value.is_scalar()) {
    say(fmt::format("{} is one of {}", key, list));
    return;
  }
  if (has(allowed, value.text())) return;
  if (value.is("Snapshot")) {
    Finding& finding = say(fmt::format("{} makes no snapshots; use Delete or Retain", resource.type));
    for (const std::string_view policy : {"Retain", "Delete"}) offer_value(finding, value, policy, false);
    return;
  }
  const auto near = nearest(value.text(), allowed);
  Finding& finding = say(fmt::format("{} is {}, not {}", key, list, value.text()));
  offer(finding, content(value), near);
}

void check_both_policies(const Resource& resource, Report& report) {
  const Node deletion = resource.body.find_entry("DeletionPolicy");
  const Node replacement = resource.body.find_entry("UpdateReplacePolicy");
  if (static_cast<bool>(deletion) == static_cast<bool>(replacement)) return;
  const Node present = deletion ? deletion : replacement;
  if (present.value().is("Delete") || present.value().is("RetainExceptOnCreate")) return;
  const std::string_view missing = deletion ? "UpdateReplacePolicy" : "DeletionPolicy";
  Finding& finding = report.add(
      "one-removal-policy", present.key().range(),
      fmt::format("{} speaks only of {}; say the same in {}", present.key().text(), deletion ? "deleting the stack" : "replacing the resource", missing));
  if (present.value().is_scalar() && !model::is_intrinsic(present.value())) offer_entry(finding, resource.body, missing, present.value().text(), true);
}

struct UpdateKey {
  std::string_view key;
  std::string_view types[3];
};
constexpr UpdateKey kUpdateKeys[] = {
    {"AutoScalingReplacingUpdate", {"AWS::AutoScaling::AutoScalingGroup"}},
    {"AutoScalingRollingUpdate", {"AWS::AutoScaling::AutoScalingGroup"}},
    {"AutoScalingScheduledAction", {"AWS::AutoScaling::AutoScalingGroup"}},
    {"CodeDeployLambdaAliasUpdate", {"AWS::Lambda::Alias"}},
    {"EnableVersionUpgrade", {"AWS::Elasticsearch::Domain", "AWS::OpenSearchService::Domain"}},
    {"UseOnlineResharding", {"AWS::ElastiCache::ReplicationGroup"}},
    {"AppStreamRollingUpdate", {"AWS::AppStream::Fleet"}},
};
constexpr std::string_view kCreators[] = {"AWS::AutoScaling::AutoScalingGroup", "AWS::EC2::Instance", "AWS::CloudFormation::WaitCondition",
                                          "AWS::AppStream::Fleet"};

void check_update_policy(const Resource& resource, Report& report) {
  const Node policy = resource.body.find("UpdatePolicy").resolved();
  if (policy.is_mapping() && !model::is_intrinsic(policy)) {
    for (const Node entry : policy.children()) {
      const auto known = std::find_if(std::begin(kUpdateKeys), std::end(kUpdateKeys), [&](const UpdateKey& each) { return entry.key().is(each.key); });
      if (known == std::end(kUpdateKeys)) continue;  // unknown keys are the schema's
      if (resource.type.empty() || has(known->types, resource.type)) continue;
      Finding& finding = report.add("update-policy-type", entry.key().range(),
                                    fmt::format("{} has no effect on {}; it is for {}", known->key, resource.type, known->types[0]));
      finding.also = {"cfn-lint:E3016"};
      offer_removal(finding, entry);
    }
  }
  const Node creation = resource.body.find_entry("CreationPolicy");
  if (!creation || resource.type.empty() || has(kCreators, resource.type) || is_module(resource.type) || is_custom(resource.type)) return;
  Finding& finding = report.add(
      "update-policy-type", creation.key().range(),
      fmt::format("CreationPolicy has no effect on {}; it is for Auto Scaling groups, instances, wait conditions and AppStream fleets", resource.type));
  finding.also = {"cfn-lint:E3055"};
  offer_removal(finding, creation);
}

// A condition that can't hold: a stand-in so that the template has a resource at all.
bool never_made(const View& view, const Resource& resource) {
  const Assumptions assumes = holding(resource);
  return !assumes.empty() && !view.resolver.possible(assumes);
}

// `Custom::` and a name of its own; a function or topic must be named that does the work.
void check_custom(const View& view, const Resource& resource, Report& report) {
  if (!resource.type.starts_with("Custom::") || view.outline.macros) return;
  std::string_view name = resource.type.substr(8);
  const auto letter = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@' || c == '-' || c == ':';
  };
  if (name.empty() || resource.type.size() > 68 || !std::all_of(name.begin(), name.end(), letter))
    report.add("unknown-resource-type", resource.type_node.range(), "The name of a custom resource has 1 to 60 letters, digits, and any of _@-").also = {
        "cfn-lint:E3006"};
  const Node properties = resource.body.find("Properties").resolved();
  const Node written = resource.body.find_entry("Properties");
  if (written ? !properties.is_mapping() || model::is_intrinsic(properties) || properties.find_entry("Fn::Transform") || properties.find_entry("<<") ||
                    properties.find_entry("Fn::If")
              : static_cast<bool>(resource.body.find_entry("Fn::Transform")) || static_cast<bool>(resource.body.find_entry("<<")))
    return;
  if (properties.find_entry("ServiceToken") || never_made(view, resource)) return;
  Finding& finding = report.add("missing-property", written ? written.key().range() : resource.key.range(),
                                fmt::format("ServiceToken is missing; {} needs it: the ARN of the function or topic that does the work", resource.type));
  finding.entity = "AWS::CloudFormation::CustomResource.ServiceToken";
  finding.also = {"cfn-lint:E3003"};
}

void check_module(const Resource& resource, Report& report) {
  if (!is_module(resource.type)) return;
  const auto check = [&](Node mapping, auto&& names) {
    for (const std::string_view name : names)
      if (const Node entry = mapping.find_entry(name)) {
        Finding& finding = report.add("module-attribute", entry.key().range(), fmt::format("A module can't have {}; set it on the resources inside", name));
        finding.also = {"cfn-lint:E5001"};
        offer_removal(finding, entry);
      }
  };
  constexpr std::string_view kAttributes[] = {"CreationPolicy", "UpdatePolicy", "Tags"};
  constexpr std::string_view kProperties[] = {"Tags"};
  check(resource.body, kAttributes);
  check(resource.properties, kProperties);
}

void check_module_metadata(const Resource& resource, Report& report) {
  const Node entry = resource.body.find("Metadata").find_entry("AWS::CloudFormation::Module");
  if (!entry) return;
  Finding& finding = report.add("module-attribute", entry.key().range(), "AWS::CloudFormation::Module is written by CloudFormation itself; take it out");
  finding.also = {"cfn-lint:E5001"};
  offer_removal(finding, entry, true);
}

}  // namespace

void check_resource_attributes(const View& view, const Part& part, Report& report) {
  for (const Resource& resource : part.resources) {
    if (!resource.body.is_mapping()) continue;
    const Node written = resource.body.find_entry("Properties");
    const Node value = written.value();
    if (written && !written.lacks_colon() && value.tag().empty() &&
        (value.is_missing() || (value.is_scalar() && value.style() == syntax::Style::plain && syntax::scalar_type(value) == syntax::ScalarType::null))) {
      Finding& finding = report.add("wrong-type", written.key().range(), "Properties is null; leave the key out, or write properties under it");
      finding.also = {"cfn-lint:E3012"};
      offer_removal(finding, written);
    }
    const bool text = value.is_scalar() && value.tag().empty() && !value.text().empty() && value.style() != syntax::Style::plain;
    const bool plain =
        value.is_scalar() && value.tag().empty() && value.style() == syntax::Style::plain && syntax::scalar_type(value) != syntax::ScalarType::null;
    if ((value.resolved().is_sequence() && !model::is_intrinsic(value.resolved())) || text || plain)
      report.add("wrong-type", value.range(), fmt::format("Properties is a mapping of names to values, not {}", text || plain ? "a text" : "a list")).also = {
          "cfn-lint:E3012", "cfn-lint:E3001", "cfn-lint:E3002"};
    check_custom(view, resource, report);
    check_removal_policy(view, resource, "DeletionPolicy", "E3035", report);
    check_removal_policy(view, resource, "UpdateReplacePolicy", "E3036", report);
    check_both_policies(resource, report);
    check_update_policy(resource, report);
    check_module(resource, report);
    check_module_metadata(resource, report);
  }
}

namespace {

// Both policies in one edit.
void keep(const Resource& resource, Finding& finding) {
  for (const std::string_view policy : {"Retain", "Delete"}) {
    auto both = model::insertion(resource.body, "DeletionPolicy", policy);
    const auto second = model::insertion(resource.body, "UpdateReplacePolicy", policy);
    if (!both || !second || resource.body.find_entry("UpdateReplacePolicy")) return;
    both->text += second->text;
    finding.fixes.push_back({fmt::format("Set both policies to {}", policy), {std::move(*both)}, false});
  }
}

}  // namespace

void check_stateful(const View& view, Report& report) {
  if (!view.input.settings.stateful_hints) return;
  for (const Resource& resource : view.outline.resources) {
    const pack::ResourceType type = view.input.pack.resource_type(resource.type);
    if (!type || !type.stateful() || resource.body.find_entry("DeletionPolicy")) continue;
    Finding& finding = report.add(
        "stateful-without-policy", resource.key.range(),
        fmt::format("{} holds data that goes when the stack is deleted; say with DeletionPolicy and UpdateReplacePolicy whether to keep it", resource.type));
    finding.entity = resource.type;
    keep(resource, finding);
  }
}

void check_shared_names(const View& view, Report& report) {
  for (const Resource& resource : view.outline.resources)
    if (const Parameter* parameter = view.outline.parameter(resource.id)) {
      Finding& finding =
          report.add("duplicate-name", resource.key.range(), fmt::format("{} is a parameter's name already; a reference to it could mean either", resource.id));
      finding.related.push_back({"", parameter->key.range(), 0, "the parameter"});
    }
}

// A name that is nearly SAM's is no macro of one's own.
void check_transform_name(const Node transform, Report& report) {
  if (!transform.is_scalar() || !transform.text().starts_with("AWS::Serverless") || transform.is("AWS::Serverless-2016-10-31")) return;
  Finding& finding = report.add("serverless-without-transform", transform.range(),
                                fmt::format("There is no transform {}; SAM's is AWS::Serverless-2016-10-31", transform.text()));
  offer(finding, content(transform), {"AWS::Serverless-2016-10-31"});
}

void check_serverless_transform(const View& view, Report& report) {
  const Node transform = view.outline.root.find("Transform").resolved();
  check_transform_name(transform, report);
  if (transform.is_sequence())
    for (const Node item : transform.children()) check_transform_name(item.resolved(), report);
  if (view.outline.macros) return;
  if (std::find(view.outline.transforms.begin(), view.outline.transforms.end(), "AWS::Serverless-2016-10-31") != view.outline.transforms.end()) return;
  for (const Resource& resource : view.outline.resources)
    if (resource.type.starts_with("AWS::Serverless::")) {
      Finding& finding = report.add("serverless-without-transform", resource.type_node.range(),
                                    fmt::format("{} needs Transform: AWS::Serverless-2016-10-31 in the template", resource.type));
      finding.entity = resource.type;
      const Node first = view.outline.root.first_child();
      if (!view.outline.root.find_entry("Transform") && view.outline.root.style() == syntax::Style::block && first)
        finding.fixes.push_back({"Add the transform", {{{first.range().begin, first.range().begin}, "Transform: AWS::Serverless-2016-10-31\n"}}, true});
    }
}

}  // namespace cribsheet::rules::cloudformation
