// The compiled pack, asked as the server asks it.
#include "pack/pack.h"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "support/catch.h"
#include "support/knowledge.h"

namespace {

using namespace cribsheet;

TEST_CASE("a resource type has its shape, words and attributes") {
  const auto queue = tests::knowledge()->resource_type("AWS::SQS::Queue");
  REQUIRE(queue);
  CHECK(queue.name() == "AWS::SQS::Queue");
  CHECK(!queue.doc().empty());
  CHECK(queue.url() == "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html");
  const auto timeout = queue.shape().find("VisibilityTimeout");
  REQUIRE(timeout);
  CHECK(timeout->shape.types() == pack::type_integer);
  CHECK(timeout->shape.minimum() == 0);
  CHECK(timeout->shape.maximum() == 43200);
  CHECK(timeout->shape.default_json() == "30");
  CHECK(timeout->doc.find("unavailable") != std::string_view::npos);
  CHECK_FALSE(timeout->required);
  CHECK(timeout->update == pack::Update::none);
  CHECK(queue.shape().find("QueueName")->update == pack::Update::replacement);
  CHECK(queue.shape().find("QueueName")->create_only);
  CHECK(queue.shape().find("Arn")->read_only);
  CHECK_FALSE(queue.shape().find("VisibilityTimeOut"));
  CHECK(queue.shape().closed());
  REQUIRE(queue.attribute("Arn"));
  CHECK(queue.attribute("Arn")->format == "AWS::SQS::Queue.Arn");
  CHECK(queue.attribute("Arn")->types == pack::type_string);
  CHECK_FALSE(queue.attribute("Nothing"));
  CHECK(queue.primary_identifier() == std::vector<std::string_view>{"QueueUrl"});
  CHECK(queue.tag_property() == "Tags");
  CHECK_FALSE(queue.any_attribute());
  CHECK_FALSE(tests::knowledge()->resource_type("AWS::SQS::queue"));
  CHECK(tests::knowledge()->resource_type("AWS::DynamoDB::Table").stateful());
  CHECK(tests::knowledge()->resource_type("AWS::CloudFormation::Stack").any_attribute());
}

TEST_CASE("nested types are followed and documented") {
  const auto function = tests::knowledge()->resource_type("AWS::Lambda::Function").shape();
  const auto environment = function.find("Environment");
  REQUIRE(environment);
  CHECK(environment->shape.find("Variables").has_value());
  CHECK(!environment->shape.find("Variables")->doc.empty());
  const auto bucket = tests::knowledge()->resource_type("AWS::S3::Bucket").shape();
  const auto rules = bucket.find("LifecycleConfiguration")->shape.find("Rules");
  REQUIRE(rules);
  CHECK(rules->shape.items().find("Status")->shape.enum_values().size() == 2);
  CHECK(rules->shape.items().find("Status")->required);
}

TEST_CASE("serverless types have the translator's structure and the words of what they become") {
  const auto function = tests::knowledge()->resource_type("AWS::Serverless::Function");
  REQUIRE(function);
  CHECK(function.is_serverless());
  const auto timeout = function.shape().find("Timeout");
  REQUIRE(timeout);
  CHECK(timeout->same_as == "AWS::Lambda::Function.Timeout");
  CHECK(timeout->doc == tests::knowledge()->resource_type("AWS::Lambda::Function").shape().find("Timeout")->doc);
  CHECK(timeout->shape.minimum() == 1);
  CHECK(function.attribute("Arn"));
  CHECK(function.attribute("Arn")->format == "AWS::Lambda::Function.Arn");
  const auto event = function.shape().find("Events")->shape.additional();
  CHECK(event.find("Type")->shape.enum_values().size() > 15);
  CHECK(event.all_of().size() == event.find("Type")->shape.enum_values().size());
  CHECK(tests::knowledge()->resource_type("AWS::Serverless::SimpleTable").attribute("StreamArn"));
  CHECK(tests::knowledge()->resource_type("AWS::Serverless::Application").any_attribute());
  CHECK(tests::knowledge()->resource_type("AWS::Serverless::Function").shape().find("Environment")->shape.find("Variables"));
}

TEST_CASE("documents stand inside properties") {
  const auto role = tests::knowledge()->resource_type("AWS::IAM::Role").shape();
  CHECK(role.find("AssumeRolePolicyDocument")->shape.embeds() == "iam-policy");
  CHECK(role.find("AssumeRolePolicyDocument")->shape.policy_type() == "trust");
  CHECK(role.find("Policies")->shape.items().find("PolicyDocument")->shape.policy_type() == "identity");
  const auto bucket = tests::knowledge()->resource_type("AWS::S3::BucketPolicy").shape().find("PolicyDocument");
  CHECK(bucket->shape.embeds_service() == "s3");
  CHECK(tests::knowledge()->resource_type("AWS::CodeBuild::Project").shape().find("Source")->shape.find("BuildSpec")->shape.embeds() == "buildspec");
  // Every row of the table leads somewhere.
  for (const auto& row : tests::knowledge()->table("embedded-documents")) {
    auto shape = tests::knowledge()->resource_type(row[0]).shape();
    CAPTURE(row[0], row[1]);
    for (std::size_t at = 0; at < row[1].size();) {
      const std::size_t dot = std::min(row[1].find('.', at), row[1].size());
      while (shape.items()) shape = shape.items();
      const auto property = shape.find(row[1].substr(at, dot - at));
      REQUIRE(property);
      shape = property->shape;
      at = dot + 1;
    }
    CHECK(shape.embeds() == row[2]);
  }
}

TEST_CASE("types are sorted and found one by one") {
  std::string_view before;
  REQUIRE(tests::knowledge()->resource_type_count() > 1700);
  for (std::uint32_t i = 0; i < tests::knowledge()->resource_type_count(); ++i) {
    const auto type = tests::knowledge()->resource_type_at(i);
    REQUIRE(before < type.name());
    REQUIRE(tests::knowledge()->resource_type(type.name()));
    REQUIRE(type.shape());
    before = type.name();
  }
}

TEST_CASE("a misspelt type has near names") {
  CHECK(tests::knowledge()->nearest_types("AWS::SQS::Queu", 3).at(0) == "AWS::SQS::Queue");
  CHECK(tests::knowledge()->nearest_types("aws::sqs::queue", 3).at(0) == "AWS::SQS::Queue");
  CHECK(tests::knowledge()->nearest_types("AWS::Serverless::Funtcion", 3).at(0) == "AWS::Serverless::Function");
  CHECK(tests::knowledge()->nearest_types("Nothing::At::AllLikeThis", 3).empty());
}

TEST_CASE("IAM: services, actions, resources and keys") {
  const auto kms = tests::knowledge()->service("KMS");
  REQUIRE(kms);
  CHECK(kms.title() == "AWS Key Management Service");
  const auto action = tests::knowledge()->action("kms", "generatedatakey");
  REQUIRE(action);
  CHECK(action.name() == "GenerateDataKey");
  CHECK(action.service() == "kms");
  CHECK(action.access_level() == "Write");
  CHECK(!action.doc().empty());
  REQUIRE(action.resources().size() == 1);
  CHECK(action.resources()[0].type.name() == "key");
  CHECK(action.resources()[0].required);
  CHECK(action.resources()[0].type.arn().find(":kms:") != std::string_view::npos);
  CHECK_FALSE(tests::knowledge()->action("kms", "GenerateDataKeys"));
  CHECK_FALSE(tests::knowledge()->service("nothing"));
  CHECK(tests::knowledge()->condition_key("aws:requesttag/team").name() == "aws:RequestTag/${TagKey}");
  CHECK(tests::knowledge()->condition_key("s3:x-amz-acl"));
  CHECK_FALSE(tests::knowledge()->condition_key("s3:nothing"));
  CHECK_FALSE(tests::knowledge()->condition_key(""));
}

TEST_CASE("action patterns expand") {
  const auto& pack = *tests::knowledge();
  const auto gets = pack.expand("s3:getobject*");
  REQUIRE(gets.size() > 5);
  for (const auto index : gets) CHECK(pack.action_at(index).name().substr(0, 9) == "GetObject");
  CHECK(pack.expand("*").size() == pack.action_count());
  CHECK(pack.expand("sqs:*").size() == pack.service("sqs").action_count());
  CHECK(pack.expand("sqs:SendMessag?").size() == 1);
  CHECK(pack.expand("sqs:*Message").size() >= 3);
  CHECK(pack.expand("sqs:Nothing*").empty());
  CHECK(pack.expand("nothing:*").empty());
  CHECK(pack.expand("").empty());
  // What a scan of all actions says is what the fast way says.
  std::size_t tagging = 0;
  for (std::uint32_t i = 0; i < pack.action_count(); ++i) tagging += pack.action_at(i).name().substr(0, 11) == "TagResource" ? 1U : 0U;
  CHECK(pack.expand("*:tagresource*").size() == tagging);
}

TEST_CASE("the empty pack answers everything with nothing") {
  const auto pack = pack::Pack::empty();
  CHECK_FALSE(pack->resource_type("AWS::SQS::Queue"));
  CHECK(pack->resource_type("x").attributes().empty());
  CHECK(pack->resource_type("x").shape().types() == 0);
  CHECK_FALSE(pack->resource_type("x").shape().find("y"));
  CHECK(pack->expand("*").empty());
  CHECK(pack->kinds().empty());
  CHECK(pack->rules().empty());
  CHECK(pack->table("regions").empty());
  CHECK(pack->table("regions").named("eu-west-1").empty());
  CHECK_FALSE(pack->action("s3", "GetObject"));
  CHECK(pack->info().lines.empty());
  CHECK_FALSE(pack::Pack::open("/nowhere/knowledge.pack"));
}

}  // namespace

TEST_CASE("The rows of a table are found by their first cell") {
  const pack::Table table = tests::knowledge()->table("service-principals");
  REQUIRE(table.size() > 100);
  CHECK(table[table.size()].empty());
  CHECK(table[0][1000].empty());
  // Every row is among those of its name, and what is found has the name, in the file's order.
  for (const pack::Row row : table) {
    bool found = false;
    for (const pack::Row same : table.named(row[0])) found = found || same[0] == row[0];
    CHECK(found);
  }
  CHECK(table.named("LAMBDA.amazonaws.com").size() == 1);
  CHECK(table.named("lambda.amazonaws.co").empty());
  CHECK(table.named("").empty());
  const pack::Table several = tests::knowledge()->table("reference-arns");
  std::size_t queues = 0;
  for (const pack::Row row : several) queues += row[0] == "AWS::SQS::Queue" ? 1 : 0;
  CHECK(queues > 0);
  CHECK(several.named("AWS::SQS::Queue").size() == queues);
  CHECK(several.copy().size() == several.size());
}
