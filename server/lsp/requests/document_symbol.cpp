#include <algorithm>

#include "features/outline.h"
#include "lsp/convert.h"
#include "lsp/requests/all.h"

namespace cribsheet::lsp::requests {
namespace {

int kind_number(kinds::SymbolKind kind) {
  using enum kinds::SymbolKind;
  switch (kind) {
    case section: return 3;     // Namespace
    case resource: return 5;    // Class
    case parameter: return 13;  // Variable
    case condition: return 17;  // Boolean
    case mapping: return 19;    // Object
    case output: return 14;     // Constant
    case rule: return 24;       // Event
    case state: return 22;      // EnumMember
    case action: return 12;     // Function
    case phase: return 6;       // Method
    case heading: return 15;    // String
    case variable: return 13;
    case file: return 1;
    case property: return 7;
    case key: return 20;
  }
  return 20;
}

Json shape(const kinds::Symbol& symbol, const Request& request) {
  Json json{{"name", symbol.name.empty() ? "(no name)" : symbol.name},
            {"kind", kind_number(symbol.kind)},
            {"range", to_json(symbol.range, *request.document, request.client.encoding)},
            {"selectionRange", to_json(symbol.name_range, *request.document, request.client.encoding)}};
  if (!symbol.detail.empty()) json["detail"] = symbol.detail;
  return json;
}

// Parents stand before their children, so children are complete when walked from the end.
Json tree(const std::vector<kinds::Symbol>& symbols, const Request& request) {
  std::vector<Json> children(symbols.size() + 1, Json::array());
  for (std::size_t i = symbols.size(); i-- > 0;) {
    Json one = shape(symbols[i], request);
    if (!children[i].empty()) {
      std::reverse(children[i].begin(), children[i].end());
      one["children"] = std::move(children[i]);
    }
    const auto parent =
        symbols[i].parent >= 0 && static_cast<std::size_t>(symbols[i].parent) < i ? static_cast<std::size_t>(symbols[i].parent) : symbols.size();
    children[parent].push_back(std::move(one));
  }
  std::reverse(children.back().begin(), children.back().end());
  return std::move(children.back());
}

}  // namespace

Answer document_symbol(const Request& request) {
  const auto symbols = features::outline(*request.snapshot, *request.document);
  if (request.client.hierarchical_symbols) return tree(symbols, request);
  Json list = Json::array();
  for (const auto& symbol : symbols) {
    Json one{{"name", symbol.name},
             {"kind", kind_number(symbol.kind)},
             {"location", {{"uri", uri_of(*request.document)}, {"range", to_json(symbol.range, *request.document, request.client.encoding)}}}};
    if (symbol.parent >= 0) one["containerName"] = symbols[static_cast<std::size_t>(symbol.parent)].name;
    list.push_back(std::move(one));
  }
  return list;
}

Answer workspace_symbol(const Request& request) {
  Json list = Json::array();
  for (const auto& found : features::workspace_symbols(*request.snapshot, text(at(request.params, "query")), 500)) {
    Json one{{"name", found.symbol.name},
             {"kind", kind_number(found.symbol.kind)},
             {"location", {{"uri", uri_of(*found.document)}, {"range", to_json(found.symbol.name_range, *found.document, request.client.encoding)}}}};
    if (!found.container.empty()) one["containerName"] = found.container;
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace cribsheet::lsp::requests
