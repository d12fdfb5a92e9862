// Any bytes as settings, from the editor (JSON) and from a project's file (YAML): what can't be used is said, the rest holds.
#include "fuzz.h"
#include "workspace/settings.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  using namespace cribsheet;
  const std::string text = fuzz::text(bytes, size);
  for (const auto language : {syntax::Language::yaml, syntax::Language::json}) {
    const auto tree = syntax::parse(text, language);
    rules::Settings settings;
    std::vector<std::string> problems;
    workspace::read_settings(tree->root(), settings, problems);
    for (const auto& problem : problems) fuzz::require(problem.size() > 10, "a problem without words", text);
    for (const auto& [rule, level] : settings.severities)
      fuzz::require(level == "error" || level == "warning" || level == "info" || level == "hint" || level == "off", "a severity that is none",
                    rule + " " + level);
    // Read again it says the same.
    rules::Settings again;
    std::vector<std::string> same;
    workspace::read_settings(tree->root(), again, same);
    fuzz::require(same == problems && again.severities == settings.severities && again.notes == settings.notes, "the same settings are read otherwise", text);
  }
  return 0;
}
