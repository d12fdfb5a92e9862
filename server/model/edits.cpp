#include "model/edits.h"

#include <algorithm>

#include <fmt/format.h>

namespace cribsheet::model {
namespace {

bool blank(char c) { return c == ' ' || c == '\t'; }
bool white(char c) { return blank(c) || c == '\n' || c == '\r'; }

Range content_range(syntax::Node child) {
  if (child.kind() == syntax::NodeKind::entry) return {child.key().full_range().begin, std::max(child.key().full_range().end, child.value().full_range().end)};
  return child.full_range();
}

// With the comma behind it, or else the one before it.
Range flow_range(std::string_view text, Range range) {
  Offset after = range.end;
  while (after < text.size() && white(text[after])) ++after;
  if (after < text.size() && text[after] == ',') {
    ++after;
    while (after < text.size() && white(text[after])) ++after;
    return {range.begin, after};
  }
  Offset before = range.begin;
  while (before > 0 && white(text[before - 1])) --before;
  if (before > 0 && text[before - 1] == ',') return {before - 1, range.end};
  return range;
}

// ---- writing a value ---------------------------------------------------------------------------------------------------

struct Place {
  bool json = false;
  bool flow = false;        // inside brackets: commas and brackets have to be quoted
  std::string_view indent;  // of the lines of a block that follows
};

bool is_literal(std::string_view value) {
  if (value == "true" || value == "false" || value == "null") return true;
  const std::size_t digits = value.starts_with('-') ? 1 : 0;
  const std::string_view whole = value.substr(digits);
  return !whole.empty() && std::all_of(whole.begin(), whole.end(), [](char c) { return c >= '0' && c <= '9'; }) && (whole.size() == 1 || whole[0] != '0');
}

std::string json_quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') out += "\\n";
    else if (c == '\t') out += "\\t";
    else if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + '"';
}

std::string single_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    out += c;
    if (c == '\'') out += c;
  }
  return out + "'";
}

// A text in the quotes that it needs where it stands.
std::string written_text(std::string_view text, const Place& place) {
  if (place.json || text.find_first_of("\n\t") != std::string_view::npos) return json_quoted(text);
  const bool reads_the_same = [&] {
    if (text.empty() || (place.flow && text.find_first_of(",[]{}") != std::string_view::npos)) return false;
    const auto tree = syntax::parse(std::string(text), syntax::Language::yaml);
    const syntax::Node root = tree->root();
    return tree->errors().empty() && tree->comments().empty() && root.is_scalar() && root.style() == syntax::Style::plain && root.tag().empty() &&
           root.anchor().empty() && root.text() == text && syntax::scalar_type(root) == syntax::ScalarType::string;
  }();
  return reads_the_same ? std::string(text) : single_quoted(text);
}

// `{"Ref": "A"}` as `!Ref A`; empty: the mapping is no function.
std::string_view short_tag(syntax::Node mapping, std::string& tag) {
  const syntax::Node entry = mapping.is_mapping() ? mapping.first_child() : syntax::Node{};
  if (!entry || entry.next_sibling()) return {};
  const std::string_view name = entry.key().text();
  if (name != "Ref" && name != "Condition" && !name.starts_with("Fn::")) return {};
  tag = "!" + std::string(name.starts_with("Fn::") ? name.substr(4) : name) + " ";
  return tag;
}

constexpr int kDeepest = 20;

std::string written(syntax::Node value, const Place& place, int depth);

// On one line, in brackets.
std::string written_flow(syntax::Node value, Place place, int depth) {
  place.flow = true;
  std::string out;
  for (const syntax::Node child : value.children()) {
    if (!out.empty()) out += ", ";
    if (value.is_mapping()) out += written_text(child.key().text(), place) + ": ";
    out += written(value.is_mapping() ? child.value() : child, place, depth + 1);
  }
  return value.is_mapping() ? "{" + out + "}" : "[" + out + "]";
}

