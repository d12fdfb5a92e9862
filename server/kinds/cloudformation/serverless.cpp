#include "kinds/cloudformation/serverless.h"

#include <fmt/format.h>

namespace cribsheet::kinds::cloudformation {
namespace {

using syntax::Node;
constexpr std::string_view kPrefix = "AWS::Serverless::";

// Collects what one resource becomes.
class Maker {
 public:
  Maker(const Template& outline, const Resource& owner, std::vector<Made>& list) : outline_(outline), owner_(owner), list_(list) {}

  void add(std::string_view suffix, std::string_view type, std::string because, bool hashed = false) {
    list_.push_back({std::string(owner_.id) + std::string(suffix), type, &owner_, std::move(because), false, hashed});
  }
  // What SAM understands in place of the id that it makes.
  void also(std::string_view suffix, std::string_view type, std::string because) {
    list_.push_back({std::string(owner_.id) + std::string(suffix), type, &owner_, std::move(because), true, false});
  }
  void connectors() {
    const Node embedded = owner_.body.is_mapping() ? owner_.body.find("Connectors").resolved() : Node();
    if (embedded.is_mapping() && !model::is_intrinsic(embedded))
      for (const Node entry : embedded.children())
        add(std::string(entry.key().text()) + "Policy", "AWS::IAM::ManagedPolicy", fmt::format("the connector {}", entry.key().text()));
  }
  // A queue or topic for what an asynchronous call gave.
  void destination(std::string_view when) {
    const Node config = get({"EventInvokeConfig", "DestinationConfig", when});
    if (below(config, {"Destination"})) return;
    const std::string because = fmt::format("{} of EventInvokeConfig", when);
    if (below(config, {"Type"}).is("SQS")) {
      add(fmt::format("EventInvokeConfig{}Queue", when), "AWS::SQS::Queue", because);
      also(".DestinationQueue", "AWS::SQS::Queue", because);
    } else if (below(config, {"Type"}).is("SNS")) {
      add(fmt::format("EventInvokeConfig{}Topic", when), "AWS::SNS::Topic", because);
      also(".DestinationTopic", "AWS::SNS::Topic", because);
    }
  }
  // The queue that SAM makes for events that could not be delivered.
  void dead_letters(const Event& event) {
    const Node config = below(event.properties, {"DeadLetterConfig"});
    if (!below(config, {"Type"}).is("SQS")) return;
    const std::string_view named = plain_text(below(config, {"QueueLogicalId"}));
    const std::string because = fmt::format("the dead letters of the event {}", event.id);
    if (named.empty()) add(std::string(event.id) + "Queue", "AWS::SQS::Queue", because);
    else list_.push_back({std::string(named), "AWS::SQS::Queue", &owner_, because, false, false});
    add(std::string(event.id) + "QueuePolicy", "AWS::SQS::QueuePolicy", because);
  }
  Node get(std::initializer_list<std::string_view> path) const { return merged_property(outline_, owner_, path); }
  bool has(std::string_view name) const { return static_cast<bool>(get({name})); }

  void function() {
    if (!has("Role")) add("Role", "AWS::IAM::Role", "no Role is given");
    if (const Node alias = get({"AutoPublishAlias"})) {
      const std::string name(plain_text(alias));
      add("Version", "AWS::Lambda::Version", "AutoPublishAlias", true);
      also(".Version", "AWS::Lambda::Version", "AutoPublishAlias");
      if (!name.empty()) add("Alias" + name, "AWS::Lambda::Alias", fmt::format("AutoPublishAlias: {}", name));
      also(".Alias", "AWS::Lambda::Alias", "AutoPublishAlias");
    }
    if (const Node preference = get({"DeploymentPreference"}); preference && !below(preference, {"Enabled"}).is("false"))
      add("DeploymentGroup", "AWS::CodeDeploy::DeploymentGroup", "DeploymentPreference");
    if (has("FunctionUrlConfig")) {
      add("Url", "AWS::Lambda::Url", "FunctionUrlConfig");
      if (get({"FunctionUrlConfig", "AuthType"}).is("NONE")) {
        add("UrlPublicPermissions", "AWS::Lambda::Permission", "FunctionUrlConfig with AuthType NONE");
        add("URLInvokeAllowPublicAccess", "AWS::Lambda::Permission", "FunctionUrlConfig with AuthType NONE");
      }
    }
    if (has("EventInvokeConfig")) add("EventInvokeConfig", "AWS::Lambda::EventInvokeConfig", "EventInvokeConfig");
    destination("OnSuccess");
    destination("OnFailure");
    for (const Event& event : events(owner_)) function_event(event);
  }

