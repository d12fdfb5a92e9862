#include "features/symbols.h"

#include <array>
#include <mutex>

namespace cribsheet::features {
namespace {

struct Remembered {
  std::weak_ptr<const syntax::Tree> tree;
  std::string kind;
  std::shared_ptr<const kinds::Symbols> symbols;
};

void map_back(kinds::Symbols& inner, const syntax::SourceMap& map) {
  for (auto& symbol : inner.symbols) {
    symbol.range = map.to_source(symbol.range);
    symbol.name_range = map.to_source(symbol.name_range);
  }
  for (auto& use : inner.uses) use.range = map.to_source(use.range);
}

// The deepest symbol whose range holds the part.
std::int32_t holder(const std::vector<kinds::Symbol>& symbols, Range range) {
  std::int32_t best = -1;
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    if (symbols[i].range.contains(range) && (best < 0 || symbols[i].range.size() <= symbols[static_cast<std::size_t>(best)].range.size()))
      best = static_cast<std::int32_t>(i);
  }
  return best;
}

// A part's names live in a space of their own: two state machines in one template may both have a state `Start`.
void add_part(kinds::Symbols& all, kinds::Symbols part, Range range) {
  const auto first = static_cast<std::int32_t>(all.symbols.size());
  const auto parent = holder(all.symbols, range);
  const auto suffix = "@" + std::to_string(range.begin);
  for (auto& symbol : part.symbols) {
    symbol.parent = symbol.parent < 0 ? parent : symbol.parent + first;
    symbol.space += suffix;
    all.symbols.push_back(std::move(symbol));
  }
  for (auto& use : part.uses) {
    use.space += suffix;
    all.uses.push_back(std::move(use));
  }
}

kinds::Symbols make(const model::Document& document, const pack::Pack& pack) {
  const auto* kind = kinds::kind(document.kind);
  if (!kind) return {};
  auto all = kind->symbols(document, pack);
  model::Document subtree;  // one for all: its line index is not copied for each
  for (const auto& part : kind->parts(document, pack)) {
    const auto* inner_kind = kinds::kind(part.kind);
    if (!inner_kind) continue;
    const auto range = part.node.range();
    if (!part.node.is_scalar()) {
      if (!subtree.tree) {
        subtree.path = document.path;
        subtree.in_template = true;
        subtree.tree = document.tree;
        subtree.lines = document.lines;
      }
      subtree.kind = part.kind;
      subtree.top = part.node;
      add_part(all, inner_kind->symbols(subtree, pack), range);
      continue;
    }
    model::Document inner;
    inner.path = document.path;
    inner.kind = part.kind;
    inner.in_template = true;
    if (const auto embedded = model::embedded(part.node, syntax::language_of("", part.node.text()))) {
      inner.tree = embedded->tree;
      inner.lines = LineIndex(inner.tree->text());
      inner.analysis = inner_kind->analyse(inner, pack);
      auto found = inner_kind->symbols(inner, pack);
      map_back(found, embedded->map);
      add_part(all, std::move(found), range);
    }
  }
  return all;
}

}  // namespace

std::shared_ptr<const kinds::Symbols> symbols(const model::Document& document, const pack::Pack& pack) {
  static std::mutex mutex;
  static std::array<Remembered, 8> remembered;
  static std::size_t next = 0;
  {
    const std::lock_guard lock(mutex);
    for (const auto& one : remembered) {
      if (one.kind == document.kind && one.symbols && one.tree.lock() == document.tree) return one.symbols;
    }
  }
  auto made = std::make_shared<const kinds::Symbols>(make(document, pack));
  const std::lock_guard lock(mutex);
  remembered[next++ % remembered.size()] = {document.tree, document.kind, made};
  return made;
}

std::optional<Named> named_at(const kinds::Symbols& symbols, Offset offset) {
  std::optional<Named> best;
  auto consider = [&](std::string_view name, std::string_view space, Range range, std::string_view role, std::string_view file) {
    if (!range.touches(offset)) return;
    // A name under the cursor is better than one that ends there; a short one better than a long one.
    const bool better = !best || (range.contains(offset) && !best->range.contains(offset)) ||
                        (range.contains(offset) == best->range.contains(offset) && range.size() < best->range.size());
    if (better) best = Named{name, space, range, role, file};
  };
  for (const auto& symbol : symbols.symbols) consider(symbol.name, symbol.space, symbol.name_range, {}, {});
  for (const auto& use : symbols.uses) consider(use.name, use.space, use.range, use.role, use.file);
  return best;
}

const kinds::Symbol* definition_of(const kinds::Symbols& symbols, std::string_view name, std::string_view space) {
  for (const auto& symbol : symbols.symbols) {
    if (symbol.name == name && symbol.space == space) return &symbol;
  }
  return nullptr;
}

}  // namespace cribsheet::features
