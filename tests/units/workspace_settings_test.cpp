#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "support/catch.h"
#include "support/folder.h"
#include "syntax/tree.h"
#include "workspace/files.h"
#include "workspace/read_file.h"
#include "workspace/scheduler.h"
#include "workspace/settings.h"
#include "workspace/uri.h"
#include "workspace/watch.h"

using namespace cribsheet;
using namespace cribsheet::workspace;
namespace fs = std::filesystem;

namespace {

rules::Settings read(const std::string& text, syntax::Language language, std::vector<std::string>& problems) {
  rules::Settings settings;
  const auto tree = syntax::parse(text, language);
  read_settings(tree->root(), settings, problems);
  return settings;
}

}  // namespace

TEST_CASE("settings are read alike from the editor's JSON and from YAML") {
  for (const bool json : {true, false}) {
    std::vector<std::string> problems;
    const auto settings =
        json
            ? read(
                  R"({"notes":{"paths":["/n.md"],"enabled":false},"regions":["eu-west-1"],"severities":{"E3012":"off"},"codeLens":{"enabled":false},"inlayHints":{"enabled":false},"statefulHints":true})",
                  syntax::Language::json, problems)
            : read(
                  "notes: {paths: [/n.md], enabled: false}\nregions: eu-west-1\nseverities:\n  E3012: off\ncodeLens: false\ninlayHints: {enabled: "
                  "false}\nstatefulHints: true\n",
                  syntax::Language::yaml, problems);
    CHECK(problems.empty());
    CHECK(settings.notes == std::vector<std::string>{"/n.md"});
    CHECK_FALSE(settings.use_notes);
    CHECK(settings.regions == std::vector<std::string>{"eu-west-1"});
    CHECK(settings.severities.at("E3012") == "off");
    CHECK_FALSE(settings.code_lens);
    CHECK_FALSE(settings.inlay_hints);
    CHECK(settings.stateful_hints);
  }
}

TEST_CASE("what a person calls things is read alike from JSON and from YAML, and a wrong type is told") {
  for (const bool json : {true, false}) {
    std::vector<std::string> problems;
    const auto settings = json ? read(R"({"notes":{"names":{"SQS":["post office"],"AWS::SQS::Queue.DelaySeconds":"hold time"},"shipped":false}})",
                                      syntax::Language::json, problems)
                               : read("notes:\n  shipped: false\n  names:\n    SQS: [post office]\n    AWS::SQS::Queue.DelaySeconds: hold time\n",
                                      syntax::Language::yaml, problems);
    CHECK(problems.empty());
    CHECK_FALSE(settings.shipped_notes);
    CHECK(settings.note_names == std::map<std::string, std::vector<std::string>>{{"SQS", {"post office"}}, {"AWS::SQS::Queue.DelaySeconds", {"hold time"}}});
  }
  std::vector<std::string> problems;
  const auto settings = read(R"({"notes":{"names":{"SQS":{"a":1}},"shipped":3}})", syntax::Language::json, problems);
  CHECK(settings.note_names.empty());
  CHECK(problems == std::vector<std::string>{"Setting notes.shipped must be true or false", "Setting notes.names.SQS must be a list of texts"});
}

TEST_CASE("a value of a wrong type is a sentence, and the default stays") {
  std::vector<std::string> problems;
  const auto settings =
      read(R"({"notes":{"paths":[1,{}],"enabled":"yes"},"regions":{},"severities":{"x":"loud"},"codeLens":7})", syntax::Language::json, problems);
  CHECK(problems.size() == 5);
  CHECK(settings.use_notes);
  CHECK(settings.regions.empty());
  CHECK(settings.severities.empty());
  CHECK(settings.code_lens);
}

TEST_CASE("a project's notes count only inside its folder") {
  const tests::Folder folder;
  folder.write(".cribsheet.yaml", "notes: [docs, ../outside, /etc]\nregions: [eu-west-1]\n");
  rules::Settings settings;
  std::vector<std::string> problems;
  read_project_settings(folder.path(), settings, problems);
  CHECK(settings.notes == std::vector<std::string>{folder.path("docs")});
  CHECK(settings.regions == std::vector<std::string>{"eu-west-1"});
  CHECK(problems.size() == 2);
  CHECK(project_folder(folder.path("a/b")) == folder.path());
}

