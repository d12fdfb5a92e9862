#include "rules/notes/checks.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "kinds/shape/regex.h"
#include "model/intrinsic.h"
#include "notes/facts.h"
#include "notes/quantity.h"
#include "rules/kept.h"

namespace cribsheet::rules {
namespace {

using notes::Constraint;
using notes::Fact;
using notes::Origin;
using syntax::Node;

constexpr std::size_t kMaxPlaces = 256;  // values looked at for one fact in one resource

struct Resource {
  Node name;  // the key
  Node type;
  Node properties;  // may be missing
};

struct Value {
  Node entry;
  Node node;
};

// "43,200": figures as people write them.
std::string grouped(double value) {
  std::string text = notes::number_text(value);
  if (text.find_first_not_of("0123456789") != std::string::npos || text.size() < 5) return text;
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, ",");
  return text;
}

std::string limits_text(const Constraint& c) {
  if (c.min && c.max) return grouped(*c.min) + " to " + grouped(*c.max);
  if (c.max) return "at most " + grouped(*c.max);
  return "at least " + grouped(c.min.value_or(0));
}

std::string list_text(const std::vector<std::string>& values) {
  std::string out;
  for (std::size_t i = 0; i < values.size(); ++i) out += (i == 0 ? "" : i + 1 == values.size() ? " or " : ", ") + values[i];
  return out;
}

std::vector<std::string_view> steps_of(std::string_view entity) {
  std::vector<std::string_view> steps;
  std::size_t dot = entity.find('.');
  while (dot != std::string_view::npos) {
    const std::size_t next = entity.find('.', dot + 1);
    steps.push_back(entity.substr(dot + 1, next == std::string_view::npos ? next : next - dot - 1));
    dot = next;
  }
  return steps;
}

// Entries at a path below a mapping; lists are looked through, functions are not.
void find_values(Node from, const std::vector<std::string_view>& steps, std::size_t at, std::vector<Value>& out) {
  if (out.size() >= kMaxPlaces || at >= steps.size() || model::is_intrinsic(from)) return;
  if (from.is_sequence()) {
    for (const Node item : from.children()) find_values(item, steps, at, out);
    return;
  }
  if (!from.is_mapping()) return;
  const Node entry = from.find_entry(steps[at]);
  if (!entry) return;
  if (at + 1 == steps.size()) out.push_back({entry, entry.value()});
  else find_values(entry.value(), steps, at + 1, out);
}

std::optional<std::string> literal(Node node) {
  if (!node.is_scalar() || model::is_intrinsic(node) || node.text().find("${") != std::string_view::npos ||
      node.text().find("{{resolve:") != std::string_view::npos)
    return std::nullopt;
  return std::string(node.text());
}

std::optional<double> number(Node node) {
  const auto text = literal(node);
  if (!text) return std::nullopt;
  double value = 0;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), value);
  if (read.ec != std::errc{} || read.ptr != text->data() + text->size()) return std::nullopt;
  return value;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool outside(double value, const Constraint& c) { return (c.min && value < *c.min) || (c.max && value > *c.max); }

class Checker {
 public:
  Checker(const Input& input, Report& report) : input_(input), report_(report) {}

  void check() {
    const Node section = input_.document.root().find("Resources");
    for (const Node entry : section.children()) {
      const Node type = entry.value().find("Type");
      if (type.is_scalar()) resources_.push_back({entry.key(), type, entry.value().find("Properties")});
    }
    for (const Resource& resource : resources_) {
      if (input_.stop.stop_requested()) return;
      if (input_.units != nullptr && input_.units->known(Pass::notes, resource.name, report_)) continue;
      const bool alone = input_.units != nullptr && input_.units->alone(Pass::notes, resource.name);
      const std::size_t first = report_.findings.size();
      if (all_of(resource) && alone) input_.units->keep(Pass::notes, resource.name, report_, first);
    }
  }

 private:
  const Input& input_;
  Report& report_;
  std::vector<Resource> resources_;

  // False: a fact compares it with resources that it doesn't name.
  bool all_of(const Resource& resource) {
    bool by_itself = true;
    for (const Fact* fact : input_.notes->binding(resource.type.text())) {
      by_itself = by_itself && fact->constraint.type != "unique";
      if (fact->origin == Origin::shipped && overruled(resource.type.text(), *fact)) continue;
      one(resource, *fact);
    }
    return by_itself;
  }

