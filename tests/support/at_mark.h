// Asks a feature at the mark `|` in a text that stands alone: the pack, no workspace, and no notes but those given.
#pragma once
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "features/completion.h"
#include "features/hover.h"
#include "features/navigate.h"
#include "features/snapshot.h"
#include "kinds/kind.h"
#include "support/catch.h"
#include "support/knowledge.h"
#include "text/edit.h"

namespace cribsheet::tests {

inline features::Snapshot snapshot() {
  REQUIRE(has_knowledge());
  features::Snapshot made;
  made.pack = knowledge();
  made.settings = std::make_shared<rules::Settings>();
  return made;
}

// The text without its mark, and where that stood (in bytes).
inline std::pair<std::string, Offset> cursor_in(std::string text) {
  const std::size_t at = text.find('|');
  REQUIRE(at != std::string::npos);
  text.erase(at, 1);
  return {std::move(text), static_cast<Offset>(at)};
}

inline std::vector<kinds::Completion> items_at(const std::string& marked, const std::string& path = "template.yaml") {
  const auto [text, cursor] = cursor_in(marked);
  const auto view = snapshot();
  return features::complete(view, *kinds::open(path, text, *view.pack), cursor).items;
}

inline bool offers(const std::vector<kinds::Completion>& items, std::string_view label) {
  return std::any_of(items.begin(), items.end(), [&](const auto& each) { return each.label == label; });
}
inline std::string first(const std::vector<kinds::Completion>& items) { return items.empty() ? "nothing" : items.front().label; }

// The text after the first offer with this label is taken.
inline std::string taken(const std::string& marked, std::string_view label, const std::string& path = "template.yaml") {
  for (const auto& each : items_at(marked, path))
    if (each.label == label) return apply(cursor_in(marked).first, {{each.replace, each.insert}});
  return "not offered";
}

inline std::optional<features::Hover> hover_at(const std::string& marked, const std::string& path = "template.yaml", const std::string& notes = {}) {
  const auto [text, cursor] = cursor_in(marked);
  auto view = snapshot();
  if (!notes.empty()) view.notes = notes::Index::build({{"notes.md", notes, notes::Origin::person}}, view.pack);
  return features::hover(view, *kinds::open(path, text, *view.pack), cursor);
}

// The text after what stands at the mark has got another name, or why it can't get it.
inline std::string renamed(const std::string& marked, const std::string& name, const std::string& path = "template.yaml") {
  const auto [text, cursor] = cursor_in(marked);
  const auto view = snapshot();
  const auto document = kinds::open(path, text, *view.pack);
  const auto renamings = features::rename(view, *document, cursor, name);
  if (!renamings) return renamings.error().message;
  REQUIRE(renamings->size() == 1);
  return cribsheet::apply(text, renamings->front().edits);
}

}  // namespace cribsheet::tests
