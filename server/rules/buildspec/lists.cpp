// Keys that take a list, and were given something else.
#include <fmt/format.h>

#include "model/intrinsic.h"
#include "rules/buildspec/checks.h"
#include "rules/written.h"

namespace cribsheet::rules::buildspec {
namespace {

void check_list(const Input& input, syntax::Node entry, std::string_view path, Report& report) {
  const syntax::Node value = entry.value().resolved();
  if (!entry || value.is_sequence() || value.is_missing() || value.kind() == syntax::NodeKind::alias || model::is_intrinsic(value)) return;
  if (value.is_scalar() && (value.text().empty() || syntax::scalar_type(value) == syntax::ScalarType::null)) return;
  if (value.is_scalar() && !written_text(input, value)) return;
  Finding& finding =
      report.add("buildspec-not-a-list", value.is_scalar() ? value.range() : entry.key().range(), fmt::format("`{}` takes a list", entry.key().text()));
  finding.entity = fmt::format("buildspec:{}", path);
  if (!value.is_scalar()) return;
  const Range range = value.range();
  const std::string_view written = input.document.text().substr(range.begin, range.size());
  const bool block = value.style() == syntax::Style::literal || value.style() == syntax::Style::folded;
  const bool flow = entry.parent().style() == syntax::Style::flow;
  if (flow) finding.fixes = {replace("Put it into a list", range, fmt::format("[{}]", written))};
  else if (!block && written.find('\n') == std::string_view::npos)
    finding.fixes = {replace("Put it into a list", range, fmt::format("\n{}- {}", std::string(column_of(input, entry.key().range().begin) + 2, ' '), written))};
}

}  // namespace

void check_lists(const Input& input, Report& report) {
  const syntax::Node root = input.document.root();
  for (const syntax::Node phase : root.find("phases").resolved().children())
    for (const std::string_view key : {"commands", "finally"})
      if (phase.key().is_scalar()) check_list(input, phase.value().find_entry(key), fmt::format("phases.{}.{}", phase.key().text(), key), report);
  check_list(input, root.find("env").find_entry("exported-variables"), "env.exported-variables", report);
  check_list(input, root.find("artifacts").find_entry("files"), "artifacts.files", report);
  for (const syntax::Node each : root.find("artifacts").find("secondary-artifacts").resolved().children())
    check_list(input, each.value().find_entry("files"), "artifacts.secondary-artifacts.files", report);
  for (const syntax::Node each : root.find("reports").resolved().children()) check_list(input, each.value().find_entry("files"), "reports.files", report);
  for (const std::string_view key : {"paths", "fallback-keys"}) check_list(input, root.find("cache").find_entry(key), fmt::format("cache.{}", key), report);
  for (const syntax::Node build : root.find("batch").find("build-graph").resolved().children())
    check_list(input, build.resolved().find_entry("depend-on"), "batch.build-graph.depend-on", report);
}

}  // namespace cribsheet::rules::buildspec
