// Edits that fixes are made of: they keep the style that stands there and never break the text.
#include <optional>
#include <string>

#include "model/edits.h"
#include "support/catch.h"
#include "text/edit.h"

using namespace cribsheet;

namespace {

std::shared_ptr<const syntax::Tree> document(const std::string& text, syntax::Language language = syntax::Language::yaml) {
  return syntax::parse(text, language);
}

syntax::Node at(const std::shared_ptr<const syntax::Tree>& made, std::initializer_list<std::string_view> path) {
  syntax::Node node = made->root();
  for (const std::string_view key : path) node = key == "-" ? node.first_child() : node.find(key);
  return node;
}

std::string applied(const std::string& text, const std::optional<TextEdit>& edit) { return edit ? apply(text, {*edit}) : "no edit"; }

std::string inserted(const std::string& text, std::initializer_list<std::string_view> path, std::string_view key, std::string_view value,
                     syntax::Language language = syntax::Language::yaml) {
  const auto made = document(text, language);
  return applied(text, model::insertion(at(made, path), key, value));
}

std::string replaced(const std::string& text, std::initializer_list<std::string_view> path, std::string_view by,
                     syntax::Language language = syntax::Language::yaml) {
  const auto made = document(text, language);
  return applied(text, model::replacement(at(made, path), by));
}

std::string removed(const std::string& text, std::initializer_list<std::string_view> path, std::string_view key) {
  const auto made = document(text);
  return applied(text, model::whole_removal(at(made, path).find_entry(key)));
}

constexpr auto kJson = syntax::Language::json;

}  // namespace

TEST_CASE("insertion: block style") {
  CHECK(inserted("A:\n  B: 1\nC: 2\n", {"A"}, "D", "3") == "A:\n  B: 1\n  D: 3\nC: 2\n");
  CHECK(inserted("A:\n  B: 1  # why\n", {"A"}, "D", "3") == "A:\n  B: 1  # why\n  D: 3\n");
  CHECK(inserted("A:\n  B: 1", {"A"}, "D", "3") == "A:\n  B: 1\n  D: 3");
  CHECK(inserted("A:\r\n  B: 1\r\n", {"A"}, "D", "3") == "A:\r\n  B: 1\r\n  D: 3\r\n");
  CHECK(inserted("A:\n  B: |\n    text\n\nC: 1\n", {"A"}, "D", "3") == "A:\n  B: |\n    text\n  D: 3\n\nC: 1\n");
  CHECK(inserted("A:\n  - B: 1\n  - C: 1\n", {"A", "-"}, "D", "3") == "A:\n  - B: 1\n    D: 3\n  - C: 1\n");
  CHECK(inserted("A:\n  B:\n", {"A"}, "D", "3") == "A:\n  B:\n  D: 3\n");
  CHECK(inserted("A: # none\nB: 1\n", {"A"}, "D", "3") == "A: # none\n  D: 3\nB: 1\n");
  CHECK(inserted("A: {}\n", {"A"}, "D", "3") == "A: {D: 3}\n");
  CHECK(inserted("A: &x\n  B: 1\nC: *x\n", {"C"}, "D", "3") == "no edit");
}

TEST_CASE("insertion: values") {
  CHECK(inserted("A: 1\n", {}, "D", "gp3") == "A: 1\nD: gp3\n");
  CHECK(inserted("A: 1\n", {}, "D", "*") == "A: 1\nD: '*'\n");
  CHECK(inserted("A: 1\n", {}, "D", "2012-10-17") == "A: 1\nD: '2012-10-17'\n");
  CHECK(inserted("A: 1\n", {}, "D", "\"123\"") == "A: 1\nD: '123'\n");
  CHECK(inserted("A: 1\n", {}, "D", "a: b") == "A: 1\nD: 'a: b'\n");
  CHECK(inserted("A: 1\n", {}, "D", "") == "A: 1\nD:\n");
  CHECK(inserted("A: 1\n", {}, "D", R"({"Ref": "T"})") == "A: 1\nD: !Ref T\n");
  CHECK(inserted("A: 1\n", {}, "D", R"({"Fn::GetAtt": ["T", "Arn"]})") == "A: 1\nD: !GetAtt T.Arn\n");
  CHECK(inserted("A: 1\n", {}, "D", R"({"E": {"F": 1}, "G": ["x", {"H": 2, "I": 3}]})") == "A: 1\nD:\n  E:\n    F: 1\n  G:\n    - x\n    - H: 2\n      I: 3\n");
  CHECK(inserted("{A: 1}\n", {}, "D", R"({"E": ["x,y"]})") == "{A: 1, D: {E: ['x,y']}}\n");
}

