// all_of, any_of, one_of, not, if/then/else.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "kinds/shape/format.h"
#include "kinds/shape/pattern_words.h"
#include "kinds/shape/walker.h"
#include "model/edits.h"

namespace cribsheet::kinds::shape {
namespace {

// The names of alternatives that say nothing but `required: [A]`; empty where one says more.
std::vector<std::string> required_only(const std::vector<pack::Shape>& alternatives) {
  std::vector<std::string> names;
  for (const pack::Shape& each : alternatives) {
    const auto required = each.required();
    if (required.empty() || each.types() != 0 || each.property_count() > 0 || !each.all_of().empty() || !each.any_of().empty() || each.negation()) return {};
    std::string name;
    for (const std::string_view one : required) name += (name.empty() ? "" : " with ") + std::string(one);
    names.push_back(std::move(name));
  }
  return names;
}

// How far an alternative is from fitting: less is nearer.
std::size_t badness(const std::vector<Violation>& violations) {
  std::size_t sum = 0;
  for (const Violation& each : violations) {
    if (each.rule == "wrong-type") sum += 5;
    else if (each.rule == "unknown-property") sum += 3;
    else if (each.rule == "value-not-allowed") sum += 3;
    else if (each.rule == "missing-property") sum += 2;
    else sum += 1;
  }
  return sum;
}

// What a text may be, alternative by alternative; empty: one of them can't be said in words.
std::string forms_of(const std::vector<pack::Shape>& alternatives) {
  constexpr std::size_t kMost = 4;
  std::vector<std::string> forms;
  for (const pack::Shape& each : alternatives) {
    const auto values = plain_values(each);
    std::string form;
    if (!values.empty()) form = "be " + listed(values, "or");
    else if (const Format* known = format(each.format()); known != nullptr) form = "be " + std::string(known->says);
    else if (!each.pattern().empty()) form = pattern_words(each.pattern());
    if (form.empty() || forms.size() == kMost) return {};
    if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(std::move(form));
  }
  std::string out;
  for (const std::string& form : forms) out += (out.empty() ? "" : ", or ") + form;
  return out;
}

// All values that the alternatives list, where they are few.
std::vector<std::string> values_of(const std::vector<pack::Shape>& alternatives) {
  constexpr std::size_t kMost = 5;
  std::vector<std::string> all;
  for (const pack::Shape& each : alternatives)
    for (std::string& value : plain_values(each)) all.push_back(std::move(value));
  return all.size() <= kMost ? all : std::vector<std::string>{};
}

// What a condition found in a mapping: "Engine is mysql and EngineMode is serverless". Empty: it can't be told in a few words.
std::vector<std::pair<std::string_view, std::string>> reasons(const Datum& datum, const pack::Shape& condition) {
  if (datum.entries == nullptr) return {};
  constexpr std::size_t kMost = 2;
  std::vector<std::pair<std::string_view, std::string>> parts;
  for (const std::string_view name : condition.required()) {
    const Entry* entry = datum.entries->find(name);
    if (entry == nullptr || parts.size() == kMost) continue;
    const bool told = entry->value.resolved().is_scalar() && !entry->function && condition.find(name);
    parts.push_back({name, told ? fmt::format("{} is {}", name, entry->value.resolved().text()) : fmt::format("{} is set", name)});
  }
  for (std::size_t i = 0; i < condition.property_count() && parts.empty(); ++i)
    if (datum.entries->has(condition.property(i).name) == Truth::no)
      parts.push_back({condition.property(i).name, fmt::format("{} is not set", condition.property(i).name)});
  return parts;
}

// Of an entry, or of the entry whose key or value a node is.
std::vector<Mend> removal_of(const Datum& datum, syntax::Node node, std::string_view name) {
  if (datum.computed || datum.at || !node) return {};
  const syntax::Node entry = node.kind() == syntax::NodeKind::entry ? node : node.parent();
  if (entry.kind() != syntax::NodeKind::entry) return {};
  return {{fmt::format("Remove {}", name), {model::whole_removal(entry)}}};
}

}  // namespace

std::string Walker::where(std::string_view subject, std::string_view otherwise) const {
  for (auto each = reasons_.rbegin(); each != reasons_.rend(); ++each) {
    std::vector<std::string> words;
    for (auto& [name, told] : reasons(*each->datum, each->condition))
      if (name != subject) words.push_back(std::move(told));
    if (!words.empty()) return " where " + listed(words, "and");
  }
  return std::string(otherwise);
}

Truth Walker::check_choices(const Datum& datum, const pack::Shape& shape, const Frame& frame) {
  Truth truth = Truth::yes;
  const auto more = [&](Truth next) { truth = both(truth, next); };
  const auto stop = [&] { return truth == Truth::no && !reporting(); };
  for (const pack::Shape& part : shape.all_of()) {
    more(check_value(datum, part, frame));
    if (stop()) return truth;
  }
  if (const auto any = shape.any_of(); !any.empty()) more(check_any(datum, any, false, shape, frame));
  if (stop()) return truth;
  if (const auto one = shape.one_of(); !one.empty()) more(check_any(datum, one, true, shape, frame));
  if (stop()) return truth;
  if (const pack::Shape negation = shape.negation()) {
    const Truth holds = test(datum, negation, frame);
    if (holds == Truth::maybe) {
      more(Truth::maybe);
    } else if (holds == Truth::yes) {
      const auto required = negation.required();
      more(negated(datum, shape, negation, frame));
    }
  }
  if (const pack::Shape condition = shape.condition()) {
    const Truth holds = test(datum, condition, frame);
    const pack::Shape then = shape.then_shape(), otherwise = shape.else_shape();
    if (holds == Truth::yes && then) {
      reasons_.push_back({&datum, condition});
      more(check_value(datum, then, frame));
      reasons_.pop_back();
    } else if (holds == Truth::no && otherwise) {
      more(check_value(datum, otherwise, frame));
    } else if (holds == Truth::maybe && (then || otherwise)) {
      more(Truth::maybe);
    }
  }
  return truth;
}

// What stands there is just what may not.
Truth Walker::negated(const Datum& datum, const pack::Shape& shape, const pack::Shape& negation, const Frame& frame) {
  if (!reporting()) return Truth::no;
  auto required = negation.required();
  if (const auto any = negation.any_of(); required.empty() && !required_only(any).empty() && datum.entries != nullptr)
    for (const pack::Shape& each : any)
      if (const auto names = each.required(); names.size() == 1 && datum.entries->has(names[0]) == Truth::yes) required.push_back(names[0]);
  if (!required.empty()) {
    const Entry* entry = datum.entries == nullptr ? nullptr : datum.entries->find(required.back());
    const Range range = entry != nullptr && !datum.at ? entry->key_node.range() : range_of(datum, frame);
    Report report{"exclusive-properties",
                  range,
                  fmt::format("{} cannot stand{} in {}{}", listed({required.begin(), required.end()}, "and"),
                              required.size() > 1 && !negation.required().empty() ? " together" : "", owner(frame), where({})),
                  {},
                  {}};
    for (const std::string_view name : required)
      if (datum.entries != nullptr && datum.entries->find(name) != nullptr)
        for (Mend& mend : removal_of(datum, datum.entries->find(name)->key_node, name)) report.choices.push_back(std::move(mend));
    return violate(datum, shape, frame, std::move(report), required.back());
  }
  const bool nothing_fits = negation.types() == 0 && negation.enum_values().empty() && negation.pattern().empty() && negation.property_count() == 0;
  const bool scalar = datum.computed || datum.node.is_scalar();
  std::string message = nothing_fits ? fmt::format("{} has no place{}", subject(frame), where(subject(frame), " here"))
                        : scalar     ? fmt::format("{} must not be {}{}", subject(frame), quoted(datum.text), where(subject(frame), " here"))
                                     : fmt::format("{} must not be like this{}", subject(frame), where(subject(frame), " here"));
  Report report{"value-not-allowed", range_of(datum, frame), std::move(message), {}, {}};
  // What is required elsewhere can't go; of a resource's own parts nothing is taken.
  if (frame.key && frame.key.text() != "Properties") report.choices = removal_of(datum, datum.node, frame.key.text());
  return violate(datum, shape, frame, std::move(report));
}

Truth Walker::check_any(const Datum& datum, const std::vector<pack::Shape>& alternatives, bool exactly_one, const pack::Shape& shape, const Frame& frame) {
  std::size_t fit = 0, may_fit = 0;
  for (const pack::Shape& each : alternatives) {
    const Truth truth = test(datum, each, frame);
    if (truth == Truth::yes) ++fit;
    if (truth == Truth::maybe) ++may_fit;
    if (fit > 0 && !exactly_one) break;
  }
  if (fit == 1 || (fit > 1 && !exactly_one)) {
    if (exactly_one && may_fit > 0) return Truth::maybe;
    // What is only advice (deprecated properties) is said by the alternative that fits.
    return Truth::yes;
  }
  if (fit > 1) {
    if (!reporting()) return Truth::no;
    const auto names = required_only(alternatives);
    if (names.empty()) return Truth::maybe;  // overlapping alternatives: AWS's own schemas have them where either is accepted
    return violate(datum, shape, frame,
                   {"required-xor", parent_range(datum, frame), fmt::format("{} takes only one of {}", owner(frame), listed(names, "and")), {}, {}});
  }
  if (may_fit > 0) return Truth::maybe;
  if (reporting()) report_best(datum, alternatives, exactly_one, shape, frame);
  return Truth::no;
}

void Walker::report_best(const Datum& datum, const std::vector<pack::Shape>& alternatives, bool exactly_one, const pack::Shape& shape, const Frame& frame) {
  if (const auto names = required_only(alternatives); !names.empty()) {
    violate(datum, shape, frame,
            {exactly_one ? "required-xor" : "required-or",
             parent_range(datum, frame),
             fmt::format("{} needs {} of {}", owner(frame), exactly_one ? "exactly one" : "at least one", listed(names, "and")),
             {},
             {}});
    return;
  }
  ++choosing_;
  std::vector<Violation> outer = std::move(found_), best;
  std::size_t least = 0, next = 0;
  for (const pack::Shape& each : alternatives) {
    found_.clear();
    check_value(datum, each, frame);
    const std::size_t bad = badness(found_);
    if (best.empty() || bad < least) {
      next = best.empty() ? bad + 100 : least;
      least = bad;
      best = std::move(found_);
    } else {
      next = std::min(next, bad);
    }
  }
  found_ = std::move(outer);
  --choosing_;
  // Formats and enums given as alternatives: said once, on the value.
  const bool scalar = datum.computed || datum.node.is_scalar();
  if (!shape.message().empty() || !shape.rule().empty() || (scalar && least == next)) {
    Report report{"no-alternative-fits", range_of(datum, frame), {}, {}, {}};
    const std::string forms = scalar ? forms_of(alternatives) : std::string();
    report.message = forms.empty() ? fmt::format("{} is {}, which is none of the forms it may have", subject(frame), scalar ? quoted(datum.text) : "like this")
                                   : fmt::format("{} is {}; it must {}", subject(frame), quoted(datum.text), forms);
    if (scalar && !datum.computed && !datum.at)
      for (const std::string& value : values_of(alternatives))
        if (auto edit = model::replacement(datum.node, model::text_value(value))) report.choices.push_back({"Set it to " + value, {std::move(*edit)}});
    violate(datum, shape, frame, std::move(report));
    return;
  }
  for (Violation& each : best) found_.push_back(std::move(each));
}

}  // namespace cribsheet::kinds::shape
