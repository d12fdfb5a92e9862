#include "rules/notes/checks.h"
#include "rules/tables.h"

namespace cribsheet::rules {

Table notes_table() {
  const std::vector<std::string_view> templates{"cloudformation", "sam"};
  return {
      {"note-limit", Severity::warning, templates, check_note_limits},
      {"note-check", Severity::warning, templates, nullptr},
  };
}

}  // namespace cribsheet::rules