std::string written_block(syntax::Node value, const Place& place, int depth) {
  const std::string deeper = std::string(place.indent) + "  ";
  std::string out;
  for (const syntax::Node child : value.children()) {
    out += "\n" + deeper;
    if (value.is_mapping()) {
      const std::string body = written(child.value(), {false, false, deeper}, depth + 1);
      out += written_text(child.key().text(), place) + ":" + (body.starts_with('\n') || body.empty() ? "" : " ") + body;
    } else {
      const std::string body = written(child, {false, false, deeper}, depth + 1);
      const std::size_t first = body.starts_with('\n') ? body.find_first_not_of("\n ") : 0;  // a mapping begins on the dash's line
      out += "- " + body.substr(std::min(first, body.size()));
    }
  }
  return out;
}

// A block begins with a line break.
std::string written(syntax::Node value, const Place& place, int depth) {
  if (depth > kDeepest || value.is_missing()) return place.json ? "\"\"" : "";
  if (value.is_scalar()) {
    if (value.style() == syntax::Style::plain && is_literal(value.text())) return std::string(value.text());
    return written_text(value.text(), place);
  }
  std::string tag;
  if (!place.json && !short_tag(value, tag).empty()) {
    const syntax::Node argument = value.first_child().value();
    if (tag == "!GetAtt " && argument.child_count() == 2)
      return fmt::format("!GetAtt {}.{}", argument.first_child().text(), argument.first_child().next_sibling().text());
    const std::string body = argument.is_scalar() ? written(argument, place, depth + 1) : written_flow(argument, place, depth);
    if (!body.starts_with('!')) return tag + body;
  }
  if (place.json || place.flow || value.child_count() == 0) return written_flow(value, place, depth);
  return written_block(value, place, depth);
}

std::string written(std::string_view value, const Place& place) {
  if (value.empty()) return place.json ? "\"\"" : "";
  if (is_literal(value)) return std::string(value);
  if (std::string_view("{[\"").find(value[0]) == std::string_view::npos) return written_text(value, place);
  const auto tree = syntax::parse(std::string(value), syntax::Language::json);
  return tree->errors().empty() ? written(tree->root(), place, 0) : written_text(value, place);
}

bool write_json(syntax::Node value, std::string& out, int depth) {
  if (depth > kDeepest || !value.tag().empty() || !value.anchor().empty() || value.kind() == syntax::NodeKind::alias) return false;
  if (value.is_scalar()) {
    out += value.style() == syntax::Style::plain && is_literal(value.text()) ? std::string(value.text()) : json_quoted(value.text());
    return true;
  }
  if (!value.is_mapping() && !value.is_sequence()) return false;
  out += value.is_mapping() ? '{' : '[';
  bool first = true;
  for (const syntax::Node child : value.children()) {
    if (!first) out += ", ";
    first = false;
    if (value.is_mapping()) {
      if (!child.key().is_scalar() || child.key().text() == "<<" || child.lacks_colon()) return false;
      out += json_quoted(child.key().text()) + ": ";
    }
    if (!write_json(value.is_mapping() ? child.value() : child, out, depth + 1)) return false;
  }
  out += value.is_mapping() ? '}' : ']';
  return true;
}

// ---- where it goes -----------------------------------------------------------------------------------------------------

Offset line_begin(std::string_view text, Offset at) {
  while (at > 0 && text[at - 1] != '\n') --at;
  return at;
}

// Before the line break, with a comment that stands there.
Offset line_end(std::string_view text, Offset at) {
  while (at < text.size() && text[at] != '\n') ++at;
  return at > 0 && at <= text.size() && text[at - 1] == '\r' ? at - 1 : at;
}

bool first_on_line(std::string_view text, Offset at) {
  const Offset begin = line_begin(text, at);
  return std::all_of(text.begin() + begin, text.begin() + at, blank);
}

std::string_view line_indent(std::string_view text, Offset at) {
  const Offset begin = line_begin(text, at);
  Offset end = begin;
  while (end < text.size() && blank(text[end])) ++end;
  return text.substr(begin, end - begin);
}

