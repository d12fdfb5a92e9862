// nlohmann/json on every JSON file of the corpora, and on JSON that must be taken or refused.
#include <nlohmann/json.hpp>

#include "support/catch.h"
#include "support/corpus.h"
#include "syntax/tree.h"

using namespace cribsheet;

namespace {

using Json = nlohmann::ordered_json;

Json value_of(syntax::Node node) {
  using syntax::NodeKind;
  if (node.is_mapping()) {
    Json object = Json::object();
    for (const syntax::Node entry : node.children()) object[std::string(entry.key().text())] = value_of(entry.value());
    return object;
  }
  if (node.is_sequence()) {
    Json list = Json::array();
    for (const syntax::Node item : node.children()) list.push_back(value_of(item));
    return list;
  }
  if (node.style() != syntax::Style::plain) return std::string(node.text());
  return Json::parse(node.text());
}

bool refused(const std::string& text) { return !syntax::parse(text, syntax::Language::json)->errors().empty(); }

}  // namespace

TEST_CASE("nlohmann/json reads every file of the corpora alike") {
  const auto files = tests::corpus("", {".json"});
  if (files.empty()) {
    WARN("skipped: the corpora are not there");
    return;
  }
  std::size_t accepted = 0;
  for (const auto& path : files) {
    INFO(path);
    const std::string text = tests::read(path);
    const auto tree = syntax::parse(text, syntax::Language::json);
    const Json theirs = Json::parse(text, nullptr, false);
    CHECK(theirs.is_discarded() == !tree->errors().empty());
    if (theirs.is_discarded()) continue;
    CHECK(value_of(tree->root()) == theirs);
    ++accepted;
  }
  WARN(accepted << " of " << files.size() << " JSON files are JSON and were compared with nlohmann/json");
  CHECK(accepted > files.size() * 9 / 10);
}

TEST_CASE("JSON that is taken") {
  for (const std::string text : {"{}",
                                 "[]",
                                 "null",
                                 "true",
                                 " false ",
                                 "0",
                                 "-0",
                                 "-1.5e+10",
                                 "1E5",
                                 "\"\"",
                                 "\"a\\\"b\"",
                                 "\"\\u00e9\\/\\b\\f\\n\\r\\t\\\\\"",
                                 "\"\\ud83d\\ude00\"",
                                 "[1,2,[3,{\"a\":[]}]]",
                                 "{\"a\":{\"b\":null},\"c\":\"\"}",
                                 "\t\r\n [ ] \n",
                                 "{\"\":0}",
                                 "[\"\x7F\xC2\x80\"]",
                                 "[0.5, 10, 100.001]",
                                 "{\"a b\":1,\"c:d\":2,\"#\":3,\"//\":4}"}) {
    INFO(text);
    const bool odd = text.find('\x7F') != std::string::npos;  // DEL is JSON, but no text that anyone means
    CHECK(refused(text) == odd);
    CHECK(!Json::parse(text, nullptr, false).is_discarded());
    if (!odd) CHECK(value_of(syntax::parse(text, syntax::Language::json)->root()) == Json::parse(text));
  }
}

TEST_CASE("JSON that is reported") {
  for (const std::string text : {"",           " ",         "{",      "}",          "[",         "]",         "[1",
                                 "[1,",        "[1,]",      "[,1]",   "[1,,2]",     "[1 2]",     "{\"a\"}",   "{\"a\":}",
                                 "{\"a\":1,}", "{\"a\" 1}", "{:1}",   "{a:1}",      "{'a':1}",   "{1:1}",     "{\"a\":1 \"b\":2}",
                                 "{\"a\":1]",  "[1}",       "\"",     "\"abc",      "\"\\x41\"", "\"\\u12\"", "\"\\u12G4\"",
                                 "\"a\nb\"",   "\"a\tb\"",  "\"\\\"", "01",         "+1",        "1.",        ".5",
                                 "1e",         "1e+",       "0x1F",   "-",          "--1",       "NaN",       "Infinity",
                                 "nul",        "True",      "tru",    "undefined",  "1 2",       "{} {}",     "[] ,",
                                 "// c\n1",    "/* c */ 1", "/* c",   "# c\n1",     "[1] x",     "\xFF",      "[\"\xC0\x80\"]",
                                 "{\"a\":1}}", "[[1]",      "abc",    "\"a\" \"b\""}) {
    INFO(text);
    CHECK(refused(text));
  }
}
