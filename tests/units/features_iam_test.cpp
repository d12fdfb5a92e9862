// Completion and hover in IAM policies: stand-alone and in templates, YAML and JSON, half typed.
#include <algorithm>
#include <string>

#include "support/at_mark.h"

using namespace cribsheet;
using namespace cribsheet::tests;

namespace {

// A policy of one statement, in JSON and YAML, and the same in a template.
std::string json(const std::string& elements) { return R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", )" + elements + "}]}"; }
std::string yaml(const std::string& elements) { return "Version: 2012-10-17\nStatement:\n  - Effect: Allow\n" + elements; }
const std::string kTemplate =
    "Resources:\n  Orders:\n    Type: AWS::SQS::Queue\n  Files:\n    Type: AWS::S3::Bucket\n  Policy:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n    "
    "  PolicyDocument:\n"
    "        Version: 2012-10-17\n        Statement:\n          - Effect: Allow\n";

}  // namespace

TEST_CASE("actions, by service, then by name; those listed already come last") {
  CHECK(first(items_at(json(R"("Action": "s3:GetOb|")"), "policy.json")) == "s3:GetObject");
  CHECK(first(items_at(json(R"("Action": "kms|")"), "policy.json")) == "kms:");
  CHECK(first(items_at(yaml("    Action: sqs:Send|\n"), "policy.yaml")) == "sqs:SendMessage");
  CHECK(first(items_at(yaml("    Action:\n      - sqs:Send|\n"), "policy.yaml")) == "sqs:SendMessage");
  CHECK(offers(items_at(yaml("    Action:\n      - sqs:|\n"), "policy.yaml"), "sqs:SendMessage"));
  CHECK(first(items_at(kTemplate + "            Action: sqs:Send|\n            Resource: '*'\n", "template.yaml")) == "sqs:SendMessage");
  const auto items = items_at(json(R"("Action": ["sqs:SendMessage", "sqs:|"])"), "policy.json");
  REQUIRE(offers(items, "sqs:SendMessage"));
  CHECK(first(items) != "sqs:SendMessage");
  CHECK(offers(items, "sqs:*"));
  CHECK(offers(items, "sqs:List*"));
  CHECK(taken(yaml("    Action:\n      - sqs:Send|\n"), "sqs:SendMessage", "policy.yaml") == yaml("    Action:\n      - sqs:SendMessage\n"));
  CHECK(taken(yaml("    Action:\n      - sqs:|\n"), "sqs:SendMessage", "policy.yaml") == yaml("    Action:\n      - sqs:SendMessage\n"));
  CHECK(taken(json(R"("Action": "s3:GetOb|")"), "s3:GetObject", "policy.json") == json(R"("Action": "s3:GetObject")"));
}

TEST_CASE("every action of the catalogue is offered and explained") {
  const auto view = snapshot();
  for (std::uint32_t i = 0; i < view.pack->service_count(); ++i) {
    const pack::IamService service = view.pack->service_at(i);
    const auto items = items_at(json(R"("Action": ")" + std::string(service.prefix()) + R"(:|")"), "policy.json");
    INFO(service.prefix());
    for (std::uint32_t k = 0; k < service.action_count(); ++k) {
      const pack::Action action = view.pack->action_at(service.first_action() + k);
      const std::string name = std::string(service.prefix()) + ":" + std::string(action.name());
      INFO(name);
      if (!offers(items, name)) FAIL_CHECK("not offered");
      if (k % 16 != 0) continue;  // hover goes one way for all
      const auto said = hover_at(json(R"("Action": "|)" + name + "\""), "policy.json");
      if (!said || said->entity != name || said->facts.empty()) FAIL_CHECK("no hover");
    }
  }
}

TEST_CASE("elements, by the type of the policy") {
  const auto identity = items_at(R"({"Version": "2012-10-17", "Statement": [{"|"}]})", "policy.json");
  CHECK(first(identity) == "Effect");
  CHECK(offers(identity, "Resource"));
  CHECK_FALSE(offers(identity, "Principal"));
  const auto trust = items_at("Version: 2012-10-17\nStatement:\n  - Effect: Allow\n    |\n", "trust.yaml");
  CHECK(offers(trust, "Principal"));
  CHECK_FALSE(offers(trust, "Resource"));
  CHECK_FALSE(offers(trust, "Effect"));
  CHECK(offers(items_at("Version: 2012-10-17\nStatement:\n  - |\n", "bucket-policy.yaml"), "Principal"));
  CHECK(first(items_at(json(R"("Action": "s3:GetObject", "Eff|")"), "policy.json")) != "Effect");
  CHECK(offers(items_at(R"({"Version": "2012-10-17", "Statement": [{"Effect": "|"}]})", "policy.json"), "Deny"));
}

TEST_CASE("resources in the format of the actions, and a template's own") {
  CHECK(first(items_at(json(R"("Action": "sqs:SendMessage", "Resource": "|")"), "policy.json")).starts_with("arn:aws:sqs:"));
  CHECK(offers(items_at(json(R"("Action": "sqs:SendMessage", "Resource": "|")"), "policy.json"), "*"));
  const auto queue = items_at(kTemplate + "            Action: sqs:SendMessage\n            Resource: |\n", "template.yaml");
  CHECK(first(queue) == "!GetAtt Orders.Arn");
  CHECK_FALSE(offers(queue, "!GetAtt Files.Arn"));
  const auto objects = items_at(kTemplate + "            Action: s3:GetObject\n            Resource: |\n", "template.yaml");
  CHECK(first(objects) == "!Sub \"${Files.Arn}/*\"");
  CHECK_FALSE(offers(objects, "!GetAtt Files.Arn"));
}

