// Parameters: types, constraints that fit the type, and a default that fits the constraints.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <span>

#include "kinds/shape/regex.h"
#include "model/edits.h"
#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/mends.h"
#include "rules/nearest.h"

namespace cribsheet::rules::cloudformation {
namespace {

// Types a parameter may have by itself.
constexpr std::string_view kPlain[] = {"String", "Number", "List<Number>", "List<String>", "CommaDelimitedList"};
// Types whose value names something that must be there; each also as List<...>, unless it stands in kSingle.
constexpr std::string_view kNamed[] = {
    "AWS::EC2::AvailabilityZone::Name", "AWS::EC2::Image::Id",  "AWS::EC2::Instance::Id", "AWS::EC2::KeyPair::KeyName", "AWS::EC2::SecurityGroup::GroupName",
    "AWS::EC2::SecurityGroup::Id",      "AWS::EC2::Subnet::Id", "AWS::EC2::Volume::Id",   "AWS::EC2::VPC::Id",          "AWS::Route53::HostedZone::Id"};
constexpr std::string_view kSsmName = "AWS::SSM::Parameter::Name";
constexpr std::string_view kSsmValue = "AWS::SSM::Parameter::Value<";

bool one_of(std::string_view text, std::span<const std::string_view> list) { return std::find(list.begin(), list.end(), text) != list.end(); }

bool known_type(std::string_view type) {
  if (one_of(type, kPlain) || one_of(type, kNamed) || type == kSsmName) return true;
  if (type.starts_with("List<") && type.ends_with('>')) return one_of(type.substr(5, type.size() - 6), kNamed);
  if (type.starts_with(kSsmValue) && type.ends_with('>')) {
    const std::string_view inner = type.substr(kSsmValue.size(), type.size() - kSsmValue.size() - 1);
    return inner == "String" || inner == "CommaDelimitedList" || inner == "List<String>" ||
           (!inner.starts_with("AWS::SSM::") && inner != "Number" && known_type(inner));
  }
  return false;
}

std::vector<std::string_view> type_names() {
  std::vector<std::string_view> names(std::begin(kPlain), std::end(kPlain));
  names.insert(names.end(), std::begin(kNamed), std::end(kNamed));
  names.push_back(kSsmName);
  return names;
}

std::optional<double> number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const std::string copy(text);
  char* end = nullptr;
  const double value = std::strtod(copy.c_str(), &end);
  if (end != copy.c_str() + copy.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// "a value" of the parameter against all that its declaration says. Empty: it fits.
std::string misfit(const Parameter& parameter, std::string_view value) {
  const bool numeric = parameter.type == "Number" || parameter.type == "List<Number>";
  const std::optional<double> amount = number(value);
  if (numeric && !amount) return fmt::format("{} is no number, and the parameter's type is {}", value, parameter.type);
  if (parameter.allowed_values.is_sequence()) {
    bool found = false;
    for (const Node allowed : parameter.allowed_values.children()) {
      const std::string_view text = allowed.resolved().text();
      found = found || text == value || (numeric && number(text) == amount);
    }
    if (!found) return fmt::format("{} is not among the parameter's AllowedValues", value.empty() ? "''" : value);
  }
  const auto limit = [&](std::string_view key) {
    const Node node = parameter.body.find(key);
    return node.is_scalar() ? number(node.text()) : std::nullopt;
  };
  if (numeric) {
    if (const auto least = limit("MinValue"); least && *amount < *least) return fmt::format("{} is below the parameter's MinValue {}", value, *least);
    if (const auto most = limit("MaxValue"); most && *amount > *most) return fmt::format("{} is above the parameter's MaxValue {}", value, *most);
    return {};
  }
  const auto length = static_cast<double>(characters(value));
  if (const auto least = limit("MinLength"); least && length < *least) return fmt::format("'{}' is shorter than the parameter's MinLength {}", value, *least);
  if (const auto most = limit("MaxLength"); most && length > *most) return fmt::format("'{}' is longer than the parameter's MaxLength {}", value, *most);
  if (const Node pattern = parameter.body.find("AllowedPattern");
      pattern.is_scalar() && (parameter.type == "String" || (parameter.type == "CommaDelimitedList" && !value.empty()))) {  // of a list, each item
    const auto fits = kinds::shape::matches("^(?:" + std::string(pattern.text()) + ")$", value);
    if (fits && !*fits) return fmt::format("'{}' does not fit the parameter's AllowedPattern {}", value, pattern.text());
  }
  return {};
}

void check_type(const Parameter& parameter, Report& report) {
  const Node type = parameter.body.find("Type");
  if (!type.is_scalar() || parameter.type.empty() || known_type(parameter.type)) return;
  if (parameter.type.find("AWS::") != std::string_view::npos && parameter.type.starts_with("AWS::SSM::Parameter::Value<")) {
    report.add("parameter-type", type.range(), fmt::format("CloudFormation does not say that it supports {}", parameter.type), Severity::warning).also = {
        "cfn-lint:W2002"};
    return;
  }
  const auto near = nearest(parameter.type, type_names());
  Finding& finding =
      report.add("parameter-type", type.range(),
                 fmt::format("{} is no parameter type{}", parameter.type,
                             near.empty() ? "; use String, Number, CommaDelimitedList, List<Number> or one of the AWS types" : did_you_mean(near)));
  finding.also = {"cfn-lint:E2002"};
  offer(finding, content(type), near);
}

// A default that is written as a list: its items with commas.
void one_text(const Parameter& parameter, Node value, Report& report) {
  Finding& finding =
      report.add("parameter-default", value.range(), parameter.list() ? "A default is one text; write the list with commas: a,b" : "A default is one text");
  finding.also = {"cfn-lint:E2001"};
  std::string joined;
  for (const Node item : value.children()) {
    if (!item.is_scalar() || model::is_intrinsic(item)) return;
    joined += (joined.empty() ? "" : ",") + std::string(item.text());
  }
  if (!joined.empty() && (parameter.list() || value.child_count() == 1))
    if (auto edit = model::replacement(value, model::text_value(joined))) finding.fixes.push_back({"Write it with commas", {std::move(*edit)}, true});
}

void check_length(Node value, Report& report) {
  if (value.is_scalar() && characters(value.text()) > 4096)
    report.add("parameter-default", value.range(), fmt::format("A parameter's value has at most 4096 characters; this has {}", characters(value.text())))
        .also = {"cfn-lint:E2011"};
}

// The nearest value that may be chosen, or each of a few; a limit; or no default.
void fitting_default(const Parameter& parameter, Finding& finding) {
  constexpr std::size_t kMost = 4;
  const Node value = parameter.default_value;
  std::vector<std::string_view> allowed;
  if (parameter.allowed_values.is_sequence())
    for (const Node each : parameter.allowed_values.children())
      if (each.resolved().is_scalar()) allowed.push_back(each.resolved().text());
  const auto near = nearest(value.text(), allowed, 1);
  if (!near.empty()) offer_value(finding, value, near.front());
  else if (allowed.size() <= kMost)
    for (const std::string_view each : allowed) offer_value(finding, value, each, false);
  for (const std::string_view limit : {"MinValue", "MaxValue"}) {
    const Node bound = parameter.body.find(limit);
    if (!bound.is_scalar() || !allowed.empty()) continue;
    const auto most = number(bound.text()), amount = number(value.text());
    if (!most || !amount) continue;
    const bool outside = limit == "MinValue" ? *amount < *most : *amount > *most;
    if (outside) offer_value(finding, value, bound.text());
  }
  offer_removal(finding, parameter.body.find_entry("Default"));
}

void check_default(const Parameter& parameter, Report& report) {
  check_length(parameter.default_value, report);
  if (parameter.allowed_values.is_sequence())
    for (const Node allowed : parameter.allowed_values.children()) check_length(allowed.resolved(), report);
  const Node value = parameter.default_value;
  if (value.is_sequence() || (value.is_mapping() && !model::is_intrinsic(value))) one_text(parameter, value, report);
  if (!value.is_scalar() || model::is_intrinsic(value) || parameter.from_ssm()) return;
  if (parameter.type.empty()) return;
  if (!parameter.list()) {
    const std::string what = misfit(parameter, value.text());
    if (what.empty()) return;
    Finding& finding = report.add("parameter-default", value.range(), "The default " + what);
    finding.also = {"cfn-lint:E2015"};
    fitting_default(parameter, finding);
    return;
  }
  if (value.text().empty()) return;
  std::string_view rest = value.text();
  while (true) {
    const std::size_t comma = rest.find(',');
    if (const std::string what = misfit(parameter, trimmed(rest.substr(0, comma))); !what.empty()) {
      report.add("parameter-default", value.range(), "The default's item " + what).also = {"cfn-lint:E2015"};
      return;
    }
    if (comma == std::string_view::npos) return;
    rest.remove_prefix(comma + 1);
  }
}

void wrong_bound(const Parameter& parameter, Node entry, std::string_view right, std::string message, Report& report) {
  Finding& finding = report.add("parameter-constraint", entry.key().range(), std::move(message));
  finding.also = {"cfn-lint:E2001"};
  if (!parameter.body.find_entry(right)) offer_name(finding, entry.key(), right, false);
  offer_removal(finding, entry);
}

void check_constraints(const Parameter& parameter, Report& report) {
  const bool numeric = parameter.type == "Number" || parameter.type == "List<Number>";
  if (numeric)
    for (const std::string_view key : {"MinLength", "MaxLength", "AllowedPattern"})
      if (const Node entry = parameter.body.find_entry(key); entry && key != "AllowedPattern")
        wrong_bound(parameter, entry, key == "MinLength" ? "MinValue" : "MaxValue",
                    fmt::format("{} bounds text; a Number is bounded by MinValue and MaxValue", key), report);
  if (!numeric && !parameter.type.empty())
    for (const std::string_view key : {"MinValue", "MaxValue"})
      if (const Node entry = parameter.body.find_entry(key))
        wrong_bound(parameter, entry, key == std::string_view("MinValue") ? "MinLength" : "MaxLength",
                    fmt::format("{} bounds numbers; text is bounded by MinLength and MaxLength", key), report);
  for (const auto& [least, most] : {std::pair("MinValue", "MaxValue"), std::pair("MinLength", "MaxLength")}) {
    const Node low = parameter.body.find(least);
    const Node high = parameter.body.find(most);
    if (!low.is_scalar() || !high.is_scalar()) continue;
    const auto a = number(low.text());
    const auto b = number(high.text());
    if (!a || !b || *a <= *b) continue;
    Finding& finding =
        report.add("parameter-constraint", low.range(), fmt::format("{} {} is above {} {}, so no value can be right", least, low.text(), most, high.text()));
    finding.also = {"cfn-lint:E2001"};
    finding.fixes.push_back({"Exchange them", {{low.range(), std::string(source(high))}, {high.range(), std::string(source(low))}}, false});
  }
  const Node pattern = parameter.body.find("AllowedPattern");
  if (pattern.is_scalar() && !model::is_intrinsic(pattern) && !kinds::shape::matches(pattern.text(), ""))
    report.add("parameter-constraint", pattern.range(), "This AllowedPattern is no regular expression that can be read", Severity::warning).also = {
        "cfn-lint:I2003"};
}

}  // namespace

void check_parameters(const View& view, Report& report) {
  for (const Parameter& parameter : view.outline.parameters) {
    if (!parameter.body.is_mapping()) continue;
    check_type(parameter, report);
    check_default(parameter, report);
    check_constraints(parameter, report);
  }
}

}  // namespace cribsheet::rules::cloudformation
