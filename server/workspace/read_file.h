// Reading a whole regular file. Never blocks on a FIFO or a device.
#pragma once
#include <cstddef>
#include <string>

#include "base/result.h"

namespace cribsheet::workspace {

// The error says why: no such file, no permission, a folder, larger than `largest` bytes.
Result<std::string> read_file(const std::string& path, std::size_t largest);
Result<std::string> read_standard_input(std::size_t largest);

}  // namespace cribsheet::workspace
