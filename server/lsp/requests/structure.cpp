// Folding, selection ranges, code lenses, document links.
#include <filesystem>

#include "features/outline.h"
#include "lsp/convert.h"
#include "lsp/requests/all.h"
#include "workspace/uri.h"

namespace cribsheet::lsp::requests {

Answer folding_range(const Request& request) {
  Json list = Json::array();
  for (const auto& fold : features::folds(*request.document)) {
    const auto begin = request.document->lines.position(fold.range.begin, request.client.encoding);
    const auto end = request.document->lines.position(fold.range.end, request.client.encoding);
    // A range that ends at the start of a line folds up to the line before it.
    const auto last = end.character == 0 && end.line > begin.line ? end.line - 1 : end.line;
    if (last <= begin.line) continue;
    Json one{{"startLine", begin.line}, {"endLine", last}};
    if (fold.comment) one["kind"] = "comment";
    list.push_back(std::move(one));
    if (static_cast<std::int64_t>(list.size()) == request.client.most_folds) break;
  }
  return list;
}

Answer selection_range(const Request& request) {
  const auto& positions = at(request.params, "positions");
  if (!positions.is_array()) return Failure{invalid_params, "params.positions must be a list"};
  Json list = Json::array();
  for (const auto& position : positions) {
    const auto place = offset(position, *request.document, request.client.encoding);
    if (!place) return Failure{invalid_params, "a position must have a line and a character, 0 or more"};
    const auto ranges = features::selections(*request.document, *place);
    Json nested;
    for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
      Json one{{"range", to_json(*range, *request.document, request.client.encoding)}};
      if (!nested.is_null()) one["parent"] = std::move(nested);
      nested = std::move(one);
    }
    if (nested.is_null()) nested = {{"range", to_json(Range{*place, *place}, *request.document, request.client.encoding)}};
    list.push_back(std::move(nested));
  }
  return list;
}

// A lens without a command of the client's own is a label; VS Code's extension turns it into a list of places by `data`.
Answer code_lens(const Request& request) {
  Json list = Json::array();
  for (const auto& lens : features::lenses(*request.snapshot, *request.document)) {
    Json places = Json::array();
    for (const auto place : lens.places)
      places.push_back({{"uri", uri_of(*request.document)}, {"range", to_json(place, *request.document, request.client.encoding)}});
    const auto range = to_json(lens.range, *request.document, request.client.encoding);
    Json arguments = Json::array({uri_of(*request.document), range["start"], std::move(places)});
    list.push_back({{"range", range}, {"command", {{"title", lens.title}, {"command", request.client.show_references}, {"arguments", std::move(arguments)}}}});
  }
  return list;
}

Answer document_link(const Request& request) {
  Json list = Json::array();
  for (const auto& link : features::links(*request.snapshot, *request.document)) {
    const bool address = link.target.starts_with("https://");
    Json one{{"range", to_json(link.range, *request.document, request.client.encoding)},
             {"target", address ? link.target : workspace::uri_of_path(link.target)}};
    if (!link.tooltip.empty()) one["tooltip"] = link.tooltip;
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace cribsheet::lsp::requests
