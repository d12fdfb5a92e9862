#pragma once

namespace cribsheet::app {

// Reads the command line, does what it says, gives the exit code. Never throws.
int run(int argc, char** argv);

}  // namespace cribsheet::app
