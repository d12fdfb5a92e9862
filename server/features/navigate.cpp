#include "features/navigate.h"

#include <algorithm>
#include <filesystem>

#include "features/note_editing.h"
#include "features/other_document.h"
#include "features/spot.h"
#include "features/symbols.h"
#include "kinds/cloudformation/answers.h"
#include "kinds/cloudformation/serverless.h"

namespace cribsheet::features {
namespace {

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

// A name and the document that it belongs to: the one that is asked about, or the one that a use of it names.
struct Home {
  Named named;
  std::shared_ptr<const model::Document> document;  // null: the one that is asked about
  std::shared_ptr<const kinds::Symbols> symbols;    // of `document`
  std::string path;
};
// Nothing where the cursor stands on no name. Where the file that a use names is not there, `symbols` is null.
std::optional<Home> home_at(const Snapshot& snapshot, const model::Document& document, const std::shared_ptr<const kinds::Symbols>& all, Offset offset) {
  const auto named = named_at(*all, offset);
  if (!named) return std::nullopt;
  if (named->file.empty()) return Home{*named, nullptr, all, document.path};
  Home home{*named, nullptr, nullptr, beside(document, named->file)};
  home.document = document_at(snapshot, home.path);
  if (home.document) home.symbols = symbols(*home.document, *snapshot.pack);
  return home;
}

// The definitions and uses of a name in one document, as they stand in the text.
std::vector<Highlight> occurrences(const model::Document& document, const kinds::Symbols& symbols, const Home& home) {
  const auto& named = home.named;
  const bool at_home = document.path == home.path || kinds::shared_space(named.space);
  std::vector<Highlight> found;
  for (const auto& symbol : symbols.symbols) {
    if (at_home && symbol.name == named.name && symbol.space == named.space) found.push_back({symbol.name_range, true});
  }
  for (const auto& use : symbols.uses) {
    if (use.name != named.name || use.space != named.space) continue;
    if (use.file.empty() ? at_home : beside(document, use.file) == home.path) found.push_back({use.range, false});
  }
  std::sort(found.begin(), found.end(), [](const Highlight& a, const Highlight& b) { return a.range.begin < b.range.begin; });
  return found;
}

// Whether other documents may name it: what is exported, and the parameters and outputs of a nested stack.
bool is_seen_from_outside(const Home& home) {
  if (kinds::shared_space(home.named.space) || !home.named.file.empty()) return true;
  const auto* definition = home.symbols ? definition_of(*home.symbols, home.named.name, home.named.space) : nullptr;
  return definition && (definition->kind == kinds::SymbolKind::parameter || definition->kind == kinds::SymbolKind::output);
}

// Calls `add(document, text, symbols)` for the asked document (as null), and for each other one that may name it.
template <class Add>
void everywhere(const Snapshot& snapshot, const model::Document& document, const std::shared_ptr<const kinds::Symbols>& all, const Home& home, Add add) {
  add(std::shared_ptr<const model::Document>(), document, *all);
  if (!is_seen_from_outside(home)) return;
  bool at_home = !home.document;
  const auto file = std::filesystem::path(home.path).filename().string();  // stands in whatever names the home as a file
  for (const auto& other : others(snapshot, document, home.named.name)) {
    const bool is_home = other->path == home.path;
    if (!is_home && !kinds::shared_space(home.named.space) && other->text().find(file) == std::string_view::npos) continue;
    at_home = at_home || is_home;
    add(other, *other, *symbols(*other, *snapshot.pack));
  }
  if (!at_home) add(home.document, *home.document, *home.symbols);
}

// The resource that SAM makes another one of this name of; empty: none.
std::string_view owner_of_made(const model::Document& document, const Named& named) {
  const auto* outline = named.space == "logical-id" ? kinds::cloudformation::outline(document) : nullptr;
  if (outline == nullptr) return {};
  for (const auto& made : kinds::cloudformation::made_by_sam(*outline))
    if (made.owner != nullptr && made.id == named.name) return made.owner->id;
  return {};
}

// `WorkerRole` for the function `Worker`: names that SAM begins with the resource's, which become others when that does.
void rename_made(const model::Document& document, const kinds::Symbols& symbols, const Named& named, const std::string& name, std::vector<TextEdit>& edits) {
  const auto* outline = named.space == "logical-id" ? kinds::cloudformation::outline(document) : nullptr;
  const auto* owner = outline == nullptr ? nullptr : outline->resource(named.name);
  if (owner == nullptr) return;
  for (const auto& made : kinds::cloudformation::made_of(*outline, *owner)) {
    if (made.id == named.name || !made.id.starts_with(named.name) || outline->resource(made.id) != nullptr) continue;
    for (const auto& use : symbols.uses) {
      if (use.file.empty() && use.space == named.space && use.name == made.id)
        edits.push_back({{use.range.begin, use.range.begin + static_cast<Offset>(named.name.size())}, name});
    }
  }
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
  std::vector<Target> targets;
  auto add = [&](const std::shared_ptr<const model::Document>& where, const kinds::Symbols& theirs, const Named& named) {
    for (const auto& symbol : theirs.symbols) {
      if (symbol.name == named.name && symbol.space == named.space) targets.push_back({where, named.range, symbol.range, symbol.name_range});
    }
  };
  const auto home = home_at(snapshot, document, all, offset);
  if (!home) {
    if (const auto owner = kinds::cloudformation::attribute_owner(document, offset)) add(nullptr, *all, {owner->id, "logical-id", owner->range, {}, {}});
    return targets;
  }
  if (home->symbols) add(home->document, *home->symbols, home->named);
  if (targets.empty() && home->symbols) {
    auto owner = home->named;
    owner.name = owner_of_made(document, home->named);
    if (!owner.name.empty()) add(home->document, *home->symbols, owner);
  }
  if (targets.empty() && kinds::shared_space(home->named.space)) {
    for (const auto& other : others(snapshot, document, home->named.name)) add(other, *symbols(*other, *snapshot.pack), home->named);
  }
  return targets;
}

std::vector<Place> references(const Snapshot& snapshot, const model::Document& document, Offset offset, bool with_declaration) {
  if (is_note(document)) return note_references(snapshot, document, offset);
  const auto all = symbols(document, *snapshot.pack);
  const auto home = home_at(snapshot, document, all, offset);
  // No name of the template's own: a property, of which the notes may say something.
  if (!home) return notes_about(snapshot, cursor_at(document, *snapshot.pack, offset).place.entity);
  std::vector<Place> places;
  everywhere(snapshot, document, all, *home, [&](const auto& where, const model::Document& text, const kinds::Symbols& theirs) {
    for (const auto& occurrence : occurrences(text, theirs, *home)) {
      if (with_declaration || !occurrence.definition) places.push_back({where, occurrence.range});
    }
  });
  return places;
}

std::vector<Highlight> highlights(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  if (is_note(document)) return note_highlights(snapshot, document, offset);
  const auto all = symbols(document, *snapshot.pack);
  const auto home = home_at(snapshot, document, all, offset);
  return home ? occurrences(document, *all, *home) : std::vector<Highlight>();
}

std::optional<Renamable> renamable(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  if (is_note(document)) return note_renamable(snapshot, document, offset);
  const auto home = home_at(snapshot, document, symbols(document, *snapshot.pack), offset);
  if (!home || !home->symbols || home->named.space.empty()) return std::nullopt;
  // Keys of the format itself ("Resources", "phases") are no names of the person's.
  const auto* definition = definition_of(*home->symbols, home->named.name, home->named.space);
  if (!definition) return std::nullopt;
  switch (definition->kind) {
    case kinds::SymbolKind::section:
    case kinds::SymbolKind::key:
    case kinds::SymbolKind::phase:
    case kinds::SymbolKind::property: return std::nullopt;
    default: return Renamable{home->named.range, std::string(home->named.name)};
  }
}

Result<std::vector<Renaming>> rename(const Snapshot& snapshot, const model::Document& document, Offset offset, const std::string& name) {
  if (!renamable(snapshot, document, offset)) return Error{"Nothing here can be renamed: put the cursor on a name that this document defines"};
  if (is_note(document)) {
    if (name.empty() || name.find_first_of("\r\n") != std::string::npos) return Error{"A heading must stand on one line"};
    return note_rename(snapshot, document, offset, name);
  }
  const auto all = symbols(document, *snapshot.pack);
  const auto home = home_at(snapshot, document, all, offset);
  if (auto problem = objection(name, home->named.space); !problem.empty()) return Error{problem};
  if (name != home->named.name && definition_of(*home->symbols, name, home->named.space)) return Error{"There is already a " + name + " here"};
  std::vector<Renaming> renamings;
  everywhere(snapshot, document, all, *home, [&](const auto& where, const model::Document& text, const kinds::Symbols& theirs) {
    Renaming renaming{where, {}};
    for (const auto& occurrence : occurrences(text, theirs, *home)) renaming.edits.push_back({occurrence.range, spelled(text, occurrence.range, name)});
    if (!where && !home->document) rename_made(text, theirs, home->named, name, renaming.edits);
    if (!renaming.edits.empty()) renamings.push_back(std::move(renaming));
  });
  return renamings;
}

}  // namespace cribsheet::features
