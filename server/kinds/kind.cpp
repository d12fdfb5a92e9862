#include "kinds/kind.h"

#include <algorithm>

#include "kinds/shape/parts.h"
#include "kinds/shape/place.h"

namespace cribsheet::kinds {
namespace {

constexpr int kByName = 60, kByFolder = 60, kByContent = 80;

// A glob over one name: '*' any run, '?' one character. Ignores case.
bool glob(std::string_view pattern, std::string_view name) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  std::size_t p = 0, n = 0, star = std::string_view::npos, retry = 0;
  while (n < name.size()) {
    if (p < pattern.size() && (pattern[p] == '?' || lower(pattern[p]) == lower(name[n])) && pattern[p] != '*') {
      ++p;
      ++n;
    } else if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++retry;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

struct PathNames {
  std::string_view file, folder;
};
PathNames names_of(std::string_view path) {
  const auto last = [](std::string_view text) {
    const std::size_t slash = text.find_last_of("/\\");
    return slash == std::string_view::npos ? text : text.substr(slash + 1);
  };
  const std::string_view file = last(path);
  std::string_view above = path.substr(0, path.size() - file.size());
  if (!above.empty()) above.remove_suffix(1);
  return {file, last(above)};
}

bool has_all(syntax::Node root, const std::vector<std::string_view>& keys) {
  return !keys.empty() && std::all_of(keys.begin(), keys.end(), [&](std::string_view key) { return static_cast<bool>(root.find_entry(key)); });
}

shape::Start start_of(const model::Document& document, const pack::Kind& data) {
  return {document.root(), data.root, std::string(data.entity_prefix), document.in_template, data.id};
}

void add_keys(syntax::Node mapping, std::int32_t parent, int levels, std::vector<Symbol>& out) {
  for (const syntax::Node entry : mapping.children()) {
    const syntax::Node key = entry.key();
    if (!key.is_scalar()) continue;
    Symbol symbol;
    symbol.name = key.text();
    symbol.kind = SymbolKind::key;
    symbol.name_range = key.range();
    symbol.range = entry.range();
    symbol.parent = parent;
    const auto index = static_cast<std::int32_t>(out.size());
    out.push_back(std::move(symbol));
    if (levels > 1 && entry.value().is_mapping()) add_keys(entry.value(), index, levels - 1, out);
  }
}

}  // namespace

int Kind::recognise(std::string_view path, const syntax::Tree& tree, const pack::Pack& pack) const {
  const auto data = pack.kind(id());
  if (!data) return 0;
  const PathNames names = names_of(path);
  int sure = 0;
  for (const std::string_view pattern : data->files)
    if (glob(pattern, names.file)) sure = std::max(sure, kByName);
  for (const std::string_view pattern : data->folders)
    if (!names.folder.empty() && glob(pattern, names.folder)) sure = std::max(sure, kByFolder);
  for (const auto& keys : data->all_of_keys)
    if (has_all(tree.root(), keys)) sure = std::max(sure, kByContent);
  return sure;
}

std::shared_ptr<const model::Analysis> Kind::analyse(const model::Document&, const pack::Pack&) const { return nullptr; }

Symbols Kind::symbols(const model::Document& document, const pack::Pack&) const {
  Symbols symbols;
  add_keys(document.root(), -1, 2, symbols.symbols);
  return symbols;
}

std::optional<Kind::Spot> Kind::spot(const model::Document&, Offset, const pack::Pack&) const { return std::nullopt; }
std::vector<Completion> Kind::offers(const model::Document&, Offset, const pack::Pack&) const { return {}; }
std::optional<Explanation> Kind::hover(const Cursor&) const { return std::nullopt; }
bool Kind::complete(const Cursor&, std::vector<Completion>&) const { return false; }
std::optional<Explanation> Kind::describe(std::string_view, const pack::Pack&) const { return std::nullopt; }

std::vector<Part> Kind::parts(const model::Document& document, const pack::Pack& pack) const {
  const auto data = pack.kind(id());
  if (!data) return {};
  return shape::parts(start_of(document, *data), document.root(), pack);
}

Place Kind::place(const model::Document& document, const pack::Pack& pack, syntax::Node node) const {
  const auto data = pack.kind(id());
  if (!data) return {};
  return shape::place_at(start_of(document, *data), node, pack);
}

std::string recognise(std::string_view path, const syntax::Tree& tree, const pack::Pack& pack) {
  const Kind* best = nullptr;
  int surest = 0;
  for (const Kind* each : all()) {
    const int sure = each->recognise(path, tree, pack);
    if (sure > surest) {
      surest = sure;
      best = each;
    }
  }
  return best == nullptr ? std::string{} : std::string(best->id());
}

std::shared_ptr<const model::Document> open(std::string path, std::string text, const pack::Pack& pack, std::string kind_id, std::string policy_type) {
  auto document = std::make_shared<model::Document>();
  document->path = std::move(path);
  document->policy_type = std::move(policy_type);
  const syntax::Language language = kind_id == "notes" ? syntax::Language::markdown : syntax::language_of(document->path, text);
  document->tree = syntax::parse(std::move(text), language);
  document->lines = LineIndex(document->tree->text());
  document->kind = kind_id.empty() ? recognise(document->path, *document->tree, pack) : std::move(kind_id);
  if (const Kind* known = kind(document->kind)) document->analysis = known->analyse(*document, pack);
  return document;
}

}  // namespace cribsheet::kinds
