#include "features/actions.h"

#include <algorithm>
#include <set>

#include "features/note_actions.h"
#include "kinds/kind.h"

namespace cribsheet::features {
namespace {

bool meets(Range a, Range b) { return a.begin <= b.end && b.begin <= a.end; }

void add_fixes(const std::vector<rules::Finding>& found, std::size_t index, std::vector<Action>& actions) {
  const auto& finding = found[index];
  for (const auto& fix : finding.fixes) actions.push_back({fix.title, "quickfix", fix.edits, fix.preferred, index});
}

// The one fix that may be applied without a person looking at each.
const rules::Fix* sure_fix(const rules::Finding& finding) {
  for (const auto& fix : finding.fixes) {
    if (fix.preferred) return &fix;
  }
  return nullptr;
}

// Sure fixes of many findings as one set of edits; of those that overlap the first is taken.
std::vector<TextEdit> together(const std::vector<const rules::Finding*>& findings, std::size_t& count) {
  std::vector<TextEdit> edits;
  count = 0;
  for (const auto* finding : findings) {
    const auto* fix = sure_fix(*finding);
    if (!fix) continue;
    const bool clashes = std::any_of(fix->edits.begin(), fix->edits.end(), [&](const TextEdit& edit) {
      return std::any_of(edits.begin(), edits.end(), [&](const TextEdit& other) { return meets(edit.range, other.range); });
    });
    if (clashes) continue;
    edits.insert(edits.end(), fix->edits.begin(), fix->edits.end());
    ++count;
  }
  return edits;
}

void add_fix_all(const std::vector<rules::Finding>& found, std::string_view rule, std::vector<Action>& actions) {
  std::vector<const rules::Finding*> same;
  for (const auto& finding : found) {
    if (finding.rule == rule) same.push_back(&finding);
  }
  std::size_t count = 0;
  auto edits = together(same, count);
  if (count > 1)
    actions.push_back({"Fix all " + std::to_string(count) + " findings of " + std::string(rule), "quickfix", std::move(edits), false, std::nullopt});
}

void add_fix_everything(const std::vector<rules::Finding>& found, std::vector<Action>& actions) {
  std::vector<const rules::Finding*> all;
  for (const auto& finding : found) all.push_back(&finding);
  std::size_t count = 0;
  auto edits = together(all, count);
  if (count > 0) actions.push_back({"Fix everything that has one sure fix", "source.fixAll.cribsheet", std::move(edits), false, std::nullopt});
}

// A comment can't stand inside a text of several lines; there the line above the text's key takes it.
std::optional<Offset> comment_line(const model::Document& document, Offset offset) {
  auto node = document.tree->node_at(offset);
  auto line = document.lines.line_of(offset);
  for (auto holder = node; holder; holder = holder.parent()) {
    const auto first = document.lines.line_of(holder.full_range().begin);
    const bool many_lines = first != document.lines.line_of(holder.full_range().end);
    if (holder.is_scalar() && many_lines) line = std::min(line, first);
    if ((holder.is_mapping() || holder.is_sequence()) && holder.style() == syntax::Style::flow) line = std::min(line, first);
  }
  return document.lines.line(line).begin;
}

void add_silence(const model::Document& document, const rules::Finding& finding, std::size_t index, std::vector<Action>& actions) {
  if (document.tree->language() == syntax::Language::markdown) {
    const Offset end = document.lines.line(document.lines.line_of(finding.range.begin)).end;
    actions.push_back({"Switch " + std::string(finding.rule) + " off here",
                       "quickfix",
                       {{{end, end}, " <!-- cribsheet: ignore " + std::string(finding.rule) + " -->"}},
                       false,
                       index});
    return;
  }
  if (document.tree->language() != syntax::Language::yaml || finding.rule == "syntax-error") return;
  const auto at = comment_line(document, finding.range.begin);
  if (!at) return;
  const auto rest = document.text().substr(*at);
  const auto indent = rest.substr(0, std::min(rest.find_first_not_of(' '), rest.size()));
  const auto comment = std::string(indent) + "# cribsheet: ignore " + std::string(finding.rule) + "\n";
  actions.push_back({"Switch " + std::string(finding.rule) + " off here", "quickfix", {{{*at, *at}, comment}}, false, index});
}

}  // namespace

std::vector<Action> actions(const Snapshot& snapshot, const model::Document& document, Range range, const std::vector<rules::Finding>& found) {
  std::vector<Action> list;
  std::set<std::string_view> rules_here;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!meets(found[i].range, range)) continue;
    add_fixes(found, i, list);
    rules_here.insert(found[i].rule);
  }
  for (const auto rule : rules_here) add_fix_all(found, rule, list);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (meets(found[i].range, range)) add_silence(document, found[i], i, list);
  }
  if (const auto* kind = kinds::kind(document.kind)) {
    for (auto& rewrite : kind->rewrites(document, range, *snapshot.pack))
      list.push_back({std::move(rewrite.title), std::move(rewrite.kind), std::move(rewrite.edits), false, std::nullopt});
  }
  for (auto& action : note_actions(document, range)) list.push_back(std::move(action));
  add_fix_everything(found, list);
  return list;
}

}  // namespace cribsheet::features
