// Two settings of a resource that each are right and together are not: what people write down after it went wrong once.
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "model/edits.h"
#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/look.h"
#include "model/intrinsic.h"
#include "rules/cloudformation/mends.h"

namespace cribsheet::rules::cloudformation {
namespace {

std::optional<long> number(std::string_view text) {
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error != std::errc{} || end != text.data() + text.size() ? std::nullopt : std::optional(value);
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), text) != words.end(); }

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

Finding& say(Report& report, std::string_view rule, const Resource& resource, Range at, std::string_view path, std::string message) {
  Finding& made = report.add(rule, at, std::move(message));
  made.entity = std::string(resource.type) + "." + std::string(path);
  return made;
}

void check_datapoints(const View& view, const Resource& alarm, Report& report) {
  const auto periods = number(fixed_text(view, alarm.properties, {"EvaluationPeriods"}));
  for (const Seen& points : look(view, alarm.properties, {"DatapointsToAlarm"})) {
    const auto wanted = points.fixed() ? number(points.text) : std::nullopt;
    if (!wanted || !periods || *wanted <= *periods) continue;
    Finding& finding = say(report, "alarm-datapoints", alarm, range_of(points, alarm.key.range()), "DatapointsToAlarm",
                           fmt::format("{} of {} periods can never breach; DatapointsToAlarm is at most EvaluationPeriods", *wanted, *periods));
    offer_value(finding, points.place, std::to_string(*periods), false);
    offer_setting(finding, alarm.properties, "EvaluationPeriods", std::to_string(*wanted), false);
  }
}

void check_gateway_endpoint(const View& view, const Resource& endpoint, Report& report) {
  const std::string kind = fixed_text(view, endpoint.properties, {"VpcEndpointType"});
  if (kind != "Gateway") return;
  for (const Seen& service : look(view, endpoint.properties, {"ServiceName"})) {
    if (!service.fixed() || !service.text.starts_with("com.amazonaws.") || service.text.find('$') != std::string::npos) continue;
    const std::string_view name = std::string_view(service.text).substr(service.text.rfind('.') + 1);
    if (is_one_of(name, {"s3", "dynamodb", "s3express"})) continue;
    offer_setting(say(report, "gateway-endpoint-service", endpoint, range_of(service, endpoint.key.range()), "ServiceName",
                      fmt::format("{} has no gateway endpoint; only S3 and DynamoDB have: make it an Interface endpoint", name)),
                  endpoint.properties, "VpcEndpointType", "Interface");
  }
}

// Behaviours of a distribution, each with what it forwards to.
void check_failover_methods(const View& view, const Resource& distribution, Report& report) {
  std::vector<std::string> groups;
  for (const Seen& id : look(view, distribution.properties, {"DistributionConfig", "OriginGroups", "Items", "*", "Id"}))
    if (id.fixed()) groups.push_back(id.text);
  if (groups.empty()) return;
  const auto behavior = [&](Node node, std::string_view path) {
    const std::string target = fixed_text(view, node, {"TargetOriginId"});
    if (target.empty() || std::find(groups.begin(), groups.end(), target) == groups.end()) return;
    for (const Seen& method : look(view, node, {"AllowedMethods", "*"})) {
      if (!method.fixed() || !is_one_of(method.text, {"POST", "PUT", "PATCH", "DELETE"})) continue;
      say(report, "origin-group-methods", distribution, range_of(method, distribution.key.range()), fmt::format("DistributionConfig.{}.AllowedMethods", path),
          fmt::format("{} is an origin group, which takes over for GET, HEAD and OPTIONS only; {} can't go to it", target, method.text));
      break;
    }
  };
  const Node config = distribution.properties.find("DistributionConfig").resolved();
  behavior(config.find("DefaultCacheBehavior").resolved(), "DefaultCacheBehavior");
  for (const Node each : config.find("CacheBehaviors").resolved().children()) behavior(each.resolved(), "CacheBehaviors");
}

