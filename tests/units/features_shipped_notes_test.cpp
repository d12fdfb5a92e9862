// The notes that ship with the program: an example of good notes, so they are held to more than others.
#include <algorithm>
#include <regex>

#include "features/findings.h"
#include "kinds/kind.h"
#include "notes/notes.h"
#include "pack/pack.h"
#include "support/catch.h"
#include "support/places.h"

using namespace cribsheet;

namespace {

std::shared_ptr<const pack::Pack> pack_or_skip() {
  const auto pack = pack::Pack::open(tests::variable("CRIBSHEET_PACK"));
  if (pack) return *pack;
  WARN("skipped: there is no pack");
  return nullptr;
}

// A value that the constraint forbids, in YAML's flow style; empty: none is known.
std::string violating(const notes::Constraint& constraint) {
  if (constraint.type == "range" && constraint.max) return std::to_string(static_cast<long long>(*constraint.max) + 1);
  if (constraint.type == "enum") return "NOT_ONE_OF_THEM";
  if (constraint.type == "items" && constraint.max) {
    std::string list;
    for (int i = 0; i <= static_cast<int>(*constraint.max); ++i) list += (i ? ", {Name: n" : "{Name: n") + std::to_string(i) + "}";
    return "[" + list + "]";
  }
  return {};
}

// A template that sets the property; of the steps above it those are lists whose bit is set.
std::string template_of(const notes::Fact& fact, unsigned lists) {
  const auto dot = fact.entity.find('.');
  const auto steps = tests::split(fact.entity.substr(dot + 1), '.');
  std::string inner = violating(fact.constraint);
  for (std::size_t i = steps.size(); i-- > 0;) {
    inner = "{" + steps[i] + ": " + inner + "}";
    if (i > 0 && (lists >> (i - 1)) % 2) inner = "[" + inner + "]";
  }
  return "Resources:\n  It:\n    Type: " + fact.entity.substr(0, dot) + "\n    Properties: " + inner + "\n";
}

}  // namespace

TEST_CASE("Every check block of the shipped notes reports what it is about") {
  const auto pack = pack_or_skip();
  if (!pack) return;
  features::Snapshot snapshot;
  snapshot.pack = pack;
  snapshot.notes = notes::Index::build(notes::shipped_files(*pack), pack);
  snapshot.settings = std::make_shared<rules::Settings>();
  int blocks = 0;
  for (const notes::Fact& fact : snapshot.notes->facts()) {
    if (fact.source != "check") continue;
    ++blocks;
    CAPTURE(fact.path, fact.line + 1, fact.entity);
    CHECK(fact.status != "stale");
    REQUIRE_FALSE(violating(fact.constraint).empty());
    const auto steps = static_cast<unsigned>(std::count(fact.entity.begin(), fact.entity.end(), '.'));
    bool fires = false;
    for (unsigned lists = 0; lists < 1u << (steps - 1) && !fires; ++lists) {
      const auto document = kinds::open("/w/template.yaml", template_of(fact, lists), *pack);
      for (const auto& finding : features::findings(snapshot, *document, {})) fires = fires || finding.entity.starts_with(fact.entity);
    }
    CHECK(fires);
  }
  CHECK(blocks >= 20);
}

TEST_CASE("Every shipped note has a title and links to AWS's pages, and to no others") {
  const auto pack = pack_or_skip();
  if (!pack) return;
  const auto files = notes::shipped_files(*pack);
  CHECK(files.size() >= 40);
  const std::regex address(R"((https?)://([^/\s>)]+)([^\s>)]*))");
  for (const notes::NoteFile& file : files) {
    CAPTURE(file.path);
    CHECK(file.text.find("\n# ") != std::string::npos);
    int links = 0;
    for (std::sregex_iterator it(file.text.begin(), file.text.end(), address), end; it != end; ++it) {
      CAPTURE(it->str());
      CHECK((*it)[1] == "https");
      CHECK(((*it)[2] == "docs.aws.amazon.com" || (*it)[2] == "aws.amazon.com"));
      CHECK((*it)[3].length() > 1);
      ++links;
    }
    CHECK(links >= 1);
  }
}

