#include "features/outline.h"

#include <algorithm>
#include <map>

#include "features/note_editing.h"
#include "features/note_symbols.h"
#include "features/symbols.h"
#include "kinds/local_names.h"
#include "notes/index_data.h"

namespace cribsheet::features {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

int symbol_match(std::string_view text, std::string_view query) {
  if (query.empty()) return 1;
  if (text.empty()) return 0;
  auto same = [](char a, char b) { return lower(a) == lower(b); };
  const auto found = std::search(text.begin(), text.end(), query.begin(), query.end(), same);
  if (found == text.begin()) return text.size() == query.size() ? 5 : 4;
  if (found != text.end()) return kInside;
  std::size_t next = 0;
  for (const char c : text) next += next < query.size() && same(c, query[next]);
  return next == query.size() ? kScattered : 0;
}

namespace {

void add_comment_folds(const model::Document& document, std::vector<Fold>& folds) {
  const auto& comments = document.tree->comments();
  for (std::size_t i = 0; i < comments.size();) {
    std::size_t last = i;
    while (last + 1 < comments.size() && document.lines.line_of(comments[last + 1].begin) == document.lines.line_of(comments[last].end) + 1) ++last;
    if (document.lines.line_of(comments[i].begin) < document.lines.line_of(comments[last].end))
      folds.push_back({{comments[i].begin, comments[last].end}, true});
    i = last + 1;
  }
}

void search_document(const std::shared_ptr<const model::Document>& document, const pack::Pack& pack, std::string_view query,
                     std::vector<std::pair<int, Found>>& found) {
  const auto all = symbols(*document, pack);
  for (const auto& symbol : all->symbols) {
    if (symbol.kind == kinds::SymbolKind::section || symbol.kind == kinds::SymbolKind::key || kinds::is_local(symbol.space)) continue;
    const int score = std::max(2 * symbol_match(symbol.name, query), symbol_match(symbol.detail, query));
    if (score == 0) continue;
    const auto parent = symbol.parent >= 0 ? all->symbols[static_cast<std::size_t>(symbol.parent)].name : std::string();
    found.push_back({score, {document, symbol, parent}});
  }
}

}  // namespace

std::vector<kinds::Symbol> outline(const Snapshot& snapshot, const model::Document& document) {
  const auto all = symbols(document, *snapshot.pack);
  std::vector<kinds::Symbol> shown;
  std::vector<std::int32_t> index(all->symbols.size(), -1);  // of each symbol, in `shown`
  for (std::size_t i = 0; i < all->symbols.size(); ++i) {
    if (kinds::is_local(all->symbols[i].space)) continue;
    index[i] = static_cast<std::int32_t>(shown.size());
    shown.push_back(all->symbols[i]);
    auto& parent = shown.back().parent;
    if (parent >= 0) parent = index[static_cast<std::size_t>(parent)];
  }
  return shown;
}

std::vector<Fold> folds(const model::Document& document) {
  if (is_note(document)) return note_folds(document);
  std::vector<Fold> found;
  std::uint32_t last_line = UINT32_MAX;
  for (auto node = document.tree->stream(); node; node = node.following()) {
    const bool list = node.kind() == syntax::NodeKind::entry || node.parent().is_sequence();
    if (!list) continue;
    const auto range = node.full_range();
    const auto first = document.lines.line_of(range.begin), end = document.lines.line_of(range.end > range.begin ? range.end - 1 : range.end);
    if (first == last_line || end <= first) continue;
    last_line = first;  // the outermost of those that begin on a line
    found.push_back({{document.lines.line(first).end, range.end}, false});
  }
  add_comment_folds(document, found);
  return found;
}

std::vector<Range> selections(const model::Document& document, Offset offset) {
  if (is_note(document)) return note_selections(document, offset);
  std::vector<Range> ranges;
  auto add = [&](Range range) {
    if (range.touches(offset) && !range.empty() && (ranges.empty() || (range.contains(ranges.back()) && !(range == ranges.back())))) ranges.push_back(range);
  };
  for (auto node = document.tree->node_at(offset); node; node = node.parent()) {
    if (node.is_scalar() && node.range().size() >= 2 && (node.style() == syntax::Style::single_quoted || node.style() == syntax::Style::double_quoted)) {
      add({node.range().begin + 1, node.range().end - 1});
    }
    add(node.range());
    add(node.full_range());
  }
  add({0, static_cast<Offset>(document.text().size())});
  return ranges;
}

std::vector<Lens> lenses(const Snapshot& snapshot, const model::Document& document) {
  if (snapshot.settings && !snapshot.settings->code_lens) return {};
  if (is_note(document)) return note_lenses(snapshot, document);
  const auto all = symbols(document, *snapshot.pack);
  std::map<std::pair<std::string_view, std::string_view>, std::vector<Range>> uses;
  for (const auto& use : all->uses) {
    if (use.file.empty()) uses[{use.name, use.space}].push_back(use.range);
  }
  std::vector<Lens> found;
  for (const auto& symbol : all->symbols) {
    const bool referable = symbol.kind == kinds::SymbolKind::resource || symbol.kind == kinds::SymbolKind::parameter ||
                           symbol.kind == kinds::SymbolKind::condition || symbol.kind == kinds::SymbolKind::mapping || symbol.kind == kinds::SymbolKind::state;
    auto places = uses[{symbol.name, symbol.space}];
    if (!referable && (symbol.kind != kinds::SymbolKind::action || places.empty())) continue;
    const auto count = places.size();
    found.push_back({symbol.name_range, std::to_string(count) + (count == 1 ? " reference" : " references"), std::move(places)});
  }
  return found;
}

std::vector<Found> workspace_symbols(const Snapshot& snapshot, std::string_view query, std::size_t limit) {
  std::vector<std::pair<int, Found>> found;
  for (const auto& [path, document] : snapshot.open) search_document(document, *snapshot.pack, query, found);
  if (snapshot.files) {
    for (const auto& path : snapshot.files->known()) {
      if (snapshot.open.contains(path) || (snapshot.notes && snapshot.notes->data().find(path, notes::Origin::person))) continue;
      if (const auto document = snapshot.files->document(path)) search_document(document, *snapshot.pack, query, found);
    }
  }
  const auto better = [](const auto& a, const auto& b) { return a.first > b.first; };
  std::stable_sort(found.begin(), found.end(), better);
  std::vector<NoteSymbol> in_notes = note_symbols(snapshot, query, limit);
  std::stable_sort(in_notes.begin(), in_notes.end(), [](const NoteSymbol& a, const NoteSymbol& b) { return a.score > b.score; });
  if (in_notes.size() > limit) in_notes.resize(limit);
  std::transform(in_notes.begin(), in_notes.end(), std::back_inserter(found),
                 [](const NoteSymbol& one) { return std::pair(2 * one.score, found_in_note(one)); });
  std::stable_sort(found.begin(), found.end(), better);
  std::vector<Found> best;
  for (auto& [score, one] : found) {
    if (best.size() < limit) best.push_back(std::move(one));
  }
  return best;
}

}  // namespace cribsheet::features
