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
  std::string today;            // ISO date; empty: the clock. Tests fix it
  bool stateful_hints = false;  // hint at stateful resources without DeletionPolicy
  bool code_lens = true;
  bool inlay_hints = true;
};

}  // namespace cribsheet::rules
