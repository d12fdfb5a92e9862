// The pieces of the IAM kind: patterns, ARNs, the view of a policy with holes, its type, its symbols.
#include <cstdlib>
#include <string>

#include "kinds/iam/analysis.h"
#include "kinds/iam/arn.h"
#include "kinds/iam/glob.h"
#include "kinds/kind.h"
#include "support/catch.h"
#include "support/knowledge.h"

using namespace cribsheet;
using namespace cribsheet::iam;

namespace {

std::shared_ptr<const model::Document> open(const std::string& path, const std::string& text) {
  return kinds::open(path, text, *tests::knowledge(), "iam-policy");
}

// Whether some text is matched by both, tried out over all short texts of two letters.
bool overlap_by_trial(const std::string& a, const std::string& b) {
  for (int length = 0; length <= 5; ++length)
    for (int bits = 0; bits < 1 << length; ++bits) {
      std::string text;
      for (int i = 0; i < length; ++i) text += (bits >> i) & 1 ? 'a' : 'b';
      if (matches(a, text) && matches(b, text)) return true;
    }
  return false;
}

}  // namespace

TEST_CASE("patterns match, overlap and cover") {
  CHECK(matches("s3:*Object", "s3:GetObject"));
  CHECK_FALSE(matches("s3:?Object", "s3:GetObject"));
  const std::string parts[] = {"a", "b", "*", "?", "ab", "*a", "b*", "a?b", "*b*", "", "a*b", "**"};
  for (const std::string& a : parts)
    for (const std::string& b : parts) {
      INFO(a << " and " << b);
      CHECK(overlaps(a, b) == overlap_by_trial(a, b));
      if (!covers(a, b)) continue;
      for (int bits = 0; bits < 16; ++bits) {  // what is covered is matched
        std::string text;
        for (int i = 0; i < 4; ++i) text += (bits >> i) & 1 ? 'a' : 'b';
        CHECK((!matches(b, text) || matches(a, text)));
      }
    }
  CHECK(covers("s3:*", "s3:Get*"));
  CHECK_FALSE(covers("s3:Get*", "s3:*"));
  CHECK_FALSE(covers("s3:?", "s3:*"));
  CHECK(overlaps(std::string("bucket") + kHole, "bucket/*"));
  CHECK_FALSE(overlaps(std::string(1, kNameHole), "*/*"));
  CHECK_FALSE(covers(std::string(1, kHole), "a"));
  CHECK(covers("*", std::string(1, kHole)));
  CHECK(overlaps("*" + std::string(1u << 20, 'a') + "*", "b"));  // too long to try
}

TEST_CASE("expansion of wildcards is what trying every action gives") {
  if (tests::knowledge()->action_count() == 0) {
    WARN("skipped: there is no knowledge pack at CRIBSHEET_PACK");
    return;
  }
  for (const std::string pattern :
       {"*", "s3:*", "s3:Get*", "*:*Tag*", "ec2:*Instance?", "iam:*User*", "S3:get*", "kms:Decrypt", "e*:Describe*", "nothing:*", "*:??"}) {
    std::vector<std::uint32_t> expected;
    for (std::uint32_t i = 0; i < tests::knowledge()->action_count(); ++i) {
      const pack::Action action = tests::knowledge()->action_at(i);
      const std::string name = lower(std::string(action.service()) + ":" + std::string(action.name()));
      if (matches(lower(pattern), name)) expected.push_back(i);
    }
    std::vector<std::uint32_t> found = tests::knowledge()->expand(pattern);
    std::sort(found.begin(), found.end());
    INFO(pattern);
    CHECK(found == expected);
  }
}

