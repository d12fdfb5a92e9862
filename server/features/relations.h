// Who refers to whom in one document: the graph and the call hierarchy are made of these.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "features/snapshot.h"
#include "kinds/kind.h"

namespace cribsheet::features {

struct Relation {
  std::int32_t from = -1;  // the innermost symbol that holds the use and is a node of the graph; -1: none
  std::int32_t to = -1;    // the definition
  Range range;             // the use
  std::string_view role;   // "Ref", "GetAtt", "Next", ...
};
// True for the symbols that stand for something of their own: resources, parameters, states, ...; not sections or plain keys.
bool is_node(const kinds::Symbol& symbol);
// Uses of names that the document defines, in the text's order. Linear but for the look-ups.
std::vector<Relation> relations(const kinds::Symbols& symbols);

struct Graph {
  struct Node {
    std::string id, name, kind, type;
    Range range;
  };
  struct Edge {
    std::string from, to, kind;
  };
  std::vector<Node> nodes;
  std::vector<Edge> edges;  // each pair and kind once
};
Graph graph(const Snapshot& snapshot, const model::Document& document);
std::string to_mermaid(const Graph& graph);
std::string to_dot(const Graph& graph);

std::string_view kind_name(kinds::SymbolKind kind);  // "resource", "parameter", ...

}  // namespace cribsheet::features
