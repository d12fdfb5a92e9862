// The rules on templates. One walk (check_template) serves them all; the page of each is knowledge/rules/<id>.md.
#include "rules/cloudformation/checks.h"
#include "rules/kept.h"
#include "rules/tables.h"

namespace cribsheet::rules {
namespace {

using namespace cloudformation;

// Made for each resource, and for what stands between.
constexpr PartCheck kPartChecks[] = {
    check_references,
    check_condition_names,
    check_depends_on,
    check_reference_conditions,
    check_function_arguments,
    check_extension_functions,
    check_constant_conditions,
    check_unreachable,
    check_misplaced_functions,
    check_find_in_map,
    check_resource_attributes,
    check_availability_zones,
    check_dynamodb_attributes,
    check_tags,
    check_retired_services,
    check_texts,
    check_secrets,
    check_hints,
};

constexpr Check kChecks[] = {
    check_output_conditions,
    check_circles,
    check_redundant_depends_on,
    check_unused,
    check_tag_names,
    check_conditions,
    check_parameters,
    check_names_and_limits,
    check_transforms,
    check_mappings,
    check_outputs,
    check_stateful,
    check_shared_names,
    check_serverless_transform,
    // services
    check_lambda_runtimes,
    check_lambda_functions,
    check_lambda_queues,
    check_subscription_filters,
    check_subnet_ranges,
    check_route_tables,
    check_images,
    check_pairs,
    check_group_sizes,
    check_lambda_permissions,
    check_identifiers,
    check_hosted_zones,
    check_certificates,
    check_distributions,
    check_cache_clusters,
    check_backup_plans,
    check_tiering,
    check_schedules,
    check_pipelines,
    check_packaged_paths,
    check_nested_stacks,
    check_merges,
    check_image_parameters,
    check_open_doors,
    check_settings,
    check_rest_api_parts,
    check_interface,
    check_bucket_policies,
    check_secret_defaults,
    check_linter_settings,
    check_metadata,
    check_agreements,
};

void check_part(const View& view, const Part& part, Report& report) {
  Units* units = part.key ? view.input.units : nullptr;
  if (units != nullptr && units->known(Pass::template_part, part.key, report)) return;
  const bool alone = units != nullptr && units->alone(Pass::template_part, part.key);
  const std::size_t first = report.findings.size();
  for (const PartCheck check : kPartChecks) check(view, part, report);
  if (alone) units->keep(Pass::template_part, part.key, report, first);
}

void check_template(const Input& input, Report& report) {
  const Template* outline = kinds::cloudformation::outline(input.document);
  if (outline == nullptr || input.document.top) return;
  const kinds::cloudformation::TemplateResolver resolver(*outline);
  const View view = make_view(input, *outline, resolver);
  for (const Part& part : view.parts) {
    if (input.stop.stop_requested()) return;
    check_part(view, part, report);
  }
  for (const Check check : kChecks) {
    if (input.stop.stop_requested()) return;
    check(view, report);
  }
}

struct Row {
  std::string_view id;
  Severity severity;
};
constexpr Row kRows[] = {
    {"circular-dependency", Severity::error},
    {"condition-shape", Severity::error},
    {"constant-condition", Severity::warning},
    {"duplicate-name", Severity::error},
    {"function-argument", Severity::error},
    {"function-needs-transform", Severity::error},
    {"function-not-allowed", Severity::error},
    {"function-result", Severity::error},
    {"imported-output", Severity::info},
    {"logical-name", Severity::error},
    {"mapping-shape", Severity::error},
    {"module-attribute", Severity::error},
    {"one-removal-policy", Severity::warning},
    {"parameter-constraint", Severity::error},
    {"parameter-default", Severity::error},
    {"parameter-type", Severity::error},
    {"redundant-depends-on", Severity::warning},
    {"reference-without-condition", Severity::warning},
    {"removal-policy", Severity::error},
    {"serverless-without-transform", Severity::error},
    {"stateful-without-policy", Severity::hint},
    {"template-limit", Severity::error},
    {"transform-shape", Severity::error},
    {"unknown-attribute", Severity::error},
    {"unreachable-branch", Severity::warning},
    {"unknown-function", Severity::error},
    {"unresolved-condition", Severity::error},
    {"unresolved-mapping", Severity::error},
    {"unused-condition", Severity::warning},
    {"unused-mapping", Severity::warning},
    {"unused-parameter", Severity::warning},
    {"update-policy-type", Severity::error},
    // laid on the shapes by knowledge/constraints/extensions; the shape walk reports them
    {"alarm-period", Severity::error},
    {"alias-record-ttl", Severity::error},
    {"aurora-cluster-property", Severity::error},
    {"aurora-engine-mode", Severity::error},
    {"aurora-instance-property", Severity::error},
    {"aurora-property-ignored", Severity::warning},
    {"authorizer-cache-time", Severity::error},
    {"bucket-acl-ownership", Severity::error},
    {"codebuild-s3-location", Severity::error},
    {"dynamodb-billing-mode", Severity::error},
    {"ecs-scheduling-strategy", Severity::error},
    {"engine-version", Severity::error},
    {"engine-version-deprecated", Severity::warning},
    {"ephemeral-device-name", Severity::error},
    {"event-source-starting-position", Severity::error},
    {"health-check-alarm", Severity::error},
    {"instance-type", Severity::warning},
    {"lambda-image-properties", Severity::error},
    {"lambda-inline-code", Severity::error},
    {"lambda-layer-arn", Severity::warning},
    {"lambda-log-level", Severity::error},
    {"lambda-reserved-variable", Severity::error},
    {"listener-certificate", Severity::error},
    {"load-balancer-subnets", Severity::error},
    {"multi-az-cluster-property", Severity::error},
    {"rds-backup-retention", Severity::error},
    {"rds-key-without-encryption", Severity::error},
    {"rds-monitoring", Severity::error},
    {"rds-replica-mode", Severity::error},
    {"record-value", Severity::error},
    {"rest-api-name", Severity::error},
    {"restored-property-ignored", Severity::warning},
    {"second-primary-address", Severity::error},
    {"security-group-ports", Severity::error},
    {"security-group-ports-ignored", Severity::warning},
    {"sqs-fifo-property", Severity::error},
    {"subscription-endpoint", Severity::warning},
    {"target-group-combination", Severity::error},
    {"valkey-transit-encryption", Severity::error},
    {"volume-iops", Severity::error},
    {"vpn-gateway-type", Severity::warning},
    // texts, secrets, settings
    {"dynamic-port-health-check", Severity::error},
    {"lambda-environment-size", Severity::error},
    {"linter-settings", Severity::warning},
    {"type-not-in-region", Severity::error},
    {"logs-kept-forever", Severity::hint},
    {"old-instance-type", Severity::hint},
    {"block-device-ignored", Severity::warning},
    {"bucket-access-control", Severity::info},
    {"bucket-policy-resource", Severity::error},
    {"dynamic-reference", Severity::error},
    {"eip-domain", Severity::warning},
    {"endpoint-private-dns", Severity::error},
    {"forwarded-values", Severity::error},
    {"guardduty-features", Severity::error},
    {"hard-coded-arn", Severity::hint},
    {"health-check-type", Severity::error},
    {"image-parameter-type", Severity::warning},
    {"interface-parameter", Severity::warning},
    {"join-as-sub", Severity::hint},
    {"method-settings", Severity::error},
    {"open-to-the-world", Severity::warning},
    {"pseudo-parameter-as-text", Severity::warning},
    {"public-bucket", Severity::warning},
    {"public-database", Severity::info},
    {"rest-api-two-sources", Severity::warning},
    {"secret-by-parameter", Severity::info},
    {"secret-in-plain-text", Severity::warning},
    {"secret-parameter-shown", Severity::warning},
    {"secret-shown", Severity::warning},
    {"ssm-parameter-name", Severity::warning},
    {"sub-missing", Severity::warning},
    {"sub-not-needed", Severity::warning},
    {"sub-variable-unused", Severity::warning},
    {"yaml-merge", Severity::warning},
    // services
    {"needs-packaging", Severity::warning},
    {"nested-stack-parameters", Severity::error},
    {"pipeline-action-name", Severity::error},
    {"pipeline-artifact", Severity::error},
    {"pipeline-artifact-count", Severity::error},
    {"pipeline-source-stage", Severity::error},
    {"authorizer-type-mismatch", Severity::error},
    {"backup-lifecycle", Severity::error},
    {"cache-cluster-mode", Severity::error},
    {"cloudfront-alias", Severity::error},
    {"cloudfront-origin", Severity::error},
    {"cluster-instance-mismatch", Severity::error},
    {"dead-letter-queue-kind", Severity::error},
    {"duplicate-identifier", Severity::error},
    {"dynamodb-attributes", Severity::error},
    {"ecs-network-configuration", Severity::error},
    {"fargate-task-definition", Severity::error},
    {"group-size-order", Severity::error},
    {"hard-coded-zone", Severity::warning},
    {"hosted-zone-name", Severity::error},
    {"instance-image", Severity::error},
    {"lambda-permission-account", Severity::warning},
    {"lambda-permission-principal", Severity::warning},
    {"lambda-runtime", Severity::warning},
    {"lambda-snap-start", Severity::error},
    {"lambda-zip-properties", Severity::warning},
    {"launch-template-vpc", Severity::error},
    {"listener-rule-geneve", Severity::error},
    {"queue-batch-size", Severity::error},
    {"queue-visibility-timeout", Severity::error},
    {"record-outside-zone", Severity::error},
    {"rest-api-mismatch", Severity::error},
    {"retired-service", Severity::warning},
    {"scaling-without-room", Severity::error},
    {"schedule-expression", Severity::error},
    {"subnet-outside-vpc", Severity::error},
    {"subnet-ranges-overlap", Severity::error},
    {"subnet-two-route-tables", Severity::error},
    {"subscription-filter-limit", Severity::error},
    {"tag-key", Severity::error},
    {"tiering-days", Severity::error},
    {"sqs-encryption", Severity::error},
    {"topic-fifo-property", Severity::error},
    {"bucket-name", Severity::error},
    {"transition-days", Severity::error},
    {"on-demand-shards", Severity::error},
    {"projection-attributes", Severity::error},
    {"time-to-live-attribute", Severity::error},
    {"nat-gateway-address", Severity::error},
    {"vpc-network-size", Severity::warning},
    {"security-group-text", Severity::error},
    {"certificate-region", Severity::error},
    {"port-order", Severity::error},
    {"health-check-times", Severity::error},
    {"validation-domain", Severity::error},
    // agreements
    {"alarm-datapoints", Severity::error},
    {"bucket-logs-to-itself", Severity::warning},
    {"caching-without-cache", Severity::warning},
    {"gateway-endpoint-service", Severity::error},
    {"index-throughput", Severity::error},
    {"origin-group-methods", Severity::error},
    {"placement-strategy-field", Severity::error},
    {"replication-without-versioning", Severity::error},
    {"root-volume-type", Severity::error},
    {"version-lifecycle", Severity::error},
    {"volume-zone", Severity::error},
};

}  // namespace

Table cloudformation_table() {
  const std::vector<std::string_view> kinds{"cloudformation", "sam"};
  Table table{{"unresolved-reference", Severity::error, kinds, check_template}};
  for (const Row& row : kRows) table.push_back({row.id, row.severity, kinds, nullptr});
  return table;
}

}  // namespace cribsheet::rules
