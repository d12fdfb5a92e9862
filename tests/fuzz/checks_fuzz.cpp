// Any bytes as a `check` block: what can be read is held against a template, what can't is said in the note.
#include "features/findings.h"
#include "fuzz.h"
#include "kinds/kind.h"
#include "notes/notes.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  using namespace cribsheet;
  if (size > 4000) return 0;
  const std::string body = fuzz::text(bytes, size);
  const auto pack = tests::knowledge();
  static const std::string kTemplate =
      "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: !Sub 'prod-${AWS::Region}'\n      VisibilityTimeout: 30\n"
      "      FifoQueue: true\n      Tags: [{Key: a, Value: b}]\n      RedrivePolicy: {deadLetterTargetArn: !GetAtt D.Arn, maxReceiveCount: 5}\n"
      "  D:\n    Type: AWS::SQS::Queue\n    Properties: {QueueName: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'}\n";
  static const auto document = kinds::open("t.yaml", kTemplate, *pack);
  for (const std::string& note : {"## SQS\n\n- VisibilityTimeout\n\n```check\n" + body + "\n```\n",
                                  "## SQS\n\n```check\nentity: AWS::SQS::Queue.QueueName\npattern: '" + body + "'\n```\n"}) {
    features::Snapshot snapshot;
    snapshot.pack = pack;
    snapshot.settings = std::make_shared<rules::Settings>();
    snapshot.notes = notes::Index::build({{"a.md", note, notes::Origin::person}}, pack);
    for (const auto& finding : features::findings(snapshot, *document))
      fuzz::require(finding.range.begin <= finding.range.end && finding.range.end <= kTemplate.size() && !finding.message.empty(),
                    "a finding without a place or words", note);
    const auto open = kinds::open("a.md", note, *pack);
    for (const auto& finding : features::findings(snapshot, *open))
      fuzz::require(finding.range.begin <= finding.range.end && finding.range.end <= note.size() && !finding.message.empty(),
                    "a finding in the note without a place or words", note);
  }
  return 0;
}
