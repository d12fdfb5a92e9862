// IAM's patterns: two lines as pattern and text are matched as a plain table of all beginnings would; and they stand in a
// policy, which is checked.
#include "fuzz.h"
#include "kinds/iam/glob.h"
#include "kinds/kind.h"
#include "rules/rule.h"

namespace {

using namespace cribsheet;

// Does the pattern match? By the book: matched[i][j] says whether its first i signs match the first j of the text.
bool by_table(const std::string& pattern, const std::string& text) {
  std::vector<char> row(text.size() + 1, 0);
  row[0] = 1;
  for (const char sign : pattern) {
    std::vector<char> next(text.size() + 1, 0);
    if (sign == '*') next[0] = row[0];
    for (std::size_t j = 1; j <= text.size(); ++j) next[j] = sign == '*' ? row[j] || next[j - 1] : row[j - 1] && (sign == '?' || sign == text[j - 1]);
    row = std::move(next);
  }
  return row[text.size()] != 0;
}

std::string quoted(const std::string& text) {
  std::string all = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') all += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) all += c;
  }
  return all + "\"";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  if (size > 600) return 0;
  auto lines = fuzz::lines(bytes, size);
  lines.resize(4);
  const std::string &a = lines[0], &b = lines[1], about = a + "\n" + b;
  const bool plain = !iam::has_hole(a) && !iam::has_hole(b);
  if (plain) fuzz::require(iam::matches(a, b) == by_table(a, b), "the pattern is matched otherwise than by the book", about);
  fuzz::require(iam::overlaps(a, b) == iam::overlaps(b, a), "one overlaps the other, but not that one it", about);
  if (plain && b.find_first_of("*?") == b.npos) {
    if (iam::matches(a, b)) fuzz::require(iam::overlaps(a, b), "a pattern matches a text and does not overlap it", about);
    if (iam::covers(a, b)) fuzz::require(iam::matches(a, b), "a pattern covers a text and does not match it", about);
  }
  if (iam::covers(a, b)) fuzz::require(iam::overlaps(a, b), "one covers the other and does not overlap it", about);

  const std::string policy = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [" + quoted(a) + ", " + quoted(b) +
                             "], \"Resource\": " + quoted(lines[2]) + ", \"Condition\": {\"StringLike\": {" + quoted(lines[3]) + ": " + quoted(b) + "}}}]}";
  const auto document = kinds::open("policy.json", policy, *tests::knowledge(), "iam-policy");
  rules::Settings settings;
  settings.today = "2026-01-01";
  for (const auto& finding : rules::run({*document, *tests::knowledge(), settings}))
    fuzz::require(finding.range.begin <= finding.range.end && finding.range.end <= policy.size() && !finding.message.empty(),
                  "a finding without a place or words", policy);
  return 0;
}