TEST_CASE("URIs and paths go both ways") {
  for (const std::string path : {"/a/b.yaml", "/with space/ä#?%.yaml", "/c:/x"}) CHECK(path_of_uri(uri_of_path(path)) == path);
  CHECK(path_of_uri("file:///a%20b") == "/a b");
  CHECK(path_of_uri("file://localhost/a") == "/a");
  CHECK(path_of_uri("file:///a%zz") == "/a%zz");
  CHECK_FALSE(path_of_uri("untitled:Untitled-1"));
  CHECK_FALSE(path_of_uri("file:///a%00b"));
  CHECK_FALSE(path_of_uri("file://"));
  CHECK(document_path("untitled:Untitled-1") == "untitled:Untitled-1");
}

TEST_CASE("files: folders, pipes and links out of the workspace are not read") {
  const tests::Folder folder;
  folder.write("in/template.yaml", "Resources: {}\n");
  folder.write("in/node_modules/x.yaml", "a: b\n");
  folder.write("in/.hidden/y.yaml", "a: b\n");
  folder.write("out/secret.yaml", "a: b\n");
  fs::create_symlink(folder.path("out/secret.yaml"), folder.path("in/link.yaml"));
  fs::create_directory_symlink(folder.path("in"), folder.path("in/loop"));
  REQUIRE(::mkfifo(folder.path("in/pipe.yaml").c_str(), 0600) == 0);
  const auto in = folder.path("in");

  const auto files = make_files({in}, pack::Pack::empty());
  CHECK(files->exists(in + "/template.yaml"));
  CHECK(files->document(in + "/template.yaml") != nullptr);
  CHECK_FALSE(files->exists(in + "/link.yaml"));
  CHECK_FALSE(files->exists(folder.path("out/secret.yaml")));
  CHECK_FALSE(files->exists("/etc/passwd"));
  CHECK(files->document(in + "/pipe.yaml") == nullptr);
  CHECK(files->document(in + "/nothing.yaml") == nullptr);

  const auto listed = list_files(in);
  CHECK(std::find(listed.begin(), listed.end(), in + "/template.yaml") != listed.end());
  CHECK(listed.size() <= 2);  // the link may be listed; reading it gives what it names
  CHECK_FALSE(read_file(in, 100));
  CHECK_FALSE(read_file(in + "/pipe.yaml", 100));
  CHECK_FALSE(read_file("/dev/zero", 100));
  CHECK_FALSE(read_file(in + "/template.yaml", 3));
  CHECK(*read_file(in + "/template.yaml", 100) == "Resources: {}\n");
}

TEST_CASE("many notes hide no template") {
  const tests::Folder folder;
  for (int i = 0; i < 9; ++i) folder.write("note" + std::to_string(i) + ".md", "# A\n");
  folder.write("template.yaml", "Resources: {}\n");
  const auto listed = list_files(folder.path(), 3);
  CHECK(listed.size() == 4);
  CHECK(std::find(listed.begin(), listed.end(), folder.path("template.yaml")) != listed.end());
}

TEST_CASE("the scheduler without threads does all at once, in order") {
  Scheduler scheduler(0);
  std::string order;
  scheduler.work(Lane::background, [&] {
    order += "a";
    scheduler.post([&] { order += "b"; });
  });
  scheduler.after("x", std::chrono::hours(1), [&] { order += "c"; });
  CHECK(order == "abc");
}

TEST_CASE("which files are notes") {
  CHECK(is_note_path("/w/notes/sqs.md", {}, {"/w"}));
  CHECK(is_note_path("/w/a/notes/sqs.md", {}, {"/w"}));
  CHECK(is_note_path("/w/a/sqs.notes.md", {}, {"/w"}));
  CHECK_FALSE(is_note_path("/w/README.md", {}, {"/w"}));
  CHECK_FALSE(is_note_path("/elsewhere/notes/sqs.md", {}, {"/w"}));
  CHECK_FALSE(is_note_path("/w/notes/picture.png", {}, {"/w"}));
  CHECK(is_note_path("/n/aws.md", {"/n"}, {"/w"}));
  CHECK(is_note_path("/n/aws.md", {"/n/aws.md"}, {"/w"}));
  CHECK_FALSE(is_note_path("/nn/aws.md", {"/n"}, {"/w"}));
  CHECK_FALSE(is_note_path("/w/notes/sqs.md", {"/n"}, {"/w"}));
}

TEST_CASE("a change of a note changes the stamp, anything else does not") {
  const tests::Folder folder;
  folder.write("notes/a.md", "one");
  const auto root = folder.path("notes");
  const auto before = stamp({root});
  folder.write("notes/x.txt", "not a note");
  CHECK(stamp({root}) == before);
  folder.write("notes/a.md", "one more");
  const auto longer = stamp({root});
  CHECK(longer != before);
  folder.write("notes/b/c.md", "new");
  CHECK(stamp({root}) != longer);
  fs::remove_all(folder.path("notes"));
  CHECK(stamp({root}) == 0);
}
