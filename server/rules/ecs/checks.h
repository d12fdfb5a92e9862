// Every checker of task definitions, by file. They run on files (camelCase keys) and on AWS::ECS::TaskDefinition in templates
// (the same keys in PascalCase).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace cribsheet::rules::ecs {

struct Task {
  syntax::Node root;   // the mapping with the container definitions
  syntax::Node label;  // what stands for the whole task where nothing narrower does; may be none
  bool in_template = false;

  std::string name(std::string_view key) const;  // "cpu" as it is written here
  syntax::Node find(syntax::Node mapping, std::string_view key) const;
  syntax::Node entry(syntax::Node mapping, std::string_view key) const;
  std::optional<std::string_view> text(syntax::Node scalar) const;  // nothing where a function stands for it
  std::optional<std::string_view> text(syntax::Node mapping, std::string_view key) const { return text(find(mapping, key)); }
  std::string entity(std::string_view path) const;  // "containerDefinitions.cpu"
  std::vector<syntax::Node> containers() const;     // those that can be read
  bool all_containers_known() const;
  bool on_fargate() const;  // requiresCompatibilities names FARGATE
  Range place() const;      // for what is missing in the task
};

struct View {
  const Input& input;
  const Task& task;
};

void check_fargate(const View& view, Report& report);     // fargate.cpp: sizes, network mode, what doesn't exist there
void check_logs(const View& view, Report& report);        // logs.cpp
void check_containers(const View& view, Report& report);  // containers.cpp: memory, ports, essential, names
void check_links(const View& view, Report& report);       // links.cpp: dependsOn, volumes
void check_secrets(const View& view, Report& report);     // secrets.cpp

}  // namespace cribsheet::rules::ecs
