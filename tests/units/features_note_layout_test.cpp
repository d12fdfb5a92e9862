// The layout of notes: what is mended, and that nothing else changes.
#include <algorithm>
#include <filesystem>

#include "features/note_actions.h"
#include "features/note_editing.h"
#include "features/note_layout.h"
#include "kinds/kind.h"
#include "kinds/notes/notes.h"
#include "support/catch.h"
#include "support/folder.h"
#include "support/places.h"

using namespace cribsheet;

namespace {

std::shared_ptr<const model::Document> note(const std::string& text, const std::string& path = "/w/notes/a.md") {
  return kinds::open(path, text, *pack::Pack::empty(), "notes");
}

std::string laid_out(const std::string& text) {
  const auto document = note(text);
  return cribsheet::apply(text, features::note_layout(*document, {0, static_cast<Offset>(text.size())}));
}

// What a reader of the note gets: kinds, nesting and words, without blanks.
std::string meaning(const std::string& text) {
  const auto document = note(text);
  std::string out;
  const notes::Segment* segment = kinds::note_segment(*document);
  REQUIRE(segment);
  for (const notes::Block& block : segment->blocks.all) {
    out += std::to_string(static_cast<int>(block.kind)) + " " + std::to_string(block.parent) + " " + std::to_string(block.line) + " ";
    const bool code = block.kind == notes::BlockKind::code;
    bool rule = false;
    for (const char c : segment->text(block)) {
      if (!code && (c == ' ' || c == '\t' || (rule && c == '-'))) continue;
      rule = c == '-' || c == ':';
      out += c;
    }
    out += '\n';
  }
  return out;
}

}  // namespace

TEST_CASE("Tables get even columns, ends of lines no blanks, indents no tabs") {
  CHECK(laid_out("| a | b |\n|---|:-:|\n| x\\|y | `k` |\n") == "| a    | b   |\n| ---- | :-: |\n| x\\|y | `k` |\n");
  CHECK(laid_out("- | a | b |\n  | - | - |\n  | ääää | c |\n") == "- | a    | b   |\n  | ---- | --- |\n  | ääää | c   |\n");
  CHECK(laid_out("- a\n\t- b  \t\n\t\t- c\r\n \t \n") == "- a\n    - b\n        - c\r\n\n");
}

TEST_CASE("What a person means by blanks stays: hard breaks, code, front matter, tables that are none") {
  for (const std::string text : {"a  \nb\n", "```\nx  \n\ty  \n```\n", "---\ntitle: a  \n---\n", "| a | b |\n| x | y |\n", "| a | b\n|--|--\n| x | y\n",
                                 "| a | b |\n|--|--|\n| x |\n", "```check\nmin: 1   \n"})
    CHECK(laid_out(text) == text);
}

TEST_CASE("A layout is done once, and changes nothing of what a note says") {
  std::vector<std::string> texts = {"",
                                    "-",
                                    "- \n",
                                    "# \n",
                                    "a\n- \n",
                                    "> | a | b |\n> |---|---|\n> | c | d |\n",
                                    "|\n|\n",
                                    "| |\n|-|\n| |\n",
                                    "\xEF\xBB\xBF# a  \n",
                                    "a\n\t\tb\n",
                                    "-\tone\n\n\ttwo  \n",
                                    "1. a  \n   \n\n2. b\t\n",
                                    "    code  \n\tcode\n"};
  std::vector<std::filesystem::path> folders = {tests::source() / "tests/samples/notes", tests::source() / "knowledge/notes",
                                                tests::source() / "knowledge/rules", tests::shared() / "notes"};
  for (const auto& folder : folders) {
    if (!std::filesystem::exists(folder)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
      if (entry.path().extension() == ".md") texts.push_back(tests::read(entry.path()));
  }
  REQUIRE(texts.size() > 50);
  for (const std::string& text : texts) {
    // as it stands, and with what a careless hand adds
    std::string careless;
    std::size_t line = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n' && ++line % 3 == 0) careless += line % 2 ? " " : "\t";
      careless += text[i];
    }
    for (const std::string& each : {text, careless}) {
      CAPTURE(each.substr(0, 200));
      const std::string once = laid_out(each);
      CHECK(laid_out(once) == once);
      CHECK(meaning(once) == meaning(each));
    }
  }
}

TEST_CASE("A huge cell does not make every row huge") {
  std::string text = "| a | b |\n|---|---|\n| " + std::string(20000, 'x') + " | y |\n";
  for (int i = 0; i < 500; ++i) text += "| p | q |\n";
  CHECK(laid_out(text) == text);
}

TEST_CASE("A list of contents is brought up to date, and is not offered where it is") {
  const std::string text = "# T\n\n## A\n\n## B\n";
  const auto insert = features::note_actions(*note(text), {0, 0});
  REQUIRE(insert.size() == 1);
  const std::string with = cribsheet::apply(text, insert[0].edits);
  CHECK(with == "# T\n\n<!-- contents -->\n- [A](#a)\n- [B](#b)\n<!-- end of contents -->\n\n## A\n\n## B\n");
  CHECK(features::note_actions(*note(with), {0, static_cast<Offset>(with.size())}).empty());
  const std::string grown = with + "\n### C\n";
  const auto update = features::note_actions(*note(grown), {20, 20});
  REQUIRE(update.size() == 1);
  CHECK(cribsheet::apply(grown, update[0].edits).find("- [B](#b)\n  - [C](#c)\n") != std::string::npos);
  CHECK(features::note_actions(*note("# only one\n"), {0, 0}).empty());
}

TEST_CASE("Link definitions are gathered at the end, by name") {
  const auto sorted = [](const std::string& text) -> std::string {
    const auto found = features::note_actions(*note(text), {0, static_cast<Offset>(text.size())});
    for (const auto& action : found)
      if (action.kind == "source.organizeLinkDefinitions") return cribsheet::apply(text, action.edits);
    return "none";
  };
  CHECK(sorted("[b][] [a][]\n\n[b]: x\n[a]: y") == "[b][] [a][]\n\n[a]: y\n[b]: x");
  CHECK(sorted("[b]: x\n\ntext [b] [a]\n\n[a]: y\n") == "\ntext [b] [a]\n\n[a]: y\n[b]: x\n");
  CHECK(sorted("[b]: x\n\n[a]: y\n\ntext") == "\n\ntext\n\n[a]: y\n[b]: x\n");
  CHECK(sorted("[a]: x\n[b]: y\n") == "none");
  CHECK(sorted("[b]: x\n\"title\"\n[a]: y\n") == "none");
}

TEST_CASE("A picture beside the note is shown; what is elsewhere is not fetched") {
  const tests::Folder folder;
  folder.write("notes/my img.png", "not looked into");
  folder.write("notes/a.txt", "x");
  const std::string text = "![x](<my img.png>) ![y](https://example.org/y.png) ![z](gone.png) ![t](a.txt) ![r](/etc/r.png)\n";
  features::Snapshot snapshot;
  snapshot.pack = pack::Pack::empty();
  const auto document = note(text, folder.path("notes/a.md"));
  const auto hover = features::note_link_hover(snapshot, *document, 3);
  REQUIRE(hover);
  CHECK(features::to_markdown(*hover).find("![picture](file://" + folder.path("notes/my%20img.png") + ")") != std::string::npos);
  for (const char* other : {"![y]", "![z]", "![t]", "![r]"}) {
    CAPTURE(other);
    CHECK_FALSE(features::note_link_hover(snapshot, *document, static_cast<Offset>(text.find(other) + 6)));
  }
}
