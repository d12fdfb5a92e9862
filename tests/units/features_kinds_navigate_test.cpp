// Going from a name to what it names, and renaming it, in the further kinds and where they stand in templates.
#include <algorithm>
#include <string>

#include "features/navigate.h"
#include "kinds/kind.h"
#include "rules/rule.h"
#include "support/at_mark.h"

using namespace cribsheet;
using namespace cribsheet::tests;

namespace {

// The line (1-based) of the definition of what stands at the `|`; 0: none.
std::uint32_t defined_on(const std::string& marked, const std::string& path) {
  const auto [text, cursor] = cursor_in(marked);
  const auto view = snapshot();
  const auto document = kinds::open(path, text, *view.pack);
  const auto targets = features::definitions(view, *document, cursor);
  return targets.empty() ? 0 : document->lines.line_of(targets[0].name_range.begin) + 1;
}

std::vector<std::string> found(const std::string& text, const std::string& path) {
  const auto view = snapshot();
  const auto document = kinds::open(path, text, *view.pack);
  std::vector<std::string> out;
  for (const auto& finding : rules::run({*document, *view.pack, *view.settings}))
    if (finding.severity <= rules::Severity::warning)
      out.push_back(std::string(finding.rule) + "@" + std::to_string(document->lines.line_of(finding.range.begin) + 1));
  return out;
}

using Rules = std::vector<std::string>;

const std::string kMachine =
    "StartAt: Pay\n"
    "States:\n"
    "  Pay:\n"
    "    Type: Task\n"
    "    Resource: arn:aws:lambda:eu-west-1:123456789012:function:pay\n"
    "    Catch:\n"
    "      - ErrorEquals: [States.ALL]\n"
    "        Next: Sor|ry\n"
    "    Next: Done\n"
    "  Sorry:\n"
    "    Type: Pass\n"
    "    Next: Done\n"
    "  Done:\n"
    "    Type: Succeed\n";

}  // namespace

TEST_CASE("state machines: from Next to the state, and a state's new name everywhere") {
  CHECK(defined_on(kMachine, "order.asl.yaml") == 10);
  const std::string after = renamed(kMachine, "Refund", "order.asl.yaml");
  CHECK(after.find("        Next: Refund\n") != std::string::npos);
  CHECK(after.find("\n  Refund:\n") != std::string::npos);
  CHECK(after.find("Sorry") == std::string::npos);
  CHECK(renamed("{\"StartAt\": \"A|\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}", "B", "a.asl.json") ==
        "{\"StartAt\": \"B\", \"States\": {\"B\": {\"Type\": \"Succeed\"}}}");
}

TEST_CASE("buildspecs: variables in commands, builds of a batch") {
  const std::string text =
      "version: 0.2\nenv:\n  variables:\n    STAGE: test\n  exported-variables: [STAGE]\nphases:\n  build:\n    commands:\n      - echo \"${STA|GE}\" "
      "$STAGE_TWO\n";
  CHECK(defined_on(text, "buildspec.yml") == 4);
  const std::string after = renamed(text, "LEVEL", "buildspec.yml");
  CHECK(after.find("    LEVEL: test\n  exported-variables: [LEVEL]\n") != std::string::npos);
  CHECK(after.find("echo \"${LEVEL}\" $STAGE_TWO\n") != std::string::npos);
  // Set by a command alone; and set under env and again by a command.
  const std::string set =
      "version: 0.2\nenv:\n  variables: {STAGE: test}\n  exported-variables: [TAG]\nphases:\n  build:\n    commands:\n"
      "      - cd a && export TAG=$(git rev-parse HEAD)\n      - echo \"NO=1 $TAG\"; STAGE=prod; echo $T|AG OTHER=1 ${STAGE}\n      - TAG=x\n";
  CHECK(defined_on(set, "buildspec.yml") == 8);
  const std::string renamed_tag = renamed(set, "MARK", "buildspec.yml");
  CHECK(renamed_tag.find("exported-variables: [MARK]") != std::string::npos);
  CHECK(renamed_tag.find("export MARK=$(git rev-parse HEAD)\n      - echo \"NO=1 $MARK\"; STAGE=prod; echo $MARK OTHER=1") != std::string::npos);
  CHECK(renamed_tag.find("- MARK=x\n") != std::string::npos);
  std::string stage = set;
  stage.erase(stage.find('|'), 1).insert(stage.find("STAGE: test") + 1, "|");
  CHECK(renamed(stage, "LEVEL", "buildspec.yml").find("; LEVEL=prod; echo $TAG OTHER=1 ${LEVEL}\n") != std::string::npos);
  const std::string batch = "version: 0.2\nbatch:\n  build-graph:\n    - identifier: compile\n    - identifier: test\n      depend-on: [comp|ile]\n";
  CHECK(defined_on(batch, "buildspec.yml") == 4);
}

