// The files that rules and features may ask about: those under the workspace's folders, read once and kept.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "pack/pack.h"
#include "rules/rule.h"

namespace cribsheet::workspace {

// Safe to ask from any thread. Nothing outside `folders` exists for it, also not through symbolic links.
std::shared_ptr<const rules::Files> make_files(std::vector<std::string> folders, std::shared_ptr<const pack::Pack> pack);

// Paths of the files under a folder (or the file itself) whose names may be of a known kind, sorted; hidden folders, `node_modules`
// and build output are passed over, links are not followed out of the folder, and at most `limit` notes and as many others are listed.
std::vector<std::string> list_files(const std::string& folder, std::size_t limit = 100'000, std::size_t most_seen = SIZE_MAX);

}  // namespace cribsheet::workspace
