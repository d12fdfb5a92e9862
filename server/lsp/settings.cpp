// Settings: asked of the editor where it answers, else taken as they are pushed.
#include "lsp/session.h"

#include "syntax/tree.h"
#include "workspace/settings.h"

namespace cribsheet::lsp {

void Session::did_change_configuration(const Json& params) {
  if (client_.configuration) return pull_settings();
  const auto& settings = at(params, "settings");
  const auto& ours = at(settings, "cribsheet");
  apply_settings(ours.is_object() ? ours : settings);
}

void Session::pull_settings() {
  if (!client_.configuration) return;
  ask("workspace/configuration", {{"items", Json::array({Json{{"section", "cribsheet"}}})}}, [this](const Json& result) {
    if (result.is_array() && !result.empty() && result[0].is_object()) apply_settings(result[0]);
    if (index_number_ == 0) index_notes();
  });
}

void Session::apply_settings(const Json& from_editor) {
  editor_settings_ = from_editor;
  rules::Settings settings = options_.settings;
  std::vector<std::string> problems;
  if (!from_editor.is_null()) {
    const auto tree = syntax::parse(dump(from_editor), syntax::Language::json);
    workspace::read_settings(tree->root(), settings, problems);
  }
  const rules::Settings before = workspace_.settings();
  workspace_.set_settings(std::move(settings), problems);
  for (const auto& problem : problems) show(2, problem);
  if (state_ != State::running) return;
  register_formatting();
  const rules::Settings& now = workspace_.settings();
  if (now.notes != before.notes) register_files(true);
  if (index_number_ != 0 &&
      (now.notes != before.notes || now.use_notes != before.use_notes || now.shipped_notes != before.shipped_notes || now.note_names != before.note_names))
    index_notes();
  check_all();
}

}  // namespace cribsheet::lsp
