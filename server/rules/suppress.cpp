#include "rules/suppress.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "rules/nearest.h"

namespace cribsheet::rules {
namespace {

constexpr Range kWholeFile{0, std::numeric_limits<Offset>::max()};

bool is_space(char c) { return c == ' ' || c == '\t' || c == ','; }

bool blank_before(std::string_view text, Range line, Offset offset) {
  return text.substr(line.begin, offset - line.begin).find_first_not_of(" \t") == std::string_view::npos;
}

// Offsets where an entry ends: its value's end, so that a resource covers all it holds.
Range entry_range(syntax::Node entry) { return {entry.full_range().begin, entry.value().full_range().end}; }

// In Markdown a comment is <!-- written so -->.
std::vector<Range> comments_of(const model::Document& document) {
  if (document.tree->language() != syntax::Language::markdown) return document.tree->comments();
  std::vector<Range> out;
  const std::string_view text = document.text();
  for (std::size_t at = text.find("<!--"); at != std::string_view::npos; at = text.find("<!--", at + 4)) {
    const std::size_t end = std::min(text.find("-->", at), text.size());
    out.push_back({static_cast<Offset>(at), static_cast<Offset>(end)});
    if (end == text.size()) break;  // never closed: the rest is one comment
  }
  return out;
}

// "E3012", "W", "cfn-lint:E3012", "parliament:RESOURCE_STAR".
bool is_code(std::string_view name) {
  return name.find(':') != std::string_view::npos || (name.find_first_of("CEIW") == 0 && name.find_first_not_of("0123456789", 1) == std::string_view::npos);
}

}  // namespace

Suppressions::Suppressions(const model::Document& document) {
  read_comments(document);
  if (document.kind == "cloudformation" || document.kind == "sam") read_metadata(document);
  sort();
}

// There may be as many as findings: for none of them all are looked through.
void Suppressions::sort() {
  const auto whole = [](const Entry& entry) { return entry.range == kWholeFile; };
  const auto rest = std::stable_partition(entries_.begin(), entries_.end(), whole);
  whole_ = static_cast<std::size_t>(rest - entries_.begin());
  std::stable_sort(rest, entries_.end(), [](const Entry& a, const Entry& b) { return a.range.begin < b.range.begin; });
  Offset reach = 0;
  for (auto entry = rest; entry != entries_.end(); ++entry) entry->reach = reach = std::max(reach, entry->range.end);
}

// The names in a comment's text, which begins at `offset`.
std::vector<Suppressions::Name> Suppressions::names_in(std::string_view text, Offset offset) {
  std::vector<Name> names;
  std::size_t at = 0;
  while (at < text.size()) {
    if (is_space(text[at])) {
      ++at;
      continue;
    }
    if (text.substr(at, 2) == "--" || text[at] == '(') break;  // a reason may follow
    std::size_t end = at;
    while (end < text.size() && !is_space(text[end])) ++end;
    names.push_back({std::string(text.substr(at, end - at)), {offset + static_cast<Offset>(at), offset + static_cast<Offset>(end)}});
    at = end;
  }
  return names;
}

void Suppressions::read_comments(const model::Document& document) {
  const std::string_view text = document.text();
  for (const Range comment : comments_of(document)) {
    std::string_view body = text.substr(comment.begin, comment.size());
    const std::size_t mark = body.find("cribsheet:");
    if (mark == std::string_view::npos || body.find_first_not_of("#/* \t<!-") != mark) continue;
    body.remove_prefix(mark + 10);
    body.remove_prefix(std::min(body.find_first_not_of(" \t"), body.size()));
    if (const std::size_t close = body.find("*/"); close != std::string_view::npos) body = body.substr(0, close);
    const bool file = body.starts_with("ignore-file");
    if (!file && !body.starts_with("ignore")) continue;
    body.remove_prefix(file ? 11 : 6);
    if (!body.empty() && !is_space(body.front()) && body.front() != '\r') continue;
    while (!body.empty() && (body.back() == '\r' || is_space(body.back()))) body.remove_suffix(1);
    Range range = kWholeFile;
    if (!file) {
      std::uint32_t line = document.lines.line_of(comment.begin);
      // A comment of its own speaks of the next line that is no comment.
      if (blank_before(text, document.lines.line(line), comment.begin)) {
        ++line;
        while (line + 1 < document.lines.line_count()) {
          const Range next = document.lines.line(line);
          const std::string_view content = text.substr(next.begin, next.size());
          const std::size_t first = content.find_first_not_of(" \t");
          if (first == std::string_view::npos || content[first] != '#') break;
          ++line;
        }
      }
      range = document.lines.line(line);
      ++range.end;
    }
    entries_.push_back({range, names_in(body, static_cast<Offset>(body.data() - text.data())), 0});
  }
}

void Suppressions::add_checks(syntax::Node owner, Range range) {
  const syntax::Node checks = owner.find("Metadata").find("cfn-lint").find("config").find("ignore_checks").resolved();
  Entry entry{range, {}, 0};
  if (checks.is_sequence())
    for (const syntax::Node item : checks.children())
      if (item.is_scalar()) entry.names.push_back({std::string(item.text()), {}});
  if (!entry.names.empty()) entries_.push_back(std::move(entry));
}

void Suppressions::read_metadata(const model::Document& document) {
  const syntax::Node root = document.tree->root();
  add_checks(root, kWholeFile);
  const syntax::Node resources = root.find("Resources");
  if (!resources.is_mapping()) return;
  for (const syntax::Node entry : resources.children())
    if (entry.value().is_mapping()) add_checks(entry.value(), entry_range(entry));
}

bool Suppressions::silent(const Finding& finding, const std::vector<std::string_view>& codes) const {
  const auto named = [&](const Name& each) {
    const std::string& name = each.text;
    if (name == finding.rule) return true;
    for (std::string_view code : codes) {
      if (code.starts_with("cfn-lint:")) code.remove_prefix(9);
      if (code.starts_with(name)) return true;
    }
    return false;
  };
  const auto speaks = [&](const Entry& entry) { return entry.names.empty() || std::any_of(entry.names.begin(), entry.names.end(), named); };
  const Offset at = finding.range.begin;
  const auto first = entries_.begin() + static_cast<std::ptrdiff_t>(whole_);
  if (std::any_of(entries_.begin(), first, speaks)) return true;
  auto entry = std::upper_bound(first, entries_.end(), at, [](Offset offset, const Entry& each) { return offset < each.range.begin; });
  while (entry != first && (--entry)->reach > at)
    if (at < entry->range.end && speaks(*entry)) return true;
  return false;
}

void Suppressions::report_unknown(Report& report) const {
  for (const Entry& entry : entries_)
    for (const Name& name : entry.names) {
      if (name.range.empty() || is_code(name.text) || rule(name.text) != nullptr) continue;
      std::vector<std::string_view> ids;
      for (const Rule& each : all()) ids.push_back(each.id);
      const auto near = nearest(name.text, ids);
      offer(report.add("unknown-rule", name.range, fmt::format("No rule is called {}, so this comment switches nothing off{}", name.text, did_you_mean(near))),
            name.range, near);
    }
}

}  // namespace cribsheet::rules
