#include "rules/notes/checks.h"
#include "rules/tables.h"

namespace cribsheet::rules {

Table notes_table() {
  const std::vector<std::string_view> templates{"cloudformation", "sam"};
  const std::vector<std::string_view> notes{"notes"};
  return {
      {"note-limit", Severity::warning, templates, check_note_limits},      {"note-check", Severity::warning, templates, nullptr},
      {"note-broken-check", Severity::warning, notes, check_broken_checks}, {"note-stale-figure", Severity::info, notes, check_stale_facts},
      {"note-renamed-service", Severity::info, notes, check_renamed},       {"note-outdated-statement", Severity::info, notes, check_statements},
      {"note-broken-link", Severity::info, notes, check_note_links},        {"note-broken-fence", Severity::hint, notes, check_fences},
      {"note-misspelt-name", Severity::info, notes, check_spelling},        {"note-contradiction", Severity::info, notes, check_contradictions},
  };
}

}  // namespace cribsheet::rules
