// Keys at the top of a buildspec: unknown ones, and phases that slipped out of `phases`.
#include <algorithm>

#include <fmt/format.h>

#include "base/nearest.h"
#include "rules/buildspec/checks.h"
#include "rules/offer.h"
#include "rules/written.h"

namespace cribsheet::rules::buildspec {
namespace {

bool is_phase(std::string_view name) { return std::find(phase_names().begin(), phase_names().end(), name) != phase_names().end(); }

std::vector<std::string_view> known_keys(const Input& input) {
  std::vector<std::string_view> keys;
  const auto kind = input.pack.kind("buildspec");
  if (!kind) return keys;
  for (std::size_t i = 0; i < kind->root.property_count(); ++i) keys.push_back(kind->root.property(i).name);
  return keys;
}

void indent(const Input& input, syntax::Node entry, Fix& fix) {
  const LineIndex& lines = input.document.lines;
  const std::uint32_t last = lines.line_of(entry.range().end > 0 ? entry.range().end - 1 : 0);
  for (std::uint32_t line = lines.line_of(entry.range().begin); line <= last; ++line)
    if (!lines.line(line).empty()) fix.edits.push_back({{lines.line(line).begin, lines.line(line).begin}, "  "});
}

// Phases that follow `phases:` at its own depth: indents them all.
std::optional<Fix> indent_phases(const Input& input, syntax::Node root, syntax::Node entry) {
  const syntax::Node phases = root.find_entry("phases");
  if (!phases || root.style() == syntax::Style::flow || phases.value().is_sequence() || phases.value().style() == syntax::Style::flow) return std::nullopt;
  Fix fix{"Indent it below phases", {}, true};
  bool among = false;
  for (syntax::Node next = phases.next_sibling(); next && next.key().is_scalar() && is_phase(next.key().text()); next = next.next_sibling()) {
    indent(input, next, fix);
    among = among || next == entry;
  }
  if (!among) return std::nullopt;
  return fix;
}

}  // namespace

void check_top_level_keys(const Input& input, Report& report) {
  const syntax::Node root = input.document.root();
  if (!root.is_mapping()) {
    if (root.is_scalar() || root.is_sequence())
      report.add("buildspec-no-phases", root.range(), "A buildspec is a mapping that begins with `version: 0.2` and has `phases`");
    return;
  }
  const auto keys = known_keys(input);
  std::size_t lost_phases = 0;
  for (const syntax::Node entry : root.children()) {
    const syntax::Node key = entry.key();
    if (!key.is_scalar() || entry.lacks_colon()) continue;
    const std::string_view name = key.text();
    if (std::find(keys.begin(), keys.end(), name) != keys.end() || name == "<<" || keys.empty()) continue;
    if (is_phase(name)) {
      Finding& finding = report.add("buildspec-phase-outside", key.range(), fmt::format("`{}` is a phase; it belongs under `phases`, one level deeper", name));
      finding.entity = fmt::format("buildspec:phases.{}", name);
      if (++lost_phases > phase_names().size()) continue;  // more are repetitions
      if (const auto fix = indent_phases(input, root, entry)) finding.fixes = {*fix};
      continue;
    }
    if (name.starts_with("x-") || name.starts_with(".")) continue;  // a person's own anchors
    Finding& finding = report.add("buildspec-unknown-key", key.range(), fmt::format("CodeBuild knows no key `{}` here and passes over it", name));
    if (const auto near = nearest(name, keys)) {
      finding.message += fmt::format(". Did you mean `{}`?", *near);
      if (!root.find_entry(*near)) finding.fixes = {replace(fmt::format("Change it to {}", *near), key.range(), in_style(key, *near))};
    }
  }
  if (lost_phases > 0 || root.find_entry("batch")) return;
  if (const syntax::Node phases = root.find_entry("phases")) {
    const syntax::Node value = phases.value().resolved();
    if (value.is_missing() || (value.is_scalar() && value.text().empty())) {
      Finding& finding = report.add("buildspec-no-phases", phases.key().range(),
                                    "`phases` holds nothing, so there is nothing to run; write a phase below it, such as `build` with its `commands`");
      finding.entity = "buildspec:phases";
      offer_entry(finding, phases.value(), "build", R"({"commands": [""]})");
    }
    return;
  }
  for (const syntax::Node entry : root.children()) {
    const Range place = entry.key().range();
    Finding& finding = report.add("buildspec-no-phases", place, "The buildspec has no `phases`, so there is nothing to run");
    finding.entity = "buildspec:phases";
    offer_entry(finding, root, "phases", R"({"build": {"commands": [""]}})");
    break;
  }
}

}  // namespace cribsheet::rules::buildspec
