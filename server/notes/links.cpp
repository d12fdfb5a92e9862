#include "notes/links.h"

#include <algorithm>
#include <unordered_map>

#include "base/percent.h"

namespace cribsheet::notes {
namespace {

bool is_address(std::string_view target) {
  const std::size_t colon = target.find(':');
  return colon != std::string_view::npos && colon > 1 && target.substr(0, colon).find_first_of("/#. ") == std::string_view::npos;
}

// The target as it is written (`raw`, at `begin` in the note), parted into file and heading; an address stays whole.
void read_target(NoteLink& link, std::string_view raw, Offset begin) {
  const bool address = link.kind == NoteLink::Kind::address;
  const std::size_t hash = address ? raw.size() : std::min(raw.find('#'), raw.size());
  link.target_range = {begin, begin + static_cast<Offset>(hash)};
  link.target = address ? std::string(raw) : percent_decoded(raw.substr(0, hash));
  if (hash < raw.size()) {
    link.heading = percent_decoded(raw.substr(hash + 1));
    link.heading_range = {begin + static_cast<Offset>(hash) + 1, begin + static_cast<Offset>(raw.size())};
  }
}

class Reader {
 public:
  Reader(std::string_view text, Offset base, std::vector<NoteLink>& out) : text_(text), base_(base), out_(out) {}

  void read() {
    if (text_.find('[') == std::string_view::npos) return;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] == '`') {
        const std::size_t close = text_.find('`', i + 1);
        if (close == std::string_view::npos) return;
        i = close;
      } else if (text_[i] == '\\') {
        ++i;
      } else if (text_.substr(i, 2) == "[[") {
        i = wiki(i);
      } else if (text_[i] == '[') {
        i = bracket(i);
      }
    }
  }

 private:
  std::string_view text_;
  Offset base_;
  std::vector<NoteLink>& out_;

  static constexpr std::size_t kUnknown = std::string_view::npos;
  std::vector<std::uint32_t> partners_;  // of each bracket and parenthesis that is closed in its line; 0: none. Filled when first asked
  std::size_t next_wiki_ = kUnknown;     // where the next "]]" and the next line break are
  std::size_t next_break_ = kUnknown;

  // Each is looked for once, however many brackets wait for it.
  std::size_t next(std::string_view what, std::size_t from, std::size_t& known) const {
    if (known == kUnknown || known < from) known = std::min(text_.find(what, from), text_.size());
    return known;
  }

  // The end of what opens at `open`; 0: it stays open.
  std::size_t partner(std::size_t open) {
    if (partners_.empty()) {
      partners_.assign(text_.size(), 0);
      std::vector<std::uint32_t> square, round;
      for (std::size_t i = 0; i < text_.size(); ++i) {
        auto& waiting = text_[i] == '[' || text_[i] == ']' ? square : round;
        if (text_[i] == '[' || text_[i] == '(') waiting.push_back(static_cast<std::uint32_t>(i));
        if (text_[i] == '\n') square.clear(), round.clear();
        if ((text_[i] != ']' && text_[i] != ')') || waiting.empty()) continue;
        partners_[waiting.back()] = static_cast<std::uint32_t>(i);
        waiting.pop_back();
      }
    }
    return partners_[open];
  }

  Range at(std::size_t begin, std::size_t end) const { return {base_ + static_cast<Offset>(begin), base_ + static_cast<Offset>(end)}; }

  std::size_t wiki(std::size_t i) {
    const std::size_t close = next("]]", i + 2, next_wiki_);
    if (close == text_.size() || next("\n", i, next_break_) < close) return i + 1;
    const std::string_view inside = text_.substr(i + 2, close - i - 2);
    const std::size_t end = i + 2 + std::min(inside.find('|'), inside.size());
    const std::size_t hash = std::min(i + 2 + std::min(inside.find('#'), inside.size()), end);
    NoteLink link;
    link.kind = NoteLink::Kind::wiki;
    link.range = at(i, close + 2);
    link.target_range = at(i + 2, hash);
    link.target = std::string(text_.substr(i + 2, hash - i - 2));
    if (hash < end) {
      link.heading_range = at(hash + 1, end);
      link.heading = std::string(text_.substr(hash + 1, end - hash - 1));
    }
    if (!link.target.empty() || !link.heading.empty()) out_.push_back(std::move(link));
    return close + 1;
  }

  // "[text](target)"; a bracket without a target right behind it is only a bracket: !FindInMap [ Map, Key ]
  std::size_t bracket(std::size_t i) {
    const std::size_t bracket = partner(i);
    if (bracket == 0 || !text_.substr(bracket + 1).starts_with('(')) return i;
    const std::size_t close = bracket + 1;
    const std::size_t end = partner(close);
    if (end == 0) return i;
    std::size_t begin = close + 1;
    std::size_t stop = begin + std::min(text_.substr(begin, end - begin).find(" \""), end - begin);
    if (begin < stop && text_[begin] == '<' && text_[stop - 1] == '>') ++begin, --stop;
    const std::string_view raw = text_.substr(begin, stop - begin);
    if (raw.empty()) return end;
    NoteLink link;
    link.kind = is_address(raw) ? NoteLink::Kind::address : i > 0 && text_[i - 1] == '!' ? NoteLink::Kind::image : NoteLink::Kind::inline_link;
    link.range = at(i, end + 1);
    read_target(link, raw, base_ + static_cast<Offset>(begin));
    out_.push_back(std::move(link));
    return i;  // an image inside a link's text is looked at too
  }
};

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// [text][label] and [label], where the note defines the label. They lead where the definition leads; what would be rewritten
// in them stands in the definition.
using Labels = std::unordered_map<std::string, const LinkDefinition*>;
void by_reference(std::string_view text, Offset base, const Labels& definitions, std::vector<NoteLink>& out) {
  for (std::size_t open = text.find('['); open != std::string_view::npos; open = text.find('[', open + 1)) {
    const std::size_t close = text.find_first_of("[]\n", open + 1);
    if (close == std::string_view::npos) return;
    if (text[close] != ']' || text.substr(close + 1).starts_with(":") || text.substr(close + 1).starts_with("(") || text.substr(close + 1).starts_with("["))
      continue;
    const std::string label = lowered(text.substr(open + 1, close - open - 1));
    const auto found = definitions.find(label);
    if (found == definitions.end()) continue;
    NoteLink link = found->second->link;
    std::size_t begin = open;
    if (open > 0 && text[open - 1] == ']') begin = std::min(text.rfind('[', open - 1), open);
    link.range = {base + static_cast<Offset>(begin), base + static_cast<Offset>(close + 1)};
    link.by_label = true;
    out.push_back(std::move(link));
  }
}

}  // namespace

