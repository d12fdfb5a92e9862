#include "kinds/shape/walker.h"

#include <algorithm>
#include <unordered_set>

namespace cribsheet::kinds::shape {
namespace {

constexpr std::size_t kMostConditions = 4;  // 16 combinations; with more, presence counts as unknown

struct Depth {
  int& depth;
  explicit Depth(int& counted) : depth(counted) { ++depth; }
  ~Depth() { --depth; }
  Depth(const Depth&) = delete;
  Depth& operator=(const Depth&) = delete;
};

Range first_line(syntax::Node node) {
  const Range range = node.range();
  const std::string_view text = node.tree()->text().substr(range.begin, range.size());  // no further: the file may be one line
  const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  return {range.begin, range.begin + static_cast<Offset>(end)};
}

}  // namespace

const Resolver Walker::kPlain;

// Only a tag, a mapping of one entry, or a text with a brace ({{resolve:...}}, ${...}) can be anything but what it says.
bool Walker::may_be_resolved(syntax::Node node) const {
  if (node.is_scalar()) return !node.tag().empty() || node.text().find('{') != std::string_view::npos;  // {{resolve:...}}, ${...}
  if (!node.tag().empty()) return true;
  const syntax::Node entry = node.is_mapping() ? node.first_child() : syntax::Node{};
  return entry && !entry.next_sibling() && !entry.key().text().starts_with("Fn::ForEach::");  // a loop gives entries, not a value
}

Truth Walker::check(syntax::Node node, const pack::Shape& shape, const Frame& frame) {
  if (!shape) return Truth::yes;
  if (depth_ >= kMaxDepth || fuel_ == 0) return Truth::maybe;
  const Depth deeper(depth_);
  --fuel_;
  const bool alias = node.kind() == syntax::NodeKind::alias;
  node = node.resolved();
  if (alias && !node) return Truth::maybe;  // it stands for nothing; the syntax error says so
  if (loops_ > 0 && node.is_scalar() && made_by_loop(node.text())) return Truth::maybe;
  if (options_.intrinsics && may_be_resolved(node)) {
    std::vector<Value> values;
    if (resolver_.resolve(node, assumed_, values)) {
      if (reporting()) visitor_->function(node, shape, entity(frame));
      Datum outer;
      outer.node = node;
      return check_resolved(values, outer, shape, frame);
    }
  }
  Datum datum;
  datum.node = node;
  return check_known(datum, shape, frame);
}

Truth Walker::check_text(std::string_view text, const pack::Shape& shape) {
  Datum datum;
  datum.computed = true;
  datum.text = text;
  return check_value(datum, shape, Frame{});
}

Truth Walker::check_resolved(const std::vector<Value>& values, Datum outer, const pack::Shape& shape, const Frame& frame) {
  std::size_t yes = 0, no = 0, other = 0;
  for (const Value& value : values) {
    if (value.known == Known::absent) continue;
    if (value.known == Known::unknown) {
      ++other;
      continue;
    }
    const std::size_t before = assumed_.size();
    assumed_.insert(assumed_.end(), value.assumes.begin(), value.assumes.end());
    Datum datum;
    datum.node = value.node;
    datum.computed = value.computed;
    datum.text = value.text;
    if (!value.via.empty()) datum.at = outer.node;
    datum.via = value.via;
    const Truth truth = check_known(datum, shape, frame);
    assumed_.resize(before);
    ++(truth == Truth::yes ? yes : truth == Truth::no ? no : other);
  }
  if (no > 0 && yes + other == 0) return Truth::no;
  return no + other == 0 ? Truth::yes : Truth::maybe;
}

// A value that is no function: its scalar text or its entries are worked out once for every shape that is tried on it.
Truth Walker::check_known(Datum datum, const pack::Shape& shape, const Frame& frame) {
  if (datum.computed) return check_value(datum, shape, frame);
  if (datum.node.is_mapping()) {
    Entries entries;
    collect(datum.node, entries, 0);
    entries.sort();
    datum.entries = &entries;
    return check_mapping(datum, entries, shape, frame);
  }
  if (datum.node.is_scalar()) datum.text = datum.node.text();
  return check_value(datum, shape, frame);
}

// Where conditions decide which entries are there, every combination of them is looked at by itself.
Truth Walker::check_mapping(const Datum& datum, Entries& entries, const pack::Shape& shape, const Frame& frame) {
  std::vector<std::string_view> names;
  for (const Entry& entry : entries.list)
    if (entry.function) resolver_.conditions(entry.value, assumed_, names);
  if (names.size() > 1) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
  }
  if (names.empty() || names.size() > kMostConditions) {
    settle(entries);
    return check_value(datum, shape, frame);
  }
  const std::size_t before = assumed_.size();
  bool all_no = true, all_yes = true;
  for (std::uint32_t bits = 0; bits < (1u << names.size()); ++bits) {
    for (std::size_t i = 0; i < names.size(); ++i) assumed_.push_back({names[i], (bits & (1u << i)) == 0});
    if (resolver_.possible(assumed_)) {
      settle(entries);
      const Truth truth = check_value(datum, shape, frame);
      all_no = all_no && truth == Truth::no;
      all_yes = all_yes && truth == Truth::yes;
    }
    assumed_.resize(before);
  }
  return all_yes ? Truth::yes : all_no ? Truth::no : Truth::maybe;
}

