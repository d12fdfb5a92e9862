#include "features/typing.h"

#include <algorithm>

#include "features/open_call.h"
#include "features/spot.h"
#include "model/intrinsic.h"

namespace cribsheet::features {
namespace {

bool blank(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

// What stands on a line before its comment, without the blanks at its end.
std::string_view code_of(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '#' && (i == 0 || line[i - 1] == ' ')) {
      line = line.substr(0, i);
      break;
    }
  }
  const auto end = line.find_last_not_of(" \t\r");
  return line.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

// Where the key of a line begins, behind the dashes of a list.
std::size_t key_column(std::string_view line) {
  auto column = line.find_first_not_of(' ');
  while (column != std::string_view::npos && line.substr(column).starts_with("- ")) column = line.find_first_not_of(' ', column + 2);
  return column == std::string_view::npos ? 0 : column;
}

// The innermost function that holds the offset in its argument.
std::optional<model::Intrinsic> function_at(const model::Document& document, Offset offset) {
  for (auto node = document.tree->node_at(offset); node; node = node.parent()) {
    auto found = model::intrinsic(node);
    if (found && found->name != "Condition" && offset > found->name_range.end) return found;
  }
  return std::nullopt;
}

// Which argument the cursor is in: the items that begin before it, or the commas on the way in a text like `A.B`.
std::size_t active_argument(const model::Intrinsic& function, Offset offset) {
  std::size_t before = 0;
  if (function.argument.is_sequence()) {
    for (const auto item : function.argument.children()) before += item.full_range().end < offset;
  } else if (function.name == "Fn::GetAtt" && function.argument.is_scalar()) {
    const auto range = function.argument.range();
    const auto text = function.argument.text();
    before = offset > range.begin && text.substr(0, std::min<std::size_t>(text.size(), offset - range.begin)).find('.') != std::string_view::npos;
  }
  return before;
}

// A function of a language inside texts: its documentation begins with how it is called, "`States.Format(text, value, ...)`: ...".
std::optional<Signature> called(std::string_view doc, const OpenCall& call) {
  const auto head = "`" + std::string(call.name) + "(";
  const auto end = doc.find(")`");
  if (!doc.starts_with(head) || end == std::string_view::npos) return std::nullopt;
  Signature made;
  made.label = doc.substr(1, end);
  made.doc = doc.substr(std::min(doc.size(), doc.find_first_not_of(": ", end + 2)));
  for (auto begin = head.size() - 1; begin < made.label.size() - 1;) {
    const auto stop = std::min(made.label.find(", ", begin), made.label.size() - 1);
    if (made.label.compare(begin, stop - begin, "...") != 0) made.parameters.push_back({begin, stop, {}});
    begin = stop + 2;
  }
  if (!made.parameters.empty()) made.active = std::min(call.argument, made.parameters.size() - 1);
  return made;
}

// What a call in a text takes; the text ends at the cursor.
std::optional<Signature> signature_in_text(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  const auto node = document.tree->node_at(offset);
  const auto begin = node.is_scalar() && node.range().touches(offset) ? node.range().begin : document.lines.line(document.lines.line_of(offset)).begin;
  const auto call = open_call(document.text().substr(begin, offset - begin));
  if (!call) return std::nullopt;
  const auto spot = spot_at(document, *snapshot.pack, offset);
  const auto named = snapshot.pack->named(spot.document(document).kind + ":" + std::string(call->name));
  return named ? called(named->doc, *call) : std::nullopt;
}

}  // namespace

std::vector<kinds::Hint> hints(const Snapshot& snapshot, const model::Document& document, Range within) {
  if (snapshot.settings && !snapshot.settings->inlay_hints) return {};
  const auto* kind = kinds::kind(document.kind);
  return kind ? kind->hints(document, within, *snapshot.pack) : std::vector<kinds::Hint>();
}

// The table's rows: function, argument, what it is.
std::optional<Signature> signature(const Snapshot& snapshot, const model::Document& document, Offset offset) {
  if (auto call = signature_in_text(snapshot, document, offset)) return call;
  const auto function = function_at(document, offset);
  if (!function) return std::nullopt;
  Signature made;
  made.label = std::string(function->name) + " [";
  for (const auto& row : snapshot.pack->table("function-arguments")) {
    if (row.size() < 3 || row[0] != function->name) continue;
    if (!made.parameters.empty()) made.label += ", ";
    made.parameters.push_back({made.label.size(), made.label.size() + row[1].size(), std::string(row[2])});
    made.label += row[1];
  }
  if (made.parameters.empty()) return std::nullopt;
  made.label += "]";
  if (const auto named = snapshot.pack->named(function->name)) made.doc = named->doc;
  made.active = std::min(active_argument(*function, offset), made.parameters.size() - 1);
  return made;
}

std::vector<TextEdit> indent_new_line(const model::Document& document, Offset offset) {
  if (document.tree->language() != syntax::Language::yaml || document.kind.empty()) return {};
  const auto number = document.lines.line_of(offset);
  if (number == 0) return {};
  const auto text = document.text();
  auto text_of = [&](std::uint32_t line) {
    const auto range = document.lines.line(line);
    return text.substr(range.begin, range.size());
  };
  const auto here = document.lines.line(number);
  const auto above = text_of(number - 1);
  if (!blank(text_of(number)) || blank(above)) return {};
  const auto code = code_of(above);
  if (!code.ends_with(':')) return {};
  const std::string indent(key_column(above) + 2, ' ');
  if (text_of(number) == indent) return {};
  return {{here, indent}};
}

}  // namespace cribsheet::features
