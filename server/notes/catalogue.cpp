#include "notes/catalogue.h"

#include <algorithm>

#include "notes/specification.h"

namespace cribsheet::notes {
namespace {

bool takes_numbers(const pack::Shape& shape) {
  if (shape.types() & (pack::type_integer | pack::type_number)) return true;
  for (const auto& list : {shape.all_of(), shape.any_of(), shape.one_of()}) {
    for (const pack::Shape& each : list)
      if (each.types() & (pack::type_integer | pack::type_number)) return true;
  }
  return false;
}

}  // namespace

Catalogue::Catalogue(const Names& names, const pack::Pack* pack, const std::vector<std::vector<std::string_view>>& units) {
  for (const auto& row : units) {
    if (row.size() > 1 && !row[0].empty() && row[0] != "entity") units_.emplace_back(row[0], row[1]);
  }
  std::vector<std::string> entities;
  std::vector<std::string> types;
  for (const auto& [entity, entry] : names.entries()) {
    const Entity read = read_entity(entity);
    if (read.kind == EntityKind::type) types.push_back(entity);
    if (!entry.names.empty() || read.kind == EntityKind::property || read.kind == EntityKind::variable || read.kind == EntityKind::section)
      entities.push_back(entity);
  }
  if (pack) {
    for (const std::string& type : types) {
      const pack::Shape shape = pack->resource_type(type).shape();
      for (std::size_t i = 0; i < shape.property_count(); ++i) {
        const pack::Property property = shape.property(i);
        if (!property.read_only && (takes_numbers(property.shape) || !property.shape.enum_values().empty()))
          entities.push_back(type + "." + std::string(property.name));
      }
    }
  }
  std::sort(entities.begin(), entities.end());
  entities.erase(std::unique(entities.begin(), entities.end()), entities.end());
  for (const std::string& entity : entities) {
    if (!entity.starts_with("*") && !entity.ends_with(":")) add(entity, names, pack);
  }
}

void Catalogue::add(const std::string& entity, const Names& names, const pack::Pack* pack) {
  Bound bound;
  bound.entity = entity;
  bound.query = query_for(entity, names);
  unit_of(bound);
  const EntityKind kind = bound.query.entity.kind;
  bound.binds = kind == EntityKind::property || kind == EntityKind::variable || kind == EntityKind::section;
  bound.numeric = bound.unit.has_value();
  if (pack && bound.query.entity.kind == EntityKind::property) {
    const Specification spec = specification_of(*pack, bound.query.entity);
    if (spec.known) bound.numeric = spec.numeric || bound.total;
  }
  const auto id = static_cast<std::uint32_t>(all_.size());
  const bool by_number = bound.numeric || !bound.query.entity.value.empty();
  const Wanted most = !bound.binds ? Wanted::all : by_number ? Wanted::numeric : Wanted::binding;
  for (const Term& term : bound.query.terms) {
    const Phrase words = term.literal.empty() ? term.words : phrase_of(term.literal);
    const std::uint32_t first = words.empty() ? 0 : words.front();
    Starts& starts = by_word_[first];
    if (starts.ids.empty() || starts.ids.back() != id) starts.ids.push_back(id);
    starts.terms.push_back({term.bits, id, most, term.alone});
    may_start_.set(first % may_start_.size());
  }
  homes_.push_back(bound.query.own | bound.query.wider);
  by_entity_.emplace(entity, all_.size());
  all_.push_back(std::move(bound));
}

void Catalogue::unit_of(Bound& bound) const {
  const std::string_view entity = bound.entity;
  const std::string_view last = entity.substr(entity.find_last_of(".:") + 1);
  for (const auto& [pattern, unit] : units_) {
    const std::string_view p = pattern;
    const bool fits =
        p == entity || (p.starts_with("*.") && last == p.substr(2)) || (p.starts_with("*") && !p.starts_with("*.") && last.ends_with(p.substr(1)));
    if (!fits) continue;
    std::string_view name = unit;
    if (name.starts_with("total ")) {
      bound.total = true;
      name.remove_prefix(6);
    }
    bound.unit = unit_called(name);
    return;
  }
}

std::vector<std::uint32_t> Catalogue::named_by(const Words& words, const Outlook& outlook, Wanted wanted) const {
  std::vector<std::uint32_t> ids;
  for (const auto* list : {&words.whole, &words.parts}) {
    if (list == &words.parts && words.parts.size() == words.whole.size()) break;  // no humps: the same words
    for (const Word& word : *list) {
      if (!may_start_[word.hash % may_start_.size()]) continue;
      const auto found = by_word_.find(word.hash);
      if (found == by_word_.end()) continue;
      for (const Start& start : found->second.terms) {
        if ((start.words & ~outlook.words) != 0 || start.most < wanted) continue;
        if (!ids.empty() && ids.back() == start.id) continue;
        if (start.alone || !outlook.elsewhere || (homes_[start.id] & outlook.near).any()) ids.push_back(start.id);
      }
    }
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

const std::vector<std::uint32_t>& Catalogue::starting_with(std::uint32_t word) const {
  static const std::vector<std::uint32_t> none;
  const auto found = by_word_.find(word);
  return found == by_word_.end() ? none : found->second.ids;
}

const Catalogue::Bound* Catalogue::property_called(std::string_view type, std::string_view word) const {
  const Phrase phrase = phrase_of(word);
  if (phrase.size() != 1) return nullptr;
  for (const std::uint32_t id : starting_with(phrase.front())) {
    const Bound& bound = all_[id];
    if (bound.query.entity.name != type || !bound.query.entity.value.empty() || !bound.numeric) continue;
    if (phrase_of(bound.query.entity.path.back()) == phrase) return &bound;
  }
  return nullptr;
}

}  // namespace cribsheet::notes
