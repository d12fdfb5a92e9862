// What containers name of one another and of the task: dependsOn, volumes.
#include <map>

#include <fmt/format.h>

#include "base/nearest.h"
#include "model/edits.h"
#include "model/intrinsic.h"
#include "rules/ecs/checks.h"
#include "rules/offer.h"
#include "rules/written.h"

namespace cribsheet::rules::ecs {
namespace {

struct Names {
  std::vector<std::string_view> known;
  std::map<std::string_view, syntax::Node> items;
  bool all = true;  // none is hidden behind a function
};

Names names_in(const Task& task, syntax::Node list) {
  Names names;
  for (const syntax::Node item : list.children()) {
    const auto name = task.text(item, "name");
    if (!name || model::is_intrinsic(item)) {
      names.all = false;
    } else if (names.items.try_emplace(*name, item.resolved()).second) {
      names.known.push_back(*name);
    }
  }
  if (list && !list.is_sequence()) names.all = false;
  return names;
}

Finding& missing(const Task& task, std::string_view rule, syntax::Node node, std::string message, std::string_view path, const Names& names, Report& report) {
  Finding& finding = report.add(rule, node.range(), std::move(message));
  finding.entity = task.entity(path);
  if (report.findings.size() > kMostCompared) return finding;
  if (const auto near = nearest(node.text(), names.known))
    finding.fixes = {replace(fmt::format("Change it to {}", *near), node.range(), in_style(node, *near))};
  return finding;
}

void check_condition(const Task& task, syntax::Node item, syntax::Node other, std::string_view name, Report& report) {
  const syntax::Node condition = task.find(item, "condition");
  const auto text = task.text(condition);
  if (!text) return;
  const auto add = [&](std::string message) -> Finding& {
    Finding& finding = report.add("ecs-depends-on", condition.range(), std::move(message));
    finding.entity = task.entity("containerDefinitions.dependsOn.condition");
    return finding;
  };
  const syntax::Node essential = task.entry(other, "essential");
  if (*text == "HEALTHY" && !task.entry(other, "healthCheck"))
    offer_value(add(fmt::format("{} has no health check, so it never becomes HEALTHY; give it one, or wait for START", name)), condition, "START", false);
  else if ((*text == "SUCCESS" || *text == "COMPLETE") && (!essential || essential.value().is("true")))
    offer_setting(add(fmt::format("{} is essential, so the task stops when it ends; set its `{}` to false", name, task.name("essential"))), other,
                  task.name("essential"), "false", false);
}

void check_depends_on(const View& view, syntax::Node container, const Names& names, Report& report) {
  const Task& task = view.task;
  for (const syntax::Node item : task.find(container, "dependsOn").children()) {
    const syntax::Node node = task.find(item, "containerName");
    const auto name = task.text(node);
    if (!name) continue;
    if (task.text(container, "name") == name) {
      Finding& finding = report.add("ecs-depends-on", node.range(), fmt::format("A container can't wait for itself, as {} does here", *name));
      finding.entity = task.entity("containerDefinitions.dependsOn.containerName");
      offer_removal(finding, item);
    } else if (const auto other = names.items.find(*name); other == names.items.end()) {
      if (!names.all) continue;
      Finding& finding =
          missing(task, "ecs-depends-on", node,
                  fmt::format("No container of this task is called {}; there {} {}", *name, names.known.size() == 1 ? "is" : "are", one_of(names.known)),
                  "containerDefinitions.dependsOn.containerName", names, report);
      offer_removal(finding, item);
    } else {
      check_condition(task, item, other->second, *name, report);
    }
  }
}

void add_volume(const Task& task, std::string_view name, Finding& finding) {
  const syntax::Node list = task.find(task.root, "volumes");
  const std::string volume = fmt::format("{{{}: {}}}", model::text_value(task.name("name")), model::text_value(name));
  auto edit = list.is_sequence() ? model::item_insertion(list, volume)
              : list             ? std::nullopt
                                 : model::insertion(task.root, task.name("volumes"), "[" + volume + "]");
  if (edit) finding.fixes.push_back({fmt::format("Add a volume {}", name), {std::move(*edit)}, false});
}

void check_mounts(const Task& task, syntax::Node container, const Names& volumes, Report& report) {
  for (const syntax::Node mount : task.find(container, "mountPoints").children()) {
    const syntax::Node node = task.find(mount, "sourceVolume");
    const auto name = task.text(node);
    if (!name || !volumes.all || volumes.items.contains(*name)) continue;
    Finding& finding = missing(task, "ecs-volume", node,
                               fmt::format("The task has no volume {}; add it to `{}`{}", *name, task.name("volumes"),
                                           volumes.known.empty() ? "" : ", or name " + one_of(volumes.known)),
                               "containerDefinitions.mountPoints.sourceVolume", volumes, report);
    add_volume(task, *name, finding);
  }
}

}  // namespace

void check_links(const View& view, Report& report) {
  const Task& task = view.task;
  const Names containers = names_in(task, task.find(task.root, "containerDefinitions"));
  const Names volumes = names_in(task, task.find(task.root, "volumes"));
  for (const syntax::Node container : task.containers()) {
    check_depends_on(view, container, containers, report);
    check_mounts(task, container, volumes, report);
  }
}

}  // namespace cribsheet::rules::ecs
