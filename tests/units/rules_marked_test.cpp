// tests/suites/cloudformation: templates whose wrong lines say which code of cfn-lint they must bring (`#! E3012 E3030`: any one
// of these). No other line may bring an error.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "kinds/kind.h"
#include "rules/rule.h"
#include "support/catch.h"
#include "support/knowledge.h"
#include "support/places.h"

using namespace cribsheet;

namespace {

struct Marked {
  std::string where, title, file, text;
  std::map<std::uint32_t, std::vector<std::string>> codes;  // by 0-based line of the text
};

std::vector<std::string> words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

void add_line(Marked& marked, std::string line, std::uint32_t number) {
  if (const std::size_t mark = line.find("#! "); mark != std::string::npos) {
    marked.codes[number] = words(line.substr(mark + 3));
    line.resize(line.find_last_not_of(' ', mark - 1) + 1);
  }
  marked.text += line + "\n";
}

std::vector<Marked> read(const std::filesystem::path& path) {
  std::vector<Marked> out;
  std::ifstream file(path);
  std::string line, title;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.starts_with("## ")) title = line.substr(3);
    if (line != "```yaml" && line != "```json") continue;
    Marked marked{path.filename().string() + ":" + std::to_string(number), title, "template." + line.substr(3), {}, {}};
    for (std::uint32_t at = 0; std::getline(file, line) && line != "```"; ++at, ++number) add_line(marked, line, at);
    ++number;
    out.push_back(std::move(marked));
  }
  return out;
}

bool names(const rules::Finding& finding, const std::vector<std::string>& codes) {
  std::vector<std::string> also = finding.also;
  if (also.empty())
    if (const auto page = tests::knowledge()->rule(finding.rule)) also.assign(page->also.begin(), page->also.end());
  return std::any_of(codes.begin(), codes.end(),
                     [&](const std::string& code) { return std::find(also.begin(), also.end(), "cfn-lint:" + code) != also.end(); });
}

void check(const Marked& marked) {
  rules::Settings settings;
  settings.today = "2026-11-24";
  settings.use_notes = false;
  const auto document = kinds::open(marked.file, marked.text, *tests::knowledge(), "cloudformation");
  const auto findings = rules::run({*document, *tests::knowledge(), settings});
  std::map<std::uint32_t, std::vector<const rules::Finding*>> by_line;
  for (const rules::Finding& finding : findings)
    if (finding.severity <= rules::Severity::warning) by_line[document->lines.line_of(finding.range.begin)].push_back(&finding);
  for (const auto& [line, codes] : marked.codes) {
    INFO(marked.where << ": " << marked.title << ", line " << line + 1 << " of the template must bring " << codes.front());
    const auto& here = by_line[line];
    CHECK(std::any_of(here.begin(), here.end(), [&wanted = codes](const rules::Finding* each) { return names(*each, wanted); }));
  }
  for (const auto& [line, here] : by_line)
    for (const rules::Finding* finding : here) {
      INFO(marked.where << ": " << marked.title << ", line " << line + 1 << " of the template brings " << finding->rule << ": " << finding->message);
      CHECK((finding->severity != rules::Severity::error || marked.codes.contains(line)));
    }
}

}  // namespace

TEST_CASE("marked templates: every marked line is found, under its code, and no other") {
  if (tests::knowledge()->resource_type_count() == 0) {
    WARN("skipped: there is no knowledge pack at CRIBSHEET_PACK");
    return;
  }
  std::size_t marks = 0;
  for (const auto& file : std::filesystem::directory_iterator(tests::source() / "tests/suites/cloudformation"))
    for (const Marked& marked : read(file.path())) {
      marks += marked.codes.size();
      check(marked);
    }
  REQUIRE(marks > 400);
}
