// The Conditions section: what a condition may be made of, and conditions that decide nothing.
#include <algorithm>
#include <fmt/format.h>

#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/gives.h"
#include "rules/cloudformation/mends.h"
#include "rules/nearest.h"

namespace cribsheet::rules::cloudformation {
namespace {

bool absent(Node node) {
  return node.is_missing() || (node.is_scalar() && node.style() == syntax::Style::plain && syntax::scalar_type(node) == syntax::ScalarType::null);
}

bool makes_truth(const Call& call) {
  constexpr std::string_view kTruth[] = {"Fn::And", "Fn::Or", "Fn::Not", "Fn::Equals", "Condition"};
  return std::find(std::begin(kTruth), std::end(kTruth), call.function.name) != std::end(kTruth);
}

bool only_in_rules(std::string_view name) {
  constexpr std::string_view kRules[] = {"Fn::Contains", "Fn::EachMemberEquals", "Fn::EachMemberIn", "Fn::RefAll", "Fn::ValueOf", "Fn::ValueOfAll"};
  return std::find(std::begin(kRules), std::end(kRules), name) != std::end(kRules);
}

Range shown(Node node, Range otherwise) { return node.range().empty() ? otherwise : node.range(); }

// A value that must be true or false; `code` is cfn-lint's for the place.
void check_truth(const View& view, Node node, Range otherwise, bool in_rules, std::string_view code, Report& report) {
  node = node.resolved();
  const Call* call = view.call_at(node);
  if (call != nullptr && (makes_truth(*call) || (in_rules && only_in_rules(call->function.name)) || call->is("Fn::Transform") || call->is("Fn::ForEach")))
    return;
  if (call == nullptr && node.is_scalar() && syntax::scalar_type(node) == syntax::ScalarType::boolean) return;
  std::string message;
  if (call != nullptr)
    message = fmt::format("{} gives no true or false; a condition is made of Fn::Equals, Fn::And, Fn::Or, Fn::Not and Condition", call->function.name);
  else if (absent(node)) message = "Nothing is written here; a condition is made of Fn::Equals, Fn::And, Fn::Or, Fn::Not and Condition";
  else if (node.is_mapping() && node.child_count() > 1 && node.first_child().key().text().starts_with("Fn::"))
    message = "A condition is one function; put these together with Fn::And or Fn::Or";
  else if (node.is_scalar())
    message = fmt::format("'{}' is neither true nor false; a condition is made of Fn::Equals, Fn::And, Fn::Or, Fn::Not and Condition", node.text());
  else message = "This is neither true nor false; a condition is made of Fn::Equals, Fn::And, Fn::Or, Fn::Not and Condition";
  report.add("condition-shape", shown(node, otherwise), std::move(message)).also = {"cfn-lint:" + std::string(code), "cfn-lint:E1001"};
}

void check_list(const View& view, const Call& call, std::size_t least, std::size_t most, std::string_view code, Report& report) {
  const Node argument = call.function.short_form ? call.function.argument : call.function.argument.resolved();
  const std::string count = least == most ? fmt::format("{} condition", least) : fmt::format("{} to {} conditions", least, most);
  if (!argument.is_sequence() || argument_function(call.function)) {
    report.add("condition-shape", shown(argument, call.function.name_range), fmt::format("{} takes a list of {}", call.function.name, count)).also = {
        "cfn-lint:" + std::string(code)};
    return;
  }
  if (argument.child_count() < least || argument.child_count() > most) {
    Finding& finding = report.add(
        "condition-shape", shown(argument, call.function.name_range),
        fmt::format("{} takes a list of {}; here {} {}", call.function.name, count, argument.child_count() == 1 ? "is" : "are", argument.child_count()));
    finding.also = {"cfn-lint:" + std::string(code)};
    if (argument.child_count() == 1 && least == 2)
      offer_text_of(finding, call.function.node, argument.first_child(), fmt::format("Write it without {}", call.function.name));
  }
  for (const Node item : argument.children()) check_truth(view, item, call.function.name_range, call.section == Section::rules, code, report);
}

void check_equals_value(const View& view, const Call& equals, Node node, Report& report) {
  constexpr std::string_view kAllowed[] = {"Ref",       "Fn::FindInMap", "Fn::Sub",          "Fn::Join",      "Fn::Select",
                                           "Fn::Split", "Fn::Length",    "Fn::ToJsonString", "Fn::Transform", "Fn::ValueOf"};
  node = node.resolved();
  std::string message;
  if (const Call* call = view.call_at(node)) {
    if (std::find(std::begin(kAllowed), std::end(kAllowed), call->function.name) != std::end(kAllowed)) {
      const Given given = gives(view, *call);
      if (given.types == 0 || (given.types & gives_text)) return;
      if (call->is("Fn::Split")) return;
      message = fmt::format("{} gives a list; Fn::Equals compares two texts", call->function.name);
    } else {
      message = fmt::format("{} can't stand in Fn::Equals; it compares texts, parameters and values from mappings", call->function.name);
    }
  } else if (absent(node)) {
    message = "Fn::Equals compares two texts; nothing is written here";
  } else if (!node.is_scalar()) {
    message = "Fn::Equals compares two texts; this is a " + std::string(node.is_sequence() ? "list" : "mapping");
  }
  if (!message.empty())
    report.add("condition-shape", shown(node, equals.function.name_range), std::move(message)).also = {"cfn-lint:E8003", "cfn-lint:E1001", "cfn-lint:E1020"};
}

void check_equals(const View& view, const Call& call, Report& report) {
  const Node argument = call.function.short_form ? call.function.argument : call.function.argument.resolved();
  if (!argument.is_sequence() || argument_function(call.function)) {
    report.add("condition-shape", shown(argument, call.function.name_range), "Fn::Equals takes a list of two values").also = {"cfn-lint:E8003",
                                                                                                                              "cfn-lint:E1001"};
    return;
  }
  if (argument.child_count() != 2)
    report.add("condition-shape", shown(argument, call.function.name_range), fmt::format("Fn::Equals compares two values; here are {}", argument.child_count()))
        .also = {"cfn-lint:E8003"};
  for (const Node item : argument.children()) check_equals_value(view, call, item, report);
}

// The functions of the Rules section take two things, but for Fn::RefAll, which takes a parameter's type.
void check_rule_function(const Call& call, Report& report) {
  const Node argument = call.function.argument;
  const bool one = call.is("Fn::RefAll");
  if (argument.is_missing() || (one ? argument.is_scalar() : argument.is_sequence() && argument.child_count() == 2)) return;
  report
      .add("condition-shape", shown(argument, call.function.name_range),
           fmt::format("{} takes {}", call.function.name, one ? "the type of the parameters it looks at" : "a list of two things"))
      .also = {"cfn-lint:E1701"};
}

bool plain(const View& view, Node node) { return node.is_scalar() && view.call_at(node) == nullptr; }

// The nearest value that the parameter may have, or each of a few.
void offer_allowed(const Parameter& parameter, Node text, Finding& finding) {
  constexpr std::size_t kMost = 4;
  std::vector<std::string_view> values;
  for (const Node value : parameter.allowed_values.children())
    if (value.resolved().is_scalar()) values.push_back(value.resolved().text());
  const auto near = nearest(text.text(), values, 1);
  if (!near.empty()) offer_value(finding, text, near.front());
  else if (values.size() <= kMost)
    for (const std::string_view value : values) offer_value(finding, text, value, false);
}

// Fn::Equals of two texts, or of a parameter and a text it can't be.
void check_constant(const View& view, const Call& call, Report& report) {
  const Node argument = call.function.argument;
  if (!argument.is_sequence() || argument.child_count() != 2) return;
  const Node left = argument.first_child().resolved();
  const Node right = left.next_sibling() ? argument.first_child().next_sibling().resolved() : Node{};
  if (!right) return;
  if (plain(view, left) && plain(view, right)) {
    report.add("constant-condition", argument.range(), fmt::format("This comparison is always {}: it compares two fixed texts", left.text() == right.text()));
    return;
  }
  for (const auto& [reference, fixed] : {std::pair(left, right), std::pair(right, left)}) {
    const Call* ref = view.call_at(reference);
    if (ref == nullptr || !ref->is("Ref") || !plain(view, fixed) || !ref->function.argument.is_scalar()) continue;
    const Parameter* parameter = view.outline.parameter(ref->function.argument.text());
    if (parameter == nullptr || parameter->from_ssm() || !parameter->allowed_values.is_sequence()) continue;
    bool found = false;
    for (const Node value : parameter->allowed_values.children()) found = found || value.is(fixed.text());
    if (found) continue;
    Finding& finding =
        report.add("constant-condition", fixed.range(),
                   fmt::format("{} can never be {}: its AllowedValues don't have it, so this comparison is always false", parameter->id, fixed.text()));
    finding.related.push_back({"", parameter->allowed_values.range(), 0, "the values it may have"});
    offer_allowed(*parameter, fixed, finding);
  }
}

bool outside_conditions(const View& view, const Call& call) {
  if (call.section == Section::conditions || call.section == Section::rules) return false;
  if (call.parent >= 0) {
    const Call& parent = view.calls[static_cast<std::size_t>(call.parent)];
    if (makes_truth(parent) || (parent.is("Fn::If") && call.position == 0) || call.direct) return false;  // said of the parent
  }
  return true;
}

}  // namespace

void check_conditions(const View& view, Report& report) {
  if (view.outline.macros) return;
  for (const Named& condition : view.outline.conditions) check_truth(view, condition.entry.value(), condition.key.range(), false, "E8001", report);
  for (const Named& rule : view.outline.rules) {
    if (const Node when = rule.body.find_entry("RuleCondition")) check_truth(view, when.value(), when.key().range(), true, "E1702", report);
    const Node assertions = rule.body.find("Assertions").resolved();
    if (!assertions.is_sequence()) continue;
    for (const Node assertion : assertions.children()) {
      if (assertion.resolved().is_mapping() && !assertion.resolved().find_entry("Assert") && !model::is_intrinsic(assertion.resolved()))
        report.add("condition-shape", shown(assertion, rule.key.range()), "An assertion needs Assert: what must hold").also = {"cfn-lint:E1701"};
      if (const Node assert_that = assertion.resolved().find_entry("Assert"))
        check_truth(view, assert_that.value(), assert_that.key().range(), true, "E1701", report);
    }
  }
  for (const Call& call : view.calls) {
    if (call.is("Fn::And")) check_list(view, call, 2, 10, "E8004", report);
    else if (call.is("Fn::Or")) check_list(view, call, 2, 10, "E8006", report);
    else if (call.is("Fn::Not")) check_list(view, call, 1, 1, "E8005", report);
    else if (call.is("Fn::Equals")) check_equals(view, call, report);
    else if (call.section == Section::rules && only_in_rules(call.function.name)) check_rule_function(call, report);
    else if (call.is("Condition") && !call.function.argument.resolved().is_scalar())
      report.add("condition-shape", shown(call.function.argument, call.function.name_range), "Condition takes the name of a condition").also = {
          "cfn-lint:E8007"};
  }
}

void check_constant_conditions(const View& view, const Part& part, Report& report) {
  for (const Call& call : part.calls)
    if (call.is("Fn::Equals")) check_constant(view, call, report);
}

void check_unreachable(const View& view, const Part& part, Report& report) {
  for (const Call& call : part.calls) {
    if (!call.is("Fn::If") || !call.function.argument.is_sequence() || call.function.argument.child_count() != 3) continue;
    const Node condition = call.function.argument.first_child();
    if (!condition.is_scalar() || view.outline.condition(condition.text()) == nullptr || !view.resolver.possible(call.assumes)) continue;
    Node branch = condition.next_sibling();
    for (const bool holds : {true, false}) {
      Assumptions assumed = call.assumes;
      assumed.push_back({condition.text(), holds});
      if (!view.resolver.possible(assumed)) {
        Finding& finding = report.add("unreachable-branch", branch.range().empty() ? call.function.name_range : branch.range(),
                                      fmt::format("This is never taken: {} is always {} here", condition.text(), !holds));
        finding.unnecessary = true;
        const Node taken = holds ? branch.next_sibling() : condition.next_sibling();
        if (call.function.short_form || call.function.node.style() == syntax::Style::flow)
          offer_text_of(finding, call.function.node, taken, "Keep only what is taken");
        break;
      }
      branch = branch.next_sibling();
    }
  }
}

void check_misplaced_functions(const View& view, const Part& part, Report& report) {
  if (view.outline.macros) return;
  for (const Call& call : part.calls) {
    const std::string_view name = call.function.name;
    std::string_view why;
    if (only_in_rules(name) && call.section != Section::rules) why = "can stand only under Rules";
    else if (makes_truth(call) && !call.is("Condition") && outside_conditions(view, call))
      why = "can stand only under Conditions and Rules; name the condition in Fn::If instead";
    else if (call.is("Condition") && call.function.short_form && outside_conditions(view, call)) why = "can stand only under Conditions and Rules";
    else if (call.section == Section::parameters && !call.is("Fn::Transform")) why = "can't stand under Parameters; their values are fixed texts";
    else if (call.section == Section::mappings && call.parent < 0 && !call.is("Fn::Transform") && !call.is("Fn::ForEach"))
      why = "can't stand under Mappings; their values are fixed texts and lists";
    if (why.empty()) continue;
    Finding& finding = report.add("function-not-allowed", call.function.name_range, fmt::format("{} {}", name, why));
    finding.entity = name;
    if (call.section == Section::parameters) finding.also = {"cfn-lint:E2001"};
    else if (call.section == Section::mappings) finding.also = {"cfn-lint:E7001"};
    else if (call.resource != nullptr && call.attribute == "Condition") finding.also = {"cfn-lint:E3015", "cfn-lint:E3001"};
    else finding.also = {"cfn-lint:E1101", "cfn-lint:E8007"};
  }
}

}  // namespace cribsheet::rules::cloudformation
