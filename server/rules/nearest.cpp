#include "rules/nearest.h"

#include <algorithm>
#include <numeric>

namespace cribsheet::rules {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Optimal string alignment distance over at most 64 bytes each; a change of case costs nothing here.
std::size_t distance(std::string_view a, std::string_view b) {
  std::size_t rows[3][66];
  std::size_t* before = rows[0];
  std::size_t* above = rows[1];
  std::size_t* row = rows[2];
  std::iota(above, above + b.size() + 1, std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0U : 1U)});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::size_t* const spare = before;
    before = above;
    above = row;
    row = spare;
  }
  return above[b.size()];
}

}  // namespace

std::vector<std::string_view> nearest(std::string_view name, const std::vector<std::string_view>& candidates, std::size_t limit) {
  if (name.empty() || name.size() > 64) return {};
  const std::size_t most = std::max<std::size_t>(1, name.size() / 3);
  std::vector<std::pair<std::size_t, std::string_view>> near;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > 64 || candidate == name) continue;
    const std::size_t gap = candidate.size() > name.size() ? candidate.size() - name.size() : name.size() - candidate.size();
    if (gap > most) continue;
    const std::size_t apart = distance(name, candidate);
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
  for (std::size_t i = 0; i < names.size(); ++i)
    finding.fixes.push_back({"Change it to " + std::string(names[i]), {{range, std::string(names[i])}}, i == 0});
}

}  // namespace cribsheet::rules
