// Which files are notes: what a person names, else notes/ and *.notes.md in the workspace, else the user's own folder.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include "base/utf16.h"
#include "notes/ignore.h"
#include "notes/notes.h"

namespace cribsheet::notes {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxFile = 8u << 20;     // a note of more is data, not a note
constexpr std::uintmax_t kMaxTotal = 512u << 20;  // of all notes together
constexpr std::size_t kMaxFiles = 100000;
constexpr std::size_t kFilesPerThread = 64;  // fewer are not worth a thread
constexpr std::size_t kMaxSeen = 60000;
constexpr int kMaxDepth = 24;  // of folders; also ends loops of links

bool is_markdown(const fs::path& path) {
  std::string ending = path.extension().string();
  for (char& c : ending)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
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

std::optional<std::string> read_text(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);  // it may have become a FIFO
  if (file < 0) return std::nullopt;
  struct stat status {};
  std::string text(::fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0
                       ? std::min<std::size_t>(static_cast<std::size_t>(status.st_size), kMaxFile)
                       : 0,
                   '\0');
  std::size_t done = 0;
  bool well = true;
  while (done < text.size()) {
    const ssize_t n = ::read(file, text.data() + done, text.size() - done);
    if (n < 0 && errno == EINTR) continue;
    well = n >= 0;
    if (n <= 0) break;
    done += static_cast<std::size_t>(n);
  }
  ::close(file);
  text.resize(done);
  return well ? std::optional(without_utf16(std::move(text))) : std::nullopt;
}

bool below(const fs::path& path, const fs::path& folder) { return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end(); }

// A workspace may come from anybody, so links inside it lead to notes only where these lie in the workspace too; in folders that
// a person named elsewhere, links lead anywhere.
class Collector {
 public:
  Collector(const std::vector<std::string>& workspace_folders, std::vector<std::string>& problems, std::stop_token stop)
      : problems_(problems), stop_(std::move(stop)) {
    for (const std::string& folder : workspace_folders) {
      std::error_code error;
      if (auto real = fs::canonical(folder, error); !error) workspace_.push_back(std::move(real));
    }
  }

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
    std::error_code error;
    bounded_ = in_workspace(fs::canonical(path, error));
    walk(path, all_markdown, 0, Ignore::of(path));
  }

  std::vector<NoteFile> take() {
    std::sort(out_.begin(), out_.end(), [](const NoteFile& a, const NoteFile& b) { return a.path < b.path; });
    out_.erase(std::unique(out_.begin(), out_.end(), [](const NoteFile& a, const NoteFile& b) { return a.path == b.path; }), out_.end());
    read_texts();
    return std::move(out_);
  }

 private:
  std::vector<std::string>& problems_;
  std::stop_token stop_;
  std::vector<fs::path> workspace_;  // real paths
  bool bounded_ = false;             // this walk is of the workspace
  std::vector<NoteFile> out_;
  std::uintmax_t total_ = 0;
  std::size_t seen_ = 0;  // entries looked at, notes or not: a workspace opened at the wrong place must not be walked for minutes

  bool full() const { return stop_.stop_requested() || out_.size() >= kMaxFiles || total_ >= kMaxTotal; }

  bool in_workspace(const fs::path& real) const {
    return std::any_of(workspace_.begin(), workspace_.end(), [&](const fs::path& folder) { return below(real, folder); });
  }

  // A link that leads nowhere does not lead outside.
  bool leads_outside(const fs::directory_entry& entry) const {
    std::error_code error;
    if (!bounded_ || !entry.is_symlink(error)) return false;
    const fs::path real = fs::canonical(entry.path(), error);
    return !error && !in_workspace(real);
  }

  void walk(const fs::path& path, bool all_markdown, int depth, const Ignore& above) {
    if (depth > kMaxDepth || full()) return;
    const Ignore ignore = depth == 0 ? above : above.below(path);
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator it(path, fs::directory_options::skip_permission_denied, error), end; !error && it != end; it.increment(error))
      entries.push_back(*it);
    if (error) problems_.push_back(path.string() + ": cannot be read (" + error.message() + ")");
    std::sort(entries.begin(), entries.end());
    for (const auto& entry : entries) {
      if (full() || ++seen_ > kMaxSeen) return;
      const std::string name = entry.path().filename().string();
      std::error_code each;
      const bool is_folder = entry.is_directory(each);
      if (name.starts_with(".") || name == "node_modules" || ignore.covers(entry.path(), is_folder)) continue;
      const bool wanted = is_folder ? all_markdown || name == "notes" : is_markdown(entry.path()) && (all_markdown || name.ends_with(".notes.md"));
      if ((is_folder || wanted) && leads_outside(entry)) {
        if (wanted) problems_.push_back(entry.path().string() + ": leads out of the workspace; name the place itself in the setting notes.paths to read it");
        continue;
      }
      if (is_folder) walk(entry.path(), wanted, depth + 1, ignore);
      else if (wanted) file(entry.path(), false);
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
    total_ += size;
    out_.push_back({path.lexically_normal().string(), {}, Origin::person});
  }

  // All cores read: most of the time goes into the system.
  void read_texts() {
    std::atomic<std::size_t> next = 0;
    std::mutex reporting;
    const auto work = [&] {
      for (std::size_t i = next++; i < out_.size() && !stop_.stop_requested(); i = next++) {
        auto text = read_text(out_[i].path);
        if (text) {
          out_[i].text = std::move(*text);
          continue;
        }
        const std::lock_guard lock(reporting);
        problems_.push_back(out_[i].path + ": cannot be read");
        out_[i].path.clear();
      }
    };
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < std::min<std::size_t>(std::thread::hardware_concurrency(), out_.size() / kFilesPerThread); ++i) threads.emplace_back(work);
    work();
    threads.clear();
    std::erase_if(out_, [](const NoteFile& file) { return file.path.empty(); });
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
  Collector collector(workspace_folders, problems, std::move(stop));
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
