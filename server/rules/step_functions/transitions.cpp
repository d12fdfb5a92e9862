// How a state is left: Next or End, one of them; and that a machine can come to an end at all.
#include <set>

#include <fmt/format.h>

#include "model/edits.h"
#include "rules/step_functions/checks.h"
#include "rules/offer.h"

namespace cribsheet::rules::step_functions {
namespace {

bool goes_on(std::string_view type) { return type == "Task" || type == "Pass" || type == "Wait" || type == "Parallel" || type == "Map"; }

void check_state(const State& state, Report& report) {
  if (!goes_on(state.type)) return;
  const syntax::Node next = state.body.find_entry("Next"), end = state.body.find_entry("End");
  const bool ends = end && !end.value().is("false");
  const auto add = [&](Range range, std::string message) -> Finding& {
    Finding& finding = report.add("step-functions-transition", range, std::move(message));
    finding.entity = "step-functions:States.Next";
    return finding;
  };
  if (next && ends) {
    Finding& finding = add(end.key().range(), fmt::format("{} has both Next and End; a state goes on or ends", state.name));
    offer_removal(finding, end);
    offer_removal(finding, next);
  } else if (!next && !ends && !state.body.find_entry("<<")) {
    Finding& finding = add(state.key.range(), fmt::format("{} neither goes on (`Next`) nor ends (`End: true`)", state.name));
    offer_entry(finding, state.body, "End", "true", true);
  }
}

// Every name that states of the scope lead to is one beside them.
bool names_known(const Machine& machine, const Scope& scope) {
  std::set<std::string_view> names;
  for (const std::size_t index : scope.states) names.insert(machine.states[index].name);
  for (const std::size_t index : scope.states)
    for (const auto& target : machine.states[index].targets)
      if (!names.contains(target.node.text())) return false;
  return true;
}

bool ends_here(const State& state) {
  return state.type == "Succeed" || state.type == "Fail" || (state.body.find_entry("End") && !state.body.find("End").is("false"));
}

// The last state ends it instead of going on.
void end_last(const Machine& machine, const Scope& scope, Finding& finding) {
  const State& last = machine.states[scope.states.back()];
  const syntax::Node next = last.body.find_entry("Next");
  if (!goes_on(last.type) || !next || last.body.find_entry("End")) return;
  auto key = model::replacement(next.key(), "End"), value = model::replacement(next.value(), "true");
  const bool quoted = next.value().style() == syntax::Style::double_quoted && next.tree()->language() == syntax::Language::yaml;
  if (key && value && !quoted) finding.fixes.push_back({fmt::format("Let {} end it", last.name), {std::move(*key), std::move(*value)}, false});
}

}  // namespace

void check_transitions(const View& view, Report& report) {
  std::vector<bool> ended(view.machine.scopes.size(), false), any(view.machine.scopes.size(), false), whole(view.machine.scopes.size(), true);
  for (const State& state : view.machine.states) {
    check_state(state, report);
    any[state.scope] = true;
    ended[state.scope] = ended[state.scope] || ends_here(state);
    // A state of unknown type, or one that lacks its way on, is reported by itself.
    if (state.type.empty() || (goes_on(state.type) && !state.body.find_entry("Next"))) whole[state.scope] = false;
  }
  for (std::size_t i = 0; i < view.machine.scopes.size(); ++i) {
    const Scope& scope = view.machine.scopes[i];
    if (!any[i] || ended[i] || !whole[i]) continue;
    // A name that leads nowhere is reported by itself; one that is filled in later may be the end.
    if (!names_known(view.machine, scope)) continue;
    const syntax::Node entry = scope.node.find_entry("States");
    Finding& finding =
        report.add("step-functions-no-terminal", entry.key().range(), "No state ends this: one must have `End: true`, or be a Succeed or a Fail");
    finding.entity = "step-functions:States";
    end_last(view.machine, scope, finding);
  }
}

}  // namespace cribsheet::rules::step_functions
