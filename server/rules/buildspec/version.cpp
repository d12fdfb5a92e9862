// `version`, and what only one of the two versions knows.
#include <fmt/format.h>

#include "model/intrinsic.h"
#include "rules/buildspec/checks.h"
#include "rules/written.h"

namespace cribsheet::rules::buildspec {
namespace {

Range first_key(syntax::Node root) {
  for (const syntax::Node entry : root.children()) return entry.key().range();
  return {root.range().begin, root.range().begin};
}

void missing(syntax::Node root, Report& report) {
  const Range place = first_key(root);
  Finding& finding = report.add("buildspec-version", place, "The buildspec has no version; begin it with `version: 0.2`");
  finding.entity = "buildspec:version";
  if (root.style() == syntax::Style::flow) finding.fixes = {replace("Add version 0.2", {place.begin, place.begin}, "\"version\": 0.2, ")};
  else finding.fixes = {replace("Add version 0.2", {place.begin, place.begin}, "version: 0.2\n")};
}

// environment_variables: plaintext: under 0.2.
void old_environment(const Input& input, syntax::Node root, Report& report) {
  const syntax::Node entry = root.find_entry("environment_variables");
  if (!entry || version(input) == "0.1") return;
  Finding& finding = report.add("buildspec-environment-variables", entry.key().range(),
                                "`environment_variables` is how version 0.1 wrote it; under 0.2 it is `env`, and `plaintext` is `variables`");
  finding.entity = "buildspec:environment_variables";
  if (root.find_entry("env")) return;
  Fix fix = replace("Write it as env: variables:", entry.key().range(), in_style(entry.key(), "env"));
  if (const syntax::Node plaintext = entry.value().find_entry("plaintext"))
    fix.edits.push_back({plaintext.key().range(), in_style(plaintext.key(), "variables")});
  finding.fixes = {std::move(fix)};
}

}  // namespace

void check_version(const Input& input, Report& report) {
  const syntax::Node root = input.document.root();
  if (!root.is_mapping()) return;
  const syntax::Node entry = root.find_entry("version");
  if (!entry) return missing(root, report);
  old_environment(input, root, report);
  const auto text = written_text(input, entry.value());
  if (!text) return;
  if (*text == "0.1") {
    if (const syntax::Node env = root.find_entry("env"))
      report.add("buildspec-environment-variables", env.key().range(), "Version 0.1 doesn't know `env`; use version 0.2").fixes = {
          replace("Use version 0.2", entry.value().range(), in_style(entry.value(), "0.2"))};
    return;
  }
  if (*text == "0.2") return;
  Finding& finding = report.add("buildspec-version", entry.value().range(), fmt::format("Version {} does not exist; CodeBuild knows 0.2 and 0.1", *text));
  finding.entity = "buildspec:version";
  finding.fixes = {replace("Use version 0.2", entry.value().range(), in_style(entry.value(), "0.2"))};
}

}  // namespace cribsheet::rules::buildspec
