#include "kinds/cloudformation/local_names.h"

#include "kinds/local_names.h"
#include "model/intrinsic.h"

namespace cribsheet::kinds::cloudformation {
namespace {

Range bare(syntax::Node scalar) { return scalar.map().to_source(Range{0, static_cast<Offset>(scalar.text().size())}); }

// Written out, with nothing in it that is filled in later.
bool is_written(syntax::Node node) {
  return node.is_scalar() && !model::is_intrinsic(node) && !node.text().empty() && node.text().find("${") == std::string_view::npos &&
         node.text().find("&{") == std::string_view::npos;
}

void define(syntax::Node entry, const std::string& space, SymbolKind kind, Symbols& symbols) {
  if (!entry.key().is_scalar() || entry.key().text().empty()) return;
  Symbol symbol;
  symbol.name = entry.key().text();
  symbol.space = space;
  symbol.kind = kind;
  symbol.name_range = bare(entry.key());
  symbol.range = entry.range();
  symbols.symbols.push_back(std::move(symbol));
}

// Every `${Name}` of a text whose name the map has.
void add_placeholders(syntax::Node text, syntax::Node map, const std::string& space, Symbols& symbols) {
  if (text.text().find("${") == std::string_view::npos) return;
  for (const auto& part : model::sub_parts(text)) {
    if (!part.literal && map.find_entry(part.text)) symbols.uses.push_back({part.text, space, part.text_range, "Sub", {}});
  }
}

bool is_state_machine(std::string_view type) { return type == "AWS::StepFunctions::StateMachine" || type == "AWS::Serverless::StateMachine"; }

// The map beside the definition that the node stands in; nothing where it is in none.
syntax::Node substitutions_around(syntax::Node node) {
  for (; node; node = node.parent()) {
    if (node.kind() == syntax::NodeKind::entry && (node.key().is("Definition") || node.key().is("DefinitionString")))
      if (const auto map = node.parent().find("DefinitionSubstitutions").resolved(); map.is_mapping()) return map;
  }
  return {};
}

}  // namespace

void add_sub_variables(syntax::Node text, syntax::Node map, Symbols& symbols) {
  map = map.resolved();
  if (!text.is_scalar() || !map.is_mapping() || map.child_count() == 0) return;
  const auto space = local_space("sub", std::to_string(map.range().begin));
  for (const auto entry : map.children()) define(entry, space, SymbolKind::variable, symbols);
  add_placeholders(text, map, space, symbols);
}

void MapKeys::look_up(syntax::Node argument, Symbols& symbols) {
  if (!argument.is_sequence() || argument.child_count() < 3) return;
  const auto map = argument.first_child(), first = map.next_sibling(), second = first.next_sibling();
  if (!is_written(map)) {
    any_map_ = true;
    return;
  }
  const std::string name(map.text());
  if (is_written(first)) symbols.uses.push_back({std::string(first.text()), local_space("first-key", name), bare(first), "FindInMap", {}});
  else computed_first_.insert(name);
  if (is_written(second)) symbols.uses.push_back({std::string(second.text()), local_space("second-key", name), bare(second), "FindInMap", {}});
  else computed_second_.insert(name);
}

void MapKeys::add_definitions(const Template& outline, Symbols& symbols) const {
  for (const auto& mapping : outline.mappings) {
    if (!mapping.entry.key().is_scalar()) continue;
    const auto name = mapping.entry.key().text();
    const auto kind_where = [&](const auto& computed) { return any_map_ || computed.contains(name) ? SymbolKind::key : SymbolKind::variable; };
    const auto first_kind = kind_where(computed_first_), second_kind = kind_where(computed_second_);
    const auto first_space = local_space("first-key", name), second_space = local_space("second-key", name);
    for (const auto first : mapping.body.children()) {
      define(first, first_space, first_kind, symbols);
      for (const auto second : first.value().resolved().children()) define(second, second_space, second_kind, symbols);
    }
  }
}

void add_substitutions(const Template& outline, Symbols& symbols) {
  for (const auto& resource : outline.resources) {
    if (!is_state_machine(resource.type)) continue;
    const auto map = resource.properties.find("DefinitionSubstitutions").resolved();
    if (!map.is_mapping()) continue;
    const auto space = local_space("substitution", std::to_string(map.range().begin));
    for (const auto entry : map.children()) define(entry, space, SymbolKind::variable, symbols);
    for (const std::string_view key : {"Definition", "DefinitionString"}) {
      const auto definition = resource.properties.find(key);
      if (!definition || model::is_intrinsic(definition)) continue;
      const auto end = definition.full_range().end;
      for (auto node = definition; node && node.full_range().begin < end; node = node.following()) {
        if (node.is_scalar()) add_placeholders(node, map, space, symbols);
      }
    }
  }
}

bool complete_substitution(const Cursor& cursor, std::vector<Completion>& list) {
  const auto node = cursor.node;
  const auto at = node.is_scalar() && !cursor.on_key ? node.map().from_source(cursor.offset) : std::nullopt;
  if (!at) return false;
  const auto text = node.text();
  const auto open = text.substr(0, *at).rfind("${");
  if (open == std::string_view::npos || text.substr(open, *at - open).find('}') != std::string_view::npos) return false;
  const auto map = substitutions_around(node);
  if (!map) return false;
  const auto next = text.find_first_of("}\"' \n", *at);
  const bool closed = next != std::string_view::npos && text[next] == '}';
  for (const auto entry : map.children()) {
    if (!entry.key().is_scalar()) continue;
    auto& item = list.emplace_back();
    item.label = entry.key().text();
    item.insert = item.label + (closed ? "" : "}");
    item.kind = "variable";
    item.detail = "of DefinitionSubstitutions";
    item.replace = {node.map().to_source(open + 2), cursor.offset};
  }
  return true;
}

}  // namespace cribsheet::kinds::cloudformation