std::vector<NoteLink> links_of(const Segment& segment) {
  const std::vector<LinkDefinition> definitions = link_definitions(segment);
  std::vector<NoteLink> out;
  Labels labels;
  for (const LinkDefinition& definition : definitions) {
    out.push_back(definition.link);
    labels.emplace(definition.label, &definition);
  }
  for (const Block& block : segment.blocks.all) {
    if (block.kind == BlockKind::code || block.kind == BlockKind::fence) continue;
    Reader(segment.text(block), block.text.begin, out).read();
    if (!definitions.empty()) by_reference(segment.text(block), block.text.begin, labels, out);
  }
  return out;
}

std::vector<LinkDefinition> link_definitions(const Segment& segment) {
  std::vector<LinkDefinition> out;
  for (const Block& block : segment.blocks.all) {
    if (block.kind == BlockKind::code || block.kind == BlockKind::fence) continue;
    const std::string_view text = segment.text(block);
    for (std::size_t line = 0; line != std::string_view::npos;
         line = text.find('\n', line) == std::string_view::npos ? std::string_view::npos : text.find('\n', line) + 1) {
      const std::size_t at = text.find_first_not_of(' ', line);
      if (at == std::string_view::npos || text[at] != '[' || text.substr(at + 1).starts_with("^")) continue;
      const std::size_t close = text.find_first_of("]\n", at);
      if (close == std::string_view::npos || !text.substr(close).starts_with("]: ") || close == at + 1) continue;
      const std::size_t begin = std::min(text.find_first_not_of(' ', close + 2), text.size());
      const std::size_t end = std::min(text.find_first_of(" \n", begin), text.size());
      if (begin == end) continue;
      LinkDefinition definition;
      const auto place = [&](std::size_t from, std::size_t to) {
        return Range{block.text.begin + static_cast<Offset>(from), block.text.begin + static_cast<Offset>(to)};
      };
      definition.label = lowered(text.substr(at + 1, close - at - 1));
      definition.label_range = place(at + 1, close);
      const std::string_view raw = text.substr(begin, end - begin);
      NoteLink& link = definition.link;
      link.kind = is_address(raw) ? NoteLink::Kind::address : NoteLink::Kind::inline_link;
      link.range = place(at, end);
      read_target(link, raw, place(begin, end).begin);
      out.push_back(std::move(definition));
    }
  }
  return out;
}

