#include "rules/buildspec/checks.h"
#include "rules/tables.h"

namespace cribsheet::rules {

Table buildspec_table() {
  using namespace buildspec;
  const std::vector<std::string_view> here = {"buildspec"};
  return {
      {"buildspec-version", Severity::error, here, check_version},
      {"buildspec-environment-variables", Severity::warning, here, nullptr},
      {"buildspec-unknown-key", Severity::warning, here, check_top_level_keys},
      {"buildspec-no-phases", Severity::error, here, nullptr},
      {"buildspec-phase-outside", Severity::error, here, nullptr},
      {"buildspec-phase-name", Severity::error, here, check_phase_names},
      {"buildspec-phase-commands", Severity::warning, here, nullptr},
      {"buildspec-runtime-phase", Severity::warning, here, nullptr},
      {"buildspec-command-not-text", Severity::error, here, check_phase_commands},
      {"buildspec-not-a-list", Severity::warning, here, check_lists},
      {"buildspec-on-failure", Severity::error, here, check_on_failure},
      {"buildspec-runtime-name", Severity::error, here, check_runtimes},
      {"buildspec-runtime-version", Severity::warning, here, nullptr},
      {"buildspec-runtime-unquoted", Severity::warning, here, nullptr},
      {"buildspec-runtime-ended", Severity::info, here, nullptr},
      {"buildspec-runtime-docker", Severity::info, here, nullptr},
      {"buildspec-reserved-variable", Severity::warning, here, check_variables},
      {"buildspec-secret-reference", Severity::error, here, nullptr},
      {"buildspec-plain-secret", Severity::warning, here, check_secrets},
      {"buildspec-exported-unset", Severity::warning, here, check_exported},
      {"buildspec-exported-reserved", Severity::warning, here, nullptr},
      {"buildspec-exported-secret", Severity::warning, here, nullptr},
      {"buildspec-artifacts-without-files", Severity::error, here, check_outputs},
      {"buildspec-report-without-files", Severity::error, here, nullptr},
      {"buildspec-report-format", Severity::error, here, nullptr},
      {"buildspec-cache", Severity::warning, here, nullptr},
      {"buildspec-bad-value", Severity::warning, here, nullptr},
      {"buildspec-batch-identifier", Severity::error, here, check_batch},
      {"buildspec-batch-depends", Severity::error, here, nullptr},
      {"buildspec-batch-circle", Severity::error, here, nullptr},
      {"buildspec-batch-form", Severity::error, here, nullptr},
      {"buildspec-outdated-command", Severity::warning, here, check_outdated_commands},
      {"buildspec-separate-shells", Severity::warning, here, check_separate_shells},
      {"buildspec-missing-file", Severity::hint, here, check_paths},
  };
}

}  // namespace cribsheet::rules
