// Patterns as IAM writes them: '*' stands for any run of characters, '?' for one. Text that is only partly known (a value
// with an intrinsic function in it) carries holes in place of what is unknown.
#pragma once
#include <string>
#include <string_view>

namespace cribsheet::iam {

constexpr char kHole = '\x01';      // unknown text
constexpr char kNameHole = '\x02';  // unknown text without '/' and ':', such as a resource's name or an account

inline bool is_hole(char c) { return c == kHole || c == kNameHole; }
bool has_hole(std::string_view text);
bool has_wildcard(std::string_view text);  // '*' or '?' outside of ${...}
std::string lower(std::string_view text);
bool same(std::string_view a, std::string_view b);  // ignores case (ASCII)
bool starts_with_same(std::string_view text, std::string_view prefix);

// Whether the pattern matches the text; both as they are (case matters). Linear but for one backtrack per '*'.
bool matches(std::string_view pattern, std::string_view text);
// Whether some text is matched by both; holes count as wildcards. Where it would take long to tell: yes.
bool overlaps(std::string_view a, std::string_view b);
// Whether `wide` certainly matches everything that `narrow` does. Never true where a hole leaves a doubt.
bool covers(std::string_view wide, std::string_view narrow);

constexpr std::size_t kMaxPattern = 2048;

}  // namespace cribsheet::iam
