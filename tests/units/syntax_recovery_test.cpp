// One broken resource in the middle of a long template: every other resource reads as before.
#include "support/catch.h"
#include "syntax/events.h"
#include "syntax/tree.h"

using namespace cribsheet;
using namespace cribsheet::syntax;

namespace {

std::string yaml_resource(int i) {
  const std::string n = std::to_string(i);
  return "  Queue" + n + ":\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: !Sub \"${Stage}-" + n +
         "\"\n      Tags:\n        - Key: 'team'\n          Value: it's\n      RedrivePolicy: {maxReceiveCount: 5}\n";
}

std::string json_resource(int i) {
  return "    \"Queue" + std::to_string(i) +
         "\": {\n      \"Type\": \"AWS::SQS::Queue\",\n      \"Properties\": {\n        \"Tags\": [\n          "
         "{\"Key\": \"team\"}\n        ]\n      }\n    }";
}

// What a node says, wherever it stands.
std::string said(Node node) {
  std::string all = std::string(node.tag()) + "(" + (node.is_scalar() ? std::string(node.text()) : "");
  for (const Node child : node.children()) all += said(child) + ",";
  return all + ")";
}

void check_others(const std::shared_ptr<const Tree>& broken, const std::shared_ptr<const Tree>& whole, const std::string& piece) {
  const std::string dumped = dump(*broken);
  INFO(piece << "\n" << dumped.substr(std::min(dumped.find("\nerror"), dumped.size())));
  CHECK(broken->errors().size() == 1);
  std::size_t seen = 0;
  for (const Node entry : whole->root().find("Resources").children()) {
    const auto name = entry.key().text();
    if (name == "Queue20") continue;
    INFO(name);
    CHECK(said(broken->root().find("Resources").find(name)) == said(entry.value()));
    ++seen;
  }
  CHECK(seen == 39);
}

}  // namespace

TEST_CASE("a mistake in one resource of a YAML template leaves the others as they were") {
  std::string before = "Resources:\n", after;
  for (int i = 0; i < 20; ++i) before += yaml_resource(i);
  for (int i = 21; i < 40; ++i) after += yaml_resource(i);
  const auto whole = parse(before + yaml_resource(20) + after, Language::yaml);
  REQUIRE(whole->errors().empty());
  for (const std::string piece : {"      Vis\n",
                                  "    Dele\n",
                                  "      KmsMasterKeyId: \"abc\n",
                                  "      KmsMasterKeyId: 'abc\n",
                                  "      \"Vis\n",
                                  "      'Vis: 5\n",
                                  "      L: [a, b\n",
                                  "      L: [a, \"b\n",
                                  "      L: {a: b, c\n",
                                  "      L: {a: [b, {c: d\n",
                                  "      L: [\n        a,\n        b\n",
                                  "      L: {\n        a: b,\n",
                                  "      L: |x\n        text\n",
                                  "\tDelay: 5\n",
                                  "     Delay: 5\n",
                                  "        Delay: 5\n",
                                  "      - lost\n",
                                  "      L: a M: b\n",
                                  "      L: \"a\" M: b\n",
                                  "      L: M:\n",
                                  "      L: text: more\n",
                                  "<<<<<<< HEAD\n      L: 1\n=======\n      L: 2\n>>>>>>> theirs\n",
                                  "      L: {\"Fn::\n",
                                  "      L: !Sub \"${\n",
                                  "      L: ]\n",
                                  "      L: [a}]\n",
                                  "      L: *nothing\n",
                                  "      L: @x\n",
                                  "      \"L\" \"M\"\n",
                                  "      L: \"\\q\"\n",
                                  "      L: &a &b c\n",
                                  "      L: [a b: c\n",
                                  "    - x\n",
                                  "  Props\n      L: 5\n",
                                  "      ? [a\n",
                                  "      L: \"a\" b\n",
                                  "      L: 'a\n        b: c\n",
                                  "      : : x\n",
                                  "      ]\n",
                                  "      }\n",
                                  "      \"Nested:\n        A: \"b\"\n        C: 'd'\n",
                                  "      'Nested: 'a'\n",
                                  "      L:\n        -Key: a\n          Value: b\n        - Key: c\n",
                                  "      L:\n        - Key: a\n        -Key: b\n          Value: c\n",
                                  "      L:\n          Key: a\n            Value: b\n          - Key: c\n",
                                  "      L:\n         - Key: a\n          Value: b\n        - Key: c\n          Value: d\n",
                                  "      L:\n        - Key: a\n         - Key: b\n          Value: c\n",
                                  "      L:\n        - Key: a\n      - Key: b\n          Value: c\n",
                                  "      L:\n        - - a\n       - - b\n          - c\n",
                                  "      &L:\n        A: 1\n",
                                  "      L: |\n        a {\n      b\n        c }\n",
                                  "      L: |\n        a {\n\tb: 1\n        }\n",
                                  "      L: [a,\n\tb: c]\n",
                                  "      L: {\n        - a\n",
                                  "        A:\n          B: 1\n      C:\n        D: 1\n      E: 1\n"}) {
    check_others(parse(before + yaml_resource(20) + piece + after, Language::yaml), whole, piece);
  }
}

