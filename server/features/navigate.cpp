#include "features/navigate.h"

#include <algorithm>
#include <filesystem>

#include "features/note_editing.h"
#include "features/spot.h"
#include "features/symbols.h"

namespace cribsheet::features {
namespace {

// Definition first, then its uses, as they stand in the text.
std::vector<Highlight> occurrences(const kinds::Symbols& symbols, const Named& named) {
  std::vector<Highlight> found;
  for (const auto& symbol : symbols.symbols) {
    if (named.file.empty() && symbol.name == named.name && symbol.space == named.space) found.push_back({symbol.name_range, true});
  }
  for (const auto& use : symbols.uses) {
    if (use.name == named.name && use.space == named.space && use.file == named.file) found.push_back({use.range, false});
  }
  std::sort(found.begin(), found.end(), [](const Highlight& a, const Highlight& b) { return a.range.begin < b.range.begin; });
  return found;
}

// The document that a use names, an open one before the one on disk; null: not in the workspace.
std::shared_ptr<const model::Document> file_of(const Snapshot& snapshot, const model::Document& document, std::string_view file) {
  const auto path = (std::filesystem::path(document.path).parent_path() / file).lexically_normal().string();
  if (const auto open = snapshot.open.find(path); open != snapshot.open.end()) return open->second;
  return snapshot.files ? snapshot.files->document(path) : nullptr;
}

// The workspace's other documents whose text holds the name.
std::vector<std::shared_ptr<const model::Document>> others(const Snapshot& snapshot, const model::Document& document, std::string_view name) {
  std::vector<std::shared_ptr<const model::Document>> found;
  auto add = [&](const std::shared_ptr<const model::Document>& other) {
    if (other && other->path != document.path && other->text().find(name) != std::string_view::npos) found.push_back(other);
  };
  for (const auto& [path, other] : snapshot.open) add(other);
  if (!snapshot.files) return found;
  for (const auto& path : snapshot.files->known()) {
    if (!snapshot.open.contains(path)) add(snapshot.files->document(path));
  }
  return found;
}

bool is_logical(std::string_view space) { return space == "logical-id" || space == "condition" || space == "mapping" || space == "rule"; }

bool is_alphanumeric(std::string_view name) {
  return !name.empty() &&
         std::all_of(name.begin(), name.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

// Why a name can't stand in this space; empty: it can.
std::string objection(std::string_view name, std::string_view space) {
  if (name.empty()) return "A name must not be empty";
  if (is_logical(space) && !is_alphanumeric(name)) return "A name here must be made of letters and digits only";
  if (name.find_first_of("\r\n\t") != std::string_view::npos) return "A name must stand on one line";
  return {};
}

// The text that puts the name where the old one stood: quoted as it was, and quoted where a plain scalar would read differently.
std::string spelled(const model::Document& document, Range range, const std::string& name) {
  const auto node = document.tree->node_at(range.begin);
  if (node.is_scalar() && node.style() == syntax::Style::single_quoted) {
    std::string quoted;
    for (const char c : name) quoted += c == '\'' ? std::string("''") : std::string(1, c);
    return quoted;
  }
  if (node.is_scalar() && node.style() == syntax::Style::double_quoted) {
    std::string quoted;
    for (const char c : name) quoted += (c == '"' || c == '\\') ? std::string("\\") + c : std::string(1, c);
    return quoted;
  }
  const bool whole = node.is_scalar() && node.range() == range;
  const bool safe =
      name.find_first_of(":#{}[],&*!|>'\"%@`") == std::string::npos && name.front() != ' ' && name.back() != ' ' && name.front() != '-' && name.front() != '?';
  if (!whole || safe) return name;
  std::string quoted = "'";
  for (const char c : name) quoted += c == '\'' ? std::string("''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace

std::vector<Target> definitions(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  if (is_note(document)) return note_definitions(snapshot, document, offset);
  const auto all = symbols(document, *snapshot.pack);
  const auto named = named_at(*all, offset);
  if (!named) return {};
  std::vector<Target> targets;
  auto add = [&](const std::shared_ptr<const model::Document>& where, const kinds::Symbols& theirs) {
    for (const auto& symbol : theirs.symbols) {
      if (symbol.name == named->name && symbol.space == named->space) targets.push_back({where, named->range, symbol.range, symbol.name_range});
    }
  };
  if (!named->file.empty()) {
    if (const auto other = file_of(snapshot, document, named->file)) add(other, *symbols(*other, *snapshot.pack));
    return targets;
  }
  add(nullptr, *all);
  if (targets.empty() && kinds::shared_space(named->space)) {
    for (const auto& other : others(snapshot, document, named->name)) add(other, *symbols(*other, *snapshot.pack));
  }
  return targets;
}

std::vector<Place> references(const Snapshot& snapshot, const model::Document& document, Offset offset, bool with_declaration) {
  if (is_note(document)) return note_references(snapshot, document, offset);
  const auto all = symbols(document, *snapshot.pack);
  const auto named = named_at(*all, offset);
  // No name of the template's own: a property, of which the notes may say something.
  if (!named) return notes_about(snapshot, cursor_at(document, *snapshot.pack, offset).place.entity);
  std::vector<Place> places;
  auto add = [&](const std::shared_ptr<const model::Document>& where, const kinds::Symbols& theirs) {
    for (const auto& occurrence : occurrences(theirs, *named)) {
      if (with_declaration || !occurrence.definition) places.push_back({where, occurrence.range});
    }
  };
  add(nullptr, *all);
  if (kinds::shared_space(named->space)) {
    for (const auto& other : others(snapshot, document, named->name)) add(other, *symbols(*other, *snapshot.pack));
  }
  return places;
}

std::vector<Highlight> highlights(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  if (is_note(document)) return note_highlights(snapshot, document, offset);
  const auto all = symbols(document, *snapshot.pack);
  const auto named = named_at(*all, offset);
  return named ? occurrences(*all, *named) : std::vector<Highlight>();
}

std::optional<Renamable> renamable(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  if (is_note(document)) return note_renamable(snapshot, document, offset);
  const auto all = symbols(document, *snapshot.pack);
  const auto named = named_at(*all, offset);
  if (!named || !named->file.empty()) return std::nullopt;
  // Keys of the format itself ("Resources", "phases") are no names of the person's.
  const auto* definition = definition_of(*all, named->name, named->space);
  if (!definition || named->space.empty()) return std::nullopt;
  switch (definition->kind) {
    case kinds::SymbolKind::section:
    case kinds::SymbolKind::key:
    case kinds::SymbolKind::phase:
    case kinds::SymbolKind::property: return std::nullopt;
    default: return Renamable{named->range, std::string(named->name)};
  }
}

Result<std::vector<Renaming>> rename(const Snapshot& snapshot, const model::Document& document, Offset offset, const std::string& name) {
  if (!renamable(snapshot, document, offset)) return Error{"Nothing here can be renamed: put the cursor on a name that this document defines"};
  if (is_note(document)) {
    if (name.empty() || name.find_first_of("\r\n") != std::string::npos) return Error{"A heading must stand on one line"};
    return note_rename(snapshot, document, offset, name);
  }
  const auto all = symbols(document, *snapshot.pack);
  const auto named = named_at(*all, offset);
  if (auto problem = objection(name, named->space); !problem.empty()) return Error{problem};
  if (name != named->name && definition_of(*all, name, named->space)) return Error{"There is already a " + name + " here"};
  std::vector<Renaming> renamings;
  auto add = [&](const std::shared_ptr<const model::Document>& where, const model::Document& text, const kinds::Symbols& theirs) {
    Renaming renaming{where, {}};
    for (const auto& occurrence : occurrences(theirs, *named)) renaming.edits.push_back({occurrence.range, spelled(text, occurrence.range, name)});
    if (!renaming.edits.empty()) renamings.push_back(std::move(renaming));
  };
  add(nullptr, document, *all);
  if (kinds::shared_space(named->space)) {
    for (const auto& other : others(snapshot, document, named->name)) add(other, *other, *symbols(*other, *snapshot.pack));
  }
  return renamings;
}

}  // namespace cribsheet::features
