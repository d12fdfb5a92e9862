#include "rules/offer.h"

#include <optional>

#include <fmt/format.h>

#include "model/edits.h"

namespace cribsheet::rules {
namespace {

constexpr std::size_t kLongest = 60;  // of a value in a title

bool structured(std::string_view value) { return value.starts_with('{') || value.starts_with('['); }

std::string_view shown(std::string_view value) {
  return value.size() > 1 && value.starts_with('"') && value.ends_with('"') ? value.substr(1, value.size() - 2) : value;
}

void add(Finding& finding, std::string title, std::optional<TextEdit> edit, bool preferred) {
  if (edit) finding.fixes.push_back({std::move(title), {std::move(*edit)}, preferred});
}

std::string with_value(std::string_view verb, std::string_view key, std::string_view between, std::string_view value) {
  const std::string_view plain = shown(value);
  if (plain.empty() || structured(value) || plain.size() > kLongest) return fmt::format("{} {}", verb, key);
  return fmt::format("{} {}{}{}", verb, key, between, plain);
}

}  // namespace

void offer_removal(Finding& finding, syntax::Node child, bool preferred) {
  if (!child) return;
  const syntax::Node name = child.kind() == syntax::NodeKind::entry ? child.key() : child;
  const std::string title = name.is_scalar() && name.text().size() <= kLongest ? fmt::format("Remove {}", name.text()) : "Remove it";
  add(finding, title, model::whole_removal(child), preferred);
}

void offer_entry(Finding& finding, syntax::Node mapping, std::string_view key, std::string_view value, bool preferred) {
  add(finding, with_value("Add", key, ": ", value), model::insertion(mapping.resolved(), key, value), preferred && !value.empty());
}

void offer_value(Finding& finding, syntax::Node value, std::string_view by, bool preferred) {
  add(finding, structured(by) || shown(by).size() > kLongest ? "Set it right" : fmt::format("Set it to {}", shown(by)), model::replacement(value, by),
      preferred);
}

void offer_name(Finding& finding, syntax::Node key, std::string_view name, bool preferred) {
  if (key.is_scalar() && key.tag().empty()) add(finding, fmt::format("Rename it to {}", name), model::replacement(key, model::text_value(name)), preferred);
}

void offer_move(Finding& finding, syntax::Node entry, syntax::Node mapping, std::string_view under, std::string_view title) {
  const auto value = model::as_json(entry.value());
  if (!value || !entry.key().is_scalar()) return;
  std::string_view key = entry.key().text();
  std::string body = *value;
  if (!under.empty()) {
    body = fmt::format("{{{}: {}}}", model::text_value(key), body);
    key = under;
  }
  auto there = model::insertion(mapping.resolved(), key, body);
  if (there) finding.fixes.push_back({std::string(title), {model::whole_removal(entry), std::move(*there)}, false});
}

void offer_setting(Finding& finding, syntax::Node mapping, std::string_view key, std::string_view value, bool preferred) {
  const syntax::Node entry = mapping.resolved().find_entry(key);
  if (!entry || entry.value().is_missing()) return offer_entry(finding, mapping, key, value, preferred);
  add(finding, with_value("Set", key, " to ", value), model::replacement(entry.value(), value), preferred);
}

}  // namespace cribsheet::rules
