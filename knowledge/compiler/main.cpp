// knowledge_compiler KNOWLEDGE NPM OUT [SCHEMAS]: what the build runs; people use `cribsheet knowledge build`.
#include <cstdio>

#include "compiler/compile.h"

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fputs("usage: knowledge_compiler KNOWLEDGE NODE_MODULES OUT [SCHEMAS]\n", stderr);
    return 2;
  }
  const auto report = cribsheet::compiler::compile({argv[1], argv[2], argc > 4 ? argv[4] : "", argv[3]});
  if (!report) {
    std::fprintf(stderr, "knowledge.pack: %s\n", report.error().message.c_str());
    return 2;
  }
  for (const std::string& complaint : report->complaints) std::fprintf(stderr, "knowledge.pack: %s\n", complaint.c_str());
  for (const std::string& line : report->lines) std::printf("%s\n", line.c_str());
  return 0;
}
