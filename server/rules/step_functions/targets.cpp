// Names of states: those that lead nowhere, states that nothing leads to, names used twice.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/nearest.h"
#include "model/edits.h"
#include "rules/offer.h"
#include "rules/step_functions/checks.h"
#include "rules/written.h"

namespace cribsheet::rules::step_functions {
namespace {

using kinds::step_functions::substituted;
using kinds::step_functions::Target;

// States by name, a scope at a time.
struct Names {
  std::vector<std::map<std::string_view, std::size_t>> in_scope;
  std::map<std::string_view, std::size_t> anywhere;
};

// Another name for the state, here and where states beside it lead to it.
void rename(const View& view, const State& state, Finding& finding) {
  offer_number(
      finding, state.key,
      [&](std::string_view name) {
        return std::any_of(view.machine.states.begin(), view.machine.states.end(), [&](const State& each) { return each.name == name; });
      },
      " ");
  if (finding.fixes.empty()) return;
  const std::string name = finding.fixes.back().title.substr(std::string_view("Rename it to ").size());
  const auto follow = [&](syntax::Node target) {
    if (!target.is_scalar() || target.text() != state.name) return;
    if (auto edit = model::replacement(target, model::text_value(name))) finding.fixes.back().edits.push_back(std::move(*edit));
  };
  follow(view.machine.scopes[state.scope].start_at);
  for (const std::size_t index : view.machine.scopes[state.scope].states)
    for (const Target& target : view.machine.states[index].targets) follow(target.node);
}

Names names_of(const View& view, Report& report) {
  Names names;
  names.in_scope.resize(view.machine.scopes.size());
  for (std::size_t i = 0; i < view.machine.states.size(); ++i) {
    const State& state = view.machine.states[i];
    names.in_scope[state.scope].try_emplace(state.name, i);
    const auto [first, fresh] = names.anywhere.try_emplace(state.name, i);
    if (fresh || view.machine.states[first->second].scope == state.scope) continue;  // twice in one mapping: the duplicate key is reported
    Finding& finding = report.add("step-functions-duplicate-state", state.key.range(),
                                  fmt::format("There is another state {}; names are unique in the whole state machine, branches included", state.name));
    finding.entity = "step-functions:States";
    finding.related = {{{}, view.machine.states[first->second].key.range(), 0, "the other one"}};
    rename(view, state, finding);
  }
  return names;
}

// The scope has parts that can't be seen: a target or a state that is filled in later.
bool hidden(const View& view, std::size_t scope) {
  const Scope& held = view.machine.scopes[scope];
  if (substituted(held.start_at.text())) return true;
  for (const syntax::Node entry : held.node.find("States").resolved().children())
    if (!entry.key().is_scalar() || entry.key().text() == "<<" || entry.key().text().starts_with("Fn::") || !entry.value().resolved().is_mapping()) return true;
  for (const std::size_t index : held.states) {
    const State& state = view.machine.states[index];
    if (substituted(state.name)) return true;
    for (const Target& target : state.targets)
      if (substituted(target.node.text())) return true;
    for (const std::string_view key : {std::string_view("Next"), std::string_view("Default")})
      if (const syntax::Node value = state.body.find(key); value && !value.resolved().is_scalar()) return true;  // a function
  }
  return false;
}

// Gives the state it leads to; reports where there is none.
std::size_t follow(const View& view, const Names& names, std::size_t scope, const Target& target, Report& report) {
  const std::string_view name = target.node.text();
  const auto found = names.in_scope[scope].find(name);
  if (found != names.in_scope[scope].end()) return found->second;
  if (substituted(name) || target.node.is_missing() || name.empty()) return kinds::step_functions::kNoState;
  Finding& finding = report.add("step-functions-target", target.node.range(), {});
  finding.entity = target.role == "StartAt" ? "step-functions:StartAt" : "step-functions:States.Next";
  if (const auto other = names.anywhere.find(name); other != names.anywhere.end()) {
    finding.message = fmt::format("{} stands in another branch; a state can only lead to one beside it", name);
    finding.related = {{{}, view.machine.states[other->second].key.range(), 0, "the state"}};
    return kinds::step_functions::kNoState;
  }
  finding.message = fmt::format("There is no state {}", name);
  if (report.findings.size() > kMostCompared) return kinds::step_functions::kNoState;
  std::vector<std::string_view> beside;
  for (const auto& [each, index] : names.in_scope[scope]) beside.push_back(each);
  if (const auto near = nearest(name, beside)) {
    finding.message += fmt::format(". Did you mean {}?", *near);
    finding.fixes = {replace(fmt::format("Change it to {}", *near), target.node.range(), in_style(target.node, *near))};
  }
  return kinds::step_functions::kNoState;
}

// In a template a definition may be a stub for a connector or a test; elsewhere it can't be meant.
void without_states(const View& view, const Scope& machine, Report& report) {
  for (const syntax::Node entry : machine.node.children()) {
    Finding& finding = report.add("step-functions-no-states", entry.key().range(), "The state machine has no `States`, so there is nothing to run");
    finding.entity = "step-functions:States";
    const syntax::Node start = machine.start_at;
    if (start.is_scalar() && !start.text().empty())
      offer_entry(finding, machine.node, "States", fmt::format(R"({{{}: {{"Type": "Pass", "End": true}}}})", model::text_value(start.text())));
    if (view.input.document.in_template) {
      finding.severity = Severity::warning;
      finding.own_severity = true;
    }
    return;
  }
}

void report_unreached(const View& view, std::size_t scope, const std::vector<bool>& reached, Report& report) {
  for (const std::size_t i : view.machine.scopes[scope].states) {
    const State& state = view.machine.states[i];
    if (reached[i]) continue;
    Finding& finding = report.add("step-functions-unreachable", state.key.range(), fmt::format("Nothing leads to the state {}", state.name));
    finding.entity = "step-functions:States";
    finding.unnecessary = true;
    offer_removal(finding, state.entry);
  }
}

}  // namespace

void check_targets(const View& view, Report& report) {
  const Names names = names_of(view, report);
  std::vector<std::vector<std::size_t>> leads_to(view.machine.states.size());
  std::vector<bool> broken(view.machine.scopes.size(), false);  // a name leads nowhere: what it meant may well be the state that seems unreached
  for (std::size_t i = 0; i < view.machine.states.size(); ++i)
    for (const Target& target : view.machine.states[i].targets) {
      const std::size_t next = follow(view, names, view.machine.states[i].scope, target, report);
      if (next != kinds::step_functions::kNoState) leads_to[i].push_back(next);
      else broken[view.machine.states[i].scope] = true;
    }
  std::vector<bool> reached(view.machine.states.size(), false);
  for (std::size_t scope = 0; scope < view.machine.scopes.size(); ++scope) {
    const Scope& held = view.machine.scopes[scope];
    if (!held.start_at.is_scalar()) continue;  // missing: said elsewhere
    if (!held.node.find_entry("States")) {
      if (scope == 0) without_states(view, held, report);
      continue;
    }
    std::vector<std::size_t> todo;
    const std::size_t first = follow(view, names, scope, {held.start_at, "StartAt"}, report);
    if (first == kinds::step_functions::kNoState) continue;
    todo.push_back(first);
    reached[first] = true;
    while (!todo.empty()) {
      const std::size_t state = todo.back();
      todo.pop_back();
      for (const std::size_t next : leads_to[state])
        if (!reached[next]) {
          reached[next] = true;
          todo.push_back(next);
        }
    }
    if (!broken[scope] && !hidden(view, scope)) report_unreached(view, scope, reached, report);
  }
}

}  // namespace cribsheet::rules::step_functions
