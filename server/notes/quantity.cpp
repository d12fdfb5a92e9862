#include "notes/quantity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace cribsheet::notes {
namespace {

struct UnitWord {
  std::string_view word;
  Dimension dimension;
  double scale;
};
constexpr double kKi = 1024;
constexpr std::array kUnits = {UnitWord{"ms", Dimension::time, 0.001},
                               UnitWord{"millis", Dimension::time, 0.001},
                               UnitWord{"millisecond", Dimension::time, 0.001},
                               UnitWord{"milliseconds", Dimension::time, 0.001},
                               UnitWord{"s", Dimension::time, 1},
                               UnitWord{"sec", Dimension::time, 1},
                               UnitWord{"secs", Dimension::time, 1},
                               UnitWord{"second", Dimension::time, 1},
                               UnitWord{"seconds", Dimension::time, 1},
                               UnitWord{"min", Dimension::time, 60},
                               UnitWord{"mins", Dimension::time, 60},
                               UnitWord{"minute", Dimension::time, 60},
                               UnitWord{"minutes", Dimension::time, 60},
                               UnitWord{"h", Dimension::time, 3600},
                               UnitWord{"hr", Dimension::time, 3600},
                               UnitWord{"hrs", Dimension::time, 3600},
                               UnitWord{"hour", Dimension::time, 3600},
                               UnitWord{"hours", Dimension::time, 3600},
                               UnitWord{"d", Dimension::time, 86400},
                               UnitWord{"day", Dimension::time, 86400},
                               UnitWord{"days", Dimension::time, 86400},
                               UnitWord{"week", Dimension::time, 604800},
                               UnitWord{"weeks", Dimension::time, 604800},
                               UnitWord{"month", Dimension::time, 2592000},
                               UnitWord{"months", Dimension::time, 2592000},
                               UnitWord{"year", Dimension::time, 31536000},
                               UnitWord{"years", Dimension::time, 31536000},
                               UnitWord{"b", Dimension::size, 1},
                               UnitWord{"byte", Dimension::size, 1},
                               UnitWord{"bytes", Dimension::size, 1},
                               UnitWord{"kb", Dimension::size, kKi},
                               UnitWord{"kib", Dimension::size, kKi},
                               UnitWord{"kilobyte", Dimension::size, kKi},
                               UnitWord{"kilobytes", Dimension::size, kKi},
                               UnitWord{"mb", Dimension::size, kKi* kKi},
                               UnitWord{"mib", Dimension::size, kKi* kKi},
                               UnitWord{"megabyte", Dimension::size, kKi* kKi},
                               UnitWord{"megabytes", Dimension::size, kKi* kKi},
                               UnitWord{"gb", Dimension::size, kKi* kKi* kKi},
                               UnitWord{"gib", Dimension::size, kKi* kKi* kKi},
                               UnitWord{"gigabytes", Dimension::size, kKi* kKi* kKi},
                               UnitWord{"tb", Dimension::size, kKi* kKi* kKi* kKi},
                               UnitWord{"tib", Dimension::size, kKi* kKi* kKi* kKi},
                               UnitWord{"%", Dimension::percent, 1},
                               UnitWord{"percent", Dimension::percent, 1}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// A word that goes on with the sentence, so the number before it is bare.
bool is_joint(std::string_view word) {
  static constexpr std::array kJoints = {"to",      "and",     "or",           "up",  "is",   "are",     "for",   "in",  "of",  "by",
                                         "the",     "at",      "with",         "as",  "if",   "on",      "from",  "max", "min", "maximum",
                                         "minimum", "default", "configurable", "but", "when", "through", "total", "cap"};
  return std::any_of(kJoints.begin(), kJoints.end(), [&](std::string_view joint) { return joint == word; });
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::vector<Quantity> read() {
    std::vector<Quantity> out;
    while (at_ < text_.size()) {
      if (text_[at_] == 'P' && duration(out)) continue;
      if (!is_digit(text_[at_]) || (at_ > 0 && inside_word(at_))) {
        ++at_;
        continue;
      }
      const std::size_t begin = at_;
      if (skip_joined()) continue;
      const std::optional<double> number = this->number();
      if (!number) continue;
      Quantity q;
      q.begin = begin;
      q.value = *number;
      if (!unit(q)) continue;
      out.push_back(std::move(q));
    }
    return out;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;

  // ISO 8601: "PT15M", "P1DT12H". Months and years have no length of their own.
  bool duration(std::vector<Quantity>& out) {
    if (at_ > 0 && (is_letter(text_[at_ - 1]) || is_digit(text_[at_ - 1]) || text_[at_ - 1] == '_')) return false;
    Quantity q;
    q.begin = at_;
    q.dimension = Dimension::time;
    q.unit = "seconds";
    bool clock = false, any = false;
    std::size_t i = at_ + 1;
    while (i < text_.size()) {
      if (text_[i] == 'T' && !clock) {
        clock = true;
        ++i;
        continue;
      }
      std::size_t e = i;
      double value = 0;
      while (e < text_.size() && is_digit(text_[e]) && e - i < 9) value = value * 10 + (text_[e++] - '0');
      if (e == i || e >= text_.size()) break;
      const double scale = text_[e] == 'D' && !clock  ? 86400
                           : text_[e] == 'H' && clock ? 3600
                           : text_[e] == 'M' && clock ? 60
                           : text_[e] == 'S' && clock ? 1
                                                      : 0;
      if (scale == 0) return false;
      q.value += value * scale;
      any = true;
      i = e + 1;
    }
    if (!any || (i < text_.size() && (is_letter(text_[i]) || is_digit(text_[i])))) return false;
    q.end = at_ = i;
    out.push_back(std::move(q));
    return true;
  }

  bool inside_word(std::size_t i) const {
    const char c = text_[i - 1];
    return is_letter(c) || is_digit(c) || c == '_' || (c == '.' && i > 1 && (is_digit(text_[i - 2]) || is_letter(text_[i - 2]))) || c == '#' ||
           (c == '-' && i > 1 && (is_letter(text_[i - 2]) || is_digit(text_[i - 2])) && !range_dash(i - 1));
  }
  // 1024-65535 is a range, us-east-1 and 2012-10-17 are not
  bool range_dash(std::size_t i) const {
    if (i == 0 || !is_digit(text_[i - 1])) return false;
    std::size_t back = i;
    while (back > 0 && is_digit(text_[back - 1])) --back;
    if (back > 0 && (text_[back - 1] == '-' || is_letter(text_[back - 1]) || text_[back - 1] == '.')) return false;
    std::size_t ahead = i + 1;
    while (ahead < text_.size() && is_digit(text_[ahead])) ++ahead;
    return ahead >= text_.size() || text_[ahead] != '-';
  }

  // Dates and the like: 2012-10-17.
  bool skip_joined() {
    std::size_t end = at_;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    if (end + 1 >= text_.size() || text_[end] != '-' || !is_digit(text_[end + 1]) || range_dash(end)) return false;
    while (end < text_.size() && (is_digit(text_[end]) || text_[end] == '-')) ++end;
    at_ = end;
    return true;
  }

  std::optional<double> number() {
    std::string digits;
    bool decimal = false;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (is_digit(c)) digits += c;
      else if ((c == ',' || c == '.') && group(at_)) ++at_, digits += text_.substr(at_, 3), at_ += 2;
      else if (c == '.' && !decimal && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])) digits += '.', decimal = true;
      else break;
      ++at_;
    }
    const std::size_t dots = static_cast<std::size_t>(std::count(digits.begin(), digits.end(), '.'));
    if (digits.size() > 15 || dots > 1) return std::nullopt;
    if (at_ < text_.size() && text_[at_] == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])) {                          // 127.0.0.1
      while (at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '.' || text_[at_] == ':' || text_[at_] == '/')) ++at_;  // with its port or prefix
      return std::nullopt;
    }
    return std::stod(digits);
  }

  // ",200" of 43,200; ".000" of 20.000
  bool group(std::size_t i) const {
    if (i + 3 >= text_.size() + 0 && i + 3 > text_.size() - 1) return false;
    for (std::size_t k = 1; k <= 3; ++k)
      if (i + k >= text_.size() || !is_digit(text_[i + k])) return false;
    return i + 4 >= text_.size() || !is_digit(text_[i + 4]);
  }

  bool unit(Quantity& q) {
    q.end = at_;
    if (at_ < text_.size() && (text_[at_] == 'k' || text_[at_] == 'K') && (at_ + 1 >= text_.size() || !is_letter(text_[at_ + 1]))) {
      q.value *= 1000;
      q.end = ++at_;
    }
    std::size_t i = at_;
    const bool attached = i < text_.size() && (is_letter(text_[i]) || text_[i] == '%');
    while (!attached && i < text_.size() && (text_[i] == ' ' || text_[i] == '-') && i < at_ + 1) ++i;
    std::size_t e = i;
    if (e < text_.size() && text_[e] == '%') ++e;
    else
      while (e < text_.size() && is_letter(text_[e])) ++e;
    const std::string word = lowered(text_.substr(i, e - i));
    const auto found = std::find_if(kUnits.begin(), kUnits.end(), [&](const UnitWord& u) { return u.word == word; });
    if (found != kUnits.end()) {
      q.dimension = found->dimension;
      q.value *= found->scale;
      q.unit = word;
      q.end = at_ = e;
    } else if (attached) {
      at_ = e;
      return false;  // 2nd, 4XX
    } else if (word == "per") {
      q.rate = true;
      return true;
    } else if (!is_joint(word)) {
      q.unit = word;
    }
    const std::string_view rest = text_.substr(e, 8);
    q.rate = rest.starts_with(" per ") || (rest.starts_with("/") && rest.size() > 1 && is_letter(rest[1]) && q.dimension != Dimension::time);
    return true;
  }
};

}  // namespace

std::vector<Quantity> quantities_of(std::string_view text) { return Reader(text).read(); }

std::optional<Unit> unit_called(std::string_view name) {
  const std::string word = lowered(name);
  if (word == "count") return Unit{};
  for (const UnitWord& u : kUnits)
    if (u.word == word) return Unit{u.dimension, u.scale};
  return std::nullopt;
}

std::string number_text(double value) {
  if (std::abs(value - std::round(value)) < 1e-9 && std::abs(value) < 1e15) return std::to_string(static_cast<long long>(std::llround(value)));
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%g", value);
  return buffer;
}

}  // namespace cribsheet::notes