  void one(const Resource& resource, const Fact& fact) {
    const Constraint& c = fact.constraint;
    // The specification says the same: its own rule reports it, with the note beside it.
    if (fact.status == "agrees" && (c.type == "range" || c.type == "enum")) return;
    if (!applies(resource, c)) return;
    const std::vector<std::string_view> steps = steps_of(fact.entity);
    if (c.type == "together" || c.type == "exclusive") return group(resource, fact);
    if (steps.empty()) return;
    if (c.type == "required") return required(resource, fact, steps);
    std::vector<Value> values;
    find_values(resource.properties, steps, 0, values);
    for (const Value& value : values) value_against(resource, value, fact);
  }

  // The person has said something of their own about it.
  bool overruled(std::string_view type, const Fact& shipped) const {
    const auto all = input_.notes->binding(type);
    return std::any_of(all.begin(), all.end(), [&](const Fact* each) {
      return each->origin == Origin::person && each->entity == shipped.entity && each->constraint.type == shipped.constraint.type;
    });
  }

  // `when`: a property of the resource has the value. What is not written or not known says nothing.
  bool applies(const Resource& resource, const Constraint& c) const {
    if (c.when.empty()) return true;
    const std::size_t equals = c.when.find('=');
    if (equals == std::string::npos) return false;
    const std::string path = "." + c.when.substr(0, equals);
    std::vector<Value> values;
    find_values(resource.properties, steps_of(path), 0, values);
    if (values.size() != 1) return false;
    const auto text = literal(values[0].node);
    return text && *text == c.when.substr(equals + 1);
  }

  void value_against(const Resource& resource, const Value& value, const Fact& fact) {
    const Constraint& c = fact.constraint;
    const std::string name(value.entry.key().text());
    if (c.type == "range") {
      if (const auto n = number(value.node); n && outside(*n, c))
        say(value.node.range(), fact, name + " is " + notes::number_text(*n), limits_text(c), clamped(*n, c));
    } else if (c.type == "size" && value.node.is_mapping()) {
      if (const auto bytes = total(value.node); bytes && outside(*bytes, c))
        say(value.entry.key().range(), fact, name + " holds " + grouped(*bytes) + " bytes", limits_text(c) + " bytes", {});
    } else if (c.type == "items" && value.node.is_sequence()) {
      const auto n = static_cast<double>(value.node.child_count());
      if (outside(n, c)) say(value.entry.key().range(), fact, name + " has " + grouped(n) + " items", limits_text(c), {});
    } else if (c.type == "forbidden" && c.values.empty()) {
      say(value.entry.key().range(), fact, name + " is set", "it may not be", {});
    } else if (c.type == "same-as") {
      same(resource, value, fact, name);
    } else if (c.type == "unique") {
      unique(resource, value, fact, name);
    } else if (value.node.is_sequence()) {
      for (const Node item : value.node.children()) text_against(item, fact, name);
    } else {
      text_against(value.node, fact, name);
    }
  }

  void text_against(Node node, const Fact& fact, const std::string& name) {
    const Constraint& c = fact.constraint;
    const auto text = literal(node);
    if (!text) return;
    const bool listed = std::find(c.values.begin(), c.values.end(), *text) != c.values.end();
    if (c.type == "enum" && !listed) say(node.range(), fact, name + " is " + *text, list_text(c.values), c.values.size() == 1 ? c.values[0] : std::string{});
    if (c.type == "forbidden" && listed) say(node.range(), fact, name + " is " + *text, "never " + list_text(c.values), {});
    if (c.type == "length") {
      const auto n = static_cast<double>(characters(*text));
      if (outside(n, c)) say(node.range(), fact, name + " has " + grouped(n) + " characters", limits_text(c), {});
    }
    if (c.type == "pattern" && kinds::shape::matches(c.pattern, *text) == false)
      say(node.range(), fact, name + " is " + *text, "it must match " + c.pattern, {});
  }

  static std::optional<double> total(Node map) {
    double bytes = 0;
    for (const Node entry : map.children()) {
      bytes += static_cast<double>(entry.key().text().size());
      if (const auto text = literal(entry.value())) bytes += static_cast<double>(text->size());  // what is not known adds nothing
    }
    return bytes;
  }

  void required(const Resource& resource, const Fact& fact, const std::vector<std::string_view>& steps) {
    if (resource.properties && !resource.properties.is_mapping()) return;
    std::vector<Value> values;
    find_values(resource.properties, steps, 0, values);
    if (values.empty() && (steps.size() == 1 || resource.properties.find(steps[0]))) {
      say(resource.name.range(), fact, std::string(resource.name.text()) + " has no " + std::string(steps.back()), "it must be set", {});
    }
  }

