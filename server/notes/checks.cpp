#include "notes/checks.h"

#include <algorithm>
#include <charconv>

#include "base/nearest.h"
#include "notes/facts.h"
#include "notes/judge.h"
#include "notes/specification.h"
#include "notes/statements.h"
#include "syntax/tree.h"

namespace cribsheet::notes {
namespace {

constexpr double kEnough = 0.5;

// The entity that the bullet above a block is about.
std::string entity_above(const Segment& segment, std::size_t fence, const Reading& reading) {
  Glance glance(segment);
  int levels = 0;
  for (std::int32_t up = segment.blocks.all[fence].parent; up >= 0 && levels < 3; up = segment.blocks.all[static_cast<std::size_t>(up)].parent, ++levels) {
    glance.look_at(static_cast<std::size_t>(up));
    std::string best;
    double most = kEnough;
    for (const std::uint32_t id : reading.catalogue->named_by(glance.words(), glance.outlook(*reading.names))) {
      const Catalogue::Bound& bound = reading.catalogue->all()[id];
      if (bound.query.entity.kind != EntityKind::property || !bound.query.entity.value.empty()) continue;
      const auto hit = weigh_block(bound.query, glance, static_cast<std::size_t>(up), *reading.names);
      if (hit && hit->opens && hit->score > most) {
        most = hit->score;
        best = bound.entity;
      }
    }
    if (!best.empty()) return best;
  }
  return {};
}

// A fence under a bullet that is indented by tabs: each stands for a blank, so that offsets stay.
std::string with_blanks(std::string body) {
  bool start = true;
  for (char& c : body) {
    if (c == '\t' && start) c = ' ';
    start = c == '\n' || (start && c == ' ');
  }
  return body;
}

class Reader {
 public:
  Reader(const Segment& segment, std::size_t fence, const Reading& reading) : segment_(segment), fence_(fence), reading_(reading) {}

  CheckBlock read() {
    const Range body = fence_body(segment_, fence_);
    base_ = body.begin;
    const auto tree = syntax::parse(with_blanks(std::string(std::string_view(segment_.file.text).substr(body.begin, body.size()))), syntax::Language::yaml);
    for (const auto& error : tree->errors()) problem(error.range, "This check can't be read: " + error.message);
    if (!tree->errors().empty()) return std::move(out_);
    const syntax::Node root = tree->root();
    if (root.is_mapping()) check(root);
    else if (root.is_sequence()) {
      for (const syntax::Node item : root.children()) {
        if (item.is_mapping()) check(item);
        else problem(item.range(), "A check is a mapping, like `entity: AWS::SQS::Queue.DelaySeconds` and `max: 900`");
      }
    } else {
      const Block& block = segment_.blocks.all[fence_];
      out_.problems.push_back({block.text, "This check says nothing: give it an `entity` and a limit, like `max: 900`", {}});
    }
    return std::move(out_);
  }

 private:
  const Segment& segment_;
  std::size_t fence_;
  const Reading& reading_;
  Offset base_ = 0;
  CheckBlock out_;
  std::optional<Unit> unit_;

  void problem(Range range, std::string message, std::string fix = {}) {
    out_.problems.push_back({{range.begin + base_, range.end + base_}, std::move(message), std::move(fix)});
  }

  void check(syntax::Node mapping) {
    const std::size_t problems = out_.problems.size();
    for (const syntax::Node entry : mapping.children()) {
      const std::string_view key = entry.key().text();
      if (key.empty() || known(key)) continue;
      const std::string near = meant_key(key);
      problem(entry.key().range(), "A check has no key '" + std::string(key) + "'" + (near.empty() ? near : "; '" + near + "' is one"), near);
    }
    const Fact base = base_fact(mapping);
    if (base.entity.empty()) return;
    std::size_t stated = 0;
    for (const syntax::Node entry : mapping.children()) {
      const std::string_view key = entry.key().text();
      if (known(key)) stated += state(key, entry, mapping, base) ? 1 : 0;
    }
    if (stated == 0 && out_.problems.size() == problems) {
      problem(
          mapping.range(),
          "This check limits nothing: add range, min, max, values, forbidden, pattern, length, items, size, required, together, exclusive, same-as or unique");
    }
  }

  static bool known(std::string_view key) {
    return std::any_of(check_keys().begin(), check_keys().end(), [&](const CheckKey& each) { return each.name == key; });
  }

