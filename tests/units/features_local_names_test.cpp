// Names of one construct alone: variables of Fn::Sub, keys of mappings, substitutions of state machines; and what an attribute belongs to.
#include <string>
#include <vector>

#include "features/navigate.h"
#include "features/outline.h"
#include "features/relations.h"
#include "support/at_mark.h"

using namespace cribsheet;
using namespace cribsheet::tests;

namespace {

using Lines = std::vector<std::uint32_t>;

// The lines (1-based) of what the mark leads to.
Lines defined_on(const std::string& marked, const std::string& path = "template.yaml") {
  const auto [text, cursor] = cursor_in(marked);
  const auto view = snapshot();
  const auto document = kinds::open(path, text, *view.pack);
  Lines lines;
  for (const auto& target : features::definitions(view, *document, cursor)) lines.push_back(document->lines.line_of(target.name_range.begin) + 1);
  return lines;
}

std::string marked(std::string text, const std::string& at) {
  const auto found = text.find(at);
  REQUIRE(found != std::string::npos);
  return text.insert(found + 1, "|");
}

const std::string kSub =
    "Resources:\n"
    "  Queue:\n"
    "    Type: AWS::SQS::Queue\n"
    "    Properties:\n"
    "      QueueName: !Sub\n"
    "        - \"${Team}-${AWS::Region}-${Team}\"\n"
    "        - Team: orders\n";
const std::string kMap =
    "Mappings:\n"
    "  Sizes:\n"
    "    small: {Wait: 30, Keep: 60}\n"
    "    large: {Wait: 60, Keep: 90}\n"
    "Resources:\n"
    "  Queue:\n"
    "    Type: AWS::SQS::Queue\n"
    "    Properties:\n"
    "      VisibilityTimeout: !FindInMap [Sizes, small, Wait]\n"
    "      DelaySeconds: !FindInMap [Sizes, !Ref AWS::Region, Wait]\n";

}  // namespace

TEST_CASE("a variable of Fn::Sub leads to the map beside the text, and is renamed in both") {
  CHECK(defined_on(marked(kSub, "Team}-${AWS")) == Lines{7});
  const auto after = renamed(marked(kSub, "Team: orders"), "Group");
  CHECK(after.find("\"${Group}-${AWS::Region}-${Group}\"\n        - Group: orders\n") != std::string::npos);
  const std::string json = R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Fn::Sub": ["${Te|am}", {"Team": "a"}]}}}}})";
  CHECK(defined_on(json, "template.json") == Lines{1});
  CHECK(renamed(json, "Group", "template.json").find(R"(["${Group}", {"Group": "a"}])") != std::string::npos);
  CHECK(defined_on("Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: !Sub\n        - \"${Te|am") == Lines{});
}

TEST_CASE("the keys of a look-up lead into the mapping") {
  CHECK(defined_on(marked(kMap, "small, Wait")) == Lines{3});
  CHECK(defined_on(marked(kMap, "Wait]")) == Lines{3, 4});
  const auto after = renamed(marked(kMap, "Wait: 60"), "Pause");
  CHECK(after.find("small: {Pause: 30, Keep: 60}\n    large: {Pause: 60, Keep: 90}") != std::string::npos);
  CHECK(after.find("[Sizes, small, Pause]") != std::string::npos);
  // A region decides at times: then the first keys are no names to change.
  CHECK(renamed(marked(kMap, "small: {"), "tiny").find("Nothing here can be renamed") == 0);
  const std::string json = R"({"Mappings": {"M": {"a": {"b": 1}}}, "Resources": {"Q": {"Type": "AWS::SQS::Queue",
    "Properties": {"DelaySeconds": {"Fn::FindInMap": ["M", "a", "|b"]}}}}})";
  CHECK(defined_on(json, "template.json") == Lines{1});
}

TEST_CASE("a substitution leads from the definition to DefinitionSubstitutions") {
  const std::string text =
      "Resources:\n"
      "  Machine:\n"
      "    Type: AWS::Serverless::StateMachine\n"
      "    Properties:\n"
      "      DefinitionSubstitutions:\n"
      "        Worker: arn:aws:lambda:eu-west-1:123456789012:function:w\n"
      "      Definition:\n"
      "        StartAt: A\n"
      "        States:\n"
      "          A: {Type: Task, Resource: \"${Worker}\", End: true}\n";
  CHECK(defined_on(marked(text, "Worker}")) == Lines{6});
  CHECK(renamed(marked(text, "Worker: arn"), "Doer").find("Resource: \"${Doer}\"") != std::string::npos);
  const std::string block =
      "Resources:\n  M:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      DefinitionSubstitutions:\n        Fn: x\n"
      "      DefinitionString: >\n        {\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Task\", \"Resource\": \"${Fn}\", \"End\": true}}}\n";
  CHECK(defined_on(marked(block, "Fn}")) == Lines{6});
}

TEST_CASE("an attribute leads to its resource; it is no name to change") {
  const std::string text =
      "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n"
      "      TopicName: !GetAtt Queue.QueueName\n      DisplayName: !Sub \"${Queue.Arn}\"\n";
  CHECK(defined_on(marked(text, "QueueName\n")) == Lines{2});
  CHECK(defined_on(marked(text, "Arn}")) == Lines{2});
  CHECK(renamed(marked(text, "Arn}"), "Other").find("Nothing here can be renamed") == 0);
  CHECK(defined_on(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}, "Outputs": {"A": {"Value": {"Fn::GetAtt": ["Q", "A|rn"]}}}})", "t.json") == Lines{1});
}

TEST_CASE("local names are no part of the outline, the search and the graph") {
  const auto view = snapshot();
  for (const auto& text : {kSub, kMap}) {
    const auto document = kinds::open("template.yaml", text, *view.pack);
    std::vector<std::string> names;
    for (const auto& symbol : features::outline(view, *document)) {
      names.push_back(symbol.name);
      CHECK(symbol.parent < static_cast<std::int32_t>(names.size()) - 1);
    }
    CHECK(std::count(names.begin(), names.end(), "Queue") == 1);
    for (const auto* local : {"Team", "small", "Wait"}) CHECK(std::count(names.begin(), names.end(), local) == 0);
    for (const auto& node : features::graph(view, *document).nodes) CHECK((node.name == "Queue" || node.name == "Sizes"));
  }
}

TEST_CASE("the search of the workspace gives what it was asked for alone") {
  auto view = snapshot();
  view.open["/w/template.yaml"] = kinds::open("/w/template.yaml", kMap, *view.pack);
  const auto names = [&](std::string_view query) {
    std::vector<std::string> found;
    for (const auto& one : features::workspace_symbols(view, query, 100)) found.push_back(one.symbol.name);
    return found;
  };
  CHECK(names("Queue") == std::vector<std::string>{"Queue"});
  CHECK(names("sqs") == std::vector<std::string>{"Queue"});
  CHECK(names("Sizes") == std::vector<std::string>{"Sizes"});
  CHECK(names("nothing like it").empty());
}
