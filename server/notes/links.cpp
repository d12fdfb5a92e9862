#include "notes/links.h"

#include <algorithm>

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

  Range at(std::size_t begin, std::size_t end) const { return {base_ + static_cast<Offset>(begin), base_ + static_cast<Offset>(end)}; }

  std::size_t wiki(std::size_t i) {
    const std::size_t close = text_.find("]]", i + 2);
    if (close == std::string_view::npos || text_.substr(i, close - i).find('\n') != std::string_view::npos) return i + 1;
    std::size_t end = text_.find('|', i + 2);
    if (end == std::string_view::npos || end > close) end = close;
    const std::size_t hash = std::min(text_.find('#', i + 2), end);
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
    std::size_t depth = 1;
    std::size_t close = i + 1;
    for (; close < text_.size() && depth > 0 && text_[close] != '\n'; ++close) depth += text_[close] == '[' ? 1u : 0u, depth -= text_[close] == ']' ? 1u : 0u;
    if (depth > 0 || close >= text_.size() || text_[close] != '(') return i;
    std::size_t end = close + 1;
    std::size_t parens = 1;
    for (; end < text_.size() && text_[end] != '\n'; ++end) {
      parens += text_[end] == '(' ? 1u : 0u;
      parens -= text_[end] == ')' ? 1u : 0u;
      if (parens == 0) break;
    }
    if (parens != 0) return i;
    std::size_t begin = close + 1;
    std::size_t stop = end;
    if (const std::size_t title = text_.find(" \"", begin); title < stop) stop = title;
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
void by_reference(std::string_view text, Offset base, const std::vector<LinkDefinition>& definitions, std::vector<NoteLink>& out) {
  for (std::size_t open = text.find('['); open != std::string_view::npos; open = text.find('[', open + 1)) {
    const std::size_t close = text.find_first_of("[]\n", open + 1);
    if (close == std::string_view::npos) return;
    if (text[close] != ']' || text.substr(close + 1).starts_with(":") || text.substr(close + 1).starts_with("(") || text.substr(close + 1).starts_with("["))
      continue;
    const std::string label = lowered(text.substr(open + 1, close - open - 1));
    const auto found = std::find_if(definitions.begin(), definitions.end(), [&](const LinkDefinition& each) { return each.label == label; });
    if (found == definitions.end()) continue;
    NoteLink link = found->link;
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
  for (const LinkDefinition& definition : definitions) out.push_back(definition.link);
  for (const Block& block : segment.blocks.all) {
    if (block.kind == BlockKind::code || block.kind == BlockKind::fence) continue;
    Reader(segment.text(block), block.text.begin, out).read();
    if (!definitions.empty()) by_reference(segment.text(block), block.text.begin, definitions, out);
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

std::int32_t heading_called(const Segment& segment, const NoteLink& link) {
  const std::string wanted = anchor_of(link.heading);
  for (const bool bullets : {false, true}) {
    for (std::size_t b = 0; b < segment.blocks.all.size(); ++b) {
      const Block& block = segment.blocks.all[b];
      if ((block.kind == BlockKind::heading) == bullets) continue;
      if (bullets && block.kind != BlockKind::item && block.kind != BlockKind::paragraph) continue;
      std::string_view text = segment.text(block);
      text = text.substr(0, text.find('\n'));
      if (const std::size_t id = text.find(" ^");
          id != std::string_view::npos && !link.heading.empty() && link.heading[0] == '^' && text.substr(id + 1) == link.heading)
        return static_cast<std::int32_t>(b);
      while (!text.empty() && (text.back() == ' ' || text.back() == ':' || text.back() == '\r')) text.remove_suffix(1);
      if (anchor_of(text) == wanted) return static_cast<std::int32_t>(b);
      // the second heading of a name has "-1" behind it
      if (const std::size_t dash = wanted.rfind('-'); !bullets && dash != std::string::npos && anchor_of(text) == wanted.substr(0, dash) &&
                                                      wanted.find_first_not_of("0123456789", dash + 1) == std::string::npos)
        return static_cast<std::int32_t>(b);
    }
  }
  return -1;
}

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
