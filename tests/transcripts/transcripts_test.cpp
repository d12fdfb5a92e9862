#include <algorithm>
#include <filesystem>
#include <set>

#include "lsp/request.h"
#include "support/catch.h"
#include "support/places.h"
#include "transcripts/transcript.h"

using namespace cribsheet;

namespace {

std::vector<std::string> transcript_paths() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(tests::source() / "tests/transcripts")) {
    if (entry.path().extension() == ".lsp") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

TEST_CASE("every transcript plays as it is written") {
  const auto paths = transcript_paths();
  REQUIRE_FALSE(paths.empty());
  std::vector<std::string> methods;
  for (const auto& path : paths) {
    for (const auto& failure : tests::play(path, methods)) FAIL_CHECK(failure);
  }
  // The conformance walk: what is advertised is exercised.
  const std::set<std::string> sent(methods.begin(), methods.end());
  for (const auto& method : lsp::methods()) {
    INFO(method.name);
    CHECK(sent.contains(std::string(method.name)));
  }
}

TEST_CASE("the table of methods is sorted, as its look-up needs") {
  const auto& table = lsp::methods();
  CHECK(std::is_sorted(table.begin(), table.end(), [](const auto& a, const auto& b) { return a.name < b.name; }));
}
