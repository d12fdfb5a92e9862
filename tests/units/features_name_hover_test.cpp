// Hover on names whose definition stands elsewhere.
#include <string>

#include "support/at_mark.h"

using namespace cribsheet;
using namespace cribsheet::tests;

namespace {

const std::string kInner =
    "Parameters:\n  Name:\n    Type: String\n    Description: What the table is called\nResources:\n  Store:\n    Type: AWS::DynamoDB::Table\n"
    "Outputs:\n  Table:\n    Value: !Ref Store\n    Export: {Name: store-table}\n";

// The hover at the mark, beside a template named inner.yaml; "nothing".
std::string said(const std::string& marked, const std::string& path = "outer.yaml") {
  const auto [text, cursor] = cursor_in(marked);
  auto view = snapshot();
  view.open["/w/inner.yaml"] = kinds::open("/w/inner.yaml", kInner, *view.pack);
  const auto hover = features::hover(view, *kinds::open("/w/" + path, text, *view.pack), cursor);
  return hover ? features::to_markdown(*hover) : "nothing";
}

bool has(const std::string& text, std::string_view part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

const std::string kStack = "Resources:\n  N:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: inner.yaml\n      Parameters:\n";

}  // namespace

TEST_CASE("a nested stack's parameter and output are shown as its template has them") {
  const auto parameter = said(kStack + "        Na|me: x\n");
  CHECK(has(parameter, "What the table is called"));
  CHECK(has(parameter, "In: `inner.yaml`"));
  CHECK(has(parameter, "Type: String"));
  CHECK(has(said(kStack + "        Name: x\nOutputs:\n  A:\n    Value: !GetAtt N.Outputs.Ta|ble\n"), "Value: !Ref Store"));
  CHECK(has(said(R"({"Resources": {"N": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "inner.yaml", "Parameters": {"Na|me": 1}}}}})",
                 "o.json"),
            "What the table is called"));
}

TEST_CASE("an import shows the output that exports it") {
  const std::string head = "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: ";
  CHECK(has(said(head + "!ImportValue store-|table\n"), "Table:\n  Value: !Ref Store"));
  CHECK_FALSE(has(said(head + "!ImportValue no-|such\n"), "In: "));
}

TEST_CASE("local names show what gives them their value") {
  CHECK(has(said("Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: !Sub\n        - \"${Te|am}\"\n        - Team: orders\n"),
            "Team: orders"));
  CHECK(has(said("Resources:\n  M:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      DefinitionSubstitutions:\n        Worker: some-arn\n"
                 "      Definition:\n        StartAt: A\n        States:\n          A: {Type: Task, Resource: \"${Wor|ker}\", End: true}\n"),
            "Worker: some-arn"));
  CHECK(has(said("version: 0.2\nphases:\n  build:\n    commands:\n      - export TAG=$(date)\n      - echo $T|AG\n", "buildspec.yml"), "export TAG=$(date)"));
}
