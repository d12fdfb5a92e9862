// Names and statements that no longer hold, by dated tables: renamed-services, outdated-statements, sequences.
#include <algorithm>

#include "notes/catalogue.h"
#include "notes/mentions.h"
#include "notes/query.h"
#include "rules/notes/checks.h"

namespace cribsheet::rules {
namespace {

using notes::Block;
using notes::BlockKind;
using notes::Phrase;
using notes::Segment;

std::vector<std::string_view> cut(std::string_view text, std::string_view at) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t i = text.find(at);
    if (const std::string_view one = text.substr(0, i); !one.empty()) out.push_back(one);
    text = i == std::string_view::npos ? std::string_view{} : text.substr(i + at.size());
  }
  return out;
}

// A name to look for, its words made once.
struct Sought {
  std::string_view text;
  Phrase words;
  bool letters = false;  // has signs in it: compared letter by letter too
};

std::vector<Sought> sought(std::string_view names) {
  std::vector<Sought> out;
  for (const std::string_view name : cut(names, "|"))
    out.push_back({name, notes::phrase_of(name), name.find_first_of("-/,.0123456789") != std::string_view::npos});
  return out;
}

// Where the first of the names stands in a text; empty: nowhere.
Range any_of(const std::vector<Sought>& names, std::string_view text, const notes::Words& words) {
  Range first;
  const auto take = [&](std::size_t begin, std::size_t end) {
    if (first.empty() || begin < first.begin) first = {static_cast<Offset>(begin), static_cast<Offset>(end)};
  };
  for (const Sought& name : names) {
    if (name.letters) {
      if (const std::size_t at = notes::find_literal(text, name.text); at != std::string_view::npos) take(at, at + name.text.size());
    }
    for (const auto* list : {&words.whole, &words.parts}) {
      const auto i = notes::find_phrase(*list, name.words);
      if (i >= 0) take((*list)[static_cast<std::size_t>(i)].begin, (*list)[static_cast<std::size_t>(i) + name.words.size() - 1].end);
    }
  }
  return first;
}

// Whether the block stands in a topic of one of the scopes ("@s3|@ebs"), or names one itself. No scope: anywhere.
bool within(const Segment& segment, std::size_t block, std::string_view scopes, const notes::Names& names, bool itself = true) {
  if (scopes.empty()) return true;
  notes::Scopes wanted;
  for (const std::string_view id : cut(scopes, "|"))
    if (const auto scope = names.scope_with_id(id)) wanted.set(*scope);
  if ((segment.scopes & wanted).any()) return true;
  for (auto at = itself ? static_cast<std::int32_t>(block) : segment.blocks.all[block].parent; at >= 0;
       at = segment.blocks.all[static_cast<std::size_t>(at)].parent) {
    if ((names.named_in(notes::words_of(segment.text(segment.blocks.all[static_cast<std::size_t>(at)])).whole) & wanted).any()) return true;
  }
  return false;
}

Range moved(Range range, Offset by) { return {range.begin + by, range.end + by}; }

std::string_view cell(const pack::Row& row, std::uint32_t index) { return row[index]; }

// The writer knows of the change and says so.
bool tells_of_change(std::string_view text, const notes::Words& words) {
  static const std::vector<Sought> telling = sought(
      "formerly|renamed|once called|was called|used to be|closed to new|old name|in maintenance|is gone|has ended|new name|discontinued|off by default|ended "
      "in|ended on");
  return !any_of(telling, text, words).empty();
}

bool is_prose(const Block& block) { return block.kind != BlockKind::code && block.kind != BlockKind::fence; }

std::string since(std::string_view kind, std::string_view name, std::string_view now, std::string_view date) {
  const std::size_t more = now.find("; ");
  const std::string when = " since " + std::string(date) + (more == std::string_view::npos ? std::string{} : std::string(now.substr(more)));
  now = now.substr(0, more);
  if (kind == "renamed") return std::string(name) + " is called " + std::string(now) + when;
  if (kind == "term") return "The present term for " + std::string(name) + " is " + std::string(now) + when;
  if (kind == "closed") return std::string(name) + " is " + std::string(now) + when;
  if (kind == "removed") return std::string(name) + " is gone: use " + std::string(now);
  if (kind == "maintenance") return std::string(name) + " is " + std::string(now) + when;
  return std::string(now) + when;
}

// The names at a heading or top bullet, where a row speaks of topics alone.
bool is_topic(const Segment& segment, std::size_t block) {
  const Block& b = segment.blocks.all[block];
  return b.kind == BlockKind::heading || (b.parent < 0 && segment.blocks.subtree_end(block) > block + 1);
}

// One past the last block of the topic (top bullet or paragraph, or the nearest heading) that holds the block.
std::size_t topic_end(const Segment& segment, std::size_t block) {
  while (segment.blocks.all[block].parent >= 0 && segment.blocks.all[block].kind != BlockKind::heading)
    block = static_cast<std::size_t>(segment.blocks.all[block].parent);
  return segment.blocks.subtree_end(block);
}

// Whether something under a heading or top bullet tells of the change.
bool topic_tells(const Segment& segment, std::size_t block, const std::vector<notes::Words>& words) {
  for (std::size_t b = block; b < topic_end(segment, block); ++b)
    if (tells_of_change(segment.text(segment.blocks.all[b]), words[b])) return true;
  return false;
}

}  // namespace

