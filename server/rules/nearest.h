// "Did you mean": the names nearest to a mistyped one.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "rules/finding.h"
#include "syntax/tree.h"

namespace cribsheet::rules {

// The best of the candidates, at most `limit`, only those near enough to be meant. Ignores case for nearness.
std::vector<std::string_view> nearest(std::string_view name, const std::vector<std::string_view>& candidates, std::size_t limit = 3);
// "; did you mean A or B?", or nothing.
std::string did_you_mean(const std::vector<std::string_view>& names);
// A scalar's text without its quotes: what a fix replaces by another name.
Range content(syntax::Node scalar);
// One fix a name: replaces `range` by it.
void offer(Finding& finding, Range range, const std::vector<std::string_view>& names);

}  // namespace cribsheet::rules
