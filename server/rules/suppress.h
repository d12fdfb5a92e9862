// What a person switched off inside a file: by a comment, or by cfn-lint's own Metadata.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "model/document.h"
#include "rules/rule.h"

namespace cribsheet::rules {

// `# cribsheet: ignore rule-id, E3012` on the line above or at the end of the line; `# cribsheet: ignore-file rule-id` anywhere.
// Without names: everything. `Metadata: {cfn-lint: {config: {ignore_checks: [E3012, W]}}}` at the top or in a resource.
class Suppressions {
 public:
  explicit Suppressions(const model::Document& document);
  // `codes`: the finding's `also` list.
  bool silent(const Finding& finding, const std::vector<std::string_view>& codes) const;
  // Says which names in comments no rule has (`unknown-rule`): what they were to switch off is still on. Codes of other tools are
  // not judged.
  void report_unknown(Report& report) const;

 private:
  struct Name {
    std::string text;  // a rule id, or a cfn-lint code or a prefix of it
    Range range;       // in a comment; elsewhere empty
  };
  struct Entry {
    Range range;              // findings that begin in here
    std::vector<Name> names;  // empty: all
    Offset reach = 0;         // the furthest end of this one and those before it; of the whole file: not counted
  };
  static std::vector<Name> names_in(std::string_view text, Offset offset);
  void read_comments(const model::Document& document);
  void read_metadata(const model::Document& document);
  void add_checks(syntax::Node owner, Range range);
  void sort();
  std::vector<Entry> entries_;  // those of the whole file, then by begin
  std::size_t whole_ = 0;       // how many are of the whole file
};

}  // namespace cribsheet::rules
