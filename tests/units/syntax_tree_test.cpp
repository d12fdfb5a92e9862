#include "support/catch.h"
#include "syntax/events.h"
#include "syntax/tree.h"

using namespace cribsheet;
using namespace cribsheet::syntax;

namespace {

std::shared_ptr<const Tree> yaml(std::string text) { return parse(std::move(text), Language::yaml); }
std::shared_ptr<const Tree> json(std::string text) { return parse(std::move(text), Language::json); }

}  // namespace

TEST_CASE("a mapping is walked by key, in YAML and JSON alike") {
  const auto from_yaml = yaml("Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Tags: [a, 'b']\n");
  const auto from_json = json("{\"Resources\": {\"Queue\": {\"Type\": \"AWS::SQS::Queue\", \"Tags\": [\"a\", \"b\"]}}}");
  for (const auto& tree : {from_yaml, from_json}) {
    CHECK(tree->errors().empty());
    const Node queue = tree->root().find("Resources").find("Queue");
    CHECK(queue.find("Type").text() == "AWS::SQS::Queue");
    CHECK(queue.find("Tags").child_count() == 2);
    CHECK(queue.find("Tags").first_child().next_sibling().text() == "b");
    CHECK_FALSE(queue.find("Nothing").find("Below"));
    CHECK(queue.parent().kind() == NodeKind::entry);
    CHECK(queue.parent().key().text() == "Queue");
    CHECK(queue.parent().value() == queue);
    CHECK(queue.parent().parent() == tree->root().find("Resources"));
  }
}

TEST_CASE("tags and anchors stand outside a node's range") {
  const auto tree = yaml("a: &x !Sub 'text'\nb: *x\n");
  const Node value = tree->root().find("a");
  CHECK(value.tag() == "!Sub");
  CHECK(value.anchor() == "x");
  CHECK(value.text() == "text");
  CHECK(value.range() == Range{11, 17});
  CHECK(value.full_range() == Range{3, 17});
  CHECK(tree->root().find("b").resolved() == value);
}

TEST_CASE("a key without a value has a missing node where the value would be typed") {
  const auto tree = yaml("a:\n  b: \n  c:\nd: 1\n");
  CHECK(tree->errors().empty());
  CHECK(tree->root().find("a").find("b").kind() == NodeKind::missing);
  CHECK(tree->root().find("a").find("b").range() == Range{8, 8});
  CHECK(tree->root().find("a").find("c").kind() == NodeKind::missing);
  CHECK(tree->root().find("d").text() == "1");
}

TEST_CASE("the deepest node at an offset") {
  const auto tree = yaml("a:\n  - bc\n  - d: !Ref e\n");
  CHECK(tree->node_at(8).text() == "bc");
  CHECK(tree->node_at(9).text() == "bc");
  CHECK(tree->node_at(17).tag() == "!Ref");
  CHECK(tree->node_at(22).text() == "e");
  CHECK(tree->node_at(0).text() == "a");
  CHECK(tree->node_at(99).kind() == NodeKind::stream);
}

TEST_CASE("a scalar's text maps back to the file") {
  const auto tree = yaml("s: |\n    one\n    two\nq: \"a\\tb\\u00e9c\"\n");
  const Node block = tree->root().find("s");
  CHECK(block.text() == "one\ntwo\n");
  CHECK(block.map().to_source(std::size_t{4}) == 17);
  CHECK(block.map().to_source(Range{4, 7}) == Range{17, 20});
  CHECK(block.map().from_source(17) == 4u);
  const Node quoted = tree->root().find("q");
  CHECK(quoted.text() ==
        "a\tb\xC3\xA9"
        "c");
  CHECK(quoted.map().to_source(std::size_t{2}) == 28);
  CHECK(quoted.map().to_source(std::size_t{5}) == 35);
  CHECK(quoted.map().to_source(Range{3, 5}) == Range{29, 35});
}

