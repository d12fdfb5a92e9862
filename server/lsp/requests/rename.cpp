#include "features/navigate.h"
#include "features/symbols.h"
#include "lsp/convert.h"
#include "lsp/requests/all.h"

namespace cribsheet::lsp::requests {

Answer prepare_rename(const Request& request) {
  const auto found = features::renamable(*request.snapshot, *request.document, request.offset);
  if (!found) return Json(nullptr);
  return Json{{"range", to_json(found->range, *request.document, request.client.encoding)}, {"placeholder", found->name}};
}

Answer rename(const Request& request) {
  const auto& name = at(request.params, "newName");
  if (!name.is_string()) return Failure{invalid_params, "params.newName must be a text"};
  const auto renamings = features::rename(*request.snapshot, *request.document, request.offset, std::string(text(name)));
  if (!renamings) return Failure{request_failed, renamings.error().message};
  WorkspaceEdit edit(request.client);
  for (const auto& renaming : *renamings) edit.add(renaming.document ? *renaming.document : *request.document, renaming.edits);
  return edit.json();
}

// The places that change together as the person types: the name and its uses in this document.
Answer linked_editing_range(const Request& request) {
  if (!features::renamable(*request.snapshot, *request.document, request.offset)) return Json(nullptr);
  // Typing here would leave another file's name as it is.
  const auto all = features::symbols(*request.document, *request.snapshot->pack);
  if (const auto named = features::named_at(*all, request.offset); named && !named->file.empty()) return Json(nullptr);
  Json ranges = Json::array();
  for (const auto& highlight : features::highlights(*request.snapshot, *request.document, request.offset))
    ranges.push_back(to_json(highlight.range, *request.document, request.client.encoding));
  return Json{{"ranges", std::move(ranges)}, {"wordPattern", "[A-Za-z0-9_.-]+"}};
}

}  // namespace cribsheet::lsp::requests
