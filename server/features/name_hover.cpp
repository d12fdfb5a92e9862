#include "features/name_hover.h"

#include <filesystem>

#include "features/navigate.h"
#include "features/symbols.h"
#include "kinds/cloudformation/call.h"
#include "kinds/local_names.h"
#include "kinds/quoted_source.h"

namespace cribsheet::features {
namespace {

constexpr std::size_t kLarge = 64u << 10;  // bytes; in larger documents the names are only worked out where one may stand

bool may_stand_at(const model::Document& document, Offset offset) {
  return document.text().size() < kLarge || kinds::cloudformation::call_around(document.tree->node_at(offset)).has_value();
}

syntax::Node entry_around(syntax::Node node) {
  while (node && node.kind() != syntax::NodeKind::entry) node = node.parent();
  return node;
}

// An export's name stands in its output, two entries deeper.
syntax::Node entry_of(const model::Document& document, const Named& named, const Target& target) {
  auto entry = entry_around(document.tree->node_at(target.name_range.begin));
  for (int i = 0; i < 2 && entry && kinds::shared_space(named.space); ++i) entry = entry_around(entry.parent());
  return entry;
}

// Cells of mappings are explained by their kind: by the values they hold.
bool is_cell(std::string_view space) {
  return space.starts_with(kinds::local_space("first-key", {})) || space.starts_with(kinds::local_space("second-key", {}));
}

bool is_elsewhere(const Named& named) {
  return !named.file.empty() || (kinds::shared_space(named.space) && !named.role.empty()) || (kinds::is_local(named.space) && !is_cell(named.space));
}

// The line that sets a variable, of a text of commands.
std::string command_line(const model::Document& document, Offset offset) {
  const auto line = document.lines.line(document.lines.line_of(offset));
  auto text = document.text().substr(line.begin, line.size());
  text.remove_prefix(std::min(text.find_first_not_of(" -"), text.size()));
  return "```sh\n" + std::string(text) + "\n```";
}

}  // namespace

std::optional<Hover> name_hover(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  if (!may_stand_at(document, offset)) return std::nullopt;
  const auto all = symbols(document, *snapshot.pack);
  const auto named = named_at(*all, offset);
  if (!named || !is_elsewhere(*named)) return std::nullopt;
  const auto targets = definitions(snapshot, document, offset);
  if (targets.empty()) return std::nullopt;
  const auto& where = targets[0].document ? *targets[0].document : document;
  Hover hover;
  hover.range = named->range;
  hover.title = named->name;
  if (&where != &document) hover.facts.emplace_back("In", "`" + std::filesystem::path(where.path).filename().string() + "`");
  const auto entry = entry_of(where, *named, targets[0]);
  const bool is_entry = entry && (kinds::shared_space(named->space) || entry.key().range().touches(targets[0].name_range.begin));
  hover.sections.push_back(is_entry ? kinds::quoted_source(entry) : command_line(where, targets[0].name_range.begin));
  if (const auto description = is_entry ? entry.value().find("Description") : syntax::Node(); description.is_scalar()) hover.doc = description.text();
  return hover;
}

}  // namespace cribsheet::features
