#include "features/actions.h"

#include "features/findings.h"
#include "lsp/convert.h"
#include "lsp/requests/all.h"

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

}  // namespace

Answer code_action(const Request& request) {
  const auto asked = range(at(request.params, "range"), *request.document, request.client.encoding);
  if (!asked) return Failure{invalid_params, "params.range must have a start and an end"};
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
  return list;
}

}  // namespace cribsheet::lsp::requests
