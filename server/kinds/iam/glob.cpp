#include "kinds/iam/glob.h"

#include <vector>

namespace cribsheet::iam {
namespace {

char fold(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_run(char c) { return c == '*' || is_hole(c); }
bool run_takes(char run, char c) { return run != kNameHole || (c != '/' && c != ':'); }

// The classic two-pointer match; `one` says which characters of the text a '?' may stand for.
template <class One>
bool greedy(std::string_view pattern, std::string_view text, One one) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.size() && (pattern[p] == text[t] || (pattern[p] == '?' && one(text[t])))) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

constexpr std::size_t kMostSteps = 1u << 14;  // beyond, two patterns are taken to overlap

// One step of the walk over both patterns: which pairs of positions follow from (a[i], b[j]).
struct Step {
  bool next_a = false, next_b = false, next_both = false;
};
Step step(char a, char b) {
  Step s;
  if (is_run(a)) s.next_a = true;
  if (is_run(b)) s.next_b = true;
  if (is_run(a) && !is_run(b) && (b == '?' || run_takes(a, b))) s.next_b = true;
  if (is_run(b) && !is_run(a) && (a == '?' || run_takes(b, a))) s.next_a = true;
  if (!is_run(a) && !is_run(b) && (a == b || a == '?' || b == '?')) s.next_both = true;
  return s;
}

}  // namespace

bool has_hole(std::string_view text) {
  for (char c : text)
    if (is_hole(c)) return true;
  return false;
}

bool has_wildcard(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '$' && i + 1 < text.size() && text[i + 1] == '{') {
      const std::size_t close = text.find('}', i);
      if (close == std::string_view::npos) return false;
      i = close;
    } else if (text[i] == '*' || text[i] == '?') {
      return true;
    }
  }
  return false;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = fold(c);
  return out;
}

bool same(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (fold(a[i]) != fold(b[i])) return false;
  return true;
}

bool starts_with_same(std::string_view text, std::string_view prefix) { return text.size() >= prefix.size() && same(text.substr(0, prefix.size()), prefix); }

bool matches(std::string_view pattern, std::string_view text) {
  return greedy(pattern, text, [](char) { return true; });
}

bool covers(std::string_view wide, std::string_view narrow) {
  if (wide == narrow) return !has_hole(wide);
  if (has_hole(wide)) return false;
  return greedy(wide, narrow, [](char c) { return !is_run(c); });
}

bool overlaps(std::string_view a, std::string_view b) {
  const auto plain = [](char c) { return !is_run(c) && c != '?'; };
  while (!a.empty() && !b.empty() && plain(a.front()) && plain(b.front())) {
    if (a.front() != b.front()) return false;
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && plain(a.back()) && plain(b.back())) {
    if (a.back() != b.back()) return false;
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a == "*" || b == "*") return true;
  if (a.size() * b.size() > kMostSteps) return true;
  // reach[j]: positions of b that go with the current position of a.
  std::vector<char> reach(b.size() + 1, 0), next(b.size() + 1, 0);
  reach[0] = 1;
  for (std::size_t i = 0; i <= a.size(); ++i) {
    bool any = false;
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (!reach[j]) continue;
      any = true;
      if (i == a.size()) {
        if (j < b.size() && is_run(b[j])) reach[j + 1] = 1;
        continue;
      }
      if (j == b.size()) {
        if (is_run(a[i])) next[j] = 1;
        continue;
      }
      const Step s = step(a[i], b[j]);
      if (s.next_a) next[j] = 1;
      if (s.next_b) reach[j + 1] = 1;
      if (s.next_both) next[j + 1] = 1;
    }
    if (!any) return false;
    if (i == a.size()) return reach[b.size()] != 0;
    reach.swap(next);
    next.assign(b.size() + 1, 0);
  }
  return false;
}

}  // namespace cribsheet::iam
