#include "features/navigate.h"
#include "lsp/convert.h"
#include "lsp/requests/all.h"

namespace cribsheet::lsp::requests {

Answer references(const Request& request) {
  const bool declaration = truthy(at(request.params, "context", "includeDeclaration"));
  Json list = Json::array();
  for (const auto& place : features::references(*request.snapshot, *request.document, request.offset, declaration)) {
    const auto& document = place.document ? *place.document : *request.document;
    list.push_back({{"uri", uri_of(document)}, {"range", to_json(place.range, document, request.client.encoding)}});
  }
  return list;
}

Answer document_highlight(const Request& request) {
  Json list = Json::array();
  for (const auto& highlight : features::highlights(*request.snapshot, *request.document, request.offset)) {
    list.push_back({{"range", to_json(highlight.range, *request.document, request.client.encoding)}, {"kind", highlight.definition ? 3 : 2}});  // write, read
  }
  return list;
}

}  // namespace cribsheet::lsp::requests
