// Files that a buildspec names and that the workspace lacks. CodeBuild starts in the source's root, which is the folder of the
// buildspec or one above it; a file found from any of them is there.

#include <fmt/format.h>

#include "rules/buildspec/checks.h"
#include "rules/buildspec/shell_words.h"
#include "rules/written.h"

namespace cribsheet::rules::buildspec {
namespace {

constexpr int kFoldersUp = 6;

bool somewhere(const Input& input, std::string_view relative) {
  while (relative.starts_with("./")) relative.remove_prefix(2);
  std::string folder = input.document.path;
  for (int up = 0; up < kFoldersUp; ++up) {
    const std::size_t slash = folder.find_last_of('/');
    if (slash == std::string::npos) return input.files->exists(std::string(relative));
    folder.resize(slash);
    if (input.files->exists(folder + "/" + std::string(relative))) return true;
  }
  return false;
}

bool plain_path(std::string_view text) {
  return !text.empty() && text.front() != '/' && text.front() != '~' && text.find_first_of("$*?[]{}'\"\\ \n:") == std::string_view::npos;
}

// The script that a command runs, if it says so: `./x.sh`, `bash x.sh`.
const ShellWord* script_of(const ShellCommand& command) {
  if (command.words.empty()) return nullptr;
  const ShellWord& first = command.words[0];
  const bool shell = first.text == "bash" || first.text == "sh";
  const ShellWord* word = shell && command.words.size() > 1 ? &command.words[1] : &first;
  if (shell != word->text.ends_with(".sh") && shell) return nullptr;
  if (!shell && !word->text.starts_with("./")) return nullptr;
  return word->text.ends_with(".sh") && plain_path(word->text) ? word : nullptr;
}

// Afterwards the folder or the files are not those of the workspace.
bool changes_files(const ShellCommand& command) {
  if (command.words.empty()) return false;
  for (const std::string_view word : {"cd", "pushd", "curl", "wget", "git", "unzip", "tar", "aws", "cp", "mv", "echo", "cat", "printf", "make", "npm", "npx"})
    if (command.words[0].text == word) return true;
  return false;
}

void missing(Report& report, Range range, std::string entity, std::string_view path) {
  Finding& finding = report.add("buildspec-missing-file", range, fmt::format("There is no {} in this workspace", path));
  finding.entity = std::move(entity);
}

}  // namespace

void check_paths(const Input& input, Report& report) {
  if (input.files == nullptr || input.document.in_template) return;
  const syntax::Node batch = input.document.root().find("batch").resolved();
  for (const std::string_view list : {std::string_view("build-graph"), std::string_view("build-list")})
    for (const syntax::Node build : batch.find(list).resolved().children()) {
      const syntax::Node value = build.resolved().find("buildspec");
      const auto path = written_text(input, value);
      if (path && plain_path(*path) && (path->ends_with(".yml") || path->ends_with(".yaml")) && !somewhere(input, *path))
        missing(report, value.range(), "buildspec:batch.build-graph.buildspec", *path);
    }
  for (const Command& at : commands(input)) {
    if (!at.node.is_scalar()) continue;
    for (const ShellCommand& command : shell_commands(at.node.text())) {
      if (changes_files(command)) return;
      const ShellWord* script = script_of(command);
      if (script != nullptr && !somewhere(input, script->text))
        missing(report, at.node.map().to_source(script->range), fmt::format("buildspec:phases.{}.commands", at.phase), script->text);
    }
  }
}

}  // namespace cribsheet::rules::buildspec
