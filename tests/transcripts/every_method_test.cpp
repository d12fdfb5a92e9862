// Every method of the table, walked: half-typed documents, places outside of them, no parameters at all, and cancelling before the
// answer is begun. One answer each time, and never "internal error". Then what is advertised against what is answered.
#include <condition_variable>
#include <latch>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "lsp/session.h"
#include "support/catch.h"
#include "support/knowledge.h"

using namespace cribsheet;
using lsp::Json;

namespace {

const std::string kYaml = R"(Parameters:
  Stage:
    Type: String
    Default: dev
Conditions:
  IsDev: !Equals [!Ref Stage, dev]
Resources:
  WorkQueue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 50000
      QueueName: !Sub "${Stage}-work"
  Topic:
    Type: AWS::SNS::Topic
    DependsOn: WorkQueue
    Properties:
      DisplayName: !GetAtt WorkQueue.QueueName
Outputs:
  Url:
    Condition: IsDev
    Value: !Ref WorkQueue
)";
const std::string kJson = R"({
  "Parameters": {"Stage": {"Type": "String", "Default": "dev"}},
  "Resources": {
    "WorkQueue": {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": 50000, "QueueName": {"Fn::Sub": "${Stage}-work"}}},
    "Topic": {"Type": "AWS::SNS::Topic", "DependsOn": "WorkQueue", "Properties": {"DisplayName": {"Fn::GetAtt": ["WorkQueue", "QueueName"]}}}
  }
}
)";

std::string uri_of(const std::string& name) { return "file:///work-space/" + name; }

Json position(std::int64_t line, std::int64_t character) { return {{"line", line}, {"character", character}}; }

// What any of the methods needs; each takes its own part.
Json everything(const std::string& uri, const Json& place) {
  return {{"textDocument", {{"uri", uri}}},
          {"position", place},
          {"positions", Json::array({place})},
          {"range", {{"start", position(0, 0)}, {"end", place}}},
          {"context", {{"diagnostics", Json::array()}, {"includeDeclaration", true}}},
          {"newName", "Another"},
          {"ch", "\n"},
          {"options", {{"tabSize", 2}, {"insertSpaces", true}}},
          {"query", "Queue"},
          {"words", "queue"},
          {"rule", "out-of-range"},
          {"item", {{"uri", uri}, {"data", {{"name", "WorkQueue"}, {"space", "logical-id"}}}}},
          {"label", "VisibilityTimeout"},
          {"data", {{"entity", "AWS::SQS::Queue.VisibilityTimeout"}}},
          {"files", Json::array({Json{{"oldUri", uri}, {"newUri", uri + ".moved"}}})},
          {"previousResultIds", Json::array()}};
}

lsp::SessionOptions options() {
  lsp::SessionOptions made;
  made.pack = tests::knowledge();
  made.settings.today = "2026-01-01";
  made.watch_process = false;
  return made;
}

// A session without threads: a message's every effect is seen before the next one.
class Client {
 public:
  explicit Client(Json capabilities = Json::object(), Json settings = Json::object())
      : session_(
            options(), scheduler_, [this](std::string bytes) { framer_.feed(bytes); }, [](int) {}) {
    started_ =
        ask("initialize",
            {{"capabilities", std::move(capabilities)}, {"rootUri", "file:///work-space"}, {"initializationOptions", {{"settings", std::move(settings)}}}});
    tell("initialized", Json::object());
    open("touched.yaml", "Resources: {}\n");
  }
  void tell(std::string_view method, Json params) { send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}}); }
  // As `ask`, after an edit where the method is only answered anew when something has changed.
  Json ask(const lsp::Method& method, Json params) {
    if (method.stale == lsp::Method::hold) write("touched.yaml", "Resources: {}\n");
    return ask(method.name, std::move(params));
  }
  // The one answer. Fails where there is none, or more.
  Json ask(std::string_view method, Json params) {
    const int id = ++last_;
    send({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}});
    std::vector<Json> answers;
    while (auto body = framer_.next()) {
      auto message = lsp::parse(*body);
      REQUIRE(message);
      if (message->contains("id") && (*message)["id"] == id && !message->contains("method")) answers.push_back(std::move(*message));
    }
    REQUIRE(answers.size() == 1);
    return answers.front();
  }
  void open(const std::string& name, const std::string& text) {
    tell("textDocument/didOpen",
         {{"textDocument", {{"uri", uri_of(name)}, {"languageId", name.ends_with("json") ? "json" : "yaml"}, {"version", 1}, {"text", text}}}});
  }
  void write(const std::string& name, const std::string& text) {
    tell("textDocument/didChange",
         {{"textDocument", {{"uri", uri_of(name)}, {"version", ++version_}}}, {"contentChanges", Json::array({Json{{"text", text}}})}});
  }
  const Json& capabilities() const { return started_["result"]["capabilities"]; }

 private:
  void send(const Json& message) { session_.receive(transport::frame(lsp::dump(message))); }
  workspace::Scheduler scheduler_{0};
  transport::Framer framer_;
  lsp::Session session_;
  Json started_;
  int last_ = 0, version_ = 1;
};