void check_own_logs(const View& view, const Resource& bucket, Report& report) {
  const Node logging = bucket.properties.find("LoggingConfiguration").resolved();
  if (!logging.is_mapping() || model::is_intrinsic(logging)) return;
  for (const Seen& target : look(view, logging, {"DestinationBucketName"})) {
    const bool itself = target.absent() || (target.node && referred(view, target.node) == &bucket);
    if (itself)
      say(report, "bucket-logs-to-itself", bucket, range_of(target, logging.range()), "LoggingConfiguration.DestinationBucketName",
          "The bucket logs to itself, and each log makes another; send its logs to a bucket of their own");
  }
}

void check_replication(const View& view, const Resource& bucket, Report& report) {
  const Node entry = bucket.properties.find_entry("ReplicationConfiguration");
  if (!entry || model::is_intrinsic(entry.value().resolved())) return;
  for (const Seen& status : look(view, bucket.properties, {"VersioningConfiguration", "Status"})) {
    if (!status.absent() && !status.is("Suspended")) continue;
    Finding& finding = say(report, "replication-without-versioning", bucket, status.absent() ? entry.key().range() : range_of(status, entry.key().range()),
                           "ReplicationConfiguration", "Only a bucket with versions can be replicated; its VersioningConfiguration must be Enabled");
    if (status.is("Suspended")) offer_value(finding, status.place, "Enabled");
    else if (!bucket.properties.find_entry("VersioningConfiguration"))
      offer_entry(finding, bucket.properties, "VersioningConfiguration", R"({"Status": "Enabled"})", true);
    return;
  }
}

// The smallest cache, or none.
void offer_cache(const Resource& stage, const Seen& caching, Finding& finding) {
  offer_value(finding, caching.place, "false", false);
  auto edit = model::insertion(stage.properties, "CacheClusterEnabled", "true");
  const auto size = model::insertion(stage.properties, "CacheClusterSize", model::text_value("0.5"));
  if (!edit || !size || stage.properties.find_entry("CacheClusterEnabled") || stage.properties.find_entry("CacheClusterSize")) return;
  edit->text += size->text;
  finding.fixes.push_back({"Give the stage a cache of 0.5 GB", {std::move(*edit)}, false});
}

void check_stage_cache(const View& view, const Resource& stage, Report& report) {
  const std::string cluster = lowered(fixed_text(view, stage.properties, {"CacheClusterEnabled"}));
  if (cluster != "false" && may_have(view, stage.properties, "CacheClusterEnabled")) return;
  for (const Seen& caching : look(view, stage.properties, {"MethodSettings", "*", "CachingEnabled"})) {
    if (caching.fixed() && lowered(caching.text) == "true")
      offer_cache(stage, caching,
                  say(report, "caching-without-cache", stage, range_of(caching, stage.key.range()), "MethodSettings.CachingEnabled",
                      "The stage has no cache to use; set its CacheClusterEnabled and CacheClusterSize"));
  }
}

void check_placement(const View& view, const Resource& service, Report& report) {
  for (const Node each : service.properties.find("PlacementStrategies").resolved().children()) {
    const Node strategy = each.resolved();
    if (!strategy.is_mapping() || model::is_intrinsic(strategy)) continue;
    const std::string kind = fixed_text(view, strategy, {"Type"});
    for (const Seen& field : look(view, strategy, {"Field"})) {
      if (!field.fixed()) continue;
      const std::string name = lowered(field.text);
      const bool packs = name == "cpu" || name == "memory";
      const bool spreads = name == "instanceid" || name == "host" || name.starts_with("attribute:");
      if (kind == "binpack" && !packs) {
        Finding& finding = say(report, "placement-strategy-field", service, range_of(field, service.key.range()), "PlacementStrategies.Field",
                               fmt::format("binpack packs by cpu or memory, not by {}", field.text));
        for (const std::string_view right : {"memory", "cpu"}) offer_value(finding, field.place, right, false);
      }
      if (kind == "spread" && !spreads)
        offer_value(say(report, "placement-strategy-field", service, range_of(field, service.key.range()), "PlacementStrategies.Field",
                        fmt::format("spread goes by instanceId, host or attribute:NAME, not by {}", field.text)),
                    field.place, "instanceId", false);
    }
  }
}

