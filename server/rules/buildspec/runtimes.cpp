// runtime-versions: names, versions that no build image has, versions whose support has ended, and numbers that YAML spoils.
#include <algorithm>

#include <fmt/format.h>

#include "base/nearest.h"
#include "rules/buildspec/checks.h"
#include "rules/written.h"

namespace cribsheet::rules::buildspec {
namespace {

struct Version {
  std::string_view name, ends;
};
std::vector<Version> known_versions(const Input& input, std::string_view runtime) {
  std::vector<Version> found;
  for (const auto& row : input.pack.table("codebuild-runtimes"))
    if (row.size() >= 2 && row[0] == runtime) found.push_back({row[1], row.size() > 2 ? row[2] : std::string_view{}});
  return found;
}

// Compares by numbers: "1.9" < "1.10"; what is not a number compares as text.
bool newer(std::string_view a, std::string_view b) {
  const auto prefix = [](std::string_view& text) {
    const std::size_t dot = std::min(text.find('.'), text.size());
    const std::string_view part = text.substr(0, dot);
    text.remove_prefix(std::min(dot + 1, text.size()));
    return whole_number(part);
  };
  while (!a.empty() || !b.empty()) {
    const auto x = prefix(a), y = prefix(b);
    if (!x || !y) return x.has_value() && !y.has_value();
    if (*x != *y) return *x > *y;
  }
  return false;
}

bool left_open(std::string_view version) {
  return version == "latest" || version.find('$') != std::string_view::npos || version.ends_with(".x") || version.ends_with(".X") || version.empty();
}

// A plain 3.10 is the number 3.1.
bool spoilt_by_yaml(syntax::Node value, std::string_view text) {
  return value.style() == syntax::Style::plain && text.ends_with('0') && text.find('.') != std::string_view::npos && !text.ends_with(".0") &&
         syntax::scalar_type(value) == syntax::ScalarType::floating;
}

std::string list_of(const std::vector<Version>& versions) {
  std::vector<std::string_view> names;
  for (const Version& version : versions) names.push_back(version.name);
  return one_of(names);
}

void check_version_of(const Input& input, std::string_view runtime, syntax::Node value, Report& report) {
  const auto text = written_text(input, value);
  if (!text || left_open(*text)) return;
  const auto add = [&](std::string_view rule, std::string message) -> Finding& {
    Finding& finding = report.add(rule, value.range(), std::move(message));
    finding.entity = fmt::format("buildspec:phases.install.runtime-versions.{}", runtime);
    return finding;
  };
  if (spoilt_by_yaml(value, *text)) {
    std::string_view read = *text;
    while (read.ends_with('0')) read.remove_suffix(1);
    add("buildspec-runtime-unquoted", fmt::format("YAML reads {} as the number {}; quote it", *text, read)).fixes = {
        replace(fmt::format("Quote it: \"{}\"", *text), value.range(), fmt::format("\"{}\"", *text))};
    return;
  }
  const auto versions = known_versions(input, runtime);
  if (versions.empty()) return;
  const auto use_newest = [&]() -> Fix {
    const std::string_view newest = versions.back().name;
    const bool plain = value.style() == syntax::Style::plain && !newest.ends_with('0');
    return replace(fmt::format("Use {}", newest), value.range(), plain ? std::string(newest) : fmt::format("\"{}\"", newest));
  };
  const auto found = std::find_if(versions.begin(), versions.end(), [&](const Version& each) { return each.name == *text; });
  if (found != versions.end()) {
    if (!found->ends.empty() && found->ends < input.today() && found->name != versions.back().name)
      add("buildspec-runtime-ended",
          fmt::format("Support for {} {} ended on {}; newer build images leave it out. The newest is {}", runtime, *text, found->ends, versions.back().name))
          .fixes = {use_newest()};
    return;
  }
  if (newer(*text, versions.back().name)) return;  // newer than this table
  const bool by_patch = std::any_of(versions.begin(), versions.end(), [&](const Version& each) { return text->starts_with(std::string(each.name) + "."); });
  if (by_patch) return;
  add("buildspec-runtime-version", fmt::format("No build image has {} {}; it may be {}", runtime, *text, list_of(versions))).fixes = {use_newest()};
}

}  // namespace

void check_runtimes(const Input& input, Report& report) {
  const syntax::Node runtimes = input.document.root().find("phases").find("install").find("runtime-versions").resolved();
  if (!runtimes.is_mapping()) return;
  std::vector<std::string_view> names;
  for (const auto& row : input.pack.table("codebuild-runtimes"))
    if (!row.empty() && (names.empty() || names.back() != row[0]) && row[0] != "runtime") names.push_back(row[0]);
  if (names.empty()) return;
  for (const syntax::Node entry : runtimes.children()) {
    const syntax::Node key = entry.key();
    if (!key.is_scalar() || entry.lacks_colon() || key.text() == "<<") continue;
    if (std::find(names.begin(), names.end(), key.text()) == names.end()) {
      Finding& finding =
          report.add("buildspec-runtime-name", key.range(), fmt::format("CodeBuild has no runtime `{}`; it may be {}", key.text(), one_of(names)));
      finding.entity = "buildspec:phases.install.runtime-versions";
      auto near = nearest(key.text(), names);
      for (const auto& [other, runtime] :
           {std::pair<std::string_view, std::string_view>{"node", "nodejs"}, {"go", "golang"}, {"python3", "python"}, {"jdk", "java"}})
        if (key.text() == other) near = runtime;
      if (near && !runtimes.find_entry(*near)) finding.fixes = {replace(fmt::format("Change it to {}", *near), key.range(), in_style(key, *near))};
      continue;
    }
    if (key.text() == "docker") {
      report
          .add("buildspec-runtime-docker", key.range(),
               "Docker is no runtime to choose any more: current images bring it; drop the line and use privileged mode")
          .fixes = {replace("Remove the line", whole_lines(input, entry.range()), "")};
      continue;
    }
    check_version_of(input, key.text(), entry.value().resolved(), report);
  }
}

}  // namespace cribsheet::rules::buildspec
