// Definitions and uses in a template: what navigation, rename, lenses and the reference rules are built on.
#include <algorithm>

#include "kinds/cloudformation/answers.h"
#include "kinds/cloudformation/local_names.h"
#include "kinds/cloudformation/template.h"

namespace cribsheet::kinds::cloudformation {
namespace {

Range inner_range(syntax::Node scalar) {
  const Range range = scalar.range();
  const bool has_quotes = scalar.style() == syntax::Style::double_quoted || scalar.style() == syntax::Style::single_quoted;
  if (has_quotes && range.size() >= 2) return {range.begin + 1, range.end - 1};
  return range;
}

syntax::Node item(syntax::Node sequence, int wanted) {
  int index = 0;
  for (const syntax::Node each : sequence.children())
    if (index++ == wanted) return each;
  return {};
}

class Collector {
 public:
  Collector(const Template& outline, Symbols& out) : outline_(outline), out_(out) {}

  void definitions() {
    for (const syntax::Node entry : outline_.root.children()) {
      if (!entry.key().is_scalar()) continue;
      const std::string_view name = entry.key().text();
      const std::int32_t section = add(entry, SymbolKind::section, "section", {}, -1);
      if (name == "Parameters")
        for (const Parameter& each : outline_.parameters) add(each.entry, SymbolKind::parameter, "logical-id", each.type, section);
      else if (name == "Resources")
        for (const Resource& each : outline_.resources) add(each.entry, SymbolKind::resource, "logical-id", each.type, section);
      else if (name == "Conditions")
        for (const Named& each : outline_.conditions) add(each.entry, SymbolKind::condition, "condition", {}, section);
      else if (name == "Mappings")
        for (const Named& each : outline_.mappings) add(each.entry, SymbolKind::mapping, "mapping", {}, section);
      else if (name == "Rules")
        for (const Named& each : outline_.rules) add(each.entry, SymbolKind::rule, "rule", {}, section);
      else if (name == "Outputs")
        for (const Named& each : outline_.outputs) add_output(each, section);
    }
  }

  void uses() {
    for (const Resource& each : outline_.resources) {
      attribute_condition(each.body);
      depends_on(each.body.find("DependsOn"));
    }
    for (const Named& each : outline_.outputs) attribute_condition(each.body);
    const syntax::Tree& tree = *outline_.root.tree();
    for (const std::string_view section : {"Conditions", "Rules", "Resources", "Outputs", "Globals", "Hooks"}) {
      const syntax::Node entry = outline_.root.find_entry(section);
      if (!entry) continue;
      const syntax::Node next = entry.next_sibling();
      const std::uint32_t end = next ? next.id() : end_of(entry);
      const bool conditions = section == std::string_view("Conditions") || section == std::string_view("Rules");
      for (std::uint32_t id = entry.id(); id < end; ++id) function(syntax::Node(&tree, id), conditions);
    }
    map_keys_.add_definitions(outline_, out_);
    add_substitutions(outline_, out_);
  }

 private:
  std::int32_t add(syntax::Node entry, SymbolKind kind, std::string_view space, std::string_view detail, std::int32_t parent) {
    Symbol symbol;
    symbol.name = entry.key().text();
    symbol.space = space;
    symbol.kind = kind;
    symbol.detail = detail;
    symbol.name_range = inner_range(entry.key());
    symbol.range = entry.range();
    symbol.parent = parent;
    out_.symbols.push_back(std::move(symbol));
    return static_cast<std::int32_t>(out_.symbols.size() - 1);
  }

  void add_output(const Named& output, std::int32_t section) {
    const std::int32_t parent = add(output.entry, SymbolKind::output, "output", {}, section);
    const syntax::Node name = output.body.find("Export").find("Name");
    if (!name.is_scalar() || model::is_intrinsic(name)) return;
    Symbol symbol;
    symbol.name = name.text();
    symbol.space = "export";
    symbol.kind = SymbolKind::variable;
    symbol.name_range = inner_range(name);
    symbol.range = name.range();
    symbol.parent = parent;
    out_.symbols.push_back(std::move(symbol));
  }

  void use(std::string_view name, std::string_view space, Range range, std::string_view role) {
    if (name.empty() || name.find("${") != std::string_view::npos || name.find("&{") != std::string_view::npos) return;
    out_.uses.push_back({std::string(name), std::string(space), range, std::string(role), {}});
  }

