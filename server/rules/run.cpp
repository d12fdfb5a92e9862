#include <algorithm>
#include <ctime>
#include <map>
#include <tuple>

#include "rules/embedded.h"
#include "rules/kept.h"
#include "rules/rule.h"
#include "rules/sam/globals.h"
#include "rules/suppress.h"
#include "rules/syntax_mends.h"

namespace cribsheet::rules {
namespace {

// Tabs where blanks belong.
std::optional<Fix> without_tabs(std::string_view text, Range range) {
  const std::string_view wrong = text.substr(range.begin, range.size());
  if (wrong.empty() || wrong.find_first_not_of('\t') != std::string_view::npos) return std::nullopt;
  return Fix{"Use spaces", {{range, std::string(2 * wrong.size(), ' ')}}, true};
}

constexpr int kMostMended = 3;  // errors; each fix is tried, which takes a parse

void syntax_errors(const Input& input, Report& report) {
  int mended = 0;
  for (const syntax::SyntaxError& error : input.document.tree->errors()) {
    if (error.tolerated) {
      report.add("syntax-error", error.range, error.message, Severity::hint);
      continue;
    }
    Finding& finding = report.add("syntax-error", error.range, error.message);
    if (auto fix = without_tabs(input.document.text(), error.range)) finding.fixes.push_back(std::move(*fix));
    else if (mended++ < kMostMended) mend_syntax(input.document, error, finding);
  }
}

bool runs_on(const Rule& rule, std::string_view kind) {
  return rule.check != nullptr && std::find(rule.kinds.begin(), rule.kinds.end(), kind) != rule.kinds.end();
}

void run_kind(const Input& input, Report& report) {
  for (const Rule& rule : all()) {
    if (input.stop.stop_requested()) return;
    if (runs_on(rule, input.document.kind)) rule.check(input, report);
  }
}

// Codes and default severity of a rule, asked for once a run.
class Pages {
 public:
  explicit Pages(const pack::Pack& pack) : pack_(pack) {}
  struct Page {
    std::vector<std::string_view> also;
    std::optional<Severity> severity;
  };
  const Page& of(std::string_view id) {
    const auto [found, fresh] = pages_.try_emplace(id);
    if (fresh) {
      if (const Rule* known = rule(id)) found->second.severity = known->severity;
      if (const auto page = pack_.rule(id)) {
        found->second.also = page->also;
        if (const auto named = severity_named(page->severity)) found->second.severity = named;
      }
    }
    return found->second;
  }

 private:
  const pack::Pack& pack_;
  std::map<std::string_view, Page> pages_;
};

// The setting for a finding: by rule id, then by one of its codes ("E3012" or "cfn-lint:E3012"). Null: none.
const std::string* setting(const Settings& settings, std::string_view id, const std::vector<std::string_view>& codes) {
  if (settings.severities.empty()) return nullptr;
  if (const auto found = settings.severities.find(std::string(id)); found != settings.severities.end()) return &found->second;
  for (const std::string_view code : codes) {
    auto found = settings.severities.find(std::string(code));
    if (found == settings.severities.end() && code.starts_with("cfn-lint:")) found = settings.severities.find(std::string(code.substr(9)));
    if (found != settings.severities.end()) return &found->second;
  }
  return nullptr;
}

void sort_and_merge(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tuple(a.range.begin, a.range.end, a.severity) < std::tuple(b.range.begin, b.range.end, b.severity);
  });
  std::vector<Finding> kept;
  kept.reserve(findings.size());
  for (Finding& finding : findings) {
    bool said = false;
    for (auto other = kept.rbegin(); !said && other != kept.rend() && other->range == finding.range; ++other) said = other->message == finding.message;
    if (!said) kept.push_back(std::move(finding));
  }
  findings = std::move(kept);
}

void apply_switches(const Input& input, const Suppressions& suppressions, std::vector<Finding>& findings) {
  Pages pages(input.pack);
  std::erase_if(findings, [&](Finding& finding) {
    const Pages::Page& page = pages.of(finding.rule);
    std::vector<std::string_view> codes(finding.also.begin(), finding.also.end());
    if (codes.empty()) codes = page.also;
    if (!finding.own_severity && page.severity) finding.severity = *page.severity;
    if (const std::string* chosen = setting(input.settings, finding.rule, codes)) {
      if (*chosen == "off") return true;
      if (const auto named = severity_named(*chosen)) finding.severity = *named;
    }
    return suppressions.silent(finding, codes);
  });
}

}  // namespace

std::string Input::today() const {
  if (!settings.today.empty()) return settings.today;
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[16];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%d", &parts)};
}

std::vector<Finding> run(const Input& asked, Kept* kept) {
  Input input = asked;
  std::optional<Units> units;
  if (kept != nullptr) input.units = &units.emplace(asked, *kept);
  Report report;
  syntax_errors(input, report);
  run_kind(input, report);
  run_embedded(input, report, run_kind);
  if (units && !input.stop.stop_requested()) units->finish();
  sam::drop_completed(input, report.findings);
  const Suppressions suppressions(input.document);
  suppressions.report_unknown(report);
  apply_switches(input, suppressions, report.findings);
  sort_and_merge(report.findings);
  return std::move(report.findings);
}

}  // namespace cribsheet::rules
