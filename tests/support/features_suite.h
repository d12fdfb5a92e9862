// Suites: Markdown files with a case under each `## ` heading: one fence (its info string names the language and the file), then
// expectations as list items.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace cribsheet::tests {

struct Expectation {
  std::string text;                  // without its "- "
  std::vector<std::string> details;  // items indented below it
};
struct Case {
  std::string title;
  std::string path;  // "buildspec.yml"
  std::string text;
  int line = 0;  // of the heading, 1-based
  std::vector<Expectation> expectations;
};
std::vector<Case> read_suite(const std::string& path);  // empty: no such file, or no case in it

}  // namespace cribsheet::tests
