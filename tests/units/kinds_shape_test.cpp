// The shape engine against templates, with the compiled pack.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "kinds/cloudformation/template.h"
#include "kinds/cloudformation/values.h"
#include "kinds/kind.h"
#include "kinds/shape/validate.h"
#include "support/catch.h"
#include "support/knowledge.h"

using namespace cribsheet;

namespace {

struct Seen : kinds::shape::Visitor {
  std::vector<kinds::shape::Violation> list;
  void violation(kinds::shape::Violation violation) override { list.push_back(std::move(violation)); }
};

// "rule@line" for every violation, in the order they were found.
std::vector<std::string> violations(std::string text, const std::string& path = "template.yaml") {
  const auto pack = tests::knowledge();
  REQUIRE(tests::has_knowledge());
  const auto document = kinds::open(path, std::move(text), *pack);
  const auto kind = pack->kind(document->kind);
  REQUIRE(kind.has_value());
  const auto* outline = kinds::cloudformation::outline(*document);
  REQUIRE(outline != nullptr);
  const kinds::cloudformation::TemplateResolver resolver(*outline);
  Seen seen;
  kinds::shape::validate(document->root(), kind->root, *pack, {true, true, std::string(kind->entity_prefix)}, &resolver, seen);
  std::vector<std::string> out;
  for (const auto& each : seen.list) out.push_back(std::string(each.rule) + "@" + std::to_string(document->lines.line_of(each.range.begin) + 1));
  std::sort(out.begin(), out.end());
  return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a value through a condition is judged in each branch") {
  const std::string head =
      "Parameters:\n  P: {Type: String}\nConditions:\n  C: !Equals [!Ref P, x]\nResources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n";
  CHECK(violations(head + "      DelaySeconds: !If [C, 5, 10]\n").empty());
  CHECK(violations(head + "      DelaySeconds: !If [C, 5, 5000]\n") == Names{"out-of-range@9"});
  CHECK(violations(head + "      DelaySeconds: !If [C, 5, !Ref AWS::NoValue]\n").empty());
  CHECK(violations(head + "      DelaySeconds:\n        Fn::If: [C, [1], 2]\n") == Names{"wrong-type@10"});
}

TEST_CASE("a property that a condition takes away is missing in that case only") {
  const std::string head =
      "Parameters:\n  P: {Type: String}\nConditions:\n  C: !Equals [!Ref P, x]\n  NotC: !Not [!Condition C]\nResources:\n  S:\n    Type: "
      "AWS::SNS::Subscription\n    Properties:\n      TopicArn: "
      "arn:aws:sns:eu-central-1:123456789012:t\n";
  CHECK(violations(head + "      Protocol: !If [C, sqs, https]\n").empty());
  CHECK(violations(head + "      Protocol: !If [C, sqs, !Ref AWS::NoValue]\n") == Names{"missing-property@9"});
}

TEST_CASE("exclusive properties under opposite conditions stand for each other") {
  const std::string head =
      "Parameters:\n  P: {Type: String}\nConditions:\n  C: !Equals [!Ref P, x]\n  NotC: !Not [!Condition C]\nResources:\n  I:\n    Type: "
      "AWS::EC2::SecurityGroupIngress\n    Properties:\n      "
      "GroupId: sg-0123456789abcdef0\n      IpProtocol: '-1'\n";
  CHECK(violations(head + "      CidrIp: !If [C, 10.0.0.0/8, !Ref AWS::NoValue]\n      CidrIpv6: !If [NotC, '::/0', !Ref AWS::NoValue]\n").empty());
  CHECK(violations(head + "      CidrIp: !If [C, 10.0.0.0/8, !Ref AWS::NoValue]\n      CidrIpv6: !If [C, '::/0', !Ref AWS::NoValue]\n") ==
        Names{"required-xor@12", "required-xor@13", "required-xor@9"});
}

TEST_CASE("what cannot be known is not judged") {
  const std::string head = "Parameters:\n  P: {Type: Number}\nResources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n";
  CHECK(violations(head + "      DelaySeconds: !Ref P\n").empty());
  CHECK(violations(head + "      DelaySeconds: !ImportValue x\n").empty());
  CHECK(violations(head + "      Fn::Transform: {Name: Mine}\n").empty());
  CHECK(violations(head + "      DelaySeconds: '{{resolve:ssm:delay}}'\n").empty());
}

TEST_CASE("values by way of parameters and mappings are judged, with a word on the way") {
  const std::string text =
      "Parameters:\n  P: {Type: Number, AllowedValues: [5, 5000]}\nMappings:\n  M: {a: {delay: 5000}}\nResources:\n  Q:\n    Type: AWS::SQS::Queue\n    "
      "Properties:\n      DelaySeconds: !Ref P\n"
      "      VisibilityTimeout: !FindInMap [M, a, delay]\n      ReceiveMessageWaitTimeSeconds: !FindInMap [M, a, delay]\n";
  CHECK(violations(text) == Names{"out-of-range@11", "out-of-range@9"});
}

TEST_CASE("JSON templates are judged alike") {
  CHECK(violations(R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {
"DelaySeconds": 5000,
"QueueNam": "x"}}}})",
                   "template.json") == Names{"out-of-range@2", "unknown-property@3"});
}

TEST_CASE("half-typed templates are judged as far as they go") {
  CHECK(violations("Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: 5000\n      Visib\n") ==
        Names{"out-of-range@5", "unknown-property@6"});
  CHECK(violations("Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: [5000\n") == Names{"wrong-type@5"});
}

TEST_CASE("merge keys and aliases count as what they stand for") {
  CHECK(violations("Resources:\n  A:\n    Type: AWS::SQS::Queue\n    Properties: &p\n      DelaySeconds: 5000\n  B:\n    Type: AWS::SQS::Queue\n    "
                   "Properties:\n      <<: *p\n      QueueName: b\n") == Names{"out-of-range@5"});
}

TEST_CASE("an entity is the path without items and own names") {
  const auto pack = tests::knowledge();
  REQUIRE(tests::has_knowledge());
  const auto document =
      kinds::open("template.yaml",
                  "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      LifecycleConfiguration:\n        Rules:\n          - Id: x\n", *pack);
  const auto place = kinds::kind(document->kind)->place(*document, *pack, document->tree->node_at(static_cast<Offset>(document->text().find("Id"))));
  CHECK(place.entity == "AWS::S3::Bucket.LifecycleConfiguration.Rules.Id");
  CHECK(place.resource_type == "AWS::S3::Bucket");
  CHECK(place.declared);
}

TEST_CASE("deep and cyclic documents end") {
  std::string deep = "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      Tags: ";
  for (int i = 0; i < 2000; ++i) deep += "[{Key: ";
  violations(deep);
  violations("Resources: &r\n  Q:\n    Type: AWS::SQS::Queue\n    Properties: *r\n");
  SUCCEED();
}