  void attribute_condition(syntax::Node body) {
    const syntax::Node name = body.find("Condition");
    if (name.is_scalar()) use(name.text(), "condition", inner_range(name), "Condition");
  }

  void depends_on(syntax::Node node) {
    node = node.resolved();
    if (node.is_scalar()) use(node.text(), "logical-id", inner_range(node), "DependsOn");
    for (const syntax::Node each : node.children())
      if (each.is_scalar()) use(each.text(), "logical-id", inner_range(each), "DependsOn");
  }

  // The id behind the last node below this one: nodes stand in pre-order.
  static std::uint32_t end_of(syntax::Node node) {
    for (syntax::Node at = node; at; at = at.parent())
      if (const syntax::Node next = at.next_sibling()) return next.id();
    return node.tree()->node_count();
  }

  void function(syntax::Node node, bool in_conditions) {
    const auto function = model::intrinsic(node);
    if (!function) return;
    const syntax::Node argument = function->argument;
    if (function->name == "Ref") {
      if (argument.is_scalar() && !is_loop_variable(argument)) use(argument.text(), "logical-id", inner_range(argument), "Ref");
    } else if (function->name == "Fn::GetAtt") {
      if (const auto get = attribute_use(*function); get && !get->id.empty() && get->id_node.is_scalar())
        use(get->id, "logical-id", get->id_node == get->attribute_node ? get->id_range : inner_range(get->id_node), "GetAtt");
    } else if (function->name == "Fn::Sub") {
      sub(argument);
    } else if (function->name == "Condition") {
      if (argument.is_scalar() && (in_conditions || function->short_form)) use(argument.text(), "condition", inner_range(argument), "Condition");
    } else if (function->name == "Fn::If") {
      const syntax::Node name = item(argument, 0);
      if (name.is_scalar() && !model::is_intrinsic(name)) use(name.text(), "condition", inner_range(name), "If");
    } else if (function->name == "Fn::FindInMap") {
      const syntax::Node name = item(argument, 0);
      if (name.is_scalar() && !model::is_intrinsic(name)) use(name.text(), "mapping", inner_range(name), "FindInMap");
      map_keys_.look_up(argument, out_);
    } else if (function->name == "Fn::ImportValue") {
      if (argument.is_scalar()) use(argument.text(), "export", inner_range(argument), "ImportValue");
    }
  }

  void sub(syntax::Node argument) {
    const syntax::Node text = argument.is_sequence() ? item(argument, 0) : argument;
    const syntax::Node map = argument.is_sequence() ? item(argument, 1) : syntax::Node{};
    for (const model::SubPart& part : model::sub_parts(text)) {
      if (part.literal || map.find_entry(part.text)) continue;
      const std::size_t dot = part.text.find('.');
      const std::string_view name = std::string_view(part.text).substr(0, dot);
      Range range = part.text_range;
      if (dot != std::string::npos) range.end = std::min(range.end, range.begin + static_cast<Offset>(dot));
      if (!is_loop_name(text, name)) use(name, "logical-id", range, "Sub");
    }
    add_sub_variables(text, map, out_);
  }

  // A name that a Fn::ForEach around the node binds.
  bool is_loop_name(syntax::Node node, std::string_view name) const {
    if (!outline_.language_extensions) return false;
    for (syntax::Node at = node; at; at = at.parent()) {
      if (at.kind() != syntax::NodeKind::entry || !at.key().is_scalar() || !at.key().text().starts_with("Fn::ForEach::")) continue;
      if (item(at.value(), 0).is(name)) return true;
    }
    return false;
  }
  bool is_loop_variable(syntax::Node name) const { return is_loop_name(name, name.text()); }

  const Template& outline_;
  Symbols& out_;
  MapKeys map_keys_;
};

}  // namespace

Symbols template_symbols(const model::Document& document, const pack::Pack&) {
  Symbols symbols;
  const Template* known = outline(document);
  if (known == nullptr || !known->root) return symbols;
  Collector collector(*known, symbols);
  collector.definitions();
  collector.uses();
  add_nested_uses(document, *known, symbols);
  return symbols;
}

}  // namespace cribsheet::kinds::cloudformation