  void state_machine() {
    if (!has("Role")) add("Role", "AWS::IAM::Role", "no Role is given");
    if (const std::string name(plain_text(get({"AutoPublishAlias"}))); !name.empty()) {
      add("Version", "AWS::StepFunctions::StateMachineVersion", "AutoPublishAlias");
      add("Alias" + name, "AWS::StepFunctions::StateMachineAlias", fmt::format("AutoPublishAlias: {}", name));
    }
    for (const Event& event : events(owner_)) {
      const std::string because = fmt::format("the event {}", event.id);
      const std::string id(event.id);
      if (event.type == "Schedule" || event.type == "EventBridgeRule" || event.type == "CloudWatchEvent") add(id, "AWS::Events::Rule", because);
      if (event.type == "ScheduleV2") add(id, "AWS::Scheduler::Schedule", because);
      add(id + "Role", "AWS::IAM::Role", because);
      dead_letters(event);
    }
  }

  void api() {
    add("Deployment", "AWS::ApiGateway::Deployment", "every API has one", true);
    also(".Deployment", "AWS::ApiGateway::Deployment", "every API has one");
    also(".Stage", "AWS::ApiGateway::Stage", "StageName");
    if (has("Domain")) {
      also(".DomainName", "AWS::ApiGateway::DomainName", "Domain");
      if (const Node paths = get({"Domain", "BasePath"}); !paths) add("BasePathMapping", "AWS::ApiGateway::BasePathMapping", "Domain");
    }
    const std::string_view stage = plain_text(get({"StageName"}));
    add(stage.empty() ? "Stage" : std::string(stage) + "Stage", "AWS::ApiGateway::Stage", stage.empty() ? "StageName" : fmt::format("StageName: {}", stage));
    const Node authorizers = get({"Auth", "Authorizers"});
    if (authorizers.is_mapping())
      for (const Node entry : authorizers.children())
        if (below(entry.value(), {"FunctionArn"}))
          add(std::string(entry.key().text()) + "AuthorizerPermission", "AWS::Lambda::Permission", fmt::format("the authorizer {}", entry.key().text()));
    if (const std::string_view plan = plain_text(get({"Auth", "UsagePlan", "CreateUsagePlan"})); plan == "PER_API") {
      add("UsagePlan", "AWS::ApiGateway::UsagePlan", "UsagePlan");
      add("UsagePlanKey", "AWS::ApiGateway::UsagePlanKey", "UsagePlan");
      add("ApiKey", "AWS::ApiGateway::ApiKey", "UsagePlan");
      also(".UsagePlan", "AWS::ApiGateway::UsagePlan", "UsagePlan");
      also(".UsagePlanKey", "AWS::ApiGateway::UsagePlanKey", "UsagePlan");
      also(".ApiKey", "AWS::ApiGateway::ApiKey", "UsagePlan");
    }
  }

  void http_api() {
    const Node stage = get({"StageName"});
    also(".Stage", "AWS::ApiGatewayV2::Stage", "StageName");
    if (has("Domain")) {
      also(".DomainName", "AWS::ApiGatewayV2::DomainName", "Domain");
      if (!get({"Domain", "BasePath"})) add("ApiMapping", "AWS::ApiGatewayV2::ApiMapping", "Domain");
    }
    if (!stage) add("ApiGatewayDefaultStage", "AWS::ApiGatewayV2::Stage", "no StageName is given");
    else add(plain_text(stage).empty() ? "Stage" : std::string(plain_text(stage)) + "Stage", "AWS::ApiGatewayV2::Stage", "StageName");
  }

  void graphql_api() {
    add("Schema", "AWS::AppSync::GraphQLSchema", "every API has one");
    const Node logging = get({"Logging"});
    if (!logging.is("false") && !below(logging, {"CloudWatchLogsRoleArn"})) add("CloudWatchRole", "AWS::IAM::Role", "no Logging with a role is given");
    if (has("Cache")) add("ApiCache", "AWS::AppSync::ApiCache", "Cache");
  }