// Where the content of a node ends, without the blank lines that a block scalar takes in.
Offset content_end(std::string_view text, Range content) {
  Offset end = content.end;
  while (end > content.begin && white(text[end - 1])) --end;
  return end;
}

std::string with_line_breaks(std::string written, std::string_view text) {
  if (text.find("\r\n") == std::string_view::npos) return written;
  std::string out;
  for (const char c : written) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

bool is_json(syntax::Node node) { return node.tree()->language() == syntax::Language::json; }

// Behind the last child of a collection in brackets.
std::optional<TextEdit> flow_insertion(syntax::Node collection, syntax::Node last, const std::string& written) {
  const std::string_view text = collection.tree()->text();
  const Range whole = collection.range();
  if (whole.size() < 2 || (text[whole.end - 1] != '}' && text[whole.end - 1] != ']')) return std::nullopt;
  if (!last) return TextEdit{{whole.begin + 1, whole.end - 1}, written};
  const Range content = content_range(last);
  Offset at = content.end;
  Offset after = at;
  while (after < whole.end && white(text[after])) ++after;
  const bool comma = text[after] == ',';
  if (comma) at = after + 1;
  const std::string lead = first_on_line(text, content.begin) ? "\n" + std::string(line_indent(text, content.begin)) : " ";
  return TextEdit{{at, at}, with_line_breaks((comma ? "" : ",") + lead + written, text)};
}

syntax::Node last_child(syntax::Node node) {
  syntax::Node last;
  for (const syntax::Node child : node.children()) last = child;
  return last;
}

std::string named(std::string_view key, const std::string& body, const Place& place) {
  return written_text(key, place) + ":" + (body.empty() || body.starts_with('\n') ? "" : " ") + body;
}

// `key:` with nothing behind it.
std::optional<TextEdit> first_insertion(syntax::Node missing, std::string_view key, std::string_view value) {
  const syntax::Node entry = missing.parent();
  if (entry.kind() != syntax::NodeKind::entry || entry.lacks_colon() || entry.parent().style() != syntax::Style::block || is_json(entry)) return std::nullopt;
  const std::string_view text = entry.tree()->text();
  const Offset from = entry.key().full_range().begin;
  const std::string indent(from - line_begin(text, from) + 2, ' ');
  const Offset at = line_end(text, entry.key().full_range().end);
  return TextEdit{{at, at}, with_line_breaks("\n" + indent + named(key, written(value, {false, false, indent}), {}), text)};
}

}  // namespace

TextEdit removal(syntax::Node child) {
  const std::string_view text = child.tree()->text();
  const Range range = content_range(child);
  if (child.parent().style() != syntax::Style::block) return {flow_range(text, range), ""};
  const Offset first = line_begin(text, range.begin);
  // The dash of an item, and nothing else, may stand before it; a first key behind a dash keeps the dash.
  std::string_view lead = text.substr(first, range.begin - first);
  const bool item = child.kind() != syntax::NodeKind::entry;
  const bool alone = std::all_of(lead.begin(), lead.end(), [&](char c) { return blank(c) || (item && c == '-'); });
  Offset end = range.end;
  while (end > range.begin && white(text[end - 1])) --end;
  while (end < text.size() && text[end] != '\n') ++end;
  if (end < text.size()) ++end;
  if (alone) return {{first, end}, ""};
  while (end < text.size() && blank(text[end])) ++end;  // the next key moves up behind the dash
  return {{range.begin, end}, ""};
}

TextEdit whole_removal(syntax::Node child) {
  for (int steps = 0; steps < 4; ++steps) {
    const syntax::Node holder = child.parent();
    if (!holder.first_child() || holder.first_child().next_sibling() || !(holder.is_mapping() || holder.is_sequence())) break;
    const syntax::Node above = holder.parent();
    if (above.kind() == syntax::NodeKind::entry) child = above;
    else if (above.is_sequence()) child = holder;
    else break;
  }
  return removal(child);
}

