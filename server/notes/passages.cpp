#include "notes/passages.h"

#include <algorithm>

namespace cribsheet::notes {
namespace {

std::string clean_line(std::string_view line, std::size_t indent) {
  std::size_t cut = 0;
  while (cut < line.size() && cut < indent && (line[cut] == ' ' || line[cut] == '\t')) ++cut;
  line.remove_prefix(cut);
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) line.remove_suffix(1);
  return std::string(line);
}

std::string heading_text(std::string_view text) {
  std::string out(text.substr(0, std::min<std::size_t>(text.find('\n'), 120)));
  while (!out.empty() && (out.back() == ' ' || out.back() == ':' || out.back() == '\r')) out.pop_back();
  return out;
}

Passage passage_of(const Segment& segment, std::size_t block, double score) {
  const Block& b = segment.blocks.all[block];
  Passage passage;
  passage.path = segment.file.path;
  passage.origin = segment.file.origin;
  passage.score = std::min(score / 1.35, 1.0);
  passage.line = b.line;
  passage.end_line = std::min(b.last_line, b.line + kMaxPassageLines - 1);
  for (std::int32_t up = b.parent; up >= 0; up = segment.blocks.all[static_cast<std::size_t>(up)].parent) {
    const Block& above = segment.blocks.all[static_cast<std::size_t>(up)];
    if (above.kind != BlockKind::fence) passage.heading.push_back(heading_text(segment.text(above)));
  }
  std::reverse(passage.heading.begin(), passage.heading.end());
  if (b.kind == BlockKind::row && b.parent >= 0) {
    const Block& table = segment.blocks.all[static_cast<std::size_t>(b.parent)];
    passage.text = std::string(segment.text(table)) + "\n" + clean_line(segment.blocks.line(segment.file.text, table.end_line), 1000) + "\n" +
                   std::string(segment.text(b));
    passage.heading.pop_back();
    return passage;
  }
  while (passage.end_line > passage.line && segment.blocks.line(segment.file.text, passage.end_line).find_first_not_of(" \t\r") == std::string_view::npos)
    --passage.end_line;
  for (std::uint32_t n = passage.line; n <= passage.end_line; ++n) {
    passage.text += (n == passage.line ? "" : "\n") + clean_line(segment.blocks.line(segment.file.text, n), b.indent);
  }
  return passage;
}

// The block to show for a hit: itself where it speaks for itself, else the bullet that it is part of.
std::size_t widened(const Hit& hit, std::span<const Hit> hits) {
  const Segment& segment = *hit.segment;
  std::size_t at = hit.block;
  while (true) {
    const Block& b = segment.blocks.all[at];
    if (b.parent < 0) return at;
    const auto up = static_cast<std::size_t>(b.parent);
    const Block& p = segment.blocks.all[up];
    if (segment.is_topic(up) || p.last_line - p.line >= kMaxPassageLines) return at;
    const Role role = speech_of(segment.text(b)).role;
    const bool answers = role != Role::plain && role != Role::scenario;
    if (b.kind == BlockKind::row && p.kind == BlockKind::table) return at;
    const auto above = [&](const Hit& other) { return other.segment == &segment && other.block == up; };
    if (at == hit.block && hit.opens && !answers && std::none_of(hits.begin(), hits.end(), above)) return at;
    at = up;
  }
}

}  // namespace

std::vector<Passage> passages_for(std::span<const Hit> hits, std::size_t limit) {
  std::vector<Passage> passages;
  for (const Hit& hit : hits) {
    if (passages.size() >= limit || hit.score < kSilence) break;
    const std::size_t shown = widened(hit, hits);
    Passage passage = passage_of(*hit.segment, shown, hit.score);
    const bool overlaps = std::any_of(passages.begin(), passages.end(), [&](const Passage& other) {
      return other.path == passage.path && other.line <= passage.end_line && passage.line <= other.end_line;
    });
    if (!overlaps) passages.push_back(std::move(passage));
  }
  return passages;
}

}  // namespace cribsheet::notes
