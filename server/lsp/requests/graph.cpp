// cribsheet/graph and the call hierarchy: who refers to whom.
#include <map>

#include "features/relations.h"
#include "features/symbols.h"
#include "lsp/convert.h"
#include "lsp/requests/all.h"
#include "workspace/uri.h"

namespace cribsheet::lsp::requests {
namespace {

Json item(const kinds::Symbol& symbol, const model::Document& document, const Client& client) {
  Json json{{"name", symbol.name},
            {"kind", symbol.kind == kinds::SymbolKind::resource ? 5 : 12},
            {"uri", uri_of(document)},
            {"range", to_json(symbol.range, document, client.encoding)},
            {"selectionRange", to_json(symbol.name_range, document, client.encoding)},
            {"data", {{"name", symbol.name}, {"space", symbol.space}}}};
  if (!symbol.detail.empty()) json["detail"] = symbol.detail;
  return json;
}

// The document and the symbol that an item of the hierarchy stands for; the document may have changed since.
struct Found {
  std::shared_ptr<const model::Document> document;
  std::shared_ptr<const kinds::Symbols> symbols;
  std::int32_t index = -1;
};
Found find(const Request& request) {
  const auto& asked = at(request.params, "item");
  const auto open = request.snapshot->open.find(workspace::document_path(text(at(asked, "uri"))));
  if (open == request.snapshot->open.end()) return {};
  Found found{open->second, features::symbols(*open->second, *request.snapshot->pack), -1};
  const auto* definition = features::definition_of(*found.symbols, text(at(asked, "data", "name")), text(at(asked, "data", "space")));
  if (definition) found.index = static_cast<std::int32_t>(definition - found.symbols->symbols.data());
  return found;
}

// `incoming`: those that name the item; else those that it names. One entry each, with every place.
Answer calls(const Request& request, bool incoming) {
  const auto found = find(request);
  if (found.index < 0) return Json(nullptr);
  std::map<std::int32_t, Json> others;
  for (const auto& relation : features::relations(*found.symbols)) {
    const auto self = incoming ? relation.to : relation.from;
    const auto other = incoming ? relation.from : relation.to;
    if (self != found.index || other < 0) continue;
    auto& ranges = others.try_emplace(other, Json::array()).first->second;
    ranges.push_back(to_json(relation.range, *found.document, request.client.encoding));
  }
  Json list = Json::array();
  for (auto& [index, ranges] : others) {
    list.push_back({{incoming ? "from" : "to", item(found.symbols->symbols[static_cast<std::size_t>(index)], *found.document, request.client)},
                    {"fromRanges", std::move(ranges)}});
  }
  return list;
}

}  // namespace

Answer prepare_call_hierarchy(const Request& request) {
  const auto all = features::symbols(*request.document, *request.snapshot->pack);
  const auto named = features::named_at(*all, request.offset);
  const auto* definition = named ? features::definition_of(*all, named->name, named->space) : nullptr;
  if (!definition || !features::is_node(*definition)) return Json(nullptr);
  return Json::array({item(*definition, *request.document, request.client)});
}

Answer incoming_calls(const Request& request) { return calls(request, true); }
Answer outgoing_calls(const Request& request) { return calls(request, false); }

Answer graph(const Request& request) {
  const auto made = features::graph(*request.snapshot, *request.document);
  Json nodes = Json::array(), edges = Json::array();
  for (const auto& node : made.nodes) {
    nodes.push_back({{"id", node.id},
                     {"name", node.name},
                     {"kind", node.kind},
                     {"type", node.type},
                     {"range", to_json(node.range, *request.document, request.client.encoding)}});
  }
  for (const auto& edge : made.edges) edges.push_back({{"from", edge.from}, {"to", edge.to}, {"kind", edge.kind}});
  return Json{{"nodes", std::move(nodes)}, {"edges", std::move(edges)}};
}

}  // namespace cribsheet::lsp::requests
