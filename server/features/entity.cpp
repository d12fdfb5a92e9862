#include "features/entity.h"

#include <algorithm>

#include <fmt/format.h>

#include "kinds/shape/place.h"
#include "kinds/shape/scalar.h"

namespace cribsheet::features {
namespace {

using kinds::shape::number_words;
using kinds::shape::plain_json;

constexpr std::size_t kMostValues = 12;
constexpr std::string_view kPages = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/";

// What several shapes of one place say together.
struct Limits {
  std::uint16_t types = 0;
  std::optional<double> minimum, maximum;
  std::optional<std::uint32_t> min_length, max_length, min_items, max_items;
  std::string_view pattern, item_name, default_json;
  std::vector<pack::Shape::EnumValue> values;
  bool others_too = false;  // the values are those worth knowing, not all there are
};

template <class T>
void take(std::optional<T>& into, const std::optional<T>& from) {
  if (!into) into = from;
}

Limits limits_of(const std::vector<pack::Shape>& shapes) {
  Limits limits;
  for (const pack::Shape& shape : shapes) {
    limits.types |= shape.types();
    take(limits.minimum, shape.minimum());
    take(limits.maximum, shape.maximum());
    take(limits.min_length, shape.min_length());
    take(limits.max_length, shape.max_length());
    take(limits.min_items, shape.min_items());
    take(limits.max_items, shape.max_items());
    if (limits.pattern.empty()) limits.pattern = shape.pattern();
    if (limits.default_json.empty()) limits.default_json = shape.default_json();
    for (const auto& value : shape.enum_values())
      if (std::none_of(limits.values.begin(), limits.values.end(), [&](const auto& each) { return each.json == value.json; })) limits.values.push_back(value);
  }
  if (!limits.values.empty()) return limits;
  for (const pack::Shape& shape : shapes)
    for (const std::string_view value : shape.known_values()) limits.values.push_back({value, {}});
  limits.others_too = !limits.values.empty();
  return limits;
}

template <class T>
std::string span_text(const std::optional<T>& least, const std::optional<T>& most, std::string_view what) {
  const auto number = [](T value) { return number_words(static_cast<double>(value)); };
  const bool one = most ? *most == T{1} && !(least && *least != T{1}) : least && *least == T{1};
  std::string unit = what.empty() ? "" : " " + std::string(what);
  if (one && !unit.empty()) unit.pop_back();
  if (least && most && *least == *most) return number(*least) + unit;
  if (least && most) return number(*least) + " to " + number(*most) + unit;
  if (most) return "at most " + number(*most) + unit;
  if (least && *least > T{}) return "at least " + number(*least) + unit;
  return {};
}

std::string type_name(std::uint16_t types) {
  struct Name {
    std::uint16_t bit;
    std::string_view name;
  };
  constexpr Name kNames[] = {{pack::type_string, "string"}, {pack::type_integer, "integer"}, {pack::type_number, "number"}, {pack::type_boolean, "boolean"},
                             {pack::type_array, "list"},    {pack::type_object, "object"},   {pack::type_null, "null"}};
  std::string out;
  if (types != pack::type_null) types = static_cast<std::uint16_t>(types & ~pack::type_null);  // "nothing" goes without saying
  for (const Name& each : kNames) {
    if ((types & each.bit) == 0) continue;
    if (!out.empty()) out += " or ";
    out += each.name;
  }
  return out;
}

std::string_view definition_name(const std::vector<pack::Shape>& shapes) {
  for (const pack::Shape& shape : shapes)
    if (!shape.name().empty()) return shape.name();
  return {};
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// AWS's page of a property: the type's own page, or the page of the definition it stands in.
std::string property_url(const kinds::Place& place, const pack::Pack& pack, std::string_view name) {
  const pack::ResourceType type = pack.resource_type(place.resource_type);
  if (!type) return {};
  std::string slug = lower(place.resource_type);
  if (slug.starts_with("aws::")) slug.erase(0, 5);
  if (const std::size_t at = slug.find("::"); at != std::string::npos) slug.replace(at, 2, "-");
  const std::string_view owner = place.owner.name();
  if (type.is_serverless() || type.url().empty()) return std::string(type.url());
  if (place.owner == type.shape() || owner.empty()) return fmt::format("{}#cfn-{}-{}", type.url(), slug, lower(name));
  return fmt::format("{}aws-properties-{}-{}.html#cfn-{}-{}-{}", kPages, slug, lower(owner), slug, lower(owner), lower(name));
}

std::string_view update_text(pack::Update update) {
  switch (update) {
    case pack::Update::none: return "no interruption";
    case pack::Update::some: return "some interruptions";
    case pack::Update::replacement: return "replacement";
    case pack::Update::unknown: break;
  }
  return {};
}

void add_values(const Limits& limits, Hover& hover) {
  if (limits.values.empty()) return;
  std::string values;
  std::string meanings;
  for (std::size_t i = 0; i < limits.values.size(); ++i) {
    const std::string text = plain_json(limits.values[i].json);
    if (i < kMostValues) values += (i == 0 ? "`" : ", `") + text + "`";
    if (!limits.values[i].doc.empty()) meanings += fmt::format("- `{}`: {}\n", text, limits.values[i].doc);
  }
  if (limits.values.size() > kMostValues) values += fmt::format(", … ({} in all)", limits.values.size());
  hover.facts.emplace_back(limits.others_too ? "Values, among others" : "Values", values);
  if (!meanings.empty() && limits.values.size() <= kMostValues) hover.sections.push_back(meanings);
}

void add_facts(const kinds::Place& place, const std::vector<pack::Shape>& shapes, Hover& hover) {
  const Limits limits = limits_of(shapes);
  if (const std::string type = type_text(shapes); !type.empty()) hover.facts.emplace_back("Type", type);
  if (place.property && place.declared) {
    const pack::Property& property = *place.property;
    if (property.required) hover.facts.emplace_back("Required", "yes");
    if (property.read_only) hover.facts.emplace_back("Read-only", "given by AWS");
    if (property.deprecated) hover.facts.emplace_back("Deprecated", "yes");
  }
  add_values(limits, hover);
  if (!limits.pattern.empty() && limits.values.empty()) hover.facts.emplace_back("Pattern", fmt::format("`{}`", limits.pattern));
  if (!limits.default_json.empty()) hover.facts.emplace_back("Default", fmt::format("`{}`", plain_json(limits.default_json)));
  if (place.property && place.declared) {
    const std::string_view update = update_text(place.property->create_only ? pack::Update::replacement : place.property->update);
    if (!update.empty()) hover.facts.emplace_back("Update", update);
  }
}

std::string_view last_step(std::string_view entity) {
  const std::size_t at = entity.find_last_of(".:!");
  return at == std::string_view::npos ? entity : entity.substr(at + 1);
}

// The place that an entity's path names, from a root shape: items and a person's own keys are passed through.
kinds::Place place_of_path(pack::Shape root, std::string_view path, const pack::Pack& pack) {
  kinds::Place place;
  place.shapes = kinds::shape::applying(root, {}, pack);
  while (!path.empty()) {
    // A key may hold dots of its own: the longest that is known is taken.
    kinds::shape::Found found;
    std::size_t taken = 0;
    for (int through = 0; through < 4 && !found; ++through) {
      for (std::size_t end = path.size(); end != std::string_view::npos && end > 0; end = path.rfind('.', end - 1)) {
        found = kinds::shape::find_property(place.shapes, path.substr(0, end));
        taken = end;
        if (found && found.declared) break;
        found = {};
      }
      if (found) break;
      std::vector<pack::Shape> inner;
      const auto enter = [&](const pack::Shape& shape) {
        for (const pack::Shape& each : kinds::shape::applying(shape, {}, pack)) inner.push_back(each);
      };
      for (const pack::Shape& shape : place.shapes) {
        enter(shape.items());
        enter(shape.additional());
        for (const auto& pattern : shape.pattern_properties()) enter(pattern.shape);
      }
      place.shapes = std::move(inner);
    }
    if (!found) return {};
    place.owner = found.owner;
    place.property = found.property;
    place.declared = true;
    place.shapes = kinds::shape::applying(found.shape, {}, pack);
    path = taken >= path.size() ? std::string_view{} : path.substr(taken + 1);
  }
  return place;
}

std::optional<Hover> explain_value(std::string_view entity, const pack::Pack& pack) {
  const std::size_t equals = entity.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  auto hover = explain(entity.substr(0, equals), pack);
  if (hover) hover->entity = entity;
  return hover;
}

Hover explain_type(const pack::ResourceType& type) {
  Hover hover;
  hover.entity = type.name();
  hover.title = type.name();
  hover.doc = type.doc();
  hover.url = type.url();
  if (!type.deprecated().empty()) hover.facts.emplace_back("Deprecated", type.deprecated());
  std::string required;
  for (const std::string_view name : type.shape().required()) required += (required.empty() ? "`" : ", `") + std::string(name) + "`";
  if (!required.empty()) hover.facts.emplace_back("Required", required);
  if (!type.ref_doc().empty()) hover.facts.emplace_back("`!Ref` gives", type.ref_doc());
  std::string attributes;
  for (const pack::Attribute& each : type.attributes()) attributes += (attributes.empty() ? "`" : ", `") + std::string(each.name) + "`";
  if (!attributes.empty()) hover.facts.emplace_back("`!GetAtt`", attributes);
  return hover;
}

std::optional<Hover> explain_attribute(std::string_view entity, const pack::Pack& pack) {
  const std::size_t mark = entity.find('!');
  if (mark == std::string_view::npos) return std::nullopt;
  const pack::ResourceType type = pack.resource_type(entity.substr(0, mark));
  const auto attribute = type.attribute(entity.substr(mark + 1));
  if (!attribute) return std::nullopt;
  Hover hover;
  hover.entity = entity;
  hover.title = attribute->name;
  hover.doc = attribute->doc;
  hover.url = type.url();
  hover.facts.emplace_back("Attribute of", fmt::format("`{}`", type.name()));
  if (const std::string name = type_name(attribute->types); !name.empty()) hover.facts.emplace_back("Type", name);
  return hover;
}

std::optional<Hover> explain_path(std::string_view entity, const pack::Pack& pack) {
  kinds::Place place;
  if (const std::size_t dot = entity.find('.'); dot != std::string_view::npos) {
    if (const pack::ResourceType type = pack.resource_type(entity.substr(0, dot))) {
      place = place_of_path(type.shape(), entity.substr(dot + 1), pack);
      place.resource_type = type.name();
    }
  }
  for (const pack::Kind& kind : pack.kinds()) {
    if (place.declared || kind.entity_prefix.empty() || !entity.starts_with(kind.entity_prefix)) continue;
    place = place_of_path(kind.root, entity.substr(kind.entity_prefix.size()), pack);
  }
  if (!place.declared) return std::nullopt;
  place.entity = entity;
  return explain(place, pack);
}

std::optional<Hover> explain_by_kind(std::string_view entity, const pack::Pack& pack) {
  for (const kinds::Kind* kind : kinds::all()) {
    auto said = kind->describe(entity, pack);
    if (!said) continue;
    Hover hover;
    hover.entity = entity;
    hover.title = said->title.empty() ? std::string(last_step(entity)) : said->title;
    hover.facts = std::move(said->facts);
    hover.doc = std::move(said->doc);
    hover.url = std::move(said->url);
    hover.sections = std::move(said->sections);
    return hover;
  }
  return std::nullopt;
}

}  // namespace

std::string type_text(const std::vector<pack::Shape>& shapes) {
  const Limits limits = limits_of(shapes);
  std::string out = type_name(limits.types);
  if (limits.types == pack::type_array && !shapes.empty()) {
    for (const pack::Shape& shape : shapes) {
      const pack::Shape items = shape.items();
      const std::string of = !items.name().empty() ? std::string(items.name()) : type_name(items.types());
      if (!of.empty()) {
        out += " of " + of;
        break;
      }
    }
  } else if (limits.types == pack::type_object && !definition_name(shapes).empty()) {
    out = definition_name(shapes);
  }
  const auto add = [&](const std::string& text) {
    if (!text.empty()) out += (out.empty() ? "" : ", ") + text;
  };
  add(span_text(limits.minimum, limits.maximum, ""));
  add(span_text(limits.min_length, limits.max_length, "characters"));
  add(span_text(limits.min_items, limits.max_items, "items"));
  return out;
}

Hover explain(const kinds::Place& place, const pack::Pack& pack) {
  if (!place.property)
    if (const pack::ResourceType type = pack.resource_type(place.entity)) return explain_type(type);
  Hover hover;
  hover.entity = place.entity;
  hover.title = place.property && place.declared ? std::string(place.property->name) : std::string(last_step(place.entity));
  std::vector<pack::Shape> shapes = place.shapes;
  if (place.property && place.declared && shapes.empty()) shapes = {place.property->shape};
  add_facts(place, shapes, hover);
  if (place.property && place.declared) hover.doc = place.property->doc;
  for (const pack::Shape& shape : shapes)
    if (hover.doc.empty()) hover.doc = shape.doc();
  hover.url = property_url(place, pack, hover.title);
  if (place.property && !place.property->same_as.empty()) {
    if (const auto same = explain(place.property->same_as, pack)) {
      if (hover.doc.empty()) hover.doc = same->doc;
      for (const auto& fact : same->facts)
        if (std::none_of(hover.facts.begin(), hover.facts.end(), [&](const auto& each) { return each.first == fact.first; })) hover.facts.push_back(fact);
      if (hover.url.empty()) hover.url = same->url;
    }
  }
  if (hover.url.empty())
    if (const auto named = pack.named(place.entity)) hover.url = named->url;
  return hover;
}

std::optional<Hover> explain(std::string_view entity, const pack::Pack& pack) {
  if (entity.empty()) return std::nullopt;
  if (const auto named = pack.named(entity)) {
    Hover hover;
    hover.entity = entity;
    hover.title = entity.find('<') == std::string_view::npos && !entity.starts_with("AWS::") && !entity.starts_with("Fn::") ? last_step(entity) : entity;
    hover.doc = named->doc;
    hover.url = named->url;
    return hover;
  }
  if (const pack::ResourceType type = pack.resource_type(entity)) return explain_type(type);
  if (auto attribute = explain_attribute(entity, pack)) return attribute;
  if (auto said = explain_by_kind(entity, pack)) return said;
  if (auto path = explain_path(entity, pack)) return path;
  return explain_value(entity, pack);
}

}  // namespace cribsheet::features
