#include "rules/ebextensions/checks.h"
#include "rules/tables.h"

namespace cribsheet::rules {

Table beanstalk_table() {
  using namespace ebextensions;
  const std::vector<std::string_view> here = {"ebextensions"}, cron = {"cron-yaml"};
  return {
      {"ebextensions-unknown-section", Severity::error, here, nullptr},
      {"ebextensions-unknown-namespace", Severity::warning, here, check_options},
      {"ebextensions-unknown-option", Severity::warning, here, nullptr},
      {"ebextensions-option-value", Severity::error, here, nullptr},
      {"ebextensions-plain-secret", Severity::warning, here, nullptr},
      {"ebextensions-file-name", Severity::warning, here, check_files},
      {"ebextensions-file-mode", Severity::warning, here, nullptr},
      {"cron-yaml-schedule", Severity::error, cron, check_schedule},
      {"cron-yaml-name", Severity::error, cron, nullptr},
      {"cron-yaml-url", Severity::warning, cron, nullptr},
  };
}

}  // namespace cribsheet::rules
