#include "features/hover.h"

#include "lsp/convert.h"
#include "lsp/requests/all.h"

namespace cribsheet::lsp::requests {

Answer hover(const Request& request) {
  const auto found = features::hover(*request.snapshot, *request.document, request.offset);
  if (!found) return Json(nullptr);
  return Json{{"contents", markup(features::to_markdown(*found), request.client.markdown_hover)},
              {"range", to_json(found->range, *request.document, request.client.encoding)}};
}

}  // namespace cribsheet::lsp::requests