std::string anchor_of(std::string_view heading) {
  std::string out;
  for (const char c : heading) {
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c + 32);
    else if (c == ' ' || c == '-') out += '-';
    else if (is_word_byte(c)) out += c;
  }
  return out;
}

Anchors::Anchors(const Segment& segment) {
  for (std::size_t b = 0; b < segment.blocks.all.size(); ++b) {
    const Block& block = segment.blocks.all[b];
    const bool heading = block.kind == BlockKind::heading;
    if (!heading && block.kind != BlockKind::item && block.kind != BlockKind::paragraph) continue;
    std::string_view text = segment.text(block);
    text = text.substr(0, text.find('\n'));
    while (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    const auto number = static_cast<std::int32_t>(b);
    if (const std::size_t id = text.find(" ^"); id != std::string_view::npos) names_.emplace(text.substr(id + 1), number);
    while (!text.empty() && (text.back() == ' ' || text.back() == ':')) text.remove_suffix(1);
    (heading ? headings_ : bullets_).emplace(anchor_of(text), number);
  }
}

std::int32_t Anchors::called(const NoteLink& link) const {
  const auto in = [](const auto& map, const auto& key) { return map.contains(key) ? map.at(key) : -1; };
  if (link.heading.starts_with('^')) return in(names_, link.heading);
  const std::string wanted = anchor_of(link.heading);
  if (const std::int32_t heading = in(headings_, wanted); heading >= 0) return heading;
  // the second heading of a name has "-1" behind it
  if (const std::size_t dash = wanted.rfind('-'); dash != std::string::npos && wanted.find_first_not_of("0123456789", dash + 1) == std::string::npos) {
    if (const std::int32_t heading = in(headings_, wanted.substr(0, dash)); heading >= 0) return heading;
  }
  return in(bullets_, wanted);
}

std::int32_t heading_called(const Segment& segment, const NoteLink& link) { return Anchors(segment).called(link); }

std::vector<std::string> tags_of(const Segment& segment) {
  std::vector<std::string> out;
  const std::string_view text = segment.file.text;
  const auto part_of_tag = [](char c) { return is_word_byte(c) || c == '-' || c == '/'; };
  const auto words = [&](std::string_view list) {
    for (std::size_t i = 0; i < list.size();) {
      std::size_t end = i;
      while (end < list.size() && part_of_tag(list[end])) ++end;
      if (end > i && list[i] != '-') out.emplace_back(list.substr(i, end - i));
      i = end + 1;
    }
  };
  const std::string_view front = text.substr(segment.blocks.front.begin, segment.blocks.front.size());
  if (const std::size_t key = front.starts_with("tags:") ? 0 : front.find("\ntags:"); key != std::string_view::npos) {
    std::size_t end = front.find('\n', key + 1);
    while (end != std::string_view::npos && end + 1 < front.size() && (front[end + 1] == ' ' || front[end + 1] == '-')) end = front.find('\n', end + 1);
    words(front.substr(front.find(':', key) + 1, end == std::string_view::npos ? end : end - front.find(':', key)));
  }
  for (const Block& block : segment.blocks.all) {
    if (block.kind == BlockKind::fence || block.kind == BlockKind::code) continue;
    const std::string_view own = segment.text(block);
    for (std::size_t at = own.find('#'); at != std::string_view::npos; at = own.find('#', at + 1)) {
      if (at > 0 && own[at - 1] != ' ') continue;
      std::size_t end = at + 1;
      while (end < own.size() && part_of_tag(own[end])) ++end;
      const bool letters = std::any_of(own.begin() + static_cast<std::ptrdiff_t>(at), own.begin() + static_cast<std::ptrdiff_t>(end),
                                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
      if (letters) out.emplace_back(own.substr(at + 1, end - at - 1));
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace cribsheet::notes
