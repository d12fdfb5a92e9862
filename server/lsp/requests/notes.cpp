// The requests about notes and rules that go beyond LSP (editors/PROTOCOL.md).
#include "notes/notes.h"

#include <algorithm>

#include "features/hover.h"
#include "features/note_editing.h"
#include "features/safe_markdown.h"
#include "lsp/convert.h"
#include "lsp/requests/all.h"
#include "workspace/uri.h"

namespace cribsheet::lsp::requests {
namespace {

Json passage_json(const notes::Passage& passage) {
  const bool file = passage.path.starts_with('/');
  return {{"uri", file ? workspace::uri_of_path(passage.path) : ""},
          {"path", passage.path},
          {"range", {{"start", to_json(Position{passage.line, 0})}, {"end", to_json(Position{passage.end_line + 1, 0})}}},
          {"heading", passage.heading},
          {"text", features::safe_markdown(passage.text)},
          {"origin", passage.origin == notes::Origin::person ? "person" : "shipped"}};
}

Json passages_json(const std::vector<notes::Passage>& passages) {
  Json list = Json::array();
  for (const auto& passage : passages) list.push_back(passage_json(passage));
  return list;
}

// The entity that the params name, or the one at their place; empty: none.
std::string entity_of(const Request& request) {
  if (const auto entity = text(at(request.params, "entity")); !entity.empty()) return std::string(entity);
  const auto path = workspace::document_path(text(at(request.params, "textDocument", "uri")));
  const auto document = request.snapshot->open.find(path);
  if (document == request.snapshot->open.end()) return {};
  const auto place = offset(at(request.params, "position"), *document->second, request.client.encoding);
  if (!place) return {};
  const auto found = features::hover(*request.snapshot, *document->second, *place);
  return found ? found->entity : std::string();
}

// The next wider entity: a property's parent, its resource type, nothing.
std::string broader(const std::string& entity) {
  const auto end = entity.find_last_of(".=!");
  return end == std::string::npos ? std::string() : entity.substr(0, end);
}

}  // namespace

Answer notes_lookup(const Request& request) {
  const auto entity = entity_of(request);
  if (entity.empty()) return Json(nullptr);
  const auto passages = request.snapshot->notes ? request.snapshot->notes->lookup(entity, 10) : std::vector<notes::Passage>();
  return Json{{"entity", entity}, {"passages", passages_json(passages)}};
}

Answer notes_search(const Request& request) {
  const auto& words = at(request.params, "words");
  if (!words.is_string()) return Failure{invalid_params, "params.words must be a text"};
  const auto limit = std::clamp<std::int64_t>(integer(at(request.params, "limit")).value_or(20), 1, 200);
  const auto passages = request.snapshot->notes ? request.snapshot->notes->search(text(words), static_cast<std::size_t>(limit)) : std::vector<notes::Passage>();
  return Json{{"passages", passages_json(passages)}};
}

// Where a new note about the entity belongs: below the person's own best passage on it, else on its service or type, else at the end
// of their longest note. Who has no notes yet gets a first file: the one that the settings name, else in the workspace.
Answer notes_new(const Request& request) {
  const auto found = features::hover(*request.snapshot, *request.document, request.offset);
  if (!found || found->entity.empty() || !request.snapshot->notes) return Json(nullptr);
  const auto place = [&](const std::string& path, std::uint32_t line, const std::string& before) {
    return Json{{"entity", found->entity},
                {"uri", workspace::uri_of_path(path)},
                {"position", to_json(Position{line, 0})},
                {"text", before + "- " + found->title + ": \n"}};
  };
  const auto& notes = *request.snapshot->notes;
  for (std::string entity = found->entity; !entity.empty(); entity = broader(entity)) {
    for (const auto& passage : notes.lookup(entity, 10)) {
      if (passage.origin == notes::Origin::person && passage.path.starts_with('/')) return place(passage.path, passage.end_line + 1, "");
    }
  }
  std::shared_ptr<const model::Document> longest;
  for (auto& note : features::own_notes(*request.snapshot)) {
    if (!longest || note->text().size() > longest->text().size()) longest = std::move(note);
  }
  if (longest) {
    const auto end = longest->lines.position(static_cast<Offset>(longest->text().size()), request.client.encoding);
    return place(longest->path, end.line + (end.character > 0 ? 1 : 0), "");
  }
  for (const auto& path : request.snapshot->settings->notes) {
    if (path.starts_with('/')) return place(path.ends_with(".md") ? path : path + "/aws.md", 0, "# AWS\n\n");
  }
  if (request.client.folders.empty()) return Json(nullptr);
  return place(request.client.folders.front() + "/notes/aws.md", 0, "# AWS\n\n");
}

Answer rules_explain(const Request& request) {
  const auto page = request.snapshot->pack->rule(text(at(request.params, "rule")));
  if (!page) return Json(nullptr);
  return Json{{"markdown", "# " + std::string(page->title) + "\n\n" + std::string(page->markdown)}};
}

}  // namespace cribsheet::lsp::requests