Truth Walker::check_value(const Datum& datum, const pack::Shape& shape, const Frame& frame) {
  if (!shape) return Truth::yes;
  if (depth_ >= kMaxDepth || fuel_ == 0) return Truth::maybe;
  const Depth deeper(depth_);
  --fuel_;
  const Traits& traits = traits_of(shape);
  if (traits.by_sibling) return Truth::maybe;  // opened by check_entry, which sees the sibling
  Truth truth = check_type(datum, shape, frame);
  const bool hopeless = truth == Truth::no;
  const auto more = [&](Truth next) { truth = both(truth, next); };
  const auto stop = [&] { return truth == Truth::no && !reporting(); };
  if (stop()) return truth;
  if (!hopeless) {
    const bool scalar = datum.computed || datum.node.is_scalar();
    if (scalar) {
      if (traits.values) more(check_enum(datum, shape, frame));
      if (traits.texts && truth != Truth::no) more(check_text_limits(datum, shape, frame));
      if (traits.numbers && truth != Truth::no) more(check_number(datum, shape, frame));
    } else if (datum.entries != nullptr) {
      more(check_object(datum, shape, frame));
    } else if (datum.node.is_sequence()) {
      more(check_list(datum, shape, frame));
    }
    if (stop()) return truth;
    if (traits.choices) more(check_choices(datum, shape, frame));
  }
  return truth;
}

const Traits& Walker::traits_of(const pack::Shape& shape) {
  const auto [known, fresh] = traits_.try_emplace(shape.id());
  Traits& traits = known->second;
  if (!fresh) return traits;
  traits.values = !shape.constant().empty() || !shape.enum_values().empty();
  traits.texts = shape.min_length() || shape.max_length() || !shape.pattern().empty() || !shape.format().empty();
  traits.numbers = shape.minimum() || shape.maximum() || shape.multiple_of();
  traits.combinations = !shape.required_or().empty() || !shape.required_xor().empty() || !shape.dependent_required().empty() ||
                        !shape.dependent_excluded().empty() || shape.min_properties() || shape.max_properties();
  traits.choices = !shape.all_of().empty() || !shape.any_of().empty() || !shape.one_of().empty() || shape.negation() || shape.condition();
  traits.by_sibling = !shape.resource_by().empty();
  return traits;
}

Truth Walker::test(const Datum& datum, const pack::Shape& shape, const Frame& frame) {
  ++silent_;
  const Truth truth = check_value(datum, shape, frame);
  --silent_;
  return truth;
}

std::string Walker::said(const pack::Shape& shape, const Datum& datum, const Frame& frame, const Report& report, std::string_view step) const {
  const std::string_view pattern = shape.message();
  const auto word = [&](std::string_view name) -> std::string {
    if (name == "what") return report.message;
    if (name == "property") return step.empty() ? subject(frame) : std::string(step);
    if (name == "value") return number_of(datum.text) ? std::string(datum.text) : quoted(datum.text);
    if (name == "reason") return where({}, " where this is so").substr(7);
    if (!name.empty() && name[0] >= 'A' && name[0] <= 'Z' && datum.entries != nullptr) {
      const Entry* entry = datum.entries->find(name);
      return entry != nullptr && entry->value.resolved().is_scalar() ? std::string(entry->value.resolved().text()) : "(not known)";
    }
    return name == "where" ? where(step.empty() ? subject(frame) : std::string(step)) : "{" + std::string(name) + "}";
  };
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t open = std::min(pattern.find('{', at), pattern.size()), close = pattern.find('}', open);
    out += pattern.substr(at, open - at);
    if (open == pattern.size() || close == std::string_view::npos) return out + std::string(pattern.substr(open));
    out += word(pattern.substr(open + 1, close - open - 1));
    at = close + 1;
  }
  return out;
}

void Walker::tell() {
  for (Violation& violation : found_) visitor_->violation(std::move(violation));
  found_.clear();
}

Truth Walker::violate(const Datum& datum, const pack::Shape& shape, const Frame& frame, Report report, std::string_view step) {
  if (!reporting()) return Truth::no;
  Violation violation;
  violation.rule = shape.rule().empty() ? report.rule : shape.rule();
  violation.severity = shape.severity();
  violation.range = report.range;
  violation.message = shape.message().empty() ? std::move(report.message) : said(shape, datum, frame, report, step);
  violation.entity = entity(frame, step);
  violation.fix_title = std::move(report.fix_title);
  violation.edits = std::move(report.edits);
  violation.choices = std::move(report.choices);
  violation.deprecated = report.deprecated;
  violation.via = datum.via;
  if (shape) violation.format = shape.format(), violation.by_key = !shape.unique_keys().empty();
  violation.pattern = report.pattern;
  if (!datum.via.empty()) {
    violation.message += " (" + std::string(datum.via) + ")";
    if (violation.severity.empty()) violation.severity = "warning";
    violation.edits.clear();
    violation.choices.clear();
  }
  const auto same = [&](const Violation& other) {
    return other.rule == violation.rule && other.range == violation.range && other.message == violation.message;
  };
  const auto recent = found_.size() > 64 ? found_.end() - 64 : found_.begin();
  if (std::none_of(recent, found_.end(), same)) found_.push_back(std::move(violation));
  return Truth::no;
}

