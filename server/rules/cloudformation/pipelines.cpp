// CodePipeline: where sources stand, how many artifacts an action takes and makes, and which are there.
#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "base/nearest.h"
#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/look.h"
#include "rules/offer.h"

namespace cribsheet::rules::cloudformation {
namespace {

struct Counts {
  std::string_view owner, category, provider;  // provider empty: any
  std::size_t least_in, most_in, least_out, most_out;
};
// How many artifacts each action takes and makes.
constexpr Counts kCounts[] = {
    {"AWS", "Source", "S3", 0, 0, 1, 1},
    {"AWS", "Source", "CodeCommit", 0, 0, 1, 1},
    {"AWS", "Source", "ECR", 0, 0, 1, 1},
    {"AWS", "Source", "CodeStarSourceConnection", 0, 0, 1, 1},
    {"ThirdParty", "Source", "GitHub", 0, 0, 1, 1},
    {"AWS", "Build", "CodeBuild", 1, 5, 0, 5},
    {"AWS", "Test", "CodeBuild", 1, 5, 0, 5},
    {"AWS", "Test", "DeviceFarm", 1, 1, 0, 0},
    {"AWS", "Approval", "Manual", 0, 0, 0, 0},
    {"AWS", "Deploy", "S3", 1, 1, 0, 0},
    {"AWS", "Deploy", "CloudFormation", 0, 10, 0, 1},
    {"AWS", "Deploy", "CodeDeploy", 1, 1, 0, 0},
    {"AWS", "Deploy", "ElasticBeanstalk", 1, 1, 0, 0},
    {"AWS", "Deploy", "OpsWorks", 1, 1, 0, 0},
    {"AWS", "Deploy", "ECS", 1, 1, 0, 0},
    {"AWS", "Deploy", "ServiceCatalog", 1, 1, 0, 0},
    {"AWS", "Deploy", "AlexaSkillsKit", 1, 2, 0, 0},
    {"AWS", "Invoke", "Lambda", 0, 5, 0, 5},
    {"AWS", "Invoke", "StepFunctions", 0, 1, 0, 1},
};

std::size_t items(Node list) { return list.is_sequence() ? list.child_count() : 0; }

void check_counts(Node action, const std::string& owner, const std::string& category, const std::string& provider, Report& report) {
  const auto found = std::find_if(std::begin(kCounts), std::end(kCounts),
                                  [&](const Counts& each) { return each.owner == owner && each.category == category && each.provider == provider; });
  if (found == std::end(kCounts)) return;
  const auto check = [&](std::string_view key, std::size_t least, std::size_t most) {
    const Node entry = action.find_entry(key);
    const Node list = entry.value().resolved();
    if (entry && (!list.is_sequence() || model::is_intrinsic(list))) return;
    const std::size_t count = items(list);
    if (count >= least && count <= most) return;
    const std::string wanted = most == 0 ? "no" : least == most ? std::to_string(least) : fmt::format("{} to {}", least, most);
    Finding& finding =
        report.add("pipeline-artifact-count", entry ? entry.key().range() : action.find_entry("ActionTypeId").key().range(),
                   fmt::format("An action of category {} by {} has {} {}; here {} {}", category, provider, wanted, key, count == 1 ? "is" : "are", count));
    if (most == 0) offer_removal(finding, entry, true);
    else if (!entry) offer_entry(finding, action, key, R"([{"Name": ""}])");
  };
  check("InputArtifacts", found->least_in, found->most_in);
  check("OutputArtifacts", found->least_out, found->most_out);
}

struct Walk {
  const View& view;
  Report& report;
  std::set<std::string> made;  // output artifacts so far
  bool open = false;           // some output's name can't be known

  void artifacts(Node action) {
    for (const Seen& input : look(view, action, {"InputArtifacts", "*", "Name"}))
      if (input.fixed() && !open && !made.contains(input.text))
        offer_made(input, report.add("pipeline-artifact", range_of(input, {}), fmt::format("No action before this one makes the artifact {}", input.text)));
  }
  void offer_made(const Seen& input, Finding& finding) const {
    constexpr std::size_t kMost = 4;
    const std::vector<std::string_view> names(made.begin(), made.end());
    if (const auto near = cribsheet::nearest(input.text, names)) offer_value(finding, input.place, *near);
    else if (names.size() <= kMost)
      for (const std::string_view name : names) offer_value(finding, input.place, name, false);
  }
  void outputs(Node action) {
    for (const Seen& output : look(view, action, {"OutputArtifacts", "*", "Name"})) {
      if (output.absent()) continue;
      if (!output.fixed()) open = true;
      else if (!made.insert(output.text).second)
        offer_number(report.add("pipeline-artifact", range_of(output, {}),
                                fmt::format("Another action makes the artifact {} already; give this one another name", output.text)),
                     output.place, [&](std::string_view name) { return made.contains(std::string(name)); });
    }
  }
};

// Actions of a stage in the order they run.
std::vector<Node> in_order(const View& view, Node stage) {
  std::vector<std::pair<long, Node>> actions;
  for (const Seen& action : look(view, stage, {"Actions", "*"})) {
    if (!action.node.is_mapping()) continue;
    const std::string order = fixed_text(view, action.node, {"RunOrder"});
    const bool number = !order.empty() && order.size() < 6 && order.find_first_not_of("0123456789") == std::string::npos;
    actions.emplace_back(number ? std::stol(order) : 1, action.node);
  }
  std::stable_sort(actions.begin(), actions.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Node> sorted;
  for (const auto& [order, node] : actions) sorted.push_back(node);
  return sorted;
}

void check_pipeline(const View& view, const Resource& pipeline, Report& report) {
  Walk walk{view, report, {}, false};
  const Node stages = pipeline.properties.find("Stages").resolved();
  if (!stages.is_sequence() || model::is_intrinsic(stages)) return;
  bool first = true;
  for (const Node stage_node : stages.children()) {
    const Node stage = stage_node.resolved();
    if (!stage.is_mapping() || model::is_intrinsic(stage)) walk.open = true;
    std::set<std::string> names;
    for (const Node action : in_order(view, stage)) {
      const std::string category = fixed_text(view, action, {"ActionTypeId", "Category"});
      const Node place = action.find("ActionTypeId").resolved().find("Category");
      if (!category.empty() && first != (category == "Source") && place)
        report.add("pipeline-source-stage", place.range(), first ? "The first stage has only Source actions" : "Source actions stand only in the first stage");
      check_counts(action, fixed_text(view, action, {"ActionTypeId", "Owner"}), category, fixed_text(view, action, {"ActionTypeId", "Provider"}), report);
      walk.artifacts(action);
      walk.outputs(action);
      const std::string name = fixed_text(view, action, {"Name"});
      if (!name.empty() && !names.insert(name).second)
        offer_number(
            report.add("pipeline-action-name", action.find("Name").range(),
                       fmt::format("Two actions of this stage are called {}; each needs a name of its own", name)),
            action.find("Name"), [&](std::string_view other) { return names.contains(std::string(other)); }, "-");
    }
    first = false;
  }
}

}  // namespace

void check_pipelines(const View& view, Report& report) {
  for (const Resource* pipeline : view.of_type("AWS::CodePipeline::Pipeline")) check_pipeline(view, *pipeline, report);
}

}  // namespace cribsheet::rules::cloudformation
