// Where the running program lies; what it was installed with lies beside it.
#pragma once
#include <string>

namespace cribsheet::app {

// An absolute path, links followed where that can be told; empty: the system does not say.
std::string program_path();

}  // namespace cribsheet::app
