// What the commands themselves do: forms that have been replaced, and what the separate shells of version 0.1 forget.
#include <algorithm>

#include <fmt/format.h>

#include "rules/buildspec/checks.h"
#include "rules/buildspec/shell_words.h"
#include "rules/offer.h"
#include "rules/written.h"

namespace cribsheet::rules::buildspec {
namespace {

struct Outdated {
  std::vector<std::string_view> words;
  std::string_view with, replaces, message, replacement;
};

std::vector<Outdated> outdated(const pack::Pack& pack) {
  std::vector<Outdated> out;
  for (const auto& row : pack.table("outdated-commands")) {
    if (row.size() < 4 || row[0] == "words") continue;
    Outdated each{{}, row[1], row[2], row[3], row.size() > 4 ? row[4] : std::string_view{}};
    for (const ShellCommand& command : shell_commands(row[0]))
      for (const ShellWord& word : command.words) each.words.push_back(word.text);
    out.push_back(std::move(each));
  }
  return out;
}

bool same(const Outdated& old, const ShellCommand& command) {
  if (command.words.size() < old.words.size()) return false;
  for (std::size_t i = 0; i < old.words.size(); ++i)
    if (command.words[i].text != old.words[i]) return false;
  if (old.with.empty()) return true;
  return std::any_of(command.words.begin(), command.words.end(), [&](const ShellWord& word) {
    return word.text == old.with || (old.with.starts_with("--") && word.text.starts_with(std::string(old.with) + "="));
  });
}

void report_outdated(const Command& at, const ShellCommand& command, const Outdated& old, Report& report) {
  const syntax::SourceMap map = at.node.map();
  const Range words{command.words.front().range.begin, command.words[old.words.size() - 1].range.end};
  Finding& finding = report.add("buildspec-outdated-command", map.to_source(words), std::string(old.message));
  finding.entity = fmt::format("buildspec:phases.{}.commands", at.phase);
  if (old.replacement.empty() || at.node.style() == syntax::Style::folded) return;
  Range whole = old.replaces == "all" ? command.range : words;
  if (old.replaces == "with")
    for (const ShellWord& word : command.words)
      if (word.text == old.with) whole = word.range;
  finding.fixes = {replace(fmt::format("Use {}", old.replacement.substr(0, 40)), map.to_source(whole), std::string(old.replacement))};
}

}  // namespace

void check_outdated_commands(const Input& input, Report& report) {
  const auto table = outdated(input.pack);
  if (table.empty()) return;
  for (const Command& at : commands(input)) {
    if (!at.node.is_scalar()) continue;
    for (const ShellCommand& command : shell_commands(at.node.text()))
      for (const Outdated& old : table)
        if (same(old, command)) {
          report_outdated(at, command, old, report);
          break;
        }
  }
}

void check_separate_shells(const Input& input, Report& report) {
  if (version(input) != "0.1") return;
  for (const Command& at : commands(input)) {
    if (!at.node.is_scalar()) continue;
    const auto lone = shell_commands(at.node.text());
    if (lone.size() != 1) continue;
    const bool assigns = lone[0].words.empty();
    const std::string_view word = assigns ? std::string_view("assignment") : lone[0].words[0].text;
    if (!assigns && word != "cd" && word != "export") continue;
    Finding& finding = report.add(
        "buildspec-separate-shells", at.node.range(),
        fmt::format(
            "Under version 0.1 each command has its own shell, so this {} is forgotten at once; use version 0.2, or join it to the next command with &&",
            word));
    finding.entity = "buildspec:version";
    offer_setting(finding, input.document.root(), "version", "0.2", false);
  }
}

}  // namespace cribsheet::rules::buildspec
