// The notes: indexed in the background, shipped ones first, and kept up to date as they are edited.
#include "lsp/session.h"

#include <algorithm>
#include <set>
#include <utility>

#include "notes/index_data.h"
#include "workspace/watch.h"

namespace cribsheet::lsp {
namespace {

constexpr std::string_view kToken = "cribsheet/notes";
constexpr auto kLook = std::chrono::seconds(5);

struct Gathered {
  std::vector<notes::NoteFile> files;
  std::vector<std::string> problems;
};

// How many of the files are the person's own.
std::size_t own_files(const notes::Index& index) {
  std::set<std::string_view> paths;
  for (const auto& segment : index.data().segments)
    if (segment->file.origin == notes::Origin::person) paths.insert(segment->file.path);
  return paths.size();
}

}  // namespace

void Session::index_notes() {
  indexing_.request_stop();
  indexing_ = std::stop_source();
  const auto number = ++index_number_;
  notes_edited_.clear();
  reading_notes_ = false;
  if (!workspace_.settings().use_notes) return notes_ready(nullptr);
  reading_notes_ = true;
  status("indexing", {});
  progress("begin", "Reading notes", 0);
  auto report = [this, alive = alive_, number](std::function<void()> news) {
    scheduler_.post([this, alive, number, news = std::move(news)] {
      if (*alive && number == index_number_) news();
    });
  };
  auto job = [this, report, pack = workspace_.pack(), settings = workspace_.settings(), folders = workspace_.folders(), stop = indexing_.get_token()] {
    const auto& configured = settings.notes;
    auto files = settings.shipped_notes ? notes::shipped_files(*pack) : std::vector<notes::NoteFile>{};
    auto shipped = notes::Index::build(files, pack, stop, {}, settings.note_names);
    report([this, shipped] { workspace_.set_notes(shipped->unfinished()); });
    std::vector<std::string> problems;
    const auto seen = workspace::stamp(workspace::note_roots(configured, folders));
    auto own = notes::read_files(configured, folders, problems, stop);
    report([this, problems] {
      for (const auto& problem : problems) show(2, problem);
    });
    auto index = shipped;
    if (!own.empty()) {
      files.insert(files.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
      const auto count = files.size();
      const auto step = std::max<std::size_t>(1, count / 20);
      index = notes::Index::build(
          std::move(files), pack, stop,
          [this, &report, count, step](std::size_t done) {
            if (done % step == 0)
              report([this, done, count] {
                progress("report", std::to_string(done) + " of " + std::to_string(count) + " files", static_cast<unsigned>(done * 100 / count));
              });
          },
          settings.note_names, [this, &report](std::shared_ptr<const notes::Index> some) { report([this, some] { workspace_.set_notes(some); }); });
    }
    report([this, index, seen] {
      notes_ready(index);
      look_at_notes(seen);
    });
  };
  scheduler_.work(workspace::Lane::notes, std::move(job));
}

void Session::notes_ready(std::shared_ptr<const notes::Index> index) {
  reading_notes_ = false;
  workspace_.set_notes(std::move(index));
  for (auto& [path, content] : std::exchange(notes_edited_, {})) note_changed(path, std::move(content));
  progress("end", {}, std::nullopt);
  status("ready", {});
  check_all();
}

void Session::note_changed(const std::string& path, std::optional<std::string> content) {
  if (!workspace::is_note_path(path, workspace_.settings().notes, workspace_.folders())) return;
  if (!workspace_.settings().use_notes) return;
  if (!workspace_.notes() || reading_notes_) {
    notes_edited_[path] = std::move(content);
    return;
  }
  if (const auto* known = workspace_.notes()->data().find(path, notes::Origin::person); known && content && (*known)->file.text == *content) return;
  if (workspace_.notes()->renames(path, content)) return read_notes_again(path, std::move(content));
  workspace_.set_notes(workspace_.notes()->with(path, std::move(content), notes::Origin::person));
  check_all();
}

// A note's front matter calls things otherwise now: that bears on every file.
void Session::read_notes_again(const std::string& path, std::optional<std::string> content) {
  reading_notes_ = true;
  auto job = [this, alive = alive_, number = index_number_, index = workspace_.notes(), path, content = std::move(content)]() mutable {
    auto next = index->with(path, std::move(content), notes::Origin::person);
    scheduler_.post([this, alive, number, next = std::move(next)]() mutable {
      if (*alive && number == index_number_) notes_ready(std::move(next));
    });
  };
  scheduler_.work(workspace::Lane::notes, std::move(job));
}

// Clients that watch no files, or none outside the workspace: the notes' names, sizes and times are looked at now and then, and read again where they changed.
void Session::look_at_notes(std::uint64_t known) {
  if ((client_.dynamic_watching && client_.relative_watching) || scheduler_.inline_only()) return;
  scheduler_.after("notes", kLook, [this, alive = alive_, known, number = index_number_] {
    if (!*alive || number != index_number_) return;  // read anew meanwhile, which looks by itself
    auto job = [this, alive, known, number, roots = workspace::note_roots(workspace_.settings().notes, workspace_.folders())] {
      const auto now = workspace::stamp(roots);
      scheduler_.post([this, alive, known, now, number] {
        if (!*alive || number != index_number_) return;
        if (now != known) index_notes();
        else look_at_notes(known);
      });
    };
    scheduler_.work(workspace::Lane::notes, std::move(job));
  });
}

void Session::progress(std::string_view kind, const std::string& message, std::optional<unsigned> percentage) {
  if (!client_.progress) return;
  if (kind == "begin") {
    if (progress_open_) return;
    progress_open_ = true;
    ask("window/workDoneProgress/create", {{"token", kToken}}, {});
  }
  if (!progress_open_) return;
  if (kind == "end") progress_open_ = false;
  Json value{{"kind", kind}};
  if (kind == "begin") value["title"] = message;
  else if (!message.empty()) value["message"] = message;
  if (percentage) value["percentage"] = *percentage;
  notify("$/progress", {{"token", kToken}, {"value", std::move(value)}});
}

void Session::status(std::string_view state, const std::string& message) {
  Json params{
      {"state", state},
      {"notes", {{"files", workspace_.notes() ? workspace_.notes()->file_count() : 0}, {"own", workspace_.notes() ? own_files(*workspace_.notes()) : 0}}}};
  if (!message.empty()) params["message"] = message;
  if (const auto info = workspace_.pack()->info(); !info.lines.empty()) params["pack"] = {{"version", info.lines.front().second}};
  notify("cribsheet/status", std::move(params));
}

}  // namespace cribsheet::lsp
