// A text as `check` sees it: its document and findings, on a fixed day, without notes.
#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "kinds/kind.h"
#include "rules/rule.h"
#include "support/knowledge.h"

namespace cribsheet::tests {

struct Checked {
  std::shared_ptr<const model::Document> document;
  std::vector<rules::Finding> findings;
  std::size_t line_of(const rules::Finding& finding) const { return document->lines.line_of(finding.range.begin) + 1; }  // 1-based
};

inline Checked check(const std::string& path, std::string text) {
  rules::Settings settings;
  settings.today = "2026-11-24";
  Checked out{kinds::open(path, std::move(text), *knowledge()), {}};
  out.findings = rules::run({*out.document, *knowledge(), settings});
  return out;
}

// A line a finding: "- 3 out-of-range: ...".
inline std::string shown(const Checked& checked) {
  std::string out;
  for (const auto& finding : checked.findings) out += fmt::format("- {} {}: {}\n", checked.line_of(finding), finding.rule, finding.message);
  return out;
}

}  // namespace cribsheet::tests
