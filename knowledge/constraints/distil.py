#!/usr/bin/env python3
"""Makes constraints/types/*.json and two tables from registry schemas: facts only, a type a line.

    distil.py registry SCHEMAS.jsonl     lines of {"typeName", "schema"}; or a folder of AWS's own schema files
    distil.py extensions EXT.jsonl       lines of {"type", "name", "schema"}: where each applies stands in PLACES
    distil.py regions REGIONS.json       {"absentFrom": {type: [region, ...]}}
    distil.py stateful STATEFUL.json     {"ResourceTypes": {type: {}}}

The build needs none of this: it is how the files here came to be, and how they are renewed.
"""
import collections
import gzip
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
# Words, links and facts about AWS's own deployment machinery.
DROPPED = {
    "$comment", "$id", "$schema", "additionalIdentifiers", "arrayType", "comment", "description", "documentationUrl",
    "examples", "handlers", "insertionOrder", "maxUniqueItems", "propertyTransform", "relationshipRef",
    "replacementStrategy", "resourceLink", "sourceUrl", "title", "typeName", "typeConfiguration",
}


def opened(path):
    return gzip.open(path, "rt") if str(path).endswith(".gz") else open(path, encoding="utf-8")


def facts(node, names=False):
    """The schema without what is not a fact; `names`: the keys of this object are names, not keywords."""
    if isinstance(node, list):
        return [facts(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {}
    for key, value in node.items():
        if not names and key in DROPPED and not (key in ("title", "description") and isinstance(value, dict)):
            continue
        if not names and key in ("enum", "const", "default", "required", "lifecycle"):
            kept[key] = value
            continue
        if not names and key == "tagging":
            if value.get("tagProperty"):
                kept[key] = {"tagProperty": value["tagProperty"]}
            continue
        if not names and (key, value) in (("minLength", 0), ("minItems", 0), ("uniqueItems", False)):
            continue
        kept[key] = facts(value, not names and key in ("properties", "definitions", "patternProperties"))
    return kept


def registry(source):
    path = pathlib.Path(source)
    if path.is_dir():
        schemas = [json.loads(file.read_text()) for file in sorted(path.glob("*.json"))]
    else:
        schemas = [json.loads(line)["schema"] for line in opened(path)]
    services = collections.defaultdict(dict)
    for schema in schemas:
        name = schema["typeName"]
        if name.startswith("AWS::") and name != "AWS::CDK::Metadata":
            services[name.split("::")[1]][name] = facts(schema)
    for service, types in services.items():
        lines = [f"{json.dumps(name)}: {json.dumps(types[name], sort_keys=True, separators=(',', ':'))}" for name in sorted(types)]
        (HERE / "types" / f"{service}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


# Where a further schema applies: type and path. Those that compare several resources are rules, not shapes.
EBS = ["AWS::EC2::Instance BlockDeviceMappings/*", "AWS::AutoScaling::LaunchConfiguration BlockDeviceMappings/*",
       "AWS::EC2::LaunchTemplate LaunchTemplateData/BlockDeviceMappings/*",
       "AWS::EC2::SpotFleet SpotFleetRequestConfigData/LaunchSpecifications/*/BlockDeviceMappings/*"]
PORTS = ["AWS::EC2::SecurityGroup SecurityGroupIngress/*", "AWS::EC2::SecurityGroup SecurityGroupEgress/*",
         "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"]
EMR = [f"AWS::EMR::Cluster Instances/{group}{rest}" for group in ("Core", "Master", "Task")
       for rest in (("InstanceFleet/InstanceTypeConfigs/*/InstanceType", "InstanceGroup/InstanceType") if group != "Task" else
                    ("InstanceFleets/*/InstanceTypeConfigs/*/InstanceType", "InstanceGroups/*/InstanceType"))]
PLACES = {
    "aws_amazonmq_broker/instancetype_enum": ["AWS::AmazonMQ::Broker HostInstanceType"],
    "aws_apigateway_authorizer/ttl": ["AWS::ApiGateway::Authorizer"],
    "aws_apigateway_restapi/openapi_properties": ["AWS::ApiGateway::RestApi"],
    "aws_appstream_fleet/instancetype_enum": ["AWS::AppStream::Fleet InstanceType"],
    "aws_cloudwatch_alarm/period": ["AWS::CloudWatch::Alarm"],
    "aws_codebuild_project/s3_locations": [f"AWS::CodeBuild::Project {at}" for at in ("Artifacts", "SecondaryArtifacts/*", "Source", "SecondarySources/*")],
    "aws_dax_cluster/nodetype_enum": ["AWS::DAX::Cluster NodeType"],
    "aws_docdb_dbinstance/dbinstanceclass_enum": ["AWS::DocDB::DBInstance DBInstanceClass"],
    "aws_dynamodb_table/billingmode_exclusive": ["AWS::DynamoDB::Table"],
    "aws_dynamodb_table/billingmode_provisioned_dependent": ["AWS::DynamoDB::Table"],
    "aws_ec2_instance/blockdevicemappings": [f"{at}/Ebs" for at in EBS],
    "aws_ec2_instance/instancetype_enum": ["AWS::EC2::Instance InstanceType"],
    "aws_ec2_instance/privateipaddress": ["AWS::EC2::Instance"],
    "aws_ec2_instance/virtualname_ephemeral": EBS,
    "aws_ec2_securitygroup/all_to_and_from_ports": PORTS,
    "aws_ec2_securitygroup/protocols_and_port_ranges_exclude": PORTS,
    "aws_ec2_securitygroup/protocols_and_port_ranges_include": PORTS,
    "aws_ec2_vpngateway/type_enum": ["AWS::EC2::VPNGateway Type"],
    "aws_ecs_service/fargate": ["AWS::ECS::Service"],
    "aws_ecs_taskdefinition/containerdefinitions_essential": ["AWS::ECS::TaskDefinition ContainerDefinitions"],
    "aws_ecs_taskdefinition/fargate_cpu_memory": ["AWS::ECS::TaskDefinition"],
    "aws_ecs_taskdefinition/fargate_properties": ["AWS::ECS::TaskDefinition"],
    "aws_ecs_taskdefinition/logging_configuration": ["AWS::ECS::TaskDefinition ContainerDefinitions/*/LogConfiguration"],
    "aws_elasticache_cachecluster/cachenodetype_enum": [f"AWS::ElastiCache::{name} CacheNodeType" for name in ("CacheCluster", "GlobalReplicationGroup", "ReplicationGroup")],
    "aws_elasticache_cachecluster/engine_version": ["AWS::ElastiCache::CacheCluster"],
    "aws_elasticache_replicationgroup/transitencryptionenabled_valkey": ["AWS::ElastiCache::ReplicationGroup"],
    "aws_elasticloadbalancing_loadbalancer/certificate": ["AWS::ElasticLoadBalancing::LoadBalancer Listeners/*"],
    "aws_elasticloadbalancingv2_listener/certificate": ["AWS::ElasticLoadBalancingV2::Listener"],
    "aws_elasticloadbalancingv2_loadbalancer/application_subnets": ["AWS::ElasticLoadBalancingV2::LoadBalancer"],
    "aws_elasticloadbalancingv2_targetgroup/healthcheckprotocol_restrictions": ["AWS::ElasticLoadBalancingV2::TargetGroup"],
    "aws_elasticloadbalancingv2_targetgroup/protocol_restrictions": ["AWS::ElasticLoadBalancingV2::TargetGroup"],
    "aws_elasticloadbalancingv2_targetgroup/targettype_restrictions": ["AWS::ElasticLoadBalancingV2::TargetGroup"],
    "aws_elasticsearch_domain/elasticsearchclusterconfig_instancetype_enum": ["AWS::Elasticsearch::Domain ElasticsearchClusterConfig/InstanceType"],
    "aws_emr_cluster/instancetypeconfig_instancetype_enum": EMR,
    "aws_gamelift_fleet/ec2instancetype_enum": ["AWS::GameLift::Fleet EC2InstanceType"],
    "aws_lambda_eventsourcemapping/eventsourcearn_sqs_exclusive": ["AWS::Lambda::EventSourceMapping"],
    "aws_lambda_eventsourcemapping/eventsourcearn_stream_inclusive": ["AWS::Lambda::EventSourceMapping"],
    "aws_lambda_function/awslayer": ["AWS::Lambda::Function Layers/*"],
    "aws_lambda_function/environment_variable_keys": ["AWS::Lambda::Function Environment/Variables"],
    "aws_lambda_function/loglevel_logformat": ["AWS::Lambda::Function"],
    "aws_lambda_function/packagetype_image_exclusions": ["AWS::Lambda::Function"],
    "aws_lambda_function/zipfile_runtime_enum": ["AWS::Lambda::Function"],
    "aws_lambda_function/zipfile_runtime_exists": ["AWS::Lambda::Function"],
    "aws_managedblockchain_node/nodeconfiguration_instancetype_enum": ["AWS::ManagedBlockchain::Node NodeConfiguration/InstanceType"],
    "aws_neptune_dbinstance/dbinstanceclass_enum": ["AWS::Neptune::DBInstance DBInstanceClass"],
    "aws_opensearchservice_domain/clusterconfig_instancetype_enum": ["AWS::OpenSearchService::Domain ClusterConfig/InstanceType"],
    **{f"aws_rds_dbcluster/{name}": ["AWS::RDS::DBCluster"] for name in (
        "aurora", "aurora_warning", "dbclusterinstanceclass_enum", "engine_version", "engine_version_deprecated", "monitoring", "multiaz",
        "serverless_exclusive", "snapshotidentifier", "sourcedbclusteridentifier")},
    **{f"aws_rds_dbinstance/{name}": ["AWS::RDS::DBInstance"] for name in (
        "aurora_exclusive", "backupretentionperiod", "backupretentionperiod_maximum", "dbinstanceclass_enum", "engine_version",
        "engine_version_deprecated", "kmskey_storageencrypted", "replicamode_enum")},
    "aws_redshift_cluster/nodetype_enum": ["AWS::Redshift::Cluster NodeType"],
    "aws_route53_healthcheck/healthcheckconfig_type_inclusive": ["AWS::Route53::HealthCheck HealthCheckConfig"],
    "aws_route53_recordset/recordset_alias": ["AWS::Route53::RecordSet", "AWS::Route53::RecordSetGroup RecordSets/*"],
    "aws_route53_recordset/recordset_pattern": ["AWS::Route53::RecordSet", "AWS::Route53::RecordSetGroup RecordSets/*"],
    "aws_s3_bucket/ownershipcontrols": ["AWS::S3::Bucket"],
    "aws_sagemaker_cluster/instancetype_enum": ["AWS::SageMaker::Cluster InstanceGroups/*/InstanceType"],
    "aws_sagemaker_hosting/instancetype_enum": ["AWS::SageMaker::EndpointConfig ProductionVariants/*/InstanceType"],
    "aws_sns_subscription/subscription_endpoint_protocol": ["AWS::SNS::Subscription"],
    "aws_sqs_queue/properties": ["AWS::SQS::Queue"],
}
WARNINGS = {"aws_ec2_vpngateway/type_enum", "aws_rds_dbcluster/aurora_warning", "aws_rds_dbcluster/engine_version_deprecated",
            "aws_rds_dbinstance/engine_version_deprecated"}


def inlined(node, definitions):
    if isinstance(node, list):
        return [inlined(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("$ref", "").startswith("#/definitions/"):
        return inlined(definitions[node["$ref"].removeprefix("#/definitions/")], definitions)
    return {key: inlined(value, definitions) for key, value in node.items() if key != "definitions"}


def for_all_regions(regions):
    """Lists of values: those of any region, as nobody says here which one a template is for. Anything else: us-east-1's."""
    if any(set(schema) != {"enum"} for schema in regions.values()):
        return regions["us-east-1"]
    return {"enum": sorted({value for schema in regions.values() for value in schema["enum"]})}


def warned(node):
    """Says on everything that a value can fail at, conditions apart, that it is a warning."""
    if isinstance(node, list):
        return [warned(item) for item in node]
    if node is False:
        return {"not": {}, "severity": "warning"}
    if not isinstance(node, dict):
        return node
    result = {}
    for key, value in node.items():
        if key == "properties":
            result[key] = {name: warned(sub) for name, sub in value.items()}
        else:
            result[key] = warned(value) if key in ("then", "else", "items", "allOf", "anyOf", "oneOf") else value
    if set(node) & {"enum", "const", "not", "pattern", "required", "minimum", "maximum"}:
        result["severity"] = "warning"
    return result


def wrapped(schema, path):
    for step in reversed([step for step in path.split("/") if step]):
        schema = {"items": schema} if step == "*" else {"properties": {step: schema}}
    return schema


def extensions(source):
    types = collections.defaultdict(list)
    for line in opened(source):
        row = json.loads(line)
        name, schema = f"{row['type']}/{row['name']}", row["schema"]
        if "us-east-1" in schema:
            schema = for_all_regions(schema)
        schema = facts(inlined(schema, schema.get("definitions", {})))
        if name in WARNINGS:
            schema = warned(schema)
        for place in PLACES.get(name, []):
            type_name, _, path = place.partition(" ")
            types[type_name].append(wrapped(schema, path))
    for type_name, schemas in types.items():
        lines = ",\n".join(json.dumps(schema, sort_keys=True, separators=(",", ":")) for schema in schemas)
        file = HERE / "extensions" / (type_name.removeprefix("AWS::").replace("::", "-") + ".json")
        file.write_text(f'{{"type": "{type_name}", "schemas": [\n{lines}\n]}}\n')


def regions(source):
    absent = json.load(opened(source))["absentFrom"]
    rows = [f"{name}\t{' '.join(sorted(absent[name]))}" for name in sorted(absent) if name.startswith("AWS::") and absent[name]]
    (HERE.parent / "tables/absent-types.tsv").write_text("type\tregions\n" + "\n".join(rows) + "\n")


def stateful(source):
    names = sorted(json.load(opened(source))["ResourceTypes"])
    (HERE.parent / "tables/stateful-types.tsv").write_text("type\n" + "\n".join(names) + "\n")


if __name__ == "__main__":
    {"registry": registry, "extensions": extensions, "regions": regions, "stateful": stateful}[sys.argv[1]](sys.argv[2])
