// Two resources that must agree: one refers to the other, and a property of each must fit the other's.
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "model/edits.h"
#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/look.h"
#include "rules/cloudformation/mends.h"

namespace cribsheet::rules::cloudformation {
namespace {

// What two resources are: the one that refers, the one referred to, and the value that refers.
struct Pair {
  const View& view;
  const Resource& from;
  const Resource& to;
  Node reference;
};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

// The text of a top-level property; `otherwise` where it is not written; nothing where it can't be known.
std::optional<std::string> property(const View& view, const Resource& resource, std::string_view key, std::string_view otherwise = {}) {
  const std::vector<Seen> values = look(view, resource.properties, {key});
  if (values.size() != 1) return std::nullopt;
  if (values[0].absent()) return std::string(otherwise);
  if (!values[0].fixed()) return std::nullopt;
  return values[0].text;
}

std::optional<long> number(const std::string& text) {
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// A reference written as plainly as it can be compared: a name, or the resource it refers to.
std::string identity(const View& view, Node value) {
  if (const Resource* target = referred(view, value)) return "@" + std::string(target->id);
  const auto function = model::intrinsic(value.resolved());
  if (function) return function->name == "Ref" && function->argument.is_scalar() ? "@" + std::string(function->argument.text()) : std::string();
  return value.is_scalar() ? std::string(value.text()) : std::string();
}

Finding& say(const Pair& pair, Report& report, std::string_view rule, std::string message, std::string_view key = {}) {
  const Node at = key.empty() ? pair.reference : pair.from.properties.find(key);
  Finding& finding = report.add(rule, at && !at.range().empty() ? at.range() : pair.from.key.range(), std::move(message));
  finding.related.push_back({"", pair.to.key.range(), 0, fmt::format("{} is declared here", pair.to.id)});
  finding.entity = pair.from.type;
  return finding;
}

void same_queue_kind(const Pair& pair, Report& report) {
  const auto a = property(pair.view, pair.from, "FifoQueue", "false");
  const auto b = property(pair.view, pair.to, "FifoQueue", "false");
  if (!a || !b || lower(*a) == lower(*b)) return;
  Finding& finding = say(pair, report, "dead-letter-queue-kind",
                         fmt::format("The dead-letter queue of a {} queue must be a {} queue too; {} is not", lower(*a) == "true" ? "FIFO" : "standard",
                                     lower(*a) == "true" ? "FIFO" : "standard", pair.to.id));
  const bool fifo = lower(*a) == "true";
  if (fifo && !pair.to.properties.find_entry("QueueName"))
    offer_property(finding, pair.to, "FifoQueue", "true", fmt::format("Make {} a FIFO queue", pair.to.id));
  if (!fifo && !pair.to.properties.find_entry("QueueName")) {
    offer_removal(finding, pair.to.properties.find_entry("FifoQueue"));
    if (!finding.fixes.empty()) finding.fixes.back().title = fmt::format("Make {} a standard queue", pair.to.id);
  }
}

void same_rest_api(const Pair& pair, Report& report) {
  const std::string a = identity(pair.view, pair.from.properties.find("RestApiId"));
  const std::string b = identity(pair.view, pair.to.properties.find("RestApiId"));
  if (a.empty() || b.empty() || a == b || (a.front() == '@') != (b.front() == '@')) return;
  Finding& finding = say(pair, report, "rest-api-mismatch",
                         fmt::format("{} belongs to another REST API than {}: {} instead of {}", pair.to.id, pair.from.id, b.substr(1), a.substr(1)));
  if (b.front() != '@') return;
  offer_property(finding, pair.from, "RestApiId", fmt::format("{{\"Ref\": \"{}\"}}", b.substr(1)), fmt::format("Use {} in {} too", b.substr(1), pair.from.id));
  offer_property(finding, pair.to, "RestApiId", fmt::format("{{\"Ref\": \"{}\"}}", a.substr(1)), fmt::format("Use {} in {} too", a.substr(1), pair.to.id));
}

void authorizer_kind(const Pair& pair, Report& report) {
  const auto type = property(pair.view, pair.from, "AuthorizationType");
  const auto kind = property(pair.view, pair.to, "Type");
  if (!type || !kind || type->empty() || kind->empty()) return;
  const bool cognito = *kind == "COGNITO_USER_POOLS";
  if ((*type == "COGNITO_USER_POOLS" && !cognito) || (*type == "CUSTOM" && cognito))
    offer_setting(say(pair, report, "authorizer-type-mismatch",
                      fmt::format("AuthorizationType {} does not go with an authorizer of type {}, which takes {}", *type, *kind,
                                  cognito ? "COGNITO_USER_POOLS" : "CUSTOM"),
                      "AuthorizationType"),
                  pair.from.properties, "AuthorizationType", cognito ? "COGNITO_USER_POOLS" : "CUSTOM");
  same_rest_api(pair, report);
}

void same_engine(const Pair& pair, Report& report) {
  const auto a = property(pair.view, pair.from, "Engine");
  const auto b = property(pair.view, pair.to, "Engine");
  if (a && b && !a->empty() && !b->empty() && lower(*a) != lower(*b)) {
    Finding& finding = say(pair, report, "cluster-instance-mismatch",
                           fmt::format("The instance's Engine is {}, its cluster's is {}; they must be the same", *a, *b), "Engine");
    finding.also = {"cfn-lint:E3707"};
    offer_property(finding, pair.from, "Engine", *b, fmt::format("Set the instance's Engine to {}", *b));
  }
  const auto own = property(pair.view, pair.from, "StorageEncrypted");
  const auto theirs = property(pair.view, pair.to, "StorageEncrypted", "false");
  if (own && theirs && !own->empty() && lower(*own) != lower(*theirs)) {
    Finding& finding = say(pair, report, "cluster-instance-mismatch",
                           fmt::format("The instance's StorageEncrypted is {}, its cluster's is {}; the cluster decides", *own, *theirs), "StorageEncrypted");
    finding.also = {"cfn-lint:E3709"};
    offer_removal(finding, pair.from.properties.find_entry("StorageEncrypted"), true);
    if (lower(*own) == "true") offer_property(finding, pair.to, "StorageEncrypted", "true", "Encrypt the cluster");
  }
}

void scaling_room(const Pair& pair, Report& report) {
  const auto kind = property(pair.view, pair.from, "PolicyType");
  const auto least = property(pair.view, pair.to, "MinSize");
  const auto most = property(pair.view, pair.to, "MaxSize");
  if (!kind || *kind != "TargetTrackingScaling" || !least || !most) return;
  const auto a = number(*least);
  const auto b = number(*most);
  if (a && b && *a == *b)
    say(pair, report, "scaling-without-room", fmt::format("The group {} has MinSize and MaxSize {}, so there is nothing to scale", pair.to.id, *a));
}

bool is_geneve(const View& view, const Resource& group) {
  const auto protocol = property(view, group, "Protocol");
  return protocol && *protocol == "GENEVE";
}

void listener_protocol(const Pair& pair, Report& report) {
  if (is_geneve(pair.view, pair.to))
    say(pair, report, "listener-rule-geneve", fmt::format("A listener rule can't forward to {}, whose protocol is GENEVE", pair.to.id));
}

// With the template's subnets; with one to be written where it has none.
std::string network(const View& view) {
  constexpr std::size_t kMost = 6;
  std::string list;
  std::size_t count = 0;
  for (const Resource* subnet : view.of_type("AWS::EC2::Subnet"))
    if (count++ < kMost) list += (list.empty() ? "" : ", ") + fmt::format(R"({{"Ref": "{}"}})", subnet->id);
  return fmt::format(R"({{"AwsvpcConfiguration": {{"Subnets": [{}]}}}})", list.empty() ? R"("")" : list);
}

void fargate_service(const Pair& pair, Report& report) {
  const auto mode = property(pair.view, pair.to, "NetworkMode");
  const auto launch = property(pair.view, pair.from, "LaunchType");
  if (mode && *mode == "awsvpc" && pair.from.properties.is_mapping() && !may_have(pair.view, pair.from.properties, "NetworkConfiguration")) {
    Finding& finding = say(
        pair, report, "ecs-network-configuration",
        fmt::format("{} uses the network mode awsvpc, so the service needs NetworkConfiguration: the subnets and security groups of its tasks", pair.to.id));
    finding.also = {"cfn-lint:E3052"};
    offer_entry(finding, pair.from.properties, "NetworkConfiguration", network(pair.view));
  }
  if (!launch || *launch != "FARGATE") return;
  if (mode && !mode->empty() && *mode != "awsvpc") {
    Finding& finding = say(pair, report, "fargate-task-definition", fmt::format("Fargate needs the network mode awsvpc; {} has {}", pair.to.id, *mode));
    finding.also = {"cfn-lint:E3054"};
    offer_property(finding, pair.to, "NetworkMode", "awsvpc", fmt::format("Set NetworkMode of {} to awsvpc", pair.to.id));
    if (finding.fixes.empty() || may_have(pair.view, pair.from.properties, "NetworkConfiguration")) return;
    if (auto edit = model::insertion(pair.from.properties, "NetworkConfiguration", network(pair.view))) {
      finding.fixes.back().title = fmt::format("Add NetworkConfiguration, and set NetworkMode of {} to awsvpc", pair.to.id);
      finding.fixes.back().edits.push_back(std::move(*edit));
    }
    return;
  }
  bool can = false, known = true, listed = false;
  for (const Seen& seen : look(pair.view, pair.to.properties, {"RequiresCompatibilities", "*"})) {
    if (seen.absent()) continue;
    listed = true;
    known = known && seen.fixed();
    can = can || seen.is("FARGATE");
  }
  if (known && !can && (listed || (mode && mode->empty()))) {
    Finding& finding = say(pair, report, "fargate-task-definition",
                           fmt::format("{} must list FARGATE in RequiresCompatibilities and use the network mode awsvpc to run on Fargate", pair.to.id));
    finding.also = {"cfn-lint:E3054"};
    offer_property(finding, pair.to, "RequiresCompatibilities", R"(["FARGATE"])", fmt::format("Let {} run on Fargate", pair.to.id));
  }
  for (const Seen& driver : look(pair.view, pair.to.properties, {"ContainerDefinitions", "*", "LogConfiguration", "LogDriver"}))
    if (driver.fixed() && driver.text != "awslogs" && driver.text != "splunk" && driver.text != "awsfirelens")
      report
          .add("fargate-task-definition", range_of(driver, pair.to.key.range()),
               fmt::format("On Fargate a container logs with awslogs, splunk or awsfirelens, not {}", driver.text))
          .also = {"cfn-lint:E3713"};
}

void same_vpc(const Pair& pair, Report& report) {
  // Only for references from a launch template's network interfaces: the groups and the subnet must be of one VPC.
  const std::string subnet_vpc = identity(pair.view, pair.to.properties.find("VpcId"));
  if (subnet_vpc.empty()) return;
  for (const Seen& group : look(pair.view, pair.from.properties, {"LaunchTemplateData", "SecurityGroupIds", "*"})) {
    const Resource* owner = group.node ? referred(pair.view, group.node) : nullptr;
    if (owner == nullptr || owner->type != "AWS::EC2::SecurityGroup") continue;
    const std::string vpc = identity(pair.view, owner->properties.find("VpcId"));
    if (!vpc.empty() && vpc != subnet_vpc && vpc.front() == '@' && subnet_vpc.front() == '@')
      say(pair, report, "launch-template-vpc", fmt::format("The subnet {} is in another VPC than the security group {}", pair.to.id, owner->id));
  }
}

struct Rule {
  std::string_view from;
  std::vector<std::string_view> path;
  std::string_view to;
  void (*check)(const Pair&, Report&);
};

const std::vector<Rule>& pair_rules() {
  static const std::vector<Rule> rules = {
      {"AWS::SQS::Queue", {"RedrivePolicy", "deadLetterTargetArn"}, "AWS::SQS::Queue", same_queue_kind},
      {"AWS::ApiGateway::Stage", {"DeploymentId"}, "AWS::ApiGateway::Deployment", same_rest_api},
      {"AWS::ApiGateway::Method", {"AuthorizerId"}, "AWS::ApiGateway::Authorizer", authorizer_kind},
      {"AWS::RDS::DBInstance", {"DBClusterIdentifier"}, "AWS::RDS::DBCluster", same_engine},
      {"AWS::AutoScaling::ScalingPolicy", {"AutoScalingGroupName"}, "AWS::AutoScaling::AutoScalingGroup", scaling_room},
      {"AWS::ElasticLoadBalancingV2::ListenerRule", {"Actions", "*", "TargetGroupArn"}, "AWS::ElasticLoadBalancingV2::TargetGroup", listener_protocol},
      {"AWS::ECS::Service", {"TaskDefinition"}, "AWS::ECS::TaskDefinition", fargate_service},
      {"AWS::EC2::LaunchTemplate", {"LaunchTemplateData", "NetworkInterfaces", "*", "SubnetId"}, "AWS::EC2::Subnet", same_vpc},
  };
  return rules;
}

}  // namespace

void check_pairs(const View& view, Report& report) {
  for (const Resource& resource : view.outline.resources)
    for (const Rule& rule : pair_rules()) {
      if (resource.type != rule.from) continue;
      for (const Seen& seen : look(view, resource.properties, rule.path, holding(resource))) {
        const Resource* target = seen.node ? referred(view, seen.node) : nullptr;
        if (target == nullptr || target->type != rule.to) continue;
        if (!together(view, seen.assumes, holding(*target))) continue;
        rule.check({view, resource, *target, seen.node}, report);
      }
    }
}

void check_group_sizes(const View& view, Report& report) {
  for (const Resource* group : view.of_type("AWS::AutoScaling::AutoScalingGroup")) {
    const auto least = property(view, *group, "MinSize");
    const auto most = property(view, *group, "MaxSize");
    const auto wanted = property(view, *group, "DesiredCapacity");
    const std::optional<long> none;
    const auto a = least ? number(*least) : none;
    const auto b = most ? number(*most) : none;
    const auto c = wanted ? number(*wanted) : none;
    if (a && b && *a > *b) {
      Finding& finding = report.add("group-size-order", group->properties.find("MaxSize").range(),
                                    fmt::format("MaxSize {} is below MinSize {}; it must be {} or more", *most, *least, *least));
      offer_setting(finding, group->properties, "MaxSize", *least, false);
      offer_setting(finding, group->properties, "MinSize", *most, false);
    } else if ((a && c && *c < *a) || (b && c && *c > *b)) {
      Finding& finding =
          report.add("group-size-order", group->properties.find("DesiredCapacity").range(),
                     fmt::format("DesiredCapacity {} is not between MinSize {} and MaxSize {}", *wanted, least.value_or("?"), most.value_or("?")));
      offer_setting(finding, group->properties, "DesiredCapacity", a && *c < *a ? *least : *most);
    }
  }
}

void check_lambda_permissions(const View& view, Report& report) {
  struct Owner {
    std::string_view type, principal;
  };
  constexpr Owner kOwners[] = {{"AWS::S3::Bucket", "s3.amazonaws.com"},
                               {"AWS::SNS::Topic", "sns.amazonaws.com"},
                               {"AWS::Events::Rule", "events.amazonaws.com"},
                               {"AWS::Logs::LogGroup", "logs.amazonaws.com"}};
  for (const Resource* permission : view.of_type("AWS::Lambda::Permission")) {
    const Node source = permission->properties.find("SourceArn");
    const Resource* owner = referred(view, source);
    if (owner == nullptr) continue;
    const std::string principal = fixed_text(view, permission->properties, {"Principal"});
    for (const Owner& each : kOwners)
      if (owner->type == each.type && principal.ends_with(".amazonaws.com") && principal != each.principal && !(each.type == "AWS::Logs::LogGroup"))
        offer_setting(report.add("lambda-permission-principal", permission->properties.find("Principal").range(),
                                 fmt::format("SourceArn is an {}, which calls as {}; {} will never match", owner->type, each.principal, principal)),
                      permission->properties, "Principal", each.principal);
    if (owner->type == "AWS::S3::Bucket" && principal == "s3.amazonaws.com" && !may_have(view, permission->properties, "SourceAccount"))
      offer_entry(report.add("lambda-permission-account", source.range(),
                             "A bucket's ARN names no account: without SourceAccount, a bucket of that name in another account could call the function after "
                             "this one is gone"),
                  permission->properties, "SourceAccount", R"({"Ref": "AWS::AccountId"})", true);
  }
}

}  // namespace cribsheet::rules::cloudformation
