#include "features/tokens.h"

#include <algorithm>

#include "features/note_editing.h"
#include "features/symbols.h"
#include "kinds/local_names.h"
#include "model/intrinsic.h"

namespace cribsheet::features {
namespace {

TokenType type_of(kinds::SymbolKind kind) {
  using enum kinds::SymbolKind;
  switch (kind) {
    case resource: return TokenType::type_reference;
    case parameter: return TokenType::parameter;
    case state:
    case action:
    case phase: return TokenType::enum_member;
    case variable: return TokenType::variable;
    default: return TokenType::property;
  }
}

bool names_something(const kinds::Symbol& symbol) {
  return symbol.kind != kinds::SymbolKind::section && symbol.kind != kinds::SymbolKind::key && symbol.kind != kinds::SymbolKind::heading &&
         !kinds::is_local(symbol.space);
}

void add_symbols(const kinds::Symbols& symbols, std::vector<Token>& found) {
  std::vector<std::pair<std::string_view, TokenType>> types;
  for (const auto& symbol : symbols.symbols) {
    if (!names_something(symbol)) continue;
    found.push_back({symbol.name_range, type_of(symbol.kind), declaration});
    types.emplace_back(symbol.name, type_of(symbol.kind));
  }
  std::sort(types.begin(), types.end());
  for (const auto& use : symbols.uses) {
    if (kinds::is_local(use.space)) continue;
    const auto type = std::lower_bound(types.begin(), types.end(), use.name, [](const auto& pair, const std::string& name) { return pair.first < name; });
    found.push_back({use.range, type != types.end() && type->first == use.name ? type->second : TokenType::variable, 0});
  }
}

// Quotes are no part of a name.
Range bare(const model::Document& document, Range range) {
  const auto text = document.text();
  const auto is_quote = [&](Offset at) { return text[at] == '"' || text[at] == '\''; };
  return range.size() >= 2 && is_quote(range.begin) && is_quote(range.end - 1) ? Range{range.begin + 1, range.end - 1} : range;
}

// Functions by their names, `${AWS::Region}` inside Sub, and resource types.
void add_values(const model::Document& document, const pack::Pack& pack, Range within, std::vector<Token>& found) {
  for (auto node = document.tree->stream(); node; node = node.following()) {
    if (!node.full_range().touches(within.begin) && !within.touches(node.full_range().begin)) continue;
    const bool may_be_function = !node.tag().empty() || (node.is_mapping() && node.child_count() == 1);
    if (may_be_function) {
      if (const auto function = model::intrinsic(node); function && function->name != "Condition") {
        found.push_back({bare(document, function->name_range), TokenType::function, 0});
        if (function->name == "Fn::Sub") {
          const auto text = function->argument.is_sequence() ? function->argument.first_child() : function->argument;
          for (const auto& part : model::sub_parts(text)) {
            if (!part.literal) found.push_back({part.text_range, TokenType::variable, 0});
          }
        }
      }
    }
    if (node.is_scalar() && node.text().find("::") != std::string_view::npos && pack.resource_type(node.text()))
      found.push_back({bare(document, node.range()), TokenType::type, 0});
  }
}

}  // namespace

std::vector<Token> tokens(const Snapshot& snapshot, const model::Document& document, Range within) {
  std::vector<Token> found;
  if (document.kind.empty()) return found;
  if (is_note(document)) found = note_tokens(snapshot, document, within);
  else add_symbols(*symbols(document, *snapshot.pack), found);
  add_values(document, *snapshot.pack, within, found);
  // Shorter ones first where several begin together: a name inside `${Queue.Arn}` beats the whole.
  std::stable_sort(found.begin(), found.end(),
                   [](const Token& a, const Token& b) { return a.range.begin != b.range.begin ? a.range.begin < b.range.begin : a.range.end < b.range.end; });
  std::vector<Token> kept;
  for (const auto& token : found) {
    const bool inside = token.range.begin < within.end && token.range.end > within.begin;
    const bool one_line = document.lines.line_of(token.range.begin) == document.lines.line_of(token.range.end);
    if (inside && one_line && !token.range.empty() && (kept.empty() || kept.back().range.end <= token.range.begin)) kept.push_back(token);
  }
  return kept;
}

}  // namespace cribsheet::features
