// Where the tests find what they read, and reading it.
#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace cribsheet::tests {

// A variable of the environment; empty: it is not set.
inline std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

// The project's root.
inline std::filesystem::path source() {
  const std::string set = variable("CRIBSHEET_SOURCE");
  return set.empty() ? "." : set;
}

// The folder of corpora, which may not be there: tests then say that they skip.
inline std::filesystem::path shared() {
  const std::string set = variable("CRIBSHEET_SHARED");
  return set.empty() ? "../shared" : set;
}

// A file's bytes; empty: there is none.
inline std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::stringstream in(text);
  for (std::string part; std::getline(in, part, at);) parts.push_back(part);
  return parts;
}

}  // namespace cribsheet::tests
