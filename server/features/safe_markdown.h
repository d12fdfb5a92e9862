// Markdown from notes and documents, made safe to show: an editor that trusts it too much still runs, loads and renders nothing.
#pragma once
#include <string>
#include <string_view>

namespace cribsheet::features {

// Outside of code, what begins an HTML tag, an image or a link elsewhere than to http(s), mailto, a file or a relative place is
// escaped, so that it shows as it was typed. Done twice it is as done once. Linear, but for lines full of backticks.
std::string safe_markdown(std::string_view markdown);

}  // namespace cribsheet::features