TEST_CASE("task definitions: containers and volumes") {
  const std::string text =
      "{ \"family\": \"a\",\n  \"volumes\": [{ \"name\": \"data\" }],\n  \"containerDefinitions\": [\n    { \"name\": \"db\", \"image\": \"a\", "
      "\"mountPoints\": [{ \"sourceVolume\": \"data\" }] },\n"
      "    { \"name\": \"web\", \"image\": \"a\", \"dependsOn\": [{ \"containerName\": \"d|b\", \"condition\": \"START\" }] } ] }\n";
  CHECK(defined_on(text, "taskdef.json") == 4);
  CHECK(renamed(text, "store", "taskdef.json").find("\"containerName\": \"store\"") != std::string::npos);
}

TEST_CASE("templates: a state machine as a mapping, as text, and through Fn::Sub") {
  const std::string head =
      "Resources:\n  Machine:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      RoleArn: arn:aws:iam::123456789012:role/x\n";
  const std::string mapping = "      Definition:\n        StartAt: A\n        States:\n          A:\n            Type: Pass\n            Next: B\n";
  CHECK(found(head + mapping, "template.yaml") == Rules{"step-functions-target@11"});
  const std::string text =
      "      DefinitionString: |\n        {\n          \"StartAt\": \"A\",\n          \"States\": { \"A\": { \"Type\": \"Pass\", \"Next\": \"B\" } }\n        "
      "}\n";
  CHECK(found(head + text, "template.yaml") == Rules{"step-functions-target@9"});
  const std::string sub =
      "      DefinitionString: !Sub |\n        {\n          \"StartAt\": \"A\",\n          \"States\": { \"A\": { \"Type\": \"Task\", \"Resource\": "
      "\"${AWS::Region}\", \"Next\": \"B\" } }\n        }\n";
  CHECK(found(head + sub, "template.yaml") == Rules{"step-functions-target@9"});
  // `${...}` may stand for a number, and then the text is no JSON yet: nothing can be said.
  const std::string number =
      "      DefinitionString: !Sub |\n        { \"StartAt\": \"A\", \"States\": { \"A\": { \"Type\": \"Wait\", \"Seconds\": ${AWS::AccountId}, \"Next\": "
      "\"B\" } } }\n";
  CHECK(found(head + number, "template.yaml").empty());
  CHECK(defined_on(head + "      Definition:\n        StartAt: A\n        States:\n          A:\n            Type: Pass\n            Next: B|\n          B:\n  "
                          "          Type: Succeed\n",
                   "template.yaml") == 12);
}

TEST_CASE("templates: Express by the type beside the definition") {
  const std::string head =
      "Resources:\n  Machine:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      RoleArn: arn:aws:iam::123456789012:role/x\n";
  const std::string rest =
      "      Definition:\n        StartAt: A\n        States:\n          A:\n            Type: Task\n            Resource: arn:aws:states:::ecs:runTask.sync\n "
      "           Parameters: {TaskDefinition: t}\n            End: true\n";
  CHECK(found(head + "      StateMachineType: EXPRESS\n" + rest, "template.yaml") == Rules{"step-functions-express-wait@12"});
  CHECK(found(head + "      StateMachineType: STANDARD\n" + rest, "template.yaml").empty());
}

TEST_CASE("templates: a buildspec in a block") {
  const std::string text =
      "Resources:\n  Build:\n    Type: AWS::CodeBuild::Project\n    Properties:\n      ServiceRole: r\n      Artifacts: {Type: NO_ARTIFACTS}\n"
      "      Environment: {Type: LINUX_CONTAINER, ComputeType: BUILD_GENERAL1_SMALL, Image: 'aws/codebuild/standard:7.0'}\n"
      "      Source:\n        Type: NO_SOURCE\n        BuildSpec: |\n          version: 0.2\n          phases:\n            build:\n              commands:\n  "
      "              - echo a: b\n";
  CHECK(found(text, "template.yaml") == Rules{"buildspec-command-not-text@15"});
}

TEST_CASE("templates: a task definition") {
  const std::string text =
      "Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      Family: a\n      Memory: '512'\n      ContainerDefinitions:\n        - "
      "Name: web\n          Image: nginx\n"
      "          DependsOn: [{ContainerName: bd, Condition: START}]\n          MountPoints: [{SourceVolume: !Ref AWS::StackName, ContainerPath: /a}]\n        "
      "- Name: db\n          Image: b\n";
  CHECK(found(text, "template.yaml") == Rules{"ecs-depends-on@10"});
}
