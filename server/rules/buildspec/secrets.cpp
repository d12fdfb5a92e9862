// Credentials as plain text: in variables, where anyone who may read the project or its log sees them.
#include <fmt/format.h>

#include "rules/buildspec/checks.h"
#include "rules/plain_secret.h"
#include "rules/written.h"

namespace cribsheet::rules::buildspec {

void check_secrets(const Input& input, Report& report) {
  const syntax::Node root = input.document.root();
  for (const syntax::Node map : {root.find("env").find("variables"), root.find("environment_variables").find("plaintext")}) {
    for (const syntax::Node entry : map.resolved().children()) {
      const auto value = written_text(input, entry.value());
      if (!value || !entry.key().is_scalar() || !plain_secret(entry.key().text(), *value)) continue;
      report
          .add("buildspec-plain-secret", entry.value().range(),
               fmt::format(
                   "{} holds a credential as plain text, for anyone to read who sees the project or its log; read it from secrets-manager or parameter-store",
                   entry.key().text()))
          .entity = "buildspec:env.variables";
    }
  }
}

}  // namespace cribsheet::rules::buildspec
