// Definition and declaration: the same in a template, where a name is declared where it is defined.
#include "features/navigate.h"
#include "lsp/convert.h"
#include "lsp/requests/all.h"

namespace cribsheet::lsp::requests {
namespace {

Json target_json(const features::Target& target, const Request& request, bool links) {
  const auto encoding = request.client.encoding;
  const auto& document = target.document ? *target.document : *request.document;
  const auto uri = uri_of(document);
  Json range = to_json(target.range, document, encoding);
  Json name_range = to_json(target.name_range, document, encoding);
  if (!links) return {{"uri", uri}, {"range", std::move(name_range)}};
  return {{"originSelectionRange", to_json(target.origin, *request.document, encoding)}, {"targetUri", uri}, {"targetRange", std::move(range)}, {"targetSelectionRange", std::move(name_range)}};
}

Answer targets(const Request& request, bool links) {
  Json list = Json::array();
  for (const auto& target : features::definitions(*request.snapshot, *request.document, request.offset)) list.push_back(target_json(target, request, links));
  if (list.empty()) return Json(nullptr);
  return list;
}

}  // namespace

Answer definition(const Request& request) { return targets(request, request.client.definition_links); }
Answer declaration(const Request& request) { return targets(request, request.client.declaration_links); }

}  // namespace cribsheet::lsp::requests
