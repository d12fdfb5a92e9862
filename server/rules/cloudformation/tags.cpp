// Tags that are meant as functions.
#include <fmt/format.h>

#include "rules/cloudformation/checks.h"
#include "rules/nearest.h"

namespace cribsheet::rules::cloudformation {

// `!Reff` for `!Ref`. Tags like `!Rain::Embed` are for tools that replace them first.
void check_tag_names(const View& view, Report& report) {
  if (view.outline.macros) return;
  std::vector<std::string_view> names;
  for (std::string_view name : model::intrinsic_names()) names.push_back(name.starts_with("Fn::") ? name.substr(4) : name);
  for (const Node node : view.odd_tags) {
    const std::string_view name = node.tag().substr(1);
    if (name.empty() || name.find(':') != std::string_view::npos) continue;
    const auto near = nearest(name, names, 1);
    Finding& finding =
        report.add("unknown-function", node.tag_range(),
                   fmt::format("CloudFormation has no function !{}{}", name,
                               near.empty() ? std::string("; a tool would have to replace it first") : fmt::format("; did you mean !{}?", near[0])),
                   near.empty() ? Severity::warning : Severity::error);
    if (!near.empty()) finding.fixes.push_back(Fix{fmt::format("Change it to !{}", near[0]), {{node.tag_range(), "!" + std::string(near[0])}}, true});
  }
}

}  // namespace cribsheet::rules::cloudformation
