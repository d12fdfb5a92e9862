// ECS task definitions: containers and volumes as symbols, and the places that name them.
#include <fmt/format.h>

#include "kinds/registry.h"

namespace cribsheet::kinds {
namespace {

using syntax::Node;

constexpr std::string_view kContainer = "container", kVolume = "volume";

Range inside(Node scalar) { return scalar.map().to_source(Range{0, static_cast<Offset>(scalar.text().size())}); }

void add_named(Symbols& out, Node list, std::string_view space) {
  for (const Node item : list.resolved().children()) {
    const Node name = item.find("name");
    if (!name.is_scalar()) continue;
    Symbol symbol;
    symbol.name = name.text();
    symbol.space = space;
    symbol.kind = space == kContainer ? SymbolKind::resource : SymbolKind::file;
    symbol.detail = space == kContainer && item.find("image").is_scalar() ? std::string(item.find("image").text()) : std::string{};
    symbol.name_range = inside(name);
    symbol.range = item.range();
    out.symbols.push_back(std::move(symbol));
  }
}

void add_use(Symbols& out, Node node, std::string_view space, std::string_view role) {
  if (node.is_scalar() && !node.text().empty()) out.uses.push_back({std::string(node.text()), std::string(space), inside(node), std::string(role)});
}

class TaskDefinition : public Kind {
 public:
  std::string_view id() const override { return "ecs-task-definition"; }

  Symbols symbols(const model::Document& document, const pack::Pack&) const override {
    Symbols out;
    const Node root = document.root();
    add_named(out, root.find("containerDefinitions"), kContainer);
    add_named(out, root.find("volumes"), kVolume);
    for (const Node container : root.find("containerDefinitions").children()) {
      for (const Node item : container.find("dependsOn").children()) add_use(out, item.find("containerName"), kContainer, "dependsOn");
      for (const Node item : container.find("volumesFrom").children()) add_use(out, item.find("sourceContainer"), kContainer, "volumesFrom");
      for (const Node item : container.find("mountPoints").children()) add_use(out, item.find("sourceVolume"), kVolume, "mountPoints");
    }
    add_use(out, root.find("proxyConfiguration").find("containerName"), kContainer, "proxyConfiguration");
    return out;
  }

  std::vector<Completion> offers(const model::Document& document, Offset offset, const pack::Pack&) const override {
    std::vector<Completion> out;
    Node entry = document.tree->node_at(offset);
    while (entry && entry.kind() != syntax::NodeKind::entry) entry = entry.parent();
    if (!entry || !entry.key().is_scalar() || entry.key().range().touches(offset)) return out;
    const std::string_view key = entry.key().text();
    if (key == "containerName" || key == "sourceContainer")
      offer(document, document.root().find("containerDefinitions"), offset, "container of this task", out);
    if (key == "sourceVolume") offer(document, document.root().find("volumes"), offset, "volume of this task", out);
    return out;
  }

 private:
  static void offer(const model::Document& document, Node list, Offset offset, std::string_view detail, std::vector<Completion>& out) {
    const Node node = document.tree->node_at(offset);
    for (const Node item : list.children()) {
      const Node name = item.find("name");
      if (!name.is_scalar()) continue;
      Completion each;
      each.label = each.insert = name.text();
      each.kind = "reference";
      each.detail = detail;
      each.replace = node.is_scalar() && node.range().touches(offset) ? inside(node) : Range{offset, offset};
      out.push_back(std::move(each));
    }
  }
};

}  // namespace

const Kind* ecs_task_definition_kind() {
  static const TaskDefinition kind;
  return &kind;
}

}  // namespace cribsheet::kinds