TEST_CASE("ARNs are split, with variables and holes") {
  const Arn arn = split_arn("arn:aws:s3:::bucket/${aws:PrincipalTag/team}/*");
  CHECK(arn.complete());
  CHECK(arn[Arn::resource] == "bucket/${aws:PrincipalTag/team}/*");
  CHECK(arn[Arn::region].empty());
  CHECK(split_arn("arn:aws:logs:eu-west-1:111122223333:log-group:name:*")[Arn::resource] == "log-group:name:*");
  CHECK(split_arn("arn:aws:s3:bucket").count == 4);
  CHECK(split_arn(std::string("arn:") + kHole).unsure);
  const ArnFormat object("arn:${Partition}:s3:::${BucketName}/${ObjectName}");
  CHECK(object.fits(split_arn("arn:aws:s3:::bucket/*")));
  CHECK_FALSE(object.fits(split_arn("arn:aws:s3:::bucket")));
  CHECK(example_arn("arn:${Partition}:sqs:${Region}:${Account}:${QueueName}", false) == "arn:aws:sqs:us-east-1:111122223333:QueueName");
  CHECK(example_arn("arn:${Partition}:s3:::${BucketName}", true) == "arn:aws:s3:::${1:BucketName}");
}

TEST_CASE("operators are read with what stands around them") {
  const Operator op = parse_operator("forallvalues:StringNotLikeIfExists");
  CHECK(op.base == "StringNotLike");
  CHECK(op.qualifier == Operator::Qualifier::for_all);
  CHECK(op.if_exists);
  CHECK(op.negated);
  CHECK(op.like);
  CHECK_FALSE(parse_operator("StringLikes").known());
  CHECK(parse_operator("NullIfExists").if_exists);
}

TEST_CASE("the type of a policy: by name, else by contents") {
  const auto type = [](const std::string& path, const std::string& statement) {
    return analysis_of(*open(path, R"({"Version": "2012-10-17", "Statement": [)" + statement + "]}"), *tests::knowledge())->policy.type;
  };
  const std::string plain = R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"})";
  CHECK(type("policy.json", plain) == PolicyType::identity);
  CHECK(type("org-scp.json", plain) == PolicyType::scp);
  CHECK(type("transcript.json", plain) == PolicyType::identity);
  CHECK(type("policies/scps/deny.json", plain) == PolicyType::scp);
  CHECK(type("boundary.json", plain) == PolicyType::boundary);
  CHECK(type("p.json", R"({"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"})") == PolicyType::trust);
  CHECK(type("p.json", R"({"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"})") == PolicyType::resource);
}

TEST_CASE("files are told from others") {
  const auto kind = [](const std::string& path, const std::string& text) { return kinds::open(path, text, *tests::knowledge())->kind; };
  CHECK(kind("anything.json", R"({"Version": "2012-10-17", "Statement": []})") == "iam-policy");
  CHECK(kind("anything.yaml", "Version: 2012-10-17\nStatement:\n  - Effect: Allow\n") == "iam-policy");
  CHECK(kind("package.json", R"({"name": "x", "version": "1.0.0"})").empty());
  CHECK(kind("template.json", R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}})") == "cloudformation");
}

TEST_CASE("half-typed policies are read as far as they go") {
  for (const std::string text : {"", "{", R"({"Statement": )", R"({"Statement": [{"Effect": )", R"({"Statement": [{"Action": ["s3:)", "Statement:\n  - ",
                                 "Statement:\n  - Effect", "- - -\n", "\xff\xfe"}) {
    INFO(text);
    const auto document = open("policy.json", text);
    CHECK(analysis_of(*document, *tests::knowledge())->policy.statements.size() <= 1);
  }
}

TEST_CASE("statements are the symbols") {
  const auto document = open("policy.yaml",
                             "Version: 2012-10-17\nStatement:\n  - Sid: Read\n    Effect: Allow\n    Action: [s3:GetObject, s3:ListBucket]\n    Resource: "
                             "'*'\n  - Effect: Deny\n    NotAction: s3:*\n    Resource: '*'\n");
  const auto symbols = kinds::kind("iam-policy")->symbols(*document, *tests::knowledge()).symbols;
  REQUIRE(symbols.size() == 2);
  CHECK(symbols[0].name == "Read");
  CHECK(symbols[0].detail == "Allow s3:GetObject, ...");
  CHECK(document->text().substr(symbols[0].name_range.begin, symbols[0].name_range.size()) == "Read");
  CHECK(symbols[1].name == "Statement 2");
  CHECK(symbols[1].detail == "Deny all but s3:*");
}
