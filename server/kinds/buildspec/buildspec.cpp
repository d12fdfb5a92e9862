// Buildspecs: phases, builds of a batch and variables as symbols; variables inside commands.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "kinds/buildspec/variables.h"
#include "kinds/local_names.h"
#include "kinds/registry.h"

namespace cribsheet::kinds {
namespace {

using namespace buildspec;
using syntax::Node;

constexpr std::string_view kVariable = "variable", kBuild = "build";

std::int32_t add(Symbols& out, Node key, Node entry, std::string_view space, SymbolKind kind, std::int32_t parent, std::string detail = {}) {
  Symbol symbol;
  symbol.name = key.text();
  symbol.space = space;
  symbol.kind = kind;
  symbol.detail = std::move(detail);
  symbol.name_range = key.map().to_source(Range{0, static_cast<Offset>(key.text().size())});
  symbol.range = entry.range();
  symbol.parent = parent;
  out.symbols.push_back(std::move(symbol));
  return static_cast<std::int32_t>(out.symbols.size() - 1);
}

Range inside(Node scalar) { return scalar.map().to_source(Range{0, static_cast<Offset>(scalar.text().size())}); }

void add_section(Symbols& out, Node root, Node entry) {
  const std::string_view name = entry.key().text();
  const std::int32_t section = add(out, entry.key(), entry, "section", SymbolKind::section, -1);
  const Node value = entry.value().resolved();
  if (name == "batch") {
    for (const std::string_view list : {std::string_view("build-graph"), std::string_view("build-list")})
      for (const Node build : value.find(list).resolved().children())
        if (const Node identifier = build.resolved().find("identifier"); identifier.is_scalar())
          add(out, identifier, build, kBuild, SymbolKind::action, section);
    return;
  }
  if (name == "env" || name == "environment_variables") {
    for (const Defined& each : defined(root)) add(out, each.key, each.key.parent(), kVariable, SymbolKind::variable, section, std::string(each.source));
    return;
  }
  for (const Node child : value.children())
    if (child.key().is_scalar())
      add(out, child.key(), child, name == "phases" ? "phase" : "key", name == "phases" ? SymbolKind::phase : SymbolKind::key, section);
}

// Variables that commands set: those under env are set anew there, others are defined by the first that sets them. Gives the latter.
std::set<std::string_view> add_assignments(Symbols& out, const std::vector<Node>& texts, const std::set<std::string_view>& own) {
  std::set<std::string_view> set;
  for (const Node text : texts) {
    for (const Reference& assignment : assignments(text.text())) {
      const Range range = text.map().to_source(assignment.range);
      const bool first = !own.contains(assignment.name) && set.insert(assignment.name).second;
      if (!first) {
        out.uses.push_back(
            {std::string(assignment.name), own.contains(assignment.name) ? std::string(kVariable) : local_space("variable", {}), range, "assigned", {}});
        continue;
      }
      Symbol symbol;
      symbol.name = assignment.name;
      symbol.space = local_space("variable", {});
      symbol.kind = SymbolKind::variable;
      symbol.name_range = range;
      symbol.range = text.range();
      out.symbols.push_back(std::move(symbol));
    }
  }
  return set;
}

void add_uses(Symbols& out, Node root) {
  std::set<std::string_view> own;
  for (const Defined& each : defined(root)) own.insert(each.key.text());
  const auto texts = command_texts(root);
  const auto set = add_assignments(out, texts, own);
  const auto use = [&](std::string_view name, Range range, std::string_view role) {
    if (own.contains(name)) out.uses.push_back({std::string(name), std::string(kVariable), range, std::string(role), {}});
    else if (set.contains(name)) out.uses.push_back({std::string(name), local_space("variable", {}), range, std::string(role), {}});
  };
  for (const Node text : texts)
    for (const Reference& reference : references(text.text())) use(reference.name, text.map().to_source(reference.range), "command");
  for (const Node item : root.find("env").find("exported-variables").resolved().children())
    if (item.is_scalar()) use(item.text(), inside(item), "exported");
  for (const Node build : root.find("batch").find("build-graph").resolved().children())
    for (const Node item : build.resolved().find("depend-on").resolved().children())
      if (item.is_scalar()) out.uses.push_back({std::string(item.text()), std::string(kBuild), inside(item), "depend-on"});
}

// The command that the cursor stands in, and where in its decoded text.
struct InCommand {
  Node text;
  std::size_t at = 0;
};
std::optional<InCommand> in_command(Node root, Offset offset) {
  for (const Node text : command_texts(root)) {
    if (!text.range().touches(offset)) continue;
    if (const auto at = text.map().from_source(offset)) return InCommand{text, *at};
    if (offset == text.range().end) return InCommand{text, text.text().size()};
  }
  return std::nullopt;
}

std::string source_words(const Defined& variable) {
  if (variable.source == "variables") return variable.value.is_scalar() ? std::string(variable.value.text()) : std::string{};
  return fmt::format("from {}", variable.source);
}

bool in_list(const model::Document& document, Offset offset, std::initializer_list<std::string_view> keys) {
  for (Node node = document.tree->node_at(offset); node; node = node.parent()) {
    if (node.kind() != syntax::NodeKind::entry || node.key().range().touches(offset)) continue;  // a word may be read as a key as yet
    return node.key().is_scalar() && std::find(keys.begin(), keys.end(), node.key().text()) != keys.end();
  }
  return false;
}

// What a list item that names something may be: the word at the cursor is replaced.
Range word_at(const model::Document& document, Offset offset) {
  const Node node = document.tree->node_at(offset);
  return node.is_scalar() && node.range().touches(offset) ? inside(node) : Range{offset, offset};
}

class Buildspec : public Kind {
 public:
  std::string_view id() const override { return "buildspec"; }

