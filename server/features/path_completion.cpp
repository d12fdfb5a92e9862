#include "features/path_completion.h"

#include <filesystem>

namespace cribsheet::features {

namespace fs = std::filesystem;
constexpr std::size_t kMostEntries = 500;

std::vector<kinds::Completion> complete_paths(const Snapshot& snapshot, const std::string& document_path, std::string_view typed) {
  std::vector<kinds::Completion> list;
  if (!snapshot.files || !document_path.starts_with('/') || typed.starts_with('/') || typed.find(':') != std::string_view::npos) return list;
  const std::size_t slash = typed.rfind('/');
  const std::string before(typed.substr(0, slash == std::string_view::npos ? 0 : slash + 1));
  const fs::path own(document_path), folder = (own.parent_path() / before).lexically_normal();
  if (!snapshot.files->exists(folder.string())) return list;
  std::error_code error;
  std::size_t seen = 0;
  for (fs::directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error), end; !error && entry != end && seen < kMostEntries;
       entry.increment(error), ++seen) {
    const std::string name = entry->path().filename().string();
    std::error_code unknown;
    const bool is_folder = entry->is_directory(unknown);
    if (name.starts_with('.') || name == "node_modules" || entry->path() == own || !snapshot.files->exists(entry->path().string())) continue;
    kinds::Completion& item = list.emplace_back();
    item.label = item.insert = before + name + (is_folder ? "/" : "");
    item.kind = "file";
    item.detail = is_folder ? "folder" : "file";
    item.sort = is_folder ? "1" : "2";
    item.retrigger = is_folder;
  }
  return list;
}

}  // namespace cribsheet::features
