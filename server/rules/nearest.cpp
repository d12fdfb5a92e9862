#include "rules/nearest.h"

#include <algorithm>

#include "base/nearest.h"

namespace cribsheet::rules {

std::vector<std::string_view> nearest(std::string_view name, const std::vector<std::string_view>& candidates, std::size_t limit) {
  if (name.empty() || name.size() > 64) return {};
  const std::size_t most = std::max<std::size_t>(1, name.size() / 3);
  std::vector<std::pair<std::size_t, std::string_view>> near;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > 64 || candidate == name) continue;
    const std::size_t apart = edit_distance(name, candidate, most);
    if (apart <= most) near.emplace_back(apart, candidate);
  }
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  std::vector<std::string_view> best;
  for (std::size_t i = 0; i < near.size() && i < limit; ++i) best.push_back(near[i].second);
  return best;
}

std::string did_you_mean(const std::vector<std::string_view>& names) {
  if (names.empty()) return {};
  std::string text = "; did you mean ";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text + "?";
}

Range content(syntax::Node scalar) {
  if (!scalar.is_scalar() || scalar.range().empty()) return scalar.range();
  return {scalar.map().to_source(std::size_t{0}), scalar.map().to_source(scalar.text().size())};
}

void offer(Finding& finding, Range range, const std::vector<std::string_view>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) finding.fixes.push_back({"Change it to " + std::string(names[i]), {{range, std::string(names[i])}}, i == 0});
}

}  // namespace cribsheet::rules
