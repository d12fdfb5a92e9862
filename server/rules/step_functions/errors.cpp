// Retry and Catch: States.ALL stands alone and last; what names of errors there are.
#include <algorithm>

#include <fmt/format.h>

#include "base/nearest.h"
#include "model/edits.h"
#include "rules/offer.h"
#include "rules/step_functions/checks.h"

namespace cribsheet::rules::step_functions {
namespace {

constexpr std::string_view kReserved[] = {"States.ALL",
                                          "States.BranchFailed",
                                          "States.DataLimitExceeded",
                                          "States.ExceedToleratedFailureThreshold",
                                          "States.HeartbeatTimeout",
                                          "States.Http.Socket",
                                          "States.IntrinsicFailure",
                                          "States.ItemReaderFailed",
                                          "States.NoChoiceMatched",
                                          "States.ParameterPathFailure",
                                          "States.Permissions",
                                          "States.QueryEvaluationError",
                                          "States.ResultPathMatchFailure",
                                          "States.ResultWriterFailed",
                                          "States.Runtime",
                                          "States.TaskFailed",
                                          "States.Timeout"};

bool reserved(std::string_view name) {
  return std::find(std::begin(kReserved), std::end(kReserved), name) != std::end(kReserved) || name.starts_with("States.Http.StatusCode.");
}

void check_names(syntax::Node names, bool last, std::string_view entity, Report& report) {
  const std::size_t count = names.child_count();
  for (const syntax::Node name : names.children()) {
    if (!name.is_scalar()) continue;
    const auto add = [&](std::string message) -> Finding& {
      Finding& finding = report.add("step-functions-errors", name.range(), std::move(message));
      finding.entity = fmt::format("step-functions:States.{}.ErrorEquals", entity);
      return finding;
    };
    if (name.is("States.ALL") && count > 1) {
      Finding& finding = add("States.ALL stands for every error, so it must stand alone in its list");
      if (auto edit = model::replacement(names, R"(["States.ALL"])")) finding.fixes.push_back({"Keep States.ALL alone", {std::move(*edit)}, false});
      offer_removal(finding, name);
    } else if (name.is("States.ALL") && !last) add("States.ALL takes every error, so it must be in the last item; those after it never count");
    else if (name.text().starts_with("States.") && !reserved(name.text())) {
      Finding& finding = add(fmt::format("There is no error {}; names that begin with States. are those of Step Functions", name.text()));
      if (const auto near = nearest(name.text(), {std::begin(kReserved), std::end(kReserved)})) offer_value(finding, name, *near);
    }
  }
}

void check_list(syntax::Node list, std::string_view entity, Report& report) {
  list = list.resolved();
  for (const syntax::Node item : list.children()) check_names(item.resolved().find("ErrorEquals").resolved(), !item.next_sibling(), entity, report);
}

}  // namespace

void check_errors(const View& view, Report& report) {
  for (const State& state : view.machine.states) {
    check_list(state.body.find("Retry"), "Retry", report);
    check_list(state.body.find("Catch"), "Catch", report);
  }
}

}  // namespace cribsheet::rules::step_functions
