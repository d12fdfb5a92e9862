// References that name nothing: Ref, Fn::GetAtt, Fn::Sub, DependsOn; and attributes that a type lacks.
#include <fmt/format.h>

#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/mends.h"
#include "rules/cloudformation/names.h"
#include "rules/nearest.h"

namespace cribsheet::rules::cloudformation {
namespace {

constexpr std::string_view kUnresolved = "unresolved-reference";

bool only_parameters(const Call& call) { return call.section == Section::conditions || call.section == Section::rules; }

std::vector<std::string_view> candidates(const Template& outline, bool with_resources) {
  std::vector<std::string_view> names = parameter_names(outline);
  if (with_resources)
    for (const std::string_view name : resource_names(outline)) names.push_back(name);
  for (const std::string_view name : kinds::cloudformation::pseudo_parameters()) names.push_back(name);
  return names;
}

// A name as Ref takes it, from Ref or from `${Name}`.
void check_name(const View& view, const Call& call, std::string_view name, Range range, std::string_view code, Report& report) {
  const Template& outline = view.outline;
  if (name.empty() || is_pseudo_parameter(name) || outline.parameter(name) != nullptr || view.loop_variable(call, name)) return;
  if (outline.open_parameters) return;
  const bool resources = !only_parameters(call);
  if (outline.resource(name) != nullptr) {
    if (resources) return;
    Finding& finding = report.add(kUnresolved, range,
                                  fmt::format("{} is a resource; in {} only parameters and pseudo parameters can be referred to", name,
                                              call.section == Section::conditions ? "Conditions" : "Rules"));
    finding.also = codes_around(view, call, code);
    return;
  }
  if (resources && (may_be_made(outline, name) || name.find("${") != std::string_view::npos)) return;
  // SAM lets a reference reach what it makes: Ref: Function.Version, Api.Stage.
  if (outline.sam && name.find('.') != std::string_view::npos) return;
  const auto near = nearest(name, candidates(outline, resources));
  Finding& finding = report.add(kUnresolved, range, fmt::format("Nothing in this template is called {}{}", name, did_you_mean(near)));
  finding.also = codes_around(view, call, code);
  offer(finding, range, near);
}

bool has_property(pack::Shape shape, std::string_view path) {
  for (int steps = 0; shape && steps < 8; ++steps) {
    const std::size_t dot = path.find('.');
    const auto property = shape.find(path.substr(0, dot));
    if (!property) return false;
    if (dot == std::string_view::npos) return true;
    path.remove_prefix(dot + 1);
    shape = property->shape;
  }
  return false;
}

void check_attribute(const View& view, const Call& call, const Resource& target, std::string_view attribute, Range range, std::string_view code,
                     Report& report) {
  if (attribute.empty() || attribute.find("${") != std::string_view::npos) return;
  if (target.type.empty() || is_custom(target.type) || is_module(target.type) || target.type.starts_with("AWS::Serverless::")) return;
  if (view.outline.macros) return;
  const pack::ResourceType type = view.input.pack.resource_type(target.type);
  if (!type || type.any_attribute() || type.attribute(attribute) || has_property(type.shape(), attribute)) return;
  std::vector<std::string_view> names;
  for (const pack::Attribute& each : type.attributes()) names.push_back(each.name);
  const auto near = nearest(attribute, names);
  std::string message = fmt::format("{} has no attribute {}", target.type, attribute);
  if (!near.empty()) message += did_you_mean(near);
  else if (names.empty()) message += "; it has no attributes at all";
  else {
    message += "; it has " + std::string(names[0]);
    for (std::size_t i = 1; i < names.size() && i < 8; ++i) message += ", " + std::string(names[i]);
    if (names.size() > 8) message += ", ...";
  }
  Finding& finding = report.add("unknown-attribute", range, std::move(message));
  finding.entity = target.type;
  finding.also = codes_around(view, call, code);
  offer(finding, range, near);
}

// A resource as GetAtt takes it; the resource, where the attribute can be looked up.
const Resource* check_owner(const View& view, const Call& call, std::string_view id, Range range, std::string_view code, Report& report) {
  const Template& outline = view.outline;
  if (id.empty()) return nullptr;
  if (const Resource* target = outline.resource(id)) return target;
  if (may_be_made(outline, id) || view.loop_variable(call, id) || id.find("${") != std::string_view::npos) return nullptr;
  if (outline.parameter(id) != nullptr && outline.language_extensions) return nullptr;
  const auto near = nearest(id, resource_names(outline));
  std::string message = outline.parameter(id) != nullptr ? fmt::format("{} is a parameter, which has no attributes; Ref gives its value", id)
                                                         : fmt::format("No resource in this template is called {}{}", id, did_you_mean(near));
  Finding& finding = report.add(kUnresolved, range, std::move(message));
  finding.also = codes_around(view, call, code);
  if (outline.parameter(id) == nullptr) offer(finding, range, near);
  return nullptr;
}

void check_get_att(const View& view, const Call& call, Report& report) {
  const auto use = kinds::cloudformation::attribute_use(call.function);
  if (!use) return;
  if (only_parameters(call)) return;  // not allowed there at all; function-not-allowed says so
  if (const Resource* target = check_owner(view, call, use->id, use->id_range, "E1010", report))
    check_attribute(view, call, *target, use->attribute, use->attribute_range, "E1010", report);
}

bool sub_name_ok(std::string_view name) {
  for (const char c : name)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' || c == '.' || c == '_' || c == '&')) return false;
  return true;
}

void check_sub_part(const View& view, const Call& call, const model::SubPart& part, Report& report) {
  const std::string_view name = part.text;
  if (name.empty() || part.text_range.empty()) {
    report.add(kUnresolved, part.range, "${} names nothing; write ${Name}, or ${!} for a plain dollar and braces").also = codes_around(view, call, "E1019");
    return;
  }
  if (!sub_name_ok(name)) {
    Finding& finding = report.add(
        kUnresolved, part.range,
        fmt::format("${{{}}} can't be a name in Fn::Sub: only letters, digits, '_', '.' and ':' may stand there; for a literal ${{...}} write ${{!{}}}", name,
                    name));
    finding.also = codes_around(view, call, "E1019");
    finding.fixes.push_back({"Keep it as literal text", {{{part.text_range.begin, part.text_range.begin}, "!"}}, false});
    return;
  }
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos || view.loop_variable(call, name)) {
    check_name(view, call, name, part.text_range, "E1019", report);
    return;
  }
  if (only_parameters(call)) return;
  const Range id_range{part.text_range.begin, part.text_range.begin + static_cast<Offset>(dot)};
  const Range attribute_range{id_range.end + 1, part.text_range.end};
  if (const Resource* target = check_owner(view, call, name.substr(0, dot), id_range, "E1019", report))
    check_attribute(view, call, *target, name.substr(dot + 1), attribute_range, "E1019", report);
}

void check_sub(const View& view, const Call& call, Report& report) {
  Node text = call.function.argument;
  Node variables;
  if (text.is_sequence()) {
    text = call.function.argument.first_child();
    variables = text.next_sibling().resolved();
  }
  if (!text.is_scalar()) return;
  for (const model::SubPart& part : model::sub_parts(text)) {
    if (part.literal || !part.closed) continue;
    const std::string_view head = std::string_view(part.text).substr(0, part.text.find('.'));
    if (variables.find(part.text) || variables.find(head)) continue;
    if (part.text.starts_with("aws:")) continue;  // a policy variable; iam-variable-in-sub says what to write
    check_sub_part(view, call, part, report);
  }
}

void check_ref(const View& view, const Call& call, Report& report) {
  const Node name = call.function.argument;
  if (!name.is_scalar()) return;
  check_name(view, call, name.text(), content(name), "E1020", report);
}

}  // namespace

