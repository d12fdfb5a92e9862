// A session of random edits and requests: after each edit its answers are those of a session that opens the text afresh.
// For templates in YAML and JSON, other kinds of files, and notes (whose words a template's hovers and findings show).
#include <algorithm>
#include <iterator>

#include "client.h"
#include "lsp/request.h"

namespace {

using namespace cribsheet;
using fuzz::Json;

struct Kind {
  const char* path;
  const char* language;
  std::vector<std::string> pieces;
};

const std::vector<std::string> kYaml{"\n",
                                     "  ",
                                     ": ",
                                     "- ",
                                     "!Ref ",
                                     "!Sub \"${",
                                     "}\"",
                                     "{",
                                     "}",
                                     "[",
                                     "]",
                                     "\"",
                                     "'",
                                     "|\n",
                                     "#",
                                     "&a ",
                                     "*a",
                                     "Resources:\n  A:\n    Type: AWS::SQS::Queue\n",
                                     "    Properties:\n      VisibilityTimeout: 1\n",
                                     "Parameters:\n  P: {Type: String}\n",
                                     "AWS::",
                                     "Fn::GetAtt: A.Arn",
                                     "ä",
                                     "𝄞",
                                     "\t",
                                     "\r\n",
                                     ",",
                                     "x",
                                     "Condition: C",
                                     "Transform: AWS::Serverless-2016-10-31\n",
                                     "Outputs:\n  O: {Value: !GetAtt A.Arn}\n",
                                     "Conditions:\n  C: !Equals [a, b]\n"};
const std::vector<std::string> kJson{"\n",
                                     "  ",
                                     ":",
                                     ",",
                                     "{",
                                     "}",
                                     "[",
                                     "]",
                                     "\"",
                                     "\\",
                                     "//",
                                     "1",
                                     "true",
                                     "x",
                                     "ä",
                                     "\t",
                                     "{\"Resources\": {\"A\": {\"Type\": \"AWS::SQS::Queue\"",
                                     ", \"Properties\": {\"VisibilityTimeout\": 1",
                                     "}}",
                                     "{\"Ref\": \"A\"}",
                                     "{\"Fn::Sub\": \"${A}",
                                     "\"Version\": \"2012-10-17\"",
                                     "\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:Get*\", \"Resource\": \"*\"}]",
                                     "\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Pass\", \"End\": true}}"};
const std::vector<std::string> kBuild{"\n",
                                      "  ",
                                      ": ",
                                      "- ",
                                      "{",
                                      "}",
                                      "[",
                                      "]",
                                      "\"",
                                      "'",
                                      "|\n",
                                      "version: 0.2\n",
                                      "phases:\n  build:\n    commands:\n      - make\n",
                                      "env:\n  variables:\n    A: b\n",
                                      "$A",
                                      "${A",
                                      "artifacts:\n  files: ['**/*']\n",
                                      "x",
                                      "ä"};
const std::vector<std::string> kNotes{"\n",
                                      "# SQS\n",
                                      "- VisibilityTimeout: at most 12 hours\n",
                                      "\n```check\n",
                                      "entity: AWS::SQS::Queue.VisibilityTimeout\n",
                                      "range: 0..10\n",
                                      "```\n",
                                      "## Lambda\n\nTimeout is max 15 minutes.\n",
                                      "  ",
                                      "| a | b |\n|---|---|\n",
                                      "[",
                                      "](",
                                      ")",
                                      "`",
                                      "*",
                                      "<b>",
                                      "x",
                                      "ä",
                                      "\r\n",
                                      "\t"};

const Kind kKinds[] = {{"t.yaml", "yaml", kYaml},     {"t.json", "json", kJson},      {"buildspec.yml", "yaml", kBuild},
                       {"m.asl.json", "json", kJson}, {"policy.json", "json", kJson}, {"notes/a.md", "markdown", kNotes}};
constexpr const char* kTemplate = "file:///fuzz/other.yaml";
constexpr const char* kTemplateText = "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      VisibilityTimeout: 50\n";

class Document {
 public:
  Document(const Kind& kind) : kind_(kind), notes_(std::string(kind.language) == "markdown"), client_(notes_), uri_(std::string("file:///fuzz/") + kind.path) {
    client_.initialize();
    if (notes_) open(kTemplate, "yaml", kTemplateText);
  }
  void open(const std::string& text) { open(uri_, kind_.language, text); }
  void close() { client_.tell("textDocument/didClose", {{"textDocument", {{"uri", uri_}}}}); }
  void change(Json changes, int version) {
    client_.tell("textDocument/didChange", {{"textDocument", {{"uri", uri_}, {"version", version}}}, {"contentChanges", std::move(changes)}});
  }
  // What a person sees of it: every answer that the server can give about a document.
  Json view(const Json& position) {
    Json all = Json::array();
    for (const auto& method : lsp::methods()) {
      if (method.needs == lsp::Method::nothing) continue;
      const Json range{{"start", {{"line", 0}, {"character", 0}}}, {"end", position}};
      all.push_back(answer(method.name, {{"textDocument", {{"uri", uri_}}},
                                         {"position", position},
                                         {"range", range},
                                         {"positions", Json::array({position})},
                                         {"context", {{"diagnostics", Json::array()}, {"includeDeclaration", true}}},
                                         {"newName", "Renamed"},
                                         {"ch", "\n"},
                                         {"options", {{"tabSize", 2}, {"insertSpaces", true}}}}));
    }
    if (notes_) {
      all.push_back(answer("textDocument/diagnostic", {{"textDocument", {{"uri", kTemplate}}}}));
      all.push_back(answer("textDocument/hover", {{"textDocument", {{"uri", kTemplate}}}, {"position", {{"line", 4}, {"character", 8}}}}));
      all.push_back(answer("cribsheet/notes/search", {{"query", "timeout"}}));
    }
    return all;
  }

