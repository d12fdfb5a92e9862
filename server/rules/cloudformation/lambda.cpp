// Lambda: the life of runtimes, and what a function needs that its schema can't say.
#include <algorithm>
#include <fmt/format.h>

#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/look.h"
#include "rules/cloudformation/mends.h"
#include "rules/nearest.h"

namespace cribsheet::rules::cloudformation {
namespace {

struct Runtime {
  std::string_view name, deprecated, no_create, no_update, successor;
};

std::vector<Runtime> runtimes(const pack::Pack& pack) {
  std::vector<Runtime> list;
  for (const auto& row : pack.table("lambda-runtimes"))
    if (row.size() >= 5) list.push_back({row[0], row[1], row[2], row[3], row[4]});
  return list;
}

bool reached(std::string_view date, std::string_view today) { return !date.empty() && date <= today; }

void check_runtime(const Seen& seen, const std::vector<Runtime>& list, std::string_view today, std::string_view type, Report& report) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const Runtime& each) { return each.name == seen.text; });
  if (found == list.end() || !reached(found->deprecated, today)) return;
  const std::string instead = found->successor.empty() ? std::string() : fmt::format("; use {}", found->successor);
  const std::string how = seen.via.empty() ? std::string() : fmt::format(" (from {})", seen.via);
  const Range range = seen.place.range();
  std::string message;
  std::string code;
  if (reached(found->no_update, today)) {
    message = fmt::format("Lambda no longer creates or updates functions on {}{}, deprecated since {}{}", seen.text, how, found->deprecated, instead);
    code = "E2533";
  } else if (reached(found->no_create, today)) {
    message = fmt::format("Lambda no longer creates functions on {}{}, deprecated since {}{}", seen.text, how, found->deprecated, instead);
    code = "E2531";
  } else {
    message = fmt::format("{}{} is deprecated since {}{}", seen.text, how, found->deprecated, instead);
    if (!found->no_create.empty()) message += fmt::format("; from {} no functions can be created on it", found->no_create);
    code = "W2531";
  }
  Finding& finding = report.add("lambda-runtime", range, std::move(message));
  finding.also = {"cfn-lint:" + code};
  finding.entity = std::string(type) + ".Runtime";
  finding.deprecated = true;
  if (!found->successor.empty() && seen.via.empty())
    finding.fixes.push_back({fmt::format("Change it to {}", found->successor), {{content(seen.place), std::string(found->successor)}}, true});
}

bool is_function(std::string_view type) { return type == "AWS::Lambda::Function" || type == "AWS::Serverless::Function"; }

}  // namespace

void check_lambda_runtimes(const View& view, Report& report) {
  std::vector<Runtime> list;
  const std::string today = view.input.today();
  for (const Resource& resource : view.outline.resources) {
    if (!is_function(resource.type) && resource.type != "AWS::Lambda::LayerVersion") continue;
    if (list.empty()) list = runtimes(view.input.pack);
    if (is_function(resource.type)) {
      for (const Seen& seen : look(view, resource.properties, {"Runtime"}, holding(resource)))
        if (seen.is_text) check_runtime(seen, list, today, resource.type, report);
    }
  }
  if (const Node runtime = view.outline.root.find("Globals").find("Function").find("Runtime"); runtime.is_scalar() && !model::is_intrinsic(runtime)) {
    if (list.empty()) list = runtimes(view.input.pack);
    Seen seen;
    seen.text = std::string(runtime.text());
    seen.place = runtime;
    check_runtime(seen, list, today, "AWS::Serverless::Function", report);
  }
}

void check_lambda_functions(const View& view, Report& report) {
  for (const Resource* resource : view.of_type("AWS::Lambda::Function")) {
    const Node properties = resource->properties;
    for (const Seen& seen : look(view, properties, {"SnapStart", "ApplyOn"}, holding(*resource))) {
      if (!seen.is("PublishedVersions")) continue;
      for (const Seen& runtime : look(view, properties, {"Runtime"}, seen.assumes)) {
        if (!runtime.fixed()) continue;
        const std::string& name = runtime.text;
        const bool old_java = name == "java8" || name == "java8.al2";
        const bool supported = (name.starts_with("java") && !old_java) || name == "python3.12" || name == "python3.13" || name == "python3.14" ||
                               name == "dotnet8" || name == "dotnet10";
        if (!supported)
          offer_removal(report.add("lambda-snap-start", range_of(seen, resource->key.range()),
                                   fmt::format("SnapStart does not work with the runtime {}; it works with Java 11, Python 3.12, .NET 8 and later", name)),
                        properties.find_entry("SnapStart")),
              report.findings.back().also = {"cfn-lint:E2530"};
      }
      bool published = false;
      for (const Resource& other : view.outline.resources)
        if (other.type == "AWS::Lambda::Version") {
          const Resource* of = referred(view, other.properties.find("FunctionName"));
          published = published || of == resource || of == nullptr;
        }
      if (!published)
        report
            .add("lambda-snap-start", range_of(seen, resource->key.range()),
                 "SnapStart works on published versions; the template has no AWS::Lambda::Version of this function", Severity::warning)
            .also = {"cfn-lint:W2530"};
    }
    // A function from a .zip needs a handler and a runtime.
    if (!properties.is_mapping() || model::is_intrinsic(properties) || properties.find_entry("Fn::Transform")) continue;
    bool zip = true;
    for (const Seen& package : look(view, properties, {"PackageType"})) zip = zip && (package.absent() || package.is("Zip"));
    for (const Seen& image : look(view, properties, {"Code", "ImageUri"})) zip = zip && image.absent();
    if (!zip) continue;
    for (const std::string_view needed : {"Handler", "Runtime"})
      if (!properties.find_entry(needed)) {
        Finding& finding =
            report.add("lambda-zip-properties", resource->properties.parent().key().range(), fmt::format("A function from a .zip archive needs {}", needed));
        finding.entity = "AWS::Lambda::Function." + std::string(needed);
        offer_entry(finding, properties, needed, "");
      }
  }
}

