#!/usr/bin/env python3
"""Makes constraints/extensions/*.json: combinations of properties that a type's own schema can't say. Facts only.

    combine.py EXTENSIONS.jsonl[.gz]     lines of {"type": service_resource, "name", "schema"}

Each fact is laid at the places named below and given the rule it belongs to. Tables by region become one list of all regions'
values. The build needs none of this: it is how the files here came to be, and how they are renewed.
"""
import collections
import gzip
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
INSTANCE = "instance-type"
BLOCK_DEVICES = [("AWS::EC2::Instance", "BlockDeviceMappings/*"), ("AWS::AutoScaling::LaunchConfiguration", "BlockDeviceMappings/*"),
                 ("AWS::EC2::LaunchTemplate", "LaunchTemplateData/BlockDeviceMappings/*"),
                 ("AWS::EC2::SpotFleet", "SpotFleetRequestConfigData/LaunchSpecifications/*/BlockDeviceMappings/*")]
VOLUMES = [(t, p + "/Ebs") for t, p in BLOCK_DEVICES]
PORTS = [("AWS::EC2::SecurityGroup", "SecurityGroupIngress/*"), ("AWS::EC2::SecurityGroup", "SecurityGroupEgress/*"),
         ("AWS::EC2::SecurityGroupIngress", ""), ("AWS::EC2::SecurityGroupEgress", "")]
EMR = [("AWS::EMR::Cluster", f"Instances/{group}{rest}") for group, rest in (
    ("Core", "InstanceGroup/InstanceType"), ("Master", "InstanceGroup/InstanceType"), ("Task", "InstanceGroups/*/InstanceType"),
    ("Core", "InstanceFleet/InstanceTypeConfigs/*/InstanceType"), ("Master", "InstanceFleet/InstanceTypeConfigs/*/InstanceType"),
    ("Task", "InstanceFleets/*/InstanceTypeConfigs/*/InstanceType"))] + [
    ("AWS::EMR::InstanceGroupConfig", "InstanceType"), ("AWS::EMR::InstanceFleetConfig", "InstanceTypeConfigs/*/InstanceType")]
