#include <filesystem>
#include <map>

#include "lsp/session.h"
#include "support/knowledge.h"
#include "transcripts/transcript.h"

namespace cribsheet::tests {
namespace {

using lsp::Json;

Json all_capabilities() {
  return *lsp::parse(R"({"general":{"positionEncodings":["utf-16"]},
    "workspace":{"configuration":false,"workspaceFolders":true,"workspaceEdit":{"documentChanges":true,"resourceOperations":["create"]},"didChangeWatchedFiles":{"dynamicRegistration":true},
      "didChangeConfiguration":{"dynamicRegistration":true},"codeLens":{"refreshSupport":true},"inlayHint":{"refreshSupport":true}},
    "window":{"workDoneProgress":true},
    "textDocument":{"publishDiagnostics":{"relatedInformation":true,"codeDescriptionSupport":true,"tagSupport":{"valueSet":[1,2]},"dataSupport":true,"versionSupport":true},
      "hover":{"contentFormat":["markdown"]},"completion":{"completionItem":{"snippetSupport":true,"documentationFormat":["markdown"]}},
      "definition":{"linkSupport":true},"documentSymbol":{"hierarchicalDocumentSymbolSupport":true},"rename":{"prepareSupport":true},
      "formatting":{"dynamicRegistration":true},"rangeFormatting":{"dynamicRegistration":true},"codeAction":{"codeActionLiteralSupport":{}},"signatureHelp":{"signatureInformation":{"parameterInformation":{"labelOffsetSupport":true}}}}})");
}

bool matches(const Json& actual, const Json& pattern) {
  if (pattern == "...") return true;
  if (pattern.is_object()) {
    if (!actual.is_object()) return false;
    for (const auto& [key, value] : pattern.items()) {
      if (!actual.contains(key) || !matches(actual[key], value)) return false;
    }
    return true;
  }
  if (pattern.is_array()) {
    if (!actual.is_array() || (pattern.empty() && !actual.empty())) return false;
    std::size_t next = 0;
    for (const auto& item : actual) {
      if (next < pattern.size() && matches(item, pattern[next])) ++next;
    }
    return next == pattern.size();
  }
  if (pattern.is_string() && actual.is_string()) {  // "*text*": holds it
    const auto wanted = pattern.get<std::string>();
    if (wanted.size() > 2 && wanted.front() == '*' && wanted.back() == '*')
      return actual.get<std::string>().find(wanted.substr(1, wanted.size() - 2)) != std::string::npos;
  }
  return actual == pattern;
}

class Player {
 public:
  explicit Player(std::vector<std::string>& methods)
      : methods_(methods),
        session_(
            options(), scheduler_, [this](std::string bytes) { framer_.feed(bytes); }, [this](int code) { exit_code_ = code; }) {}

  // Empty: the step went well.
  std::string step(const Step& step) {
    if (step.verb == "expect") return expect(step.rest);
    if (step.verb == "see") return saw(step.rest) ? "" : "never seen: " + step.rest + "\nbut: " + lsp::dump(seen_);
    if (step.verb == "not") return saw(step.rest) ? "seen all the same: " + step.rest : "";
    if (step.verb == "lacks") return lacks(step.rest);
    if (step.verb == "answer") return answer(step.rest);
    if (step.verb == "exit") return exit_code_ == std::stoi(step.rest) ? "" : "exit code is " + std::to_string(exit_code_);
    seen_ = Json::array();
    if (step.verb == "initialize") initialize(step.rest);
    else if (step.verb == "open") open(step);
    else if (step.verb == "ask") ask(step.rest, true);
    else if (step.verb == "tell") ask(step.rest, false);
    else if (step.verb == "send") session_.receive(transport::frame(lsp::dump(filled(step.rest))));
    else if (step.verb == "raw") session_.receive(unescaped(step.rest));
    else if (step.verb == "close-stream") session_.closed();
    else return "no such step: " + step.verb;
    collect();
    return problem_.empty() ? "" : std::exchange(problem_, "");
  }

 private:
  static lsp::SessionOptions options() {
    lsp::SessionOptions options;
    options.pack = tests::knowledge();
    options.settings.today = "2026-01-01";
    options.watch_process = false;
    return options;
  }

  void initialize(const std::string& rest) {
    Json params = rest.empty() ? Json{{"capabilities", all_capabilities()}} : filled(rest);
    if (!params.contains("capabilities")) params["capabilities"] = all_capabilities();
    send({{"jsonrpc", "2.0"}, {"id", last_id_ = ++next_id_}, {"method", "initialize"}, {"params", std::move(params)}});
    collect();
    send({{"jsonrpc", "2.0"}, {"method", "initialized"}, {"params", Json::object()}});
  }

  void open(const Step& step) {
    const auto space = step.rest.find(' ');
    const auto name = step.rest.substr(0, space);
    std::string text;
    Json position{{"line", 0}, {"character", 0}};
    for (std::size_t i = 0; i < step.lines.size(); ++i) {
      std::string line = step.lines[i];
      for (auto at = line.find("<|"); at != std::string::npos; at = line.find("<|")) {
        const auto end = line.find("|>", at);
        cursors_[line.substr(at + 2, end - at - 2)] = {{"line", i}, {"character", at}};
        line.erase(at, end + 2 - at);
      }
      text += line + "\n";
    }
    uris_[name] = "file:///work-space/" + name;
    const auto language = space == std::string::npos ? (name.ends_with(".json") ? "json" : "yaml") : step.rest.substr(space + 1);
    send({{"jsonrpc", "2.0"},
          {"method", "textDocument/didOpen"},
          {"params", {{"textDocument", {{"uri", uris_[name]}, {"languageId", language}, {"version", 1}, {"text", text}}}}}});
  }

