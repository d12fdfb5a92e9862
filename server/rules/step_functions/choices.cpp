// Rules of a Choice: each compares something, and once.
#include <fmt/format.h>

#include "model/edits.h"
#include "model/intrinsic.h"
#include "rules/offer.h"
#include "rules/step_functions/checks.h"

namespace cribsheet::rules::step_functions {
namespace {

bool joins(std::string_view key) { return key == "And" || key == "Or" || key == "Not"; }
bool compares(std::string_view key) {
  for (const std::string_view begin : {"String", "Numeric", "Timestamp", "Boolean"})
    if (key.starts_with(begin)) return true;
  return key.starts_with("Is");
}

Finding& add(Report& report, Range range, std::string message) {
  Finding& finding = report.add("step-functions-choice-rule", range, std::move(message));
  finding.entity = "step-functions:States.Choices";
  return finding;
}

Range place_of(syntax::Node rule) {
  for (const syntax::Node entry : rule.children()) return entry.key().range();
  return rule.range();
}

void check_comparison(syntax::Node rule, Report& report) {
  syntax::Node join, comparison, variable;
  for (const syntax::Node entry : rule.children()) {
    if (!entry.key().is_scalar()) return;
    const std::string_view key = entry.key().text();
    if (key == "Variable") variable = entry;
    else if (joins(key) || compares(key)) {
      syntax::Node& kept = joins(key) ? join : comparison;
      if (kept || (joins(key) ? comparison : join)) {
        add(report, entry.key().range(), fmt::format("A rule has one comparison; join several with And or Or"));
        return;
      }
      kept = entry;
    }
  }
  if (!join && !comparison) {
    Finding& finding = add(report, variable ? variable.key().range() : place_of(rule), "This rule compares nothing; add a comparison such as StringEquals");
    if (variable) {
      offer_entry(finding, rule, "IsPresent", "true");
      offer_entry(finding, rule, "StringEquals", model::text_value(""));
    }
  } else if (comparison && !variable) {
    offer_entry(add(report, comparison.key().range(), "This comparison needs `Variable`, the path to what is compared"), rule, "Variable", "$");
  }
}

void check_rule(const State& state, syntax::Node rule, Report& report) {
  if (!rule.is_mapping() || model::is_intrinsic(rule) || rule.find_entry("<<")) return;
  if (state.jsonata) {
    if (!rule.find_entry("Condition") && !rule.find_entry("Variable")) add(report, place_of(rule), "This rule needs a `Condition`");
    return;
  }
  if (rule.find_entry("Condition")) return;  // said elsewhere
  std::vector<syntax::Node> todo = {rule};
  while (!todo.empty()) {
    const syntax::Node node = todo.back().resolved();
    todo.pop_back();
    if (!node.is_mapping() || model::is_intrinsic(node)) continue;
    check_comparison(node, report);
    todo.push_back(node.find("Not"));
    for (const std::string_view key : {"And", "Or"})
      for (const syntax::Node each : node.find(key).children()) todo.push_back(each);
  }
}

}  // namespace

void check_choices(const View& view, Report& report) {
  for (const State& state : view.machine.states)
    for (const syntax::Node rule : state.body.find("Choices").resolved().children()) check_rule(state, rule.resolved(), report);
}

}  // namespace cribsheet::rules::step_functions
