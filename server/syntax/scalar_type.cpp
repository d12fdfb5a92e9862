// How a plain scalar resolves: YAML 1.2's core schema, and YAML 1.1's types as CloudFormation's reader takes them.
#include <algorithm>

#include "syntax/tree.h"

namespace cribsheet::syntax {
namespace {

bool one_of(std::string_view text, std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), text) != words.end(); }

bool digit(char c) { return c >= '0' && c <= '9'; }

// Skips the characters of `set`; how many there were.
std::size_t skip(std::string_view& text, std::string_view set) {
  const std::size_t count = std::min(text.find_first_not_of(set), text.size());
  text.remove_prefix(count);
  return count;
}

bool take(std::string_view& text, std::string_view any) {
  if (text.empty() || any.find(text[0]) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

bool all_of(std::string_view text, std::string_view set) { return !text.empty() && text.find_first_not_of(set) == std::string_view::npos; }

constexpr std::string_view decimal = "0123456789", with_rule = "0123456789_";

bool is_boolean(std::string_view text, YamlVersion version) {
  if (one_of(text, {"true", "True", "TRUE", "false", "False", "FALSE"})) return true;
  return version == YamlVersion::v1_1 && one_of(text, {"yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"});
}

// 190:20:30 - base 60, the last groups below 60.
bool is_sexagesimal(std::string_view text, bool floating) {
  if (text.empty() || !digit(text[0])) return false;
  skip(text, with_rule);
  std::size_t groups = 0;
  while (take(text, ":")) {
    const std::string_view group = text.substr(0, std::min(text.find_first_not_of(decimal), text.size()));
    if (group.empty() || group.size() > 2 || (group.size() == 2 && group[0] > '5')) return false;
    text.remove_prefix(group.size());
    ++groups;
  }
  if (groups == 0) return false;
  if (!floating) return text.empty();
  return take(text, ".") && (skip(text, with_rule), text.empty());
}

bool is_integer(std::string_view text, YamlVersion version) {
  const bool old = version == YamlVersion::v1_1;
  if (old && (text.substr(0, 2) == "0o" || text.empty())) return false;
  if (!old && text.substr(0, 2) == "0o") return all_of(text.substr(2), "01234567");
  if (!old && text.substr(0, 2) == "0x") return all_of(text.substr(2), "0123456789abcdefABCDEF");
  take(text, "+-");
  if (!old) return all_of(text, decimal);
  if (text == "0") return true;
  if (text.substr(0, 2) == "0b") return all_of(text.substr(2), "01_");
  if (text.substr(0, 2) == "0x") return all_of(text.substr(2), "0123456789abcdefABCDEF_");
  if (!text.empty() && text[0] == '0') return all_of(text, "01234567_");
  if (!text.empty() && digit(text[0]) && all_of(text, with_rule)) return true;
  return !text.empty() && text[0] != '0' && is_sexagesimal(text, false);
}

bool is_floating(std::string_view text, YamlVersion version) {
  const bool old = version == YamlVersion::v1_1;
  if (one_of(text, {".nan", ".NaN", ".NAN"})) return true;
  take(text, "+-");
  if (one_of(text, {".inf", ".Inf", ".INF"})) return true;
  if (old && is_sexagesimal(text, true)) return true;
  const std::string_view digits = old ? with_rule : decimal;
  const bool starts = !text.empty() && digit(text[0]);
  std::size_t count = starts ? skip(text, digits) : 0;
  const bool point = take(text, ".");
  if (point) {
    if (!starts && (text.empty() || !digit(text[0]))) return false;
    count += skip(text, digits);
  }
  if (count == 0 || (old && !point)) return false;  // YAML 1.1 has no float without its point
  if (take(text, "eE")) {
    const bool sign = take(text, "+-");
    if ((old && !sign) || skip(text, decimal) == 0) return false;
    return text.empty();
  }
  return text.empty() && (point || !old);
}

// 2001-12-14, 2001-12-14t21:59:43.10-05:00, 2001-12-14 21:59:43 Z
bool is_timestamp(std::string_view text) {
  const auto number = [&](std::size_t least, std::size_t most) {
    const std::size_t count = skip(text, decimal);
    return count >= least && count <= most;
  };
  const bool short_date = text.size() == 10;
  if (!number(4, 4) || !take(text, "-")) return false;
  if (!number(short_date ? 2 : 1, 2) || !take(text, "-") || !number(short_date ? 2 : 1, 2)) return false;
  if (text.empty()) return short_date;
  if (!take(text, "tT") && skip(text, " \t") == 0) return false;
  if (!number(1, 2) || !take(text, ":") || !number(2, 2) || !take(text, ":") || !number(2, 2)) return false;
  if (take(text, ".")) skip(text, decimal);
  skip(text, " \t");
  if (text.empty() || text == "Z") return true;
  if (!take(text, "+-") || !number(1, 2)) return false;
  return text.empty() || (take(text, ":") && number(2, 2) && text.empty());
}

ScalarType by_tag(std::string_view tag) {
  if (tag == "!!null") return ScalarType::null;
  if (tag == "!!bool") return ScalarType::boolean;
  if (tag == "!!int") return ScalarType::integer;
  if (tag == "!!float") return ScalarType::floating;
  if (tag == "!!timestamp") return ScalarType::timestamp;
  return ScalarType::string;
}

}  // namespace

ScalarType scalar_type(Node scalar, YamlVersion version) {
  if (scalar.is_missing()) return ScalarType::null;
  if (scalar.tag().substr(0, 2) == "!!" || scalar.tag() == "!") return by_tag(scalar.tag());
  if (scalar.style() != Style::plain) return ScalarType::string;
  const std::string_view text = scalar.text();
  if (text.empty() || one_of(text, {"~", "null", "Null", "NULL"})) return ScalarType::null;
  if (text.size() > 64) return ScalarType::string;  // no number or date that a reader takes is longer
  if (is_boolean(text, version)) return ScalarType::boolean;
  if (!digit(text[0]) && std::string_view("+-.").find(text[0]) == std::string_view::npos) return ScalarType::string;
  if (is_integer(text, version)) return ScalarType::integer;
  if (is_floating(text, version)) return ScalarType::floating;
  if (version == YamlVersion::v1_1 && is_timestamp(text)) return ScalarType::timestamp;
  return ScalarType::string;
}

}  // namespace cribsheet::syntax
