// What goes to standard error for a person who looks into trouble. Standard output belongs to results and the protocol.
#pragma once
#include <string_view>

namespace cribsheet::log {

enum class Level { off, error, warning, info, debug };

void set_level(Level level);  // starts at `warning`
void error(std::string_view message);
void warning(std::string_view message);
void info(std::string_view message);
void debug(std::string_view message);

}  // namespace cribsheet::log