  // The key that another word for it, or a slip of the hand, stands for.
  static std::string meant_key(std::string_view key) {
    constexpr std::pair<std::string_view, std::string_view> kOtherWords[] = {
        {"on", "entity"},     {"for", "entity"},  {"property", "entity"}, {"allowed", "values"}, {"enum", "values"},
        {"one-of", "values"}, {"maximum", "max"}, {"minimum", "min"},     {"regex", "pattern"},  {"not", "forbidden"}};
    for (const auto& [word, meant] : kOtherWords)
      if (key == word) return std::string(meant);
    std::vector<std::string_view> names;
    for (const CheckKey& each : check_keys()) names.push_back(each.name);
    return std::string(cribsheet::nearest(key, names).value_or(std::string_view{}));
  }

  static bool entity_misspelt(syntax::Node mapping) {
    for (const syntax::Node entry : mapping.children())
      if (!known(entry.key().text()) && meant_key(entry.key().text()) == "entity") return true;
    return false;
  }

  Fact base_fact(syntax::Node mapping) {
    Fact fact;
    const syntax::Node named = mapping.find("entity");
    if (named.is_scalar() && !named.text().empty()) {
      fact.entity = named.text();
      check_entity(named);
    } else if (mapping.find_entry("entity")) {
      problem(mapping.find_entry("entity").range(), "An entity is a text like AWS::SQS::Queue.VisibilityTimeout");
    } else {
      fact.entity = entity_above(segment_, fence_, reading_);
      if (fact.entity.empty() && !entity_misspelt(mapping))
        problem(mapping.range(), "It is not clear what this check is about: add `entity:`, like AWS::SQS::Queue.VisibilityTimeout");
    }
    unit_ = unit_of(fact.entity);
    fact.path = segment_.file.path;
    fact.origin = segment_.file.origin;
    fact.source = "check";
    fact.sureness = 1;
    fact.line = line_of(mapping);
    fact.topic = topic_of(segment_, fence_);
    if (const auto text = mapping.find("default"); text.is_scalar()) fact.default_value = std::string(text.text());
    Constraint& c = fact.constraint;
    c.when = scalar(mapping, "when");
    c.message = scalar(mapping, "message");
    c.fix = scalar(mapping, "fix");
    c.severity = scalar(mapping, "severity");
    if (!c.severity.empty() && c.severity != "error" && c.severity != "warning" && c.severity != "info" && c.severity != "hint") {
      problem(mapping.find("severity").range(), "A severity is error, warning, info or hint", "warning");
      c.severity.clear();
    }
    if (!c.when.empty() && c.when.find('=') == std::string::npos)
      problem(mapping.find("when").range(), "A condition names a property and its value: VolumeType=gp3");
    return fact;
  }

  std::uint32_t line_of(syntax::Node node) const {
    const Offset at = base_ + node.range().begin;
    const auto& lines = segment_.blocks.lines;
    return static_cast<std::uint32_t>(std::upper_bound(lines.begin(), lines.end(), at) - lines.begin()) - 1;
  }

  const Unit* own_unit() const { return unit_ ? &*unit_ : nullptr; }

  static std::string scalar(syntax::Node mapping, std::string_view key) {
    const syntax::Node node = mapping.find(key);
    return node.is_scalar() ? std::string(node.text()) : std::string{};
  }

  // A type or property that AWS does not have is a mistake; other entities can't be checked here.
  void check_entity(syntax::Node named) {
    if (!reading_.pack || reading_.pack->resource_type_count() == 0) return;
    const Entity entity = read_entity(named.text());
    if (entity.kind != EntityKind::property && entity.kind != EntityKind::type) return;
    const pack::ResourceType type = reading_.pack->resource_type(entity.name);
    if (!type) {
      const auto near = reading_.pack->nearest_types(entity.name, 1);
      problem(named.range(), "There is no resource type " + entity.name + (near.empty() ? std::string{} : "; " + std::string(near[0]) + " is one"),
              near.empty() ? std::string{} : std::string(near[0]));
    } else if (entity.kind == EntityKind::property && shapes_of(*reading_.pack, entity).empty()) {
      problem(named.range(), std::string(named.text()).substr(entity.name.size() + 1) + " is no property of " + entity.name);
    }
  }

  std::optional<Unit> unit_of(std::string_view entity) const {
    for (const auto& bound : reading_.catalogue->all())
      if (bound.entity == entity) return bound.unit;
    return std::nullopt;
  }

