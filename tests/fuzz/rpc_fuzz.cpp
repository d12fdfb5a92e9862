// Any lines as the bodies of messages to an open session: each request is answered once, and the server lives on.
#include <map>

#include "client.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  using namespace cribsheet;
  using fuzz::Json;
  if (size > 8000) return 0;
  fuzz::Client client(false);
  client.initialize();
  client.tell(
      "textDocument/didOpen",
      {{"textDocument", {{"uri", "file:///t.yaml"}, {"languageId", "yaml"}, {"version", 1}, {"text", "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n"}}}});
  for (const std::string& body : fuzz::lines(bytes, size)) {
    const auto message = lsp::parse(body);
    const bool request = message && message->is_object() && message->contains("id") && message->contains("method") && (*message)["method"].is_string() &&
                         !(*message)["method"].get<std::string>().empty();
    int answers = 0;
    for (const Json& answer : client.receive(transport::frame(body))) answers += answer.contains("id") && !answer.contains("method");
    if (request && !client.ended() && (*message)["method"] != "workspace/diagnostic") fuzz::require(answers == 1, "a request without its one answer", body);
  }
  if (client.ended()) return 0;
  client.ask("shutdown", nullptr);
  return 0;
}
