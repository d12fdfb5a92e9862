// What may be typed of names that stand elsewhere: in a nested stack's template, beside a Sub's text, beside a state machine, in commands.
#include <string>

#include "support/at_mark.h"

using namespace cribsheet;
using namespace cribsheet::tests;

namespace {

const std::string kInner =
    "Parameters:\n  Name:\n    Type: String\n    Description: What the table is called\n  Size:\n    Type: Number\n    Default: 1\n"
    "Resources:\n  Store:\n    Type: AWS::DynamoDB::Table\nOutputs:\n  Table:\n    Value: !Ref Store\n";

std::vector<kinds::Completion> beside_inner(const std::string& marked, const std::string& path) {
  const auto [text, cursor] = cursor_in(marked);
  auto view = snapshot();
  view.open["/w/inner.yaml"] = kinds::open("/w/inner.yaml", kInner, *view.pack);
  return features::complete(view, *kinds::open("/w/" + path, text, *view.pack), cursor).items;
}

std::string taken_of(const std::vector<kinds::Completion>& items, const std::string& marked, std::string_view label) {
  for (const auto& item : items)
    if (item.label == label) return cribsheet::apply(cursor_in(marked).first, {{item.replace, item.insert}});
  return "not offered";
}

const std::string kStack =
    "Resources:\n  Nested:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: inner.yaml\n      Parameters:\n        ";

}  // namespace

TEST_CASE("a nested stack's parameters are keys, those without a default first") {
  const auto items = beside_inner(kStack + "|\n", "outer.yaml");
  REQUIRE(items.size() > 2);
  CHECK(items[0].label == "Name");
  CHECK(items[0].documentation == "What the table is called");
  CHECK(items[1].label == "Size");
  CHECK(taken_of(items, kStack + "|\n", "Name") == kStack + "Name: \n");
  CHECK_FALSE(offers(beside_inner(kStack + "Name: x\n        S|\n", "outer.yaml"), "Name"));
  const std::string json =
      R"({"Resources": {"N": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "inner.yaml", "Parameters": {"|": 1}}}}})";
  CHECK(offers(beside_inner(json, "outer.json"), "Size"));
  const std::string sam =
      "Resources:\n  N:\n    Type: AWS::Serverless::Application\n    Properties:\n      Location: inner.yaml\n      Parameters:\n        N|";
  CHECK(first(beside_inner(sam, "outer.yaml")) == "Name");
}

TEST_CASE("a nested stack's outputs stand behind its point") {
  const auto head = kStack + "Name: x\nOutputs:\n  A:\n    Value: ";
  for (const std::string end : {"!GetAtt Nested.|\n", "!GetAtt Nested.Outputs.|\n", "!GetAtt Nested.Outputs.Ta|\n"})
    CHECK(taken_of(beside_inner(head + end, "outer.yaml"), head + end, "Outputs.Table") == head + "!GetAtt Nested.Outputs.Table\n");
  const auto sub = head + "!Sub \"${Nested.|}\"\n";
  CHECK(taken_of(beside_inner(sub, "outer.yaml"), sub, "Outputs.Table") == head + "!Sub \"${Nested.Outputs.Table}\"\n");
  CHECK(offers(beside_inner(head + "!GetAtt [Nested, |]\n", "outer.yaml"), "Outputs.Table"));
}

TEST_CASE("a Sub's own variables, and a state machine's substitutions") {
  const std::string sub = "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: !Sub\n        - \"${|}\"\n        - Team: x\n";
  CHECK(first(items_at(sub)) == "Team");
  const std::string attribute = "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n  T:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: ";
  CHECK(taken(attribute + "!Sub \"${Q.|}\"\n", "Arn") == attribute + "!Sub \"${Q.Arn}\"\n");
  CHECK(taken(attribute + "!Sub \"${Q.|\"\n", "Arn") == attribute + "!Sub \"${Q.Arn}\"\n");
  CHECK(taken(attribute + "!GetAtt Q.|\n", "Arn") == attribute + "!GetAtt Q.Arn\n");
  const std::string machine =
      "Resources:\n  M:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      DefinitionSubstitutions:\n        Worker: x\n"
      "      Definition:\n        StartAt: A\n        States:\n          A:\n            Type: Task\n            End: true\n            Resource: ";
  CHECK(taken(machine + "\"${|}\"\n", "Worker") == machine + "\"${Worker}\"\n");
  CHECK(taken(machine + "${Wo|\n", "Worker") == machine + "${Worker}\n");
}

TEST_CASE("names behind a dash, and variables that commands set") {
  const std::string list = "Resources:\n  A:\n    Type: AWS::SQS::Queue\n  B:\n    Type: AWS::SQS::Queue\n    DependsOn:\n      - ";
  CHECK(first(items_at(list + "|\n")) == "A");
  CHECK(taken(list + "A|", "A") == list + "A");
  const std::string build = "version: 0.2\nenv:\n  exported-variables: [|]\nphases:\n  build:\n    commands:\n      - export TAG=1\n";
  CHECK(first(items_at(build, "buildspec.yml")) == "TAG");
  CHECK(first(items_at("version: 0.2\nphases:\n  build:\n    commands:\n      - TAG=1\n      - echo $|\n", "buildspec.yml")) == "TAG");
}