TEST_CASE("YAML 1.1 scalars as CloudFormation reads them") {
  const auto type = [](std::string text, YamlVersion version) { return scalar_type(yaml("v: " + text)->root().find("v"), version); };
  const auto old = YamlVersion::v1_1, now = YamlVersion::v1_2;
  CHECK(type("yes", old) == ScalarType::boolean);
  CHECK(type("yes", now) == ScalarType::string);
  CHECK(type("017", old) == ScalarType::integer);
  CHECK(type("0o17", old) == ScalarType::string);
  CHECK(type("0o17", now) == ScalarType::integer);
  CHECK(type("1_000", old) == ScalarType::integer);
  CHECK(type("1_000", now) == ScalarType::string);
  CHECK(type("22:30", old) == ScalarType::integer);
  CHECK(type("2010-09-09", old) == ScalarType::timestamp);
  CHECK(type("2010-09-09", now) == ScalarType::string);
  CHECK(type("2010-09-09T10:00:00Z", old) == ScalarType::timestamp);
  CHECK(type("1.5", old) == ScalarType::floating);
  CHECK(type("1e3", old) == ScalarType::string);
  CHECK(type("1e3", now) == ScalarType::floating);
  CHECK(type("~", old) == ScalarType::null);
  CHECK(type("'5'", old) == ScalarType::string);
  CHECK(type("!!str 5", old) == ScalarType::string);
  CHECK(type("10.0.0.0/16", old) == ScalarType::string);
  CHECK(type("089", old) == ScalarType::string);
  CHECK(type("-", now) == ScalarType::string);
}

TEST_CASE("a default node answers every question with nothing") {
  const Node none;
  CHECK_FALSE(none);
  CHECK(none.kind() == NodeKind::none);
  CHECK(none.find("x").value().key().first_child().next_sibling().parent().text().empty());
  CHECK(none.range() == Range{});
  CHECK(none.map().to_source(std::size_t{3}) == 0);
  CHECK_FALSE(none.resolved());
}

TEST_CASE("line ends of every kind read alike") {
  const std::string lf = "a:\n  - b: |\n      text\n\n      more\n  - \"c\n    d\"\n  - e\n    f\n# end\ng: {h: 1,\n  i: 2}\n";
  std::string crlf, cr;
  for (const char c : lf) {
    crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    cr += c == '\n' ? '\r' : c;
  }
  CHECK(yaml(lf)->errors().empty());
  CHECK(events(*yaml(crlf)) == events(*yaml(lf)));
  CHECK(events(*yaml(cr)) == events(*yaml(lf)));
  CHECK(yaml(cr)->errors().empty());
}

TEST_CASE("a long list finds its way up from every item") {
  std::string text = "items:\n";
  for (int i = 0; i < 500; ++i) text += "  - x" + std::to_string(i) + (i % 7 == 3 ? "\n  - [a, b, c: d]\n" : "\n");
  const auto tree = yaml(text + "last: 1\n");
  const Node items = tree->root().find("items");
  std::size_t count = 0;
  for (const Node item : items.children()) {
    CHECK(item.parent() == items);
    for (const Node below : item.children()) CHECK(below.parent() == item);
    ++count;
  }
  CHECK(count == items.child_count());
  CHECK(tree->root().find("last").parent().key().text() == "last");
  Node walked = items.first_child();
  for (std::size_t i = 1; i < count; ++i) walked = walked.next_sibling();
  CHECK(walked.text() == "x499");
  CHECK_FALSE(walked.next_sibling());
}

TEST_CASE("bytes that no text has are reported once, and the rest is read") {
  const auto tree = yaml(std::string("a: \xFF\xFE\nb: 1\0\nc: 2\n", 17));
  CHECK(tree->errors().size() == 2);
  CHECK(tree->root().find("c").text() == "2");
}

TEST_CASE("a file larger than the limit is refused with one finding, and one as large is read") {
  std::string text(kMaxTextSize, '\n');
  CHECK(parse(text, Language::yaml)->errors().empty());
  text += '\n';
  for (const auto language : {Language::yaml, Language::json}) {
    const auto tree = parse(text, language);
    REQUIRE(tree->errors().size() == 1);
    CHECK(tree->errors()[0].message == "This file is larger than 100 MB and is not read");
    CHECK(tree->root().is_missing());
  }
}
