// Credentials in environment variables, and the role that reading secrets needs.
#include <fmt/format.h>

#include "rules/ecs/checks.h"
#include "rules/offer.h"
#include "rules/plain_secret.h"

namespace cribsheet::rules::ecs {

void check_secrets(const View& view, Report& report) {
  const Task& task = view.task;
  const bool has_role = static_cast<bool>(task.entry(task.root, "executionRoleArn"));
  for (const syntax::Node container : task.containers()) {
    for (const syntax::Node variable : task.find(container, "environment").children()) {
      const syntax::Node node = task.find(variable, "value");
      const auto name = task.text(variable, "name"), value = task.text(node);
      if (!name || !value || !plain_secret(*name, *value)) continue;
      report
          .add("ecs-plain-secret", node.range(),
               fmt::format("{} holds a credential as plain text; use `{}` to read it from Secrets Manager or Parameter Store", *name, task.name("secrets")))
          .entity = task.entity("containerDefinitions.environment.value");
    }
    const syntax::Node secrets = task.entry(container, "secrets");
    if (secrets && secrets.value().resolved().child_count() > 0 && !has_role && task.on_fargate()) {
      Finding& finding = report.add("ecs-execution-role", secrets.key().range(),
                                    fmt::format("To read secrets the task needs an `{}`: the role that may read them", task.name("executionRoleArn")));
      finding.entity = task.entity("executionRoleArn");
      offer_entry(finding, task.root, task.name("executionRoleArn"), "");
    }
  }
}

}  // namespace cribsheet::rules::ecs
