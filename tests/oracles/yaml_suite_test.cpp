// The YAML test suite: events equal, and what must fail fails. The case files are read with our own parser.
#include "support/catch.h"
#include "support/corpus.h"
#include "syntax/events.h"

using namespace cribsheet;

namespace {

// The suite writes invisible characters with signs.
std::string unmarked(std::string text) {
  static const std::pair<std::string, std::string> signs[] = {{"␣", " "}, {"»", "\t"}, {"—", ""}, {"←", "\r"}, {"⇔", "\xEF\xBB\xBF"}, {"↵", ""}, {"∎\n", ""}};
  for (const auto& [sign, meaning] : signs) {
    for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign, at + meaning.size())) text.replace(at, sign.size(), meaning);
  }
  return text;
}

std::vector<std::string> trimmed_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    line.erase(0, line.find_first_not_of(' '));
    while (!line.empty() && line.back() == ' ') line.pop_back();
    if (!line.empty()) lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

struct Case {
  std::string name, yaml, tree;
  bool fails = false, skipped = false;
};

std::vector<Case> cases_of(const std::filesystem::path& path) {
  const auto file = syntax::parse(tests::read(path), syntax::Language::yaml);
  std::vector<Case> cases;
  for (const syntax::Node item : file->root().children()) {
    Case one = cases.empty() ? Case{} : cases.back();
    one.fails = item.find("fail").is("true");
    one.skipped = one.skipped || item.find("skip").is("true");
    one.name = path.stem().string() + "#" + std::to_string(cases.size());
    if (item.find("yaml")) one.yaml = unmarked(std::string(item.find("yaml").text()));
    if (item.find("tree")) one.tree = unmarked(std::string(item.find("tree").text()));
    cases.push_back(one);
  }
  return cases;
}

}  // namespace

TEST_CASE("every case of the YAML test suite") {
  const auto files = tests::corpus("yaml-test-suite", {".yaml"});
  if (files.empty()) {
    WARN("skipped: the YAML test suite is not there");
    return;
  }
  std::size_t total = 0, good = 0;
  for (const auto& path : files) {
    for (const Case& one : cases_of(path)) {
      if (one.skipped) continue;
      ++total;
      const auto tree = syntax::parse(one.yaml, syntax::Language::yaml);
      INFO(one.name << "\n" << one.yaml << "\n" << syntax::dump(*tree));
      const bool ok = one.fails ? !tree->errors().empty() : tree->errors().empty() && trimmed_lines(syntax::events(*tree)) == trimmed_lines(one.tree);
      CHECK(ok);
      good += ok;
    }
  }
  CHECK(total > 100);
  CHECK(good == total);
}
