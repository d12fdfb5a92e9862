#include "rules/cloudformation/mends.h"

#include <fmt/format.h>

#include "kinds/kind.h"
#include "model/edits.h"

namespace cribsheet::rules::cloudformation {
namespace {

bool movable(Node node) {
  const std::string_view text = source(node);
  if (text.empty() || text.find('\n') != std::string_view::npos || !node.anchor().empty()) return false;
  // `Fn::GetAZs: x` in block style has no brackets of its own, and a plain text may not stand in brackets as it is.
  if (!node.is_scalar() && node.style() == syntax::Style::block) return false;
  return !node.is_scalar() || node.style() != syntax::Style::plain || text.find_first_of(",[]{}#") == std::string_view::npos;
}

}  // namespace

std::string_view source(Node node) { return node ? node.tree()->text().substr(node.full_range().begin, node.full_range().size()) : std::string_view{}; }

void offer_property(Finding& finding, const Resource& resource, std::string_view key, std::string_view value, std::string title) {
  const std::size_t before = finding.fixes.size();
  if (resource.properties.is_mapping()) offer_setting(finding, resource.properties, key, value, false);
  else if (resource.body.is_mapping() && !resource.body.find_entry("Properties")) {
    const bool json = value.starts_with('{') || value.starts_with('[') || value.starts_with('"') || value == "true" || value == "false" ||
                      value.find_first_not_of("0123456789") == std::string_view::npos;
    offer_entry(finding, resource.body, "Properties",
                fmt::format("{{{}: {}}}", model::text_value(key), json && !value.empty() ? std::string(value) : model::text_value(value)));
  }
  if (finding.fixes.size() > before && !title.empty()) finding.fixes.back().title = std::move(title);
}

void offer_inside(Finding& finding, Node value, std::string_view name, std::string_view before, std::string_view after, std::string title) {
  if (!movable(value)) return;
  const bool json = value.tree()->language() == syntax::Language::json;
  std::string text =
      json ? fmt::format("{{\"Fn::{}\": [{}{}{}]}}", name, before, source(value), after) : fmt::format("!{} [{}{}{}]", name, before, source(value), after);
  finding.fixes.push_back({std::move(title), {{value.full_range(), std::move(text)}}, false});
}

void offer_new_name(const View& view, Node key, std::string name, Finding& finding) {
  const kinds::Kind* kind = kinds::kind(view.input.document.kind);
  if (name.empty() || kind == nullptr || view.outline.resource(name) != nullptr || view.outline.parameter(name) != nullptr ||
      view.outline.condition(name) != nullptr)
    return;
  const kinds::Symbols symbols = kind->symbols(view.input.document, view.input.pack);
  const Range own = key.range();
  for (const kinds::Symbol& symbol : symbols.symbols) {
    if (symbol.name_range.begin < own.begin || symbol.name_range.end > own.end || own.empty()) continue;
    Fix fix{fmt::format("Rename it to {}", name), {{symbol.name_range, name}}, false};
    for (const kinds::Use& use : symbols.uses)
      if (use.file.empty() && use.name == symbol.name && use.space == symbol.space) fix.edits.push_back({use.range, name});
    finding.fixes.push_back(std::move(fix));
    return;
  }
}

void offer_text_of(Finding& finding, Node value, Node other, std::string title) {
  if (!movable(other) || !value) return;
  finding.fixes.push_back({std::move(title), {{value.full_range(), std::string(source(other))}}, false});
}

}  // namespace cribsheet::rules::cloudformation
