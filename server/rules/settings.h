// What a person can switch. Filled from the editor's settings, `.cribsheet.yaml`, and the command line; plain data.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "rules/finding.h"

namespace cribsheet::rules {

struct Settings {
  std::vector<std::string> regions;               // target regions; empty: us-east-1 facts only, no region findings
  std::map<std::string, std::string> severities;  // rule id or cfn-lint code -> "error" | "warning" | "info" | "hint" | "off"
  std::vector<std::string> notes;                 // files or folders
  bool use_notes = true;
  bool shipped_notes = true;                                   // those that come with the program, after the person's own
  std::map<std::string, std::vector<std::string>> note_names;  // entity -> what the person calls it
  bool format_notes = false;                                   // an editor's "format document" mends tables, indents and trailing blanks of notes
  std::string today;                                           // ISO date; empty: the clock. Tests fix it
  bool stateful_hints = false;                                 // hint at stateful resources without DeletionPolicy
  bool code_lens = true;
  bool inlay_hints = true;
};

}  // namespace cribsheet::rules
