#include "transcripts/transcript.h"

#include <fstream>

namespace cribsheet::tests {

std::vector<Step> read_transcript(const std::string& path) {
  std::ifstream file(path);
  std::vector<Step> steps;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.starts_with("|")) {
      if (!steps.empty()) steps.back().lines.push_back(line.size() > 2 ? line.substr(2) : "");
    } else if (line.starts_with("  ") && !steps.empty()) {  // the step goes on
      steps.back().rest += line;
    } else if (!line.empty() && line[0] != '#') {
      const auto space = line.find(' ');
      steps.push_back({line.substr(0, space), space == std::string::npos ? "" : line.substr(space + 1), {}, number});
    }
  }
  return steps;
}

}  // namespace cribsheet::tests
