// Every checker of state machines, by file. All look at the same graph, which is built once a run.
#pragma once
#include "kinds/step_functions/machine.h"
#include "rules/rule.h"

namespace cribsheet::rules::step_functions {

using kinds::step_functions::Machine;
using kinds::step_functions::Scope;
using kinds::step_functions::State;

struct View {
  const Input& input;
  Machine machine;
};

void check_targets(const View& view, Report& report);      // targets.cpp: names that lead nowhere, states that nothing leads to
void check_transitions(const View& view, Report& report);  // transitions.cpp: Next, End, and what ends a machine
void check_languages(const View& view, Report& report);    // languages.cpp: fields of the other query language
void check_paths(const View& view, Report& report);        // paths.cpp: JSONPath, intrinsic functions, payload templates
void check_jsonata(const View& view, Report& report);      // jsonata.cpp
void check_resources(const View& view, Report& report);    // resources.cpp: what a task calls, and how it waits
void check_errors(const View& view, Report& report);       // errors.cpp: Retry and Catch
void check_choices(const View& view, Report& report);      // choices.cpp

}  // namespace cribsheet::rules::step_functions
