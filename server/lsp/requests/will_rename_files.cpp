#include "features/rename_files.h"
#include "lsp/convert.h"
#include "lsp/requests/all.h"
#include "workspace/uri.h"

namespace cribsheet::lsp::requests {

Answer will_rename_files(const Request& request) {
  std::vector<features::Move> moves;
  const auto& files = at(request.params, "files");
  if (!files.is_array()) return Failure{invalid_params, "params.files must be a list"};
  for (const auto& file : files) {
    auto from = workspace::path_of_uri(text(at(file, "oldUri"))), to = workspace::path_of_uri(text(at(file, "newUri")));
    if (from && to) moves.push_back({std::move(*from), std::move(*to)});
  }
  WorkspaceEdit edit(request.client);
  bool any = false;
  for (const auto& following : features::follow(*request.snapshot, moves)) {
    edit.add(*following.document, following.edits);
    any = true;
  }
  return any ? edit.json() : Json(nullptr);
}

}  // namespace cribsheet::lsp::requests