TEST_CASE("a mistake in one resource of a JSON template leaves the others as they were") {
  std::string before = "{\n  \"Resources\": {\n", after;
  for (int i = 0; i < 20; ++i) before += json_resource(i) + ",\n";
  for (int i = 21; i < 40; ++i) after += ",\n" + json_resource(i);
  after += "\n  }\n}\n";
  const auto whole = parse(before + json_resource(20) + after, Language::json);
  REQUIRE(whole->errors().empty());
  const std::string open = "    \"Queue20\": {\n      \"Properties\": {\n        \"A\": 1", close = "\n      }\n    }";
  for (const std::string piece : {",\n        \"Vis",
                                  ",\n        \"Vis\"",
                                  ",\n        Vis",
                                  ",\n        \"Vis\":",
                                  ",\n        \"Vis: 5",
                                  "\n        \"B\": 2",
                                  ",",
                                  ",\n        \"B\": {",
                                  ",\n        \"B\": {\"C\": 1",
                                  ",\n        \"B\": [1, 2",
                                  ",\n        \"B\": {\n          \"C\": 1",
                                  ",\n        \"B\": [\n          {\n            \"C\": 1\n        ]",
                                  "}",
                                  ",\n        \"B\": 5}",
                                  ",\n        \"B\": ]",
                                  ",\n        \"B\": {\"Fn::",
                                  ",\n        \"B\": \"${",
                                  ",\n        \"B\": 1 \"C\": 2",
                                  " // note",
                                  ",\n        'B': 2",
                                  ",\n        \"B\": 01",
                                  ",\n        \"B\": \"\\q\"",
                                  ",,\n        \"B\": 1",
                                  ",\n        : 1",
                                  ",\n        \"",
                                  ",\n        \"Vis\n        \"B\": 1",
                                  ",\n        Vis\n        \"B\": 1",
                                  ",\n        \"B\":\n          \"a\",\n          \"b\"\n        ]",
                                  ",\n        \"B\":\n          {\"Ref\": \"a\"},\n          \"b\"\n        ],\n        \"C\": 1",
                                  ",\n        \"B\":\n          \"a\"\n        ]",
                                  ",\n        \"B\": \"a\", \"b\"]",
                                  ",\n        \"B\": {\"Ref\": \"a\"}, {\"Ref\": \"b\"}]",
                                  ",[\n        \"B\": 1",
                                  ",{\n        \"B\": 1",
                                  ",\n        [\"B\": 1",
                                  ",}\n        \"B\": 1",
                                  ",\n        \"B\": [}\n          1\n        ]",
                                  ",\n        \"B\": {]\n          \"C\": 1\n        }",
                                  ",\n        \"B\": {}\n          \"C\": 1\n        }",
                                  ",\n        \"B\": [\n          1,]\n          2\n        ]",
                                  ",\n        \"B\": [\n          {1,\n          2\n        ]",
                                  ",\n        \"B\": [{\n          {\"C\": 1}\n        ]",
                                  ",\n        x \"B\": 1",
                                  ",\n        \"B\": [1\n          x\n        ]",
                                  "\n        [",
                                  ",\n        \"B\": [\n          1\n        ]]"}) {
    check_others(parse(before + open + piece + close + after, Language::json), whole, piece);
  }
}

TEST_CASE("JSON without its first brace, and with brackets that indentation puts right") {
  const auto unbraced = parse("\n  \"Resources\": {\n    \"A\": 1\n  },\n  \"Outputs\": {}\n}\n", Language::json);
  REQUIRE(unbraced->errors().size() == 1);
  CHECK(unbraced->errors()[0].message == "A '{' is missing before this");
  CHECK(unbraced->root().find("Resources").find("A").is("1"));
  CHECK(unbraced->root().find("Outputs").is_mapping());
}

TEST_CASE("a YAML file all in brackets, one of which is missing: indentation says which") {
  std::string text = "{\n  \"Resources\": {\n";
  for (int i = 0; i < 5; ++i) text += (i > 0 ? ",\n" : "") + json_resource(i);
  text += "\n  }\n}\n";
  const std::size_t third = text.find("{\"Key\"", text.find("Queue2"));
  text.erase(text.find('}', third), 1);
  const auto tree = parse(text, Language::yaml);
  REQUIRE(tree->errors().size() == 1);
  CHECK(tree->errors()[0].range.begin == third);
  for (int i = 0; i < 5; ++i) CHECK(tree->root().find("Resources").find("Queue" + std::to_string(i)).find("Type").is("AWS::SQS::Queue"));
}

TEST_CASE("a file without an end keeps what it has") {
  std::string text = "Resources:\n";
  for (int i = 0; i < 8; ++i) text += yaml_resource(i);
  for (std::size_t length = text.find("Queue7"); length < text.size(); ++length) {
    const auto tree = parse(text.substr(0, length), Language::yaml);
    for (int i = 0; i < 7; ++i) CHECK(tree->root().find("Resources").find("Queue" + std::to_string(i)).find("Properties").child_count() == 3);
    CHECK(tree->errors().size() <= 1);
  }
}
