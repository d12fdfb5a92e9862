// Containers of a task: memory, CPU, ports, health checks, and that one of them is essential.
#include <map>

#include <fmt/format.h>

#include "model/edits.h"
#include "rules/ecs/checks.h"
#include "rules/offer.h"
#include "rules/written.h"

namespace cribsheet::rules::ecs {
namespace {

std::optional<long long> number(const Task& task, syntax::Node mapping, std::string_view key) {
  const auto text = task.text(mapping, key);
  return text ? whole_number(*text) : std::nullopt;
}

Range name_place(const Task& task, syntax::Node container) {
  const syntax::Node name = task.entry(container, "name");
  return name ? name.value().range() : Range{container.range().begin, container.range().begin};
}

void check_essential(const View& view, Report& report) {
  const Task& task = view.task;
  if (task.in_template || !task.all_containers_known() || task.containers().empty()) return;  // in templates the shape says it
  for (const syntax::Node container : task.containers()) {
    const syntax::Node entry = task.entry(container, "essential");
    if (!entry || !entry.value().is("false")) return;
  }
  const syntax::Node entry = task.entry(task.root, "containerDefinitions");
  Finding& finding = report.add("ecs-essential", entry.key().range(), "At least one container must be essential; all of these have `essential: false`");
  finding.entity = task.entity("containerDefinitions.essential");
  offer_setting(finding, task.containers().front(), task.name("essential"), "true", task.containers().size() == 1);
}

void check_memory(const View& view, syntax::Node container, Report& report) {
  const Task& task = view.task;
  const syntax::Node memory = task.entry(container, "memory"), reservation = task.entry(container, "memoryReservation");
  if (!memory && !reservation && !task.on_fargate() && !task.entry(task.root, "memory") && !container.find_entry("<<")) {
    Finding& finding = report.add("ecs-memory", name_place(task, container),
                                  fmt::format("Neither the task nor this container says how much memory it gets; give `{}` or `{}`", task.name("memory"),
                                              task.name("memoryReservation")));
    finding.entity = task.entity("containerDefinitions.memory");
    for (const std::string_view key : {"memory", "memoryReservation"}) offer_entry(finding, container, task.name(key), "256");
    return;
  }
  const auto hard = number(task, container, "memory"), soft = number(task, container, "memoryReservation");
  if (hard && soft && *soft > *hard) {
    Finding& finding =
        report.add("ecs-memory", reservation.value().range(), fmt::format("The soft limit ({}) can't be more than the hard one ({})", *soft, *hard));
    finding.entity = task.entity("containerDefinitions.memoryReservation");
    offer_value(finding, reservation.value(), fmt::format("{}", *hard));
  }
  if (hard && *hard < 6) {
    Finding& finding = report.add("ecs-memory", memory.value().range(), fmt::format("A container needs at least 6 MiB, not {}", *hard));
    finding.entity = task.entity("containerDefinitions.memory");
    offer_value(finding, memory.value(), "6");
  }
}

// The containers together can't be promised more than the task has.
void check_sum(const View& view, std::string_view key, Report& report) {
  const Task& task = view.task;
  const auto whole = number(task, task.root, key);
  if (!whole) return;
  long long sum = 0;
  syntax::Node last;
  for (const syntax::Node container : task.containers()) {
    const auto soft = key == "memory" ? number(task, container, "memoryReservation") : std::nullopt;
    const auto part = soft ? soft : number(task, container, key);
    if (!part) continue;
    sum += *part;
    last = soft ? task.find(container, "memoryReservation") : task.find(container, key);
  }
  if (sum <= *whole || !last) return;
  Finding& finding = report.add("ecs-memory", last.range(),
                                fmt::format("The containers take {} {} together, but the task has {}", sum, key == "cpu" ? "CPU units" : "MiB", *whole));
  finding.entity = task.entity(fmt::format("containerDefinitions.{}", key));
  if (!task.on_fargate()) offer_setting(finding, task.root, task.name(key), fmt::format("{}", sum), false);  // there only some sizes exist
}

void surplus(const View& view, syntax::Node entry, std::string message, std::string_view key, Report& report) {
  Finding& finding = report.add("ecs-network-mode", entry.key().range(), std::move(message));
  finding.entity = view.task.entity(fmt::format("containerDefinitions.{}", key));
  offer_removal(finding, entry);
}

void check_ports(const View& view, syntax::Node container, Report& report) {
  const Task& task = view.task;
  const auto mode = task.text(task.root, "networkMode");
  const syntax::Node mappings = task.entry(container, "portMappings");
  if (mode && *mode == "none" && mappings && mappings.value().child_count() > 0)
    surplus(view, mappings, fmt::format("In network mode none there are no port mappings; remove `{}`, or choose another mode", task.name("portMappings")),
            "portMappings", report);
  if (!mode || (*mode != "awsvpc" && *mode != "host")) return;
  for (const syntax::Node mapping : mappings.value().resolved().children()) {
    const syntax::Node host = task.find(mapping, "hostPort");
    const auto outside = number(task, mapping, "hostPort"), inside = number(task, mapping, "containerPort");
    if (!outside || !inside || *outside == *inside || (*outside == 0 && *mode == "host")) continue;
    Finding& finding =
        report.add("ecs-host-port", host.range(), fmt::format("Under {} the host port is the container port ({}), not {}", *mode, *inside, *outside));
    finding.entity = task.entity("containerDefinitions.portMappings.hostPort");
    finding.fixes = {replace(fmt::format("Set it to {}", *inside), host.range(), in_style(host, fmt::format("{}", *inside)))};
  }
}

void check_network(const View& view, syntax::Node container, Report& report) {
  const Task& task = view.task;
  const auto mode = task.text(task.root, "networkMode");
  const syntax::Node links = task.entry(container, "links");
  if (mode && *mode != "bridge" && links && links.value().child_count() > 0 && !task.on_fargate())
    surplus(view, links, fmt::format("`{}` works only in network mode bridge, not in {}", task.name("links"), *mode), "links", report);
}

void check_health(const View& view, syntax::Node container, Report& report) {
  const Task& task = view.task;
  const syntax::Node command = task.find(task.find(container, "healthCheck"), "command");
  const syntax::Node first = command.first_child();
  const auto word = task.text(first);
  if (!word || *word == "CMD" || *word == "CMD-SHELL" || *word == "NONE") return;
  if (word->find(' ') != std::string_view::npos && command.child_count() == 1 && (word->starts_with("CMD-SHELL ") || word->starts_with("CMD-SHELL,"))) return;
  Finding& finding =
      report.add("ecs-health-check", first.range(), "A health check's command begins with CMD-SHELL (a command line follows) or CMD (words follow)");
  finding.entity = task.entity("containerDefinitions.healthCheck.command");
  const std::string_view kind = command.child_count() == 1 ? "CMD-SHELL" : "CMD";
  if (const auto words = model::as_json(command))
    if (auto edit = model::replacement(command, fmt::format("[\"{}\", {}", kind, words->substr(1))))
      finding.fixes.push_back({fmt::format("Put {} first", kind), {std::move(*edit)}, true});
}

void check_names(const View& view, Report& report) {
  std::map<std::string_view, syntax::Node> seen;
  for (const syntax::Node container : view.task.containers()) {
    const syntax::Node name = view.task.find(container, "name");
    const auto text = view.task.text(name);
    if (!text) continue;
    const auto [first, fresh] = seen.try_emplace(*text, name);
    if (fresh) continue;
    Finding& finding = report.add("ecs-container-name", name.range(), fmt::format("Another container is called {}; names are unique in a task", *text));
    finding.entity = view.task.entity("containerDefinitions.name");
    finding.related = {{{}, first->second.range(), 0, "the other one"}};
    offer_number(
        finding, name, [&](std::string_view other) { return seen.contains(other); }, "-");
  }
}

}  // namespace

void check_containers(const View& view, Report& report) {
  check_essential(view, report);
  check_names(view, report);
  check_sum(view, "memory", report);
  check_sum(view, "cpu", report);
  for (const syntax::Node container : view.task.containers()) {
    check_memory(view, container, report);
    check_ports(view, container, report);
    check_network(view, container, report);
    check_health(view, container, report);
  }
}

}  // namespace cribsheet::rules::ecs
