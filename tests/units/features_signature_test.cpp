// What a function takes, while its arguments are written: CloudFormation's, and those inside a state machine's texts.
#include <string>

#include "features/open_call.h"
#include "features/typing.h"
#include "support/at_mark.h"

using namespace cribsheet;
using namespace cribsheet::tests;

namespace {

// "label 1": the label and the argument that the mark stands in; "none".
std::string signature_at(const std::string& marked, const std::string& path) {
  const auto [text, cursor] = cursor_in(marked);
  const auto view = snapshot();
  const auto found = features::signature(view, *kinds::open(path, text, *view.pack), cursor);
  return found ? found->label + " " + std::to_string(found->active) : "none";
}

std::string in_machine(const std::string& value) {
  return signature_at("StartAt: A\nStates:\n  A:\n    Type: Pass\n    Parameters:\n      x.$: " + value + "\n    End: true\n", "m.asl.yaml");
}

}  // namespace

TEST_CASE("the call that is open at the end of a text") {
  const auto open = [](std::string_view text) {
    const auto call = features::open_call(text);
    return call ? std::string(call->name) + " " + std::to_string(call->argument) : "none";
  };
  CHECK(open("States.Format(") == "States.Format 0");
  CHECK(open("States.Format('a, (b', ") == "States.Format 1");
  CHECK(open("States.Format('it\\'s', States.Hash($.a, ") == "States.Hash 1");
  CHECK(open("States.Format('{}', States.Hash($.a, 'MD5'), ") == "States.Format 2");
  CHECK(open("$partition([1, 2, 3], ") == "$partition 1");
  CHECK(open("($a, $range(1, (2") == "$range 1");
  CHECK(open(R"x($hash(\"a, b\", )x") == "$hash 1");
  CHECK(open("it's nothing") == "none");
  CHECK(open("States.UUID()") == "none");
  CHECK(open(")))((") == "none");
}

TEST_CASE("state machines: intrinsic functions say what they take") {
  CHECK(in_machine("States.Format('{}', |$.a)") == "States.Format(text, value, ...) 1");
  CHECK(in_machine("States.Format('{} {}', $.a, |$.b)") == "States.Format(text, value, ...) 1");
  CHECK(in_machine("States.ArrayRange(1, |") == "States.ArrayRange(first, last, step) 1");
  CHECK(in_machine("States.UUID(|)") == "States.UUID() 0");
  CHECK(in_machine("States.Nothing(|)") == "none");
  CHECK(in_machine("$.a|") == "none");
  CHECK(signature_at(R"x({"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"x.$": "States.MathAdd($.a, |)"}, "End": true}}})x", "m.asl.json") ==
        "States.MathAdd(number, number) 1");
  CHECK(signature_at(R"x({"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"x.$": "States.MathAdd(|)x", "m.asl.json") ==
        "States.MathAdd(number, number) 0");
  CHECK(signature_at("QueryLanguage: JSONata\nStartAt: A\nStates:\n  A:\n    Type: Pass\n    Output: \"{% $partition($states.input, |) %}\"\n    End: true\n",
                     "m.asl.yaml") == "$partition(list, size) 1");
}

TEST_CASE("state machines inside a template say it too, and templates their own functions") {
  const std::string head = "Resources:\n  M:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n";
  CHECK(signature_at(head + "      Definition:\n        StartAt: A\n        States:\n          A:\n            Type: Pass\n            Parameters:\n"
                            "              x.$: States.Hash($.a, |'MD5')\n            End: true\n",
                     "template.yaml") == "States.Hash(data, algorithm) 1");
  CHECK(signature_at(head + "      RoleArn: !Join [\"\", |]\n", "template.yaml") == "Fn::Join [delimiter, values] 1");
  // No function of CloudFormation's, and no state machine.
  CHECK(signature_at(head + "      RoleArn: States.Hash($.a, |'MD5')\n", "template.yaml") == "none");
}