void check_references(const View& view, const Part& part, Report& report) {
  for (const Call& call : part.calls) {
    if (call.section == Section::parameters || call.section == Section::mappings || call.section == Section::transform) continue;
    if (call.is("Ref")) check_ref(view, call, report);
    else if (call.is("Fn::GetAtt")) check_get_att(view, call, report);
    else if (call.is("Fn::Sub")) check_sub(view, call, report);
  }
}

namespace {

void check_dependency(const View& view, const Resource& resource, Node item, Report& report) {
  const Template& outline = view.outline;
  if (!item.is_scalar() || item.text().empty()) return;
  const std::string_view name = item.text();
  if (outline.resource(name) != nullptr || may_be_made(outline, name) || !resource.loop.empty() || name.find("${") != std::string_view::npos) return;
  const auto near = nearest(name, resource_names(outline));
  std::string message = outline.parameter(name) != nullptr ? fmt::format("{} is a parameter; DependsOn names resources", name)
                                                           : fmt::format("No resource in this template is called {}{}", name, did_you_mean(near));
  Finding& finding = report.add(kUnresolved, item.range(), std::move(message));
  finding.also = {"cfn-lint:E3005"};
  offer(finding, content(item), near);
}

}  // namespace

void check_depends_on(const View& view, const Part& part, Report& report) {
  for (const Resource& resource : part.resources) {
    const Node depends = resource.body.find("DependsOn").resolved();
    const auto fixed = [&](Node node) {
      const auto function = model::intrinsic(node);
      if (!function || view.outline.macros || view.outline.language_extensions) return;
      report
          .add("function-not-allowed", node.range().empty() ? function->name_range : node.range(),
               "DependsOn names resources as they are; functions can't stand there")
          .also = {"cfn-lint:E3001", "cfn-lint:E3005"};
    };
    fixed(depends);
    if (depends.is_sequence() && !model::is_intrinsic(depends))
      for (const Node item : depends.children()) fixed(item.resolved());
    if (depends.is_scalar() && !model::is_intrinsic(depends)) check_dependency(view, resource, depends, report);
    if (depends.is_sequence())
      for (const Node item : depends.children())
        if (!model::is_intrinsic(item)) check_dependency(view, resource, item.resolved(), report);
  }
}