# (source type, name): (rule, message or "", [(type, path)])
FACTS = {
    ("aws_amazonmq_broker", "instancetype_enum"): (INSTANCE, "", [("AWS::AmazonMQ::Broker", "HostInstanceType")]),
    ("aws_appstream_fleet", "instancetype_enum"): (INSTANCE, "", [("AWS::AppStream::Fleet", "InstanceType")]),
    ("aws_dax_cluster", "nodetype_enum"): (INSTANCE, "", [("AWS::DAX::Cluster", "NodeType")]),
    ("aws_docdb_dbinstance", "dbinstanceclass_enum"): (INSTANCE, "", [("AWS::DocDB::DBInstance", "DBInstanceClass")]),
    ("aws_ec2_instance", "instancetype_enum"): (INSTANCE, "", [
        ("AWS::EC2::Instance", "InstanceType"), ("AWS::AutoScaling::LaunchConfiguration", "InstanceType"),
        ("AWS::EC2::LaunchTemplate", "LaunchTemplateData/InstanceType"), ("AWS::EC2::CapacityReservation", "InstanceType"),
        ("AWS::EC2::SpotFleet", "SpotFleetRequestConfigData/LaunchSpecifications/*/InstanceType")]),
    ("aws_elasticache_cachecluster", "cachenodetype_enum"): (INSTANCE, "", [
        ("AWS::ElastiCache::CacheCluster", "CacheNodeType"), ("AWS::ElastiCache::ReplicationGroup", "CacheNodeType"),
        ("AWS::ElastiCache::GlobalReplicationGroup", "CacheNodeType")]),
    ("aws_elasticsearch_domain", "elasticsearchclusterconfig_instancetype_enum"): (INSTANCE, "", [("AWS::Elasticsearch::Domain", "ElasticsearchClusterConfig/InstanceType")]),
    ("aws_opensearchservice_domain", "clusterconfig_instancetype_enum"): (INSTANCE, "", [("AWS::OpenSearchService::Domain", "ClusterConfig/InstanceType")]),
    ("aws_emr_cluster", "instancetypeconfig_instancetype_enum"): (INSTANCE, "", EMR),
    ("aws_gamelift_fleet", "ec2instancetype_enum"): (INSTANCE, "", [("AWS::GameLift::Fleet", "EC2InstanceType")]),
    ("aws_managedblockchain_node", "nodeconfiguration_instancetype_enum"): (INSTANCE, "", [("AWS::ManagedBlockchain::Node", "NodeConfiguration/InstanceType")]),
    ("aws_neptune_dbinstance", "dbinstanceclass_enum"): (INSTANCE, "", [("AWS::Neptune::DBInstance", "DBInstanceClass")]),
    ("aws_redshift_cluster", "nodetype_enum"): (INSTANCE, "", [("AWS::Redshift::Cluster", "NodeType")]),
    ("aws_sagemaker_cluster", "instancetype_enum"): (INSTANCE, "", [("AWS::SageMaker::Cluster", "InstanceGroups/*/InstanceType")]),
    ("aws_sagemaker_hosting", "instancetype_enum"): (INSTANCE, "", [("AWS::SageMaker::EndpointConfig", "ProductionVariants/*/InstanceType")]),
    ("aws_sagemaker_processing", "instancetype_enum"): (INSTANCE, "", [("AWS::SageMaker::ProcessingJob", "ProcessingResources/ClusterConfig/InstanceType")]),
    ("aws_rds_dbcluster", "dbclusterinstanceclass_enum"): (INSTANCE, "", [("AWS::RDS::DBCluster", "")]),
    ("aws_rds_dbinstance", "dbinstanceclass_enum"): (INSTANCE, "", [("AWS::RDS::DBInstance", "")]),
    ("aws_apigateway_authorizer", "ttl"): ("authorizer-cache-time", "", [("AWS::ApiGateway::Authorizer", "")]),
    ("aws_apigateway_restapi", "openapi_properties"): ("rest-api-name", "A REST API needs a Name, unless Body or BodyS3Location describes it", [("AWS::ApiGateway::RestApi", "")]),
    ("aws_cloudwatch_alarm", "period"): ("alarm-period", "An alarm's Period is 10, 20, 30, or a multiple of 60 seconds, not {value}", [("AWS::CloudWatch::Alarm", "")]),
    ("aws_codebuild_project", "s3_locations"): ("codebuild-s3-location", "With Type S3, Location must name the bucket", [
        ("AWS::CodeBuild::Project", "Artifacts"), ("AWS::CodeBuild::Project", "SecondaryArtifacts/*"), ("AWS::CodeBuild::Project", "Cache"),
        ("AWS::CodeBuild::Project", "Source"), ("AWS::CodeBuild::Project", "SecondarySources/*")]),
    ("aws_dynamodb_table", "billingmode_exclusive"): ("dynamodb-billing-mode", "With BillingMode PAY_PER_REQUEST there is no {property} to set", [("AWS::DynamoDB::Table", "")]),
    ("aws_dynamodb_table", "billingmode_provisioned_dependent"): ("dynamodb-billing-mode", "With BillingMode PROVISIONED, ProvisionedThroughput must say how much", [("AWS::DynamoDB::Table", "")]),
    ("aws_ec2_instance", "blockdevicemappings"): ("volume-iops", "", VOLUMES + [("AWS::EC2::Volume", "")]),
    ("aws_ec2_instance", "privateipaddress"): ("second-primary-address", "PrivateIpAddress is the primary address already; none of these may be primary too", [("AWS::EC2::Instance", "")]),
    ("aws_ec2_instance", "virtualname_ephemeral"): ("ephemeral-device-name", "Without Ebs, VirtualName is an instance store volume, ephemeral0 to ephemeral23; {value} is none", BLOCK_DEVICES),
    ("aws_ec2_securitygroup", "all_to_and_from_ports"): ("security-group-ports", "{what}: FromPort and ToPort are both -1, or neither is", PORTS),
    ("aws_ec2_securitygroup", "protocols_and_port_ranges_exclude"): ("security-group-ports-ignored", "{property} means nothing{where}: all traffic of the protocol is covered", PORTS),
    ("aws_ec2_securitygroup", "protocols_and_port_ranges_include"): ("security-group-ports", "{property} is missing{where}: FromPort and ToPort say which ports are meant", PORTS),
    ("aws_ec2_vpngateway", "type_enum"): ("vpn-gateway-type", "The one type of VPN gateway is ipsec.1", [("AWS::EC2::VPNGateway", "Type")]),
    ("aws_ecs_service", "fargate"): ("ecs-scheduling-strategy", "With FARGATE, CODE_DEPLOY or EXTERNAL, the SchedulingStrategy can only be REPLICA", [("AWS::ECS::Service", "")]),
    ("aws_ecs_taskdefinition", "containerdefinitions_essential"): ("ecs-essential", "At least one container must be essential", [("AWS::ECS::TaskDefinition", "ContainerDefinitions")]),
    ("aws_ecs_taskdefinition", "fargate_cpu_memory"): ("ecs-fargate-size", "Fargate has no task of Cpu {Cpu} and Memory {Memory}; each Cpu goes with some sizes of memory only", [("AWS::ECS::TaskDefinition", "")]),
    ("aws_ecs_taskdefinition", "fargate_properties"): ("ecs-fargate-needs", "", [("AWS::ECS::TaskDefinition", "")]),
    ("aws_ecs_taskdefinition", "logging_configuration"): ("ecs-log-options", "", [("AWS::ECS::TaskDefinition", "ContainerDefinitions/*/LogConfiguration")]),
    ("aws_elasticache_cachecluster", "engine_version"): ("engine-version", "", [("AWS::ElastiCache::CacheCluster", "")]),
    ("aws_elasticache_replicationgroup", "transitencryptionenabled_valkey"): ("valkey-transit-encryption", "With Engine valkey, say whether TransitEncryptionEnabled", [("AWS::ElastiCache::ReplicationGroup", "")]),
    ("aws_elasticloadbalancing_loadbalancer", "certificate"): ("listener-certificate", "HTTPS and SSL listeners need SSLCertificateId", [("AWS::ElasticLoadBalancing::LoadBalancer", "Listeners/*")]),
    ("aws_elasticloadbalancingv2_listener", "certificate"): ("listener-certificate", "HTTPS and TLS listeners need Certificates", [("AWS::ElasticLoadBalancingV2::Listener", "")]),
    ("aws_elasticloadbalancingv2_loadbalancer", "application_subnets"): ("load-balancer-subnets", "An application load balancer needs subnets in at least two availability zones", [("AWS::ElasticLoadBalancingV2::LoadBalancer", "")]),
    ("aws_elasticloadbalancingv2_targetgroup", "healthcheckprotocol_restrictions"): ("target-group-combination", "Only HTTP and HTTPS health checks have {property}", [("AWS::ElasticLoadBalancingV2::TargetGroup", "")]),
    ("aws_elasticloadbalancingv2_targetgroup", "protocol_restrictions"): ("target-group-combination", "A GENEVE target group has the port 6081, not {value}", [("AWS::ElasticLoadBalancingV2::TargetGroup", "")]),
    ("aws_elasticloadbalancingv2_targetgroup", "targettype_restrictions"): ("target-group-combination", "", [("AWS::ElasticLoadBalancingV2::TargetGroup", "")]),
    ("aws_lambda_eventsourcemapping", "eventsourcearn_sqs_exclusive"): ("event-source-starting-position", "A queue has no StartingPosition", [("AWS::Lambda::EventSourceMapping", "")]),
    ("aws_lambda_eventsourcemapping", "eventsourcearn_stream_inclusive"): ("event-source-starting-position", "A stream needs a StartingPosition", [("AWS::Lambda::EventSourceMapping", "")]),
    ("aws_lambda_function", "awslayer"): ("lambda-layer-arn", "{value} is a layer of Lambda's own; name one of yours: arn:aws:lambda:region:account:layer:name:version", [("AWS::Lambda::Function", "Layers/*")]),
    ("aws_lambda_function", "environment_variable_keys"): ("lambda-reserved-variable", "Lambda sets {property} itself; choose another name, or leave it out", [("AWS::Lambda::Function", "Environment/Variables")]),
    ("aws_lambda_function", "loglevel_logformat"): ("lambda-log-level", "{property} works only with LogFormat JSON", [("AWS::Lambda::Function", "")]),
    ("aws_lambda_function", "packagetype_image_exclusions"): ("lambda-image-properties", "A function from a container image has no {property}: the image says it", [("AWS::Lambda::Function", "")]),
    ("aws_lambda_function", "zipfile_runtime_enum"): ("lambda-inline-code", "Code can be written inline (ZipFile) only for Node.js and Python, not for {value}", [("AWS::Lambda::Function", "")]),
    ("aws_lambda_function", "zipfile_runtime_exists"): ("lambda-inline-code", "Inline code (ZipFile) needs a Runtime", [("AWS::Lambda::Function", "")]),
    ("aws_rds_dbcluster", "aurora"): ("aurora-cluster-property", "An Aurora cluster has no {property}", [("AWS::RDS::DBCluster", "")]),
    ("aws_rds_dbcluster", "aurora_warning"): ("aurora-property-ignored", "A serverless Aurora cluster ignores {property}", [("AWS::RDS::DBCluster", "")]),
    ("aws_rds_dbcluster", "engine_version"): ("engine-version", "", [("AWS::RDS::DBCluster", "")]),
    ("aws_rds_dbcluster", "engine_version_deprecated"): ("engine-version-deprecated", "{reason}: that version is out of support, or soon will be; choose a later one", [("AWS::RDS::DBCluster", "")]),
    ("aws_rds_dbcluster", "monitoring"): ("rds-monitoring", "{what}: MonitoringInterval (not 0) and MonitoringRoleArn go together", [("AWS::RDS::DBCluster", "")]),
    ("aws_rds_dbcluster", "multiaz"): ("multi-az-cluster-property", "{what}: it is a Multi-AZ cluster", [("AWS::RDS::DBCluster", "")]),
    ("aws_rds_dbcluster", "serverless_exclusive"): ("aurora-engine-mode", "", [("AWS::RDS::DBCluster", "")]),
    ("aws_rds_dbcluster", "snapshotidentifier"): ("restored-property-ignored", "The snapshot decides {property}; what is written here is ignored", [("AWS::RDS::DBCluster", "")]),
    ("aws_rds_dbcluster", "sourcedbclusteridentifier"): ("restored-property-ignored", "The source cluster decides {property}; what is written here is ignored", [("AWS::RDS::DBCluster", "")]),
    ("aws_rds_dbinstance", "aurora_exclusive"): ("aurora-instance-property", "An Aurora instance takes {property} from its cluster; set it there", [("AWS::RDS::DBInstance", "")]),
    ("aws_rds_dbinstance", "backupretentionperiod_maximum"): ("rds-backup-retention", "", [("AWS::RDS::DBInstance", "")]),
    ("aws_rds_dbinstance", "engine_version"): ("engine-version", "", [("AWS::RDS::DBInstance", "")]),
    ("aws_rds_dbinstance", "engine_version_deprecated"): ("engine-version-deprecated", "{reason}: that version is out of support, or soon will be; choose a later one", [("AWS::RDS::DBInstance", "")]),
    ("aws_rds_dbinstance", "kmskey_storageencrypted"): ("rds-key-without-encryption", "A KmsKeyId needs StorageEncrypted: true", [("AWS::RDS::DBInstance", "")]),
    ("aws_rds_dbinstance", "replicamode_enum"): ("rds-replica-mode", "", [("AWS::RDS::DBInstance", "")]),
    ("aws_route53_healthcheck", "healthcheckconfig_type_inclusive"): ("health-check-alarm", "A health check of type CLOUDWATCH_METRIC needs AlarmIdentifier", [("AWS::Route53::HealthCheck", "HealthCheckConfig")]),
    ("aws_route53_recordset", "recordset_pattern"): ("record-value", "", [("AWS::Route53::RecordSet", ""), ("AWS::Route53::RecordSetGroup", "RecordSets/*")]),
    ("aws_route53_recordset", "recordset_alias"): ("alias-record-ttl", "An alias record has no TTL: its target's counts", [("AWS::Route53::RecordSet", ""), ("AWS::Route53::RecordSetGroup", "RecordSets/*")]),
    ("aws_s3_bucket", "ownershipcontrols"): ("bucket-acl-ownership", "The bucket needs OwnershipControls that allow ACLs{where}", [("AWS::S3::Bucket", "")]),
    ("aws_sns_subscription", "subscription_endpoint_protocol"): ("subscription-endpoint", "", [("AWS::SNS::Subscription", "")]),
    ("aws_sqs_queue", "properties"): ("sqs-fifo-property", "", [("AWS::SQS::Queue", "")]),
}
DROPPED = {"description", "additionalProperties"}
TESTED = ("if", "not", "contains")   # what only decides; never itself a violation
MERGED = ("then", "else", "items", "additionalProperties", "propertyNames")


