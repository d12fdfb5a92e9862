#include "support/features_suite.h"

#include <fstream>

namespace cribsheet::tests {

std::vector<Case> read_suite(const std::string& path) {
  std::vector<Case> cases;
  std::ifstream in(path);
  std::string line;
  bool fenced = false;
  for (int number = 1; std::getline(in, line); ++number) {
    if (fenced) {
      fenced = line != "```";
      if (fenced) cases.back().text += line + "\n";
    } else if (line.starts_with("## ")) {
      cases.push_back({line.substr(3), {}, {}, number, {}});
    } else if (cases.empty()) {
      continue;
    } else if (line.starts_with("```")) {
      fenced = true;
      const std::size_t blank = line.find(' ');
      cases.back().path = blank == std::string::npos ? "" : line.substr(blank + 1);
    } else if (line.starts_with("- ")) {
      cases.back().expectations.push_back({line.substr(2), {}});
    } else if (line.starts_with("  - ") && !cases.back().expectations.empty()) {
      cases.back().expectations.back().details.push_back(line.substr(4));
    }
  }
  return cases;
}

}  // namespace cribsheet::tests
