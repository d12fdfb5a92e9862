// Fixes on files that nobody wrote for them: the finding goes, and the file stays readable.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "kinds/kind.h"
#include "rules/rule.h"
#include "support/catch.h"
#include "support/knowledge.h"
#include "support/places.h"
#include "text/edit.h"

using namespace cribsheet;

namespace {

constexpr std::size_t kLargestFile = 40'000, kFixesOfFile = 40;

std::vector<std::filesystem::path> files() {
  std::vector<std::filesystem::path> found;
  for (const char* folder : {"cloudformation", "sam", "buildspec", "step-functions"}) {
    std::error_code error;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(tests::shared() / "corpus" / folder, error))
      if (entry.is_regular_file() && entry.file_size() <= kLargestFile && entry.path().extension() != ".jsonl") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<rules::Finding> findings(const std::filesystem::path& path, const std::string& text) {
  rules::Settings settings;
  settings.today = "2026-11-24";
  settings.use_notes = false;
  const auto document = kinds::open(path.filename().string(), text, *tests::knowledge());
  return rules::run({*document, *tests::knowledge(), settings});
}

std::size_t like(const std::vector<rules::Finding>& list, const rules::Finding& one) {
  return static_cast<std::size_t>(
      std::count_if(list.begin(), list.end(), [&](const rules::Finding& each) { return each.rule == one.rule && each.message == one.message; }));
}

std::size_t of(const std::vector<rules::Finding>& list, std::string_view rule) {
  return static_cast<std::size_t>(std::count_if(list.begin(), list.end(), [&](const rules::Finding& each) { return each.rule == rule; }));
}

std::size_t syntax_errors(const std::vector<rules::Finding>& list) {
  return static_cast<std::size_t>(
      std::count_if(list.begin(), list.end(), [](const rules::Finding& each) { return each.rule == "syntax-error" || each.rule == "duplicate-key"; }));
}

}  // namespace

TEST_CASE("fixes mend real files and break none") {
  if (!tests::has_knowledge()) {
    WARN("skipped: there is no knowledge pack at CRIBSHEET_PACK");
    return;
  }
  const auto all = files();
  if (all.empty()) WARN("skipped: there are no files below CRIBSHEET_SHARED");
  std::size_t fixes = 0;
  for (const std::filesystem::path& path : all) {
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const auto found = findings(path, text);
    std::size_t left = kFixesOfFile;
    std::string_view last_rule;
    std::size_t of_rule = 0;
    for (const rules::Finding& finding : found) {
      of_rule = finding.rule == last_rule ? of_rule + 1 : 0;
      last_rule = finding.rule;
      if (of_rule > 3) continue;  // the fifth of the same tells nothing new
      for (const rules::Fix& fix : finding.fixes) {
        if (left == 0) break;
        --left;
        ++fixes;
        const std::string mended = cribsheet::apply(text, fix.edits);
        const auto after = findings(path, mended);
        INFO(path << ": " << finding.rule << ": " << finding.message << "\n  '" << fix.title << "'");
        std::string edits;
        for (const TextEdit& edit : fix.edits) edits += "\n  [" + text.substr(edit.range.begin, edit.range.size()) + "] -> [" + edit.text + "]";
        INFO(edits);
        CHECK((like(after, finding) < like(found, finding) || of(after, finding.rule) < of(found, finding.rule)));
        CHECK(syntax_errors(after) <= syntax_errors(found));
      }
    }
  }
  CHECK((all.empty() || fixes > 1000));
}
