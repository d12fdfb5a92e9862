// Faults of the files that `check` and its like are given, and of where their words go.
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <random>

#include "support/catch.h"
#include "support/folder.h"
#include "support/places.h"
#include "support/program.h"

using namespace cribsheet;

namespace {

const std::string kTemplate = "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n";

struct Ran {
  int code;
  std::string out, error;
};

// The program in a shell, in this folder: "$P check ..."; what it wrote, where that was not sent elsewhere.
Ran run(const tests::Folder& folder, const std::string& line) {
  const tests::Folder words;
  const std::string whole = "cd '" + folder.path() + "' && P=\"$CRIBSHEET_BINARY\"; { " + line + "\n} >" + words.path("out") + " 2>" + words.path("error");
  tests::Program shell({"/bin/sh", "-c", whole});
  const int code = shell.finish();
  return {code, tests::read(words.path("out")), tests::read(words.path("error"))};
}

Ran check(const tests::Folder& folder, const std::string& name) { return run(folder, "\"$P\" check --no-notes '" + name + "'"); }

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a file that can't be read is a sentence and exit code 2, and those beside it are checked") {
  const tests::Folder folder;
  folder.write("good.yaml", "Resources:\n  Q:\n    Type: AWS::SQS::Qeue\n");
  std::filesystem::create_symlink("/proc/self/mem", folder.path("unreadable.yaml"));
  std::filesystem::create_symlink("self.yaml", folder.path("self.yaml"));
  std::filesystem::create_symlink("/dev/zero", folder.path("zero.yaml"));
  REQUIRE(::mkfifo(folder.path("fifo.yaml").c_str(), 0600) == 0);
  for (const std::string name : {"unreadable.yaml", "self.yaml", "zero.yaml", "fifo.yaml", "missing.yaml"}) {
    INFO(name);
    const Ran ran = run(folder, "\"$P\" check --no-notes good.yaml " + name);
    CHECK(ran.code == 2);
    CHECK(holds(ran.error, name + ": "));
    CHECK(holds(ran.out, "good.yaml:3:"));
    for (const char* command : {"hover", "complete"}) CHECK(run(folder, "\"$P\" " + std::string(command) + " --no-notes " + name + ":1:1").code == 2);
    CHECK(run(folder, "\"$P\" syntax events " + name).code == 2);
  }
  // Found in a folder they are passed over.
  const Ran all = run(folder, "\"$P\" check --no-notes --fail-on never .");
  CHECK(all.code == 0);
  CHECK(holds(all.out, "1 file:"));
}

TEST_CASE("a file of more than 10 MB is checked, one of more than the program takes is a sentence") {
  const tests::Folder folder;
  std::string large = "Resources:\n";
  for (int i = 0; large.size() < (11u << 20); ++i) large += "  Q" + std::to_string(i) + ":\n    Type: AWS::SQS::Queue\n";
  folder.write("large.yaml", large);
  const Ran ran = check(folder, "large.yaml");
  CHECK(ran.code == 1);
  CHECK(holds(ran.out, "at most 500 Resources"));
  folder.write("huge.yaml", kTemplate);
  std::filesystem::resize_file(folder.path("huge.yaml"), 300u << 20);  // a hole, which takes no room
  const Ran huge = check(folder, "huge.yaml");
  CHECK(huge.code == 2);
  CHECK(holds(huge.error, "is larger than"));
}

TEST_CASE("binary files, UTF-16 and NUL bytes: each is told as what it is") {
  const tests::Folder folder;
  std::string binary;
  std::mt19937 random(9);
  for (int i = 0; i < 100'000; ++i) binary.push_back(static_cast<char>(random()));
  folder.write("binary.yaml", binary);
  Ran ran = check(folder, "binary.yaml");
  CHECK(ran.code == 1);
  CHECK(holds(ran.out, "no file of a known kind"));
  for (const std::string& mark : {std::string("\xff\xfeR\0e\0", 6), std::string("\xfe\xff\0R\0e", 6)}) {
    folder.write("wide.yaml", mark);
    ran = check(folder, "wide.yaml");
    CHECK(ran.code == 1);
    CHECK(holds(ran.out, "UTF-16"));
  }
  folder.write("nul.yaml", std::string("Resources:\n  Q\0:\n    Type: AWS::SQS::Queue\n", 43));
  ran = check(folder, "nul.yaml");
  CHECK(ran.code == 1);
  CHECK(holds(ran.out, "nul.yaml:2:4: error: This is a control character"));
}

TEST_CASE("what a file holds does not reach the terminal as commands, nor a build's log as lines of its own") {
  const tests::Folder folder;
  folder.write("t.yaml", "Resources:\n  Q:\n    Type: \"AWS::SQS::Qu\\e]0;owned\\a\\n::error::x\\x9b2J\"\n");
  folder.write("notes/sqs.md", "# SQS\n\n- Queue: VisibilityTimeout \x1b[31mred\xc2\x9b\n");
  for (const std::string line :
       {"\"$P\" check --no-notes t.yaml", "\"$P\" check --no-notes --format github t.yaml", "\"$P\" check --no-notes --format json t.yaml",
        "\"$P\" notes search --notes notes red", "\"$P\" notes lookup --notes notes AWS::SQS::Queue", "\"$P\" hover --notes notes t.yaml:3:15"}) {
    INFO(line);
    const Ran ran = run(folder, line);
    CHECK(ran.code != 2);
    CHECK_FALSE(holds(ran.out, "\x1b"));
    CHECK_FALSE(holds(ran.out, "\a"));
    CHECK((holds(line, "json") || !holds(ran.out, "\xc2\x9b")));  // JSON is read by programs, and may have it
    CHECK_FALSE(holds(ran.out, "\n::error::x"));
  }
  const Ran odd = run(folder, "\"$P\" check --no-notes \"$(printf 'a\\033[31m.yaml')\"");
  CHECK(odd.code == 2);
  CHECK(holds(odd.error, "a\\x1b[31m.yaml"));
}

TEST_CASE("an output that is closed, full or no longer read ends the command, and never by a signal that is told as a crash") {
  const tests::Folder folder;
  folder.write("t.yaml", kTemplate);
  CHECK(run(folder, "\"$P\" check --no-notes t.yaml >&-").code == 2);
  CHECK(run(folder, "\"$P\" check --no-notes t.yaml >/dev/full").code == 2);
  CHECK(run(folder, "\"$P\" rules list >/dev/full").code == 2);
  CHECK(run(folder, "\"$P\" check --no-notes missing.yaml 2>/dev/full").code == 2);
  CHECK(run(folder, "\"$P\" check --no-notes t.yaml 2>&-").code == 0);
  // As the shell's own tools do where the reader has left: by SIGPIPE or with an error, not by anything else.
  const Ran piped = run(folder, "{ \"$P\" rules list --format json; echo $? >code; } | head -c 1 >/dev/null; cat code");
  CHECK((holds(piped.out, "141") || holds(piped.out, "2")));
  CHECK(run(folder, "\"$P\" lsp --no-notes <&-").code != 0);
  CHECK(run(folder, "\"$P\" lsp --no-notes </dev/null >&-").code != 0);
}

TEST_CASE("the log's place is full: the session goes on") {
  const tests::Folder folder;
  const std::string loud = "printf 'nothing of LSP\\r\\n\\r\\nContent-Length: 2\\r\\n\\r\\n{]' | \"$P\" lsp --no-notes 2>/dev/full";
  CHECK(run(folder, loud).code == 1);  // the client went without a word, as ever
}
