// What `initialize` answers.
#include "features/tokens.h"
#include "lsp/request.h"

namespace cribsheet::lsp {
namespace {

Json semantic_tokens_options() {
  Json types = Json::array(), modifiers = Json::array();
  for (const auto name : features::token_types()) types.push_back(name);
  for (const auto name : features::token_modifiers()) modifiers.push_back(name);
  return {{"legend", {{"tokenTypes", std::move(types)}, {"tokenModifiers", std::move(modifiers)}}}, {"full", true}, {"range", true}};
}

// Any file that a template may name, and folders.
Json rename_options() { return {{"filters", Json::array({Json{{"scheme", "file"}, {"pattern", {{"glob", "**/*"}}}}})}}; }

}  // namespace

Json capabilities(const Client& client, bool format_notes) {
  Json json{
      {"positionEncoding", name(client.encoding)},
      {"textDocumentSync", {{"openClose", true}, {"change", 2}, {"save", {{"includeText", false}}}}},
      {"hoverProvider", true},
      {"completionProvider", {{"triggerCharacters", {":", ".", "!", "$", "{", "\"", "'", " ", "-", "/", "*"}}, {"resolveProvider", true}}},
      {"signatureHelpProvider", {{"triggerCharacters", {"!", "[", ",", " ", "("}}}},
      {"definitionProvider", true},
      {"declarationProvider", true},
      {"referencesProvider", true},
      {"documentHighlightProvider", true},
      {"documentSymbolProvider", true},
      {"workspaceSymbolProvider", true},
      {"codeLensProvider", {{"resolveProvider", false}}},
      {"documentLinkProvider", {{"resolveProvider", false}}},
      {"documentOnTypeFormattingProvider", {{"firstTriggerCharacter", "\n"}}},
      {"renameProvider", true},
      {"foldingRangeProvider", true},
      {"selectionRangeProvider", true},
      {"linkedEditingRangeProvider", true},
      {"callHierarchyProvider", true},
      {"semanticTokensProvider", semantic_tokens_options()},
      {"inlayHintProvider", true},
      {"diagnosticProvider", {{"identifier", "cribsheet"}, {"interFileDependencies", true}, {"workspaceDiagnostics", true}}},
      {"workspace", {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}, {"fileOperations", {{"willRename", rename_options()}}}}},
      {"experimental", {{"cribsheet", {"graph", "notes/lookup", "notes/search", "notes/new", "rules/explain"}}}},
  };
  // Only for clients that know them: others may refuse the objects, or take commands alone where edits are meant.
  if (client.prepare_rename) json["renameProvider"] = {{"prepareProvider", true}};
  // Others' formatters of YAML and JSON are not to be asked about: who can be told later is told of notes alone.
  if (format_notes && !client.dynamic_formatting) {
    json["documentFormattingProvider"] = true;
    json["documentRangeFormattingProvider"] = true;
  }
  if (client.code_action_literals)
    json["codeActionProvider"] = {
        {"codeActionKinds", {"quickfix", "refactor.extract", "refactor.rewrite", "source.fixAll.cribsheet", "source.organizeLinkDefinitions"}}};
  return json;
}

}  // namespace cribsheet::lsp
