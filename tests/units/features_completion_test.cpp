// Completion: what is offered at a cursor, best first, mostly in half-typed text.
#include <algorithm>
#include <string>

#include "support/at_mark.h"

using namespace cribsheet;
using namespace cribsheet::tests;

namespace {

const std::string kQueue = "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n";
const std::string kHead =
    "Parameters:\n  Net: {Type: 'AWS::EC2::Subnet::Id'}\n  Stage: {Type: String}\nConditions:\n  IsProd: !Equals [!Ref Stage, prod]\nMappings:\n  Sizes: "
    "{prod: {memory: 512}, dev: {memory: 128}}\n"
    "Resources:\n  Worker:\n    Type: AWS::IAM::Role\n    Properties: {AssumeRolePolicyDocument: {}}\n  Subnet:\n    Type: AWS::EC2::Subnet\n    Properties: "
    "{VpcId: vpc-12345678}\n";

}  // namespace

TEST_CASE("properties, on an empty line, at a word, before others, in flow and in JSON") {
  CHECK(offers(items_at(kQueue + "      |\n"), "VisibilityTimeout"));
  CHECK(first(items_at(kQueue + "      Vis|\n")) == "VisibilityTimeout");
  CHECK(first(items_at(kQueue + "      Vis|\n      QueueName: x\n")) == "VisibilityTimeout");
  CHECK(offers(items_at(kQueue + "      |\n      QueueName: x\n"), "VisibilityTimeout"));
  CHECK_FALSE(offers(items_at(kQueue + "      |\n      QueueName: x\n"), "QueueName"));
  CHECK(first(items_at("Resources:\n  Q: {Type: AWS::SQS::Queue, Properties: {Vis|}}\n")) == "VisibilityTimeout");
  CHECK(first(items_at(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"Vis|"}}}})", "template.json")) == "VisibilityTimeout");
  CHECK(offers(items_at(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"|", "QueueName": "x"}}}})", "template.json"), "VisibilityTimeout"));
  CHECK_FALSE(offers(items_at(kQueue + "      |\n"), "Arn"));
}

TEST_CASE("required properties come first") {
  const auto items = items_at("Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      |\n");
  REQUIRE(items.size() > 5);
  CHECK(items[0].label == "Code");
  CHECK(items[1].label == "Role");
}

TEST_CASE("nested properties and list items") {
  CHECK(offers(items_at("Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      LifecycleConfiguration:\n        Rules:\n          - |\n"),
               "ExpirationInDays"));
  CHECK(offers(
      items_at(
          "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      LifecycleConfiguration:\n        Rules:\n          - Id: x\n            |\n"),
      "ExpirationInDays"));
  CHECK(first(items_at("Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      Tags:\n        - Ke|\n          Value: b\n")) == "Key");
}

TEST_CASE("what is taken is put where the word was") {
  CHECK(taken(kQueue + "      Vis|\n", "VisibilityTimeout") == kQueue + "      VisibilityTimeout: \n");
  CHECK(taken(kQueue + "      Vis|: 3\n", "VisibilityTimeout") == kQueue + "      VisibilityTimeout: 3\n");
  CHECK(taken(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"Vis|": 3}}}})", "VisibilityTimeout", "template.json") ==
        R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": 3}}}})");
  CHECK(taken(kHead + "Outputs:\n  A: {Value: !GetAtt Worker.A|}\n", "Arn") == kHead + "Outputs:\n  A: {Value: !GetAtt Worker.Arn}\n");
  CHECK(taken(kHead + "Outputs:\n  A:\n    Value: !Sub '${Wor|'\n", "Worker") == kHead + "Outputs:\n  A:\n    Value: !Sub '${Worker}'\n");
}

TEST_CASE("resource types, with what they need") {
  CHECK(first(items_at("Resources:\n  Q:\n    Type: AWS::SQS::|\n")) == "AWS::SQS::Queue");
  CHECK(first(items_at("Resources:\n  Q:\n    Type: sqs::q|\n")).find("AWS::SQS::Queue") == 0);
  CHECK(offers(items_at("Resources:\n  Q:\n    Type: |\n"), "AWS::SQS::Queue"));
  CHECK(taken("Resources:\n  S:\n    Type: AWS::SNS::Subscr|\n", "AWS::SNS::Subscription") ==
        "Resources:\n  S:\n    Type: AWS::SNS::Subscription\n    Properties:\n      Protocol: $1\n      TopicArn: $2\n");
}

TEST_CASE("sections and resource attributes") {
  CHECK(offers(items_at("Resources: {}\n|\n"), "Outputs"));
  CHECK_FALSE(offers(items_at("Resources: {}\n|\n"), "Resources"));
  CHECK(offers(items_at("Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    |\n"), "DeletionPolicy"));
  CHECK(offers(items_at("Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    DeletionPolicy: |\n"), "Retain"));
  CHECK(offers(items_at("Resources:\n  A:\n    Type: AWS::SQS::Queue\n  B:\n    Type: AWS::SQS::Queue\n    DependsOn: |\n"), "A"));
  CHECK(offers(items_at("Parameters:\n  P:\n    Type: |\nResources: {}\n"), "AWS::EC2::Subnet::Id"));
}

TEST_CASE("references, best fitting first") {
  CHECK(offers(items_at(kHead + "  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      Handler: !Ref |\n"), "Stage"));
  CHECK(first(items_at(kHead + "  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      Role: |\n")) == "!GetAtt Worker.Arn");
  CHECK(first(items_at(kHead + "  F:\n    Type: AWS::EC2::Instance\n    Properties:\n      SubnetId: !Ref |\n")) == "Net");
  CHECK(first(items_at(kHead + "Outputs:\n  A: {Value: !GetAtt Worker.|}\n")) == "Arn");
  CHECK(first(items_at(kHead + "Outputs:\n  A: {Value: !If [|, a, b]}\n")) == "IsProd");
  CHECK(first(items_at(kHead + "Outputs:\n  A: {Value: !FindInMap [Sizes, prod, m|]}\n")) == "memory");
  CHECK(offers(items_at(kHead + "Outputs:\n  A: {Value: !FindInMap [|, prod, memory]}\n"), "Sizes"));
  CHECK(offers(items_at(kHead + "Outputs:\n  A:\n    Value:\n      Ref: |\n"), "AWS::Region"));
  CHECK(offers(items_at(kHead + "Outputs:\n  A:\n    Value: !|\n"), "!GetAtt"));
  CHECK(offers(items_at(R"({"Parameters": {"Stage": {"Type": "String"}}, "Resources": {}, "Outputs": {"A": {"Value": {"Ref": "|"}}}})", "template.json"),
               "Stage"));
}

TEST_CASE("values") {
  CHECK(offers(items_at("Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      Runtime: py|\n"), "python3.12"));
  CHECK(offers(items_at(kQueue + "      FifoQueue: |\n"), "true"));
  CHECK(taken("|\nResources: {}\n", "AWSTemplateFormatVersion").find("AWSTemplateFormatVersion: '2010-09-09'") == 0);
}

TEST_CASE("odd texts and offsets are answered with nothing") {
  CHECK(offers(items_at("|"), "Resources"));
  items_at("\t\x01|{[", "template.yaml");
  const auto view = snapshot();
  const auto document = kinds::open("template.yaml", "Resources: {}\n", *view.pack);
  features::complete(view, *document, 5000);
  SUCCEED();
}
