#include "features/comment_switch.h"

#include <algorithm>

#include <fmt/format.h>

namespace cribsheet::features {
namespace {

constexpr std::string_view kMark = "cribsheet:";
constexpr std::string_view kBetween = " \t,";

// The word of a comment around an offset, and the words before it: "cribsheet:", "ignore", ...
struct Words {
  std::vector<std::string_view> before;
  Range word;  // may be empty
};

std::optional<Words> words_at(const model::Document& document, Offset offset) {
  const auto& comments = document.tree->comments();
  const auto after = std::partition_point(comments.begin(), comments.end(), [&](const Range& each) { return each.begin < offset; });
  if (after == comments.begin() || std::prev(after)->end < offset) return std::nullopt;
  const Range comment = *std::prev(after);
  const std::string_view text = document.text();
  Words found;
  Offset at = comment.begin;
  while (at < offset && (text[at] == '#' || text[at] == '/' || text[at] == '*')) ++at;
  found.word = {offset, offset};
  while (at < comment.end) {
    if (kBetween.find(text[at]) != std::string_view::npos) {
      ++at;
      continue;
    }
    const Offset end = static_cast<Offset>(std::min<std::size_t>(text.find_first_of(kBetween, at), comment.end));
    if (at > offset) break;
    if (end >= offset) {
      found.word = {at, end};
      break;
    }
    found.before.push_back(text.substr(at, end - at));
    at = end;
  }
  return found;
}

bool names_rules(const Words& words) {
  return words.before.size() >= 2 && words.before[0] == kMark && (words.before[1] == "ignore" || words.before[1] == "ignore-file");
}

kinds::Completion keyword(std::string label, std::string documentation, Range replace) {
  kinds::Completion item;
  item.label = label;
  item.insert = std::move(label) + " ";
  item.kind = "keyword";
  item.documentation = std::move(documentation);
  item.replace = replace;
  item.retrigger = true;
  return item;
}

bool runs_on(const pack::RulePage& page, std::string_view kind) {
  return page.kinds.empty() || std::find(page.kinds.begin(), page.kinds.end(), kind) != page.kinds.end();
}

void add_rules(const Snapshot& snapshot, std::string_view kind, const Words& words, std::vector<kinds::Completion>& list) {
  for (const rules::Rule& rule : rules::all()) {
    const auto page = snapshot.pack->rule(rule.id);
    if (!page || !runs_on(*page, kind) || std::find(words.before.begin(), words.before.end(), rule.id) != words.before.end()) continue;
    kinds::Completion& item = list.emplace_back();
    item.label = item.insert = rule.id;
    item.kind = "value";
    item.detail = page->title;
    item.replace = words.word;
  }
}

}  // namespace

std::optional<std::vector<kinds::Completion>> complete_comment(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  const auto words = words_at(document, offset);
  if (!words) return std::nullopt;
  std::vector<kinds::Completion> list;
  const std::string one = "Switches rules off for the next line, or for this line behind what stands on it", all = "Switches rules off for the whole file";
  if (names_rules(*words)) {
    add_rules(snapshot, document.kind, *words, list);
  } else if (words->before.empty()) {
    list.push_back(keyword("cribsheet: ignore", one, words->word));
    list.push_back(keyword("cribsheet: ignore-file", all, words->word));
  } else if (words->before.size() == 1 && words->before[0] == kMark) {
    list.push_back(keyword("ignore", one, words->word));
    list.push_back(keyword("ignore-file", all, words->word));
  }
  const std::string_view typed = document.text().substr(words->word.begin, offset - words->word.begin);
  std::erase_if(list, [&](const kinds::Completion& item) { return item.label.find(typed) == std::string::npos; });
  for (std::size_t i = 0; i < list.size(); ++i) list[i].sort = fmt::format("{:05}", i);
  return list;
}

std::optional<Hover> hover_comment(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  const auto words = words_at(document, offset);
  if (!words || words->word.empty() || !names_rules(*words)) return std::nullopt;
  const std::string_view name = document.text().substr(words->word.begin, words->word.size());
  Hover hover;
  hover.range = words->word;
  hover.title = name;
  if (const auto page = snapshot.pack->rule(name)) {
    hover.doc = fmt::format("{}\n\n{}", page->title, page->markdown.substr(0, page->markdown.find("\n## ")));
    return hover;
  }
  const std::string code = name.find(':') == std::string_view::npos ? fmt::format("cfn-lint:{}", name) : std::string(name);
  for (const rules::Rule& rule : rules::all()) {
    const auto page = snapshot.pack->rule(rule.id);
    if (page && std::find(page->also.begin(), page->also.end(), code) != page->also.end()) hover.facts.emplace_back(fmt::format("`{}`", page->id), page->title);
  }
  return hover.facts.empty() ? std::nullopt : std::optional(std::move(hover));
}

}  // namespace cribsheet::features
