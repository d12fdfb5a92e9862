// What the client said it can do, read once from `initialize`.
#pragma once
#include <string>
#include <vector>

#include "lsp/json.h"
#include "text/line_index.h"

namespace cribsheet::lsp {

struct Client {
  PositionEncoding encoding = PositionEncoding::utf16;
  bool snippets = false;
  bool markdown_hover = false;
  bool markdown_documentation = false;
  bool markdown_signature = false;
  bool insert_replace = false;     // an item may say what typing on keeps and what accepting overwrites
  bool shared_edit_range = false;  // a completion list may say its items' range once
  bool hierarchical_symbols = false;
  bool definition_links = false;
  bool declaration_links = false;
  bool related_information = false;
  bool code_descriptions = false;
  bool diagnostic_tags = false;
  bool diagnostic_data = false;
  bool diagnostic_version = false;
  bool pull_diagnostics = false;  // asks for diagnostics itself: none are pushed then
  bool diagnostic_refresh = false;
  bool code_action_literals = false;
  bool code_lens_refresh = false;
  bool inlay_hint_refresh = false;
  bool configuration = false;  // answers workspace/configuration
  bool dynamic_configuration = false;
  bool dynamic_watching = false;
  bool dynamic_formatting = false;
  bool relative_watching = false;  // patterns below a folder of ours, also outside the workspace
  bool progress = false;
  bool prepare_rename = false;
  bool document_changes = false;  // WorkspaceEdit.documentChanges
  bool create_files = false;      // as parts of a list of changes; says that it takes such lists at all
  bool folding_lines_only = false;
  std::int64_t most_folds = 0;       // 0: any number
  bool trigger_suggest = false;      // knows the command that asks for completion again
  std::string show_references;       // the client's command behind a lens; empty: none, the lens is a label
  bool label_offsets = false;        // signature help
  std::int64_t process = 0;          // of the editor; 0: not said
  std::vector<std::string> folders;  // paths

  static Client read(const Json& initialize);
};

std::string_view name(PositionEncoding encoding);

}  // namespace cribsheet::lsp