 private:
  void open(const std::string& uri, const std::string& language, const std::string& text) {
    client_.tell("textDocument/didOpen", {{"textDocument", {{"uri", uri}, {"languageId", language}, {"version", 1}, {"text", text}}}});
  }
  Json answer(std::string_view method, Json params) {
    Json whole = client_.ask(method, std::move(params));
    Json result = whole.contains("result") ? whole["result"] : whole["error"];
    if (result.is_object()) result.erase("resultId");  // counts the answers
    return {{"method", method}, {"result", std::move(result)}};
  }

  const Kind& kind_;
  bool notes_;
  fuzz::Client client_;
  std::string uri_;
};

// An edit in both forms: as a change with a range, and done to `text`.
Json edit(std::string& text, const unsigned char* step, const Kind& kind, Json& from) {
  const LineIndex lines(text);
  const auto begin = lines.position(static_cast<Offset>((step[0] * 256u + step[1]) % (text.size() + 1)), PositionEncoding::utf16);
  const auto stop = lines.position(lines.offset(begin, PositionEncoding::utf16) + step[2] % 8u, PositionEncoding::utf16);
  const std::string& piece = kind.pieces[step[3] % kind.pieces.size()];
  from = {{"line", begin.line}, {"character", begin.character}};
  const Json to{{"line", stop.line}, {"character", stop.character}};
  const auto first = lines.offset(begin, PositionEncoding::utf16), last = std::max(first, lines.offset(stop, PositionEncoding::utf16));
  text.replace(first, last - first, piece);
  return {{"range", {{"start", from}, {"end", to}}}, {"text", piece}};
}

}  // namespace

// The input: which kind; steps of four bytes (where, how much goes and how it is told, what comes); and behind a byte 0xFF
// the text to begin with.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  if (size == 0) return 0;
  const Kind& kind = kKinds[bytes[0] % std::size(kKinds)];
  const auto* end = std::find(bytes, bytes + size, static_cast<unsigned char>(0xFF));
  std::string text(end == bytes + size ? end : end + 1, bytes + size);
  if (text.size() > 4000) return 0;
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');  // JSON carries text, not bytes
  Document edited(kind);
  edited.open(text);
  int version = 1;
  for (const auto* step = bytes + 1; end - step >= 4 && version < 12; step += 4) {
    Json from, changes = Json::array();
    const unsigned told = step[2] >> 5;
    changes.push_back(edit(text, step, kind, from));
    if (told == 6 && end - step >= 8) changes.push_back(edit(text, step += 4, kind, from));
    if (told == 7) changes.push_back(Json{{"text", text}});
    edited.change(std::move(changes), ++version);
    if (told == 5) {
      edited.close();
      edited.open(text);
    }
    Document fresh(kind);
    fresh.open(text);
    const Json seen = edited.view(from), wanted = fresh.view(from);
    if (seen == wanted) continue;
    for (std::size_t i = 0; i < seen.size(); ++i) {
      if (seen[i] != wanted[i]) fuzz::broken("the edited document is not as the fresh one: " + seen[i].dump() + "\nfresh: " + wanted[i].dump(), text);
    }
  }
  return 0;
}
