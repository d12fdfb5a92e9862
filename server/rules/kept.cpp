#include "rules/kept.h"

#include <algorithm>
#include <unordered_set>

#include "base/hash.h"
#include "kinds/cloudformation/template.h"
#include "syntax/fingerprint.h"

namespace cribsheet::rules {
namespace {

using kinds::cloudformation::Template;

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_word(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_word(c); });
}

// Names that may stand in a text, told apart from other words by length and first letter before they are looked up.
class Names {
 public:
  void add(std::string_view name) {
    known_.insert(name);
    lengths_[static_cast<unsigned char>(name.front())] |= bit(name.size());
  }
  // Hashes of the names in a text. False: a word may be written in a way that doesn't show it.
  bool in(std::string_view text, std::string_view own, std::vector<std::uint64_t>& hashes) const {
    for (std::size_t at = 0; at < text.size();) {
      if (!is_word(text[at])) {
        if (text[at] == '\\' && at + 1 < text.size() && std::string_view("uUx\r\n").find(text[at + 1]) != std::string_view::npos) return false;
        ++at;
        continue;
      }
      std::size_t end = at + 1;
      while (end < text.size() && is_word(text[end])) ++end;
      const std::string_view word = text.substr(at, end - at);
      at = end;
      if ((lengths_[static_cast<unsigned char>(word.front())] & bit(word.size())) != 0 && word != own && known_.contains(word)) hashes.push_back(hash_of(word));
    }
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    return true;
  }

 private:
  static std::uint64_t bit(std::size_t length) { return 1ULL << std::min<std::size_t>(length, 63); }
  std::array<std::uint64_t, 256> lengths_{};
  std::unordered_set<std::string_view> known_;
};

void add_settings(Hash& hash, const Settings& settings) {
  for (const std::string& region : settings.regions) hash.bytes(region);
  hash.word(settings.regions.size());
  for (const auto& [name, severity] : settings.severities) {
    hash.bytes(name);
    hash.bytes(severity);
  }
  hash.word((settings.use_notes ? 1U : 0U) | (settings.stateful_hints ? 2U : 0U));
}

// Sections that say nothing about what may stand in a resource.
bool is_apart(std::string_view section) { return section == "Resources" || section == "Outputs" || section == "Metadata" || section == "Description"; }

// The template around its resources. False: it is written in pieces that lie elsewhere.
bool add_sections(Hash& hash, syntax::Node root) {
  hash.bytes(root.tree()->text().substr(0, root.full_range().begin));
  for (const syntax::Node entry : root.children()) {
    const std::string_view name = entry.key().text();
    if (is_apart(name)) continue;
    const auto print = syntax::fingerprint(entry);
    if (!print) return false;
    hash.word(*print);
  }
  return true;
}

void add_outline(Hash& hash, const Template& outline) {
  for (const bool flag : {outline.sam, outline.language_extensions, outline.macros, outline.open_resources, outline.open_conditions, outline.open_parameters,
                          outline.open_mappings})
    hash.word(flag ? 1 : 0);
  for (const kinds::cloudformation::Resource& resource : outline.resources) hash.bytes(resource.id);
  for (const std::string& id : outline.made_ids) hash.bytes(id);
}

// What an edit at the begin of a line depends on.
std::uint64_t column(const LineIndex& lines, std::string_view text, Offset begin) {
  const Offset line = lines.line(lines.line_of(begin)).begin;
  const std::string_view before = text.substr(line, begin - line);
  return before.find_first_not_of(" \t") == std::string_view::npos ? before.size() : ~0ULL;
}

void move(Finding& finding, Offset by) {
  const auto moved = [by](Range& range) { range = {range.begin + by, range.end + by}; };
  moved(finding.range);
  for (Fix& fix : finding.fixes)
    for (TextEdit& edit : fix.edits) moved(edit.range);
  for (Related& related : finding.related)
    if (related.path.empty()) moved(related.range);
}

bool inside(const Finding& finding, Range unit) {
  const auto within = [&](Range range) { return range.begin >= unit.begin && range.end <= unit.end; };
  if (!within(finding.range)) return false;
  for (const Fix& fix : finding.fixes)
    for (const TextEdit& edit : fix.edits)
      if (!within(edit.range)) return false;
  return std::all_of(finding.related.begin(), finding.related.end(), [&](const Related& related) { return related.path.empty() && within(related.range); });
}

}  // namespace

