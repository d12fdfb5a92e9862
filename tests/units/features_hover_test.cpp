// Hover: the entity under the cursor and what is said of it.
#include <cstdlib>
#include <string>

#include "features/hover.h"
#include "kinds/kind.h"
#include "support/catch.h"

using namespace cribsheet;

namespace {

features::Snapshot snapshot() {
  static const std::shared_ptr<const pack::Pack> pack = [] {
    const char* path = std::getenv("CRIBSHEET_PACK");
    auto opened = pack::Pack::open(path == nullptr ? "build/knowledge.pack" : path);
    return opened ? *opened : nullptr;
  }();
  REQUIRE(pack != nullptr);
  features::Snapshot made;
  made.pack = pack;
  made.settings = std::make_shared<rules::Settings>();
  return made;
}

// The hover at the '|' in the text, which is taken out.
std::optional<features::Hover> at(std::string text, const std::string& path = "template.yaml", const std::string& notes = {}) {
  const std::size_t cursor = text.find('|');
  text.erase(cursor, 1);
  auto view = snapshot();
  if (!notes.empty()) view.notes = notes::Index::build({{"notes.md", notes, notes::Origin::person}}, view.pack);
  const auto document = kinds::open(path, text, *view.pack);
  return features::hover(view, *document, static_cast<Offset>(cursor));
}

bool has_fact(const features::Hover& hover, const std::string& name, const std::string& part) {
  for (const auto& [key, value] : hover.facts)
    if (key == name && value.find(part) != std::string::npos) return true;
  return false;
}

const std::string kHead = "Parameters:\n  Stage: {Type: String, AllowedValues: [dev, prod]}\nConditions:\n  IsProd: !Equals [!Ref Stage, prod]\nResources:\n  Role:\n    Type: AWS::IAM::Role\n"
                          "    Properties: {AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: []}}\n";

}  // namespace

TEST_CASE("a property says its type, range and what a change does") {
  for (const auto& [text, path] : {std::pair<std::string, std::string>{"Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      Visibility|Timeout: 30\n", "template.yaml"},
                                   {R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"Visibility|Timeout": 30}}}})", "template.json"}}) {
    const auto hover = at(text, path);
    REQUIRE(hover);
    CHECK(hover->entity == "AWS::SQS::Queue.VisibilityTimeout");
    CHECK(has_fact(*hover, "Type", "integer, 0 to 43200"));
    CHECK(has_fact(*hover, "Update", "no interruption"));
    CHECK_FALSE(hover->doc.empty());
    CHECK(hover->url.find("#cfn-sqs-queue-visibilitytimeout") != std::string::npos);
  }
}

TEST_CASE("the notes are quoted below") {
  const auto hover = at("Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      Visibility|Timeout: 30\n", "template.yaml",
                        "# SQS\n\n- Visibility timeout: set it to six times the function's timeout\n");
  REQUIRE(hover);
  REQUIRE(hover->notes.size() == 1);
  const std::string markdown = features::to_markdown(*hover);
  CHECK(markdown.find("From your notes") != std::string::npos);
  CHECK(markdown.find("six times the function's timeout") != std::string::npos);
}

TEST_CASE("references show their targets") {
  CHECK(at(kHead + "Outputs:\n  A: {Value: !GetAtt Role.A|rn}\n")->entity == "AWS::IAM::Role!Arn");
  CHECK(at(kHead + "Outputs:\n  A: {Value: !GetAtt Ro|le.Arn}\n")->entity == "AWS::IAM::Role");
  CHECK(at(kHead + "Outputs:\n  A: {Value: {'Fn::GetAtt': [Role, A|rn]}}\n")->entity == "AWS::IAM::Role!Arn");
  const auto parameter = at(kHead + "Outputs:\n  A: {Value: !Ref St|age}\n");
  REQUIRE(parameter);
  CHECK(has_fact(*parameter, "Allowed values", "`prod`"));
  CHECK(at(kHead + "Outputs:\n  A: {Value: !Sub 'x-${AWS::Re|gion}'}\n")->entity == "AWS::Region");
  CHECK(at(kHead + "Outputs:\n  A: {Value: !Sub '${Role.A|rn}'}\n")->entity == "AWS::IAM::Role!Arn");
  CHECK(at(kHead + "Outputs:\n  A: {Value: !I|f [IsProd, a, b]}\n")->entity == "Fn::If");
  CHECK(at(kHead + "Outputs:\n  A: {Value: !If [Is|Prod, a, b]}\n")->title.find("IsProd") == 0);
}

TEST_CASE("types, sections, values and nested properties") {
  CHECK(at("Resources:\n  Q:\n    Type: AWS::SQS::Qu|eue\n")->entity == "AWS::SQS::Queue");
  CHECK(at("Reso|urces:\n  Q:\n    Type: AWS::SQS::Queue\n")->entity == "cloudformation:Resources");
  CHECK(at("Parameters:\n  A:\n    Type: Str|ing\nResources: {}\n")->entity == "parameter-type:String");
  CHECK(at("Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      LifecycleConfiguration:\n        Rules:\n          - I|d: x\n")->entity ==
        "AWS::S3::Bucket.LifecycleConfiguration.Rules.Id");
  CHECK(at("Resources:\n  T:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      StreamSpecification:\n        StreamViewType: NEW_|IMAGE\n")->entity.find(
            "AWS::DynamoDB::Table.StreamSpecification.StreamViewType") == 0);
}

TEST_CASE("nothing is said where nothing is known") {
  CHECK_FALSE(at("just some te|xt").has_value());
  CHECK_FALSE(at("Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      Nons|ense: 1\n").has_value());
}

TEST_CASE("half-typed templates answer") {
  CHECK(at("Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      Delay|Seconds\n")->entity == "AWS::SQS::Queue.DelaySeconds");
  CHECK(at("Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: [\n      Visibility|Timeout: 3\n").has_value());
}
