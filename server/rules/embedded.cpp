#include "rules/embedded.h"

#include <algorithm>

#include "kinds/cloudformation/template.h"
#include "rules/kept.h"

namespace cribsheet::rules {
namespace {

model::Document part_document(const Input& input, const kinds::Part& part) {
  model::Document inner;
  inner.path = input.document.path;
  inner.uri = input.document.uri;
  inner.version = input.document.version;
  inner.kind = part.kind;
  inner.policy_type = part.policy_type;
  inner.in_template = true;
  return inner;
}

Input part_input(const Input& outer, const model::Document& inner, const kinds::Part& part) {
  return {inner, outer.pack, outer.settings, outer.notes, outer.files, outer.stop, nullptr, part.service};
}

// cfn-lint's code for a mistake in this policy; its checks go by what the policy is attached to.
std::string_view policy_code(const kinds::Part& part) {
  if (part.policy_type == "trust") return "cfn-lint:E3530";
  if (part.policy_type == "identity") return "cfn-lint:E3510";
  return part.service == "ecr" ? "cfn-lint:E3513" : "cfn-lint:E3512";
}

// The pages name cfn-lint's codes for all kinds of policies; a finding in one of them has the one code.
void name_policy_codes(const Input& input, const kinds::Part& part, std::vector<Finding>& findings, std::size_t from) {
  static constexpr std::string_view kCodes[] = {"cfn-lint:E3510", "cfn-lint:E3512", "cfn-lint:E3513", "cfn-lint:E3530"};
  const auto named = [&](std::string_view code) { return std::find(std::begin(kCodes), std::end(kCodes), code) != std::end(kCodes); };
  for (std::size_t i = from; i < findings.size(); ++i) {
    Finding& finding = findings[i];
    const auto page = input.pack.rule(finding.rule);
    if (!page || std::none_of(page->also.begin(), page->also.end(), named)) continue;
    if (finding.also.empty()) finding.also.assign(page->also.begin(), page->also.end());
    std::erase_if(finding.also, named);
    finding.also.emplace_back(policy_code(part));
  }
}

void map_back(Finding& finding, const syntax::SourceMap& map) {
  finding.range = map.to_source(finding.range);
  for (Fix& fix : finding.fixes)
    for (TextEdit& edit : fix.edits) edit.range = map.to_source(edit.range);
  for (Related& related : finding.related)
    if (related.path.empty()) related.range = map.to_source(related.range);
}

// Text that goes back into a quoted scalar would have to be escaped anew; such fixes are dropped rather than guessed.
bool fits(const Fix& fix, syntax::Style style) {
  const bool block = style == syntax::Style::literal || style == syntax::Style::folded;
  for (const TextEdit& edit : fix.edits)
    for (const char c : edit.text)
      if (c == '\n' || (!block && (c == '"' || c == '\'' || c == '\\'))) return false;
  return true;
}

void run_text(const Input& outer, Report& report, const kinds::Part& part, void (*run)(const Input&, Report&)) {
  const std::string_view text = part.node.text();
  const auto language = syntax::language_of("", text);
  const auto embedded = model::embedded(part.node, language);
  if (!embedded) return;
  model::Document inner = part_document(outer, part);
  inner.tree = embedded->tree;
  inner.lines = LineIndex(inner.tree->text());
  if (const kinds::Kind* kind = kinds::kind(part.kind)) inner.analysis = kind->analyse(inner, outer.pack);
  // `${...}` may stand for anything, also for what would make the text whole.
  const bool broken = std::any_of(inner.tree->errors().begin(), inner.tree->errors().end(), [](const auto& error) { return !error.tolerated; });
  if (broken && text.find("${") != std::string_view::npos) return;
  Report found;
  const syntax::Node root = inner.tree->root().resolved();
  if (part.kind == "iam-policy" && root.is_scalar() && text.find_first_of("${") == std::string_view::npos)
    found.add("iam-wrong-type", root.range(), "A policy is an object with Version and Statement, not a text");
  for (const syntax::SyntaxError& error : inner.tree->errors()) {
    if (error.tolerated) found.add("syntax-error", error.range, error.message, Severity::hint);
    else found.add("syntax-error", error.range, error.message);
  }
  run(part_input(outer, inner, part), found);
  if (part.kind == "iam-policy") name_policy_codes(outer, part, found.findings, 0);
  for (Finding& finding : found.findings) {
    std::erase_if(finding.fixes, [&](const Fix& fix) { return !fits(fix, part.node.style()); });
    map_back(finding, embedded->map);
    report.findings.push_back(std::move(finding));
  }
}

// `inner` is one document for all subtrees of the file: its line index is not copied for each.
void run_subtree(const Input& outer, Report& report, const kinds::Part& part, model::Document& inner, void (*run)(const Input&, Report&)) {
  if (!inner.tree) {
    inner = part_document(outer, part);
    inner.tree = outer.document.tree;
    inner.lines = outer.document.lines;
  }
  inner.kind = part.kind;
  inner.policy_type = part.policy_type;
  inner.top = part.node;
  inner.analysis = nullptr;
  if (const kinds::Kind* kind = kinds::kind(part.kind)) inner.analysis = kind->analyse(inner, outer.pack);
  const std::size_t before = report.findings.size();
  run(part_input(outer, inner, part), report);
  if (part.kind == "iam-policy") name_policy_codes(outer, part, report.findings, before);
}

void run_part(const Input& input, Report& report, const kinds::Part& part, model::Document& subtree, void (*run)(const Input&, Report&)) {
  if (part.node.is_scalar()) run_text(input, report, part, run);
  else run_subtree(input, report, part, subtree, run);
}

// Resource by resource: those that are known are not searched.
void run_units(const Input& input, Report& report, void (*run)(const Input&, Report&)) {
  struct Entry {
    syntax::Node key;  // of a resource that is looked at by itself; nothing: of another entry
    std::size_t first_part;
  };
  std::vector<Entry> entries;
  const auto skip = [&](syntax::Node entry, std::size_t before) {
    const syntax::Node key = entry.key();
    if (input.units->known(Pass::embedded, key, report)) {
      entries.push_back({{}, before});
      return true;
    }
    entries.push_back({input.units->alone(Pass::embedded, key) ? key : syntax::Node{}, before});
    return false;
  };
  const std::vector<kinds::Part> parts = kinds::cloudformation::template_parts(input.document, input.pack, skip);
  model::Document subtree;
  const auto run_all = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to && !input.stop.stop_requested(); ++i) run_part(input, report, parts[i], subtree, run);
  };
  run_all(0, entries.empty() ? parts.size() : entries.front().first_part);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::size_t first = report.findings.size();
    run_all(entries[i].first_part, i + 1 < entries.size() ? entries[i + 1].first_part : parts.size());
    if (entries[i].key && !input.stop.stop_requested()) input.units->keep(Pass::embedded, entries[i].key, report, first);
  }
}

}  // namespace

void run_embedded(const Input& input, Report& report, void (*run)(const Input&, Report&)) {
  if (input.units != nullptr && kinds::cloudformation::outline(input.document) != nullptr) return run_units(input, report, run);
  const kinds::Kind* kind = kinds::kind(input.document.kind);
  if (kind == nullptr) return;
  model::Document subtree;
  for (const kinds::Part& part : kind->parts(input.document, input.pack)) {
    if (input.stop.stop_requested()) return;
    run_part(input, report, part, subtree, run);
  }
}

}  // namespace cribsheet::rules
