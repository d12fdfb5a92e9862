#include <filesystem>

#include "features/actions.h"

#include "features/findings.h"
#include "features/note_editing.h"
#include "features/other_language.h"
#include "lsp/convert.h"
#include "lsp/requests/all.h"
#include "workspace/uri.h"

namespace cribsheet::lsp::requests {
namespace {

// `only` names kinds and those above them: "refactor" wants "refactor.extract" too.
bool wanted(const Json& only, std::string_view kind) {
  if (!only.is_array() || only.empty()) return !kind.starts_with("source");  // on save, or asked for by name
  for (const auto& one : only) {
    const auto name = text(one);
    if (name.empty() || kind == name || (kind.starts_with(name) && kind[name.size()] == '.')) return true;
  }
  return false;
}

// A path beside the document's that no file has yet: a client may write into a file that exists, whatever it is told.
std::string free_path(const std::string& path, const std::string& ending) {
  const auto stem = std::filesystem::path(path).replace_extension().string();
  std::error_code error;
  std::string free = stem + ending;
  for (int number = 2; number < 100 && std::filesystem::exists(free, error); ++number) free = stem + "-" + std::to_string(number) + ending;
  return free;
}

// The whole document in the other language, as a new file beside it.
void add_conversion(const Request& request, const Json& only, Json& list) {
  const auto path = workspace::path_of_uri(request.document->uri);
  if (!request.client.create_files || !path || request.document->kind.empty() || !wanted(only, "refactor.rewrite")) return;
  const bool yaml = request.document->tree->language() == syntax::Language::yaml;
  auto text = features::in_other_language(*request.document);
  if (!text) return;
  const auto uri = workspace::uri_of_path(free_path(*path, yaml ? ".json" : ".yaml"));
  const Json start{{"start", to_json(Position{})}, {"end", to_json(Position{})}};
  Json changes = Json::array();
  changes.push_back({{"kind", "create"}, {"uri", uri}, {"options", {{"overwrite", false}}}});
  changes.push_back({{"textDocument", {{"uri", uri}, {"version", nullptr}}}, {"edits", Json::array({Json{{"range", start}, {"newText", std::move(*text)}}})}});
  const bool comments = yaml && !request.document->tree->comments().empty();
  list.push_back({{"title", yaml ? (comments ? "Write it as JSON in a new file (without the comments)" : "Write it as JSON in a new file")
                                 : "Write it as YAML in a new file"},
                  {"kind", "refactor.rewrite"},
                  {"edit", {{"documentChanges", std::move(changes)}}}});
}

// The note that a link at the cursor names, as a new file.
void add_missing_note(const Request& request, Offset offset, const Json& only, Json& list) {
  if (!request.client.create_files || !wanted(only, "quickfix")) return;
  const auto note = features::missing_note(*request.snapshot, *request.document, offset);
  if (!note) return;
  const auto uri = workspace::uri_of_path(note->path);
  const Json start{{"start", to_json(Position{})}, {"end", to_json(Position{})}};
  Json changes = Json::array();
  changes.push_back({{"kind", "create"}, {"uri", uri}, {"options", {{"overwrite", false}}}});
  changes.push_back({{"textDocument", {{"uri", uri}, {"version", nullptr}}}, {"edits", Json::array({Json{{"range", start}, {"newText", note->text}}})}});
  list.push_back({{"title", "Create " + std::filesystem::path(note->path).filename().string()},
                  {"kind", "quickfix"},
                  {"edit", {{"documentChanges", std::move(changes)}}}});
}

}  // namespace

Answer code_action(const Request& request) {
  const auto asked = range(at(request.params, "range"), *request.document, request.client.encoding);
  if (!asked) return Failure{invalid_params, "params.range must have a start and an end"};
  if (!request.client.code_action_literals) return Json::array();  // it takes commands alone, and was told that there are none
  const auto found = features::findings(*request.snapshot, *request.document, request.stop);
  const auto& only = at(request.params, "context", "only");
  Json list = Json::array();
  for (const auto& action : features::actions(*request.snapshot, *request.document, *asked, found)) {
    if (!wanted(only, action.kind)) continue;
    Json one{{"title", action.title}, {"kind", action.kind}, {"edit", workspace_edit(action.edits, *request.document, request.client)}};
    if (action.preferred) one["isPreferred"] = true;
    if (action.finding) one["diagnostics"] = Json::array({diagnostic(found[*action.finding], *request.document, request.client)});
    list.push_back(std::move(one));
  }
  add_missing_note(request, asked->begin, only, list);
  if (asked->begin <= request.document->root().range().begin || lists(only, "refactor.rewrite")) add_conversion(request, only, list);
  return list;
}

}  // namespace cribsheet::lsp::requests
