// The corpora beside the project, where they are there.
#pragma once
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "support/places.h"

namespace cribsheet::tests {

// Every file below `folder` of the corpora whose name ends in one of `endings`, sorted; empty: the corpora are not
// there.
inline std::vector<std::filesystem::path> corpus(const std::string& folder, std::initializer_list<std::string> endings) {
  std::vector<std::filesystem::path> found;
  std::error_code none;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(shared() / "corpus" / folder, none)) {
    const std::string ending = entry.path().extension().string();
    if (entry.is_regular_file() && std::find(endings.begin(), endings.end(), ending) != endings.end()) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace cribsheet::tests
