// Mappings: properties, required ones, combinations.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/nearest.h"
#include "kinds/shape/place.h"
#include "kinds/shape/pattern_words.h"
#include "kinds/shape/regex.h"
#include "kinds/shape/walker.h"
#include "model/edits.h"
#include "syntax/fingerprint.h"

namespace cribsheet::kinds::shape {
namespace {

constexpr int kMostMerges = 8;
constexpr std::size_t kMostChoices = 6;  // of properties that may be added

// The other names a mapping of this shape takes, without those it has already.
std::vector<std::string_view> free_names(const pack::Shape& shape, const Entries& entries) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < shape.property_count(); ++i) {
    const pack::Property property = shape.property(i);
    if (entries.find(property.name) == nullptr && !property.read_only) names.push_back(property.name);
  }
  return names;
}

std::vector<Mend> removal_of(const Datum& datum, const Entry& entry) {
  if (datum.computed || datum.at || !entry.key_node) return {};
  return {{fmt::format("Remove {}", entry.key), {model::whole_removal(entry.key_node.parent())}}};
}

// The value that a property has to have, or has unless one says otherwise; empty: that is not known.
std::string known_value(const pack::Shape& shape) {
  if (!shape) return {};
  if (!shape.constant().empty()) return std::string(shape.constant());
  const auto values = plain_values(shape);
  if (values.size() == 1) return values.front();
  const std::string_view usual = shape.default_json();
  return usual.starts_with('{') || usual.starts_with('[') ? std::string() : std::string(usual);
}

// Sure where the value is known; else the value is left to be written.
template <class Report>
void add_missing(syntax::Node mapping, const pack::Shape& shape, std::string_view name, Report& report) {
  const auto property = shape.find(name);
  const std::string value = property ? known_value(property->shape) : std::string();
  auto edit = model::insertion(mapping, name, value);
  if (!edit) return;
  const bool shown = !value.empty() && value.size() < 40 && value.front() != '{' && value.front() != '[';
  std::string title = shown ? fmt::format("Add {}: {}", name, plain_json(value)) : fmt::format("Add {}", name);
  if (shown) {
    report.fix_title = std::move(title);
    report.edits = {std::move(*edit)};
  } else {
    report.choices.push_back({std::move(title), {std::move(*edit)}});
  }
}

std::vector<std::string> strings(const std::vector<std::string_view>& views) { return {views.begin(), views.end()}; }

}  // namespace

void Entries::sort() {
  constexpr std::size_t kFew = 32;
  if (list.size() <= kFew) return;
  for (const Entry& entry : list) sorted.push_back(&entry);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Entry* a, const Entry* b) { return a->key < b->key; });
}

const Entry* Entries::find(std::string_view key) const {
  if (!sorted.empty()) {
    const auto found = std::lower_bound(sorted.begin(), sorted.end(), key, [](const Entry* entry, std::string_view name) { return entry->key < name; });
    return found != sorted.end() && (*found)->key == key ? *found : nullptr;
  }
  for (const Entry& entry : list)
    if (entry.key == key) return &entry;
  return nullptr;
}

Truth Entries::has(std::string_view key) const {
  const Entry* entry = find(key);
  if (entry != nullptr) return entry->present;
  return open ? Truth::maybe : Truth::no;
}

void Walker::collect(syntax::Node mapping, Entries& entries, int depth) {
  for (const syntax::Node entry : mapping.children()) {
    const syntax::Node key = entry.key(), value = entry.value();
    if (!key.is_scalar()) {
      entries.open = true;
      continue;
    }
    const std::string_view name = key.text();
    if (name == "<<" && key.style() == syntax::Style::plain) {
      const syntax::Node merged = value.resolved();
      if (depth < kMostMerges && merged.is_mapping()) collect(merged, entries, depth + 1);
      else if (depth < kMostMerges && merged.is_sequence())
        for (const syntax::Node item : merged.children()) collect(item.resolved(), entries, kMostMerges);
      continue;
    }
    if (options_.intrinsics && resolver_.stands_for_others(name)) {
      entries.open = true;
      if (name.starts_with("Fn::ForEach::")) entries.loops.push_back(value);
      continue;
    }
    if (depth > 0 && entries.find(name) != nullptr) continue;
    entries.list.push_back({name, key, value, Truth::yes, options_.intrinsics && may_be_resolved(value.resolved())});
  }
}

