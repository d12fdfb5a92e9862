// Log drivers and their options.
#include <fmt/format.h>

#include "rules/ecs/checks.h"
#include "rules/written.h"

namespace cribsheet::rules::ecs {
namespace {

void check_awslogs(const View& view, syntax::Node entry, syntax::Node configuration, Report& report) {
  const Task& task = view.task;
  const syntax::Node options = task.find(configuration, "options");
  if (task.entry(configuration, "options") && !options.is_mapping()) return;
  for (const std::string_view need : {"awslogs-group", "awslogs-region", "awslogs-stream-prefix"}) {
    if (options.find_entry(need) || options.find_entry("<<") || (need == "awslogs-stream-prefix" && !task.on_fargate())) continue;
    for (const syntax::Node option : options.children())
      if (!option.key().is_scalar() || option.key().text().starts_with("Fn::")) return;
    report.add("ecs-log-options", entry.key().range(), fmt::format("The log driver awslogs needs the option `{}`{}", need, need == "awslogs-stream-prefix" ? " on Fargate" : "")).entity =
        task.entity("containerDefinitions.logConfiguration.options");
  }
}

void check_container(const View& view, syntax::Node container, Report& report) {
  const Task& task = view.task;
  const syntax::Node entry = task.entry(container, "logConfiguration");
  if (!entry) {
    if (!task.on_fargate()) return;
    const syntax::Node name = task.entry(container, "name");
    report.add("ecs-no-logs", name ? name.key().range() : container.range(), "This container's output goes nowhere: on Fargate there is no host to look at, so give it a log driver such as awslogs").entity =
        task.entity("containerDefinitions.logConfiguration");
    return;
  }
  const syntax::Node configuration = entry.value().resolved();
  const syntax::Node driver = task.find(configuration, "logDriver");
  const auto name = task.text(driver);
  if (!name) return;
  if (task.on_fargate() && *name != "awslogs" && *name != "splunk" && *name != "awsfirelens") {
    report.add("ecs-log-driver", driver.range(), fmt::format("Fargate has no log driver {}; there are awslogs, splunk and awsfirelens", *name)).entity = task.entity("containerDefinitions.logConfiguration.logDriver");
  } else if (*name == "awslogs" && !task.in_template) {  // in templates the shape says it
    check_awslogs(view, entry, configuration, report);
  }
}

}  // namespace

void check_logs(const View& view, Report& report) {
  for (const syntax::Node container : view.task.containers()) check_container(view, container, report);
}

}  // namespace cribsheet::rules::ecs