  static std::optional<double> number(syntax::Node node, const Unit* unit) {
    if (!node.is_scalar()) return std::nullopt;
    return number(node.text(), unit);
  }
  static std::optional<double> number(std::string_view text, const Unit* unit) {
    double value = 0;
    if (const auto read = std::from_chars(text.data(), text.data() + text.size(), value); read.ec == std::errc{} && read.ptr == text.data() + text.size())
      return value;
    const auto list = quantities_of(text);
    if (list.size() != 1 || list[0].begin != 0) return std::nullopt;
    if (list[0].dimension == Dimension::count || !unit || unit->dimension != list[0].dimension) return list[0].value;
    return list[0].value / unit->scale;
  }

  // "0..900", "1 to 10", "4 KB" (at most), {min: 0, max: 900}
  static bool limits(syntax::Node value, Constraint& c, const Unit* unit) {
    if (value.is_mapping()) {
      c.min = number(value.find("min"), unit);
      c.max = number(value.find("max"), unit);
    } else if (value.is_scalar()) {
      const std::string_view text = value.text();
      for (const std::string_view mark : {std::string_view(".."), std::string_view(" to "), std::string_view(" - ")}) {
        const std::size_t at = text.find(mark);
        if (at == std::string_view::npos) continue;
        c.min = number(text.substr(0, at), unit);
        c.max = number(text.substr(at + mark.size()), unit);
        if ((at > 0 && !c.min) || (at + mark.size() < text.size() && !c.max)) return false;
        return (c.min || c.max) && !(c.min && c.max && *c.min > *c.max);
      }
      c.max = number(text, unit);
    }
    return c.min || c.max;
  }

  std::vector<std::string> texts(syntax::Node value) {
    std::vector<std::string> out;
    if (value.is_sequence()) {
      for (const syntax::Node item : value.children())
        if (item.is_scalar()) out.emplace_back(item.text());
    } else if (value.is_scalar()) {
      out.emplace_back(value.text());
    }
    return out;
  }

  bool add(const Fact& base, Constraint constraint, std::string_view type) {
    Fact fact = base;
    constraint.type = type;
    constraint.when = base.constraint.when;
    constraint.severity = base.constraint.severity;
    constraint.message = base.constraint.message;
    constraint.fix = base.constraint.fix;
    fact.constraint = std::move(constraint);
    const Range body = fence_body(segment_, fence_);
    fact.text = std::string(std::string_view(segment_.file.text).substr(body.begin, std::min<std::size_t>(body.size(), 400)));
    out_.facts.push_back(std::move(fact));
    return true;
  }