// Which entries are there under the present assumptions.
void Walker::settle(Entries& entries) {
  std::vector<Value> values;
  for (Entry& entry : entries.list) {
    if (!entry.function) continue;
    values.clear();
    entry.present = Truth::yes;
    if (!resolver_.resolve(entry.value.resolved(), assumed_, values) || values.empty()) continue;
    const auto absent = std::count_if(values.begin(), values.end(), [](const Value& value) { return value.known == Known::absent; });
    if (absent == 0) continue;
    entry.present = static_cast<std::size_t>(absent) == values.size() ? Truth::no : Truth::maybe;
  }
}

Truth Walker::check_object(const Datum& datum, const pack::Shape& shape, const Frame& frame) {
  Truth truth = Truth::yes;
  const auto more = [&](Truth next) { truth = both(truth, next); };
  const auto stop = [&] { return truth == Truth::no && !reporting(); };
  more(check_required(datum, shape, frame));
  if (stop()) return truth;
  for (const Entry& entry : datum.entries->list) {
    if (entry.present == Truth::no) continue;
    more(check_entry(datum, entry, shape, frame));
    if (stop()) return truth;
  }
  for (const syntax::Node loop : datum.entries->loops) {
    if (stop()) return truth;
    more(check_loop(datum, loop, shape, frame));
  }
  if (traits_of(shape).combinations) more(check_combinations(datum, shape, frame));
  return truth;
}

// What a loop repeats, held against the shape as if it stood here once. Keys that the loop makes fit wherever any key does.
Truth Walker::check_loop(const Datum& datum, syntax::Node loop, const pack::Shape& shape, const Frame& frame) {
  loop = loop.resolved();
  const syntax::Node body = loop.is_sequence() && loop.child_count() == 3 ? loop.first_child().next_sibling().next_sibling().resolved() : syntax::Node{};
  if (!body.is_mapping() || depth_ >= kMaxDepth) return Truth::maybe;
  ++loops_;
  ++depth_;
  for (const syntax::Node each : body.children()) {
    const syntax::Node key = each.key();
    if (!key.is_scalar()) continue;
    if (key.text().starts_with("Fn::ForEach::")) {
      check_loop(datum, each.value(), shape, frame);
    } else if (made_by_loop(key.text())) {
      const pack::Shape any = shape.additional();
      if (any) check(each.value(), any, Frame{&frame, {}, any.entity(), key});
    } else {
      check_value_of(datum, {key.text(), key, each.value(), Truth::yes, may_be_resolved(each.value().resolved())}, shape, frame);
    }
  }
  --depth_;
  --loops_;
  return Truth::maybe;  // how often it is repeated, never perhaps, is not known
}

Truth Walker::check_entry(const Datum& datum, const Entry& entry, const pack::Shape& shape, const Frame& frame) {
  const bool second_level = frame.up != nullptr && frame.up->up == nullptr;
  return second_level && reporting() && assumed_.empty() && choosing_ == 0 ? check_alone(datum, entry, shape, frame)
                                                                           : check_value_of(datum, entry, shape, frame);
}

Truth Walker::check_alone(const Datum& datum, const Entry& entry, const pack::Shape& shape, const Frame& frame) {
  const auto enter = visitor_->enter(entry.key_node);
  if (enter == Visitor::Enter::skip) return Truth::maybe;
  if (enter == Visitor::Enter::walk) return check_value_of(datum, entry, shape, frame);
  const std::size_t left = std::exchange(fuel_, kLeastFuel + kFuelPerNode * (syntax::territory_end(entry.key_node.parent()) - entry.key_node.range().begin));
  std::vector<Violation> outside = std::exchange(found_, {});
  const Truth truth = check_value_of(datum, entry, shape, frame);
  tell();
  found_ = std::move(outside);
  fuel_ = left;
  visitor_->leave(entry.key_node);
  return truth;
}