def named(node, rule, message):
    """The schema with its rule on every part that can be violated."""
    if node is False:
        node = {"not": {}}
    if not isinstance(node, dict):
        return node
    out = {"rule": rule}
    if message:
        out["message"] = message
    for key, value in node.items():
        if key in DROPPED and not (key == "additionalProperties" and value is False):
            continue
        if key in TESTED:
            out[key] = tested(value)
        elif key in MERGED and isinstance(value, (dict, bool)):
            out[key] = named(value, rule, message)
        elif key in ("allOf", "anyOf", "oneOf"):
            out[key] = [named(one, rule, message) for one in value]
        elif key in ("properties", "patternProperties"):
            out[key] = {name: named(one, rule, message) if one is not True else {} for name, one in value.items()}
        else:
            out[key] = value
    return out


def tested(node):
    if node is False:
        return {"not": {}}
    if isinstance(node, list):
        return [tested(one) for one in node]
    if not isinstance(node, dict):
        return node
    return {key: {name: tested(one) if one is not True else {} for name, one in value.items()} if key in ("properties", "patternProperties") else
            tested(value) if key in ("if", "then", "else", "not", "contains", "items", "allOf", "anyOf", "oneOf") else value
            for key, value in node.items() if key not in DROPPED}


def inlined(node, root):
    """References to the fact's own definitions, laid in."""
    if isinstance(node, list):
        return [inlined(one, root) for one in node]
    if not isinstance(node, dict):
        return node
    if str(node.get("$ref", "")).startswith("#/definitions/"):
        rest = {key: value for key, value in node.items() if key != "$ref"}
        return inlined({**root["definitions"][node["$ref"].rsplit("/", 1)[1]], **rest}, root)
    return {key: inlined(value, root) for key, value in node.items() if key != "definitions"}