  void websocket_api() {
    const std::string_view stage = plain_text(get({"StageName"}));
    add((stage.empty() ? "Default" : std::string(stage)) + "Stage", "AWS::ApiGatewayV2::Stage", "StageName");
    const Node routes = get({"Routes"});
    if (!routes.is_mapping() || model::is_intrinsic(routes)) return;
    for (const Node entry : routes.children()) {
      std::string name(entry.key().text());
      if (name.starts_with("$")) name.erase(0, 1);
      if (name.empty()) continue;
      name[0] = static_cast<char>(name[0] >= 'a' && name[0] <= 'z' ? name[0] - 'a' + 'A' : name[0]);
      const std::string because = fmt::format("the route {}", entry.key().text());
      add(name + "Route", "AWS::ApiGatewayV2::Route", because);
      add(name + "Integration", "AWS::ApiGatewayV2::Integration", because);
      add(name + "Permission", "AWS::Lambda::Permission", because);
    }
  }

 private:
  void function_event(const Event& event) {
    const std::string because = fmt::format("the event {}", event.id);
    const std::string id(event.id);
    const std::string_view type = event.type;
    dead_letters(event);
    if (type == "SQS" || type == "Kinesis" || type == "DynamoDB" || type == "MSK" || type == "MQ" || type == "SelfManagedKafka" || type == "DocumentDB") {
      add(id, "AWS::Lambda::EventSourceMapping", because);
    } else if (type == "SNS") {
      add(id, "AWS::SNS::Subscription", because);
      const Node between = below(event.properties, {"SqsSubscription"});
      if (between.is_mapping() || between.is("true")) {
        add(id + "EventSourceMapping", "AWS::Lambda::EventSourceMapping", because);
        if (between.is_scalar()) {
          add(id + "Queue", "AWS::SQS::Queue", because);
          add(id + "QueuePolicy", "AWS::SQS::QueuePolicy", because);
        }
      } else {
        add(id + "Permission", "AWS::Lambda::Permission", because);
      }
    } else if (type == "Schedule" || type == "EventBridgeRule" || type == "CloudWatchEvent") {
      add(id, "AWS::Events::Rule", because);
      add(id + "Permission", "AWS::Lambda::Permission", because);
    } else if (type == "ScheduleV2") {
      add(id, "AWS::Scheduler::Schedule", because);
      add(id + "Role", "AWS::IAM::Role", because);
    } else if (type == "IoTRule") {
      add(id, "AWS::IoT::TopicRule", because);
      add(id + "Permission", "AWS::Lambda::Permission", because);
    } else if (type == "CloudWatchLogs") {
      add(id, "AWS::Logs::SubscriptionFilter", because);
      add(id + "Permission", "AWS::Lambda::Permission", because);
    } else if (type == "Api") {
      // The stage of the API that it goes to is in the id.
      const auto reference = model::intrinsic(below(event.properties, {"RestApiId"}));
      const Resource* api = reference && reference->name == "Ref" && reference->argument.is_scalar() ? outline_.resource(reference->argument.text()) : nullptr;
      const std::string_view stage = api == nullptr ? std::string_view() : plain_text(merged_property(outline_, *api, {"StageName"}));
      add(id + "Permission" + std::string(api == nullptr ? "Prod" : stage.empty() ? "Stage" : stage), "AWS::Lambda::Permission", because);
    } else if (type == "HttpApi" || type == "S3" || type == "Cognito" || type == "AlexaSkill") {
      add(id + "Permission", "AWS::Lambda::Permission", because);
    }
  }