Truth Walker::check_value_of(const Datum& datum, const Entry& entry, const pack::Shape& shape, const Frame& frame) {
  Truth truth = Truth::yes;
  if (const pack::Shape names = shape.property_names()) {
    Datum key;
    key.node = entry.key_node;
    key.text = entry.key;
    Frame named{&frame, {}, {}, entry.key_node};
    truth = both(truth, check_value(key, names, named));
  }
  Frame inner{&frame, {}, {}, entry.key_node};
  if (const auto property = shape.find(entry.key)) {
    inner.step = property->name;
    pack::Shape value = property->shape;
    inner.entity = value.entity();
    if (property->read_only)
      return violate(datum, shape, frame,
                     {"read-only-property",
                      entry.key_node.range(),
                      fmt::format("{} is given by AWS and cannot be set", entry.key),
                      {},
                      {},
                      false,
                      removal_of(datum, entry)},
                     entry.key);
    if (property->deprecated && reporting()) {
      violate(datum, pack::Shape{}, frame,
              {"deprecated-property",
               entry.key_node.range(),
               fmt::format("{} is deprecated: AWS keeps it only for templates that have it already", entry.key),
               {},
               {},
               true,
               removal_of(datum, entry)},
              entry.key);
    }
    if (const std::string_view sibling = value.resource_by(); !sibling.empty()) {
      const Entry* type = datum.entries->find(sibling);
      if (type == nullptr || !type->value.is_scalar()) return Truth::maybe;
      const pack::ResourceType resource = pack_.resource_type(type->value.text());
      if (!resource) return Truth::maybe;
      inner.entity = resource.name();
      value = resource.shape();
    }
    return both(truth, check(entry.value, value, inner));
  }
  bool by_pattern = false;
  for (const pack::PatternProperty& pattern : shape.pattern_properties()) {
    if (!matches(pattern.pattern, entry.key).value_or(true)) continue;
    by_pattern = true;
    inner.entity = pattern.shape.entity();
    truth = both(truth, check(entry.value, pattern.shape, inner));
  }
  if (by_pattern) return truth;
  if (const pack::Shape additional = shape.additional()) {
    inner.entity = additional.entity();
    return both(truth, check(entry.value, additional, inner));
  }
  return shape.closed() ? unknown_entry(datum, entry, shape, frame) : truth;
}

Truth Walker::unknown_entry(const Datum& datum, const Entry& entry, const pack::Shape& shape, const Frame& frame) {
  if (!reporting()) return Truth::no;
  const auto names = free_names(shape, *datum.entries);
  const std::string_view near = nearest(entry.key, names).value_or(std::string_view{});
  std::string message;
  if (shape.property_count() > 0) message = fmt::format("{} is not a property of {}", quoted(entry.key), owner(frame));
  else message = fmt::format("{} is not a name that may stand in {}", quoted(entry.key), owner(frame));
  if (const auto patterns = shape.pattern_properties(); shape.property_count() == 0 && patterns.size() == 1)
    message += "; it must " + pattern_words(patterns[0].pattern);
  std::string title;
  std::vector<TextEdit> edits;
  if (!near.empty()) {
    message += fmt::format("; did you mean {}?", near);
    title = fmt::format("Rename it to {}", near);
    Range range = entry.key_node.range();
    const bool has_quotes = entry.key_node.style() == syntax::Style::double_quoted || entry.key_node.style() == syntax::Style::single_quoted;
    if (has_quotes && range.size() >= 2) range = {range.begin + 1, range.end - 1};
    edits.push_back({range, std::string(near)});
  } else if (!names.empty() && names.size() <= 8) {
    message += fmt::format("; it takes {}", listed(strings(names), "and"));
  }
  return violate(datum, shape, frame,
                 {"unknown-property", entry.key_node.range(), std::move(message), std::move(title), std::move(edits), false, removal_of(datum, entry)});
}

Truth Walker::check_required(const Datum& datum, const pack::Shape& shape, const Frame& frame) {
  Truth truth = Truth::yes;
  for (const std::string_view name : shape.required()) {
    const Truth has = datum.entries->has(name);
    truth = both(truth, has);
    if (has == Truth::no) {
      if (!reporting()) return truth;
      Report report{"missing-property", parent_range(datum, frame), fmt::format("{} is missing; {} needs it{}", name, owner(frame), where(name)), {}, {}};
      if (!datum.at && !datum.computed && datum.node && !datum.node.find_entry(name)) add_missing(datum.node, shape, name, report);
      violate(datum, shape, frame, std::move(report), name);
    }
  }
  return truth;
}

