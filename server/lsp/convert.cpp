#include "lsp/convert.h"

#include <algorithm>

#include "features/safe_markdown.h"
#include "lsp/plain_text.h"
#include "workspace/uri.h"

namespace cribsheet::lsp {
namespace {

std::optional<std::uint32_t> coordinate(const Json& json) {
  const auto value = integer(json);
  if (!value || *value < 0) return std::nullopt;
  return static_cast<std::uint32_t>(std::min<std::int64_t>(*value, UINT32_MAX));
}

Json location(const std::string& uri, Json range) { return {{"uri", uri}, {"range", std::move(range)}}; }

Json related(const rules::Finding& finding, const model::Document& document, const Client& client) {
  Json list = Json::array();
  for (const auto& other : finding.related) {
    Json place = other.path.empty() ? location(uri_of(document), to_json(other.range, document, client.encoding))
                                    : location(workspace::uri_of_path(other.path), line_range(other.line));
    list.push_back({{"location", std::move(place)}, {"message", other.message}});
  }
  for (const auto& note : finding.notes) {
    if (!note.path.starts_with('/')) continue;  // shipped notes have no file to open
    list.push_back({{"location", location(workspace::uri_of_path(note.path), line_range(note.line))}, {"message", note.text}});
  }
  return list;
}

}  // namespace

std::optional<Position> position(const Json& json) {
  const auto line = coordinate(at(json, "line"));
  const auto character = coordinate(at(json, "character"));
  if (!line || !character) return std::nullopt;
  return Position{*line, *character};
}

std::optional<Offset> offset(const Json& json, const model::Document& document, PositionEncoding encoding) {
  const auto place = position(json);
  if (!place) return std::nullopt;
  return document.lines.offset(*place, encoding);
}

std::optional<Range> range(const Json& json, const model::Document& document, PositionEncoding encoding) {
  const auto begin = offset(at(json, "start"), document, encoding);
  const auto end = offset(at(json, "end"), document, encoding);
  if (!begin || !end) return std::nullopt;
  return Range{std::min(*begin, *end), std::max(*begin, *end)};
}

Json to_json(Position position) { return {{"line", position.line}, {"character", position.character}}; }

Json to_json(Range range, const model::Document& document, PositionEncoding encoding) {
  return {{"start", to_json(document.lines.position(range.begin, encoding))}, {"end", to_json(document.lines.position(range.end, encoding))}};
}

Json to_json(const TextEdit& edit, const model::Document& document, PositionEncoding encoding) {
  return {{"range", to_json(edit.range, document, encoding)}, {"newText", edit.text}};
}

Json line_range(std::uint32_t line) { return {{"start", to_json({line, 0})}, {"end", to_json({line + 1, 0})}}; }

std::string uri_of(const model::Document& document) { return document.uri.empty() ? workspace::uri_of_path(document.path) : document.uri; }

int severity_number(rules::Severity severity) { return static_cast<int>(severity) + 1; }

std::string_view severity_name(rules::Severity severity) {
  constexpr std::string_view names[] = {"error", "warning", "info", "hint"};
  return names[static_cast<std::size_t>(severity)];
}

Json diagnostic(const rules::Finding& finding, const model::Document& document, const Client& client) {
  Json json{{"range", to_json(finding.range, document, client.encoding)},
            {"severity", severity_number(finding.severity)},
            {"source", "cribsheet"},
            {"code", finding.rule},
            {"message", finding.message}};
  if (client.code_descriptions && !finding.url.empty()) json["codeDescription"] = {{"href", finding.url}};
  if (client.related_information) {
    if (Json list = related(finding, document, client); !list.empty()) json["relatedInformation"] = std::move(list);
  }
  if (client.diagnostic_tags && (finding.unnecessary || finding.deprecated)) {
    json["tags"] = Json::array();
    if (finding.unnecessary) json["tags"].push_back(1);
    if (finding.deprecated) json["tags"].push_back(2);
  }
  if (client.diagnostic_data && !finding.entity.empty()) json["data"] = {{"entity", finding.entity}};
  return json;
}

constexpr std::size_t kMostShown = 2000;  // nobody reads more, and editors grow slow long before

Json diagnostics(const std::vector<rules::Finding>& findings, const model::Document& document, const Client& client) {
  Json list = Json::array();
  for (const auto& finding : findings) {
    if (list.size() == kMostShown) {
      Json rest{{"range", to_json(Range{}, document, client.encoding)}, {"severity", 3}, {"source", "cribsheet"}};
      rest["message"] = std::to_string(findings.size() - kMostShown) + " findings more are not shown; they show as these are mended";
      list.push_back(std::move(rest));
      break;
    }
    list.push_back(diagnostic(finding, document, client));
  }
  return list;
}

void WorkspaceEdit::add(const model::Document& document, const std::vector<TextEdit>& edits) {
  Json list = Json::array();
  for (const auto& edit : edits) list.push_back(to_json(edit, document, client_.encoding));
  const auto uri = uri_of(document);
  Json version = document.version > 0 ? Json(document.version) : Json(nullptr);
  if (client_.document_changes) documents_.push_back({{"textDocument", {{"uri", uri}, {"version", std::move(version)}}}, {"edits", std::move(list)}});
  else by_uri_[uri] = std::move(list);
}

Json WorkspaceEdit::json() const {
  if (client_.document_changes) return {{"documentChanges", documents_}};
  return {{"changes", by_uri_}};
}

Json workspace_edit(const std::vector<TextEdit>& edits, const model::Document& document, const Client& client) {
  WorkspaceEdit edit(client);
  edit.add(document, edits);
  return edit.json();
}

Json markup(const std::string& markdown, bool as_markdown) {
  return {{"kind", as_markdown ? "markdown" : "plaintext"}, {"value", as_markdown ? features::safe_markdown(markdown) : plain_text(markdown)}};
}

}  // namespace cribsheet::lsp