TEST_CASE("insertion: brackets and JSON") {
  CHECK(inserted("A: {B: 1}\n", {"A"}, "D", "3") == "A: {B: 1, D: 3}\n");
  CHECK(inserted("A: {B: 1,}\n", {"A"}, "D", "3") == "A: {B: 1, D: 3}\n");
  CHECK(inserted("{\"A\": {\"B\": 1}}", {"A"}, "D", "x", kJson) == "{\"A\": {\"B\": 1, \"D\": \"x\"}}");
  CHECK(inserted("{\n  \"B\": 1\n}", {}, "D", "true", kJson) == "{\n  \"B\": 1,\n  \"D\": true\n}");
  CHECK(inserted("{\n\t\"B\": {}\n}", {}, "D", R"({"Ref": "T"})", kJson) == "{\n\t\"B\": {},\n\t\"D\": {\"Ref\": \"T\"}\n}");
  CHECK(inserted("{}", {}, "D", "1", kJson) == "{\"D\": 1}");
  CHECK(inserted("{\"B\": 1", {}, "D", "1", kJson) == "no edit");
}

TEST_CASE("items") {
  const std::string block = "A:\n- x\n- y\n", flow = "A: [x]\n";
  const auto in_block = document(block), in_flow = document(flow);
  CHECK(applied(block, model::item_insertion(at(in_block, {"A"}), "z")) == "A:\n- x\n- y\n- z\n");
  CHECK(applied(flow, model::item_insertion(at(in_flow, {"A"}), "z")) == "A: [x, z]\n");
}

TEST_CASE("replacement keeps quotes and takes tags") {
  CHECK(replaced("A: x\n", {"A"}, "gp3") == "A: gp3\n");
  CHECK(replaced("A: \"x\"\n", {"A"}, "30") == "A: \"30\"\n");
  CHECK(replaced("A: 'x'\n", {"A"}, "it's") == "A: 'it''s'\n");
  CHECK(replaced("A: !Ref B\nC: 1\n", {"A"}, "true") == "A: true\nC: 1\n");
  CHECK(replaced("A: x\n", {"A"}, R"({"Fn::Sub": "${B}-c"})") == "A: !Sub '${B}-c'\n");
  CHECK(replaced("A: x\n", {"A"}, R"({"Fn::If": ["C", {"Ref": "B"}, {"Ref": "AWS::NoValue"}]})") == "A: !If [C, !Ref B, !Ref AWS::NoValue]\n");
  CHECK(replaced("A:\n  B: 1\n  C: 2\nD: 3\n", {"A"}, "[\"x\"]") == "A: [x]\nD: 3\n");
  CHECK(replaced("{\"A\": \"x\"}", {"A"}, "true", kJson) == "{\"A\": true}");
  CHECK(replaced("{\"A\": 3}", {"A"}, "y", kJson) == "{\"A\": \"y\"}");
  CHECK(replaced("A:\n- x\n- y\nD: 3\n", {"A"}, "x") == "A: x\nD: 3\n");
  CHECK(replaced("A: # why\n- x\n", {"A"}, "x") == "no edit");
  CHECK(replaced("A:\n", {"A"}, "y") == "no edit");
}

TEST_CASE("removal leaves nothing empty behind") {
  CHECK(removed("A:\n  B: 1\n  C: 2\n", {"A"}, "B") == "A:\n  C: 2\n");
  CHECK(removed("A:\n  B: 1\nC: 2\n", {"A"}, "B") == "C: 2\n");
  CHECK(removed("A:\n  - B: 1\n  - C: 2\n", {"A", "-"}, "B") == "A:\n  - C: 2\n");
  CHECK(removed("A: {B: 1, C: 2}\n", {"A"}, "C") == "A: {B: 1}\n");
  CHECK(removed("A:\n  - B: 1\n    C: 2\n", {"A", "-"}, "B") == "A:\n  - C: 2\n");
}
