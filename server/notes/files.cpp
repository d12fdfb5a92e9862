// Which files are notes: what a person names, else notes/ and *.notes.md in the workspace, else the user's own folder.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "notes/ignore.h"
#include "notes/notes.h"

namespace cribsheet::notes {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxFile = 8u << 20;     // a note of more is data, not a note
constexpr std::uintmax_t kMaxTotal = 512u << 20;  // of all notes together
constexpr std::size_t kMaxFiles = 100000;
constexpr std::size_t kMaxSeen = 60000;
constexpr int kMaxDepth = 24;                      // of folders; also ends loops of links

bool is_markdown(const fs::path& path) {
  std::string ending = path.extension().string();
  for (char& c : ending) if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return ending == ".md" || ending == ".markdown" || ending == ".mdx";
}

bool same_place(const fs::path& a, const fs::path& b) {
  std::error_code error;
  return fs::equivalent(a, b, error) && !error;
}

bool is_home(const fs::path& path) {
  const char* home = std::getenv("HOME");
  return home != nullptr && *home != '\0' && same_place(path, home);
}

class Collector {
 public:
  Collector(std::vector<std::string>& problems, std::stop_token stop) : problems_(problems), stop_(std::move(stop)) {}

  void named(const std::string& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (error || status.type() == fs::file_type::not_found) problems_.push_back(path + ": there is no such note file or folder");
    else if (status.type() == fs::file_type::directory) folder(path, true);
    else file(path, true);
  }

  void folder(const fs::path& path, bool all_markdown) {
    if (is_home(path) || path == path.root_path()) {
      problems_.push_back(path.string() + ": is your home or the root folder, which is never searched for notes; name a folder inside it");
      return;
    }
    walk(path, all_markdown, 0, Ignore::of(path));
  }

  std::vector<NoteFile> take() {
    std::sort(out_.begin(), out_.end(), [](const NoteFile& a, const NoteFile& b) { return a.path < b.path; });
    out_.erase(std::unique(out_.begin(), out_.end(), [](const NoteFile& a, const NoteFile& b) { return a.path == b.path; }), out_.end());
    return std::move(out_);
  }

 private:
  std::vector<std::string>& problems_;
  std::stop_token stop_;
  std::vector<NoteFile> out_;
  std::uintmax_t total_ = 0;
  std::size_t seen_ = 0;  // entries looked at, notes or not: a workspace opened at the wrong place must not be walked for minutes

  bool full() const { return stop_.stop_requested() || out_.size() >= kMaxFiles || total_ >= kMaxTotal; }

  void walk(const fs::path& path, bool all_markdown, int depth, const Ignore& above) {
    if (depth > kMaxDepth || full()) return;
    const Ignore ignore = depth == 0 ? above : above.below(path);
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator it(path, fs::directory_options::skip_permission_denied, error), end; !error && it != end; it.increment(error)) entries.push_back(*it);
    if (error) problems_.push_back(path.string() + ": cannot be read (" + error.message() + ")");
    std::sort(entries.begin(), entries.end());
    for (const auto& entry : entries) {
      if (full() || ++seen_ > kMaxSeen) return;
      const std::string name = entry.path().filename().string();
      std::error_code each;
      const bool is_folder = entry.is_directory(each);
      if (name.starts_with(".") || name == "node_modules" || ignore.covers(entry.path(), is_folder)) continue;
      if (is_folder) walk(entry.path(), all_markdown || name == "notes", depth + 1, ignore);
      else if (is_markdown(entry.path()) && (all_markdown || name.ends_with(".notes.md"))) file(entry.path(), false);
    }
  }

  void file(const fs::path& path, bool named) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    if (error) {
      problems_.push_back(path.string() + ": cannot be read (" + error.message() + ")");
      return;
    }
    if (size > kMaxFile) {
      problems_.push_back(path.string() + ": is larger than 8 MB and is left out of the notes");
      return;
    }
    if (!named && !is_markdown(path)) return;
    std::ifstream in(path, std::ios::binary);
    std::string text(static_cast<std::size_t>(size), '\0');
    in.read(text.data(), static_cast<std::streamsize>(size));
    if (in.bad() || !in.is_open()) {
      problems_.push_back(path.string() + ": cannot be read");
      return;
    }
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    total_ += text.size();
    out_.push_back({path.lexically_normal().string(), std::move(text), Origin::person});
  }
};

std::string own_folder() {
  if (const char* config = std::getenv("XDG_CONFIG_HOME"); config && *config) return std::string(config) + "/cribsheet/notes";
  if (const char* home = std::getenv("HOME"); home && *home) return std::string(home) + "/.config/cribsheet/notes";
  return {};
}

}  // namespace

std::vector<NoteFile> read_files(const std::vector<std::string>& configured, const std::vector<std::string>& workspace_folders,
                                 std::vector<std::string>& problems, std::stop_token stop) {
  Collector collector(problems, std::move(stop));
  if (!configured.empty()) {
    for (const std::string& path : configured) collector.named(path);
    return collector.take();
  }
  for (const std::string& folder : workspace_folders) {
    std::error_code error;
    if (!is_home(folder) && fs::is_directory(folder, error)) collector.folder(folder, false);
  }
  std::vector<NoteFile> found = collector.take();
  if (!found.empty()) return found;
  std::error_code error;
  if (const std::string own = own_folder(); !own.empty() && fs::is_directory(own, error)) collector.folder(own, true);
  return collector.take();
}

std::vector<NoteFile> shipped_files(const pack::Pack& pack) {
  std::vector<NoteFile> out;
  for (const auto& [path, text] : pack.shipped_notes()) out.push_back({"knowledge/notes/" + std::string(path), std::string(text), Origin::shipped});
  return out;
}

}  // namespace cribsheet::notes
