// Policy templates written as if they were managed policies.
#include <fmt/format.h>

#include "rules/sam/checks.h"

namespace cribsheet::rules::sam {

void check_policies(const View& view, Report& report) {
  for (const Resource& resource : view.outline.resources) {
    if (!is(resource, "Function") && !is(resource, "StateMachine")) continue;
    const Node policies = below(resource.properties, {"Policies"});
    const auto check = [&](Node policy) {
      const std::string_view name = text(policy);
      if (name.empty()) return;
      for (const auto& row : view.input.pack.table("sam-policy-templates"))
        if (row.size() > 1 && row[0] == name)
          report
              .add("sam-policy-template", place(policy),
                   fmt::format("{} alone is taken for a managed policy of that name; the policy template is a mapping with its parameters ({})", name,
                               row[1].empty() ? "none: {}" : row[1]))
              .entity = fmt::format("sam-policy:{}", name);
    };
    check(policies);
    if (policies.is_sequence() && !model::is_intrinsic(policies))
      for (const Node item : policies.children()) check(item.resolved());
  }
}

}  // namespace cribsheet::rules::sam
