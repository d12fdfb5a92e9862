#include "features/relations.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "features/symbols.h"
#include "kinds/local_names.h"

namespace cribsheet::features {
namespace {

// Indices sorted by where their ranges begin; an outer one before an inner one.
template <class List, class RangeOf>
std::vector<std::size_t> by_place(const List& list, RangeOf range_of) {
  std::vector<std::size_t> order(list.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const Range x = range_of(list[a]), y = range_of(list[b]);
    return x.begin != y.begin ? x.begin < y.begin : x.end > y.end;
  });
  return order;
}

using Names = std::map<std::pair<std::string_view, std::string_view>, std::size_t>;

Names definitions(const std::vector<kinds::Symbol>& symbols) {
  Names names;
  for (std::size_t i = 0; i < symbols.size(); ++i) names.try_emplace({symbols[i].space, symbols[i].name}, i);
  return names;
}

// In DOT a backslash begins an escape.
std::string dot_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

// Mermaid reads HTML and its own #names; in quoted texts.
std::string mermaid_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '"': out += "#quot;"; break;
      case '<': out += "#lt;"; break;
      case '>': out += "#gt;"; break;
      case '#': out += "#35;"; break;
      case '\n':
      case '\r': out += ' '; break;
      default: out += c;
    }
  }
  return out;
}

}  // namespace

bool is_node(const kinds::Symbol& symbol) {
  using enum kinds::SymbolKind;
  switch (symbol.kind) {
    case resource:
    case parameter:
    case condition:
    case mapping:
    case output:
    case rule:
    case state:
    case action:
    case phase: return true;
    default: return false;
  }
}

std::vector<Relation> relations(const kinds::Symbols& all) {
  std::vector<Relation> found;
  const auto names = definitions(all.symbols);
  const auto symbols = by_place(all.symbols, [](const kinds::Symbol& symbol) { return symbol.range; });
  const auto uses = by_place(all.uses, [](const kinds::Use& use) { return use.range; });
  std::vector<std::size_t> open;  // the symbols that hold the present place, outermost first
  std::size_t next = 0;
  for (const auto index : uses) {
    const auto& use = all.uses[index];
    for (; next < symbols.size() && all.symbols[symbols[next]].range.begin <= use.range.begin; ++next) {
      if (is_node(all.symbols[symbols[next]])) open.push_back(symbols[next]);
    }
    while (!open.empty() && all.symbols[open.back()].range.end < use.range.end) open.pop_back();
    const auto target = names.find({use.space, use.name});
    if (target == names.end() || !use.file.empty() || kinds::is_local(use.space)) continue;
    found.push_back({open.empty() ? -1 : static_cast<std::int32_t>(open.back()), static_cast<std::int32_t>(target->second), use.range, use.role});
  }
  return found;
}

std::string_view kind_name(kinds::SymbolKind kind) {
  constexpr std::string_view names[] = {"section", "resource", "parameter", "condition", "mapping",  "output", "rule",    "state",
                                        "action",  "phase",    "key",       "heading",   "variable", "file",   "property"};
  return names[static_cast<std::size_t>(kind)];
}

Graph graph(const Snapshot& snapshot, const model::Document& document) {
  const auto all = symbols(document, *snapshot.pack);
  Graph made;
  std::vector<std::string> ids(all->symbols.size());
  std::set<std::string> taken;
  for (std::size_t i = 0; i < all->symbols.size(); ++i) {
    const auto& symbol = all->symbols[i];
    // What stands inside a node (a statement of a resource's policy) speaks for it.
    if (symbol.parent >= 0 && !ids[static_cast<std::size_t>(symbol.parent)].empty()) {
      ids[i] = ids[static_cast<std::size_t>(symbol.parent)];
      continue;
    }
    if (!is_node(symbol)) continue;
    ids[i] = symbol.name;
    if (!taken.insert(ids[i]).second) taken.insert(ids[i] = std::string(kind_name(symbol.kind)) + ":" + symbol.name + ":" + std::to_string(i));
    made.nodes.push_back({ids[i], symbol.name, std::string(kind_name(symbol.kind)), symbol.detail, symbol.name_range});
  }
  std::set<std::tuple<std::string_view, std::string_view, std::string_view>> said;
  for (const auto& relation : relations(*all)) {
    if (relation.from < 0 || ids[static_cast<std::size_t>(relation.to)].empty()) continue;
    const auto& from = ids[static_cast<std::size_t>(relation.from)];
    const auto& to = ids[static_cast<std::size_t>(relation.to)];
    if (from.empty() || from == to) continue;
    if (said.insert({from, to, relation.role}).second) made.edges.push_back({from, to, std::string(relation.role)});
  }
  return made;
}

std::string to_mermaid(const Graph& graph) {
  std::map<std::string_view, std::size_t> numbers;
  std::string out = "flowchart LR\n";
  for (const auto& node : graph.nodes) {
    const auto number = numbers.emplace(node.id, numbers.size()).first->second;
    out += "  n" + std::to_string(number) + "[\"" + mermaid_text(node.name) + (node.type.empty() ? "" : "<br/>" + mermaid_text(node.type)) + "\"]\n";
  }
  for (const auto& edge : graph.edges) {
    out +=
        "  n" + std::to_string(numbers[edge.from]) + " -->" + (edge.kind.empty() ? "" : "|" + edge.kind + "|") + " n" + std::to_string(numbers[edge.to]) + "\n";
  }
  return out;
}

std::string to_dot(const Graph& graph) {
  std::string out = "digraph template {\n  rankdir=LR;\n  node [shape=box];\n";
  for (const auto& node : graph.nodes)
    out += "  \"" + dot_text(node.id) + "\" [label=\"" + dot_text(node.name) + (node.type.empty() ? "" : "\\n" + dot_text(node.type)) + "\"];\n";
  for (const auto& edge : graph.edges) out += "  \"" + dot_text(edge.from) + "\" -> \"" + dot_text(edge.to) + "\" [label=\"" + dot_text(edge.kind) + "\"];\n";
  return out + "}\n";
}

}  // namespace cribsheet::features
