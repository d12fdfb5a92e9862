#include "workspace/settings.h"

#include <filesystem>

#include "workspace/read_file.h"

namespace cribsheet::workspace {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kFile = ".cribsheet.yaml";
constexpr std::size_t kLargest = 1u << 20;

using Problems = std::vector<std::string>;

bool absent(syntax::Node value) { return value.is_missing() || (value.is_scalar() && syntax::scalar_type(value) == syntax::ScalarType::null); }

void read_flag(syntax::Node value, std::string_view name, bool& flag, Problems& problems) {
  if (absent(value)) return;
  if (value.is("true")) flag = true;
  else if (value.is("false")) flag = false;
  else problems.push_back("Setting " + std::string(name) + " must be true or false");
}

void read_list(syntax::Node value, std::string_view name, std::vector<std::string>& list, Problems& problems) {
  if (absent(value)) return;
  std::vector<std::string> found;
  bool good = value.is_sequence();
  if (value.is_scalar()) {
    found.emplace_back(value.text());
    good = true;
  }
  for (const auto item : value.children()) {
    if (value.is_sequence() && item.is_scalar()) found.emplace_back(item.text());
    else good = false;
  }
  if (good) list = std::move(found);
  else problems.push_back("Setting " + std::string(name) + " must be a list of texts");
}

void read_names(syntax::Node value, rules::Settings& settings, Problems& problems) {
  if (absent(value)) return;
  if (!value.is_mapping()) {
    problems.emplace_back("Setting notes.names must map an entity, like AWS::SQS::Queue.DelaySeconds, to a list of names");
    return;
  }
  for (const auto entry : value.children()) {
    const std::string entity(entry.key().text());
    std::vector<std::string> names;
    read_list(entry.value(), "notes.names." + entity, names, problems);
    if (!names.empty()) settings.note_names[entity] = std::move(names);
  }
}

void read_severities(syntax::Node value, rules::Settings& settings, Problems& problems) {
  if (absent(value)) return;
  if (!value.is_mapping()) {
    problems.push_back("Setting severities must map a rule to error, warning, info, hint or off");
    return;
  }
  for (const auto entry : value.children()) {
    const auto rule = std::string(entry.key().text());
    auto level = std::string(entry.value().text());
    if (level == "false") level = "off";  // YAML 1.1's `off` as some editors write it back
    if (level == "error" || level == "warning" || level == "info" || level == "hint" || level == "off") settings.severities[rule] = level;
    else problems.push_back("Setting severities." + rule + " must be error, warning, info, hint or off");
  }
}

// `codeLens: false` and `codeLens: {enabled: false}` alike.
void read_switch(syntax::Node value, std::string_view name, bool& flag, Problems& problems) {
  if (value.is_mapping()) read_flag(value.find("enabled"), std::string(name) + ".enabled", flag, problems);
  else read_flag(value, name, flag, problems);
}

// Also by where links lead.
bool inside(const fs::path& folder, const fs::path& path) {
  std::error_code error;
  const auto relative = fs::weakly_canonical(path, error).lexically_relative(fs::weakly_canonical(folder, error));
  return !relative.empty() && *relative.begin() != "..";
}

}  // namespace

void read_settings(syntax::Node mapping, rules::Settings& settings, Problems& problems) {
  if (absent(mapping)) return;
  if (!mapping.is_mapping()) {
    problems.emplace_back("The settings must be a mapping");
    return;
  }
  const auto notes = mapping.find("notes");
  if (notes.is_mapping()) {
    read_list(notes.find("paths"), "notes.paths", settings.notes, problems);
    read_flag(notes.find("enabled"), "notes.enabled", settings.use_notes, problems);
    read_flag(notes.find("shipped"), "notes.shipped", settings.shipped_notes, problems);
    read_flag(notes.find("format"), "notes.format", settings.format_notes, problems);
    read_names(notes.find("names"), settings, problems);
  } else {
    read_list(notes, "notes", settings.notes, problems);
  }
  read_list(mapping.find("regions"), "regions", settings.regions, problems);
  read_severities(mapping.find("severities"), settings, problems);
  read_flag(mapping.find("statefulHints"), "statefulHints", settings.stateful_hints, problems);
  read_switch(mapping.find("codeLens"), "codeLens", settings.code_lens, problems);
  read_switch(mapping.find("inlayHints"), "inlayHints", settings.inlay_hints, problems);
}

void read_project_settings(const std::string& folder, rules::Settings& settings, Problems& problems) {
  const auto file = fs::path(folder) / kFile;
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return;
  const auto text = read_file(file.string(), kLargest);
  if (!text) {
    problems.push_back(text.error().message);
    return;
  }
  const auto tree = syntax::parse(*text, syntax::Language::yaml);
  rules::Settings project = settings;
  project.notes.clear();
  std::vector<std::string> found;
  if (!tree->errors().empty()) found.push_back(tree->errors().front().message);
  read_settings(tree->root(), project, found);
  for (auto& problem : found) problems.push_back(file.string() + ": " + problem);

  std::vector<std::string> notes;
  for (const auto& path : project.notes) {
    const auto whole = (fs::path(folder) / path).lexically_normal();
    if (inside(folder, whole)) notes.push_back(whole.string());
    else problems.push_back(file.string() + ": notes outside the folder are read only where the editor's own setting or --notes names them: " + path);
  }
  project.notes = settings.notes.empty() ? std::move(notes) : settings.notes;
  settings = std::move(project);
}

std::string project_folder(const std::string& from) {
  std::error_code error;
  for (fs::path folder = fs::absolute(from, error).lexically_normal(); !error; folder = folder.parent_path()) {
    if (fs::is_regular_file(folder / kFile, error)) return folder.string();
    if (folder == folder.parent_path()) break;
    error.clear();
  }
  return {};
}

}  // namespace cribsheet::workspace
