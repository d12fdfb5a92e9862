#include "app/open.h"

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "app/printable.h"
#include "app/program_path.h"
#include "kinds/kind.h"
#include "workspace/files.h"
#include "workspace/read_file.h"
#include "workspace/settings.h"

namespace cribsheet::app {
namespace {

namespace fs = std::filesystem;

std::optional<std::uint32_t> one_based(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value == 0) return std::nullopt;
  return value - 1;
}

std::shared_ptr<const notes::Index> read_notes(const Sources& sources, const rules::Settings& settings, const std::string& folder,
                                               const std::shared_ptr<const pack::Pack>& pack, WhichNotes which) {
  std::vector<std::string> problems;
  auto files = settings.shipped_notes && (which == WhichNotes::all || sources.notes.empty()) ? notes::shipped_files(*pack) : std::vector<notes::NoteFile>{};
  const auto& configured = sources.notes.empty() ? settings.notes : sources.notes;
  auto own = notes::read_files(configured, {folder}, problems);
  files.insert(files.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
  for (const auto& problem : problems) std::cerr << "cribsheet: " << printable(problem) << '\n';
  return notes::Index::build(std::move(files), pack, {}, {}, settings.note_names);
}

}  // namespace

int fail(const std::string& message) {
  std::cerr << "cribsheet: " << printable(message) << '\n';
  return kFailed;
}

std::string pack_path() {
  if (const char* path = std::getenv("CRIBSHEET_PACK"); path && *path) return path;
  std::error_code error;
  const fs::path program = program_path();
  const auto folder = program.empty() ? fs::current_path(error) : program.parent_path();
  const auto installed = folder.parent_path() / "share/cribsheet/knowledge.pack";
  if (!fs::exists(folder / "knowledge.pack", error) && fs::exists(installed, error)) return installed.string();
  return (folder / "knowledge.pack").string();
}

Result<std::shared_ptr<const pack::Pack>> open_pack() { return pack::Pack::open(pack_path()); }

Result<std::shared_ptr<features::Snapshot>> open_snapshot(const Sources& sources, WhichNotes notes, const std::string& near) {
  auto pack = open_pack();
  if (!pack) return pack.error();
  auto snapshot = std::make_shared<features::Snapshot>();
  snapshot->pack = *pack;
  rules::Settings settings;
  std::vector<std::string> problems;
  std::error_code error;
  const auto here = fs::absolute(near.empty() ? "." : near, error).lexically_normal().string();
  const auto project = workspace::project_folder(here);
  if (!project.empty()) workspace::read_project_settings(project, settings, problems);
  for (const auto& problem : problems) std::cerr << "cribsheet: " << printable(problem) << '\n';
  if (notes != WhichNotes::none && !sources.no_notes && settings.use_notes)
    snapshot->notes = read_notes(sources, settings, project.empty() ? here : project, *pack, notes);
  snapshot->settings = std::make_shared<rules::Settings>(std::move(settings));
  snapshot->files = workspace::make_files({project.empty() ? here : project}, *pack);
  return snapshot;
}

Result<Place> open_place(const std::string& place, const std::string& kind, const pack::Pack& pack) {
  const auto column_colon = place.rfind(':');
  const auto line_colon = column_colon == std::string::npos || column_colon == 0 ? std::string::npos : place.rfind(':', column_colon - 1);
  if (line_colon == std::string::npos) return Error{"say the place as PATH:LINE:COL, counted from 1: " + place};
  const auto line = one_based(std::string_view(place).substr(line_colon + 1, column_colon - line_colon - 1));
  const auto column = one_based(std::string_view(place).substr(column_colon + 1));
  if (!line || !column) return Error{"say the place as PATH:LINE:COL, counted from 1: " + place};
  const auto path = place.substr(0, line_colon);
  auto text = path == "-" ? workspace::read_standard_input(kLargestFile) : workspace::read_file(path, kLargestFile);
  if (!text) return text.error();
  auto document = kinds::open(path, std::move(*text), pack, kind);
  const auto offset = document->lines.offset({*line, *column}, PositionEncoding::utf16);
  return Place{std::move(document), offset};
}

}  // namespace cribsheet::app
