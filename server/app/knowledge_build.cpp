// `cribsheet knowledge build`.
#include <filesystem>
#include <iostream>

#include "app/commands.h"
#include "compiler/compile.h"

namespace cribsheet::app {

int knowledge_build(const BuildOptions& options) {
  if (!std::filesystem::is_directory(options.knowledge)) {
    return fail("there is no folder " + options.knowledge + ": run this in a checkout of the project, or name its knowledge folder with --knowledge");
  }
  const auto report = compiler::compile({options.knowledge, options.npm, options.schemas, options.out});
  if (!report) return fail(report.error().message);
  for (const std::string& complaint : report->complaints) std::cerr << complaint << '\n';
  for (const std::string& line : report->lines) std::cout << line << '\n';
  return kFine;
}

}  // namespace cribsheet::app
