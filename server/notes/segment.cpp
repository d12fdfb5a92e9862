#include "notes/segment.h"

#include <algorithm>
#include <array>

#include "notes/checks.h"
#include "notes/facts.h"

namespace cribsheet::notes {
namespace {

constexpr std::size_t kMaxAbove = 120;  // bytes of a heading that counts for the one under it

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

// "Reserved" under "Concurrency" is reserved concurrency: a short heading or bullet is found by the words above it too.
void add_words_above(const Segment& segment, std::size_t block, Words& words) {
  const Block& b = segment.blocks.all[block];
  if (words.whole.size() > 3 || b.parent < 0 || (b.kind != BlockKind::heading && !segment.blocks.has_children(block))) return;
  const std::string_view above = segment.text(segment.blocks.all[static_cast<std::size_t>(b.parent)]);
  if (above.size() > kMaxAbove) return;
  const Words more = words_of(above);
  words.whole.insert(words.whole.end(), more.whole.begin(), more.whole.end());
  words.parts.insert(words.parts.end(), more.parts.begin(), more.parts.end());
}

// The number of a set among the segment's; new ones are added.
std::uint16_t set_number(std::vector<Scopes>& sets, const Scopes& scopes) {
  auto found = std::find(sets.begin(), sets.end(), scopes);
  if (found == sets.end()) {
    if (sets.size() >= UINT16_MAX) return 0;
    found = sets.insert(sets.end(), scopes);
  }
  return static_cast<std::uint16_t>(found - sets.begin());
}

struct RoleWord {
  std::string_view word;
  Role role;
};
constexpr std::array kRoles = {RoleWord{"scenario", Role::scenario},
                               RoleWord{"ex scenario", Role::scenario},
                               RoleWord{"question", Role::scenario},
                               RoleWord{"q", Role::scenario},
                               RoleWord{"problem", Role::scenario},
                               RoleWord{"use case", Role::scenario},
                               RoleWord{"correct", Role::correct},
                               RoleWord{"correct options", Role::correct},
                               RoleWord{"correct answer", Role::correct},
                               RoleWord{"correct but not efficient", Role::correct},
                               RoleWord{"answer", Role::correct},
                               RoleWord{"a", Role::correct},
                               RoleWord{"solution", Role::correct},
                               RoleWord{"right", Role::correct},
                               RoleWord{"fix", Role::correct},
                               RoleWord{"incorrect", Role::incorrect},
                               RoleWord{"wrong", Role::incorrect},
                               RoleWord{"not", Role::incorrect},
                               RoleWord{"note", Role::remark},
                               RoleWord{"nb", Role::remark},
                               RoleWord{"tip", Role::remark},
                               RoleWord{"warning", Role::remark},
                               RoleWord{"important", Role::remark},
                               RoleWord{"possible issue", Role::remark},
                               RoleWord{"memory hook", Role::remark},
                               RoleWord{"ex", Role::remark},
                               RoleWord{"example", Role::remark},
                               RoleWord{"optional", Role::remark},
                               RoleWord{"todo", Role::remark},
                               RoleWord{"remember", Role::remark},
                               RoleWord{"gotcha", Role::remark},
                               RoleWord{"learned", Role::remark},
                               RoleWord{"til", Role::remark}};

}  // namespace

std::shared_ptr<const Segment> make_segment(NoteFile file, const Reading& reading, const BlockWords& words) {
  auto segment = std::make_shared<Segment>();
  segment->file = std::move(file);
  const std::string_view text = segment->file.text;
  segment->blocks = read_blocks(text);
  segment->blocks.all.shrink_to_fit();  // a vault keeps a million of them
  segment->blocks.lines.shrink_to_fit();
  segment->title = std::string(file_stem(segment->file.path)) + front_names(text.substr(segment->blocks.front.begin, segment->blocks.front.size()));
  segment->scopes = reading.names->named_in(words_of(segment->title).whole);
  segment->scope_sets.emplace_back();
  Words list;
  for (std::size_t b = 0; b < segment->blocks.all.size(); ++b) {
    words_of(segment->text(segment->blocks.all[b]), list);
    if (const Scopes scopes = reading.names->named_in(list.whole); scopes.any()) segment->blocks.all[b].scopes = set_number(segment->scope_sets, scopes);
    if (!words) continue;
    add_words_above(*segment, b, list);
    words(b, list);
  }
  if (reading.catalogue) {
    segment->facts = prose_facts(*segment, *reading.names, *reading.catalogue);
    CheckBlock checks = read_checks(*segment, reading);
    std::move(checks.facts.begin(), checks.facts.end(), std::back_inserter(segment->facts));
    std::stable_sort(segment->facts.begin(), segment->facts.end(), [](const Fact& a, const Fact& b) { return a.line < b.line; });
    for (Fact& fact : segment->facts) compare(fact, reading.pack.get());
  }
  return segment;
}

void each_words(const Segment& segment, const BlockWords& words) {
  Words list;
  for (std::size_t b = 0; b < segment.blocks.all.size(); ++b) {
    words_of(segment.text(segment.blocks.all[b]), list);
    add_words_above(segment, b, list);
    words(b, list);
  }
}

bool Segment::is_topic(std::size_t block) const {
  const Block& b = blocks.all[block];
  return b.kind == BlockKind::heading || (b.parent < 0 && blocks.has_children(block));
}

Speech speech_of(std::string_view text) {
  std::size_t from = 0;
  while (from < text.size() && (!is_word_byte(text[from]) || static_cast<unsigned char>(text[from]) >= 0x80)) {
    const std::string_view mark = text.substr(from);
    if (mark.starts_with("\xE2\x9C\x85")) return {Role::correct, from + 3};
    if (mark.starts_with("\xE2\x9D\x8C")) return {Role::incorrect, from + 3};
    ++from;
  }
  const std::size_t colon = text.substr(0, from + 28).find(':', from);
  if (colon == std::string_view::npos) return {};
  std::array<char, 28> buffer;
  std::size_t length = 0;
  for (std::size_t i = from; i < colon; ++i) buffer[length++] = static_cast<char>(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
  while (length > 0 && !is_word_byte(buffer[length - 1])) --length;
  for (const RoleWord& each : kRoles) {
    if (std::string_view(buffer.data(), length) == each.word) return {each.role, colon + 1};
  }
  return {};
}

}  // namespace cribsheet::notes
