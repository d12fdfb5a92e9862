// The version, and the three forms: what belongs to instances and what to Lambda and ECS.
#include <fmt/format.h>

#include "rules/appspec/checks.h"
#include "rules/offer.h"
#include "rules/written.h"

namespace cribsheet::rules::appspec {
namespace {

syntax::Node resources(syntax::Node root) {
  const syntax::Node upper = root.find_entry("Resources");
  return upper ? upper : root.find_entry("resources");
}

void check_version(const Input& input, syntax::Node root, Report& report) {
  const syntax::Node entry = root.find_entry("version");
  const auto text = written_text(input, entry.value());
  if (!text || text->empty() || *text == "0.0" || *text == "0") return;
  Finding& finding = report.add("appspec-version", entry.value().range(), fmt::format("The version of an AppSpec file is always 0.0, not {}", *text));
  finding.entity = "appspec:version";
  finding.fixes = {replace("Set it to 0.0", entry.value().range(), in_style(entry.value(), "0.0"))};
}

void foreign(const Input& input, std::string_view key, std::string_view message, Report& report) {
  const syntax::Node root = input.document.root(), entry = root.find_entry(key);
  if (!entry) return;
  Finding& finding = report.add("appspec-platform", entry.key().range(), fmt::format("`{}` {}", key, message));
  finding.entity = fmt::format("appspec:{}", key);
  if (key == "Hooks" && !root.find_entry("hooks")) offer_name(finding, entry.key(), "hooks", false);
  else offer_removal(finding, entry);
}

// The entry's lines indented by a dash.
Fix make_item(const Input& input, syntax::Node entry) {
  Fix fix{fmt::format("Put a - before {}", entry.key().text()), {{{entry.key().range().begin, entry.key().range().begin}, "- "}}, true};
  const LineIndex& lines = input.document.lines;
  const std::uint32_t last = lines.line_of(entry.value().range().end > 0 ? entry.value().range().end - 1 : 0);
  for (std::uint32_t line = lines.line_of(entry.key().range().begin) + 1; line <= last; ++line)
    if (!lines.line(line).empty()) fix.edits.push_back({{lines.line(line).begin, lines.line(line).begin}, "  "});
  return fix;
}

void check_resources(const Input& input, syntax::Node entry, Report& report) {
  const syntax::Node list = entry.value().resolved();
  if (!list.is_sequence()) {
    Finding& finding = report.add("appspec-resources", entry.key().range(), "Resources is a list with one item; put a `-` before its name");
    finding.entity = "appspec:Resources";
    if (list.is_mapping() && list.style() == syntax::Style::block && list.child_count() == 1) finding.fixes = {make_item(input, list.first_child())};
    return;
  }
  const syntax::Node second = list.first_child().next_sibling();
  if (!second) return;
  Finding& finding = report.add("appspec-resources", second.range(), "CodeDeploy deploys one function or service at a time; take this item out");
  finding.entity = "appspec:Resources";
  offer_removal(finding, second);
}

}  // namespace

Platform platform_of(const Input& input) {
  const syntax::Node root = input.document.root();
  if (root.find_entry("os") || root.find_entry("files") || root.find_entry("permissions")) return Platform::instances;
  for (const syntax::Node item : resources(root).value().resolved().children())
    for (const syntax::Node entry : item.resolved().children()) {
      const syntax::Node type = entry.value().find("Type");
      if (type.is("AWS::Lambda::Function")) return Platform::lambda;
      if (type.is("AWS::ECS::Service")) return Platform::ecs;
    }
  if (root.find("hooks").is_mapping()) return Platform::instances;
  return Platform::unknown;
}

void check_form(const Input& input, Report& report) {
  const syntax::Node root = input.document.root();
  if (!root.is_mapping()) return;
  check_version(input, root, report);
  const syntax::Node list = resources(root);
  if (list) {
    check_resources(input, list, report);
    for (const std::string_view key : {"os", "files", "permissions", "file_exists_behavior"})
      foreign(input, key, "is for instances; beside Resources it has no place", report);
    return;
  }
  if (platform_of(input) != Platform::instances) return;
  foreign(input, "Hooks", "is for Lambda and ECS; for instances it is written `hooks`", report);
  if (!root.find_entry("os")) {
    for (const syntax::Node entry : root.children()) {
      Finding& finding = report.add("appspec-platform", entry.key().range(), "An AppSpec file for instances must say its `os`: linux or windows");
      finding.entity = "appspec:os";
      offer_entry(finding, root, "os", "linux");
      offer_entry(finding, root, "os", "windows");
      break;
    }
  }
}

}  // namespace cribsheet::rules::appspec
