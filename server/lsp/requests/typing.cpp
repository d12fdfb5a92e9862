// What helps while typing: hints inside lines, a function's arguments, the indentation of the next line.
#include "features/note_layout.h"
#include "features/typing.h"

#include "lsp/convert.h"
#include "lsp/requests/all.h"

namespace cribsheet::lsp::requests {

Answer inlay_hint(const Request& request) {
  const auto within = range(at(request.params, "range"), *request.document, request.client.encoding);
  if (!within) return Failure{invalid_params, "params.range must have a start and an end"};
  Json list = Json::array();
  for (const auto& hint : features::hints(*request.snapshot, *request.document, *within)) {
    Json one{{"position", to_json(request.document->lines.position(hint.offset, request.client.encoding))}, {"label", hint.text}, {"paddingLeft", true}};
    if (!hint.tooltip.empty()) one["tooltip"] = markup(hint.tooltip, true);
    list.push_back(std::move(one));
  }
  return list;
}

Answer signature_help(const Request& request) {
  const auto found = features::signature(*request.snapshot, *request.document, request.offset);
  if (!found) return Json(nullptr);
  Json parameters = Json::array();
  for (const auto& parameter : found->parameters) {
    Json label = request.client.label_offsets ? Json::array({parameter.begin, parameter.end})
                                              : Json(found->label.substr(parameter.begin, parameter.end - parameter.begin));
    parameters.push_back({{"label", std::move(label)}, {"documentation", parameter.doc}});
  }
  Json signature{{"label", found->label}, {"parameters", std::move(parameters)}};
  if (!found->doc.empty()) signature["documentation"] = markup(found->doc, request.client.markdown_signature);
  return Json{{"signatures", Json::array({std::move(signature)})}, {"activeSignature", 0}, {"activeParameter", found->active}};
}

Answer on_type_formatting(const Request& request) {
  Json list = Json::array();
  if (text(at(request.params, "ch")) != "\n") return list;
  for (const auto& edit : features::indent_new_line(*request.document, request.offset))
    list.push_back(to_json(edit, *request.document, request.client.encoding));
  return list;
}

// Only notes, and only where the settings ask for it.
Answer formatting(const Request& request) {
  Json list = Json::array();
  if (!request.snapshot->settings->format_notes) return list;
  const auto size = static_cast<Offset>(request.document->text().size());
  for (const auto& edit : features::note_layout(*request.document, {0, size})) list.push_back(to_json(edit, *request.document, request.client.encoding));
  return list;
}

Answer range_formatting(const Request& request) {
  const auto asked = range(at(request.params, "range"), *request.document, request.client.encoding);
  if (!asked) return Failure{invalid_params, "params.range must have a start and an end"};
  Json list = Json::array();
  if (!request.snapshot->settings->format_notes) return list;
  for (const auto& edit : features::note_layout(*request.document, *asked)) list.push_back(to_json(edit, *request.document, request.client.encoding));
  return list;
}

}  // namespace cribsheet::lsp::requests
