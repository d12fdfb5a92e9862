// How rules are run: switched off by comments, Metadata and settings; inside documents; on text that is half typed.
#include <algorithm>
#include <cstdlib>

#include "kinds/kind.h"
#include "rules/rule.h"
#include "support/catch.h"
#include "support/knowledge.h"

using namespace cribsheet;

namespace {

std::vector<rules::Finding> run(const std::string& name, const std::string& text, rules::Settings settings = {}) {
  settings.today = "2026-11-24";
  const auto document = kinds::open(name, text, *tests::knowledge());
  return rules::run({*document, *tests::knowledge(), settings});
}

std::size_t count(const std::vector<rules::Finding>& list, std::string_view rule) {
  return static_cast<std::size_t>(std::count_if(list.begin(), list.end(), [&](const rules::Finding& each) { return each.rule == rule; }));
}

const rules::Finding* first(const std::vector<rules::Finding>& list, std::string_view rule) {
  for (const rules::Finding& each : list)
    if (each.rule == rule) return &each;
  return nullptr;
}

constexpr const char* kTopic = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      DisplayName: !Ref Nam\n";

}  // namespace

TEST_CASE("a comment above the line, or at its end, silences") {
  CHECK(count(run("t.yaml", kTopic), "unresolved-reference") == 1);
  CHECK(count(run("t.yaml",
                  "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      # cribsheet: ignore unresolved-reference\n      DisplayName: !Ref "
                  "Nam\n"),
              "unresolved-reference") == 0);
  CHECK(count(run("t.yaml",
                  "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      # cribsheet: ignore\n      # why: made elsewhere\n      "
                  "DisplayName: !Ref Nam\n"),
              "unresolved-reference") == 0);
  CHECK(
      count(run("t.yaml",
                "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      DisplayName: !Ref Nam # cribsheet: ignore E1020 -- made elsewhere\n"),
            "unresolved-reference") == 0);
  CHECK(
      count(run("t.yaml",
                "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      # cribsheet: ignore unknown-property\n      DisplayName: !Ref Nam\n"),
            "unresolved-reference") == 1);
  CHECK(count(run("t.yaml", "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      # cribsheet: ignored\n      DisplayName: !Ref Nam\n"),
              "unresolved-reference") == 1);
  CHECK(count(run("t.yaml", std::string("# cribsheet: ignore-file unresolved-reference\n") + kTopic), "unresolved-reference") == 0);
}

TEST_CASE("cfn-lint's Metadata silences, in the template and in a resource") {
  CHECK(count(run("t.yaml", std::string("Metadata:\n  cfn-lint: {config: {ignore_checks: [E1020]}}\n") + kTopic), "unresolved-reference") == 0);
  CHECK(count(run("t.yaml", std::string("Metadata:\n  cfn-lint: {config: {ignore_checks: [E10]}}\n") + kTopic), "unresolved-reference") == 0);
  const std::string two =
      "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Metadata: {cfn-lint: {config: {ignore_checks: [E1020]}}}\n    Properties:\n      DisplayName: !Ref "
      "Nam\n"
      "  B:\n    Type: AWS::SNS::Topic\n    Properties:\n      DisplayName: !Ref Nam\n";
  CHECK(count(run("t.yaml", two), "unresolved-reference") == 1);
  const std::string json =
      R"({"Resources": {"A": {"Type": "AWS::SNS::Topic", "Metadata": {"cfn-lint": {"config": {"ignore_checks": ["E1020"]}}}, "Properties": {"DisplayName": {"Ref": "Nam"}}}}})";
  CHECK(count(run("t.json", json), "unresolved-reference") == 0);
}

TEST_CASE("settings choose severities, by rule or by code, and switch off") {
  rules::Settings settings;
  settings.severities["unresolved-reference"] = "hint";
  auto found = run("t.yaml", kTopic, settings);
  REQUIRE(first(found, "unresolved-reference") != nullptr);
  CHECK(first(found, "unresolved-reference")->severity == rules::Severity::hint);
  settings.severities.clear();
  settings.severities["E1020"] = "info";
  found = run("t.yaml", kTopic, settings);
  REQUIRE(first(found, "unresolved-reference") != nullptr);
  CHECK(first(found, "unresolved-reference")->severity == rules::Severity::info);
  settings.severities.clear();
  settings.severities["unresolved-reference"] = "off";
  CHECK(count(run("t.yaml", kTopic, settings), "unresolved-reference") == 0);
  settings.severities.clear();
  settings.severities["circular-dependency"] = "off";
  CHECK(count(run("t.yaml", kTopic, settings), "unresolved-reference") == 1);
}

TEST_CASE("findings stand in the order of the text, each once") {
  const auto found = run(
      "t.yaml",
      "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    DependsOn: [X, X]\n    Properties:\n      DisplayName: !Ref Nam\n  B:\n    Type: AWS::SNS::Topik\n");
  CHECK(std::is_sorted(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.range.begin < b.range.begin; }));
  for (std::size_t i = 1; i < found.size(); ++i) CHECK_FALSE((found[i].range == found[i - 1].range && found[i].message == found[i - 1].message));
}

TEST_CASE("findings inside a text point at their place in the file") {
  if (tests::knowledge()->action_count() == 0) {
    WARN("skipped: there is no knowledge pack at CRIBSHEET_PACK");
    return;
  }
  const std::string text =
      "Resources:\n  Role:\n    Type: AWS::IAM::Policy\n    Properties:\n      PolicyName: p\n      Roles: [r]\n      PolicyDocument:\n"
      "        Version: 2012-10-17\n        Statement:\n          - Effect: Allow\n            Action: s3:GetObjekt\n            Resource: \"*\"\n";
  const auto found = run("t.yaml", text);
  const rules::Finding* action = first(found, "iam-unknown-action");
  REQUIRE(action != nullptr);
  CHECK(text.substr(action->range.begin, action->range.size()).find("GetObjekt") != std::string::npos);
}