bool internal_error(const Json& answer) { return answer.contains("error") && answer["error"]["code"] == lsp::internal_error; }

// The last line that any range of an answer names.
std::int64_t last_line(const Json& json) {
  std::int64_t last = 0;
  if (json.is_object() && json.contains("line") && json["line"].is_number_integer()) last = json["line"].get<std::int64_t>();
  if (json.is_structured())
    for (const auto& item : json) last = std::max(last, last_line(item));
  return last;
}

Position end_of(const std::string& text) {
  const auto lines = std::count(text.begin(), text.end(), '\n');
  const auto last = text.rfind('\n');
  return {static_cast<std::uint32_t>(lines), static_cast<std::uint32_t>(text.size() - (last == std::string::npos ? 0 : last + 1))};
}

}  // namespace

namespace {

// A good question for every method, and a word that its answer holds. `{}`: the document's address. Positions are of kGood.
struct Good {
  std::string_view method, params, word;
};

const std::string kGood = R"(Parameters:
  Stage:
    Type: String
    Default: dev
Resources:
  WorkQueue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 50000
      QueueName: !Join ["-", [!Ref Stage, work]]
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      DisplayName: !GetAtt WorkQueue.QueueName
      
)";

constexpr Good kGoodQuestions[] = {
    {"callHierarchy/incomingCalls", R"({"item":{"uri":"{}","data":{"name":"WorkQueue","space":"logical-id"}}})", "Topic"},
    {"callHierarchy/outgoingCalls", R"({"item":{"uri":"{}","data":{"name":"WorkQueue","space":"logical-id"}}})", "Stage"},
    {"completionItem/resolve", R"({"label":"VisibilityTimeout","data":{"entity":"AWS::SQS::Queue.VisibilityTimeout"}})", "documentation"},
    {"cribsheet/graph", R"({"textDocument":{"uri":"{}"}})", "edges"},
    {"cribsheet/notes/lookup", R"({"entity":"AWS::SQS::Queue.VisibilityTimeout"})", "passages"},
    {"cribsheet/notes/new", R"({"textDocument":{"uri":"{}"},"position":{"line":8,"character":8}})", "VisibilityTimeout"},
    {"cribsheet/notes/search", R"({"words":"visibility timeout"})", "passages"},
    {"cribsheet/rules/explain", R"({"rule":"out-of-range"})", "markdown"},
    {"textDocument/codeAction",
     R"({"textDocument":{"uri":"{}"},"range":{"start":{"line":9,"character":18},"end":{"line":9,"character":18}},"context":{"diagnostics":[]}})",
     "Write the Join as a Sub"},
    {"textDocument/codeLens", R"({"textDocument":{"uri":"{}"}})", "1 reference"},
    {"textDocument/completion", R"({"textDocument":{"uri":"{}"},"position":{"line":14,"character":6}})", "KmsMasterKeyId"},
    {"textDocument/declaration", R"({"textDocument":{"uri":"{}"},"position":{"line":13,"character":28}})", "\"line\":5"},
    {"textDocument/definition", R"({"textDocument":{"uri":"{}"},"position":{"line":13,"character":28}})", "\"line\":5"},
    {"textDocument/diagnostic", R"({"textDocument":{"uri":"{}"}})", "43200"},
    {"textDocument/documentHighlight", R"({"textDocument":{"uri":"{}"},"position":{"line":13,"character":28}})", "\"line\":13"},
    {"textDocument/documentLink", R"({"textDocument":{"uri":"{}"}})", "sqs-queue"},
    {"textDocument/documentSymbol", R"({"textDocument":{"uri":"{}"}})", "WorkQueue"},
    {"textDocument/foldingRange", R"({"textDocument":{"uri":"{}"}})", "startLine"},
    {"textDocument/formatting", R"({"textDocument":{"uri":"{}"},"options":{"tabSize":2,"insertSpaces":true}})", "[]"},
    {"textDocument/hover", R"({"textDocument":{"uri":"{}"},"position":{"line":8,"character":8}})", "VisibilityTimeout"},
    {"textDocument/inlayHint", R"({"textDocument":{"uri":"{}"},"range":{"start":{"line":0,"character":0},"end":{"line":14,"character":0}}})", "= dev"},
    {"textDocument/linkedEditingRange", R"({"textDocument":{"uri":"{}"},"position":{"line":5,"character":4}})", "\"line\":13"},
    {"textDocument/onTypeFormatting",
     R"({"textDocument":{"uri":"{}"},"position":{"line":8,"character":0},"ch":"\n","options":{"tabSize":2,"insertSpaces":true}})", "[]"},
    {"textDocument/prepareCallHierarchy", R"({"textDocument":{"uri":"{}"},"position":{"line":5,"character":4}})", "AWS::SQS::Queue"},
    {"textDocument/prepareRename", R"({"textDocument":{"uri":"{}"},"position":{"line":13,"character":28}})", "WorkQueue"},
    {"textDocument/rangeFormatting",
     R"({"textDocument":{"uri":"{}"},"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0}},"options":{"tabSize":2,"insertSpaces":true}})",
     "[]"},
    {"textDocument/references", R"({"textDocument":{"uri":"{}"},"position":{"line":5,"character":4},"context":{"includeDeclaration":false}})", "\"line\":13"},
    {"textDocument/rename", R"({"textDocument":{"uri":"{}"},"position":{"line":5,"character":4},"newName":"Jobs"})", "Jobs"},
    {"textDocument/selectionRange", R"({"textDocument":{"uri":"{}"},"positions":[{"line":8,"character":8}]})", "parent"},
    {"textDocument/semanticTokens/full", R"({"textDocument":{"uri":"{}"}})", "\"data\":[1,2,5"},
    {"textDocument/semanticTokens/range", R"({"textDocument":{"uri":"{}"},"range":{"start":{"line":5,"character":0},"end":{"line":9,"character":0}}})",
     "\"data\":[5,2,9"},
    {"textDocument/signatureHelp", R"({"textDocument":{"uri":"{}"},"position":{"line":9,"character":30}})", "delimiter"},
    {"workspace/diagnostic", R"({"previousResultIds":[]})", "43200"},
    {"workspace/symbol", R"({"query":"WorkQ"})", "WorkQueue"},
    {"workspace/willRenameFiles", R"({"files":[{"oldUri":"{}","newUri":"{}.moved"}]})", "null"},
};

}  // namespace

