#include "rules/appspec/checks.h"
#include "rules/tables.h"

namespace cribsheet::rules {

Table appspec_table() {
  const std::vector<std::string_view> here = {"appspec"};
  return {
      {"appspec-version", Severity::error, here, appspec::check_form}, {"appspec-platform", Severity::error, here, nullptr},
      {"appspec-resources", Severity::error, here, nullptr},           {"appspec-event", Severity::error, here, appspec::check_hooks},
      {"appspec-reserved-event", Severity::error, here, nullptr},      {"appspec-timeout", Severity::error, here, nullptr},
      {"appspec-missing-script", Severity::warning, here, nullptr},    {"appspec-file-mapping", Severity::warning, here, appspec::check_files},
      {"appspec-permission", Severity::error, here, nullptr},
  };
}

}  // namespace cribsheet::rules
