// Findings with the notes that speak of them.
#include "features/findings.h"
#include "support/at_mark.h"

using namespace cribsheet;
using namespace cribsheet::tests;

namespace {

// The lines (1-based) of the notes quoted under the findings of a rule.
std::vector<std::uint32_t> quoted(const std::string& rule, const std::string& text, const std::string& notes) {
  auto view = snapshot();
  view.notes = notes::Index::build({{"notes.md", notes, notes::Origin::person}}, view.pack);
  std::vector<std::uint32_t> lines;
  bool found = false;
  for (const auto& finding : features::findings(view, *kinds::open("template.yaml", text, *view.pack))) {
    if (finding.rule != rule) continue;
    found = true;
    for (const auto& note : finding.notes) lines.push_back(note.line + 1);
  }
  CHECK(found);
  return lines;
}

using Lines = std::vector<std::uint32_t>;

const std::string kNotes =
    "- SQS:\n"
    "  - Standard queues give at-least-once delivery\n"
    "  - Visibility timeout hides a message while it is worked on, at most 12 hours\n"
    "- Lambda:\n"
    "  - Scenario: you want to package code and dependencies as container images\n"
    "    - Correct: the image must implement the Lambda Runtime API\n"
    "    - Correct: test it with the Lambda Runtime Interface Emulator\n";

}  // namespace

TEST_CASE("a finding quotes the note on its property") {
  CHECK(quoted("out-of-range", "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      VisibilityTimeout: 50000\n", kNotes) == Lines{3});
  CHECK(quoted("out-of-range", R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": 50000}}}})", kNotes) == Lines{3});
}

TEST_CASE("a finding quotes no note that is on something near") {
  CHECK(quoted("out-of-range", "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: 901\n", kNotes).empty());
  // Looked up, the notes have this scenario to offer; it says nothing of a runtime that does not exist.
  CHECK(quoted("value-not-allowed",
               "Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties: {Role: r, Handler: a.b, Code: {S3Bucket: bucket, S3Key: k}, Runtime: "
               "pythn3.13}\n",
               kNotes)
            .empty());
}
