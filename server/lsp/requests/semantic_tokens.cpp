#include "features/tokens.h"

#include "lsp/convert.h"
#include "lsp/requests/all.h"

namespace cribsheet::lsp::requests {
namespace {

// LSP's form: five numbers a token, places relative to the token before.
Json encode(const std::vector<features::Token>& tokens, const Request& request) {
  Json data = Json::array();
  Position last;
  for (const auto& token : tokens) {
    const auto begin = request.document->lines.position(token.range.begin, request.client.encoding);
    const auto end = request.document->lines.position(token.range.end, request.client.encoding);
    data.push_back(begin.line - last.line);
    data.push_back(begin.line == last.line ? begin.character - last.character : begin.character);
    data.push_back(end.character - begin.character);
    data.push_back(static_cast<unsigned>(token.type));
    data.push_back(static_cast<unsigned>(token.modifiers));
    last = begin;
  }
  return {{"data", std::move(data)}};
}

}  // namespace

Answer semantic_tokens(const Request& request) {
  const Range all{0, static_cast<Offset>(request.document->text().size())};
  return encode(features::tokens(*request.snapshot, *request.document, all), request);
}

Answer semantic_tokens_range(const Request& request) {
  const auto within = range(at(request.params, "range"), *request.document, request.client.encoding);
  if (!within) return Failure{invalid_params, "params.range must have a start and an end"};
  return encode(features::tokens(*request.snapshot, *request.document, *within), request);
}

}  // namespace cribsheet::lsp::requests
