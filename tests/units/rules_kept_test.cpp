// What was found before and is kept (rules/kept.h) never shows: after every edit the findings are those of a fresh look.
#include <random>

#include "kinds/kind.h"
#include "rules/kept.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/knowledge.h"

using namespace cribsheet;

namespace {

std::string shown(const std::vector<rules::Finding>& findings) {
  std::string text;
  const auto range = [&](Range at) { text += std::to_string(at.begin) + "-" + std::to_string(at.end) + " "; };
  for (const rules::Finding& finding : findings) {
    range(finding.range);
    text += std::string(finding.rule) + " " + std::to_string(static_cast<int>(finding.severity)) + " " + finding.message + " | " + finding.entity;
    for (const std::string& code : finding.also) text += " " + code;
    for (const rules::Fix& fix : finding.fixes) {
      text += " | " + fix.title;
      for (const TextEdit& edit : fix.edits) {
        text += " @";
        range(edit.range);
        text += edit.text;
      }
    }
    for (const rules::Related& related : finding.related) {
      text += " > " + related.path + related.message + " ";
      range(related.range);
    }
    text += "\n";
  }
  return text;
}

class Session {
 public:
  explicit Session(std::string path) : path_(std::move(path)) {}
  // The findings with what is kept of the text before, held against those without.
  std::string check(const std::string& text) {
    const auto document = kinds::open(path_, text, *tests::knowledge());
    const rules::Input input{*document, *tests::knowledge(), settings_};
    const std::string kept = shown(rules::run(input, &kept_));
    rules::Kept nothing;
    CHECK(kept == shown(rules::run(input, &nothing)));
    return kept;
  }
  std::size_t resources() const { return kept_.resources()->size(); }

 private:
  std::string path_;
  rules::Settings settings_;
  rules::Kept kept_;
};

std::string replaced(std::string text, std::string_view old, std::string_view fresh) {
  const auto at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), fresh);
}

const std::string kTemplate = R"(Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: python3.13
Parameters:
  Size:
    Type: Number
    Default: 30
  Group:
    Type: AWS::EC2::SecurityGroup::Id
Mappings:
  Sizes:
    dev: { Timeout: 60 }
Conditions:
  Wide: !Equals [!Ref Size, 5]
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: !Ref Size
      MaximumMessageSize: !If [Wide, 2048, 4096]
      DelaySeconds: !FindInMap [Sizes, dev, Timeout]
      RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5 }
  Dead:
    Type: AWS::SQS::Queue
  Door:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: The door
      VpcId: vpc-12345678
  Host:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-12345678
      SecurityGroupIds: [!Ref Door, !Ref Group]
  Rule:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: { GroupId: !Ref Door, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8 }
  Work:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: work
      Roles: [someone]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: sqs:SendMessage
            Resource: !GetAtt Queue.Arn
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      InlineCode: "def handler(event, context): return 1"
Outputs:
  Url:
    Value: !Ref Queue
)";

bool there() {
  if (!tests::has_knowledge()) WARN("skipped: there is no knowledge pack at CRIBSHEET_PACK");
  return tests::has_knowledge();
}

}  // namespace