Units::Units(const Input& input, Kept& kept) : kept_(kept) {
  const Template* outline = kinds::cloudformation::outline(input.document);
  if (outline == nullptr || input.document.top) return;
  const syntax::Node root = input.document.tree->root();
  const syntax::Node section = root.find("Resources");
  if (!section.is_mapping()) return;
  const std::string_view text = input.document.text();
  const auto before = kept.resources();

  Names names;
  for (const auto& [name, index] : outline->resource_index)
    if (!name.empty() && is_word(name)) names.add(name);
  Hash around;
  std::unordered_map<std::uint64_t, std::uint64_t> fingerprints;  // by name's hash
  std::unordered_set<std::uint64_t> twice;
  for (const syntax::Node entry : section.children()) {
    const syntax::Node key = entry.key();
    const auto print = syntax::fingerprint(entry);
    if (!key.is_scalar() || key.text().empty() || !is_word(key.text())) {  // a loop over resources, or what may be one
      if (!print) return;
      around.word(*print);
      continue;
    }
    const std::uint64_t name = hash_of(key.text());
    if (!print || !fingerprints.emplace(name, *print).second) twice.insert(name);
    if (!print || !entry.value().is_mapping()) continue;
    const Offset begin = entry.full_range().begin;
    Hash whole;
    whole.word(*print);
    whole.word(column(input.document.lines, text, begin));
    units_.push_back({key, begin, syntax::territory_end(entry), whole.value(), nullptr, nullptr, {}});
  }

  if (!add_sections(around, root)) {
    units_.clear();
    return;
  }
  around.bytes(input.document.kind);
  around.bytes(input.document.path);
  around.bytes(input.today());
  around.word(section.style() == syntax::Style::flow ? 1 : 0);
  add_settings(around, input.settings);
  add_outline(around, *outline);

  // Nothing: it names a resource whose text can't be told.
  const auto around_of = [&](const std::vector<std::uint64_t>& named) -> std::optional<std::uint64_t> {
    Hash hash;
    hash.word(around.value());
    for (const std::uint64_t name : named) {
      const auto found = fingerprints.find(name);
      if (found == fingerprints.end() || twice.contains(name)) return std::nullopt;
      hash.word(found->second);
    }
    return hash.value();
  };
  for (Unit& unit : units_) {
    if (twice.contains(hash_of(unit.key.text()))) continue;
    if (const auto found = before->find(unit.fingerprint); found != before->end() && around_of(found->second->names) == found->second->around) {
      unit.before = found->second;
      continue;
    }
    auto fresh = std::make_shared<Kept::Resource>();
    if (!names.in(text.substr(unit.begin, unit.end - unit.begin), unit.key.text(), fresh->names)) continue;
    const auto hash = around_of(fresh->names);
    if (!hash) continue;
    fresh->around = *hash;
    unit.now = std::move(fresh);
  }
}

const Units::Unit* Units::find(syntax::Node key) const {
  const auto found = std::lower_bound(units_.begin(), units_.end(), key.id(), [](const Unit& unit, std::uint32_t id) { return unit.key.id() < id; });
  return found != units_.end() && found->key == key ? &*found : nullptr;
}
Units::Unit* Units::find(syntax::Node key) { return const_cast<Unit*>(std::as_const(*this).find(key)); }

bool Units::known(Pass pass, syntax::Node key, Report& report) {
  const auto which = static_cast<std::size_t>(pass);
  Unit* unit = find(key);
  if (unit == nullptr || unit->seen[which] || !unit->before || !unit->before->found[which]) return false;
  unit->seen[which] = true;
  for (Finding finding : *unit->before->found[which]) {
    move(finding, unit->begin);
    report.add(std::move(finding));
  }
  return true;
}

bool Units::alone(Pass pass, syntax::Node key) const {
  const Unit* unit = find(key);
  return unit != nullptr && !unit->seen[static_cast<std::size_t>(pass)];
}

void Units::keep(Pass pass, syntax::Node key, const Report& report, std::size_t first) {
  Unit* unit = find(key);
  if (unit == nullptr) return;
  const auto which = static_cast<std::size_t>(pass);
  unit->seen[which] = true;
  if (!unit->now) return;
  std::vector<Finding> list(report.findings.begin() + static_cast<std::ptrdiff_t>(first), report.findings.end());
  for (Finding& finding : list) {
    if (!inside(finding, {unit->begin, unit->end})) return;
    move(finding, Offset{0} - unit->begin);
  }
  unit->now->found[which] = std::move(list);
}

void Units::finish() {
  auto all = std::make_shared<Kept::Resources>();
  all->reserve(units_.size());
  for (Unit& unit : units_)
    if (auto resource = unit.before ? unit.before : unit.now) all->emplace(unit.fingerprint, std::move(resource));
  kept_.replace(std::move(all));
}

}  // namespace cribsheet::rules
