// What a rule about policies gets to see, and the few things all of them do.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "kinds/iam/analysis.h"
#include "kinds/iam/glob.h"
#include "rules/rule.h"

namespace cribsheet::rules::iam {

using namespace cribsheet::iam;

constexpr int kSuggestions = 100;  // a rule and document

struct Check {
  const Input& input;
  Report& report;
  const pack::Pack& pack;
  const Analysis& analysis;
  const Policy& policy;
  int suggestions = 0;  // how often the nearest of many names may still be looked for

  std::string_view text() const { return input.document.text(); }
  bool json() const { return input.document.tree->language() == syntax::Language::json; }
  bool type_is(std::initializer_list<PolicyType> types) const;
  // Policies that say what somebody may do, as against those that stand on a resource.
  bool on_identity() const { return type_is({PolicyType::identity, PolicyType::boundary, PolicyType::session, PolicyType::scp}); }
  // Those that give permissions of themselves (a boundary and an organization's policy only limit).
  bool grants() const { return type_is({PolicyType::identity, PolicyType::session}); }
  // Service whose resource the policy is on; empty: unknown.
  std::string_view service() const { return input.service; }

  Finding& add(std::string_view rule, Range range, std::string message) { return report.add(rule, range, std::move(message)); }
  // A finding with codes of its own ("access-analyzer:...") instead of its page's.
  Finding& add(std::string_view rule, Range range, std::string message, std::initializer_list<std::string_view> codes);
};

void set_severity(Finding& finding, Severity severity);
// The entity that a rule's findings are about where they name none, so that notes on it are cited; empty: none.
std::string_view usual_entity(std::string_view rule);

template <void (*F)(Check&), bool kAnySize = false>
void run(const Input& input, Report& report) {
  const auto analysis = analysis_of(input.document, input.pack);
  if (analysis->policy.foreign || (analysis->policy.too_large && !kAnySize)) return;
  Check check{input, report, input.pack, *analysis, analysis->policy, kSuggestions};
  const std::size_t before = report.findings.size();
  F(check);
  for (std::size_t i = before; i < report.findings.size(); ++i)
    if (report.findings[i].entity.empty()) report.findings[i].entity = usual_entity(report.findings[i].rule);
}

// ---- words ---------------------------------------------------------------------------------------------------------

std::string shown(std::string_view text);                                                    // for a message: holes as ..., cut when long
std::string joined(const std::vector<std::string>& words, std::string_view last = " and ");  // "a, b and c"
// The same, within what a rule may spend on it; `candidates` makes the list, and only where it is needed.
template <class Candidates>
std::string suggest(Check& c, std::string_view word, Candidates candidates);
// The nearest of the candidates (base/nearest.h); empty: none is near.
std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates);

template <class Candidates>
std::string suggest(Check& c, std::string_view word, Candidates candidates) {
  return c.suggestions-- > 0 ? nearest(word, candidates()) : std::string();
}

// ---- edits ---------------------------------------------------------------------------------------------------------

Range content(std::string_view text, Range scalar);  // without its quotes
Fix replace_text(const Check& check, Range scalar, std::string_view with, std::string title);
// Takes one item out of a list, with its comma or line. No edits where that can't be done cleanly.
Fix remove_item(const Value& value, std::string title);
Fix remove_entry(syntax::Node entry, std::string title);
// Adds `key: value` before the first entry of a mapping, in the style it is written in. `value` is a plain text, or JSON where it
// begins with '{' or '['.
Fix insert_entry(const Check& check, syntax::Node mapping, std::string_view key, std::string_view value, std::string title);
void offer(Finding& finding, Fix fix, bool preferred = true);  // no edits: nothing

}  // namespace cribsheet::rules::iam
