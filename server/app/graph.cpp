// `cribsheet graph`.
#include "features/relations.h"

#include <iostream>

#include "app/commands.h"
#include "app/open.h"
#include "kinds/kind.h"
#include "lsp/convert.h"
#include "lsp/json.h"
#include "workspace/read_file.h"

namespace cribsheet::app {

int graph(const std::string& path, const std::string& format) {
  const auto snapshot = open_snapshot({.notes = {}, .no_notes = true}, WhichNotes::none, ".");
  if (!snapshot) return fail(snapshot.error().message);
  auto text = path == "-" ? workspace::read_standard_input(kLargestFile) : workspace::read_file(path, kLargestFile);
  if (!text) return fail(text.error().message);
  const auto document = kinds::open(path, std::move(*text), *(*snapshot)->pack);
  if (document->kind.empty()) return fail(path + ": is of no known kind");
  const auto made = features::graph(**snapshot, *document);
  if (format == "mermaid") return std::cout << features::to_mermaid(made), kFine;
  if (format == "dot") return std::cout << features::to_dot(made), kFine;
  lsp::Json nodes = lsp::Json::array(), edges = lsp::Json::array();
  for (const auto& node : made.nodes) {
    nodes.push_back({{"id", node.id},
                     {"name", node.name},
                     {"kind", node.kind},
                     {"type", node.type},
                     {"range", lsp::to_json(node.range, *document, PositionEncoding::utf16)}});
  }
  for (const auto& edge : made.edges) edges.push_back({{"from", edge.from}, {"to", edge.to}, {"kind", edge.kind}});
  std::cout << lsp::dump({{"nodes", std::move(nodes)}, {"edges", std::move(edges)}}) << '\n';
  return kFine;
}

}  // namespace cribsheet::app
