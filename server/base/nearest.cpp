#include "base/nearest.h"

#include <algorithm>

namespace cribsheet {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::size_t allowed(std::string_view typed) { return std::min<std::size_t>(3, (typed.size() + 2) / 3); }

struct Best {
  std::string_view typed;
  std::size_t distance;
  std::optional<std::string_view> name;

  bool same_case(std::string_view candidate) const { return !typed.empty() && candidate.front() == typed.front(); }
  // Of equals, the one that begins in the same case goes before: `hook` is `hooks` rather than `Hooks`.
  void offer(std::string_view candidate) {
    if (candidate.empty()) return;
    const std::size_t found = edit_distance(typed, candidate, distance);
    if (found < distance || (found == distance && name && same_case(candidate) && !same_case(*name))) distance = found, name = candidate;
  }
};

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t most = std::max(a.size(), b.size()), least = std::min(a.size(), b.size());
  if (most - least > limit || most > 512) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    std::size_t row = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1])) now[j] = std::min(now[j], before[j - 2] + 1);
      row = std::min(row, now[j]);
    }
    if (row > limit) return limit + 1;
    std::swap(before, last);
    std::swap(last, now);
  }
  return std::min(last[b.size()], limit + 1);
}

std::optional<std::string_view> nearest(std::string_view typed, const std::vector<std::string_view>& candidates) {
  Best best{typed, allowed(typed) + 1, {}};
  for (const std::string_view candidate : candidates) best.offer(candidate);
  return best.name;
}

std::optional<std::string_view> nearest(std::string_view typed, const std::function<void(const std::function<void(std::string_view)>&)>& each) {
  Best best{typed, allowed(typed) + 1, {}};
  each([&](std::string_view candidate) { best.offer(candidate); });
  return best.name;
}

}  // namespace cribsheet
