#include "notes/own_names.h"

#include <deque>

#include "notes/catalogue.h"
#include "syntax/tree.h"

namespace cribsheet::notes {
namespace {

constexpr std::size_t kLongestFront = 64 << 10;  // bytes
constexpr std::size_t kMostNames = 2000;

// The lines between the two `---`; empty: there is no front matter.
std::string_view front_matter(std::string_view note) {
  if (note.starts_with("\xEF\xBB\xBF")) note.remove_prefix(3);
  if (!note.starts_with("---\n") && !note.starts_with("---\r\n")) return {};
  note.remove_prefix(note.find('\n') + 1);
  const std::size_t end = note.starts_with("---") ? 0 : note.substr(0, kLongestFront).find("\n---");
  return end == std::string_view::npos ? std::string_view{} : note.substr(0, end);
}

// '|' parts the names of the table.
std::string without_bars(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (c == '|' || c == '\n') c = ' ';
  return out;
}

bool calls(std::string_view scope_names, std::string_view service) {
  const Phrase words = phrase_of(service);
  while (!scope_names.empty()) {
    const std::size_t bar = scope_names.find('|');
    if (phrase_of(scope_names.substr(0, bar)) == words) return true;
    scope_names = bar == std::string_view::npos ? std::string_view{} : scope_names.substr(bar + 1);
  }
  return false;
}

}  // namespace

OwnNames front_matter_names(std::string_view note) {
  OwnNames out;
  const std::string_view front = front_matter(note);
  if (front.find("names:") == std::string_view::npos) return out;
  const auto tree = syntax::parse(std::string(front), syntax::Language::yaml);
  const syntax::Node names = tree->root().find("names");
  if (!names.is_mapping()) return out;
  for (const syntax::Node entry : names.children()) {
    auto& list = out[std::string(entry.key().text())];
    const syntax::Node value = entry.value();
    if (value.is_scalar() && !value.text().empty()) list.emplace_back(value.text());
    if (!value.is_sequence()) continue;
    for (const syntax::Node item : value.children())
      if (item.is_scalar() && !item.text().empty()) list.emplace_back(item.text());
  }
  std::erase_if(out, [](const auto& each) { return each.second.empty() || each.first.empty(); });
  return out;
}

Reading with_own_names(const Reading& reading, const OwnNames& names) {
  if (names.empty() || !reading.pack) return reading;
  auto rows = reading.pack->table("aliases").copy();
  std::deque<std::string> kept;  // what the rows' views point to
  std::size_t count = 0;
  for (const auto& [entity, list] : names) {
    if (entity.empty() || entity.starts_with('@') || entity.starts_with('#') || ++count > kMostNames) continue;
    std::string joined;
    for (const std::string& name : list) joined += (joined.empty() ? "" : "|") + without_bars(name);
    for (auto& row : rows) {
      if (row.size() < 2 || !row[0].starts_with('@') || !calls(row[1], entity)) continue;
      row[1] = kept.emplace_back(std::string(row[1]) + "|" + joined);
    }
    rows.push_back({kept.emplace_back(entity), kept.emplace_back(std::move(joined))});
  }
  Reading out = reading;
  out.names = std::make_shared<const Names>(rows);
  if (reading.catalogue) out.catalogue = std::make_shared<const Catalogue>(*out.names, reading.pack.get(), reading.pack->table("units").copy());
  return out;
}

}  // namespace cribsheet::notes