Truth Walker::check_combinations(const Datum& datum, const pack::Shape& shape, const Frame& frame) {
  const Entries& entries = *datum.entries;
  Truth truth = Truth::yes;
  const auto note = [&](Truth next) { truth = both(truth, next); };
  const auto count = [&](const std::vector<std::string_view>& names, std::size_t& sure, std::size_t& perhaps) {
    sure = perhaps = 0;
    for (const std::string_view name : names) {
      const Truth has = entries.has(name);
      sure += has == Truth::yes;
      perhaps += has == Truth::maybe;
    }
  };
  const auto wrong = [&](std::string_view rule, Range range, std::string message, std::vector<Mend> choices = {}, std::string_view step = {}) {
    note(violate(datum, shape, frame, {rule, range, std::move(message), {}, {}, false, std::move(choices)}, step));
  };
  const auto adding = [&](const std::vector<std::string_view>& names) {
    std::vector<Mend> choices;
    if (datum.at || datum.computed || !reporting() || names.size() > kMostChoices) return choices;
    for (const std::string_view name : names) {
      if (datum.node.find_entry(name)) continue;
      if (auto edit = model::insertion(datum.node, name, {})) choices.push_back({fmt::format("Add {}", name), {std::move(*edit)}});
    }
    return choices;
  };
  const auto either = [&](const Entry& one, const Entry& other) {
    std::vector<Mend> choices = removal_of(datum, one);
    for (Mend& mend : removal_of(datum, other)) choices.push_back(std::move(mend));
    return choices;
  };
  // Shown at every one of them: which is to go is the person's choice.
  const auto surplus = [&](const std::vector<std::string_view>& names) {
    std::vector<const Entry*> there;
    for (const Entry& entry : entries.list)
      if (entry.present == Truth::yes && std::find(names.begin(), names.end(), entry.key) != names.end()) there.push_back(&entry);
    for (const Entry* entry : there) {
      const Entry& other = *there[entry == there[0] ? 1 : 0];
      wrong("required-xor", entry->key_node.range(),
            fmt::format("{} cannot stand beside {}: {} takes only one of {}", entry->key, other.key, owner(frame), listed(strings(names), "and")),
            either(*entry, other));
    }
  };
  std::size_t sure = 0, perhaps = 0;
  for (const auto& names : shape.required_or()) {
    count(names, sure, perhaps);
    if (sure == 0 && perhaps == 0)
      wrong("required-or", parent_range(datum, frame), fmt::format("{} needs at least one of {}{}", owner(frame), listed(strings(names), "and"), where({})),
            adding(names));
    else if (sure == 0) note(Truth::maybe);
  }
  for (const auto& names : shape.required_xor()) {
    count(names, sure, perhaps);
    if (sure == 0 && perhaps == 0)
      wrong("required-xor", parent_range(datum, frame), fmt::format("{} needs exactly one of {}{}", owner(frame), listed(strings(names), "and"), where({})),
            adding(names));
    else if (sure > 1) surplus(names);
    else if (perhaps > 0) note(Truth::maybe);
  }
  for (const auto& dependent : shape.dependent_required()) {
    const Truth has = entries.has(dependent.key);
    if (has == Truth::no) continue;
    for (const std::string_view other : dependent.others) {
      const Truth there = entries.has(other);
      if (there == Truth::yes) continue;
      if (has == Truth::yes && there == Truth::no)
        wrong("dependent-property", parent_range(datum, frame), fmt::format("{} needs {} beside it", dependent.key, other), adding({other}));
      else note(Truth::maybe);
    }
  }
  for (const auto& dependent : shape.dependent_excluded()) {
    const Truth has = entries.has(dependent.key);
    if (has == Truth::no) continue;
    for (const std::string_view other : dependent.others) {
      const Truth there = entries.has(other);
      if (there == Truth::no) continue;
      if (has == Truth::yes && there == Truth::yes)
        wrong("exclusive-properties", entries.find(other)->key_node.range(), fmt::format("{} cannot stand beside {}", other, dependent.key),
              either(*entries.find(other), *entries.find(dependent.key)), shape.message().empty() ? std::string_view{} : other);
      else note(Truth::maybe);
    }
  }
  const auto least = shape.min_properties(), most = shape.max_properties();
  if (least || most) {
    std::size_t there = 0, maybe = entries.open ? 1 : 0;
    for (const Entry& entry : entries.list) {
      there += entry.present == Truth::yes;
      maybe += entry.present == Truth::maybe;
    }
    if (least && there + maybe < *least && !entries.open)
      wrong("wrong-item-count", parent_range(datum, frame),
            fmt::format("{} has {} entr{}; it needs at least {}", owner(frame), there, there == 1 ? "y" : "ies", *least));
    if (most && there > *most)
      wrong("wrong-item-count", parent_range(datum, frame), fmt::format("{} has {} entries; it takes at most {}", owner(frame), there, *most));
  }
  return truth;
}

}  // namespace cribsheet::kinds::shape
