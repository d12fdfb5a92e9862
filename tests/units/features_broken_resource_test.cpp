// One broken resource in a template of 300 lines: every other keeps its symbol, its hovers and its findings.
#include <cstdlib>
#include <string>

#include "features/findings.h"
#include "features/hover.h"
#include "features/symbols.h"
#include "kinds/kind.h"
#include "support/catch.h"
#include "support/knowledge.h"

using namespace cribsheet;

namespace {

constexpr int kResources = 30, kBroken = 13;

// Each has one wrong value and refers to the one before it.
std::string yaml_resource(int i) {
  const std::string n = std::to_string(i);
  return "  Queue" + n + ":\n    Type: AWS::SQS::Queue\n    Properties:\n      VisibilityTimeout: 50000\n      QueueName: \"queue-" + n +
         "\"\n      RedrivePolicy:\n        deadLetterTargetArn: " +
         (i > 0 ? "!GetAtt Queue" + std::to_string(i - 1) + ".Arn" : "arn:aws:sqs:eu-west-1:123456789012:dead") +
         "\n        maxReceiveCount: 5\n      Tags:\n        - Key: team\n          Value: 'a'\n";
}
std::string json_resource(int i) {
  const std::string n = std::to_string(i);
  return "    \"Queue" + n +
         "\": {\n      \"Type\": \"AWS::SQS::Queue\",\n      \"Properties\": {\n        \"VisibilityTimeout\": 50000,\n        \"QueueName\": \"queue-" + n +
         "\",\n        \"RedrivePolicy\": {\n          \"deadLetterTargetArn\": " +
         (i > 0 ? "{\"Fn::GetAtt\": [\"Queue" + std::to_string(i - 1) + "\", \"Arn\"]}" : "\"arn:aws:sqs:eu-west-1:123456789012:dead\"") +
         ",\n          \"maxReceiveCount\": 5\n        },\n        \"Tags\": [\n          {\"Key\": \"team\", \"Value\": \"a\"}\n        ]";
}

std::string yaml_template(const std::string& piece) {
  std::string text = "Resources:\n";
  for (int i = 0; i < kResources; ++i) text += yaml_resource(i) + (i == kBroken ? piece : "");
  return text;
}
std::string json_template(const std::string& piece) {
  std::string text = "{\n  \"Resources\": {\n";
  for (int i = 0; i < kResources; ++i) text += json_resource(i) + (i == kBroken ? piece : "") + "\n      }\n    }" + (i + 1 < kResources ? ",\n" : "\n");
  return text + "  }\n}\n";
}

// What a person sees of one resource, wherever it stands.
std::string seen(const features::Snapshot& snapshot, const model::Document& document, const std::vector<rules::Finding>& findings, int i) {
  const std::string name = "Queue" + std::to_string(i), quote = document.path.ends_with(".json") ? "\"" : "";
  const std::string_view text = document.text();
  const std::size_t begin = text.find(quote + name + quote + ":");
  const std::size_t end = std::min(text.find(quote + "Queue" + std::to_string(i + 1) + quote + ":", begin), text.size());
  std::string all;
  const auto symbols = features::symbols(document, *snapshot.pack);
  const kinds::Symbol* symbol = features::definition_of(*symbols, name, "logical-id");
  all += symbol ? symbol->name + " " + symbol->detail + "\n" : "no symbol\n";
  for (const std::string word : {"AWS::SQS::Queue", "VisibilityTimeout", "deadLetterTargetArn", "Arn\n", "Arn\"]", "Key"}) {
    const std::size_t at = text.substr(0, end).find(word, begin);
    if (at == text.npos) continue;
    const auto hover = features::hover(snapshot, document, static_cast<Offset>(at + 1));
    all += word + ": " + (hover ? features::to_markdown(*hover) : "no hover") + "\n";
  }
  for (const auto& finding : findings) {
    if (finding.range.begin >= begin && finding.range.begin < end)
      all += std::to_string(finding.range.begin - begin) + " " + std::string(finding.rule) + " " + finding.message + "\n";
  }
  return all;
}

void check_others(const std::string& path, const std::string& whole_text, const std::string& broken_text) {
  features::Snapshot snapshot;
  snapshot.pack = tests::knowledge();
  snapshot.settings = std::make_shared<rules::Settings>();
  const auto whole = kinds::open(path, whole_text, *snapshot.pack), broken = kinds::open(path, broken_text, *snapshot.pack);
  REQUIRE(whole->kind == "cloudformation");
  const auto findings_whole = features::findings(snapshot, *whole), findings_broken = features::findings(snapshot, *broken);
  for (int i = 0; i < kResources; ++i) {
    INFO("Queue" << i);
    const std::string wanted = seen(snapshot, *whole, findings_whole, i);
    CHECK(wanted.find("no hover") == wanted.npos);
    CHECK(wanted.find("43200") != wanted.npos);
    if (i != kBroken) CHECK(seen(snapshot, *broken, findings_broken, i) == wanted);
    else CHECK(features::definition_of(*features::symbols(*broken, *snapshot.pack), "Queue" + std::to_string(i), "logical-id") != nullptr);
  }
  int syntax_errors = 0;
  for (const auto& finding : findings_broken) syntax_errors += finding.rule == "syntax-error";
  CHECK(syntax_errors == 1);
}

}  // namespace

TEST_CASE("a broken resource in 300 lines of YAML costs the others neither symbols, hovers nor findings") {
  if (tests::knowledge() == nullptr) {
    WARN("skipped: there is no knowledge pack");
    return;
  }
  for (const std::string piece :
       {"      Vis\n", "      KmsMasterKeyId: \"abc\n", "      KmsMasterKeyId: 'abc\n", "      \"Kms: 'abc'\n", "      L: [a, b\n", "      L: {a: [b, {c: d\n",
        "      L: |x\n", "\tDelaySeconds: 5\n", "     DelaySeconds: 5\n", "        DelaySeconds: 5\n", "      - lost\n", "        - \n        -Key: b\n",
        "      L: !Re @\n", "      L: {\"Fn::\n", "      L: \"${\n", "      DelaySeconds: 5 MaximumMessageSize: 2048\n",
        "<<<<<<< HEAD\n      L: 1\n=======\n      L: 2\n>>>>>>> theirs\n", "      L: ]\n", "    Dele\n"}) {
    INFO(piece);
    check_others("template.yaml", yaml_template(""), yaml_template(piece));
  }
}

TEST_CASE("a broken resource in 300 lines of JSON costs the others neither symbols, hovers nor findings") {
  if (tests::knowledge() == nullptr) {
    WARN("skipped: there is no knowledge pack");
    return;
  }
  for (const std::string piece :
       {",\n        \"Vis", ",\n        \"Vis\"", ",\n        Vis", ",\n        \"DelaySeconds\":", "\n        \"DelaySeconds\": 5", ",", ",\n        \"L\": {",
        ",\n        \"L\": [1", ",\n        \"L\": 1}", ",\n        \"L\": ]", ",\n        \"L\": {\"Fn::", ",\n        \"L\": \"${",
        ",\n        \"L\":\n          \"a\",\n          \"b\"\n        ]", ",[\n        \"DelaySeconds\": 5", "}"}) {
    INFO(piece);
    check_others("template.json", json_template(""), json_template(piece));
  }
}
