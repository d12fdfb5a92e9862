// Every request the server answers, one line each: its method, who runs it, what it needs, and whether an edit makes it stale.
// `initialize` advertises by this table, so nothing is answered that was not advertised.
#include "lsp/requests/all.h"

#include <algorithm>

namespace cribsheet::lsp {

using workspace::Lane;

const std::vector<Method>& methods() {
  static const std::vector<Method> table{
      {"callHierarchy/incomingCalls", Lane::background, Method::nothing, Method::finish, requests::incoming_calls},
      {"callHierarchy/outgoingCalls", Lane::background, Method::nothing, Method::finish, requests::outgoing_calls},
      {"completionItem/resolve", Lane::interactive, Method::nothing, Method::finish, requests::completion_resolve},
      {"cribsheet/graph", Lane::background, Method::a_document, Method::drop_on_edit, requests::graph},
      {"cribsheet/notes/lookup", Lane::interactive, Method::nothing, Method::finish, requests::notes_lookup},
      {"cribsheet/notes/new", Lane::interactive, Method::a_position, Method::finish, requests::notes_new},
      {"cribsheet/notes/search", Lane::interactive, Method::nothing, Method::finish, requests::notes_search},
      {"cribsheet/rules/explain", Lane::interactive, Method::nothing, Method::finish, requests::rules_explain},
      {"textDocument/codeAction", Lane::interactive, Method::a_document, Method::finish, requests::code_action},
      {"textDocument/codeLens", Lane::background, Method::a_document, Method::drop_on_edit, requests::code_lens},
      {"textDocument/completion", Lane::interactive, Method::a_position, Method::finish, requests::completion},
      {"textDocument/declaration", Lane::interactive, Method::a_position, Method::finish, requests::declaration},
      {"textDocument/definition", Lane::interactive, Method::a_position, Method::finish, requests::definition},
      {"textDocument/diagnostic", Lane::background, Method::a_document, Method::drop_on_edit, requests::diagnostic},
      {"textDocument/documentHighlight", Lane::interactive, Method::a_position, Method::drop_on_edit, requests::document_highlight},
      {"textDocument/documentLink", Lane::background, Method::a_document, Method::drop_on_edit, requests::document_link},
      {"textDocument/documentSymbol", Lane::background, Method::a_document, Method::drop_on_edit, requests::document_symbol},
      {"textDocument/foldingRange", Lane::background, Method::a_document, Method::drop_on_edit, requests::folding_range},
      {"textDocument/formatting", Lane::interactive, Method::a_document, Method::drop_on_edit, requests::formatting},
      {"textDocument/hover", Lane::interactive, Method::a_position, Method::finish, requests::hover},
      {"textDocument/inlayHint", Lane::background, Method::a_document, Method::drop_on_edit, requests::inlay_hint},
      {"textDocument/linkedEditingRange", Lane::interactive, Method::a_position, Method::drop_on_edit, requests::linked_editing_range},
      {"textDocument/onTypeFormatting", Lane::interactive, Method::a_position, Method::finish, requests::on_type_formatting},
      {"textDocument/prepareCallHierarchy", Lane::interactive, Method::a_position, Method::finish, requests::prepare_call_hierarchy},
      {"textDocument/prepareRename", Lane::interactive, Method::a_position, Method::finish, requests::prepare_rename},
      {"textDocument/rangeFormatting", Lane::interactive, Method::a_document, Method::drop_on_edit, requests::range_formatting},
      {"textDocument/references", Lane::interactive, Method::a_position, Method::finish, requests::references},
      {"textDocument/rename", Lane::interactive, Method::a_position, Method::finish, requests::rename},
      {"textDocument/selectionRange", Lane::interactive, Method::a_document, Method::finish, requests::selection_range},
      {"textDocument/semanticTokens/full", Lane::background, Method::a_document, Method::drop_on_edit, requests::semantic_tokens},
      {"textDocument/semanticTokens/range", Lane::background, Method::a_document, Method::drop_on_edit, requests::semantic_tokens_range},
      {"textDocument/signatureHelp", Lane::interactive, Method::a_position, Method::finish, requests::signature_help},
      {"workspace/diagnostic", Lane::background, Method::nothing, Method::hold, requests::workspace_diagnostic},
      {"workspace/symbol", Lane::background, Method::nothing, Method::finish, requests::workspace_symbol},
      {"workspace/willRenameFiles", Lane::interactive, Method::nothing, Method::finish, requests::will_rename_files},
  };
  return table;
}

const Method* method(std::string_view name) {
  const auto& table = methods();
  const auto found = std::lower_bound(table.begin(), table.end(), name, [](const Method& method, std::string_view wanted) { return method.name < wanted; });
  return found != table.end() && found->name == name ? &*found : nullptr;
}

}  // namespace cribsheet::lsp
