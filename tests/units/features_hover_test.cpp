// Hover: the entity under the cursor and what is said of it.
#include <string>

#include "support/at_mark.h"

using namespace cribsheet;
using namespace cribsheet::tests;

namespace {

bool has_fact(const features::Hover& hover, const std::string& name, const std::string& part) {
  for (const auto& [key, value] : hover.facts)
    if (key == name && value.find(part) != std::string::npos) return true;
  return false;
}

const std::string kHead =
    "Parameters:\n  Stage: {Type: String, AllowedValues: [dev, prod]}\nConditions:\n  IsProd: !Equals [!Ref Stage, prod]\nResources:\n  Role:\n    Type: "
    "AWS::IAM::Role\n"
    "    Properties: {AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: []}}\n";

}  // namespace

TEST_CASE("a property says its type, range and what a change does") {
  for (const auto& [text, path] :
       {std::pair<std::string, std::string>{"Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      Visibility|Timeout: 30\n", "template.yaml"},
        {R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"Visibility|Timeout": 30}}}})", "template.json"}}) {
    const auto hover = hover_at(text, path);
    REQUIRE(hover);
    CHECK(hover->entity == "AWS::SQS::Queue.VisibilityTimeout");
    CHECK(has_fact(*hover, "Type", "integer, 0 to 43200"));
    CHECK(has_fact(*hover, "Update", "no interruption"));
    CHECK_FALSE(hover->doc.empty());
    CHECK(hover->url.find("#cfn-sqs-queue-visibilitytimeout") != std::string::npos);
  }
}

TEST_CASE("the notes are quoted below") {
  const auto hover = hover_at("Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      Visibility|Timeout: 30\n", "template.yaml",
                              "# SQS\n\n- Visibility timeout: set it to six times the function's timeout\n");
  REQUIRE(hover);
  REQUIRE(hover->notes.size() == 1);
  const std::string markdown = features::to_markdown(*hover);
  CHECK(markdown.find("From your notes") != std::string::npos);
  CHECK(markdown.find("six times the function's timeout") != std::string::npos);
}

TEST_CASE("references show their targets") {
  CHECK(hover_at(kHead + "Outputs:\n  A: {Value: !GetAtt Role.A|rn}\n")->entity == "AWS::IAM::Role!Arn");
  CHECK(hover_at(kHead + "Outputs:\n  A: {Value: !GetAtt Ro|le.Arn}\n")->entity == "AWS::IAM::Role");
  CHECK(hover_at(kHead + "Outputs:\n  A: {Value: {'Fn::GetAtt': [Role, A|rn]}}\n")->entity == "AWS::IAM::Role!Arn");
  const auto parameter = hover_at(kHead + "Outputs:\n  A: {Value: !Ref St|age}\n");
  REQUIRE(parameter);
  CHECK(has_fact(*parameter, "Allowed values", "`prod`"));
  CHECK(hover_at(kHead + "Outputs:\n  A: {Value: !Sub 'x-${AWS::Re|gion}'}\n")->entity == "AWS::Region");
  CHECK(hover_at(kHead + "Outputs:\n  A: {Value: !Sub '${Role.A|rn}'}\n")->entity == "AWS::IAM::Role!Arn");
  CHECK(hover_at(kHead + "Outputs:\n  A: {Value: !I|f [IsProd, a, b]}\n")->entity == "Fn::If");
  CHECK(hover_at(kHead + "Outputs:\n  A: {Value: !If [Is|Prod, a, b]}\n")->title.find("IsProd") == 0);
}

TEST_CASE("outputs, and what stands in mappings") {
  const auto output = hover_at("Outputs:\n  Ad|dress:\n    Value: !Ref Role\n    Export: {Name: address}\n" + kHead);
  REQUIRE(output);
  CHECK(output->title == "Address (output)");
  CHECK(has_fact(*output, "Exported as", "`address`"));
  CHECK(has_fact(*output, "Value", "!Ref Role"));
  for (const std::string& text :
       {std::string("Mappings:\n  Sizes:\n    dev:\n      mem: 1|28\n      cpu: 1\n" + kHead),
        std::string("Mappings:\n  Sizes:\n    dev:\n      m|em: 128\n      cpu: 1\n" + kHead),
        std::string(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}, "Mappings": {"Sizes": {"dev": {"m|em": 128, "cpu": 1}}}})")}) {
    const auto cell = hover_at(text, text[0] == '{' ? "template.json" : "template.yaml");
    REQUIRE(cell);
    CHECK(cell->title == "dev in Sizes");
    CHECK(has_fact(*cell, "mem", "`128`"));
    CHECK_FALSE(has_fact(*cell, "cpu", "1"));
  }
  const auto row = hover_at("Mappings:\n  Sizes:\n    d|ev:\n      mem: 128\n      cpu: 1\n" + kHead);
  REQUIRE(row);
  CHECK(has_fact(*row, "mem", "`128`"));
  CHECK(has_fact(*row, "cpu", "`1`"));
  CHECK_FALSE(hover_at("Mappings:\n  Sizes:\n    d|ev:\n" + kHead));
}

TEST_CASE("an environment variable that the notes speak of") {
  const std::string note = "# X-Ray\n\n- AWS_XRAY_DAEMON_ADDRESS: host and port of the daemon\n";
  const std::string head = "Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      Environment:\n        Variables:\n          ";
  const auto hover = hover_at(head + "AWS_XRAY_DAEMON|_ADDRESS: 127.0.0.1:2000\n", "template.yaml", note);
  REQUIRE(hover);
  CHECK(hover->entity == "env:AWS_XRAY_DAEMON_ADDRESS");
  CHECK_FALSE(hover->notes.empty());
  CHECK_FALSE(hover_at(head + "TABLE|_NAME: orders\n", "template.yaml", note));
  const auto json = hover_at(
      R"({"Resources": {"T": {"Type": "AWS::ECS::TaskDefinition", "Properties": {"ContainerDefinitions": [{"Environment": [{"Name": "AWS_XRAY_|DAEMON_ADDRESS", "Value": "a"}]}]}}}})",
      "template.json", note);
  REQUIRE(json);
  CHECK(json->entity == "env:AWS_XRAY_DAEMON_ADDRESS");
}

TEST_CASE("types, sections, values and nested properties") {
  CHECK(hover_at("Resources:\n  Q:\n    Type: AWS::SQS::Qu|eue\n")->entity == "AWS::SQS::Queue");
  CHECK(hover_at("Reso|urces:\n  Q:\n    Type: AWS::SQS::Queue\n")->entity == "cloudformation:Resources");
  CHECK(hover_at("Parameters:\n  A:\n    Type: Str|ing\nResources: {}\n")->entity == "parameter-type:String");
  CHECK(hover_at("Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      LifecycleConfiguration:\n        Rules:\n          - I|d: x\n")->entity ==
        "AWS::S3::Bucket.LifecycleConfiguration.Rules.Id");
  CHECK(hover_at("Resources:\n  T:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      StreamSpecification:\n        StreamViewType: NEW_|IMAGE\n")
            ->entity.find("AWS::DynamoDB::Table.StreamSpecification.StreamViewType") == 0);
}

TEST_CASE("nothing is said where nothing is known") {
  CHECK_FALSE(hover_at("just some te|xt").has_value());
  CHECK_FALSE(hover_at("Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      Nons|ense: 1\n").has_value());
}

TEST_CASE("half-typed templates answer") {
  CHECK(hover_at("Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      Delay|Seconds\n")->entity == "AWS::SQS::Queue.DelaySeconds");
  CHECK(hover_at("Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: [\n      Visibility|Timeout: 3\n").has_value());
}
