// Fields that belong to the other query language.
#include <algorithm>

#include <fmt/format.h>

#include "rules/offer.h"
#include "rules/step_functions/checks.h"

namespace cribsheet::rules::step_functions {
namespace {

struct Field {
  std::string_view name, instead;
};
constexpr Field kJsonPath[] = {{"InputPath", "Arguments"},
                               {"OutputPath", "Output"},
                               {"Parameters", "Arguments"},
                               {"ResultSelector", "Output"},
                               {"ResultPath", "Output or Assign"},
                               {"Result", "Output"},
                               {"ItemsPath", "Items"},
                               {"SecondsPath", "Seconds"},
                               {"TimestampPath", "Timestamp"},
                               {"TimeoutSecondsPath", "TimeoutSeconds"},
                               {"HeartbeatSecondsPath", "HeartbeatSeconds"},
                               {"ErrorPath", "Error"},
                               {"CausePath", "Cause"},
                               {"MaxConcurrencyPath", "MaxConcurrency"},
                               {"ToleratedFailureCountPath", "ToleratedFailureCount"},
                               {"ToleratedFailurePercentagePath", "ToleratedFailurePercentage"}};
constexpr Field kJsonata[] = {{"Arguments", "Parameters"}, {"Output", "ResultSelector, ResultPath and OutputPath"}, {"Items", "ItemsPath"}};

// `name.$` keys, or JSONata between `{%` and `%}`.
bool holds_paths(syntax::Node value) {
  const Range range = value.range();
  const std::string_view text = value.tree()->text().substr(range.begin, range.size());
  return text.find(".$") != std::string_view::npos || text.find("{%") != std::string_view::npos;
}

void check_fields(const State& state, const Field* begin, const Field* end, std::string_view other, std::string_view own, Report& report) {
  for (const syntax::Node entry : state.body.children()) {
    if (!entry.key().is_scalar()) continue;
    const auto found = std::find_if(begin, end, [&](const Field& field) { return field.name == entry.key().text(); });
    if (found == end) continue;
    Finding& finding = report.add("step-functions-query-language", entry.key().range(),
                                  fmt::format("{} is a field of {}, but this state uses {}, where {} does it", found->name, other, own, found->instead));
    finding.entity = fmt::format("step-functions:States.{}", found->name);
    // Under the other name the same values do, but for paths.
    const bool plain = entry.key().text() == "Arguments" || entry.key().text() == "Parameters" || entry.key().text() == "Result";
    if (plain && found->instead.find(' ') == std::string_view::npos && !state.body.find_entry(found->instead) && !holds_paths(entry.value()))
      offer_name(finding, entry.key(), found->instead);
  }
}

void check_rules(const State& state, Report& report) {
  for (const syntax::Node rule : state.body.find("Choices").resolved().children()) {
    const syntax::Node entry = rule.resolved().find_entry(state.jsonata ? "Variable" : "Condition");
    if (!entry) continue;
    report
        .add("step-functions-query-language", entry.key().range(),
             state.jsonata ? "Variable is a field of JSONPath, but this state uses JSONata, where Condition does it"
                           : "Condition is a field of JSONata, but this state uses JSONPath, where Variable and a comparison do it")
        .entity = "step-functions:States.Choices.Condition";
  }
}

}  // namespace

void check_languages(const View& view, Report& report) {
  for (const State& state : view.machine.states) {
    if (state.jsonata) check_fields(state, std::begin(kJsonPath), std::end(kJsonPath), "JSONPath", "JSONata", report);
    else check_fields(state, std::begin(kJsonata), std::end(kJsonata), "JSONata", "JSONPath", report);
    check_rules(state, report);
  }
}

}  // namespace cribsheet::rules::step_functions