  void group(const Resource& resource, const Fact& fact) {
    if (!resource.properties.is_mapping()) return;
    std::vector<std::string> set, unset;
    Node last;
    for (const std::string& each : fact.constraint.values) {
      std::vector<Value> values;
      find_values(resource.properties, steps_of("." + each), 0, values);
      (values.empty() ? unset : set).push_back(each);
      if (!values.empty()) last = values[0].entry.key();
    }
    if (fact.constraint.type == "together" && !set.empty() && !unset.empty())
      say(last.range(), fact, set[0] + " is set without " + unset[0], "they go together", {});
    if (fact.constraint.type == "exclusive" && set.size() > 1) say(last.range(), fact, set[0] + " and " + set[1] + " are both set", "only one may be", {});
  }

  // The resource of this template that the value at a path refers to.
  const Resource* referred(const Resource& from, std::string_view path) const {
    std::vector<Value> values;
    find_values(from.properties, steps_of("." + std::string(path)), 0, values);
    if (values.size() != 1) return nullptr;
    const auto function = model::intrinsic(values[0].node);
    if (!function || (function->name != "Ref" && function->name != "Fn::GetAtt")) return nullptr;
    std::string target;
    if (function->argument.is_sequence()) target = function->argument.first_child().text();
    else target = function->argument.text();
    target = target.substr(0, target.find('.'));
    const auto found = std::find_if(resources_.begin(), resources_.end(), [&](const Resource& r) { return r.name.text() == target; });
    return found == resources_.end() ? nullptr : &*found;
  }

  void same(const Resource& resource, const Value& value, const Fact& fact, const std::string& name) {
    const Constraint& c = fact.constraint;
    if (c.values.size() != 2) return;
    const Resource* other = referred(resource, c.values[0]);
    if (!other) return;
    const auto mine = literal(value.node);
    std::vector<Value> theirs;
    find_values(other->properties, steps_of("." + c.values[1]), 0, theirs);
    if (!mine || theirs.size() > 1) return;
    const auto their = theirs.empty() ? fact.default_value : literal(theirs[0].node);
    if (their && *their != *mine)
      say(value.node.range(), fact, name + " is " + *mine, "the same as " + std::string(other->name.text()) + ", where it is " + *their, *their);
  }

  void unique(const Resource& resource, const Value& value, const Fact& fact, const std::string& name) {
    const auto mine = literal(value.node);
    if (!mine) return;
    for (const Resource& other : resources_) {
      if (other.name == resource.name) return;  // only what stands before counts: one finding a pair
      if (other.type.text() != resource.type.text()) continue;
      std::vector<Value> theirs;
      find_values(other.properties, steps_of(fact.entity), 0, theirs);
      for (const Value& each : theirs) {
        if (literal(each.node) == mine)
          return say(value.node.range(), fact, name + " is " + *mine + ", as in " + std::string(other.name.text()), "it must differ", {});
      }
    }
  }

  static std::string clamped(double value, const Constraint& c) { return notes::number_text(c.max && value > *c.max ? *c.max : c.min.value_or(value)); }

  void say(Range range, const Fact& fact, const std::string& what, const std::string& right, std::string fix) {
    const Constraint& c = fact.constraint;
    const std::string whose = fact.origin == Origin::person ? "your notes say " : "Cribsheet's notes say ";
    std::string message = c.message.empty() ? what + "; " + whose + right : c.message;
    message += " (" + (fact.topic.empty() ? std::string{} : fact.topic + ", ") + "line " + std::to_string(fact.line + 1) + ")";
    Finding& made = report_.add(fact.source == "check" ? "note-check" : "note-limit", range, std::move(message));
    if (const auto severity = severity_named(c.severity)) {
      made.severity = *severity;
      made.own_severity = true;
    }
    made.entity = fact.entity;
    made.notes.push_back({fact.path, fact.line, fact.text.substr(0, fact.text.find('\n'))});
    if (!c.fix.empty()) fix = c.fix;
    if (!fix.empty()) made.fixes.push_back({"Set it to " + fix, {{range, fix}}, false});
  }
};

}  // namespace

void check_note_limits(const Input& input, Report& report) {
  if (input.notes && input.settings.use_notes) Checker(input, report).check();
}

}  // namespace cribsheet::rules
