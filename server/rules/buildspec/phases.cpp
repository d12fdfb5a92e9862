// The four phases: their names, what stands in them, and what happens when they fail.
#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "base/nearest.h"
#include "model/edits.h"
#include "rules/buildspec/checks.h"
#include "rules/offer.h"
#include "rules/written.h"

namespace cribsheet::rules::buildspec {
namespace {

constexpr int kMostBehind = 10;  // there are no more keys at the top level

syntax::Node phases_of(const Input& input) { return input.document.root().find("phases").resolved(); }

bool belongs_on_top(const Input& input, std::string_view name) {
  const auto kind = input.pack.kind("buildspec");
  return kind && kind->root.find(name).has_value();
}

// "post-build", "PostBuild", "postBuild" -> "postbuild".
std::string letters_of(std::string_view name) {
  std::string out;
  for (const char c : name)
    if (std::isalpha(static_cast<unsigned char>(c)) != 0) out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

std::optional<std::string_view> meant(std::string_view name) {
  const std::string letters = letters_of(name);
  for (const std::string_view phase : phase_names())
    if (letters_of(phase) == letters) return phase;
  for (const auto& [other, phase] : {std::pair<std::string_view, std::string_view>{"deploy", "post_build"},
                                     {"test", "build"},
                                     {"before_install", "install"},
                                     {"setup", "install"},
                                     {"package", "post_build"},
                                     {"script", "build"}})
    if (other == name) return phase;
  return nearest(name, phase_names());
}

// Takes a key that was indented too far back to the depth of `phases`; only where nothing of the phases follows it.
std::optional<Fix> dedent(const Input& input, syntax::Node entry) {
  if (entry.parent().style() == syntax::Style::flow) return std::nullopt;
  const syntax::Node phases = input.document.root().find_entry("phases");
  const std::uint32_t now = column_of(input, entry.key().range().begin), right = column_of(input, phases.key().range().begin);
  if (now <= right) return std::nullopt;
  int behind = 0;
  for (syntax::Node next = entry.next_sibling(); next; next = next.next_sibling())
    if (++behind > kMostBehind || (next.key().is_scalar() && !belongs_on_top(input, next.key().text()))) return std::nullopt;
  Fix fix{fmt::format("Move {} to the top level", entry.key().text()), {}, true};
  const LineIndex& lines = input.document.lines;
  const std::uint32_t last = lines.line_of(entry.range().end > 0 ? entry.range().end - 1 : 0);
  for (std::uint32_t line = lines.line_of(entry.range().begin); line <= last; ++line) {
    const Range whole = lines.line(line);
    if (whole.size() >= now - right) fix.edits.push_back({{whole.begin, whole.begin + (now - right)}, ""});
  }
  return fix;
}

void unknown_phase(const Input& input, syntax::Node phases, syntax::Node entry, Report& report) {
  const syntax::Node key = entry.key();
  const std::string_view name = key.text();
  if (belongs_on_top(input, name)) {
    Finding& finding = report.add("buildspec-phase-name", key.range(), fmt::format("`{}` is no phase; it belongs at the top level, beside `phases`", name));
    finding.entity = fmt::format("buildspec:{}", name);
    if (const auto fix = dedent(input, entry)) finding.fixes = {*fix};
    return;
  }
  Finding& finding =
      report.add("buildspec-phase-name", key.range(), fmt::format("There is no phase `{}`; the phases are install, pre_build, build and post_build", name));
  finding.entity = "buildspec:phases";
  if (name == "commands" || name == "finally" || name == "runtime-versions")
    finding.message = fmt::format("`{}` stands directly under `phases`; it belongs inside a phase, such as `build`", name);
  else if (const auto phase = meant(name); phase && !phases.find_entry(*phase))
    finding.fixes = {replace(fmt::format("Change it to {}", *phase), key.range(), in_style(key, *phase))};
}

// A command that YAML reads as a mapping or a list. Quoting it whole makes it the text that was meant.
void command_not_text(const Input& input, syntax::Node item, Report& report) {
  const Range range = item.range();
  const std::string_view written = input.document.text().substr(range.begin, range.size());
  const bool one_line = written.find('\n') == std::string_view::npos;
  std::string message = "This command is not text: YAML reads a list here";
  if (item.is_mapping() && item.style() == syntax::Style::flow)
    message = "This command is not text: YAML reads what begins with `{` as a mapping; quote the whole command";
  else if (item.is_mapping()) message = "This command is not text: the `: ` in it makes YAML read a mapping; quote the whole command";
  Finding& finding = report.add("buildspec-command-not-text", range, std::move(message));
  finding.entity = "buildspec:phases.build.commands";
  if (one_line && input.document.tree->language() == syntax::Language::yaml) finding.fixes = {replace("Quote the command", range, quoted(written))};
}

bool has_commands(syntax::Node phase) { return phase.find_entry("commands") || phase.find_entry("finally"); }

// Into `install`, which may have to be made first.
void offer_install(const Input& input, syntax::Node entry, Finding& finding) {
  const syntax::Node phases = phases_of(input), install = phases.find_entry("install");
  if (install.value().resolved().find_entry("runtime-versions")) offer_removal(finding, entry);
  else if (install) offer_move(finding, entry, install.value(), {}, "Move it to the phase install");
  else offer_move(finding, entry, phases, "install", "Move it to a phase install");
}

void unknown_key(const Input& input, syntax::Node body, syntax::Node entry, std::string_view phase, Report& report) {
  static const std::vector<std::string_view> keys = {"run-as", "on-failure", "runtime-versions", "commands", "finally"};
  const syntax::Node key = entry.key();
  const std::string_view name = key.text();
  if (name == "runtime-versions" && phase != "install") {
    Finding& finding =
        report.add("buildspec-runtime-phase", key.range(), fmt::format("`runtime-versions` works only in the phase `install`, not in `{}`", phase));
    finding.entity = "buildspec:phases.install.runtime-versions";
    offer_install(input, entry, finding);
    return;
  }
  if (std::find(keys.begin(), keys.end(), name) != keys.end() || name == "<<") return;
  Finding& finding = report.add("buildspec-unknown-key", key.range(), fmt::format("A phase has no key `{}`; CodeBuild passes over it", name));
  finding.entity = fmt::format("buildspec:phases.{}", phase);
  if (const auto near = nearest(name, keys); near && !body.find_entry(*near)) {
    finding.message += fmt::format(". Did you mean `{}`?", *near);
    finding.fixes = {replace(fmt::format("Change it to {}", *near), key.range(), in_style(key, *near))};
  }
}

void phase_body(const Input& input, syntax::Node entry, Report& report) {
  const std::string_view name = entry.key().text();
  const syntax::Node body = entry.value().resolved();
  if (body.is_sequence()) {
    Finding& finding = report.add("buildspec-phase-commands", entry.key().range(), fmt::format("The commands of `{}` belong under a key `commands`", name));
    finding.entity = fmt::format("buildspec:phases.{}.commands", name);
    if (const auto list = model::as_json(body)) {
      if (auto edit = model::replacement(body, fmt::format("{{\"commands\": {}}}", *list)))
        finding.fixes.push_back({"Put commands before them", {std::move(*edit)}, true});
    }
    return;
  }
  if (!body.is_mapping()) return;
  for (const syntax::Node each : body.children())
    if (each.key().is_scalar() && !each.lacks_colon()) unknown_key(input, body, each, name, report);
  if (has_commands(body) || name == "install" || body.find_entry("command") || body.find_entry("<<")) return;
  Finding& finding = report.add("buildspec-phase-commands", entry.key().range(), fmt::format("The phase `{}` has no `commands`, so nothing runs in it", name));
  finding.entity = fmt::format("buildspec:phases.{}.commands", name);
  offer_entry(finding, body, "commands", R"([""])");
  if (entry.parent().first_child().next_sibling()) offer_removal(finding, entry);
}

bool count_fits(std::string_view text) {
  const auto count = whole_number(text);
  return count && *count >= 0 && *count <= 100;
}

}  // namespace

void check_phase_names(const Input& input, Report& report) {
  const syntax::Node phases = phases_of(input);
  if (!phases.is_mapping()) return;
  for (const syntax::Node entry : phases.children()) {
    const syntax::Node key = entry.key();
    if (!key.is_scalar() || entry.lacks_colon() || key.text() == "<<") continue;
    if (std::find(phase_names().begin(), phase_names().end(), key.text()) == phase_names().end()) unknown_phase(input, phases, entry, report);
    else phase_body(input, entry, report);
  }
}

void check_phase_commands(const Input& input, Report& report) {
  for (const Command& command : commands(input))
    if (command.node.is_mapping() || command.node.is_sequence()) command_not_text(input, command.node, report);
}

// ABORT, CONTINUE, RETRY, RETRY-{count}, RETRY-{regex}, RETRY-{count}-{regex}.
void check_on_failure(const Input& input, Report& report) {
  static const std::vector<std::string_view> words = {"ABORT", "CONTINUE", "RETRY"};
  for (const syntax::Node entry : phases_of(input).children()) {
    const syntax::Node value = entry.value().find("on-failure").resolved();
    const auto text = written_text(input, value);
    if (!text || text->empty() || text->find('$') != std::string_view::npos || std::find(words.begin(), words.end(), *text) != words.end()) continue;
    const auto add = [&](std::string message, std::string_view right) {
      Finding& finding = report.add("buildspec-on-failure", value.range(), std::move(message));
      finding.entity = fmt::format("buildspec:phases.{}.on-failure", entry.key().text());
      if (!right.empty()) finding.fixes = {replace(fmt::format("Set it to {}", right), value.range(), in_style(value, right))};
    };
    if (!text->starts_with("RETRY-")) {
      add("on-failure is ABORT, CONTINUE, RETRY, RETRY-count, RETRY-regex or RETRY-count-regex", nearest(*text, words).value_or("ABORT"));
      continue;
    }
    const std::string_view rest = text->substr(6);
    const std::size_t digits = rest.find_first_not_of("0123456789");
    const std::string_view count = rest.substr(0, digits);
    if (rest.empty()) add("After `RETRY-` comes a count from 0 to 100, a regular expression, or both", "RETRY");
    else if (!count.empty() && (digits == std::string_view::npos || rest[digits] == '-') && !count_fits(count))
      add(fmt::format("A phase is tried again 0 to 100 times, not {}", count),
          "RETRY-100" + std::string(digits == std::string_view::npos ? "" : rest.substr(digits)));
  }
}

}  // namespace cribsheet::rules::buildspec
