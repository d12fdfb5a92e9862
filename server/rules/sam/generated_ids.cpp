// Ids of the resources that SAM makes, where the template has a resource of that name already.
#include <fmt/format.h>

#include "rules/sam/checks.h"

namespace cribsheet::rules::sam {
namespace {

// What an event makes besides permissions: type of the resource; empty for one that makes nothing of its own name.
std::string_view made_by(std::string_view event_type) {
  if (event_type == "IoTRule") return "AWS::IoT::TopicRule";
  if (event_type == "Schedule" || event_type == "EventBridgeRule" || event_type == "CloudWatchEvent") return "AWS::Events::Rule";
  if (event_type == "ScheduleV2") return "AWS::Scheduler::Schedule";
  if (event_type == "CloudWatchLogs") return "AWS::Logs::SubscriptionFilter";
  if (event_type == "SNS") return "AWS::SNS::Subscription";
  if (event_type == "SQS" || event_type == "Kinesis" || event_type == "DynamoDB" || event_type == "MSK" || event_type == "MQ" || event_type == "SelfManagedKafka" || event_type == "DocumentDB")
    return "AWS::Lambda::EventSourceMapping";
  return {};
}

}  // namespace

void check_generated_ids(const View& view, Report& report) {
  for (const Event& event : events(view)) {
    const std::string_view made = made_by(event.type);
    if (made.empty()) continue;
    const std::string id = std::string(event.owner->id) + std::string(event.id);
    if (view.outline.resource(id) != nullptr)
      report.add("sam-generated-id", event.key.range(), fmt::format("SAM makes an {} called {} for this event, but the template has a resource of that name; rename one of them", made, id));
  }
}

}  // namespace cribsheet::rules::sam
