#include "notes/query.h"

#include <algorithm>
#include <array>

namespace cribsheet::notes {
namespace {

// Words that say how a value is given, not what it is.
constexpr std::array kPlain = {
    "Configuration", "Configurations", "Config", "Specification", "Settings",    "Setting",  "Enabled",      "Enable",     "Seconds",  "In",
    "Minutes",       "Name",           "Arn",    "ARN",           "Id",          "Ids",      "List",         "Properties", "Property", "Options",
    "Option",        "Behavior",       "Type",   "Types",         "Description", "Document", "Value",        "Values",     "Data",     "Info",
    "Definition",    "Policy",         "Mode",   "Parameters",    "Arns",        "Is",       "Associations", "And",        "Allowed"};

template <class List>
bool in_list(const List& list, std::string_view word) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view each) { return each == word; });
}

std::string joined(const std::vector<std::string>& parts, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) out += (out.empty() ? "" : " ") + parts[i];
  return out;
}

// The words that carry the meaning of a property's name: without the plain ones at its ends.
std::vector<std::string> meaning(const std::vector<std::string>& parts) {
  std::size_t from = 0;
  std::size_t to = parts.size();
  while (to > from + 1 && in_list(kPlain, parts[to - 1])) --to;
  while (from + 1 < to && (parts[from] == "Enable" || parts[from] == "Is" || parts[from] == "Default")) ++from;
  return {parts.begin() + static_cast<std::ptrdiff_t>(from), parts.begin() + static_cast<std::ptrdiff_t>(to)};
}

