// Completion lists are sent lean: documentation follows when the person stops on an item (completionItem/resolve).
#include "features/completion.h"

#include <cstdio>
#include <map>

#include "features/hover.h"
#include "lsp/convert.h"
#include "lsp/requests/all.h"

namespace cribsheet::lsp::requests {
namespace {

int item_kind(std::string_view kind) {
  static const std::map<std::string_view, int> numbers{{"property", 10}, {"value", 12},   {"class", 7},    {"reference", 18}, {"function", 3},
                                                       {"snippet", 15},  {"variable", 6}, {"keyword", 14}, {"file", 17}};
  const auto found = numbers.find(kind);
  return found == numbers.end() ? 1 : found->second;
}

// A snippet's text without its place holders, for clients that take plain text only.
std::string without_snippet(std::string_view snippet) {
  std::string plain;
  for (std::size_t i = 0; i < snippet.size(); ++i) {
    if (snippet[i] == '\\' && i + 1 < snippet.size()) {
      plain.push_back(snippet[++i]);
    } else if (snippet[i] == '$' && i + 1 < snippet.size() && snippet[i + 1] == '{') {
      i += 2;
      while (i < snippet.size() && snippet[i] >= '0' && snippet[i] <= '9') ++i;
      if (i < snippet.size() && snippet[i] == '|') {  // choices: the first
        const auto end = snippet.find('}', i);
        plain.append(snippet.substr(i + 1, snippet.find_first_of(",|", i + 1) - i - 1));
        i = end == std::string_view::npos ? snippet.size() : end;
      } else if (i < snippet.size() && snippet[i] == ':') {
        const auto end = snippet.find('}', i);
        plain.append(snippet.substr(i + 1, end == std::string_view::npos ? end : end - i - 1));
        i = end == std::string_view::npos ? snippet.size() : end;
      }
    } else if (snippet[i] == '$' && i + 1 < snippet.size() && snippet[i + 1] >= '0' && snippet[i + 1] <= '9') {
      ++i;
      while (i + 1 < snippet.size() && snippet[i + 1] >= '0' && snippet[i + 1] <= '9') ++i;
    } else {
      plain.push_back(snippet[i]);
    }
  }
  return plain;
}

// What accepting an item overwrites. Clients that can are told apart what typing on keeps: the rest of the word behind the cursor.
Json edit_range(Range replace, const Request& request, bool& two) {
  const auto& document = *request.document;
  two = request.client.insert_replace && replace.begin <= request.offset && request.offset < replace.end;
  if (!two) return to_json(replace, document, request.client.encoding);
  return {{"insert", to_json(Range{replace.begin, request.offset}, document, request.client.encoding)},
          {"replace", to_json(replace, document, request.client.encoding)}};
}

// `shared`: the range that the list says for all; null: each says its own.
Json to_item(const kinds::Completion& found, std::size_t rank, const Request& request, const Range* shared) {
  char order[8];
  std::snprintf(order, sizeof order, "%05u", static_cast<unsigned>(rank % 100000));
  const bool snippet = found.snippet && request.client.snippets;
  Json item{{"label", found.label}, {"kind", item_kind(found.kind)}, {"sortText", order}};
  if (!found.detail.empty()) item["detail"] = found.detail;
  if (!found.filter.empty()) item["filterText"] = found.filter;
  if (snippet) item["insertTextFormat"] = 2;
  auto text = found.snippet && !snippet ? without_snippet(found.insert) : found.insert;
  if (shared && *shared == found.replace) {
    if (text != found.label) item["textEditText"] = std::move(text);
  } else {
    bool two = false;
    Json range = edit_range(found.replace, request, two);
    if (two) item["textEdit"] = std::move(range);
    else item["textEdit"]["range"] = std::move(range);
    item["textEdit"]["newText"] = std::move(text);
  }
  if (!found.documentation.empty()) item["documentation"] = markup(found.documentation, request.client.markdown_documentation);
  if (!found.entity.empty()) item["data"] = {{"entity", found.entity}};
  if (found.retrigger && request.client.trigger_suggest) item["command"] = {{"title", "Suggest"}, {"command", "editor.action.triggerSuggest"}};
  return item;
}

}  // namespace

Answer completion(const Request& request) {
  const auto list = features::complete(*request.snapshot, *request.document, request.offset);
  const bool share = request.client.shared_edit_range && !list.items.empty();
  const Range* shared = share ? &list.items.front().replace : nullptr;
  Json items = Json::array();
  for (std::size_t i = 0; i < list.items.size(); ++i) items.push_back(to_item(list.items[i], i, request, shared));
  Json answer{{"isIncomplete", list.incomplete}, {"items", std::move(items)}};
  bool two = false;
  if (shared) answer["itemDefaults"]["editRange"] = edit_range(*shared, request, two);
  return answer;
}

Answer completion_resolve(const Request& request) {
  Json item = request.params;
  if (!item.is_object()) return Failure{invalid_params, "params must be a completion item"};
  const auto entity = text(at(item, "data", "entity"));
  if (entity.empty() || item.contains("documentation")) return item;
  if (const auto found = features::describe(*request.snapshot, entity)) {
    item["documentation"] = markup(features::to_markdown(*found), request.client.markdown_documentation);
  }
  return item;
}

}  // namespace cribsheet::lsp::requests