std::string Walker::entity(const Frame& frame, std::string_view step) const {
  std::vector<std::string_view> steps;
  if (!step.empty()) steps.push_back(step);
  std::string base = options_.entity;
  for (const Frame* at = &frame; at != nullptr; at = at->up) {
    if (!at->entity.empty()) {
      base = at->entity;
      break;
    }
    if (!at->step.empty()) steps.push_back(at->step);
  }
  for (auto each = steps.rbegin(); each != steps.rend(); ++each) {
    if (!base.empty() && base.back() != ':') base += '.';
    base += *each;
  }
  return base;
}

std::string Walker::subject(const Frame& frame) const {
  if (frame.key.is_scalar()) return std::string(frame.key.text());
  if (frame.up != nullptr && frame.up->key.is_scalar()) return "An item of " + std::string(frame.up->key.text());
  return "The value";
}

std::string Walker::owner(const Frame& frame) const {
  for (const Frame* at = &frame; at != nullptr; at = at->up) {
    if (at->entity.starts_with("AWS::")) return std::string(at->entity);
    if (!at->step.empty()) return std::string(at->step);
    if (at->key.is_scalar()) return std::string(at->key.text());
  }
  return "this document";
}

Range Walker::range_of(const Datum& datum, const Frame& frame) const {
  const syntax::Node node = datum.at ? datum.at : datum.node;
  if (!node) return {};
  if (node.is_scalar() || node.kind() == syntax::NodeKind::alias) {
    if (node.range().empty() && frame.key) return frame.key.range();
    const Range range = node.range();
    return first_line(node).end < range.end ? first_line(node) : range;
  }
  if (!node.tag().empty()) return node.tag_range();
  const syntax::Node above = node.parent();
  if (above.kind() == syntax::NodeKind::entry && above.value() == node && above.key().is_scalar()) return above.key().range();
  return first_line(node);
}

Range Walker::parent_range(const Datum& datum, const Frame& frame) const {
  const syntax::Node node = datum.at ? datum.at : datum.node;
  const syntax::Node above = node.parent();
  if (above.kind() == syntax::NodeKind::entry && above.key().is_scalar()) return above.key().range();
  if (node.is_mapping() && node.first_child()) return first_line(node.first_child());
  return range_of(datum, frame);
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  std::string out = "'";
  std::size_t cut = std::min(text.size(), kLongest);
  while (cut < text.size() && cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
  for (const char c : text.substr(0, cut)) out += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  if (cut < text.size()) out += "…";
  return out + "'";
}

std::vector<std::string> plain_values(const pack::Shape& shape) {
  std::vector<std::string> names;
  std::unordered_set<std::string> seen;
  for (const auto& value : shape.enum_values()) {
    std::string name = plain_json(value.json);
    if (name == "True" || name == "TRUE") name = "true";
    if (name == "False" || name == "FALSE") name = "false";
    if (seen.insert(name).second) names.push_back(std::move(name));
  }
  return names;
}

std::string listed(const std::vector<std::string>& names, std::string_view last, std::size_t limit) {
  std::string out;
  const std::size_t shown = std::min(names.size(), limit);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) out += i + 1 == names.size() ? " " + std::string(last) + " " : ", ";
    out += names[i];
  }
  if (shown < names.size()) out += ", … (" + std::to_string(names.size()) + " in all)";
  return out;
}

// ---- the door ----

namespace {

std::size_t fuel_for(syntax::Node node) { return node ? kLeastFuel + kFuelPerNode * static_cast<std::size_t>(node.tree()->node_count()) : kLeastFuel; }

}  // namespace

void validate(syntax::Node node, pack::Shape shape, const pack::Pack& pack, const Options& options, const Resolver* resolver, Visitor& visitor) {
  Walker walker(pack, options, resolver, &visitor, fuel_for(node));
  Frame root;
  root.entity = shape.entity();
  walker.check(node, shape, root);
  walker.tell();
}

Truth fits(syntax::Node node, pack::Shape shape, const pack::Pack& pack, const Options& options, const Resolver* resolver) {
  return Walker(pack, options, resolver, nullptr, fuel_for(node)).check(node, shape, Frame{});
}

Truth fits(std::string_view text, pack::Shape shape) {
  if (!shape) return Truth::maybe;
  static const Options options{true, false, {}};
  return Walker(*shape.pack(), options, nullptr, nullptr, 100000).check_text(text, shape);
}

}  // namespace cribsheet::kinds::shape
