// Pull diagnostics, of one document and of the whole workspace. A result's id is a hash of its text: what did not change is
// not sent again.
#include <functional>

#include "features/findings.h"
#include "lsp/convert.h"
#include "lsp/requests/all.h"

namespace cribsheet::lsp::requests {
namespace {

Json report(const Request& request, const model::Document& document, std::string_view previous) {
  Json items = diagnostics(features::findings(*request.snapshot, document, request.stop), document, request.client);
  const auto id = std::to_string(std::hash<std::string>{}(dump(items)));
  if (id == previous) return {{"kind", "unchanged"}, {"resultId", id}};
  return {{"kind", "full"}, {"resultId", id}, {"items", std::move(items)}};
}

std::string_view previous_id(const Json& list, std::string_view uri) {
  if (!list.is_array()) return {};
  for (const auto& entry : list) {
    if (text(at(entry, "uri")) == uri) return text(at(entry, "value"));
  }
  return {};
}

}  // namespace

Answer diagnostic(const Request& request) { return report(request, *request.document, text(at(request.params, "previousResultId"))); }

Answer workspace_diagnostic(const Request& request) {
  Json items = Json::array();
  const auto& previous = at(request.params, "previousResultIds");
  auto add = [&](const model::Document& document) {
    if (request.stop.stop_requested() || document.kind.empty()) return;
    const auto uri = uri_of(document);
    Json one = report(request, document, previous_id(previous, uri));
    one["uri"] = uri;
    one["version"] = document.version > 0 ? Json(document.version) : Json(nullptr);
    items.push_back(std::move(one));
  };
  for (const auto& [path, document] : request.snapshot->open) add(*document);
  if (request.snapshot->files) {
    for (const auto& path : request.snapshot->files->known()) {
      if (request.snapshot->open.contains(path)) continue;
      if (const auto document = request.snapshot->files->document(path)) add(*document);
    }
  }
  return Json{{"items", std::move(items)}};
}

}  // namespace cribsheet::lsp::requests
