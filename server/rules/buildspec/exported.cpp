// Exported variables: set somewhere, and fit to be seen.
#include <algorithm>

#include <fmt/format.h>

#include "kinds/buildspec/variables.h"
#include "rules/buildspec/checks.h"
#include "rules/offer.h"
#include "rules/written.h"

namespace cribsheet::rules::buildspec {
namespace {

constexpr std::size_t kMostNames = 200;  // each is looked for in every command

bool word_character(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

// The name as a word of its own that something is assigned to (NAME=, $env:NAME =, read NAME, printf -v NAME).
bool sets(std::string_view command, std::string_view name) {
  const std::size_t reader = std::min({command.find("read "), command.find("-v "), command.find("declare "), command.find("mapfile ")});
  for (std::size_t at = command.find(name); at != std::string_view::npos; at = command.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at > 0 && (word_character(command[at - 1]) || command[at - 1] == '$' || command[at - 1] == '{')) ||
        (end < command.size() && word_character(command[end])))
      continue;
    std::size_t next = end;
    while (next < command.size() && (command[next] == ' ' || command[next] == '+' || command[next] == '"' || command[next] == '\'')) ++next;
    if (next < command.size() && command[next] == '=') return true;
    if (reader < at) return true;
  }
  return false;
}

// Runs another file in this shell, which may set anything.
bool sets_anything(std::string_view command) {
  for (const std::string_view word : {"source ", "eval ", "import-module", "Set-Item", "set -a", "allexport", "export $", "export `", "SetEnvironmentVariable"})
    if (command.find(word) != std::string_view::npos) return true;
  return command.starts_with(". ") || command.find("; . ") != std::string_view::npos || command.find("&& . ") != std::string_view::npos ||
         command.find("\n. ") != std::string_view::npos;
}

bool set_somewhere(const Input& input, std::string_view name, const std::vector<Command>& all) {
  const syntax::Node env = input.document.root().find("env");
  for (const std::string_view map : {std::string_view("variables"), std::string_view("parameter-store"), std::string_view("secrets-manager")})
    if (env.find(map).resolved().find_entry(name)) return true;
  for (const Command& command : all) {
    if (!command.node.is_scalar()) return true;  // not readable as it is; said elsewhere
    if (sets(command.node.text(), name) || sets_anything(command.node.text())) return true;
  }
  return name.starts_with("CODEBUILD_") || name == "HOME" || name == "PATH";
}

bool used_somewhere(std::string_view name, const std::vector<Command>& all) {
  for (const Command& command : all)
    if (command.node.is_scalar())
      for (const auto& reference : kinds::buildspec::references(command.node.text()))
        if (reference.name == name) return true;
  return false;
}

}  // namespace

void check_exported(const Input& input, Report& report) {
  const syntax::Node env = input.document.root().find("env").resolved();
  const syntax::Node names = env.find("exported-variables").resolved();
  if (!names.is_sequence()) return;
  const auto all = commands(input);
  std::size_t looked_at = 0;
  for (const syntax::Node item : names.children()) {
    if (++looked_at > kMostNames) return;
    const auto name = written_text(input, item);
    if (!name || name->empty()) continue;
    const auto add = [&](std::string_view rule, std::string message) {
      Finding& finding = report.add(rule, item.range(), std::move(message));
      finding.entity = "buildspec:env.exported-variables";
      offer_removal(finding, item);
      if (!finding.fixes.empty()) finding.fixes.back().title = "Don't export it";
    };
    if (name->starts_with("AWS_")) add("buildspec-exported-reserved", fmt::format("{} can't be exported: names that begin with AWS_ are kept back", *name));
    else if (env.find("secrets-manager").resolved().find_entry(*name))
      add("buildspec-exported-secret", fmt::format("{} comes from Secrets Manager; exported, its value shows in the console and in the pipeline", *name));
    else if (!set_somewhere(input, *name, all)) {
      const bool used = used_somewhere(*name, all);
      add("buildspec-exported-unset",
          fmt::format("Nothing here sets {}: no variable under `env` and no command{}", *name, used ? "; it is empty unless the project sets it" : ""));
      if (used) {  // commands count on it, so the project may well set it
        report.findings.back().severity = Severity::info;
        report.findings.back().own_severity = true;
      }
    }
  }
}

}  // namespace cribsheet::rules::buildspec
