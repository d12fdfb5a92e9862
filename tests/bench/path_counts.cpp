// Runs each path once under callgrind's eye: `measured` is the function whose cost is counted. usage: path_counts SOURCE PACK [NAME...]
// It prints the paths' names in the order in which they ran.
#include <algorithm>
#include <cstdio>
#include <string_view>

#include "bench/paths.h"

extern "C" __attribute__((noinline)) void measured(const cribsheet::bench::Path& path) {
  path.run();
  __asm__ volatile("");  // no tail call: the function must be seen to return
}

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  for (const cribsheet::bench::Path& path : cribsheet::bench::paths(argv[1], argv[2])) {
    if (argc > 3 && std::none_of(argv + 3, argv + argc, [&](const char* name) { return path.name == name; })) continue;
    path.run();  // what is worked out once a process is not counted
    measured(path);
    std::puts(path.name.c_str());
  }
  return 0;
}
