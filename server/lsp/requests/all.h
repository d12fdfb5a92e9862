// One function a method, one file a function (or a small family). The table that joins them is all.cpp.
#pragma once
#include "lsp/request.h"

namespace cribsheet::lsp::requests {

Answer code_action(const Request& request);
Answer code_lens(const Request& request);
Answer completion(const Request& request);
Answer completion_resolve(const Request& request);
Answer declaration(const Request& request);
Answer definition(const Request& request);
Answer diagnostic(const Request& request);
Answer document_highlight(const Request& request);
Answer document_link(const Request& request);
Answer document_symbol(const Request& request);
Answer folding_range(const Request& request);
Answer formatting(const Request& request);
Answer graph(const Request& request);
Answer hover(const Request& request);
Answer incoming_calls(const Request& request);
Answer inlay_hint(const Request& request);
Answer linked_editing_range(const Request& request);
Answer notes_lookup(const Request& request);
Answer notes_search(const Request& request);
Answer notes_new(const Request& request);
Answer on_type_formatting(const Request& request);
Answer outgoing_calls(const Request& request);
Answer prepare_call_hierarchy(const Request& request);
Answer prepare_rename(const Request& request);
Answer range_formatting(const Request& request);
Answer references(const Request& request);
Answer rename(const Request& request);
Answer rules_explain(const Request& request);
Answer selection_range(const Request& request);
Answer semantic_tokens(const Request& request);
Answer semantic_tokens_range(const Request& request);
Answer signature_help(const Request& request);
Answer will_rename_files(const Request& request);
Answer workspace_diagnostic(const Request& request);
Answer workspace_symbol(const Request& request);

}  // namespace cribsheet::lsp::requests
