// Definition and declaration: the same in a template, where a name is declared where it is defined.
#include "features/navigate.h"
#include "features/outline.h"
#include "lsp/convert.h"
#include "lsp/requests/all.h"
#include "workspace/uri.h"

namespace cribsheet::lsp::requests {
namespace {

Json target_json(const features::Target& target, const Request& request, bool links) {
  const auto encoding = request.client.encoding;
  const auto& document = target.document ? *target.document : *request.document;
  const auto uri = uri_of(document);
  Json range = to_json(target.range, document, encoding);
  Json name_range = to_json(target.name_range, document, encoding);
  if (!links) return {{"uri", uri}, {"range", std::move(name_range)}};
  return {{"originSelectionRange", to_json(target.origin, *request.document, encoding)},
          {"targetUri", uri},
          {"targetRange", std::move(range)},
          {"targetSelectionRange", std::move(name_range)}};
}

// A value that names a file of the workspace leads to its beginning.
void add_file(const Request& request, bool links, Json& list) {
  for (const auto& link : features::links(*request.snapshot, *request.document)) {
    if (!link.target.starts_with('/') || !link.range.touches(request.offset)) continue;
    const Json start{{"start", to_json(Position{link.line, 0})}, {"end", to_json(Position{link.line, 0})}};
    const auto uri = workspace::uri_of_path(link.target);
    if (!links) list.push_back({{"uri", uri}, {"range", start}});
    else
      list.push_back({{"originSelectionRange", to_json(link.range, *request.document, request.client.encoding)},
                      {"targetUri", uri},
                      {"targetRange", start},
                      {"targetSelectionRange", start}});
  }
}

Answer targets(const Request& request, bool links) {
  Json list = Json::array();
  for (const auto& target : features::definitions(*request.snapshot, *request.document, request.offset)) list.push_back(target_json(target, request, links));
  if (list.empty()) add_file(request, links, list);
  if (list.empty()) return Json(nullptr);
  return list;
}

}  // namespace

Answer definition(const Request& request) { return targets(request, request.client.definition_links); }
Answer declaration(const Request& request) { return targets(request, request.client.declaration_links); }

}  // namespace cribsheet::lsp::requests