TEST_CASE("every method answers a good question") {
  REQUIRE(std::size(kGoodQuestions) == lsp::methods().size());
  Client client(*lsp::parse(R"({"textDocument":{"rename":{"prepareSupport":true},"codeAction":{"codeActionLiteralSupport":{}},
    "documentSymbol":{"hierarchicalDocumentSymbolSupport":true}}})"));
  client.open("t.yaml", kGood);
  for (std::size_t i = 0; i < std::size(kGoodQuestions); ++i) {
    const auto& [method, form, word] = kGoodQuestions[i];
    REQUIRE(method == lsp::methods()[i].name);
    std::string params(form);
    for (auto at = params.find("{}"); at != std::string::npos; at = params.find("{}", at)) params.replace(at, 2, uri_of("t.yaml"));
    const auto answer = client.ask(lsp::methods()[i], *lsp::parse(params));
    INFO(method << "\n" << lsp::dump(answer));
    REQUIRE(answer.contains("result"));
    CHECK(lsp::dump(answer["result"]).find(word) != std::string::npos);
  }
}

TEST_CASE("every method answers in a document that is cut off anywhere") {
  for (const auto& [name, whole] : {std::pair{std::string("t.yaml"), kYaml}, {std::string("t.json"), kJson}}) {
    Client client;
    client.open(name, whole);
    for (std::size_t size = 0; size <= whole.size(); size += 9) {
      const auto text = whole.substr(0, size);
      client.write(name, text);
      const auto end = end_of(text);
      for (const auto& method : lsp::methods()) {
        const auto answer = client.ask(method, everything(uri_of(name), position(end.line, end.character)));
        INFO(method.name << " after " << text << "\n" << lsp::dump(answer));
        REQUIRE_FALSE(internal_error(answer));
      }
    }
  }
}

