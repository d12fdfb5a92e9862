// A session of random edits and requests: after each edit its answers are those of a session that opens the text
// afresh.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "lsp/session.h"
#include "support/knowledge.h"

namespace {

using namespace cribsheet;
using lsp::Json;

constexpr std::string_view kPieces[] = {"\n",
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
                                        "version: 0.2\nphases:\n"};

class Client {
 public:
  Client()
      : session_(
            options(), scheduler_, [this](std::string bytes) { framer_.feed(bytes); }, [](int) {}) {
    ask("initialize", {{"capabilities", Json::object()}});
  }
  Json ask(std::string_view method, Json params) {
    session_.receive(transport::frame(
        lsp::dump({{"jsonrpc", "2.0"}, {"id", ++id_}, {"method", method}, {"params", std::move(params)}})));
    Json answer;
    while (const auto body = framer_.next()) {
      const auto message = lsp::parse(*body);
      if (!message) std::abort();
      if (message->contains("id") && (*message)["id"] == id_) answer = *message;
    }
    if (answer.is_null()) {
      std::fprintf(stderr, "no answer to %s\n", std::string(method).c_str());
      std::abort();
    }
    return answer;
  }
  void tell(std::string_view method, Json params) {
    session_.receive(
        transport::frame(lsp::dump({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}})));
  }
  void open(const std::string& text) {
    tell("textDocument/didOpen",
         {{"textDocument", {{"uri", kUri}, {"languageId", "yaml"}, {"version", 1}, {"text", text}}}});
  }
  // What a person sees of the document.
  Json view(const Json& position) {
    Json all = Json::array();
    const Json document{{"uri", kUri}};
    for (const auto* method :
         {"textDocument/diagnostic", "textDocument/documentSymbol", "textDocument/semanticTokens/full",
          "textDocument/foldingRange", "textDocument/codeLens"}) {
      all.push_back(ask(method, {{"textDocument", document}}).value("result", Json()));
    }
    for (const auto* method :
         {"textDocument/hover", "textDocument/completion", "textDocument/definition", "textDocument/signatureHelp"}) {
      all.push_back(ask(method, {{"textDocument", document}, {"position", position}}).value("result", Json()));
    }
    return all;
  }

 private:
  static constexpr const char* kUri = "file:///fuzz/t.yaml";
  static lsp::SessionOptions options() {
    lsp::SessionOptions options;
    options.pack = tests::knowledge();
    options.settings.use_notes = false;
    options.settings.today = "2026-01-01";
    options.watch_process = false;
    return options;
  }
  workspace::Scheduler scheduler_{0};
  transport::Framer framer_;
  lsp::Session session_;
  int id_ = 0;
};

}  // namespace

// The input: steps of four bytes (where, how much goes, what comes), and behind a byte 0xFF the text to begin with.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const auto* end = std::find(bytes, bytes + size, static_cast<unsigned char>(0xFF));
  std::string text(end == bytes + size ? end : end + 1, bytes + size);
  if (text.size() > 4000) return 0;
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; },
      '?');  // JSON carries text, not bytes
  Client client;
  client.open(text);
  int version = 1;
  for (const auto* step = bytes; end - step >= 4 && version < 20; step += 4) {
    const LineIndex lines(text);
    const auto begin =
        lines.position(static_cast<Offset>((step[0] * 256u + step[1]) % (text.size() + 1)), PositionEncoding::utf16);
    const auto stop =
        lines.position(lines.offset(begin, PositionEncoding::utf16) + step[2] % 8u, PositionEncoding::utf16);
    const std::string piece(kPieces[step[3] % std::size(kPieces)]);
    const Json from{{"line", begin.line}, {"character", begin.character}},
        to{{"line", stop.line}, {"character", stop.character}};
    client.tell("textDocument/didChange",
                {{"textDocument", {{"uri", "file:///fuzz/t.yaml"}, {"version", ++version}}},
                 {"contentChanges", Json::array({Json{{"range", {{"start", from}, {"end", to}}}, {"text", piece}}})}});
    const auto first = lines.offset(begin, PositionEncoding::utf16),
               last = std::max(first, lines.offset(stop, PositionEncoding::utf16));
    text.replace(first, last - first, piece);
    Client fresh;
    fresh.open(text);
    if (client.view(from) != fresh.view(from)) {
      std::fprintf(stderr, "the edited document is not as the fresh one:\n%s\n", text.c_str());
      std::abort();
    }
  }
  return 0;
}
