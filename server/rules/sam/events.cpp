// Events of functions and state machines: what they refer to, and what each source needs.
#include <algorithm>
#include <fmt/format.h>

#include "model/edits.h"
#include "rules/offer.h"
#include "rules/sam/checks.h"

namespace cribsheet::rules::sam {
namespace {

bool one_of(std::string_view value, std::initializer_list<std::string_view> list) { return std::find(list.begin(), list.end(), value) != list.end(); }

// Texts of the Type of each item of SourceAccessConfigurations; an unknown item is an empty text.
struct Access {
  Node item;
  Node type_node;
  std::string_view type;
};
std::vector<Access> accesses(Node list) {
  std::vector<Access> found;
  for (const Node raw : list.children()) {
    const Node item = raw.resolved();
    const Node type = below(item, {"Type"});
    found.push_back({item, type, text(type)});
  }
  return found;
}

void check_access_types(const Event& event, std::initializer_list<std::string_view> allowed, Node list, bool needs_basic, Report& report) {
  int basic = 0;
  bool sure = true;
  for (const Access& access : accesses(list)) {
    if (unknown(access.item) || unknown(access.type_node)) {
      sure = false;
      continue;
    }
    if (!one_of(access.type, allowed)) {
      const Node at = access.type_node ? access.type_node : access.item;
      report.add("sam-source-access", place(at), fmt::format("For {} the Type must be one of {}", event.type, fmt::join(allowed, ", ")));
      sure = false;
    }
    if (!needs_basic && !below(access.item, {"URI"})) report.add("sam-source-access", place(access.type_node), fmt::format("{} needs its URI", access.type));
    if (access.type != "BASIC_AUTH" || !needs_basic) continue;
    if (++basic == 2) report.add("sam-source-access", place(access.type_node), "BASIC_AUTH may be given once");
    if (!below(access.item, {"URI"})) report.add("sam-source-access", place(access.type_node), "BASIC_AUTH needs the URI of the secret");
  }
  if (!needs_basic || !sure || basic > 0) return;
  Finding& finding = report.add("sam-source-access", place(list), fmt::format("{} needs a BASIC_AUTH with the URI of its secret", event.type));
  if (auto edit = model::item_insertion(list, R"({"Type": "BASIC_AUTH", "URI": ""})"))
    finding.fixes.push_back({"Add URI of a BASIC_AUTH", {std::move(*edit)}, false});
}

void check_access(const Event& event, Report& report) {
  const Node entry = event.properties.find_entry("SourceAccessConfigurations");
  const bool kafka = event.type == "SelfManagedKafka";
  const bool endpoints = kafka && below(event.properties, {"KafkaBootstrapServers"});
  if (!entry) {
    if (kafka && !endpoints)
      report.add("sam-source-access", event.key.range(), fmt::format("{} needs SourceAccessConfigurations: how the function gets in", event.type));
    return;
  }
  const Node list = entry.value().resolved();
  if (unknown(list)) return;
  if (!list.is_sequence()) {
    report.add("sam-source-access", place(list), "SourceAccessConfigurations must be a list of Type and URI");
    return;
  }
  if (event.type == "MQ") return check_access_types(event, {"BASIC_AUTH", "VIRTUAL_HOST"}, list, true, report);
  if (event.type == "DocumentDB") return check_access_types(event, {"BASIC_AUTH"}, list, true, report);
  check_access_types(event,
                     {"SASL_SCRAM_256_AUTH", "SASL_SCRAM_512_AUTH", "BASIC_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH", "SERVER_ROOT_CA_CERTIFICATE", "VPC_SUBNET",
                      "VPC_SECURITY_GROUP"},
                     list, false, report);
  int subnets = 0, groups = 0;
  for (const Access& access : accesses(list)) {
    if (access.type.empty()) return;
    subnets += access.type == "VPC_SUBNET";
    groups += access.type == "VPC_SECURITY_GROUP";
  }
  if ((subnets == 0) != (groups == 0)) report.add("sam-source-access", place(list), "VPC_SUBNET and VPC_SECURITY_GROUP go together");
}

void check_kafka(const Event& event, Report& report) {
  if (!event.properties.find_entry("KafkaBootstrapServers"))
    report.add("sam-event-source", event.key.range(), "SelfManagedKafka needs KafkaBootstrapServers: the cluster's addresses");
  const Node topics = below(event.properties, {"Topics"});
  if (topics.is_sequence() && !model::is_intrinsic(topics) && topics.child_count() > 1)
    report.add("sam-event-source", place(topics), "One event reads one topic; write an event for each");
}

// A reference to one of a few resources of the template.
void offer_references(const View& view, std::string_view type, Node value, Finding& finding) {
  constexpr std::size_t kMost = 4;
  const auto found = view.of_type(type);
  for (std::size_t i = 0; i < found.size() && i < kMost; ++i)
    if (auto edit = model::replacement(value, fmt::format(R"({{"Ref": "{}"}})", found[i]->id)))
      finding.fixes.push_back({fmt::format("Refer to {}", found[i]->id), {std::move(*edit)}, found.size() == 1});
}

// SAM writes the call into the bucket or user pool itself, so that must be in the template.
void check_owner(const View& view, const Event& event, std::string_view name, std::string_view type, Report& report) {
  const Node value = below(event.properties, {name});
  if (!value) return;
  const std::string wrong = fmt::format("{} must be a !Ref to an {} of this template: SAM writes the call into it", name, type);
  if (const auto reference = model::intrinsic(value)) {
    if (reference->name != "Ref" || !reference->argument.is_scalar()) {
      offer_references(view, type, value, report.add("sam-event-source", place(value), wrong));
      return;
    }
    const Resource* target = view.outline.resource(reference->argument.text());
    if (target != nullptr && !target->type.empty() && target->type != type)
      offer_references(view, type, value,
                       report.add("sam-event-source", place(value), fmt::format("{} is no {}; {}", reference->argument.text(), type, wrong)));
    return;
  }
  if (value.is_scalar() && view.outline.resource(value.text()) == nullptr && !unknown(value))
    offer_references(view, type, value, report.add("sam-event-source", place(value), wrong));
}

void check_http_route(const Event& event, Report& report) {
  const bool path = static_cast<bool>(event.properties.find_entry("Path"));
  const bool method = static_cast<bool>(event.properties.find_entry("Method"));
  if (path == method) return;
  const Node entry = event.properties.find_entry(path ? "Path" : "Method");
  Finding& finding =
      report.add("sam-event-source", entry.key().range(),
                 fmt::format("{} needs {} beside it; without both the event takes every request", path ? "Path" : "Method", path ? "Method" : "Path"));
  offer_entry(finding, event.properties, path ? "Method" : "Path", path ? "any" : "");
}

void check_schedule(const Event& event, Report& report) {
  const Node omit = below(event.properties, {"OmitName"});
  if (event.type == "ScheduleV2" && model::is_intrinsic(omit))
    report.add("sam-event-source", place(omit), "OmitName must be true or false itself; functions are not worked out here");
  if (event.type == "ScheduleV2" && text(omit) == "true")
    if (const Node name = event.properties.find_entry("Name"))
      offer_removal(report.add("sam-event-source", name.key().range(), "OmitName says that the schedule gets no name of yours; leave out one of the two"),
                    name);
  const Node state = event.properties.find_entry("State");
  if (event.type == "Schedule" && state && event.properties.find_entry("Enabled"))
    offer_removal(report.add("sam-event-source", state.key().range(), "State and Enabled say the same thing; keep State"),
                  event.properties.find_entry("Enabled"), true);
}

void check_failures(const Event& event, Report& report) {
  const Node config = below(event.properties, {"DestinationConfig"});
  if (config.is_mapping() && !model::is_intrinsic(config) && !config.find_entry("OnFailure") &&
      one_of(event.type, {"Kinesis", "DynamoDB", "MSK", "SelfManagedKafka"}))
    report.add("sam-event-source", place(config), "A DestinationConfig here needs OnFailure: where what could not be worked on goes");
}

void check_request_model(const Event& event, Report& report) {
  for (const std::string_view name : {"ValidateBody", "ValidateParameters"}) {
    const Node value = below(event.properties, {"RequestModel", name});
    if (value && (!value.is_scalar() || model::is_intrinsic(value) || syntax::scalar_type(value) != syntax::ScalarType::boolean))
      report.add("sam-event-source", place(value), fmt::format("{} must be true or false itself, not a text or a function", name));
  }
}

}  // namespace

void check_api_references(const View& view, Report& report) {
  for (const Event& event : events(view)) {
    const std::string_view key = api_key(event.type);
    if (key.empty() || !event.properties.is_mapping()) continue;
    const Node id = event.properties.find(key).resolved();
    if (!id) continue;
    const std::string wanted = event.type == "Api" ? "AWS::Serverless::Api" : "AWS::Serverless::HttpApi";
    const auto function = model::intrinsic(id);
    if (function && function->name != "Ref") {
      if (function->name == "Fn::If" || function->name == "Fn::ImportValue" || function->name == "Fn::GetAtt") continue;
      offer_references(view, wanted, id,
                       report.add("sam-api-reference", place(id),
                                  fmt::format("{} must be a !Ref to an {} of this template; {} is not worked out here", key, wanted, function->name)));
      continue;
    }
    const Resource* api = api_of(view, event);
    if (api == nullptr) {
      // A text that names nothing; a !Ref to nothing is reported where references are, one to a parameter may be an API elsewhere.
      if (!function && id.is_scalar() && !unknown(id) && !view.outline.open_resources)
        offer_references(view, wanted, id, report.add("sam-api-reference", place(id), fmt::format("{} names no {} of this template", key, wanted)));
    } else if (api->type == "AWS::Serverless::HttpApi" || (api->type == "AWS::Serverless::Api" && event.type == "HttpApi")) {
      if (api->type != wanted)
        offer_references(
            view, wanted, id,
            report.add("sam-api-reference", place(id), fmt::format("{} is an {}; an event of type {} needs an {}", api->id, api->type, event.type, wanted)));
    }
  }
}

void check_dead_letter_configs(const View& view, Report& report) {
  for (const Event& event : events(view)) {
    if (!one_of(event.type, {"Schedule", "ScheduleV2", "EventBridgeRule", "CloudWatchEvent"})) continue;
    const Node config = below(event.properties, {"DeadLetterConfig"});
    if (!config.is_mapping() || model::is_intrinsic(config)) continue;
    const Node arn = config.find_entry("Arn"), type = config.find_entry("Type");
    if (arn && type) {
      Finding& finding = report.add("sam-dead-letter", type.key().range(), "Give the queue's Arn, or Type: SQS for one that SAM makes; not both");
      offer_removal(finding, type);
      offer_removal(finding, arn);
    } else if (!arn && !type) {
      Finding& finding = report.add("sam-dead-letter", place(config), "A DeadLetterConfig needs the queue's Arn, or Type: SQS for one that SAM makes");
      offer_entry(finding, config, "Type", "SQS");
      if (!config.find_entry("QueueLogicalId")) offer_entry(finding, config, "Arn", "");
    }
    const Node id = config.find("QueueLogicalId").resolved();
    if (id && (!id.is_scalar() || model::is_intrinsic(id)))
      report.add("sam-dead-letter", place(id), "QueueLogicalId must be a plain logical id; functions are not worked out here");
  }
}

void check_source_access(const View& view, Report& report) {
  for (const Event& event : events(view))
    if (one_of(event.type, {"MQ", "SelfManagedKafka", "DocumentDB"}) && event.properties.is_mapping() && !model::is_intrinsic(event.properties))
      check_access(event, report);
}

void check_event_sources(const View& view, Report& report) {
  for (const Event& event : events(view)) {
    if (!event.properties.is_mapping() || model::is_intrinsic(event.properties)) continue;
    if (event.type == "SelfManagedKafka") check_kafka(event, report);
    if (event.type == "S3") check_owner(view, event, "Bucket", "AWS::S3::Bucket", report);
    if (event.type == "Cognito") check_owner(view, event, "UserPool", "AWS::Cognito::UserPool", report);
    check_failures(event, report);
    if (event.type == "HttpApi") check_http_route(event, report);
    if (event.type == "Api") check_request_model(event, report);
    check_schedule(event, report);
  }
}

}  // namespace cribsheet::rules::sam
