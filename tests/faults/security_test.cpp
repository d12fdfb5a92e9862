// What the program asks of the system after its start, and who may speak to it: server/SECURITY.md.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <thread>
#include <utility>

#include "support/catch.h"
#include "support/program.h"

using namespace cribsheet;
using tests::Json;

namespace {

// The calls that server/SECURITY.md lists.
std::set<std::string> documented() {
  std::ifstream file(std::string(std::getenv("CRIBSHEET_SOURCE")) + "/server/SECURITY.md");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::size_t begin = text.find("```system-calls\n"), end = text.find("```\n", begin + 5);
  std::set<std::string> names;
  if (begin == text.npos) return names;
  std::istringstream words(text.substr(begin + 16, end - begin - 16));
  for (std::string word; words >> word;) names.insert(word);
  return names;
}

// A session of everything: notes, a template beside others, hovers, completions, findings, edits, the end.
void play(tests::Program& server, const tests::Folder& folder) {
  folder.write("notes/sqs.md", "# SQS\n\n- Queue VisibilityTimeout is at most 12 hours\n");
  folder.write("other.yaml", "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n");
  const std::string uri = "file://" + folder.path("t.yaml");
  server.initialize(folder.path(), {{"window", {{"workDoneProgress", true}}}});
  while (server.wait_for("cribsheet/status")["params"]["state"] != "ready") {
  }
  server.tell("textDocument/didOpen",
              {{"textDocument",
                {{"uri", uri},
                 {"languageId", "yaml"},
                 {"version", 1},
                 {"text",
                  "Transform: AWS::Serverless-2016-10-31\nResources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      VisibilityTimeout: 50000\n"
                  "  S:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: https://example.com/t.yaml\n"
                  "  T:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ../../../../etc/passwd\n"
                  "  F:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: /etc, Handler: shadow.handler, Runtime: python3.13}\n"}}}});
  CHECK(server.wait_for("textDocument/publishDiagnostics")["params"]["diagnostics"].is_array());
  for (int line = 0; line < 18; ++line) {
    const Json place{{"textDocument", {{"uri", uri}}}, {"position", {{"line", line}, {"character", 12}}}, {"context", {{"includeDeclaration", true}}}};
    for (const char* method : {"textDocument/hover", "textDocument/completion", "textDocument/definition", "textDocument/references"})
      CHECK(server.ask(method, place).contains("result"));
  }
  for (const char* method : {"textDocument/documentSymbol", "textDocument/documentLink", "textDocument/codeLens"})
    CHECK(server.ask(method, {{"textDocument", {{"uri", uri}}}}).contains("result"));
  CHECK(server.ask("workspace/symbol", {{"query", "Q"}}).contains("result"));
  CHECK(server.ask("workspace/diagnostic", {{"previousResultIds", Json::array()}}).contains("result"));
  server.tell("textDocument/didChange",
              {{"textDocument", {{"uri", uri}, {"version", 2}}}, {"contentChanges", Json::array({Json{{"text", "Resources: {}\n"}}})}});
  server.ask("shutdown", nullptr);
  server.tell("exit", nullptr);
  CHECK(server.finish() == 0);
}

struct Call {
  std::string name, line;
};

// The lines of `strace -f`, from the answer to `initialize` on: "1234 openat(AT_FDCWD, ...".
std::vector<Call> calls(const std::string& log) {
  std::vector<Call> all;
  std::istringstream lines(log);
  bool started = false;
  for (std::string line; std::getline(lines, line);) {
    started = started || line.find("\\\"capabilities\\\"") != std::string::npos || line.find("serverInfo") != std::string::npos;
    const std::size_t begin = line.find_first_not_of("0123456789 ");
    const std::size_t end = line.find('(', begin);
    if (!started || begin == line.npos || end == line.npos || line[begin] == '<' || line[begin] == '+' || line[begin] == '-') continue;
    all.push_back({line.substr(begin, end - begin), line});
  }
  return all;
}

}  // namespace

TEST_CASE("after its start the program connects nowhere, runs nothing, and opens no file to write or outside of its folders") {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  WARN("skipped: sanitizers make calls of their own");
  return;
#endif
  const char* strace = "/usr/bin/strace";
  const tests::Folder folder, logs;
  if (!std::filesystem::exists(strace) || std::system("/usr/bin/strace -o /dev/null /bin/true >/dev/null 2>&1") != 0) {
    WARN("skipped: strace is not here, or may not trace");
    return;
  }
  {
    tests::Program server({strace, "-f", "-s", "300", "-o", logs.path("log"), std::getenv("CRIBSHEET_BINARY"), "lsp"},
                          {"XDG_CONFIG_HOME=" + logs.path("none")});
    play(server, folder);
  }
  std::ifstream file(logs.path("log"));
  const auto made = calls({std::istreambuf_iterator<char>(file), {}});
  REQUIRE(made.size() > 50);
  const auto allowed = documented();
  REQUIRE(allowed.size() > 10);
  std::set<std::string> surprising;
  for (const Call& call : made) {
    INFO(call.line);
    if (!allowed.contains(call.name)) surprising.insert(call.name);
    CHECK(call.name != "connect");
    CHECK(call.name != "socket");
    CHECK(call.name.find("exec") == std::string::npos);
    if (call.name != "open" && call.name != "openat") continue;
    CHECK(call.line.find("O_WRONLY") == std::string::npos);
    CHECK(call.line.find("O_RDWR") == std::string::npos);
    CHECK(call.line.find("O_CREAT") == std::string::npos);
    CHECK(call.line.find("passwd") == std::string::npos);
    CHECK(call.line.find("\"/etc/shadow") == std::string::npos);
    const bool own = call.line.find('"' + folder.path()) != std::string::npos || call.line.find("\"/proc/self/") != std::string::npos ||
                     call.line.find("\"/sys/devices/system/cpu") != std::string::npos ||
                     call.line.find("\"/proc/stat\"") != std::string::npos ||  // how many processors
                     call.line.find("\"/proc/sys/vm/overcommit_memory\"") != std::string::npos || call.line.find("\"/etc/localtime\"") != std::string::npos ||
                     call.line.find(logs.path("none")) != std::string::npos || call.line.find("\"/dev/null\"") != std::string::npos ||
                     call.line.find("openat(AT_FDCWD") == std::string::npos;  // below a folder that is open: its walk
    CHECK(own);
  }
  std::string names;
  for (const std::string& name : surprising) names += name + " ";
  CHECK(names == "");  // not in server/SECURITY.md
}

