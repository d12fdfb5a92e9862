#include "kinds/step_functions/machine.h"

namespace cribsheet::kinds::step_functions {
namespace {

using syntax::Node;

std::string_view scalar(Node node) {
  node = node.resolved();
  return node.is_scalar() ? node.text() : std::string_view{};
}

bool jsonata_by(Node mapping, bool otherwise) {
  const std::string_view language = scalar(mapping.find("QueryLanguage"));
  return language.empty() ? otherwise : language == "JSONata";
}

void add_target(Node node, std::string_view role, std::vector<Target>& out) {
  node = node.resolved();
  if (node.is_scalar()) out.push_back({node, role});
}

std::vector<Target> targets_of(Node body) {
  std::vector<Target> out;
  add_target(body.find("Next"), "Next", out);
  add_target(body.find("Default"), "Default", out);
  for (const Node rule : body.find("Choices").resolved().children()) add_target(rule.resolved().find("Next"), "Next", out);
  for (const Node catcher : body.find("Catch").resolved().children()) add_target(catcher.resolved().find("Next"), "Catch", out);
  return out;
}

struct Builder {
  Machine machine;

  void add_scope(Node node, std::size_t owner, bool express, bool jsonata) {
    node = node.resolved();
    if (!node.is_mapping()) return;
    Scope scope{node, node.find("StartAt").resolved(), owner, express, jsonata_by(node, jsonata), {}};
    const Node config = node.find("ProcessorConfig").resolved();
    if (scalar(config.find("ExecutionType")) == "EXPRESS") scope.express = true;
    if (scalar(config.find("ExecutionType")) == "STANDARD") scope.express = false;
    machine.scopes.push_back(std::move(scope));
  }

  void add_states(std::size_t index) {
    const Node holder = machine.scopes[index].node;
    const bool express = machine.scopes[index].express, by_scope = machine.scopes[index].jsonata;
    for (const Node entry : holder.find("States").resolved().children()) {
      const Node key = entry.key(), body = entry.value().resolved();
      if (!key.is_scalar() || !body.is_mapping() || key.text().starts_with("Fn::")) continue;
      State state{key.text(), scalar(body.find("Type")), key, entry, body, index, jsonata_by(body, by_scope), targets_of(body)};
      const std::size_t own = machine.states.size();
      const bool jsonata = state.jsonata;
      machine.states.push_back(std::move(state));
      machine.scopes[index].states.push_back(own);
      for (const Node branch : body.find("Branches").resolved().children()) add_scope(branch, own, express, jsonata);
      for (const std::string_view processor : {std::string_view("ItemProcessor"), std::string_view("Iterator")})
        if (const Node inner = body.find(processor)) add_scope(inner, own, express, jsonata);
    }
  }
};

}  // namespace

Machine machine_of(Node root, bool express) {
  Builder builder;
  builder.add_scope(root, kNoState, express, false);
  for (std::size_t i = 0; i < builder.machine.scopes.size(); ++i) builder.add_states(i);
  return std::move(builder.machine);
}

bool substituted(std::string_view text) { return text.find("${") != std::string_view::npos; }

}  // namespace cribsheet::kinds::step_functions
