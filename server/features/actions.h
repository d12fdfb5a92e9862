// Code actions: the findings' fixes, all fixes of a rule at once, a rule switched off here, and rewrites a person asks for.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "features/snapshot.h"
#include "rules/finding.h"
#include "text/edit.h"

namespace cribsheet::features {

struct Action {
  std::string title;
  std::string kind;  // "quickfix", "refactor.extract", "refactor.rewrite", "source.fixAll.cribsheet"
  std::vector<TextEdit> edits;
  bool preferred = false;
  std::optional<std::size_t> finding;  // index of the one it mends
};
// `found`: the document's findings. Those that touch `range` get actions.
std::vector<Action> actions(const Snapshot& snapshot, const model::Document& document, Range range, const std::vector<rules::Finding>& found);

}  // namespace cribsheet::features