  // By its content alone a file must have one of the four phases: `version` and `phases` are common words.
  int recognise(std::string_view path, const syntax::Tree& tree, const pack::Pack& pack) const override {
    const int sure = Kind::recognise(path, tree, pack);
    if (sure == 0 || path.find("buildspec") != std::string_view::npos) return sure;
    const Node phases = tree.root().find("phases");
    for (const std::string_view phase : {"install", "pre_build", "build", "post_build"})
      if (phases.find_entry(phase)) return sure;
    return 0;
  }

  Symbols symbols(const model::Document& document, const pack::Pack&) const override {
    Symbols out;
    const Node root = document.root();
    for (const Node entry : root.children())
      if (entry.key().is_scalar()) add_section(out, root, entry);
    add_uses(out, root);
    return out;
  }

  std::optional<Explanation> hover(const Cursor& cursor) const override {
    const auto spot = in_command(cursor.document.root(), cursor.offset);
    if (!spot) return std::nullopt;
    for (const Reference& reference : references(spot->text.text())) {
      if (!Range{reference.range}.touches(static_cast<Offset>(spot->at))) continue;
      Explanation said;
      said.range = spot->text.map().to_source(reference.range);
      // CODEBUILD_SRC_DIR_<identifier> is the folder of a secondary source.
      said.entity = fmt::format("env:{}", reference.name.starts_with("CODEBUILD_SRC_DIR_") ? std::string_view("CODEBUILD_SRC_DIR") : reference.name);
      said.title = reference.name;
      for (const Defined& each : defined(cursor.document.root()))
        if (each.key.text() == reference.name)
          said.facts.emplace_back(
              "Set", fmt::format("under `env.{}`{}", each.source, each.value.is_scalar() ? fmt::format(": `{}`", each.value.text()) : std::string{}));
      if (said.facts.empty() && !cursor.pack.named(said.entity)) return std::nullopt;
      return said;
    }
    return std::nullopt;
  }

  std::vector<Completion> offers(const model::Document& document, Offset offset, const pack::Pack& pack) const override {
    std::vector<Completion> out;
    if (const auto spot = in_command(document.root(), offset)) {
      offer_variables(document, *spot, offset, pack, out);
    } else if (in_list(document, offset, {"exported-variables"})) {
      std::set<std::string_view> seen;
      for (const Defined& each : defined(document.root()))
        if (seen.insert(each.key.text()).second) offer(out, each.key.text(), "variable", source_words(each), word_at(document, offset));
      for (const Node text : command_texts(document.root()))
        for (const Reference& each : assignments(text.text()))
          if (seen.insert(each.name).second) offer(out, each.name, "variable", "set by a command", word_at(document, offset));
    } else if (in_list(document, offset, {"depend-on"})) {
      for (const Node build : document.root().find("batch").find("build-graph").resolved().children())
        if (const Node identifier = build.resolved().find("identifier"); identifier.is_scalar() && !build.range().contains(offset))
          offer(out, identifier.text(), "reference", "build of this batch", word_at(document, offset));
    }
    return out;
  }

 private:
  static Completion& offer(std::vector<Completion>& out, std::string_view label, std::string_view kind, std::string detail, Range range) {
    Completion item;
    item.label = item.insert = label;
    item.kind = kind;
    item.detail = std::move(detail);
    item.replace = range;
    out.push_back(std::move(item));
    return out.back();
  }

  static void offer_variables(const model::Document& document, const InCommand& spot, Offset offset, const pack::Pack& pack, std::vector<Completion>& out) {
    const auto typed = typed_variable(spot.text.text(), spot.at);
    if (!typed) return;
    const Range range{offset - static_cast<Offset>(typed->word.size()), offset};
    const bool close = typed->braces && (spot.at >= spot.text.text().size() || spot.text.text()[spot.at] != '}');
    const auto add_one = [&](std::string_view name, std::string detail, std::string_view order) {
      Completion& item = offer(out, name, "variable", std::move(detail), range);
      if (close) item.insert += '}';
      item.entity = fmt::format("env:{}", name);
      item.sort = fmt::format("{}{}", order, name);
    };
    std::set<std::string_view> seen;
    for (const Defined& each : defined(document.root()))
      if (seen.insert(each.key.text()).second) add_one(each.key.text(), source_words(each), "0");
    for (const Node text : command_texts(document.root()))
      for (const Reference& each : assignments(text.text()))
        if (seen.insert(each.name).second) add_one(each.name, "set by a command", "0");
    for (const auto& row : pack.table("codebuild-variables"))
      if (!row.empty() && row[0] != "name" && seen.insert(row[0]).second)
        add_one(row[0], row[0].starts_with("CODEBUILD_") ? "set by CodeBuild" : "set in every build", "1");
  }
};

}  // namespace

const Kind* buildspec_kind() {
  static const Buildspec kind;
  return &kind;
}

}  // namespace cribsheet::kinds