namespace {

// No name is near: each of a few, or no condition at all.
void without_condition(const View& view, Node name, Finding& finding) {
  constexpr std::size_t kMost = 3;
  const auto names = condition_names(view.outline);
  if (names.size() <= kMost)
    for (const std::string_view each : names) offer_value(finding, name, each, false);
  if (const Node entry = name.parent();
      entry.kind() == syntax::NodeKind::entry && entry.key().is("Condition") && name.tag().empty() && entry.parent().first_child().next_sibling())
    offer_removal(finding, entry);
}

void check_condition_name(const View& view, Node name, std::vector<std::string> codes, Report& report) {
  const Template& outline = view.outline;
  const auto function = model::intrinsic(name);
  if (!name.is_scalar() || (function && function->name != "Condition") || outline.open_conditions || outline.macros ||
      outline.condition(name.text()) != nullptr)
    return;
  if (name.text().find("${") != std::string_view::npos) return;
  const auto near = nearest(name.text(), condition_names(outline));
  Finding& finding = report.add("unresolved-condition", name.range(),
                                outline.conditions.empty() ? fmt::format("The template has no condition {}; it has no Conditions at all", name.text())
                                                           : fmt::format("No condition is called {}{}", name.text(), did_you_mean(near)));
  finding.also = std::move(codes);
  // A truth value is no name at all, which cfn-lint says of the resource.
  if (name.style() == syntax::Style::plain && (name.is("true") || name.is("false") || name.is("True") || name.is("False")))
    finding.also.emplace_back("cfn-lint:E3001");
  offer(finding, content(name), near);
  if (near.empty()) without_condition(view, name, finding);
}

}  // namespace

void check_output_conditions(const View& view, Report& report) {
  for (const Named& output : view.outline.outputs) check_condition_name(view, output.body.find("Condition"), {"cfn-lint:E6005"}, report);
}