TEST_CASE("policy variables") {
  CHECK(taken(json(R"("Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:usern|")"), "aws:username", "policy.json") ==
        json(R"("Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}")"));
  CHECK(taken(kTemplate + "            Action: s3:GetObject\n            Resource: !Sub \"arn:aws:s3:::b/${|\"\n", "!aws:username", "template.yaml")
            .find("${!aws:username}\"") != std::string::npos);
  CHECK(taken(json(R"("Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:us|}/*")"), "aws:username", "policy.json") ==
        json(R"("Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}/*")"));
  CHECK(taken("Resources:\n  Q:\n    Type: AWS::SQS::Queue\nOutputs:\n  O:\n    Value: !Sub \"a-${|}-b\"\n", "Q", "template.yaml").find("\"a-${Q}-b\"") !=
        std::string::npos);
}

TEST_CASE("principals") {
  CHECK(first(items_at("Version: 2012-10-17\nStatement:\n  - Effect: Allow\n    Principal:\n      Service: lamb|\n", "trust.yaml")) == "lambda.amazonaws.com");
  CHECK(offers(items_at("Version: 2012-10-17\nStatement:\n  - Effect: Allow\n    Principal:\n      |\n", "trust.yaml"), "Federated"));
  CHECK(offers(items_at(R"({"Version": "2012-10-17", "Statement": [{"Principal": {"AWS": "|"}}]})", "trust.json"), "arn:aws:iam::111122223333:root"));
}

TEST_CASE("conditions: operators, keys of the actions, values where they are known") {
  CHECK(first(items_at(json(R"("Action": "s3:ListBucket", "Condition": {"StringL|"})"), "policy.json")) == "StringLike");
  const auto keys = items_at(json(R"("Action": "s3:ListBucket", "Condition": {"StringLike": {"s3:|"}})"), "policy.json");
  CHECK(offers(keys, "s3:prefix"));
  CHECK_FALSE(offers(keys, "kms:ViaService"));
  CHECK(first(items_at(json(R"("Action": "s3:ListBucket", "Condition": {"StringEquals": {"aws:PrincipalOrgI|"}})"), "policy.json")) == "aws:PrincipalOrgID");
  CHECK(offers(items_at(yaml("    Action: s3:ListBucket\n    Condition:\n      Bool:\n        |\n"), "policy.yaml"), "aws:SecureTransport"));
  CHECK(first(items_at(json(R"("Action": "s3:*", "Condition": {"Bool": {"aws:SecureTransport": "t|"}})"), "policy.json")) == "true");
  CHECK(offers(items_at(json(R"("Action": "s3:*", "Condition": {"StringEquals": {"aws:RequestedRegion": "|"}})"), "policy.json"), "eu-central-1"));
  CHECK(offers(items_at(json(R"("Action": "iam:PassRole", "Condition": {"StringEquals": {"iam:PassedToService": "|"}})"), "policy.json"),
               "lambda.amazonaws.com"));
}

TEST_CASE("hover: actions, wildcards, resources, keys, operators, elements") {
  const auto action = hover_at(json(R"("Action": "kms:|GenerateDataKey")"), "policy.json");
  REQUIRE(action);
  CHECK(action->entity == "kms:GenerateDataKey");
  CHECK_FALSE(action->doc.empty());
  CHECK_FALSE(action->sections.empty());
  const auto pattern = hover_at(yaml("    Action: s3:|Get*\n"), "policy.yaml");
  REQUIRE(pattern);
  CHECK(pattern->doc.find("actions") != std::string::npos);
  const auto arn = hover_at(json(R"("Action": "s3:GetObject", "Resource": "arn:aws:s3:::|bucket/*")"), "policy.json");
  REQUIRE(arn);
  REQUIRE_FALSE(arn->sections.empty());
  CHECK(arn->sections[0].find("`object`") != std::string::npos);
  const auto key = hover_at(json(R"("Action": "s3:*", "Condition": {"StringEquals": {"aws:|PrincipalOrgID": "o-a"}})"), "policy.json");
  REQUIRE(key);
  CHECK(key->entity == "aws:PrincipalOrgID");
  const auto op = hover_at(json(R"("Action": "s3:*", "Condition": {"ForAllValues:String|Equals": {"aws:TagKeys": "a"}})"), "policy.json");
  REQUIRE(op);
  CHECK(op->entity == "iam:StringEquals");
  CHECK(op->sections.size() == 1);
  const auto element = hover_at(json(R"("Ac|tion": "s3:*")"), "policy.json");
  REQUIRE(element);
  CHECK(element->entity == "iam:Action");
  const auto variable = hover_at(json(R"("Action": "s3:*", "Resource": "arn:aws:s3:::b/${aws:user|name}")"), "policy.json");
  REQUIRE(variable);
  CHECK(variable->entity == "aws:username");
  const auto inside = hover_at(kTemplate + "            Action: sqs:Send|Message\n", "template.yaml");
  REQUIRE(inside);
  CHECK(inside->entity == "sqs:SendMessage");
  const auto reference =
      hover_at(kTemplate + "            Action: sqs:SendMessage\n            Resource: !Sub \"arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:|orders\"\n",
               "template.yaml");
  CHECK(reference);
}