void check_renamed(const Input& input, Report& report) {
  const auto segment = segment_of(input);
  const notes::Names& names = *notes::reading_of(input.notes, input.pack).names;
  const auto rows = input.pack.table("renamed-services");
  std::vector<notes::Words> words(segment->blocks.all.size());
  for (std::size_t b = 0; b < words.size(); ++b) notes::words_of(segment->text(segment->blocks.all[b]), words[b]);
  for (const auto& row : rows) {
    if (cell(row, 0).empty() || cell(row, 0) == "names") continue;
    const auto old = sought(cell(row, 0));
    const auto unless = sought(cell(row, 5));
    for (std::size_t b = 0; b < segment->blocks.all.size(); ++b) {
      const Block& block = segment->blocks.all[b];
      if (!is_prose(block)) continue;
      const std::string_view text = segment->text(block);
      const Range at = any_of(old, text, words[b]);
      if (at.empty() || tells_of_change(text, words[b]) || !any_of(unless, text, words[b]).empty() || !within(*segment, b, cell(row, 4), names)) continue;
      if (cell(row, 6) == "topic" && (!is_topic(*segment, b) || topic_tells(*segment, b, words))) continue;
      const Range range = moved(at, block.text.begin);
      Finding& made = report.add("note-renamed-service", range, since(cell(row, 1), text.substr(at.begin, at.size()), cell(row, 2), cell(row, 3)));
      made.url = cell(row, 8);
      if (!cell(row, 7).empty()) made.fixes.push_back({"Write " + std::string(cell(row, 7)), {{range, std::string(cell(row, 7))}}, true});
      if (cell(row, 6) == "once") b = topic_end(*segment, b) - 1;
    }
  }
}

namespace {

// A row of outdated-statements, ready to be held against many blocks.
struct Outdated {
  pack::Row row;
  std::vector<std::vector<Sought>> groups;  // some name of each must stand there
  std::vector<Sought> unless;
};

std::vector<Outdated> outdated_rows(const pack::Pack& pack) {
  std::vector<Outdated> out;
  for (const auto& row : pack.table("outdated-statements")) {
    if (cell(row, 0).empty() || cell(row, 0) == "says") continue;
    Outdated& made = out.emplace_back();
    made.row = row;
    for (const std::string_view group : cut(cell(row, 0), " & ")) made.groups.push_back(sought(group));
    made.unless = sought(cell(row, 2));
  }
  return out;
}

bool says(const Outdated& each, std::string_view text, const notes::Words& words) {
  return std::all_of(each.groups.begin(), each.groups.end(), [&](const auto& group) { return !any_of(group, text, words).empty(); });
}

}  // namespace

void check_statements(const Input& input, Report& report) {
  const auto segment = segment_of(input);
  const notes::Names& names = *notes::reading_of(input.notes, input.pack).names;
  const std::vector<Outdated> rows = outdated_rows(input.pack);
  const auto sequences = input.pack.table("sequences");
  for (std::size_t b = 0; b < segment->blocks.all.size(); ++b) {
    const Block& block = segment->blocks.all[b];
    if (!is_prose(block)) continue;
    const std::string_view text = segment->text(block);
    const notes::Words words = notes::words_of(text);
    for (const Outdated& each : rows) {
      const auto& row = each.row;
      if (!says(each, text, words) || !any_of(each.unless, text, words).empty() || !within(*segment, b, cell(row, 1), names, cell(row, 3) != "bare")) continue;
      // "bare": the names open the bullet, in whatever sentence they stand otherwise
      const std::string_view opening = text.substr(0, 40);
      if (cell(row, 3) == "bare") {
        const Range at = any_of(each.groups[0], opening, notes::words_of(opening));
        if (at.empty() || at.begin > 2) continue;
      }
      Finding& made = report.add(
          "note-outdated-statement", block.text,
          "This no longer holds as written: " + std::string(cell(row, 4)) + (cell(row, 5).empty() ? std::string{} : " (" + std::string(cell(row, 5)) + ")"));
      made.url = cell(row, 6);
      break;
    }
    for (const auto& row : sequences) {
      if (cell(row, 0).empty() || cell(row, 0) == "scope" || !within(*segment, b, cell(row, 0), names)) continue;
      std::vector<std::string_view> named, missing;
      const auto steps = cut(cell(row, 1), "|");
      std::size_t first = steps.size(), last = 0;
      for (std::size_t i = 0; i < steps.size(); ++i) {
        std::string spaced;
        for (const std::string& part : notes::split_name(steps[i])) spaced += (spaced.empty() ? "" : " ") + part;
        const bool here = notes::find_phrase(words.whole, notes::phrase_of(steps[i])) >= 0 || notes::find_phrase(words.whole, notes::phrase_of(spaced)) >= 0;
        if (!here) continue;
        named.push_back(steps[i]);
        first = std::min(first, i);
        last = i;
      }
      const bool arrows = text.find("->") != std::string_view::npos || text.find("\xE2\x86\x92") != std::string_view::npos;
      if (named.size() < 3 || !arrows) continue;
      std::string left;
      for (std::size_t i = first; i <= last; ++i) {
        if (std::find(named.begin(), named.end(), steps[i]) == named.end()) left += (left.empty() ? "" : ", ") + std::string(steps[i]);
      }
      if (!left.empty()) report.add("note-outdated-statement", block.text, std::string(cell(row, 2)) + " has more steps than these: " + left);
    }
  }
}

}  // namespace cribsheet::rules
