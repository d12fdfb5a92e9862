#include "kinds/cloudformation/template.h"
#include "model/intrinsic.h"
#include "rules/ecs/checks.h"
#include "rules/tables.h"

namespace cribsheet::rules {
namespace ecs {

std::string Task::name(std::string_view key) const {
  std::string out(key);
  if (in_template && !out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return out;
}

syntax::Node Task::entry(syntax::Node mapping, std::string_view key) const { return mapping.resolved().find_entry(name(key)); }
syntax::Node Task::find(syntax::Node mapping, std::string_view key) const { return entry(mapping, key).value().resolved(); }

std::optional<std::string_view> Task::text(syntax::Node scalar) const {
  scalar = scalar.resolved();
  if (!scalar.is_scalar() || model::is_intrinsic(scalar) || scalar.text().find("${") != std::string_view::npos || scalar.text().starts_with("{{resolve:"))
    return std::nullopt;
  return scalar.text();
}

std::string Task::entity(std::string_view path) const {
  std::string out = in_template ? "AWS::ECS::TaskDefinition." : "ecs-task-definition:";
  bool first = true;
  for (const char c : path) {
    out += in_template && first && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    first = c == '.';
  }
  return out;
}

std::vector<syntax::Node> Task::containers() const {
  std::vector<syntax::Node> out;
  for (const syntax::Node item : find(root, "containerDefinitions").children())
    if (const syntax::Node node = item.resolved(); node.is_mapping() && !model::is_intrinsic(node)) out.push_back(node);
  return out;
}

bool Task::all_containers_known() const {
  const syntax::Node list = find(root, "containerDefinitions");
  return list.is_sequence() && list.child_count() == containers().size();
}

bool Task::on_fargate() const {
  for (const syntax::Node item : find(root, "requiresCompatibilities").children())
    if (item.is("FARGATE") && !model::is_intrinsic(item)) return true;
  return false;
}

Range Task::place() const {
  if (label) return label.range();
  for (const syntax::Node entry : root.children()) return entry.key().range();
  return {root.range().begin, root.range().begin};
}

namespace {

void check_task(const Input& input, const Task& task, Report& report) {
  if (!task.root.is_mapping() || model::is_intrinsic(task.root)) return;
  for (const auto check : {check_fargate, check_logs, check_containers, check_links, check_secrets}) check({input, task}, report);
}

void check_file(const Input& input, Report& report) { check_task(input, {input.document.root(), {}, false}, report); }

void check_template(const Input& input, Report& report) {
  const kinds::cloudformation::Template* outline = kinds::cloudformation::outline(input.document);
  if (outline == nullptr) return;
  for (const auto& resource : outline->resources)
    if (resource.type == "AWS::ECS::TaskDefinition") check_task(input, {resource.properties.resolved(), resource.key, true}, report);
}

void check(const Input& input, Report& report) { input.document.kind == "ecs-task-definition" ? check_file(input, report) : check_template(input, report); }

}  // namespace
}  // namespace ecs

Table ecs_table() {
  const std::vector<std::string_view> here = {"ecs-task-definition", "cloudformation", "sam"};
  return {
      {"ecs-fargate-size", Severity::error, here, ecs::check},  {"ecs-fargate-needs", Severity::error, here, nullptr},
      {"ecs-fargate-lacks", Severity::error, here, nullptr},    {"ecs-log-driver", Severity::error, here, nullptr},
      {"ecs-log-options", Severity::error, here, nullptr},      {"ecs-no-logs", Severity::hint, here, nullptr},
      {"ecs-essential", Severity::error, here, nullptr},        {"ecs-memory", Severity::error, here, nullptr},
      {"ecs-host-port", Severity::error, here, nullptr},        {"ecs-container-name", Severity::error, here, nullptr},
      {"ecs-depends-on", Severity::error, here, nullptr},       {"ecs-volume", Severity::error, here, nullptr},
      {"ecs-network-mode", Severity::error, here, nullptr},     {"ecs-health-check", Severity::error, here, nullptr},
      {"ecs-execution-role", Severity::warning, here, nullptr}, {"ecs-plain-secret", Severity::warning, here, nullptr},
  };
}

}  // namespace cribsheet::rules