// The topics of a real person's notes, and where each is found.
TEST_CASE("The shipped notes have a place for every topic that a developer's notes have") {
  const auto pack = pack_or_skip();
  if (!pack) return;
  const auto index = notes::Index::build(notes::shipped_files(*pack), pack);
  const std::vector<std::pair<const char*, const char*>> topics = {{"cdk synth deploy", "cdk.md"},
                                                                   {"Serverless Application Repository", "serverless-application-repository.md"},
                                                                   {"SAM transform", "sam.md"},
                                                                   {"CloudFormation intrinsic functions", "cloudformation.md"},
                                                                   {"Access Analyzer unused access", "security-services.md"},
                                                                   {"Trusted Advisor", "security-services.md"},
                                                                   {"Inspector", "security-services.md"},
                                                                   {"Security Hub", "security-services.md"},
                                                                   {"Certificate Manager", "security-services.md"},
                                                                   {"Macie sensitive data", "security-services.md"},
                                                                   {"Systems Manager", "systems-manager.md"},
                                                                   {"Secrets Manager rotation", "secrets-manager.md"},
                                                                   {"Parameter Store SecureString", "parameter-store.md"},
                                                                   {"envelope encryption", "kms.md"},
                                                                   {"CLI region profile", "cli.md"},
                                                                   {"SQS visibility timeout", "sqs.md"},
                                                                   {"Kinesis shards", "kinesis.md"},
                                                                   {"Firehose", "firehose.md"},
                                                                   {"Apache Flink", "managed-flink.md"},
                                                                   {"Elastic Beanstalk deployment", "elastic-beanstalk.md"},
                                                                   {"EC2 user data", "ec2.md"},
                                                                   {"Auto Scaling group", "auto-scaling.md"},
                                                                   {"cross-zone load balancing", "load-balancing.md"},
                                                                   {"Network Load Balancer", "load-balancing.md"},
                                                                   {"EBS gp3", "ebs.md"},
                                                                   {"RDS read replicas", "rds.md"},
                                                                   {"ElastiCache Memcached", "elasticache.md"},
                                                                   {"DynamoDB GSI", "dynamodb.md"},
                                                                   {"S3 object ownership", "s3.md"},
                                                                   {"API Gateway stage", "api-gateway.md"},
                                                                   {"Lambda reserved concurrency", "lambda.md"},
                                                                   {"Route 53 alias", "route53.md"},
                                                                   {"VPC flow logs", "vpc.md"},
                                                                   {"CloudFront origin groups", "cloudfront.md"},
                                                                   {"ECS task placement", "ecs.md"},
                                                                   {"Fargate", "ecs.md"},
                                                                   {"ECR login", "ecr.md"},
                                                                   {"IAM permissions boundary", "iam.md"},
                                                                   {"STS temporary credentials", "sts.md"},
                                                                   {"Budgets forecast", "budgets.md"},
                                                                   {"EventBridge schedule", "eventbridge.md"},
                                                                   {"X-Ray sampling", "xray.md"},
                                                                   {"CloudWatch alarm datapoints", "cloudwatch.md"},
                                                                   {"CodeCommit credentials", "codecommit.md"},
                                                                   {"CodeBuild buildspec", "codebuild.md"},
                                                                   {"CodeDeploy hooks", "codedeploy.md"},
                                                                   {"CodePipeline approval", "codepipeline.md"},
                                                                   {"Step Functions Express", "step-functions.md"},
                                                                   {"CodeStar", "codestar.md"}};
  for (const auto& [words, file] : topics) {
    CAPTURE(words, file);
    const auto found = index->search(words, 4);
    CHECK(std::any_of(found.begin(), found.end(), [&, name = file](const notes::Passage& passage) { return passage.path.ends_with(name); }));
  }
}

TEST_CASE("A search shows what notes say, not the keys of their check blocks") {
  const auto pack = pack_or_skip();
  if (!pack) return;
  const auto index = notes::Index::build(notes::shipped_files(*pack), pack);
  for (const char* words : {"visibility timeout", "entity", "range default", "DelaySeconds", "severity error", "MethodSettings CacheTtlInSeconds"}) {
    CAPTURE(words);
    for (const notes::Passage& passage : index->search(words)) {
      CAPTURE(passage.path, passage.line + 1, passage.text);
      CHECK_FALSE(passage.text.starts_with("entity:"));
      CHECK_FALSE(passage.text.starts_with("range:"));
      CHECK_FALSE(passage.text.starts_with("```check"));
    }
  }
}