def of_all_regions(schema):
    """One list of all regions' values; a schema that is no table by region as it is; us-east-1's where the parts are no lists."""
    parts = {key: part for key, part in schema.items() if key == "all" or key.count("-") >= 2}
    if not parts:
        return schema
    if all(isinstance(part, dict) and set(part) <= {"enum"} for part in parts.values()):
        return {"enum": sorted({value for part in parts.values() for value in part.get("enum", [])})}
    return schema["us-east-1"]


def engines_of_any_case(schema):
    """RDS takes an engine's name in any case."""
    text = json.dumps(schema).replace('"then": {"properties": {"Engine": {"enum":', '"then": {"properties": {"Engine": {"enumCaseInsensitive":')
    return json.loads(text)


def laid_at(schema, path):
    for step in reversed([step for step in path.split("/") if step]):
        schema = {"items": schema} if step == "*" else {"properties": {step: schema}}
    return schema


def main(source):
    lines = gzip.open(source, "rt") if source.endswith(".gz") else open(source, encoding="utf-8")
    types = collections.defaultdict(list)
    for fact in map(json.loads, lines):
        target = FACTS.get((fact["type"], fact["name"]))
        if target is None:
            continue
        schema = of_all_regions(fact["schema"])
        if target[0] == "engine-version":
            schema = engines_of_any_case(schema)
        rule, message, places = target
        schema = named(inlined(schema, schema), rule, message)
        if message == "" and rule == INSTANCE:
            schema["message"] = "{value} is no instance type here; see the service's page for those there are"
        for name, path in places:
            types[name].append(laid_at(schema, path))
    for name, schemas in types.items():
        file = HERE / "extensions" / (name.removeprefix("AWS::").replace("::", "-") + ".json")
        lines = ",\n".join(json.dumps(schema, sort_keys=True, separators=(",", ":")) for schema in schemas)
        file.write_text(f'{{"type": "{name}", "schemas": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main(sys.argv[1])
