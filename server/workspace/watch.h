// Whether notes changed on disk, for clients that watch no files themselves.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace cribsheet::workspace {

// The files and folders where notes may be: the settings' own, else the usual places.
std::vector<std::string> note_roots(const std::vector<std::string>& configured, const std::vector<std::string>& folders);
// True where this file is one of the notes of these settings.
bool is_note_path(const std::string& path, const std::vector<std::string>& configured, const std::vector<std::string>& folders);
// A number that changes with the names, sizes and times of the Markdown files below these paths. Follows no links to folders.
std::uint64_t stamp(const std::vector<std::string>& roots);

}  // namespace cribsheet::workspace
