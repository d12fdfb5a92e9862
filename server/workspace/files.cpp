#include "workspace/files.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>

#include "kinds/kind.h"
#include "workspace/read_file.h"

namespace cribsheet::workspace {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kLargest = 8u << 20;  // no template, policy or buildspec comes near
constexpr std::size_t kMostKnown = 10'000;  // files of a workspace that are looked into unasked
constexpr std::size_t kMostSeen = 60'000;   // entries of its folders that are looked at for them

class FolderFiles final : public rules::Files {
 public:
  FolderFiles(const std::vector<std::string>& folders, std::shared_ptr<const pack::Pack> pack) : pack_(std::move(pack)) {
    for (const auto& folder : folders) {
      std::error_code error;
      if (auto real = fs::canonical(folder, error); !error) folders_.push_back(std::move(real));
    }
  }

  bool exists(const std::string& path) const override { return !real_path(path).empty(); }

  std::shared_ptr<const model::Document> document(const std::string& path) const override {
    const auto real = real_path(path);
    if (real.empty()) return nullptr;
    const std::lock_guard lock(mutex_);
    const auto [entry, fresh] = read_.try_emplace(real);
    if (fresh) {
      if (auto text = read_file(real, kLargest)) entry->second = kinds::open(path, std::move(*text), *pack_);
    }
    return entry->second;
  }

  std::vector<std::string> known() const override {
    std::vector<std::string> paths;
    for (const auto& folder : folders_) {
      const auto found = list_files(folder.string(), kMostKnown, kMostSeen);
      paths.insert(paths.end(), found.begin(), found.end());
    }
    return paths;
  }

 private:
  // Empty: not there, or outside the folders.
  std::string real_path(const std::string& path) const {
    std::error_code error;
    const auto real = fs::canonical(path, error);
    if (error) return {};
    for (const auto& folder : folders_) {
      const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), real.begin(), real.end());
      if (end == folder.end()) return real.string();
    }
    return {};
  }

  std::vector<fs::path> folders_;
  std::shared_ptr<const pack::Pack> pack_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::shared_ptr<const model::Document>> read_;
};

bool may_be_known(const fs::path& path) {
  const auto extension = path.extension().string();
  for (const auto* known : {".yaml", ".yml", ".json", ".template", ".config", ".md", ".asl", ".jsonc"}) {
    if (extension == known) return true;
  }
  return false;
}

bool passed_over(const fs::path& folder) {
  const auto name = folder.filename().string();
  if (name == ".ebextensions") return false;
  return name.starts_with(".") || name == "node_modules" || name == "cdk.out" || name == "__pycache__" || name == "venv";
}

}  // namespace

std::shared_ptr<const rules::Files> make_files(std::vector<std::string> folders, std::shared_ptr<const pack::Pack> pack) {
  return std::make_shared<FolderFiles>(folders, std::move(pack));
}

std::vector<std::string> list_files(const std::string& folder, std::size_t limit, std::size_t most_seen) {
  std::vector<std::string> paths;
  std::size_t seen = 0, notes = 0, others = 0;
  std::error_code error;
  fs::recursive_directory_iterator entries(folder, fs::directory_options::skip_permission_denied, error), end;
  for (; !error && entries != end && others < limit && seen < most_seen; entries.increment(error), ++seen) {
    std::error_code unknown;
    if (entries->is_directory(unknown)) {
      if (passed_over(entries->path()) || entries.depth() > 40) entries.disable_recursion_pending();
    } else if (entries->is_regular_file(unknown) && may_be_known(entries->path())) {
      auto& count = entries->path().extension() == ".md" ? notes : others;
      if (++count <= limit) paths.push_back(entries->path().string());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace cribsheet::workspace