  // METHOD [NAME[@cursor]] {params}
  void ask(const std::string& rest, bool request) {
    const auto brace = rest.find('{');
    std::string head = rest.substr(0, brace);
    Json params = brace == std::string::npos ? Json::object() : filled(rest.substr(brace));
    while (!head.empty() && head.back() == ' ') head.pop_back();
    const auto space = head.find(' ');
    const auto method = head.substr(0, space);
    if (space != std::string::npos) {
      const auto place = head.substr(space + 1);
      const auto at = place.find('@');
      if (!params.contains("textDocument")) params["textDocument"] = {{"uri", uris_[place.substr(0, at)]}};
      if (at != std::string::npos && !params.contains("position")) params["position"] = cursors_[place.substr(at + 1)];
    }
    Json message{{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}};
    if (request) message["id"] = last_id_ = ++next_id_;
    send(message);
  }

  std::string expect(const std::string& rest) {
    for (const auto& message : seen_) {
      if (!message.contains("id") || message["id"] != last_id_ || message.contains("method")) continue;
      if (rest.starts_with("error")) {
        if (!message.contains("error")) return "no error but " + lsp::dump(message);
        return message["error"]["code"] == std::stoi(rest.substr(6)) ? "" : "another error: " + lsp::dump(message);
      }
      last_result_ = message.contains("result") ? message["result"] : Json();
      if (message.contains("error")) return "an error: " + lsp::dump(message);
      return matches(last_result_, filled(rest)) ? "" : "expected " + rest + "\nbut got " + lsp::dump(last_result_);
    }
    return "no answer";
  }

  // The JSON text of the last result does not hold this one.
  std::string lacks(const std::string& rest) const {
    const auto text = lsp::parse(rest);
    if (!text || !text->is_string()) return "no JSON text: " + rest;
    return lsp::dump(last_result_).find(text->get<std::string>()) == std::string::npos ? "" : rest + " is in " + lsp::dump(last_result_);
  }

  // METHOD {result}: what the client says to the server's own requests of this method that are still open.
  std::string answer(const std::string& rest) {
    const auto space = rest.find(' ');
    std::vector<Json> ids;
    for (const auto& [id, method] : std::exchange(open_, {})) {
      if (method == rest.substr(0, space)) ids.push_back(id);
      else open_.emplace_back(id, method);
    }
    if (ids.empty()) return "the server did not ask " + rest.substr(0, space);
    seen_ = Json::array();
    for (const auto& id : ids) session_.receive(transport::frame(lsp::dump({{"jsonrpc", "2.0"}, {"id", id}, {"result", filled(rest.substr(space + 1))}})));
    collect();
    return std::exchange(problem_, "");
  }

  bool saw(const std::string& rest) {
    const auto space = rest.find(' ');
    const auto method = rest.substr(0, space);
    for (const auto& message : seen_) {
      if (method == "error") {
        if (message.contains("error") && message["error"]["code"] == std::stoi(rest.substr(space + 1))) return true;
      } else if (message.contains("method") && message["method"] == method &&
                 (space == std::string::npos || matches(message["params"], filled(rest.substr(space + 1))))) {
        return true;
      }
    }
    return false;
  }

  // "$name" is a URI, "@cursor" a position.
  Json filled(const std::string& text) {
    auto json = lsp::parse(text);
    if (!json) {
      problem_ = "the transcript's JSON is wrong: " + text;
      return Json::object();
    }
    fill(*json);
    return *json;
  }
  void fill(Json& json) {
    if (json.is_string()) {
      const auto text = json.get<std::string>();
      if (text.starts_with("$") && uris_.contains(text.substr(1))) json = uris_[text.substr(1)];
      else if (text.starts_with("@") && cursors_.contains(text.substr(1))) json = cursors_[text.substr(1)];
    } else if (json.is_structured()) {
      for (auto& item : json) fill(item);
    }
  }

  static std::string unescaped(const std::string& text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == 'r' || text[i + 1] == 'n')) bytes += text[++i] == 'r' ? '\r' : '\n';
      else bytes += text[i];
    }
    return bytes;
  }

  void send(const Json& message) {
    methods_.push_back(message["method"].get<std::string>());
    session_.receive(transport::frame(lsp::dump(message)));
  }

  void collect() {
    while (auto body = framer_.next()) {
      if (auto json = lsp::parse(*body)) {
        if (json->contains("id") && json->contains("method")) open_.emplace_back((*json)["id"], (*json)["method"].get<std::string>());
        seen_.push_back(std::move(*json));
      } else problem_ = "the server sent no JSON: " + *body;
    }
    if (framer_.take_faults() > 0) problem_ = "the server sent bytes that are no message";
  }

  std::vector<std::string>& methods_;
  workspace::Scheduler scheduler_{0};
  transport::Framer framer_;
  std::string problem_;
  int exit_code_ = -1;
  lsp::Session session_;
  Json seen_ = Json::array(), last_result_;
  std::vector<std::pair<Json, std::string>> open_;  // requests of the server that were not answered
  std::map<std::string, std::string> uris_;
  std::map<std::string, Json> cursors_;
  int next_id_ = 0, last_id_ = 0;
};

}  // namespace

std::vector<std::string> play(const std::string& path, std::vector<std::string>& methods) {
  std::vector<std::string> failures;
  Player player(methods);
  for (const auto& step : read_transcript(path)) {
    if (auto problem = player.step(step); !problem.empty()) failures.push_back(path + ":" + std::to_string(step.number) + ": " + problem);
  }
  return failures;
}

}  // namespace cribsheet::tests
