// Byte offsets to positions, findings to diagnostics, and the rest of the way from plain structs to LSP's JSON.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "lsp/client.h"
#include "lsp/json.h"
#include "model/document.h"
#include "pack/pack.h"
#include "rules/finding.h"
#include "text/edit.h"

namespace cribsheet::lsp {

// Nothing where the JSON is no position or range. Positions outside the text are cut to it.
std::optional<Position> position(const Json& json);
std::optional<Offset> offset(const Json& json, const model::Document& document, PositionEncoding encoding);
std::optional<Range> range(const Json& json, const model::Document& document, PositionEncoding encoding);

Json to_json(Position position);
Json to_json(Range range, const model::Document& document, PositionEncoding encoding);
Json to_json(const TextEdit& edit, const model::Document& document, PositionEncoding encoding);
// A range that stands for one whole line of a file that is not open.
Json line_range(std::uint32_t line);
// The URI that the client knows a document by.
std::string uri_of(const model::Document& document);

int severity_number(rules::Severity severity);
std::string_view severity_name(rules::Severity severity);
Json diagnostic(const rules::Finding& finding, const model::Document& document, const Client& client);
Json diagnostics(const std::vector<rules::Finding>& findings, const model::Document& document, const Client& client);
// LSP's WorkspaceEdit, in the form that the client takes.
class WorkspaceEdit {
 public:
  explicit WorkspaceEdit(const Client& client) : client_(client) {}
  void add(const model::Document& document, const std::vector<TextEdit>& edits);
  Json json() const;

 private:
  const Client& client_;
  Json by_uri_ = Json::object();
  Json documents_ = Json::array();
};
// One on a single document.
Json workspace_edit(const std::vector<TextEdit>& edits, const model::Document& document, const Client& client);
// {"kind": "markdown", ...}, or its plain text where the client does not show Markdown.
// A client that takes no Markdown gets the text without its marks.
Json markup(const std::string& markdown, bool as_markdown);

}  // namespace cribsheet::lsp