std::optional<std::string> as_json(syntax::Node value) {
  std::string out;
  return write_json(value, out, 0) ? std::optional(out) : std::nullopt;
}

std::string text_value(std::string_view text) { return json_quoted(text); }

std::optional<TextEdit> insertion(syntax::Node mapping, std::string_view key, std::string_view value) {
  if (mapping.kind() == syntax::NodeKind::missing) return first_insertion(mapping, key, value);
  if (!mapping.is_mapping()) return std::nullopt;
  const bool json = is_json(mapping);
  const syntax::Node last = last_child(mapping);
  if (json || mapping.style() == syntax::Style::flow) {
    const Place place{json, true, {}};
    return flow_insertion(mapping, last, named(key, written(value, place), place));
  }
  if (!last || !last.key().is_scalar() || last.lacks_colon()) return std::nullopt;
  const std::string_view text = mapping.tree()->text();
  const Offset from = last.key().full_range().begin;
  const std::string indent(from - line_begin(text, from), ' ');
  const Offset at = line_end(text, content_end(text, content_range(last)));
  return TextEdit{{at, at}, with_line_breaks("\n" + indent + named(key, written(value, {false, false, indent}), {}), text)};
}

std::optional<TextEdit> item_insertion(syntax::Node sequence, std::string_view value) {
  if (!sequence.is_sequence()) return std::nullopt;
  const bool json = is_json(sequence);
  const syntax::Node last = last_child(sequence);
  if (json || sequence.style() == syntax::Style::flow) return flow_insertion(sequence, last, written(value, {json, true, {}}));
  const std::string_view text = sequence.tree()->text();
  if (!last) return std::nullopt;
  Offset dash = last.full_range().begin;
  while (dash > 0 && blank(text[dash - 1])) --dash;
  if (dash == 0 || text[dash - 1] != '-') return std::nullopt;
  const std::string indent(dash - 1 - line_begin(text, dash - 1), ' ');
  const Offset at = line_end(text, content_end(text, last.full_range()));
  return TextEdit{{at, at}, with_line_breaks("\n" + indent + "- " + written(value, {false, true, {}}), text)};
}

std::optional<TextEdit> replacement(syntax::Node value, std::string_view by) {
  if (value.is_missing() || value.kind() == syntax::NodeKind::alias || !value.anchor().empty()) return std::nullopt;
  const bool json = is_json(value);
  bool flow = json;
  for (syntax::Node above = value.parent(); above && !flow; above = above.parent()) flow = above.style() == syntax::Style::flow;
  // A block below its key makes room for what may stand behind the colon.
  Offset begin = value.full_range().begin;
  std::string lead;
  if (const syntax::Node entry = value.parent(); !json && value.style() == syntax::Style::block && entry.kind() == syntax::NodeKind::entry) {
    const std::string_view between = value.tree()->text().substr(entry.key().full_range().end, begin - entry.key().full_range().end);
    const std::size_t colon = between.find_first_not_of(" \t");
    if (between.find('\n') != std::string_view::npos) {
      if (colon == std::string_view::npos || between[colon] != ':' ||
          !std::all_of(between.begin() + static_cast<std::ptrdiff_t>(colon) + 1, between.end(), white))
        return std::nullopt;
      begin = entry.key().full_range().end + static_cast<Offset>(colon) + 1;
      lead = " ";
    }
  }
  const bool plain_value = !by.empty() && std::string_view("{[\"").find(by[0]) == std::string_view::npos;
  const std::string_view quotes = value.style() == syntax::Style::double_quoted ? "\"" : value.style() == syntax::Style::single_quoted ? "'" : "";
  std::string text;
  if (value.is_scalar() && plain_value && !quotes.empty() && (!json || !is_literal(by))) text = quotes == "\"" ? json_quoted(by) : single_quoted(by);
  else text = written(by, {json, flow || !plain_value, {}});
  return TextEdit{{begin, content_end(value.tree()->text(), value.full_range())}, lead + text};
}

}  // namespace cribsheet::model