  const Template& outline_;
  const Resource& owner_;
  std::vector<Made>& list_;
};

void make(const Template& outline, const Resource& resource, std::vector<Made>& list) {
  Maker maker(outline, resource, list);
  maker.connectors();
  if (is_serverless(resource, "Function")) maker.function();
  else if (is_serverless(resource, "StateMachine")) maker.state_machine();
  else if (is_serverless(resource, "Api")) maker.api();
  else if (is_serverless(resource, "HttpApi")) maker.http_api();
  else if (is_serverless(resource, "WebSocketApi")) maker.websocket_api();
  else if (is_serverless(resource, "GraphQLApi")) maker.graphql_api();
  else if (is_serverless(resource, "Connector")) maker.add("Policy", "AWS::IAM::ManagedPolicy", "the permissions");
  else if (is_serverless(resource, "LayerVersion")) maker.add("", "AWS::Lambda::LayerVersion", "each version of the layer", true);
}

// The APIs that SAM makes where events name none.
void make_implicit(const Template& outline, std::vector<Made>& list) {
  bool rest = false, http = false, preference = false;
  for (const Resource& resource : outline.resources) {
    if (!is_serverless(resource, "Function") && !is_serverless(resource, "StateMachine")) continue;
    preference = preference || merged_property(outline, resource, {"DeploymentPreference"});
    for (const Event& event : events(resource)) {
      rest = rest || (event.type == "Api" && !below(event.properties, {"RestApiId"}));
      http = http || (event.type == "HttpApi" && !below(event.properties, {"ApiId"}));
    }
  }
  const auto add = [&](std::string_view id, std::string_view type, std::string_view because, bool hashed = false) {
    list.push_back({std::string(id), type, nullptr, std::string(because), false, hashed});
  };
  if (rest) {
    add("ServerlessRestApi", "AWS::ApiGateway::RestApi", "events of type Api that name no API");
    add("ServerlessRestApiProdStage", "AWS::ApiGateway::Stage", "events of type Api that name no API");
    add("ServerlessRestApiDeployment", "AWS::ApiGateway::Deployment", "events of type Api that name no API", true);
  }
  if (http) {
    add("ServerlessHttpApi", "AWS::ApiGatewayV2::Api", "events of type HttpApi that name no API");
    add("ServerlessHttpApiApiGatewayDefaultStage", "AWS::ApiGatewayV2::Stage", "events of type HttpApi that name no API");
  }
  if (preference) {
    add("ServerlessDeploymentApplication", "AWS::CodeDeploy::Application", "gradual deployments");
    add("CodeDeployServiceRole", "AWS::IAM::Role", "gradual deployments");
  }
}

}  // namespace

bool ignores_globals(const Resource& resource, std::string_view name) {
  const Node ignored = resource.body.find("IgnoreGlobals").resolved();
  if (ignored.is("*")) return true;
  if (!ignored.is_sequence()) return false;
  for (const Node item : ignored.children())
    if (item.is(name)) return true;
  return false;
}

bool unknown(Node value) {
  if (model::is_intrinsic(value)) return true;
  return value.is_scalar() && value.text().find("{{resolve:") != std::string_view::npos;
}

Node below(Node from, std::initializer_list<std::string_view> path) {
  Node at = from.resolved();
  for (const std::string_view key : path) {
    if (!at.is_mapping() || model::is_intrinsic(at)) return {};
    at = at.find(key).resolved();
  }
  return at;
}

std::string_view plain_text(Node value) { return value.is_scalar() && !unknown(value) ? value.text() : std::string_view(); }

Node globals(const Template& outline, std::string_view type) {
  if (!type.starts_with(kPrefix)) return {};
  return below(outline.root, {"Globals", type.substr(kPrefix.size())});
}

Node merged_property(const Template& outline, const Resource& resource, std::initializer_list<std::string_view> path) {
  if (const Node own = below(resource.properties, path)) return own;
  // A part behind a function hides what Globals would add to it.
  if (path.size() > 0 && ignores_globals(resource, *path.begin())) return {};
  if (path.size() > 1 && unknown(below(resource.properties, {*path.begin()}))) return {};
  return below(globals(outline, resource.type), path);
}

bool is_serverless(const Resource& resource, std::string_view name) {
  return resource.type.starts_with(kPrefix) && resource.type.substr(kPrefix.size()) == name;
}

std::vector<Event> events(const Resource& resource) {
  std::vector<Event> list;
  const Node all = below(resource.properties, {"Events"});
  if (!all.is_mapping() || model::is_intrinsic(all)) return list;
  for (const Node entry : all.children()) {
    const Node body = entry.value().resolved();
    if (!body.is_mapping() || model::is_intrinsic(body)) continue;
    list.push_back({&resource, entry.key().text(), plain_text(body.find("Type").resolved()), entry, entry.key(), below(body, {"Properties"})});
  }
  return list;
}

std::vector<Made> made_of(const Template& outline, const Resource& resource) {
  std::vector<Made> list;
  make(outline, resource, list);
  return list;
}

std::vector<Made> made_by_sam(const Template& outline) {
  std::vector<Made> list;
  if (!outline.sam) return list;
  for (const Resource& resource : outline.resources) make(outline, resource, list);
  make_implicit(outline, list);
  return list;
}

}  // namespace cribsheet::kinds::cloudformation
