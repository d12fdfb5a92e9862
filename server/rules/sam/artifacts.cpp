// Files beside the template that it names and that are not there. Asked only where it can be known: in a workspace, of a saved document.
#include <filesystem>
#include <fmt/format.h>

#include "kinds/cloudformation/artifacts.h"
#include "rules/sam/checks.h"

namespace cribsheet::rules::sam {
namespace {

std::string beside(const std::string& document, std::string_view path) {
  return (std::filesystem::path(document).parent_path() / path).lexically_normal().string();
}

// A path that leads out of the workspace can't be looked at.
bool outside(const Input& input, std::string_view path) {
  std::string up;
  while (path.starts_with("../") || path.starts_with("./")) {
    if (path.starts_with("../")) up += "../";
    path.remove_prefix(path.find('/') + 1);
  }
  return !up.empty() && !input.files->exists(beside(input.document.path, up));
}

}  // namespace

void check_artifacts(const View& view, Report& report) {
  const Input& input = view.input;
  if (input.files == nullptr || !input.files->exists(input.document.path)) return;
  const auto there = [&](std::string_view path) { return input.files->exists(beside(input.document.path, path)); };
  for (const kinds::cloudformation::Artifact& artifact : kinds::cloudformation::artifacts(view.outline)) {
    const std::string_view path = artifact.value.text();
    if (kinds::cloudformation::built(path) || outside(input, path) || there(path)) continue;
    Finding& finding = report.add("sam-local-file", place(artifact.value), fmt::format("There is no {} beside the template", path));
    finding.entity = fmt::format("{}.{}", artifact.owner->type, artifact.name);
  }
  for (const kinds::cloudformation::Handler& handler : kinds::cloudformation::handlers(view.outline)) {
    if (!handler.sure) continue;
    const Node code = property(view, *handler.owner, {"CodeUri"});
    if (const std::string_view folder = code ? text(code) : std::string_view("."); outside(input, folder) || !there(folder)) continue;
    bool found = false;
    for (const std::string& file : handler.files) found = found || there(file);
    if (!found)
      report.add("sam-local-file", place(handler.value),
                 fmt::format("Handler {} is in no file that is there; {} would be", handler.value.text(), handler.files.front()));
  }
}

}  // namespace cribsheet::rules::sam
