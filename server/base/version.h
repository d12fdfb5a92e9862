// The version that `--version`, LSP's serverInfo and SARIF name. CMakeLists.txt holds the same; a test compares them.
#pragma once
#include <string_view>

namespace cribsheet {

constexpr std::string_view kVersion = "0.1.0";

}  // namespace cribsheet
