// Names of variables that CodeBuild keeps for itself, and references to Secrets Manager.
#include <fmt/format.h>

#include "rules/buildspec/checks.h"
#include "rules/offer.h"
#include "rules/written.h"

namespace cribsheet::rules::buildspec {
namespace {

void check_name(syntax::Node key, Report& report) {
  const std::string_view name = key.text();
  if (!name.starts_with("CODEBUILD_")) return;
  Finding& finding = report.add("buildspec-reserved-variable", key.range(),
                                fmt::format("CodeBuild keeps names that begin with CODEBUILD_ for itself; give {} another name", name));
  finding.entity = fmt::format("env:{}", name);
  if (name.size() > 10) offer_name(finding, key, name.substr(10), false);
}

// secret-id[:json-key[:version-stage[:version-id]]]; a secret-id that is an ARN has six colons of its own.
void check_secret(const Input& input, syntax::Node value, Report& report) {
  const auto text = written_text(input, value);
  if (!text || text->find('$') != std::string_view::npos) return;
  std::vector<std::string_view> parts;
  for (std::string_view rest = *text;;) {
    const std::size_t colon = rest.find(':');
    parts.push_back(rest.substr(0, colon));
    if (colon == std::string_view::npos) break;
    rest.remove_prefix(colon + 1);
  }
  const std::size_t own = parts[0] == "arn" ? 7 : 1;
  if (parts.size() > own + 3) {
    report.add("buildspec-secret-reference", value.range(), "A secret is written secret-id:json-key:version-stage:version-id; this has more parts").entity =
        "buildspec:env.secrets-manager";
    return;
  }
  if (parts.size() != own + 3 || parts[own + 1].empty() || parts[own + 2].empty()) return;
  const std::string_view stage = parts[own + 1], id = parts[own + 2];
  Finding& finding =
      report.add("buildspec-secret-reference", value.range(), fmt::format("Give the secret's version stage ({}) or its version id ({}), not both", stage, id));
  finding.entity = "buildspec:env.secrets-manager";
  const std::string_view head = text->substr(0, text->size() - id.size() - 1);
  offer_value(finding, value, head, false);
  offer_value(finding, value, fmt::format("{}:{}", head.substr(0, head.size() - stage.size()), id), false);
}

}  // namespace

void check_variables(const Input& input, Report& report) {
  const syntax::Node root = input.document.root();
  const syntax::Node env = root.find("env").resolved();
  for (const syntax::Node map :
       {env.find("variables"), env.find("parameter-store"), env.find("secrets-manager"), root.find("environment_variables").find("plaintext")})
    for (const syntax::Node entry : map.resolved().children())
      if (entry.key().is_scalar()) check_name(entry.key(), report);
  for (const syntax::Node entry : env.find("secrets-manager").resolved().children()) check_secret(input, entry.value(), report);
}

}  // namespace cribsheet::rules::buildspec