namespace {

sockaddr_in loopback(unsigned port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

unsigned free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = loopback(0);
  REQUIRE(::bind(probe, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  socklen_t size = sizeof address;
  ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(probe);
  return ntohs(address.sin_port);
}

// Sends these bytes to the port; what comes back until the other side hangs up, or until `enough` stands in it.
std::string exchange(unsigned port, const std::string& bytes, const std::string& enough) {
  int client = -1;
  for (int i = 0; i < 3000; ++i) {
    client = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in address = loopback(port);
    if (::connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) break;
    ::close(std::exchange(client, -1));
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  REQUIRE(client >= 0);
  const timeval patience{60, 0};
  ::setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  static_cast<void>(::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL));
  std::string answer;
  char piece[4096];
  for (ssize_t count = 0; answer.find(enough) == answer.npos && (count = ::recv(client, piece, sizeof piece, 0)) > 0;)
    answer.append(piece, static_cast<std::size_t>(count));
  ::close(client);
  return answer;
}

}  // namespace

TEST_CASE("a web page's browser gets no word from the socket, and does not take the client's place") {
  const unsigned port = free_port();
  tests::Program server({"lsp", "--no-notes", "--socket", std::to_string(port)});
  const std::string ask = transport::frame(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}})");
  const std::string body = ask.substr(ask.find('{')), length = std::to_string(body.size());
  const std::string host = "Host: 127.0.0.1:" + std::to_string(port) + "\r\n";
  // A form's or a script's request carries a length of its own and a body that the page chose; so does what a page uploads.
  for (const std::string& request :
       {"POST / HTTP/1.1\r\n" + host + "Content-Type: text/plain\r\nContent-Length: " + length + "\r\n\r\n" + body,
        "POST / HTTP/1.1\r\n" + host + "Content-Length: " + std::to_string(ask.size()) + "\r\n\r\n" + ask, "GET / HTTP/1.1\r\n" + host + "\r\n",
        "OPTIONS / HTTP/1.1\r\n" + host + "\r\n", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03", 10)}) {
    INFO(request);
    CHECK(exchange(port, request, "jsonrpc") == "");
  }
  CHECK(exchange(port, ask, "serverInfo").find("serverInfo") != std::string::npos);
}

TEST_CASE("another user's Unix socket is not joined") {
  if (::geteuid() != 0) {
    WARN("skipped: only root can be another user for a while");
    return;
  }
  const tests::Folder folder;
  std::filesystem::permissions(folder.path(), std::filesystem::perms::all);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  folder.path("pipe").copy(address.sun_path, sizeof address.sun_path - 1);
  const int listening = ::socket(AF_UNIX, SOCK_STREAM, 0);
  constexpr uid_t kStranger = 65534;
  // Who listens is whose socket it is.
  REQUIRE(::bind(listening, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  std::filesystem::permissions(folder.path("pipe"), std::filesystem::perms::all);
  REQUIRE(::seteuid(kStranger) == 0);
  REQUIRE(::listen(listening, 1) == 0);
  REQUIRE(::seteuid(0) == 0);
  tests::Program server({"lsp", "--no-notes", "--pipe", folder.path("pipe")});
  CHECK(server.finish() == 2);
  ::close(listening);
}

TEST_CASE("a socket is served on the loopback interface alone") {
  const unsigned port = free_port();
  tests::Program server({"lsp", "--no-notes", "--socket", std::to_string(port)});
  char wanted[32];
  std::snprintf(wanted, sizeof wanted, ":%04X", port);
  std::string found;
  for (int i = 0; i < 3000 && found.empty(); ++i) {
    for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
      std::ifstream lines(table);
      for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string number, local, remote, state;
        words >> number >> local >> remote >> state;
        if (local.ends_with(wanted) && state == "0A") found += local;  // listens
      }
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK(found == "0100007F" + std::string(wanted));
}

TEST_CASE("a Unix socket is its owner's alone") {
  const tests::Folder folder;
  tests::Program server({"lsp", "--no-notes", "--pipe", folder.path("pipe")});
  struct stat status {};
  for (int i = 0; i < 3000 && ::lstat(folder.path("pipe").c_str(), &status) != 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  CHECK(S_ISSOCK(status.st_mode));
  CHECK((status.st_mode & 0077) == 0);
}