TEST_CASE("whatever is typed so far is looked at without harm") {
  const std::string whole = std::string(kTopic) +
                            "Conditions:\n  A: !Equals [!Ref B, {\"Fn::Sub\": [\"${X.Y}\", {X: !GetAtt Z.W}]}]\nOutputs:\n  O:\n    Value: !Join ['', [!If [A, "
                            "!Select [0, !GetAZs ''], !FindInMap [M, !Ref K, L]]]]\n";
  for (std::size_t length = 0; length <= whole.size(); ++length)
    for (const rules::Finding& finding : run("t.yaml", whole.substr(0, length))) CHECK(finding.range.end <= length + 1);
  const std::string json =
      R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue", "DependsOn": ["Q", 5, {"Ref": "X"}], "Properties": {"QueueName": {"Fn::Join": ["", [{"Fn::GetAtt": ["Q"]}, {"Fn::Sub": "${"}]]}}}}})";
  for (std::size_t length = 0; length <= json.size(); ++length)
    for (const rules::Finding& finding : run("t.json", json.substr(0, length))) CHECK(finding.range.end <= length + 1);
  for (const char* odd : {"", "&a [*a]", "Resources: &r\n  A: *r\n", "Resources: [1, 2]\n", "Resources:\n  ? [a]\n  : b\n",
                          "Conditions: {A: !Condition A}\nResources: {T: {Type: 'AWS::SNS::Topic', Condition: A}}\n"})
    run("t.template", odd);
}

TEST_CASE("what readers tolerate is a hint, in the file and in a document inside it") {
  const std::string buildspec = "version: 0.2\nphases:\n  build:\n    commands: [make,\n    test]\n";
  std::string inside;
  for (std::size_t at = 0; at < buildspec.size();) {
    const std::size_t end = buildspec.find('\n', at) + 1;
    inside += "          " + buildspec.substr(at, end - at);
    at = end;
  }
  const std::string text =
      "Resources:\n  Project:\n    Type: AWS::CodeBuild::Project\n    Properties:\n      Artifacts: {Type: NO_ARTIFACTS}\n      Environment: {ComputeType: "
      "BUILD_GENERAL1_SMALL, Image: 'aws/codebuild/standard:7.0', Type: LINUX_CONTAINER}\n"
      "      ServiceRole: arn:aws:iam::123456789012:role/build\n      Source:\n        Type: NO_SOURCE\n        BuildSpec: |\n" +
      inside;
  for (const auto& found : {run("buildspec.yml", buildspec), run("t.yaml", text)}) {
    const rules::Finding* finding = first(found, "syntax-error");
    REQUIRE(finding != nullptr);
    CHECK(finding->severity == rules::Severity::hint);
    CHECK(count(found, "syntax-error") == 1);
  }
}

TEST_CASE("syntax errors have a fix where one leaves fewer of them") {
  const auto mended = [](const std::string& path, const std::string& text) -> std::string {
    const auto found = run(path, text);
    const auto* error = first(found, "syntax-error");
    return error == nullptr ? "no error" : error->fixes.empty() ? "no fix" : cribsheet::apply(text, error->fixes.front().edits);
  };
  CHECK(mended("t.yaml", "Resources:\n  Topic:\n    Type: \"AWS::SNS::Topic\n") == "Resources:\n  Topic:\n    Type: \"AWS::SNS::Topic\"\n");
  CHECK(mended("t.yaml", "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties: {DisplayName: x\n  B:\n    Type: AWS::SNS::Topic\n") ==
        "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties: {DisplayName: x}\n  B:\n    Type: AWS::SNS::Topic\n");
  CHECK(mended("t.json", "{\"Resources\": {\"A\": {\"Type\": \"AWS::SNS::Topic\"}}\n") == "{\"Resources\": {\"A\": {\"Type\": \"AWS::SNS::Topic\"}}}\n");
  CHECK(mended("t.json", "{\"Resources\": {\"A\": {\"Type\": \"AWS::SNS::Topic\",}}}\n") == "{\"Resources\": {\"A\": {\"Type\": \"AWS::SNS::Topic\"}}}\n");
  CHECK(mended("t.json", "{\"Resources\": {\"A\": {\"Type\": 'AWS::SNS::Topic'}}}\n") == "{\"Resources\": {\"A\": {\"Type\": \"AWS::SNS::Topic\"}}}\n");
  CHECK(mended("t.json", "{\"Description\": \"x\"\n \"Resources\": {}}\n") == "{\"Description\": \"x\",\n \"Resources\": {}}\n");
}

TEST_CASE("a property that can't be global is called out of place, not unknown") {
  const std::string head = "Transform: AWS::Serverless-2016-10-31\nResources: {}\nGlobals:\n  Function:\n    ";
  const auto misplaced = run("t.yaml", head + "FunctionName: x\n"), misspelt = run("t.yaml", head + "FunctionNam: x\n");
  REQUIRE(first(misplaced, "unknown-property") != nullptr);
  CHECK(first(misplaced, "unknown-property")->message == "FunctionName can't stand in Globals; set it in each AWS::Serverless::Function by itself");
  REQUIRE(first(misspelt, "unknown-property") != nullptr);
  CHECK(first(misspelt, "unknown-property")->message.find("is not a property") != std::string::npos);
}