void check_condition_names(const View& view, const Part& part, Report& report) {
  for (const Resource& resource : part.resources) check_condition_name(view, resource.body.find("Condition"), {"cfn-lint:E3015"}, report);
  for (const Call& call : part.calls) {
    if (call.loop >= 0 && view.outline.language_extensions && call.is("Condition")) continue;
    if (call.is("Condition")) {
      // Under Conditions an undefined name is E8002 for whoever uses it; the name itself is checked by E8007.
      check_condition_name(view, call.function.argument, codes_around(view, call, "E8007"), report);
    } else if (call.is("Fn::If") && call.function.argument.is_sequence()) {
      check_condition_name(view, call.function.argument.first_child(), codes_around(view, call, "E1028"), report);
    }
  }
}

namespace {

// The value where the condition holds, and nothing where not; or the whole resource or output only there.
void behind_condition(const View& view, const Call& call, std::string_view condition, Finding& finding) {
  const auto limit = [&](Node body, std::string_view what) {
    if (body.find_entry("Condition")) return;
    offer_entry(finding, body, "Condition", condition);
    if (!finding.fixes.empty()) finding.fixes.back().title = fmt::format("Make the {} only where {} holds", what, condition);
  };
  if (call.section == Section::outputs) {
    for (const Named& output : view.outline.outputs)
      if (output.entry.value().range().contains(call.function.node.range().begin)) limit(output.body, "output");
    return;
  }
  const Node at = call.function.node.parent();
  const bool whole = call.parent < 0 && (at.kind() == syntax::NodeKind::entry || at.is_sequence());
  const bool json = call.function.node.tree()->language() == syntax::Language::json;
  if (whole && call.attribute == "Properties")
    offer_inside(finding, call.function.node, "If", json ? fmt::format("\"{}\", ", condition) : fmt::format("{}, ", condition),
                 json ? R"(, {"Ref": "AWS::NoValue"})" : ", !Ref AWS::NoValue", fmt::format("Put it behind Fn::If {}", condition));
  if (call.resource != nullptr) limit(call.resource->body, "resource");
}

}  // namespace

void check_reference_conditions(const View& view, const Part& part, Report& report) {
  const auto check = [&](const Call& call, std::string_view id, Range range) {
    const Resource* target = view.outline.resource(id);
    if (target == nullptr || target->condition.empty() || view.outline.condition(target->condition) == nullptr) return;
    if (call.resource == target) return;
    Assumptions missing = call.assumes;
    missing.push_back({target->condition, false});
    if (!view.resolver.possible(missing)) return;
    Finding& finding = report.add("reference-without-condition", range,
                                  fmt::format("{} exists only where {} holds, and this may be read where it does not; put it behind Fn::If {}", id,
                                              target->condition, target->condition));
    finding.related.push_back({"", target->key.range(), 0, "declared here"});
    behind_condition(view, call, target->condition, finding);
  };
  for (const Call& call : part.calls) {
    if (call.section != Section::resources && call.section != Section::outputs) continue;
    if (call.is("Ref") && call.function.argument.is_scalar()) {
      check(call, call.function.argument.text(), call.function.argument.range());
    } else if (call.is("Fn::GetAtt")) {
      if (const auto use = kinds::cloudformation::attribute_use(call.function)) check(call, use->id, use->id_range);
    } else if (call.is("Fn::Sub")) {
      const bool list = call.function.argument.is_sequence();
      const Node text = list ? call.function.argument.first_child() : call.function.argument;
      const Node variables = list ? text.next_sibling().resolved() : Node{};
      if (!text.is_scalar()) continue;
      for (const model::SubPart& piece : model::sub_parts(text)) {
        const std::string_view head = std::string_view(piece.text).substr(0, piece.text.find('.'));
        if (!piece.literal && !variables.find(head) && !variables.find(piece.text)) check(call, head, piece.text_range);
      }
    }
  }
}

}  // namespace cribsheet::rules::cloudformation
