// Every checker of buildspecs, by file.
#pragma once
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace cribsheet::rules::buildspec {

// One command of a phase: an item of `commands` or `finally`.
struct Command {
  syntax::Node node;
  std::string_view phase;
};
std::vector<Command> commands(const Input& input);   // of the four phases, in order of the file
std::string_view version(const Input& input);        // "0.2"; empty where there is none, or it isn't known
const std::vector<std::string_view>& phase_names();  // in the order they run

void check_version(const Input& input, Report& report);            // version.cpp
void check_top_level_keys(const Input& input, Report& report);     // keys.cpp
void check_phase_names(const Input& input, Report& report);        // phases.cpp
void check_phase_commands(const Input& input, Report& report);     // phases.cpp
void check_on_failure(const Input& input, Report& report);         // phases.cpp
void check_lists(const Input& input, Report& report);              // lists.cpp
void check_runtimes(const Input& input, Report& report);           // runtimes.cpp
void check_variables(const Input& input, Report& report);          // variables.cpp
void check_secrets(const Input& input, Report& report);            // secrets.cpp
void check_exported(const Input& input, Report& report);           // exported.cpp
void check_outputs(const Input& input, Report& report);            // outputs.cpp: artifacts, reports, cache
void check_batch(const Input& input, Report& report);              // batch.cpp
void check_outdated_commands(const Input& input, Report& report);  // shell.cpp
void check_separate_shells(const Input& input, Report& report);    // shell.cpp
void check_paths(const Input& input, Report& report);              // paths.cpp

}  // namespace cribsheet::rules::buildspec
