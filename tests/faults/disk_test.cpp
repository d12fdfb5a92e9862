// Faults of the disk: notes that can't be read, vanish, loop, never end or have odd names; an output that is full; a damaged pack.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "support/catch.h"
#include "support/places.h"
#include "support/program.h"

using namespace cribsheet;
using tests::Json;

namespace {

const std::string kNote = "# SQS\n\n- Queue VisibilityTimeout is at most 12 hours; PITFALL\n";

// What a person was told.
std::string told(const tests::Program& server) {
  std::string all;
  for (const Json& message : server.seen()) {
    if (message.contains("method") && message["method"] == "window/showMessage") all += message["params"]["message"].get<std::string>() + "\n";
  }
  return all;
}

// Waits until the notes are read; how many files they are.
int read_notes(tests::Program& server) {
  for (;;) {
    const Json status = server.wait_for("cribsheet/status");
    if (status.is_null()) return -1;
    if (status["params"]["state"] == "ready") return status["params"]["notes"]["files"].get<int>();
  }
}

bool finds(tests::Program& server, const std::string& word) {
  const Json answer = server.ask("cribsheet/notes/search", {{"words", word}});
  return answer["result"].dump().find(word) != std::string::npos;
}

std::string whole_pack() { return tests::read(tests::variable("CRIBSHEET_PACK")); }

}  // namespace

TEST_CASE("notes that can't be read are named, the others are read") {
  const tests::Folder folder;
  folder.write("notes/good.md", kNote);
  std::filesystem::create_symlink("/proc/self/mem", folder.path("notes/unreadable.md"));
  std::filesystem::create_symlink("nowhere.md", folder.path("notes/dangling.md"));
  tests::Program server({"lsp"});
  server.initialize(folder.path());
  CHECK(read_notes(server) > 0);
  CHECK(finds(server, "PITFALL"));
  CHECK(told(server).find("dangling.md: cannot be read") != std::string::npos);
}

TEST_CASE("a note folder that is not there is a sentence") {
  const tests::Folder folder;
  tests::Program server({"lsp", "--notes", folder.path("gone")});
  server.initialize(folder.path());
  read_notes(server);
  CHECK(told(server).find("gone: there is no such note file or folder") != std::string::npos);
}

TEST_CASE("the notes folder is deleted while it is read") {
  const tests::Folder folder;
  for (int i = 0; i < 3000; ++i) folder.write("notes/" + std::to_string(i % 50) + "/" + std::to_string(i) + ".md", kNote);
  tests::Program server({"lsp"});
  server.initialize(folder.path());
  std::filesystem::remove_all(folder.path("notes"));
  CHECK(read_notes(server) >= 0);
  CHECK(server.ask("cribsheet/notes/search", {{"words", "queue"}}).contains("result"));
}

TEST_CASE("loops of links, FIFOs, sockets and devices in the notes folder are passed over") {
  const tests::Folder folder;
  folder.write("notes/a/good.md", kNote);
  std::filesystem::create_directory_symlink("..", folder.path("notes/a/loop"));
  std::filesystem::create_directory_symlink(folder.path("notes"), folder.path("notes/again"));
  std::filesystem::create_symlink("self.md", folder.path("notes/self.md"));
  for (const char* fifo : {"notes/fifo.md", "notes/.gitignore", ".gitignore", ".cribsheet.yaml"}) REQUIRE(::mkfifo(folder.path(fifo).c_str(), 0600) == 0);
  std::filesystem::create_symlink("/dev/zero", folder.path("notes/zero.md"));
  std::filesystem::create_symlink("/dev/tty", folder.path("notes/tty.md"));
  tests::Program server({"lsp"});
  server.initialize(folder.path());
  CHECK(read_notes(server) > 0);
  CHECK(finds(server, "PITFALL"));
  // Named one by one they are no better.
  tests::Program named({"lsp", "--notes", folder.path("notes/fifo.md"), "--notes", folder.path("notes/zero.md"), "--notes", folder.path("notes/a/good.md")});
  named.initialize(folder.path());
  CHECK(read_notes(named) > 0);
  CHECK(finds(named, "PITFALL"));
  CHECK(told(named).find("fifo.md: cannot be read") != std::string::npos);
}

