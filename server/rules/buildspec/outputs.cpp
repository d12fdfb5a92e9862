// What a build hands on: artifacts, reports, cache.
#include <fmt/format.h>

#include "rules/buildspec/checks.h"
#include "rules/offer.h"

namespace cribsheet::rules::buildspec {
namespace {

Finding& add(Report& report, std::string_view rule, Range range, std::string entity, std::string message) {
  Finding& finding = report.add(rule, range, std::move(message));
  finding.entity = std::move(entity);
  return finding;
}

void offer_files(syntax::Node mapping, std::string_view pattern, Finding& finding) {
  offer_entry(finding, mapping, "files", fmt::format("[\"{}\"]", pattern), true);
  if (!finding.fixes.empty()) finding.fixes.back().title = fmt::format("Add files: {}", pattern);
}

bool empty_list(syntax::Node value) {
  value = value.resolved();
  return value.is_missing() || (value.is_sequence() && value.child_count() == 0) ||
         (value.is_scalar() && syntax::scalar_type(value) == syntax::ScalarType::null);
}

void check_artifacts(syntax::Node entry, Report& report) {
  const syntax::Node artifacts = entry.value().resolved();
  if (!artifacts.is_mapping()) return;
  const syntax::Node secondary = artifacts.find("secondary-artifacts").resolved();
  const syntax::Node files = artifacts.find_entry("files");
  if (!files) {
    Finding& finding =
        add(report, "buildspec-artifacts-without-files", entry.key().range(), "buildspec:artifacts.files",
            secondary ? "`artifacts` needs `files` even beside `secondary-artifacts`" : "`artifacts` has no `files`, so there is nothing to hand on");
    offer_files(artifacts, "**/*", finding);
    if (secondary) {
      finding.severity = Severity::warning;
      finding.own_severity = true;
    }
  } else if (empty_list(files.value())) {
    add(report, "buildspec-artifacts-without-files", files.key().range(), "buildspec:artifacts.files", "`files` lists nothing; `'**/*'` takes everything");
  }
  for (const syntax::Node each : secondary.children()) {
    if (!each.key().is_scalar() || !each.value().resolved().is_mapping() || each.value().resolved().find_entry("files")) continue;
    Finding& finding = add(report, "buildspec-artifacts-without-files", each.key().range(), "buildspec:artifacts.secondary-artifacts.files",
                           fmt::format("The artifact `{}` has no `files`", each.key().text()));
    offer_files(each.value().resolved(), "**/*", finding);
  }
}

void check_reports(syntax::Node reports, Report& report) {
  for (const syntax::Node each : reports.resolved().children()) {
    const syntax::Node group = each.value().resolved();
    if (!each.key().is_scalar() || !group.is_mapping() || group.find_entry("files")) continue;
    Finding& finding = add(report, "buildspec-report-without-files", each.key().range(), "buildspec:reports.files",
                           fmt::format("The report group `{}` has no `files`", each.key().text()));
    offer_files(group, "**/*.xml", finding);
  }
}

void check_cache(syntax::Node entry, Report& report) {
  const syntax::Node cache = entry.value().resolved();
  if (!cache.is_mapping()) return;
  if (!cache.find_entry("paths")) {
    Finding& finding = add(report, "buildspec-cache", entry.key().range(), "buildspec:cache.paths",
                           "`cache` has no `paths`, so nothing is kept; list under it what later builds can use again");
    offer_entry(finding, cache, "paths", R"([""])");
    offer_removal(finding, entry);
  }
  if (const syntax::Node fallback = cache.find_entry("fallback-keys"); fallback && !cache.find_entry("key")) {
    Finding& finding = add(report, "buildspec-cache", fallback.key().range(), "buildspec:cache.fallback-keys",
                           "`fallback-keys` is passed over without a `key`; add one, or take it out");
    offer_removal(finding, fallback);
  }
}

}  // namespace

void check_outputs(const Input& input, Report& report) {
  const syntax::Node root = input.document.root();
  if (const syntax::Node artifacts = root.find_entry("artifacts")) check_artifacts(artifacts, report);
  check_reports(root.find("reports"), report);
  if (const syntax::Node cache = root.find_entry("cache")) check_cache(cache, report);
}

}  // namespace cribsheet::rules::buildspec