void check_volume_zone(const View& view, const Resource& attachment, Report& report) {
  const Resource* volume = referred(view, attachment.properties.find("VolumeId"));
  const Resource* instance = referred(view, attachment.properties.find("InstanceId"));
  if (!volume || !instance || volume->type != "AWS::EC2::Volume" || instance->type != "AWS::EC2::Instance") return;
  const std::string there = fixed_text(view, volume->properties, {"AvailabilityZone"});
  const std::string here = fixed_text(view, instance->properties, {"AvailabilityZone"});
  if (there.empty() || here.empty() || there == here) return;
  const Node place = attachment.properties.find_entry("VolumeId").value();
  Finding& finding = say(report, "volume-zone", attachment, place.range(), "VolumeId",
                         fmt::format("{} is in {} and {} in {}; a volume goes to instances of its own zone", volume->id, there, instance->id, here));
  offer_property(finding, *volume, "AvailabilityZone", here, fmt::format("Put {} into {}", volume->id, here));
  offer_property(finding, *instance, "AvailabilityZone", there, fmt::format("Put {} into {}", instance->id, there));
}

void check_root_volume(const View& view, const Resource& instance, Report& report) {
  for (const Node each : instance.properties.find("BlockDeviceMappings").resolved().children()) {
    const Node mapping = each.resolved();
    if (!mapping.is_mapping() || !is_one_of(fixed_text(view, mapping, {"DeviceName"}), {"/dev/xvda", "/dev/sda1"})) continue;
    for (const Seen& kind : look(view, mapping, {"Ebs", "VolumeType"})) {
      if (kind.fixed() && is_one_of(kind.text, {"st1", "sc1"}))
        offer_value(say(report, "root-volume-type", instance, range_of(kind, instance.key.range()), "BlockDeviceMappings.Ebs.VolumeType",
                        fmt::format("No instance starts from a {} volume; take gp3 for the root device", kind.text)),
                    kind.place, "gp3");
    }
  }
}

void check_version_lifecycle(const View& view, const Resource& application, Report& report) {
  const Node rules = application.properties.find("ResourceLifecycleConfig").resolved().find("VersionLifecycleConfig").resolved();
  if (!rules.is_mapping() || model::is_intrinsic(rules)) return;
  const auto on = [&](std::string_view rule) { return lowered(fixed_text(view, rules, {rule, "Enabled"})) == "true"; };
  if (!on("MaxAgeRule") || !on("MaxCountRule")) return;
  Finding& finding =
      say(report, "version-lifecycle", application, rules.find_entry("MaxCountRule").key().range(), "ResourceLifecycleConfig.VersionLifecycleConfig",
          "Versions go by age or by number, not by both; enable one of MaxAgeRule and MaxCountRule");
  for (const std::string_view rule : {"MaxAgeRule", "MaxCountRule"}) {
    offer_setting(finding, rules.find(rule), "Enabled", "false", false);
    if (!finding.fixes.empty()) finding.fixes.back().title = fmt::format("Disable {}", rule);
  }
}