bool is_plain_value(std::string_view value) {
  return value == "true" || value == "false" || std::all_of(value.begin(), value.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

class Maker {
 public:
  Maker(const Names& names, Query& query) : names_(names), query_(query) {}

  void make(std::string_view text) {
    const Entity& e = query_.entity;
    home(text);
    switch (e.kind) {
      case EntityKind::service: service(); break;
      case EntityKind::type: type(); break;
      case EntityKind::property: property(); break;
      case EntityKind::attribute: attribute(); break;
      case EntityKind::function: function(); break;
      case EntityKind::section:
      case EntityKind::key: key(text); break;
      case EntityKind::action: action(text); break;
      case EntityKind::condition_key: condition_key(text); break;
      case EntityKind::element: named(text, e.name); break;
      case EntityKind::sam_policy:
      case EntityKind::parameter_type:
      case EntityKind::pseudo:
      case EntityKind::variable:
      case EntityKind::file: exact(text); break;
    }
    prune();
    if (e.kind != EntityKind::property && e.kind != EntityKind::type) return;
    for (const char* id : {"@cloudformation", "@sam"})
      if (const auto scope = names_.scope_with_id(id)) query_.templates.set(*scope);
  }

 private:
  const Names& names_;
  Query& query_;

  void home(std::string_view entity) {
    const Names::Home home = names_.home(entity);
    query_.own |= home.own;
    query_.wider |= home.wider;
  }

  void literal(std::string_view text, double weight, bool alone) {
    if (!text.empty()) query_.terms.push_back({{}, std::string(text), weight, alone, false, {}, {}});
  }
  void phrase(std::string_view text, double weight, bool alone = false) {
    Term term{phrase_of(text), {}, weight, alone, false, {}, std::string(text)};
    if (!term.words.empty()) query_.terms.push_back(std::move(term));
  }
  void context(std::string_view text) {
    Term term{phrase_of(text), {}, 1, false, false, {}, {}};
    if (!term.words.empty()) query_.context.push_back(std::move(term));
  }

  bool curated(std::string_view entity, bool as_context = false, double weight = 1) {
    const NameEntry* entry = names_.entry(entity);
    if (!entry) return false;
    for (const Name& name : entry->names) {
      Term term{
          name.words, name.literal ? name.text : std::string{}, (name.weak ? 0.6 : 1.0) * weight, name.alone && !as_context, true, names_.called(name.words),
          name.text};
      (as_context ? query_.context : query_.terms).push_back(std::move(term));
    }
    if (!as_context) query_.wider |= entry->places;
    return !entry->names.empty();
  }

  void service() {
    const std::string& name = query_.entity.name;
    if (const auto scope = names_.scope_called(name)) {
      query_.own.set(*scope);
      for (const Name& each : names_.scope_names(*scope)) query_.terms.push_back({each.words, {}, 1, true, true, {}, {}});
    } else {
      phrase(name, 1, true);
    }
  }

  void type() {
    const std::string& name = query_.entity.name;
    literal(name, 1.2, true);
    curated(name);
    const std::string_view last = std::string_view(name).substr(name.rfind(':') + 1);
    const auto parts = split_name(last);
    phrase(joined(parts, 0, parts.size()), parts.size() > 1 ? 0.9 : 0.6);
    if (parts.size() > 1) phrase(last, 0.95);
    const NameEntry* entry = names_.entry(name);
    if (!entry || !entry->names.empty()) return;
    for (const std::string& like : entry->like) also_type(like);
  }

  void also_type(const std::string& like) {
    home(like);
    if (const NameEntry* entry = names_.entry(like)) {
      for (const Name& each : entry->names) query_.terms.push_back({each.words, {}, 0.8, each.alone, true, {}, {}});
    }
  }

  // Rows for a property: the full path, the type's property of that name, any type's.
  bool curated_property(const std::string& type, bool with_value, bool as_context) {
    const Entity& e = query_.entity;
    const std::string value = with_value ? "=" + e.value : std::string{};
    std::string path = type;
    for (const std::string& step : e.path) path += "." + step;
    if (curated(path + value, as_context)) return true;
    const std::string& last = e.path.back();
    if (e.path.size() > 1 && curated(type + "." + last + value, as_context)) return true;
    if (e.path.size() > 1 && curated("*." + e.path[e.path.size() - 2] + "." + last + value, as_context)) return true;
    return curated("*." + last + value, as_context);
  }

  std::vector<std::string> types() {
    std::vector<std::string> all = {query_.entity.name};
    if (const NameEntry* entry = names_.entry(query_.entity.name)) {
      for (const std::string& like : entry->like) {
        all.push_back(like);
        const Names::Home other = names_.home(like);
        query_.own |= other.own;
        query_.wider |= other.wider;
      }
    }
    return all;
  }

  void places_of_type(const std::string& type) {
    if (const NameEntry* entry = names_.entry(type)) query_.wider |= entry->places;
  }

  void property() {
    const Entity& e = query_.entity;
    const bool by_value = !e.value.empty() && !is_plain_value(e.value);
    for (const std::string& type : types()) {
      places_of_type(type);
      std::string path = type;
      for (const std::string& step : e.path) home(path += "." + step);
      if (by_value) {
        curated_property(type, true, false);
        curated_property(type, false, true);
      } else {
        curated_property(type, false, false);
      }
      type_context(type);
    }
    if (!by_value && e.path.size() == 1 && e.path[0] == "PolicyDocument") curated(e.name, false, 0.9);  // the document is all there is
    if (by_value) value_terms(e.value);
    property_terms(e.path, by_value);
    for (std::size_t i = 0; i + 1 < e.path.size(); ++i) step_context(e.path[i]);
  }

  void type_context(const std::string& type) {
    const auto parts = split_name(std::string_view(type).substr(type.rfind(':') + 1));
    if (parts.size() > 1) context(joined(parts, 0, parts.size()));
    query_.context.push_back({{}, type, 1, false, false, {}, {}});
  }

  void step_context(const std::string& step) {
    const auto parts = meaning(split_name(step));
    context(joined(parts, 0, parts.size()));
    if (parts.size() > 1) context(step);
  }

  void value_terms(const std::string& value) {
    literal(value, 1.1, value.find('_') != std::string::npos || value.find(':') != std::string::npos);
    const auto parts = split_name(value);
    phrase(joined(parts, 0, parts.size()), parts.size() > 1 ? 1.0 : 0.75);
  }

  void property_terms(const std::vector<std::string>& path, bool as_context) {
    const std::string& last = path.back();
    const auto parts = split_name(last);
    const auto kept = meaning(parts);
    if (as_context) {
      context(joined(parts, 0, parts.size()));
      context(joined(kept, 0, kept.size()));
      context(last);
      return;
    }
    if (parts.size() > 1) phrase(last, 1.05, true);
    phrase(joined(parts, 0, parts.size()), parts.size() > 1 ? 1.0 : 0.6, parts.size() > 2);
    if (kept.size() < parts.size()) phrase(joined(kept, 0, kept.size()), kept.size() > 1 ? 0.9 : 0.5);
    if (parts.size() > 1) return;
    // "Type" alone says little; "parameter type", "queue name" say it
    const std::string holder =
        path.size() > 1 ? path[path.size() - 2] : std::string(std::string_view(query_.entity.name).substr(query_.entity.name.rfind(':') + 1));
    const auto holder_parts = meaning(split_name(holder));
    if (!holder_parts.empty()) phrase(holder_parts.back() + " " + last, 0.75);
  }

  void attribute() {
    const Entity& e = query_.entity;
    curated(e.name + "!" + e.attribute);
    type_context(e.name);
    places_of_type(e.name);
    const std::string last = e.attribute.substr(e.attribute.rfind('.') == std::string::npos ? 0 : e.attribute.rfind('.') + 1);
    const auto parts = split_name(last);
    const auto type_parts = split_name(std::string_view(e.name).substr(e.name.rfind(':') + 1));
    if (!type_parts.empty()) phrase(type_parts.back() + " " + joined(parts, 0, parts.size()), 0.9);
    if (parts.size() > 1) phrase(joined(parts, 0, parts.size()), 0.9);
    if (parts.size() > 1) phrase(last, 1.0, true);
  }

  void function() {
    const std::string& name = query_.entity.name;
    const std::string bare = name.starts_with("Fn::") ? name.substr(4) : name;
    literal("Fn::" + bare, 1.2, true);
    literal("!" + bare, 1.2, true);
    const auto parts = split_name(bare);
    if (parts.size() > 1) phrase(bare, 1.0, true);
    if (parts.size() > 1) phrase(joined(parts, 0, parts.size()), 0.8);
    phrase(bare + " function", 0.9);
    curated(name);
  }

  void key(std::string_view text) {
    const Entity& e = query_.entity;
    if (curated(e.prefix + ":")) move_to_context();
    curated(text);
    if (!e.value.empty()) {
      std::string path = e.prefix + ":" + joined_path();
      curated(path, !is_plain_value(e.value));
      if (!is_plain_value(e.value)) value_terms(e.value);
    }
    if (e.path.empty()) return;
    const bool by_value = !e.value.empty() && !is_plain_value(e.value);
    if (!by_value && e.path.size() > 1) {
      phrase(joined_path(), 1.1);
      literal(joined_path(), 1.2, false);
    }
    key_terms(by_value);
    for (std::size_t i = 0; i + 1 < e.path.size(); ++i) step_context(e.path[i]);
  }

  void key_terms(bool as_context) {
    const Entity& e = query_.entity;
    property_terms(e.path, as_context);
    if (as_context) return;
    if (e.path.size() == 1 && e.kind == EntityKind::section) phrase(e.path[0] + " section", 1.05);
    // a key written as code says it plainly
    literal("`" + e.path.back() + "`", 1.0, false);
    literal("\"" + e.path.back() + "\"", 1.0, false);
  }

  void move_to_context() {
    for (Term& term : query_.terms) query_.context.push_back(std::move(term));
    query_.terms.clear();
  }

  std::string joined_path() const {
    std::string out;
    for (const std::string& step : query_.entity.path) out += (out.empty() ? "" : ".") + step;
    return out;
  }

  void action(std::string_view text) {
    const Entity& e = query_.entity;
    literal(text, 1.2, true);
    curated(text, false, 0.85);
    const auto parts = split_name(e.name);
    phrase(e.name, parts.size() > 1 ? 1.05 : 0.75, parts.size() > 1);
    if (parts.size() == 1) phrase(e.name + " api", 1.0);
    if (parts.size() > 1) phrase(joined(parts, 0, parts.size()), parts.size() > 2 ? 0.95 : 0.8, parts.size() > 2);
  }

  void condition_key(std::string_view text) {
    const Entity& e = query_.entity;
    literal(text, 1.2, true);
    curated(text);
    const auto parts = split_name(e.name);
    if (parts.size() > 1) phrase(e.name, 1.0, true);
    if (parts.size() > 1) phrase(joined(parts, 0, parts.size()), 0.85);
  }

  void named(std::string_view text, const std::string& name) {
    curated(text);
    const auto parts = split_name(name);
    if (parts.size() > 1) phrase(name, 1.0, true);
    else {
      phrase(name + " element", 1.0);
      phrase("policy " + name, 1.0);
      literal("\"" + name + "\"", 0.9, false);
    }
  }

  void exact(std::string_view text) {
    const Entity& e = query_.entity;
    const std::string& name = e.name;
    literal(name, 1.1, e.kind != EntityKind::parameter_type || name.find(':') != std::string::npos);
    if (curated(e.prefix + ":")) move_context_last();
    curated(text);
    if (e.kind == EntityKind::parameter_type && name.starts_with("List<")) return;
    if (e.kind == EntityKind::file) phrase(name.substr(0, name.rfind('.')), 0.8);
    if (e.kind == EntityKind::sam_policy) phrase(joined(split_name(name), 0, split_name(name).size()), 0.9);
  }

  // `curated` has just added the names of the kind itself: they only set the scene.
  void move_context_last() {
    std::erase_if(query_.terms, [&](Term& term) {
      if (!term.curated) return false;
      query_.context.push_back(term);
      return true;
    });
  }

  // The same words twice: the stronger counts.
  void prune() {
    std::vector<Term> kept;
    for (Term& term : query_.terms) {
      const auto same = std::find_if(kept.begin(), kept.end(), [&](const Term& other) { return other.words == term.words && other.literal == term.literal; });
      if (same == kept.end()) {
        kept.push_back(std::move(term));
        continue;
      }
      same->weight = std::max(same->weight, term.weight);
      same->alone = same->alone || term.alone;
      same->curated = same->curated || term.curated;
    }
    query_.terms = std::move(kept);
  }
};

}  // namespace

void Term::set_bits() {
  Phrase own = literal.empty() ? words : phrase_of(literal);
  if (!literal.empty() && own.size() > 1) own.resize(1);  // a literal need not end with a word
  bits = 0;
  for (const std::uint32_t word : own) bits |= word_bit(word);
}

Query query_for(std::string_view entity, const Names& names) {
  Query query;
  query.entity = read_entity(entity);
  Maker(names, query).make(entity);
  for (Term& term : query.terms) term.set_bits();
  for (Term& term : query.context) term.set_bits();
  return query;
}

}  // namespace cribsheet::notes
