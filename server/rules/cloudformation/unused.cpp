// Parameters, conditions and mappings that nothing uses.
#include <fmt/format.h>
#include <unordered_set>

#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/names.h"
#include "model/edits.h"

namespace cribsheet::rules::cloudformation {
namespace {

using Names = std::unordered_set<std::string>;

struct Used {
  Names parameters, conditions, mappings;
  bool any_mapping = false;  // a FindInMap whose map is worked out
};

void use(Names& names, Node name) {
  if (name.is_scalar()) names.emplace(name.text());
}

Used used(const View& view) {
  Used found;
  for (const Call& call : view.calls) {
    const Node argument = call.function.argument;
    if (call.is("Ref") || call.is("Fn::RefAll")) {
      use(found.parameters, argument);
    } else if (call.is("Fn::ValueOf") && argument.is_sequence()) {
      use(found.parameters, argument.first_child());
    } else if (call.is("Condition")) {
      use(found.conditions, argument);
    } else if (call.is("Fn::If") && argument.is_sequence()) {
      use(found.conditions, argument.first_child());
    } else if (call.is("Fn::FindInMap") && argument.is_sequence()) {
      const Node map = argument.first_child();
      if (map.is_scalar() && !model::is_intrinsic(map)) use(found.mappings, map);
      else found.any_mapping = true;
    } else if (call.is("Fn::Sub")) {
      const Node text = argument.is_sequence() ? argument.first_child() : argument;
      if (!text.is_scalar()) continue;
      for (const model::SubPart& part : model::sub_parts(text))
        if (!part.literal) found.parameters.insert(part.text.substr(0, part.text.find('.')));
    }
  }
  for (const Resource& resource : view.outline.resources) use(found.conditions, resource.body.find("Condition"));
  for (const Named& output : view.outline.outputs) use(found.conditions, output.body.find("Condition"));
  return found;
}

void report_unused(std::string_view rule, std::string_view what, Node entry, Report& report) {
  const Node key = entry.key();
  Finding& finding = report.add(rule, key.range(), fmt::format("Nothing uses the {} {}", what, key.text()));
  finding.unnecessary = true;
  const Node section = entry.parent();
  const bool alone = !section.first_child().next_sibling();
  const Node gone = alone && section.parent().kind() == syntax::NodeKind::entry ? section.parent() : entry;
  finding.fixes.push_back({fmt::format("Remove {}", key.text()), {model::removal(gone)}, false});
}

}  // namespace

void check_unused(const View& view, Report& report) {
  if (view.outline.macros) return;  // a macro sees them all
  const Used found = used(view);
  const Template& outline = view.outline;
  for (const Parameter& parameter : outline.parameters)
    if (!found.parameters.contains(std::string(parameter.id))) report_unused("unused-parameter", "parameter", parameter.entry, report);
  for (const Named& condition : outline.conditions)
    if (!found.conditions.contains(std::string(condition.id)) && condition.id.find("${") == std::string_view::npos && !condition.id.starts_with("Fn::"))
      report_unused("unused-condition", "condition", condition.entry, report);
  if (!found.any_mapping)
    for (const Named& mapping : outline.mappings)
      if (!found.mappings.contains(std::string(mapping.id))) report_unused("unused-mapping", "mapping", mapping.entry, report);
}

}  // namespace cribsheet::rules::cloudformation
