// What holds for every text: each corpus file whole, cut, with a line less, with a sign more. Every 12th file is
// damaged; CRIBSHEET_FULL=1 in the environment damages all.
#include <ctime>
#include <functional>
#include <limits>

#include "support/catch.h"
#include "support/corpus.h"
#include "support/tree_check.h"
#include "syntax/tokens.h"

using namespace cribsheet;

namespace {

void check(const std::string& text, syntax::Language language, const std::string& what) {
  const auto tree = syntax::parse(text, language);
  const std::string broken = tests::broken_property(*tree);
  if (broken.empty()) return;
  INFO(what << "\n" << text.substr(0, 4000));
  CHECK(broken == "");
}

std::vector<std::size_t> line_starts(const std::string& text) {
  std::vector<std::size_t> starts{0};
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '\n') starts.push_back(i + 1);
  }
  return starts;
}

void damage(const std::string& text, syntax::Language language, const std::string& name) {
  for (std::size_t length = 0; length < text.size(); length += 7) check(text.substr(0, length), language, name + " cut at " + std::to_string(length));
  const auto starts = line_starts(text);
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : text.size();
    check(text.substr(0, starts[i]) + text.substr(end), language, name + " without line " + std::to_string(i + 1));
    for (const char sign : std::string_view("{}[]:,-\"'|>&*!%@#\t")) {
      check(text.substr(0, starts[i]) + sign + text.substr(starts[i]), language, name + " with " + sign + " before line " + std::to_string(i + 1));
    }
  }
}

// Processor time, since the machine may have other work.
double seconds_to_parse(const std::string& text, syntax::Language language) {
  std::clock_t best = std::numeric_limits<std::clock_t>::max();
  for (int i = 0; i < 3; ++i) {
    const std::clock_t start = std::clock();
    syntax::parse(text, language);
    best = std::min(best, std::clock() - start);
  }
  return static_cast<double>(best) / CLOCKS_PER_SEC;
}

// Other work on the machine slows some runs down, never all of them: what is slow by itself is so each time.
bool once(const std::function<bool()>& fast) {
  for (int i = 0; i < 20; ++i) {
    if (fast()) return true;
  }
  return false;
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

}  // namespace

TEST_CASE("tokens tile and nodes nest, in every file and in what damage leaves of it") {
  const auto files = tests::corpus("", {".yaml", ".yml", ".json"});
  if (files.empty()) WARN("skipped: the corpora are not there");
  const bool full = std::getenv("CRIBSHEET_FULL") != nullptr;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string text = tests::read(files[i]);
    const auto language = syntax::language_of(files[i].string(), text);
    check(text, language, files[i].string());
    if (full || i % 12 == 5) damage(text, language, files[i].string());
  }
}

TEST_CASE("printing the tokens gives the bytes back") {
  for (const auto& path : tests::corpus("", {".yaml", ".yml", ".json"})) {
    const std::string text = tests::read(path);
    std::string printed;
    const auto tree = syntax::parse(text, syntax::language_of(path.string(), text));
    for (const syntax::Token& token : syntax::tokens(*tree)) printed += text.substr(token.range.begin, token.range.size());
    INFO(path);
    CHECK((printed == text));
  }
}

TEST_CASE("time is linear, whatever is repeated") {
  const std::string_view pieces[] = {"[",      "{",           "- ",    "? ",      "a: ",  "&a ",      "!a ",       "- a\n",       "\"",     "'",
                                     "\"\n",   "'\n",         "| \n",  "|\n a\n", "a\n",  "a: b\n",   "a: b: c\n", " a\n",        "#\n",    "# ",
                                     "\t",     "---\n",       "...\n", "*a ",     "*a\n", "- *a\n",   "[a: b]: ",  "{a: b}: c\n", "[[a]: ", "]",
                                     "}",      ",",           ":\n",   "%\n",     "\\",   "\"\\\"\n", "'a''\n",    "<<<<<<< \n",  "\r",     "\xEF\xBB\xBF",
                                     "a: [\n", "a: {b: \"\n", "? a\n", "{\"a\":", "[{",   "\"a\"",    "a,",        "//\n",        "/*"};
  for (const auto language : {syntax::Language::yaml, syntax::Language::json}) {
    for (const std::string_view piece : pieces) {
      const std::size_t times = 40000 / piece.size() + 1;
      INFO("'" << piece << "'");
      CHECK(once([&] {
        const double one = seconds_to_parse(repeated(piece, times), language);
        return seconds_to_parse(repeated(piece, times * 8), language) < 0.05 + 24 * one;  // quadratic would be 64
      }));
    }
  }
}

TEST_CASE("a file of aliases of aliases is read in no time") {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 60; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int k = 0; k < 8; ++k) text += ", " + before;
    text += "]\n";
  }
  CHECK(syntax::parse(text, syntax::Language::yaml)->errors().empty());
  CHECK(once([&] { return seconds_to_parse(text, syntax::Language::yaml) < 0.01; }));
}

TEST_CASE("nesting has a limit, and what is past it is reported once") {
  for (const std::string_view piece : {"[", "{\"a\":", "- ", "? "}) {
    const auto tree = syntax::parse(repeated(piece, 100000), syntax::Language::yaml);
    std::size_t depth = 0, about_depth = 0;
    for (syntax::Node node = tree->stream(); node; node = node.first_child()) ++depth;
    for (const auto& error : tree->errors()) about_depth += error.message.find("levels deep") != std::string::npos;
    CHECK(depth < 1000);
    CHECK(about_depth == 1);
    CHECK(tests::broken_property(*tree) == "");
  }
}
