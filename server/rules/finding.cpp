#include "rules/finding.h"

namespace cribsheet::rules {

std::optional<Severity> severity_named(std::string_view name) {
  if (name == "error") return Severity::error;
  if (name == "warning") return Severity::warning;
  if (name == "info") return Severity::info;
  if (name == "hint") return Severity::hint;
  return std::nullopt;
}

}  // namespace cribsheet::rules
