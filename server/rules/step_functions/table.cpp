#include "rules/step_functions/checks.h"
#include "rules/tables.h"
#include "rules/written.h"

namespace cribsheet::rules {
namespace {

// The workflow's type stands beside the definition in a template: StateMachineType, or Type in SAM.
bool express_in_template(const model::Document& document) {
  if (!document.top) return false;
  const syntax::Node properties = document.top.parent().parent();
  return properties.find("StateMachineType").is("EXPRESS") || properties.find("Type").is("EXPRESS");
}

void check_machine(const Input& input, Report& report) {
  using namespace step_functions;
  const View view{input, kinds::step_functions::machine_of(input.document.root(), express_in_template(input.document))};
  if (view.machine.scopes.empty()) return;
  for (const auto check : {check_targets, check_transitions, check_languages, check_paths, check_jsonata, check_resources, check_errors, check_choices})
    check(view, report);
}

}  // namespace

Table step_functions_table() {
  const std::vector<std::string_view> here = {"step-functions"};
  return {
      {"step-functions-target", Severity::error, here, check_machine},
      {"step-functions-no-states", Severity::error, here, nullptr},
      {"step-functions-unreachable", Severity::error, here, nullptr},
      {"step-functions-duplicate-state", Severity::error, here, nullptr},
      {"step-functions-transition", Severity::error, here, nullptr},
      {"step-functions-no-terminal", Severity::error, here, nullptr},
      {"step-functions-query-language", Severity::error, here, nullptr},
      {"step-functions-path", Severity::error, here, nullptr},
      {"step-functions-payload-key", Severity::error, here, nullptr},
      {"step-functions-jsonata", Severity::error, here, nullptr},
      {"step-functions-jsonata-line-break", Severity::warning, here, nullptr},
      {"step-functions-jsonata-in-jsonpath", Severity::warning, here, nullptr},
      {"step-functions-resource", Severity::error, here, nullptr},
      {"step-functions-integration", Severity::warning, here, nullptr},
      {"step-functions-integration-argument", Severity::warning, here, nullptr},
      {"step-functions-express-wait", Severity::error, here, nullptr},
      {"step-functions-task-token", Severity::warning, here, nullptr},
      {"step-functions-heartbeat", Severity::error, here, nullptr},
      {"step-functions-errors", Severity::error, here, nullptr},
      {"step-functions-choice-rule", Severity::error, here, nullptr},
  };
}

}  // namespace cribsheet::rules
