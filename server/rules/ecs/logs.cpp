// Log drivers and their options.
#include <fmt/format.h>

#include "model/edits.h"
#include "rules/ecs/checks.h"
#include "rules/offer.h"
#include "rules/written.h"

namespace cribsheet::rules::ecs {
namespace {

// The region that another container's logs go to, or the settings name; in a template the stack's own. Empty: none is known.
std::string region(const View& view) {
  const Task& task = view.task;
  if (task.in_template) return R"({"Ref": "AWS::Region"})";
  for (const syntax::Node container : task.containers()) {
    const syntax::Node there = task.find(task.find(container, "logConfiguration"), "options").find("awslogs-region");
    if (const auto text = task.text(there)) return model::text_value(*text);
  }
  return view.input.settings.regions.empty() ? std::string() : model::text_value(view.input.settings.regions.front());
}

// What an option of awslogs is usually set to, as JSON; empty: that can't be known.
std::string usual(const View& view, syntax::Node container, std::string_view option) {
  const Task& task = view.task;
  if (option == "awslogs-region") return region(view);
  const auto family = task.text(task.root, "family"), name = task.text(container, "name");
  if (option == "awslogs-group") return family ? model::text_value(fmt::format("/ecs/{}", *family)) : std::string();
  return name ? model::text_value(*name) : std::string();
}

constexpr std::string_view kOptions[] = {"awslogs-group", "awslogs-region", "awslogs-stream-prefix"};

// The whole configuration for awslogs; empty: a part of it can't be known.
std::string awslogs(const View& view, syntax::Node container) {
  std::string options;
  for (const std::string_view option : kOptions) {
    const std::string value = usual(view, container, option);
    if (value.empty()) return {};
    options += fmt::format("{}\"{}\": {}", options.empty() ? "" : ", ", option, value);
  }
  return fmt::format(R"({{"{}": "awslogs", "{}": {{{}}}}})", view.task.name("logDriver"), view.task.name("options"), options);
}

void check_awslogs(const View& view, syntax::Node container, syntax::Node entry, syntax::Node configuration, Report& report) {
  const Task& task = view.task;
  const syntax::Node options = task.find(configuration, "options");
  if (task.entry(configuration, "options") && !options.is_mapping()) return;
  for (const std::string_view need : kOptions) {
    if (options.find_entry(need) || options.find_entry("<<") || (need == "awslogs-stream-prefix" && !task.on_fargate())) continue;
    for (const syntax::Node option : options.children())
      if (!option.key().is_scalar() || option.key().text().starts_with("Fn::")) return;
    Finding& finding = report.add("ecs-log-options", entry.key().range(),
                                  fmt::format("The log driver awslogs needs the option `{}`{}", need, need == "awslogs-stream-prefix" ? " on Fargate" : ""));
    finding.entity = task.entity("containerDefinitions.logConfiguration.options");
    if (options) offer_entry(finding, options, need, usual(view, container, need));
  }
}

void check_container(const View& view, syntax::Node container, Report& report) {
  const Task& task = view.task;
  const syntax::Node entry = task.entry(container, "logConfiguration");
  if (!entry) {
    if (!task.on_fargate()) return;
    const syntax::Node name = task.entry(container, "name");
    Finding& finding = report.add("ecs-no-logs", name ? name.key().range() : container.range(),
                                  "This container's output goes nowhere: on Fargate there is no host to look at, so give it a log driver such as awslogs");
    finding.entity = task.entity("containerDefinitions.logConfiguration");
    if (const std::string all = awslogs(view, container); !all.empty()) offer_entry(finding, container, task.name("logConfiguration"), all);
    return;
  }
  const syntax::Node configuration = entry.value().resolved();
  const syntax::Node driver = task.find(configuration, "logDriver");
  const auto name = task.text(driver);
  if (!name) return;
  if (task.on_fargate() && *name != "awslogs" && *name != "splunk" && *name != "awsfirelens") {
    Finding& finding =
        report.add("ecs-log-driver", driver.range(), fmt::format("Fargate has no log driver {}; there are awslogs, splunk and awsfirelens", *name));
    finding.entity = task.entity("containerDefinitions.logConfiguration.logDriver");
    if (const std::string all = awslogs(view, container); !all.empty())
      if (auto edit = model::replacement(configuration, all)) finding.fixes.push_back({"Use awslogs", {std::move(*edit)}, false});
  } else if (*name == "awslogs" && !task.in_template) {  // in templates the shape says it
    check_awslogs(view, container, entry, configuration, report);
  }
}

}  // namespace

void check_logs(const View& view, Report& report) {
  for (const syntax::Node container : view.task.containers()) check_container(view, container, report);
}

}  // namespace cribsheet::rules::ecs
