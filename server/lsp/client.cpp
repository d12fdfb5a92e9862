#include "lsp/client.h"

#include <algorithm>

#include "workspace/uri.h"

namespace cribsheet::lsp {
namespace {

// The client's order is its preference; UTF-8 is taken wherever it is offered, since it costs nothing here.
PositionEncoding choose_encoding(const Json& offered) {
  if (lists(offered, "utf-8")) return PositionEncoding::utf8;
  if (!lists(offered, "utf-16") && lists(offered, "utf-32")) return PositionEncoding::utf32;
  return PositionEncoding::utf16;
}

std::vector<std::string> read_folders(const Json& initialize) {
  std::vector<std::string> folders;
  if (const auto& list = at(initialize, "workspaceFolders"); list.is_array()) {
    for (const auto& folder : list) {
      if (auto path = workspace::path_of_uri(text(at(folder, "uri")))) folders.push_back(*path);
    }
  }
  if (folders.empty()) {
    if (auto path = workspace::path_of_uri(text(at(initialize, "rootUri")))) folders.push_back(*path);
    else if (const auto root = text(at(initialize, "rootPath")); root.starts_with('/')) folders.emplace_back(root);
  }
  return folders;
}

}  // namespace

Client Client::read(const Json& initialize) {
  const auto& capabilities = at(initialize, "capabilities");
  const auto& document = at(capabilities, "textDocument");
  const auto& space = at(capabilities, "workspace");
  const auto& published = at(document, "publishDiagnostics");
  Client client;
  client.encoding = choose_encoding(at(capabilities, "general", "positionEncodings"));
  client.snippets = truthy(at(document, "completion", "completionItem", "snippetSupport"));
  client.markdown_hover = lists(at(document, "hover", "contentFormat"), "markdown");
  client.markdown_documentation = lists(at(document, "completion", "completionItem", "documentationFormat"), "markdown");
  client.markdown_signature = lists(at(document, "signatureHelp", "signatureInformation", "documentationFormat"), "markdown");
  client.insert_replace = truthy(at(document, "completion", "completionItem", "insertReplaceSupport"));
  client.shared_edit_range = lists(at(document, "completion", "completionList", "itemDefaults"), "editRange");
  client.hierarchical_symbols = truthy(at(document, "documentSymbol", "hierarchicalDocumentSymbolSupport"));
  client.definition_links = truthy(at(document, "definition", "linkSupport"));
  client.declaration_links = truthy(at(document, "declaration", "linkSupport"));
  client.related_information = truthy(at(published, "relatedInformation"));
  client.code_descriptions = truthy(at(published, "codeDescriptionSupport"));
  client.diagnostic_tags = at(published, "tagSupport").is_object() || truthy(at(published, "tagSupport"));
  client.diagnostic_data = truthy(at(published, "dataSupport"));
  client.diagnostic_version = truthy(at(published, "versionSupport"));
  client.pull_diagnostics = at(document, "diagnostic").is_object();
  client.diagnostic_refresh = truthy(at(space, "diagnostics", "refreshSupport"));
  client.code_action_literals = at(document, "codeAction", "codeActionLiteralSupport").is_object();
  client.code_lens_refresh = truthy(at(space, "codeLens", "refreshSupport"));
  client.inlay_hint_refresh = truthy(at(space, "inlayHint", "refreshSupport"));
  client.configuration = truthy(at(space, "configuration"));
  client.dynamic_configuration = truthy(at(space, "didChangeConfiguration", "dynamicRegistration"));
  client.dynamic_formatting = truthy(at(document, "formatting", "dynamicRegistration")) && truthy(at(document, "rangeFormatting", "dynamicRegistration"));
  client.dynamic_watching = truthy(at(space, "didChangeWatchedFiles", "dynamicRegistration"));
  client.relative_watching = truthy(at(space, "didChangeWatchedFiles", "relativePatternSupport"));
  client.progress = truthy(at(capabilities, "window", "workDoneProgress"));
  client.prepare_rename = truthy(at(document, "rename", "prepareSupport"));
  client.document_changes = truthy(at(space, "workspaceEdit", "documentChanges"));
  client.create_files = lists(at(space, "workspaceEdit", "resourceOperations"), "create");
  client.folding_lines_only = truthy(at(document, "foldingRange", "lineFoldingOnly"));
  client.most_folds = std::max<std::int64_t>(0, integer(at(document, "foldingRange", "rangeLimit")).value_or(0));
  client.label_offsets = truthy(at(document, "signatureHelp", "signatureInformation", "parameterInformation", "labelOffsetSupport"));
  client.trigger_suggest = truthy(at(initialize, "initializationOptions", "triggerSuggest"));
  client.show_references = text(at(initialize, "initializationOptions", "showReferences"));
  client.process = integer(at(initialize, "processId")).value_or(0);
  client.folders = read_folders(initialize);
  return client;
}

std::string_view name(PositionEncoding encoding) {
  switch (encoding) {
    case PositionEncoding::utf8: return "utf-8";
    case PositionEncoding::utf32: return "utf-32";
    default: return "utf-16";
  }
}

}  // namespace cribsheet::lsp