void check_index_throughput(const View& view, const Resource& table, Report& report) {
  if (!table.properties.find_entry("ProvisionedThroughput") || may_have(view, table.properties, "BillingMode")) {
    if (fixed_text(view, table.properties, {"BillingMode"}) != "PROVISIONED") return;
  }
  for (const Node each : table.properties.find("GlobalSecondaryIndexes").resolved().children()) {
    const Node index = each.resolved();
    if (!index.is_mapping() || model::is_intrinsic(index) || may_have(view, index, "ProvisionedThroughput")) continue;
    Finding& finding = say(report, "index-throughput", table, index.range(), "GlobalSecondaryIndexes.ProvisionedThroughput",
                           "A global index of a table with provisioned throughput needs a ProvisionedThroughput of its own");
    if (const auto same = model::as_json(table.properties.find("ProvisionedThroughput")))
      offer_entry(finding, index, "ProvisionedThroughput", *same);  // the table's
  }
}

// Two numbers of one mapping that are the ends of a range, or the greater and the lesser.
void check_order(const View& view, const Resource& resource, Node at, std::string_view path, std::string_view lesser, std::string_view greater,
                 std::string_view rule, std::string_view why, Report& report) {
  const std::string low_text = fixed_text(view, at, {lesser}), high_text = fixed_text(view, at, {greater});
  const auto low = number(low_text), high = number(high_text);
  if (!low || !high || *low <= *high) return;
  Finding& finding = say(report, rule, resource, at.find(greater).range(), fmt::format("{}{}", path, greater),
                         fmt::format("{} {} is below {} {}; {}", greater, high_text, lesser, low_text, why));
  offer_setting(finding, at, greater, low_text, false);
  offer_setting(finding, at, lesser, high_text, false);
}

void check_port_order(const View& view, const Resource& resource, Report& report) {
  const auto check = [&](Node rule, std::string_view path) {
    // Of ICMP, FromPort is the type and ToPort the code.
    if (is_one_of(lowered(fixed_text(view, rule, {"IpProtocol"})), {"tcp", "udp", "6", "17"}))
      check_order(view, resource, rule, path, "FromPort", "ToPort", "port-order", "a range of ports begins with the lower one", report);
  };
  check(resource.properties, "");
  for (const std::string_view list : {"SecurityGroupIngress", "SecurityGroupEgress"})
    for (const Node each : resource.properties.find(list).resolved().children()) check(each.resolved(), fmt::format("{}.", list));
}

void check_health_check_times(const View& view, const Resource& group, Report& report) {
  check_order(view, group, group.properties, "", "HealthCheckTimeoutSeconds", "HealthCheckIntervalSeconds", "health-check-times",
              "a health check ends before the next begins", report);
}

struct Agreement {
  std::string_view type;
  void (*check)(const View&, const Resource&, Report&);
};
constexpr Agreement kAgreements[] = {{"AWS::CloudWatch::Alarm", check_datapoints},
                                     {"AWS::EC2::VPCEndpoint", check_gateway_endpoint},
                                     {"AWS::CloudFront::Distribution", check_failover_methods},
                                     {"AWS::S3::Bucket", check_own_logs},
                                     {"AWS::S3::Bucket", check_replication},
                                     {"AWS::ApiGateway::Stage", check_stage_cache},
                                     {"AWS::ECS::Service", check_placement},
                                     {"AWS::EC2::VolumeAttachment", check_volume_zone},
                                     {"AWS::EC2::Instance", check_root_volume},
                                     {"AWS::ElasticBeanstalk::Application", check_version_lifecycle},
                                     {"AWS::DynamoDB::Table", check_index_throughput},
                                     {"AWS::EC2::SecurityGroup", check_port_order},
                                     {"AWS::EC2::SecurityGroupIngress", check_port_order},
                                     {"AWS::EC2::SecurityGroupEgress", check_port_order},
                                     {"AWS::ElasticLoadBalancingV2::TargetGroup", check_health_check_times}};

}  // namespace

void check_agreements(const View& view, Report& report) {
  for (const Resource& resource : view.outline.resources) {
    for (const Agreement& each : kAgreements) {
      if (each.type == resource.type && resource.properties.is_mapping() && !model::is_intrinsic(resource.properties)) each.check(view, resource, report);
    }
  }
}

}  // namespace cribsheet::rules::cloudformation
