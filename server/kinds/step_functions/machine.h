// A state machine as a graph: the scopes that hold states (the machine, branches of Parallel, processors of Map), the states,
// and where each goes. Built from whatever is there; half-typed parts are left out.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "syntax/tree.h"

namespace cribsheet::kinds::step_functions {

constexpr std::size_t kNoState = static_cast<std::size_t>(-1);

struct Target {           // a place that names the state to go to
  syntax::Node node;      // a scalar
  std::string_view role;  // "StartAt", "Next", "Default", "Catch"
};

struct Scope {
  syntax::Node node;                // the mapping with StartAt and States
  syntax::Node start_at;            // its value; may be missing
  std::size_t owner = kNoState;     // the Parallel or Map state around it
  bool express = false;             // its states run in an Express workflow, as far as is written
  bool jsonata = false;             // what its states use where they don't say
  std::vector<std::size_t> states;  // of this scope alone, in order
};

struct State {
  std::string_view name, type;    // type is empty where it isn't known
  syntax::Node key, entry, body;  // body: a mapping
  std::size_t scope = 0;
  bool jsonata = false;
  std::vector<Target> targets;  // all but those inside its branches
};

struct Machine {
  std::vector<Scope> scopes;  // the first is the machine itself; empty where there is none
  std::vector<State> states;  // those of outer scopes before those of inner ones
};

Machine machine_of(syntax::Node root, bool express);
// Whether text may stand for something else: `${name}` is filled in when the machine is created.
bool substituted(std::string_view text);

}  // namespace cribsheet::kinds::step_functions
