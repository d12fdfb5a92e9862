// A whole document in the other language: what it says stays the same on the way there and back.
#include <nlohmann/json.hpp>
#include <string>

#include "features/other_language.h"
#include "support/at_mark.h"
#include "support/corpus.h"

using namespace cribsheet;
using namespace cribsheet::tests;

namespace {

// Written otherwise on the way, and the same: `!GetAtt A.B` is ["A", "B"].
nlohmann::json settled(const nlohmann::json& value) {
  if (value.is_object()) {
    nlohmann::json out = nlohmann::json::object();
    for (const auto& [key, item] : value.items()) {
      const auto dot = key == "Fn::GetAtt" && item.is_string() ? item.get<std::string>().find('.') : std::string::npos;
      if (dot == std::string::npos) out[key] = settled(item);
      else out[key] = {item.get<std::string>().substr(0, dot), item.get<std::string>().substr(dot + 1)};
    }
    return out;
  }
  if (!value.is_array()) return value;
  nlohmann::json out = nlohmann::json::array();
  for (const auto& item : value) out.push_back(settled(item));
  return out;
}

std::optional<std::string> other(const std::string& path, const std::string& text) {
  return features::in_other_language(*kinds::open(path, text, *knowledge(), "cloudformation"));
}

// False: the text can't be written in the other language.
bool there_and_back(const std::string& name, const std::string& json) {
  const auto parsed = nlohmann::json::parse(json, nullptr, false);
  const auto yaml = other("t.json", json);
  if (parsed.is_discarded() || !yaml) return false;
  const auto again = other("t.yaml", *yaml);
  INFO(name << "\n" << *yaml);
  REQUIRE(again);
  CHECK(settled(nlohmann::json::parse(*again)) == settled(parsed));
  return true;
}

}  // namespace

TEST_CASE("JSON to YAML to JSON says the same") {
  CHECK(there_and_back("texts", R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Metadata": {"a": "1", "b": "true", "c": "null", "d": "", "e": " x ",
    "f": "a: b", "g": "# no", "h": "- a", "i": "12:30:45", "j": "1e3", "k": "yes", "l": "~", "m": "!Ref a", "n": "*a", "o": "&a", "p": "{a}", "q": "[a]",
    "r": "two\nlines", "s": "two\nlines\n", "t": "\n  odd\n", "u": "tab\there", "v": "quote\"d \\ 'x'", "w": "é ☃", "x": "%a", "y": "@a", "z": "`a`",
    "0x10": "0x10", "010": "010", "2010-09-09": "2010-09-09", "on": "=", "no end ": "a\n\n", "": "empty key"},
    "Properties": {"n": [1, -2.5, 1e10, true, false, null, [], {}, [[1], [{"a": [2]}]]]}}}})"));
  CHECK(there_and_back("functions",
                       R"({"Resources": {"Q": {"Type": "T", "Condition": "C", "Properties": {"a": {"Fn::GetAtt": ["A", "B.C"]}, "b": {"Fn::GetAtt": "A.B"},
    "c": {"Fn::Sub": ["${x}", {"x": {"Ref": "P"}}]}, "d": {"Fn::Join": ["", [{"Ref": "A"}, {"Fn::ImportValue": {"Fn::Sub": "${A}-b"}}]]},
    "e": {"Fn::If": ["C", {"Ref": "AWS::NoValue"}, {"Fn::Select": [0, {"Fn::GetAZs": ""}]}]}, "f": {"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "s3://a"}}},
    "g": {"Fn::GetAtt": ["A", {"Ref": "B"}]}, "h": {"Fn::Base64": {"Fn::Sub": "a\nb ${AWS::Region}\n"}}}}}, "Conditions": {"C": {"Fn::And": [{"Condition": "D"}, {"Fn::Equals": ["a", "b"]}]}}})"));
}

TEST_CASE("real templates there and back") {
  std::size_t done = 0;
  for (const auto& path : corpus("cloudformation", {".json", ".template"})) done += there_and_back(path.string(), read(path));
  if (done == 0) WARN("skipped: the corpora are not here");
  else CHECK(done > 50);
}
