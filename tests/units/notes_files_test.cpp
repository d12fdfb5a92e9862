// Which files are read as notes.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "notes/notes.h"
#include "support/catch.h"
#include "support/folder.h"

using namespace cribsheet;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> read(const tests::Folder& folder, std::vector<std::string>& problems) {
  std::vector<std::string> names;
  for (const auto& file : notes::read_files({folder.path()}, {}, problems))
    names.push_back(fs::path(file.path).lexically_relative(folder.path()).generic_string() + "=" + file.text);
  return names;
}

}  // namespace

TEST_CASE("Notes: Markdown only, without what .gitignore names, hidden folders and files that are no notes by their size") {
  const tests::Folder folder;
  folder.write("a.md", "one");
  folder.write("b/c.markdown", "two");
  folder.write("b/picture.png", "x");
  folder.write(".gitignore", "drafts/\nsecret*.md\n");
  folder.write("drafts/d.md", "no");
  folder.write("secret-1.md", "no");
  folder.write(".hidden/e.md", "no");
  folder.write("node_modules/f.md", "no");
  folder.write("empty.md", "");
  folder.write("large.md", std::string((8u << 20) + 1, 'x'));
  std::vector<std::string> problems;
  CHECK(read(folder, problems) == std::vector<std::string>{"a.md=one", "b/c.markdown=two", "empty.md="});
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].find("large.md") != std::string::npos);
}

TEST_CASE("Many notes are read by all cores, in order") {
  const tests::Folder folder;
  for (int i = 0; i < 300; ++i) folder.write(("n" + std::to_string(1000 + i) + ".md").c_str(), std::to_string(i));
  std::vector<std::string> problems;
  const auto names = read(folder, problems);
  REQUIRE(names.size() == 300);
  CHECK(std::is_sorted(names.begin(), names.end()));
  CHECK(names[299] == "n1299.md=299");
  CHECK(problems.empty());
}

TEST_CASE("The home folder itself is never searched") {
  const char* home = std::getenv("HOME");
  if (!home || !fs::exists(home)) return;
  std::vector<std::string> problems;
  CHECK(notes::read_files({home}, {}, problems).empty());
  CHECK(problems.size() == 1);
}
