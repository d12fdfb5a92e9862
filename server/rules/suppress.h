// What a person switched off inside a file: by a comment, or by cfn-lint's own Metadata.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "model/document.h"
#include "rules/finding.h"

namespace cribsheet::rules {

// `# cribsheet: ignore rule-id, E3012` on the line above or at the end of the line; `# cribsheet: ignore-file rule-id` anywhere.
// Without names: everything. `Metadata: {cfn-lint: {config: {ignore_checks: [E3012, W]}}}` at the top or in a resource.
class Suppressions {
 public:
  explicit Suppressions(const model::Document& document);
  // `codes`: the finding's `also` list.
  bool silent(const Finding& finding, const std::vector<std::string_view>& codes) const;

 private:
  struct Entry {
    Range range;                     // findings that begin in here
    std::vector<std::string> names;  // rule ids, or cfn-lint codes and prefixes of them; empty: all
  };
  void read_comments(const model::Document& document);
  void read_metadata(const model::Document& document);
  void add_checks(syntax::Node owner, Range range);
  std::vector<Entry> entries_;
};

}  // namespace cribsheet::rules
