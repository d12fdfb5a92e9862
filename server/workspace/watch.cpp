#include "workspace/watch.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>

namespace cribsheet::workspace {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kMostFiles = 20'000;
constexpr int kDeepest = 12;

bool is_markdown(const fs::path& path) { return path.extension() == ".md" || path.extension() == ".markdown"; }

bool below(const std::string& path, const std::string& root) {
  return path == root || (path.size() > root.size() && path.starts_with(root) && (root.ends_with('/') || path[root.size()] == '/'));
}

std::string own_folder() {
  if (const char* config = std::getenv("XDG_CONFIG_HOME"); config && *config) return std::string(config) + "/cribsheet/notes";
  if (const char* home = std::getenv("HOME"); home && *home) return std::string(home) + "/.config/cribsheet/notes";
  return {};
}

void add(std::uint64_t& sum, const fs::directory_entry& entry) {
  std::error_code error;
  const auto size = entry.file_size(error);
  const auto time = entry.last_write_time(error).time_since_epoch().count();
  // A sum does not depend on the order in which a folder lists its files.
  sum += std::hash<std::string>{}(entry.path().string() + '\0' + std::to_string(size) + '\0' + std::to_string(time));
}

}  // namespace

std::vector<std::string> note_roots(const std::vector<std::string>& configured, const std::vector<std::string>& folders) {
  if (!configured.empty()) return configured;
  std::vector<std::string> roots;
  for (const auto& folder : folders) roots.push_back((fs::path(folder) / "notes").string());
  if (auto own = own_folder(); !own.empty()) roots.push_back(std::move(own));
  return roots;
}

bool is_note_path(const std::string& path, const std::vector<std::string>& configured, const std::vector<std::string>& folders) {
  if (!is_markdown(path)) return false;
  auto within = [&path](const std::string& root) { return below(path, root); };
  const auto roots = note_roots(configured, folders);
  if (std::any_of(roots.begin(), roots.end(), within)) return true;
  if (!configured.empty() || !std::any_of(folders.begin(), folders.end(), within)) return false;
  return path.ends_with(".notes.md") || path.find("/notes/") != std::string::npos;
}

std::uint64_t stamp(const std::vector<std::string>& roots) {
  std::uint64_t sum = 0;
  std::size_t count = 0;
  for (const auto& root : roots) {
    std::error_code error;
    if (const fs::directory_entry file(root, error); !error && file.is_regular_file(error)) add(sum, file);
    fs::recursive_directory_iterator entries(root, fs::directory_options::skip_permission_denied, error), end;
    for (; !error && entries != end && count < kMostFiles; entries.increment(error)) {
      std::error_code unknown;
      if (entries.depth() > kDeepest || entries->path().filename().string().starts_with('.')) entries.disable_recursion_pending();
      if (!is_markdown(entries->path()) || !entries->is_regular_file(unknown)) continue;
      add(sum, *entries);
      ++count;
    }
  }
  return sum;
}

}  // namespace cribsheet::workspace