void check_lambda_queues(const View& view, Report& report) {
  for (const Resource* mapping : view.of_type("AWS::Lambda::EventSourceMapping")) {
    const Resource* queue = referred(view, mapping->properties.find("EventSourceArn"));
    const Resource* function = referred(view, mapping->properties.find("FunctionName"));
    if (queue == nullptr || queue->type != "AWS::SQS::Queue") continue;
    const std::string fifo = fixed_text(view, queue->properties, {"FifoQueue"});
    const std::string batch = fixed_text(view, mapping->properties, {"BatchSize"});
    if (fifo == "true" && !batch.empty() && batch.find_first_not_of("0123456789") == std::string::npos && batch.size() < 9 && std::stol(batch) > 10)
      offer_setting(report.add("queue-batch-size", mapping->properties.find("BatchSize").range(),
                               fmt::format("From a FIFO queue at most 10 messages come at a time; BatchSize is {}", batch)),
                    mapping->properties, "BatchSize", "10");
    if (function == nullptr || !is_function(function->type) || function->type == "AWS::Serverless::Function") continue;
    const std::string visibility_text = fixed_text(view, queue->properties, {"VisibilityTimeout"});
    const std::string timeout_text = fixed_text(view, function->properties, {"Timeout"});
    const auto number = [](const std::string& text, long otherwise) {
      return !text.empty() && text.size() < 9 && text.find_first_not_of("0123456789") == std::string::npos ? std::stol(text) : otherwise;
    };
    const bool known = (queue->properties.find_entry("VisibilityTimeout") == Node{} || !visibility_text.empty()) &&
                       (function->properties.find_entry("Timeout") == Node{} || !timeout_text.empty());
    if (!known || queue->properties.find_entry("Fn::Transform") || function->properties.find_entry("Fn::Transform")) continue;
    const long visibility = number(visibility_text, 30);
    const long timeout = number(timeout_text, 3);
    if (visibility >= timeout) continue;
    const Node place = queue->properties.find("VisibilityTimeout");
    Finding& finding = report.add(
        "queue-visibility-timeout", place ? place.range() : queue->key.range(),
        fmt::format(
            "The queue's VisibilityTimeout is {} s and the function {} may run {} s: messages would come back while they are worked on; set it to {} or more",
            visibility, function->id, timeout, timeout * 6));
    finding.entity = "AWS::SQS::Queue.VisibilityTimeout";
    finding.related.push_back({"", function->key.range(), 0, fmt::format("may run {} s", timeout)});
    offer_property(finding, *queue, "VisibilityTimeout", std::to_string(timeout * 6),
                   fmt::format("Set it to {}, six times the function's Timeout", timeout * 6));
    if (!finding.fixes.empty()) finding.fixes.back().preferred = true;
  }
}

void check_subscription_filters(const View& view, Report& report) {
  std::vector<std::pair<std::string, std::vector<const Resource*>>> by_group;
  for (const Resource* filter : view.of_type("AWS::Logs::SubscriptionFilter")) {
    const Node group = filter->properties.find("LogGroupName");
    const Resource* target = referred(view, group);
    const std::string name = target != nullptr ? std::string(target->id) : fixed_text(view, filter->properties, {"LogGroupName"});
    if (name.empty()) continue;
    auto found = std::find_if(by_group.begin(), by_group.end(), [&](const auto& each) { return each.first == name; });
    if (found == by_group.end()) found = by_group.insert(by_group.end(), {name, {}});
    found->second.push_back(filter);
    Assumptions all;
    for (const Resource* each : found->second)
      if (!each->condition.empty()) all.push_back({each->condition, true});
    if (found->second.size() == 3 && view.resolver.possible(all))
      report.add("subscription-filter-limit", filter->key.range(),
                 fmt::format("A log group has at most 2 subscription filters; this is the third of {}", name));
  }
}

}  // namespace cribsheet::rules::cloudformation
