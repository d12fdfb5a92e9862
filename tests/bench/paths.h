// The paths that are measured by themselves, for pieces_bench (time) and path_counts (instructions).
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace cribsheet::bench {

struct Path {
  std::string name;           // "edit-140k"
  std::size_t bytes = 0;      // that it reads; 0: of no size to speak of
  std::function<void()> run;  // may be called any number of times; each does the same work
};
// `source` is the project's root, `pack` the compiled pack.
std::vector<Path> paths(const std::filesystem::path& source, const std::string& pack);

}  // namespace cribsheet::bench
