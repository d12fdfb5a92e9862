// `cribsheet hover` and `cribsheet complete`: what an editor would show at a place.
#include <iostream>

#include "app/commands.h"
#include "app/open.h"
#include "app/printable.h"
#include "features/completion.h"
#include "features/hover.h"
#include "lsp/convert.h"
#include "lsp/json.h"

namespace cribsheet::app {
namespace {

using lsp::Json;

std::string folder_of(const std::string& place) {
  const auto slash = place.rfind('/');
  return slash == std::string::npos ? "." : place.substr(0, slash + 1);
}

Json to_json(const kinds::Completion& item, const features::Snapshot& snapshot) {
  Json json{{"label", item.label}, {"kind", item.kind}, {"detail", item.detail}, {"insertText", item.insert}, {"entity", item.entity}};
  if (!item.documentation.empty()) json["documentation"] = item.documentation;
  else if (const auto found = item.entity.empty() ? std::nullopt : features::describe(snapshot, item.entity))
    json["documentation"] = features::to_markdown(*found);
  else json["documentation"] = "";
  return json;
}

}  // namespace

int hover(const PlaceOptions& options) {
  const auto snapshot = open_snapshot(options.sources, WhichNotes::all, folder_of(options.place));
  if (!snapshot) return fail(snapshot.error().message);
  const auto place = open_place(options.place, options.kind, *(*snapshot)->pack);
  if (!place) return fail(place.error().message);
  const auto found = features::hover(**snapshot, *place->document, place->offset);
  if (options.format == "markdown") {
    if (found) std::cout << printable(features::to_markdown(*found), true) << '\n';
    return kFine;
  }
  Json json = Json::object();
  if (found)
    json = {{"entity", found->entity},
            {"markdown", features::to_markdown(*found)},
            {"range", lsp::to_json(found->range, *place->document, PositionEncoding::utf16)}};
  std::cout << lsp::dump(json) << '\n';
  return kFine;
}

int complete(const PlaceOptions& options) {
  const auto snapshot = open_snapshot(options.sources, WhichNotes::all, folder_of(options.place));
  if (!snapshot) return fail(snapshot.error().message);
  const auto place = open_place(options.place, options.kind, *(*snapshot)->pack);
  if (!place) return fail(place.error().message);
  auto list = features::complete(**snapshot, *place->document, place->offset);
  if (options.limit > 0 && list.items.size() > options.limit) list.items.resize(options.limit);
  if (options.format == "text") {
    for (const auto& item : list.items) std::cout << printable(item.label) << (item.detail.empty() ? "" : "\t") << printable(item.detail) << '\n';
    return kFine;
  }
  Json items = Json::array();
  for (const auto& item : list.items) items.push_back(to_json(item, **snapshot));
  std::cout << lsp::dump({{"items", std::move(items)}, {"isIncomplete", list.incomplete}}) << '\n';
  return kFine;
}

}  // namespace cribsheet::app
