// What a hostile note or template can put into a hover: words, never HTML, images or links that run something.
#include "features/hover.h"
#include "features/safe_markdown.h"
#include "kinds/kind.h"
#include "support/catch.h"
#include "support/knowledge.h"

using namespace cribsheet;
using features::safe_markdown;

TEST_CASE("HTML shows as it was typed") {
  CHECK(safe_markdown("a <b>c</b> <!-- d --> <?e?>") == "a \\<b>c\\</b> \\<!-- d --> \\<?e?>");
  CHECK(safe_markdown("<script>alert(1)</script>\n") == "\\<script>alert(1)\\</script>\n");
  CHECK(safe_markdown("1 < 2, a <- b, <https://example.com/x>, <mailto:a@example.com>") == "1 < 2, a <- b, <https://example.com/x>, <mailto:a@example.com>");
  CHECK(safe_markdown("<https://example.com/\"onclick=x <b>") == "\\<https://example.com/\"onclick=x \\<b>");
  CHECK(safe_markdown("<command:x>") == "\\<command:x>");
}

TEST_CASE("links lead to the web, to mail, to files; images are not loaded") {
  CHECK(safe_markdown("[a](https://example.com) [b](#c) [d](../e.md#f) [g](file:///h) [i](mailto:j@k)") ==
        "[a](https://example.com) [b](#c) [d](../e.md#f) [g](file:///h) [i](mailto:j@k)");
  for (const char* to : {"command:workbench.action.quit", "javascript:alert(1)", "JaVaScRiPt:x", "vscode://x", "data:text/html,x", "<command:x>",
                         " \n command:x", "command&#58;x", "comma\\nd:x"})
    CHECK(safe_markdown(std::string("[a](") + to + ")").starts_with("[a\\]("));
  CHECK(safe_markdown("[a][b]\n\n[b]: command:x\n") == "[a][b]\n\n[b\\]: command:x\n");
  CHECK(safe_markdown("![pixel](https://example.com/p.png)") == "\\![pixel](https://example.com/p.png)");
  CHECK(safe_markdown("[![a](b)](command:x)") == "[\\![a](b)\\](command:x)");
}

TEST_CASE("code is left as it is, where it is surely code") {
  for (const char* text : {"`<b>` and ``a ` <c>``", "```html\n<b>\n```\n", "- x\n  ```\n  <b>\n  ```\n", "- ```\n  <b>\n  ```\n", "~~~\n![x](y)\n~~~"})
    CHECK(safe_markdown(text) == text);
  CHECK(safe_markdown("- ```\n  a\n  ```\n  <b>") == "- ```\n  a\n  ```\n  \\<b>");
  CHECK(safe_markdown("a ` b\n<c> ` d") == "a ` b\n\\<c> ` d");
  CHECK(safe_markdown("` a\n` <b> `") == "` a\n` \\<b> `");
  CHECK(safe_markdown("\\`<b>`") == "\\`\\<b>`");
  CHECK(safe_markdown("\\<b> \\![x]") == "\\<b> \\![x]");
}

TEST_CASE("a hover of a hostile note and of a hostile template is safe") {
  if (!tests::has_knowledge()) {
    WARN("skipped: there is no knowledge pack");
    return;
  }
  features::Snapshot snapshot;
  snapshot.pack = tests::knowledge();
  snapshot.settings = std::make_shared<rules::Settings>();
  snapshot.notes = notes::Index::build(
      {{"a.md", "# SQS\n\n- VisibilityTimeout <img src=x onerror=y> [run](command:quit) ![p](https://example.com/p.png)\n", notes::Origin::person}},
      snapshot.pack);
  const std::string text =
      "Parameters:\n  P:\n    Type: String\n    Default: x\n    Description: '![p](https://example.com/p.png) <b>'\n"
      "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      VisibilityTimeout: !Ref P\n";
  const auto document = kinds::open("t.yaml", text, *snapshot.pack);
  for (const std::string word : {"VisibilityTimeout", "P\n"}) {
    const auto hover = features::hover(snapshot, *document, static_cast<Offset>(text.rfind(word)));
    REQUIRE(hover);
    const std::string shown = features::to_markdown(*hover);
    INFO(shown);
    for (std::size_t at = 0; (at = shown.find('<', at)) != shown.npos; ++at) CHECK(shown[at - 1] == '\\');
    for (std::size_t at = 0; (at = shown.find("](command:", at)) != shown.npos; ++at) CHECK(shown[at - 1] == '\\');
    for (std::size_t at = 0; (at = shown.find("![", at)) != shown.npos; ++at) CHECK(shown[at - 1] == '\\');
  }
}