TEST_CASE("What other resources depend on is looked at anew when it changes") {
  if (!there()) return;
  struct Edit {
    std::string_view what, old, fresh;
    bool shows = true;  // the findings change
  };
  const Edit edits[] = {
      {"a parameter's default", "Default: 30", "Default: 99999"},
      {"a parameter's type", "Type: AWS::EC2::SecurityGroup::Id", "Type: List<AWS::EC2::SecurityGroup::Id>"},
      {"a condition that can't hold", "!Equals [!Ref Size, 5]", "!Equals [a, b]"},
      {"a condition's name", "  Wide: ", "  Wider: "},
      {"a mapping's value", "Timeout: 60", "Timeout: 99999"},
      {"the type of a resource that others name", "  Dead:\n    Type: AWS::SQS::Queue", "  Dead:\n    Type: AWS::SNS::Topic"},
      {"its name", "  Dead:", "  Deed:"},
      {"a property of one that says what Ref gives", "      VpcId: vpc-12345678\n", ""},
      {"Globals", "Runtime: python3.13", "Runtime: python2.7"},
      {"the transform", "Transform: AWS::Serverless-2016-10-31", "Description: none"},
      {"a macro that may change all", "Transform: AWS::Serverless-2016-10-31", "Transform: [AWS::Serverless-2016-10-31, Mine]", false},
      {"the type of what a policy is about", "  Queue:\n    Type: AWS::SQS::Queue", "  Queue:\n    Type: AWS::SNS::Topic"},
      {"a comment that silences", "      PolicyName: work", "      # cribsheet: ignore\n      PolicyName: work", false},
      {"one for the file", "Transform: ", "# cribsheet: ignore-file\nTransform: ", false},
      {"a value by itself", "2048, 4096", "2048, 409600000"},
      {"an action by itself", "sqs:SendMessage", "sqs:SendMessages"},
      {"a line before all", "Transform: ", "\n\nTransform: ", false},
      {"a key half typed", "      PolicyName: work", "      Poli\n      PolicyName: work"},
      {"an unclosed quote", "ImageId: ami", "ImageId: \"ami"},
      {"an unclosed bracket", "Roles: [someone]", "Roles: [someone"},
      {"resources moved to the right", "  Dead:\n    Type: AWS::SQS::Queue\n", "", true},
      {"an anchor", "    Properties:\n      GroupDescription", "    Properties: &door\n      GroupDescription", false},
  };
  Session session("template.yaml");
  const std::string first = session.check(kTemplate);
  CHECK(session.resources() == 7);
  for (const Edit& edit : edits) {
    CAPTURE(edit.what);
    const std::string after = session.check(replaced(kTemplate, edit.old, edit.fresh));
    if (edit.shows) CHECK(after != first);
    CHECK(session.check(kTemplate) == first);
  }
}

TEST_CASE("An anchor's text is looked at through its aliases") {
  if (!there()) return;
  const std::string text =
      "Metadata:\n  Shared: &shared\n    VisibilityTimeout: 30\nResources:\n  A:\n    Type: AWS::SQS::Queue\n    Properties: *shared\n"
      "  B:\n    Type: AWS::SQS::Queue\n    Properties:\n      <<: *shared\n      DelaySeconds: 5\n";
  Session session("template.yaml");
  session.check(text);
  CHECK(session.check(replaced(text, "Timeout: 30", "Timeout: 99999")).find("99999") != std::string::npos);
}

TEST_CASE("Random edits in a template leave nothing stale") {
  if (!there()) return;
  std::mt19937 random(7);
  const auto below = [&](std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random); };
  Session session("template.yaml");
  std::string text = kTemplate;
  for (int i = 0; i < 400; ++i) {
    if (i % 40 == 0) text = kTemplate;
    const std::size_t at = below(text.size()), length = below(i % 5 == 0 ? 60 : 4), from = below(text.size());
    switch (below(4)) {
      case 0: text.erase(at, length); break;
      case 1: text.insert(at, text.substr(from, length)); break;
      case 2: text.insert(at, 1, "\n:-'\"{}[]#&*!| aQ5"[below(18)]); break;
      default: {  // a line more, or one less
        const std::size_t line = text.rfind('\n', at) + 1, end = text.find('\n', at);
        if (end == std::string::npos) break;
        if (below(2) == 0) text.erase(line, end + 1 - line);
        else text.insert(line, text.substr(line, end + 1 - line));
      }
    }
    if (text.empty()) text = kTemplate;
    CAPTURE(i, text);
    session.check(text);
  }
}

TEST_CASE("Templates of the corpora, one character less at a time") {
  if (!there()) return;
  std::size_t files = 0;
  for (const char* folder : {"cloudformation", "sam"}) {
    for (const auto& path : tests::corpus(folder, {".yaml", ".json"})) {
      const std::string text = tests::read(path);
      if (text.size() > 20000 || files++ % 5 != 0) continue;
      CAPTURE(path.string());
      Session session(path.string());
      session.check(text);
      for (std::size_t part = 1; part < 6; ++part) {
        std::string edited = text;
        edited.erase(text.size() * part / 6, 1);
        session.check(edited);
      }
    }
  }
  if (files == 0) WARN("skipped: there are no templates below CRIBSHEET_SHARED");
}