TEST_CASE("links in a workspace lead to no notes outside of it; a folder that the person names may hold such links") {
  const tests::Folder workspace, vault;
  vault.write("outside.md", kNote);
  workspace.write("notes/good.md", "# SQS\n\n- Queue: HARMLESS\n");
  std::filesystem::create_directory_symlink(vault.path(), workspace.path("notes/folder"));
  std::filesystem::create_symlink(vault.path("outside.md"), workspace.path("notes/file.md"));
  workspace.write("deep/there.txt", "");
  std::filesystem::create_directory_symlink(vault.path(), workspace.path("deep/notes"));
  for (const std::string settings : {"", "notes: [notes]\n", "notes: [deep/notes]\n", "notes: [notes/file.md]\n"}) {
    INFO(settings);
    workspace.write(".cribsheet.yaml", settings);
    tests::Program server({"lsp"});
    server.initialize(workspace.path());
    CHECK(read_notes(server) > 0);
    CHECK_FALSE(finds(server, "PITFALL"));
    CHECK((told(server).find("out of the workspace") != std::string::npos || told(server).find("notes outside the folder") != std::string::npos));
  }
  workspace.write(".cribsheet.yaml", "");
  tests::Program server({"lsp", "--notes", workspace.path("deep/notes")});
  server.initialize(workspace.path());
  CHECK(read_notes(server) > 0);
  CHECK(finds(server, "PITFALL"));
}

TEST_CASE("file names of every odd byte") {
  const tests::Folder folder;
  for (int byte = 1; byte < 256; ++byte) {
    if (byte == '/') continue;
    folder.write("notes/n" + std::string(1, static_cast<char>(byte)) + ".md", kNote);
  }
  tests::Program server({"lsp"});
  server.initialize(folder.path());
  CHECK(read_notes(server) >= 254);
  const Json answer = server.ask("cribsheet/notes/search", {{"words", "PITFALL"}, {"limit", 200}});  // parsed, so it is UTF-8
  CHECK(answer["result"].dump().find("PITFALL") != std::string::npos);
  // And a document that is opened from such a path.
  server.tell("textDocument/didOpen",
              {{"textDocument", {{"uri", "file:///x%FF%0A%22%3C.yaml"}, {"languageId", "yaml"}, {"version", 1}, {"text", "Resources: {}\n"}}}});
  CHECK(server.ask("textDocument/documentSymbol", {{"textDocument", {{"uri", "file:///x%FF%0A%22%3C.yaml"}}}}).contains("result"));
}

TEST_CASE("the disk is full: the command says by its exit code that its output is lost") {
  const tests::Folder folder;
  folder.write("t.yaml", "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n");
  tests::Program shell({"/bin/sh", "-c", "exec \"$CRIBSHEET_BINARY\" check --no-notes --format json '" + folder.path("t.yaml") + "' >/dev/full"});
  CHECK(shell.finish() > 0);
}

TEST_CASE("a pack that is cut or damaged costs the knowledge and a sentence, not the server") {
  const std::string bytes = whole_pack();
  if (bytes.empty()) {
    WARN("skipped: there is no knowledge pack");
    return;
  }
  const tests::Folder folder;
  folder.write("cut.pack", bytes.substr(0, bytes.size() / 2));
  folder.write("none.pack", "no pack at all");
  for (const std::string name : {"cut.pack", "none.pack", "missing.pack"}) {
    INFO(name);
    tests::Program server({"lsp", "--no-notes"}, {"CRIBSHEET_PACK=" + folder.path(name)});
    server.initialize(folder.path());
    server.tell("textDocument/didOpen",
                {{"textDocument", {{"uri", "file:///t.yaml"}, {"languageId", "yaml"}, {"version", 1}, {"text", "Resources:\n  Q: [\n"}}}});
    CHECK(server.wait_for("textDocument/publishDiagnostics")["params"]["diagnostics"].size() >= 1);  // syntax needs no pack
    CHECK(told(server).find(".pack") != std::string::npos);
  }
}

TEST_CASE("the clock jumps: years back and on, between any two looks at it") {
  const char* jumping = std::getenv("CRIBSHEET_CLOCK_JUMPS");
  if (jumping == nullptr || !std::filesystem::exists(jumping)) {
    WARN("skipped: the jumping clock is not built");
    return;
  }
  const tests::Folder folder;
  folder.write("notes/good.md", kNote);
  tests::Program server({"lsp"}, {std::string("LD_PRELOAD=") + jumping});
  server.initialize(folder.path());
  CHECK(read_notes(server) > 0);
  for (int i = 1; i <= 20; ++i) {
    server.tell("textDocument/didOpen",
                {{"textDocument",
                  {{"uri", "file:///t.yaml"},
                   {"languageId", "yaml"},
                   {"version", i},
                   {"text", "Resources:\n  Q:\n    Type: AWS::Lambda::Function\n    Properties: {Runtime: nodejs12.x, Handler: a.b}\n"}}}});
    CHECK(server.ask("textDocument/hover", {{"textDocument", {{"uri", "file:///t.yaml"}}}, {"position", {{"line", 2}, {"character", 12}}}}).contains("result"));
    server.tell("textDocument/didClose", {{"textDocument", {{"uri", "file:///t.yaml"}}}});
  }
  CHECK(finds(server, "PITFALL"));
  server.ask("shutdown", nullptr);
  server.tell("exit", nullptr);
  CHECK(server.finish() == 0);
}
