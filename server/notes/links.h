// Links of a note: [text](target), ![image](target), [[wiki#heading|text]], [text][reference], and what they point at.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "notes/segment.h"
#include "text/range.h"

namespace cribsheet::notes {

struct NoteLink {
  enum class Kind : unsigned char { inline_link, image, wiki, address } kind = Kind::inline_link;
  Range range;          // all of it
  Range target_range;   // the file part as written; empty where the link stays in the file
  std::string target;   // decoded: a path or an address; empty: this file
  std::string heading;  // wiki: as written; inline: the anchor; empty: none
  Range heading_range;
  bool by_label = false;  // [text][label]: target_range and heading_range are those of the label's definition
};
std::vector<NoteLink> links_of(const Segment& segment);

// "[label]: target", at the beginning of a line.
struct LinkDefinition {
  std::string label;  // in lower case
  Range label_range;
  NoteLink link;
};
std::vector<LinkDefinition> link_definitions(const Segment& segment);

// GitHub's anchor of a heading: "Dead-letter queues!" -> "dead-letter-queues".
std::string anchor_of(std::string_view heading);
// What the anchors and wiki headings of links into a segment name: headings before bullets and paragraphs; "^name" the block that
// ends its first line with it.
class Anchors {
 public:
  explicit Anchors(const Segment& segment);
  std::int32_t called(const NoteLink& link) const;  // a block; -1: none

 private:
  std::unordered_map<std::string, std::int32_t> headings_, bullets_, names_;  // the first of each
};
// For one link.
std::int32_t heading_called(const Segment& segment, const NoteLink& link);

// The tags of a note: those of its front matter, and `#words` in its text; each once, without '#'.
std::vector<std::string> tags_of(const Segment& segment);

}  // namespace cribsheet::notes
