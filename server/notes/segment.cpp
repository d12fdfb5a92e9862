#include "notes/segment.h"

#include <algorithm>
#include <array>

#include "notes/checks.h"
#include "notes/facts.h"

namespace cribsheet::notes {
namespace {

constexpr std::size_t kMaxBlockWords = 400;  // of a longer paragraph only the first words are posted

std::string_view file_stem(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  return path.substr(0, path.rfind('.'));
}

// title, aliases, tags of the front matter: the rest of these lines and the list items under them.
std::string front_names(std::string_view front) {
  std::string names;
  bool inside = false;
  std::size_t at = 0;
  while (at < front.size()) {
    std::size_t end = front.find('\n', at);
    if (end == std::string_view::npos) end = front.size();
    const std::string_view line = front.substr(at, end - at);
    at = end + 1;
    const std::size_t colon = line.find(':');
    const bool item = line.find_first_not_of(' ') != std::string_view::npos && line[line.find_first_not_of(' ')] == '-';
    if (!item && colon != std::string_view::npos) {
      const std::string_view key = line.substr(0, colon);
      inside = key == "title" || key == "aliases" || key == "alias" || key == "tags" || key == "topic" || key == "topics";
      if (inside) names.append(" ; ").append(line.substr(colon + 1));
    } else if (inside) {
      names.append(" ; ").append(line);
    }
  }
  return names;
}

// Sorted as plain numbers: several times faster than by comparing fields.
std::vector<Posting> postings_of(const Segment& segment) {
  Words words;
  std::vector<std::uint64_t> keys;
  keys.reserve(segment.file.text.size() / 5);
  for (std::size_t b = 0; b < segment.blocks.all.size(); ++b) {
    words_of(segment.text(segment.blocks.all[b]), words);
    const auto post = [&](const std::vector<Word>& list) {
      for (std::size_t i = 0; i < std::min(list.size(), kMaxBlockWords); ++i) keys.push_back(std::uint64_t{list[i].hash} << 32 | b);
    };
    post(words.whole);
    if (words.parts.size() != words.whole.size()) post(words.parts);
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  std::vector<Posting> postings;
  postings.reserve(keys.size());
  for (const std::uint64_t key : keys) postings.push_back({static_cast<std::uint32_t>(key >> 32), static_cast<std::uint32_t>(key)});
  return postings;
}

struct RoleWord {
  std::string_view word;
  Role role;
};
constexpr std::array kRoles = {
    RoleWord{"scenario", Role::scenario}, RoleWord{"ex scenario", Role::scenario}, RoleWord{"question", Role::scenario}, RoleWord{"q", Role::scenario},
    RoleWord{"problem", Role::scenario}, RoleWord{"use case", Role::scenario}, RoleWord{"correct", Role::correct}, RoleWord{"correct options", Role::correct},
    RoleWord{"correct answer", Role::correct}, RoleWord{"correct but not efficient", Role::correct}, RoleWord{"answer", Role::correct}, RoleWord{"a", Role::correct},
    RoleWord{"solution", Role::correct}, RoleWord{"right", Role::correct}, RoleWord{"fix", Role::correct}, RoleWord{"incorrect", Role::incorrect},
    RoleWord{"wrong", Role::incorrect}, RoleWord{"not", Role::incorrect}, RoleWord{"note", Role::remark}, RoleWord{"nb", Role::remark}, RoleWord{"tip", Role::remark},
    RoleWord{"warning", Role::remark}, RoleWord{"important", Role::remark}, RoleWord{"possible issue", Role::remark}, RoleWord{"memory hook", Role::remark},
    RoleWord{"ex", Role::remark}, RoleWord{"example", Role::remark}, RoleWord{"optional", Role::remark}, RoleWord{"todo", Role::remark}, RoleWord{"remember", Role::remark},
    RoleWord{"gotcha", Role::remark}, RoleWord{"learned", Role::remark}, RoleWord{"til", Role::remark}};

}  // namespace

std::pair<const Posting*, const Posting*> Segment::holding(std::uint32_t word) const {
  const auto range = std::equal_range(postings.begin(), postings.end(), Posting{word, 0}, [](const Posting& a, const Posting& b) { return a.word < b.word; });
  return {postings.data() + (range.first - postings.begin()), postings.data() + (range.second - postings.begin())};
}

std::shared_ptr<const Segment> make_segment(NoteFile file, const Reading& reading) {
  auto segment = std::make_shared<Segment>();
  segment->file = std::move(file);
  const std::string_view text = segment->file.text;
  segment->blocks = read_blocks(text);
  segment->title = std::string(file_stem(segment->file.path)) + front_names(text.substr(segment->blocks.front.begin, segment->blocks.front.size()));
  segment->postings = postings_of(*segment);
  segment->scopes = reading.names->named_in(words_of(segment->title).whole);
  if (reading.catalogue) {
    segment->facts = prose_facts(*segment, *reading.names, *reading.catalogue);
    CheckBlock checks = read_checks(*segment, reading);
    std::move(checks.facts.begin(), checks.facts.end(), std::back_inserter(segment->facts));
    std::stable_sort(segment->facts.begin(), segment->facts.end(), [](const Fact& a, const Fact& b) { return a.line < b.line; });
    for (Fact& fact : segment->facts) compare(fact, reading.pack.get());
  }
  return segment;
}

Speech speech_of(std::string_view text) {
  std::size_t from = 0;
  while (from < text.size() && (!is_word_byte(text[from]) || static_cast<unsigned char>(text[from]) >= 0x80)) {
    const std::string_view mark = text.substr(from);
    if (mark.starts_with("\xE2\x9C\x85")) return {Role::correct, from + 3};
    if (mark.starts_with("\xE2\x9D\x8C")) return {Role::incorrect, from + 3};
    ++from;
  }
  std::string lowered;
  std::size_t i = from;
  for (; i < text.size() && i - from < 28 && text[i] != ':'; ++i) lowered += static_cast<char>(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
  if (i >= text.size() || text[i] != ':') return {};
  while (!lowered.empty() && !is_word_byte(lowered.back())) lowered.pop_back();
  for (const RoleWord& each : kRoles) {
    if (lowered == each.word) return {each.role, i + 1};
  }
  return {};
}

}  // namespace cribsheet::notes
