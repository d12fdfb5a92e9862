// Text from files on its way to a person's terminal, which must not obey it.
#pragma once
#include <string>
#include <string_view>

namespace cribsheet::app {

// Control characters, which may move the cursor, rename the window or write a further line of a log, are shown as `\x1b`; with
// `lines`, ends of lines stay. Tabs and all else are as they were.
std::string printable(std::string_view text, bool lines = false);

}  // namespace cribsheet::app