TEST_CASE("every method answers at places outside the document, with ranges inside it") {
  Client client;
  client.open("t.yaml", kYaml);
  const auto lines = std::count(kYaml.begin(), kYaml.end(), '\n');
  for (const auto& place :
       {position(1'000'000, 1'000'000), position(7, 1'000'000'000), position(INT64_MAX, INT64_MAX), position(lines, 0), position(lines + 1, 0)}) {
    for (const auto& method : lsp::methods()) {
      if (method.name == "completionItem/resolve") continue;  // gives back what it got
      const auto answer = client.ask(method, everything(uri_of("t.yaml"), place));
      INFO(method.name << " at " << lsp::dump(place) << "\n" << lsp::dump(answer));
      REQUIRE_FALSE(internal_error(answer));
      if (method.name.starts_with("cribsheet/notes/")) continue;  // ranges of notes
      CHECK(last_line(answer.contains("result") ? answer["result"] : Json()) <= lines);
    }
  }
  for (const auto& place : {position(-1, 0), position(0, -1), Json("here"), Json(), Json{{"line", 1.5}, {"character", "x"}}}) {
    for (const auto& method : lsp::methods()) {
      const auto answer = client.ask(method, everything(uri_of("t.yaml"), place));
      INFO(method.name << " at " << lsp::dump(place) << "\n" << lsp::dump(answer));
      REQUIRE_FALSE(internal_error(answer));
      if (method.needs == lsp::Method::a_position) CHECK(answer["error"]["code"] == lsp::invalid_params);
    }
  }
}

TEST_CASE("every method answers without parameters, and for a document that was never opened") {
  Client client;
  for (const auto& method : lsp::methods()) {
    for (const auto& params : {Json(), Json::object(), Json::array(), Json("text"), everything(uri_of("never.yaml"), position(0, 0))}) {
      const auto answer = client.ask(method, params);
      INFO(method.name << " " << lsp::dump(params) << "\n" << lsp::dump(answer));
      REQUIRE_FALSE(internal_error(answer));
      if (method.needs != lsp::Method::nothing) CHECK(answer["error"]["code"] == lsp::invalid_params);
    }
  }
}

TEST_CASE("every method that is cancelled before its answer is begun says so") {
  std::mutex mutex;
  std::condition_variable news;
  transport::Framer framer;
  std::map<int, std::vector<Json>> answers;
  std::size_t count = 0;
  workspace::Scheduler scheduler(2);
  lsp::Session session(
      options(), scheduler,
      [&](const std::string& bytes) {
        framer.feed(bytes);
        const std::lock_guard lock(mutex);
        while (const auto body = framer.next()) {
          auto message = *lsp::parse(*body);
          if (!message.contains("id") || message.contains("method")) continue;
          answers[message["id"].get<int>()].push_back(std::move(message));
          ++count;
        }
        news.notify_all();
      },
      [](int) {});
  std::thread owner([&] { scheduler.run(); });
  const auto send = [&](Json message) { scheduler.post([&session, bytes = transport::frame(lsp::dump(message))] { session.receive(bytes); }); };
  const auto wait_for = [&](std::size_t wanted) {
    std::unique_lock lock(mutex);
    return news.wait_for(lock, std::chrono::minutes(1), [&] { return count >= wanted; });
  };
  send({{"jsonrpc", "2.0"}, {"id", 0}, {"method", "initialize"}, {"params", {{"capabilities", Json::object()}}}});
  send({{"jsonrpc", "2.0"}, {"method", "initialized"}, {"params", Json::object()}});
  send({{"jsonrpc", "2.0"},
        {"method", "textDocument/didOpen"},
        {"params", {{"textDocument", {{"uri", uri_of("t.yaml")}, {"languageId", "yaml"}, {"version", 1}, {"text", kYaml}}}}}});
  REQUIRE(wait_for(1));
  // Workers that wait: nothing is begun before all is cancelled.
  std::latch all_cancelled(1);
  for (const auto lane : {workspace::Lane::interactive, workspace::Lane::background})
    for (int i = 0; i < 16; ++i) scheduler.work(lane, [&] { all_cancelled.wait(); });
  int id = 0;
  for (const auto& method : lsp::methods())
    send({{"jsonrpc", "2.0"}, {"id", ++id}, {"method", method.name}, {"params", everything(uri_of("t.yaml"), position(7, 4))}});
  for (int i = 1; i <= id; ++i) send({{"jsonrpc", "2.0"}, {"method", "$/cancelRequest"}, {"params", {{"id", i}}}});
  scheduler.post([&] { all_cancelled.count_down(); });
  REQUIRE(wait_for(1 + lsp::methods().size()));
  scheduler.stop();
  owner.join();
  scheduler.join();
  for (int i = 1; i <= id; ++i) {
    INFO(lsp::methods()[static_cast<std::size_t>(i - 1)].name);
    REQUIRE(answers[i].size() == 1);
    CHECK(answers[i][0]["error"]["code"] == lsp::request_cancelled);
  }
}

TEST_CASE("what is advertised is answered, and nothing else is") {
  // A capability's name, and the methods it promises.
  const std::map<std::string, std::vector<std::string>> promises{
      {"hoverProvider", {"textDocument/hover"}},
      {"completionProvider", {"textDocument/completion", "completionItem/resolve"}},
      {"signatureHelpProvider", {"textDocument/signatureHelp"}},
      {"definitionProvider", {"textDocument/definition"}},
      {"declarationProvider", {"textDocument/declaration"}},
      {"referencesProvider", {"textDocument/references"}},
      {"documentHighlightProvider", {"textDocument/documentHighlight"}},
      {"documentSymbolProvider", {"textDocument/documentSymbol"}},
      {"workspaceSymbolProvider", {"workspace/symbol"}},
      {"codeActionProvider", {"textDocument/codeAction"}},
      {"codeLensProvider", {"textDocument/codeLens"}},
      {"documentLinkProvider", {"textDocument/documentLink"}},
      {"documentFormattingProvider", {"textDocument/formatting"}},
      {"documentRangeFormattingProvider", {"textDocument/rangeFormatting"}},
      {"documentOnTypeFormattingProvider", {"textDocument/onTypeFormatting"}},
      {"renameProvider", {"textDocument/rename", "textDocument/prepareRename"}},
      {"foldingRangeProvider", {"textDocument/foldingRange"}},
      {"selectionRangeProvider", {"textDocument/selectionRange"}},
      {"linkedEditingRangeProvider", {"textDocument/linkedEditingRange"}},
      {"callHierarchyProvider", {"textDocument/prepareCallHierarchy", "callHierarchy/incomingCalls", "callHierarchy/outgoingCalls"}},
      {"semanticTokensProvider", {"textDocument/semanticTokens/full", "textDocument/semanticTokens/range"}},
      {"inlayHintProvider", {"textDocument/inlayHint"}},
      {"diagnosticProvider", {"textDocument/diagnostic", "workspace/diagnostic"}},
  };
  const Client client(*lsp::parse(R"({"textDocument":{"rename":{"prepareSupport":true},"codeAction":{"codeActionLiteralSupport":{}}}})"),
                      *lsp::parse(R"({"notes":{"format":true}})"));
  std::set<std::string> promised;
  for (const auto& [name, value] : client.capabilities().items()) {
    if (name == "positionEncoding" || name == "textDocumentSync") continue;  // notifications: sync.lsp, encodings*.lsp
    if (name == "workspace") {
      REQUIRE(value.size() == 2);  // workspaceFolders: a notification, folders.lsp
      REQUIRE(value["fileOperations"].size() == 1);
      promised.insert("workspace/willRenameFiles");
    } else if (name == "experimental") {
      for (const auto& own : value["cribsheet"]) promised.insert("cribsheet/" + own.get<std::string>());
    } else {
      INFO(name << " is advertised; which methods does it promise?");
      REQUIRE(promises.contains(name));
      promised.insert(promises.at(name).begin(), promises.at(name).end());
    }
  }
  for (const auto& each : promises) CHECK(client.capabilities().contains(each.first));
  std::set<std::string> answered;
  for (const auto& method : lsp::methods()) answered.emplace(method.name);
  CHECK(promised == answered);
}