  // One key of a check. True where it states something.
  bool state(std::string_view key, syntax::Node entry, syntax::Node mapping, const Fact& base) {
    const syntax::Node value = entry.value();
    Constraint c;
    if (key == "range" || key == "length" || key == "items" || key == "size") {
      static const Unit bytes{Dimension::size, 1};
      const Unit* unit = key == "range" ? own_unit() : key == "size" ? &bytes : nullptr;
      if (!limits(value, c, unit)) return problem(value.range(), "A " + std::string(key) + " is written 0..900, ..900 or 1.."), false;
      return add(base, c, key);
    }
    if (key == "min" || key == "max") {
      if (key == "max" && mapping.find_entry("min")) return true;  // said with min
      c.min = number(mapping.find("min"), own_unit());
      c.max = number(mapping.find("max"), own_unit());
      if ((key == "min" && !c.min) || (mapping.find_entry("max") && !c.max))
        return problem(value.range(), "A limit is a number, with a unit if you like: 900, 15 minutes"), false;
      return add(base, c, "range");
    }
    if (key == "min-length" || key == "max-length" || key == "min-items" || key == "max-items" || key == "max-size") {
      const std::string kind(key.substr(4));
      if (key.starts_with("max-") && mapping.find_entry("min-" + kind)) return true;  // said with the other
      static const Unit bytes{Dimension::size, 1};
      const Unit* unit = kind == "size" ? &bytes : nullptr;
      c.min = number(mapping.find("min-" + kind), unit);
      c.max = number(mapping.find("max-" + kind), unit);
      if (!number(value, unit) || (mapping.find_entry("max-" + kind) && !c.max)) return problem(value.range(), "A " + std::string(key) + " is a number"), false;
      return add(base, c, kind);
    }
    if (key == "values" || key == "forbidden" || key == "together" || key == "exclusive") {
      if (key == "forbidden" && value.is("true")) return add(base, c, "forbidden");
      c.values = texts(value);
      if ((key == "together" || key == "exclusive") && !c.values.empty()) {
        // the property itself belongs to the group
        const std::size_t dot = base.entity.find('.');
        const std::string own = dot == std::string::npos ? std::string{} : base.entity.substr(dot + 1);
        if (!own.empty() && std::find(c.values.begin(), c.values.end(), own) == c.values.end()) c.values.insert(c.values.begin(), own);
      }
      if (c.values.empty() || ((key == "together" || key == "exclusive") && c.values.size() < 2))
        return problem(value.range(), std::string(key) + " takes a list, like [a, b]"), false;
      return add(base, c, key == "values" ? "enum" : key);
    }
    if (key == "required" || key == "unique") {
      if (value.is("false")) return false;
      c.values = value.is("true") ? std::vector<std::string>{} : texts(value);
      return add(base, c, key);
    }
    if (key == "pattern") {
      c.pattern = value.is_scalar() ? std::string(value.text()) : std::string{};
      if (c.pattern.empty()) return problem(value.range(), "A pattern is a regular expression, in quotes"), false;
      return add(base, c, key);
    }
    if (key == "same-as" && value.is_scalar() && !value.text().empty() && base.entity.find('.') != std::string::npos) {
      // the check stands on the property that refers; the named one must agree on both sides
      Fact moved = base;
      const std::size_t dot = base.entity.find('.');
      c.values = {base.entity.substr(dot + 1), std::string(value.text())};
      moved.entity = base.entity.substr(0, dot + 1) + std::string(value.text());
      return add(moved, c, key);
    }
    if (key == "same-as") {
      c.values = {scalar(value, "resource"), scalar(value, "property")};
      if (!value.is_mapping() || c.values[0].empty() || c.values[1].empty()) {
        return problem(value.range(), "same-as is written {resource: the property that refers to the other resource, property: the one to compare}"), false;
      }
      return add(base, c, key);
    }
    return false;
  }
};

}  // namespace

const std::vector<CheckKey>& check_keys() {
  static const std::vector<CheckKey> keys = {
      {"entity", "What the check is about, like AWS::SQS::Queue.VisibilityTimeout. May be left out where the bullet above is about one property."},
      {"range", "Smallest and largest value: 0..43200. A unit is converted: 0..12 hours."},
      {"min", "Smallest value."},
      {"max", "Largest value."},
      {"values", "The only values allowed: [a, b]."},
      {"forbidden", "Values that may not stand here: [a, b]; or true: the property may not be set."},
      {"pattern", "A regular expression that the text must match."},
      {"min-length", "Fewest characters."},
      {"max-length", "Most characters."},
      {"min-items", "Fewest items of a list."},
      {"max-items", "Most items of a list."},
      {"max-size", "Most bytes that all keys and values of a map hold together: 4 KB."},
      {"length", "How many characters: 1..80."},
      {"items", "How many items a list holds: 1..10."},
      {"size", "How many bytes all keys and values of a map hold together: 4 KB."},
      {"required", "true: every resource of the type must set it."},
      {"together", "Properties that are set together with this one, or not at all: [A, B]."},
      {"exclusive", "Properties of which, with this one, at most one is set: [A, B]."},
      {"same-as", "The value must equal that of a referenced resource: {resource: RedrivePolicy.deadLetterTargetArn, property: FifoQueue}."},
      {"unique", "true: no two resources of the type give the same value."},
      {"when", "Holds only where another property of the resource has a value: VolumeType=gp3."},
      {"default", "What AWS takes where nothing is written."},
      {"severity", "error, warning, info or hint; warning where nothing is written."},
      {"message", "What to say instead of the sentence that is made."},
      {"fix", "The value that a quick fix sets."},
  };
  return keys;
}

Range fence_body(const Segment& segment, std::size_t fence) {
  const Block& block = segment.blocks.all[fence];
  const std::size_t end = segment.blocks.subtree_end(fence);
  if (end == fence + 1) return {block.text.end, block.text.end};
  return {segment.blocks.lines[segment.blocks.all[fence + 1].line], segment.blocks.all[end - 1].text.end};
}

CheckBlock read_check(const Segment& segment, std::size_t fence, const Reading& reading) { return Reader(segment, fence, reading).read(); }

CheckBlock read_checks(const Segment& segment, const Reading& reading) {
  CheckBlock all;
  for (std::size_t b = 0; b < segment.blocks.all.size(); ++b) {
    if (segment.blocks.all[b].kind != BlockKind::fence || fence_language(segment.file.text, segment.blocks.all[b]) != "check") continue;
    CheckBlock one = read_check(segment, b, reading);
    std::move(one.facts.begin(), one.facts.end(), std::back_inserter(all.facts));
    std::move(one.problems.begin(), one.problems.end(), std::back_inserter(all.problems));
  }
  return all;
}

}  // namespace cribsheet::notes
