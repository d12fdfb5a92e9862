#include "notes/statements.h"

#include <algorithm>
#include <array>
#include <bit>

#include "notes/words.h"

namespace cribsheet::notes {
namespace {

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

std::string_view trimmed(std::string_view text) {
  const auto edge = [](char c) { return c == ' ' || c == '*' || c == '`' || c == '"' || c == '\''; };
  while (!text.empty() && edge(text.front())) text.remove_prefix(1);
  while (!text.empty() && edge(text.back())) text.remove_suffix(1);
  return text;
}

// Where the sentence around an offset starts.
std::size_t sentence_start(std::string_view text, std::size_t at) {
  for (std::size_t i = at; i-- > 1;) {
    if ((text[i - 1] == '.' && text[i] == ' ') || text[i] == ';' || text[i] == '\n') return i;
  }
  return 0;
}

// What words near a number say of it.
enum Meaning : unsigned { maximum = 1, maximum_behind = 2, minimum = 4, minimum_behind = 8, standard = 16, between_two = 32, clause = 64, hedge = 128 };
struct Telling {
  std::string_view words;
  unsigned meaning;
};
constexpr std::array kTelling = {Telling{"max", maximum | maximum_behind | clause},
                                 Telling{"maximum", maximum | maximum_behind | clause},
                                 Telling{"up to", maximum | clause},
                                 Telling{"at most", maximum | maximum_behind | clause},
                                 Telling{"no more than", maximum},
                                 Telling{"not exceed", maximum},
                                 Telling{"exceed", maximum},
                                 Telling{"not be longer than", maximum},
                                 Telling{"not be larger than", maximum},
                                 Telling{"not be greater than", maximum},
                                 Telling{"not be more than", maximum},
                                 Telling{"not more than", maximum},
                                 Telling{"no longer than", maximum},
                                 Telling{"no larger than", maximum},
                                 Telling{"less than", maximum},
                                 Telling{"limit", maximum | clause},
                                 Telling{"limited", maximum},
                                 Telling{"cap", maximum},
                                 Telling{"upper", maximum},
                                 Telling{"or less", maximum_behind},
                                 Telling{"minimum", minimum | minimum_behind | clause},
                                 Telling{"at least", minimum | clause},
                                 Telling{"min.", minimum},
                                 Telling{"no less than", minimum},
                                 Telling{"baseline", minimum | minimum_behind},
                                 Telling{"default", standard | clause},
                                 Telling{"defaults", standard | clause},
                                 Telling{"between", between_two},
                                 Telling{"approx", hedge},
                                 Telling{"approximately", hedge},
                                 Telling{"about", hedge},
                                 Telling{"around", hedge},
                                 Telling{"roughly", hedge},
                                 Telling{"usually", hedge},
                                 Telling{"typically", hedge},
                                 Telling{"e.g.", hedge},
                                 Telling{"for example", hedge},
                                 Telling{"recommended", hedge},
                                 Telling{"recommends", hedge},
                                 Telling{"like", hedge},
                                 Telling{"soft limit", hedge},
                                 Telling{"our", hedge},  // a rule of the house says nothing of what AWS takes
                                 Telling{"ours", hedge},
                                 Telling{"we", hedge},
                                 Telling{"should", hedge},
                                 Telling{"prefer", hedge}};

// By first letter: which of them start with it, a bit each.
constexpr std::array<std::uint64_t, 256> kTellingByLetter = [] {
  static_assert(kTelling.size() <= 64);
  std::array<std::uint64_t, 256> all{};
  for (std::size_t i = 0; i < kTelling.size(); ++i) all[static_cast<unsigned char>(kTelling[i].words[0])] |= std::uint64_t{1} << i;
  return all;
}();

// The telling words of a text, each with its place: looked for once, asked of many parts of it.
class TellingWords {
 public:
  explicit TellingWords(std::string_view low) {
    for (std::size_t i = 0; i < low.size(); ++i) {
      std::uint64_t left = kTellingByLetter[static_cast<unsigned char>(low[i])];
      if (left == 0 || (i > 0 && is_word_byte(low[i - 1]))) continue;
      for (; left != 0; left &= left - 1) {
        const Telling& each = kTelling[static_cast<std::size_t>(std::countr_zero(left))];
        if (!low.substr(i).starts_with(each.words)) continue;
        const std::size_t end = i + each.words.size();
        if (end == low.size() || !is_word_byte(low[end])) found_.push_back({i, end, each.meaning});
      }
    }
  }
  bool any(unsigned meaning, std::size_t from, std::size_t to) const {
    return std::any_of(found_.begin(), found_.end(), [&](const Found& each) { return (each.meaning & meaning) != 0 && each.begin >= from && each.end <= to; });
  }

 private:
  struct Found {
    std::size_t begin, end;
    unsigned meaning;
  };
  std::vector<Found> found_;
};

// In the sentence of a number: it held once, somewhere, or for somebody, or somebody only says so.
constexpr std::array<std::string_view, 41> kDoubts = {
    "used to", "previously", "formerly",  "originally", "until",    "no longer", "in the past", "was",  "were",   "had",           "says",
    "said",    "claims",     "wrong",     "false",      "myth",     "mistake",   "my",          "us",   "i once", "i set",         "i use",
    "ideally", "enough",     "maybe",     "perhaps",    "probably", "might",     "if",          "when", "unless", "rule of thumb", "except",
    "depends", "depending",  "elsewhere", "isn't",      "aren't",   "doesn't",   "don't",       "never"};

bool holds_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_word_byte(text[at - 1])) && (end == text.size() || !is_word_byte(text[end]))) return true;
  }
  return false;
}

// "is not limited to 60"; but "must not exceed 60" is a limit.
bool denied(std::string_view before) {
  for (const std::string_view word : {"not ", "cannot ", "can't ", "won't "}) {
    for (std::size_t at = before.find(word); at != std::string_view::npos; at = before.find(word, at + 1)) {
      std::string_view rest = before.substr(at + word.size());
      for (const std::string_view go : {"be ", "go ", "have ", "take ", "hold "})
        if (rest.starts_with(go)) rest.remove_prefix(go.size());
      constexpr std::array<std::string_view, 13> kMore = {"exceed", "more ",  "larger", "bigger",  "greater", "longer", "over ",
                                                          "above ", "higher", "less",   "smaller", "shorter", "fewer"};
      if (std::none_of(kMore.begin(), kMore.end(), [&](std::string_view more) { return rest.starts_with(more); })) return true;
    }
  }
  return false;
}

class Limits {
 public:
  Limits(std::string_view text, std::string_view low, const TellingWords& telling, Statement& out) : text_(text), low_(low), telling_(telling), out_(out) {}

  void read(const std::vector<Quantity>& list) {
    for (const Quantity& q : list) {
      if (q.end + 1 < text_.size() && text_[q.end] == '*' && text_[q.end + 1] >= '0' && text_[q.end + 1] <= '9') return;  // a calculation
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (list[i].rate || is_year(list[i])) continue;
      if (restates(list, i)) continue;
      if (i + 1 < list.size() && range(list, i)) {
        ++i;
        continue;
      }
      single(list, i);
    }
  }

 private:
  std::string_view text_;
  std::string_view low_;
  const TellingWords& telling_;
  Statement& out_;

  std::string_view between(const Quantity& a, const Quantity& b) const { return trimmed(low_.substr(a.end, b.begin - a.end)); }
  // Of a part of low_.
  bool says(unsigned meaning, std::string_view part) const {
    const auto from = static_cast<std::size_t>(part.data() - low_.data());
    return telling_.any(meaning, from, from + part.size());
  }

  // "43,200 (12 hours)": the same once more
  bool restates(const std::vector<Quantity>& list, std::size_t i) const {
    if (i == 0) return false;
    const std::string_view gap = between(list[i - 1], list[i]);
    return gap == "(" || gap == "=" || gap == "(~" || gap == "(=";
  }

  // "since 2015"
  bool is_year(const Quantity& q) const {
    if (q.dimension != Dimension::count || q.value < 1990 || q.value > 2100 || q.end - q.begin != 4) return false;
    const std::string_view before = low_.substr(0, q.begin);
    for (const std::string_view word : {"in ", "since ", "until ", "till ", "of ", "from ", "before ", "after ", "by "})
      if (before.ends_with(word) && (before.size() == word.size() || !is_word_byte(before[before.size() - word.size() - 1]))) return true;
    return false;
  }

  bool doubtful(const Quantity& q) const {
    const std::size_t begin = sentence_start(text_, q.begin);
    std::size_t end = q.end;
    while (end < low_.size() && low_[end] != ';' && low_[end] != '?' && low_[end] != '\n' && !low_.substr(end).starts_with(". ")) ++end;
    if (end < low_.size() && low_[end] == '?') return true;
    const std::string_view sentence = low_.substr(begin, end - begin);
    const auto casts_doubt = [&](std::string_view word) {
      return holds_word(sentence, word) && !(word == "no longer" && sentence.find("no longer") == sentence.find("no longer than"));
    };
    if (std::any_of(kDoubts.begin(), kDoubts.end(), casts_doubt)) return true;
    const std::string_view before = low_.substr(begin, q.begin - begin);
    if (before.find("!=") != std::string_view::npos) return true;
    if (std::count(before.begin(), before.end(), '"') % 2 == 1) return true;  // somebody's words
    const std::size_t clause = before.find_last_of(",:(");
    return denied(clause == std::string_view::npos ? before : before.substr(clause));
  }

  void take(std::optional<Quantity>& into, const Quantity& q) {
    if (into) return;
    into = q;
    if (!out_.hedged && doubtful(q)) out_.hedged = true;
  }

  bool range(const std::vector<Quantity>& list, std::size_t i) {
    std::size_t j = i + 1;
    while (j < list.size() && restates(list, j)) ++j;
    if (j >= list.size() || list[j].rate) return false;
    std::string_view gap = between(list[j - 1], list[j]);
    if (gap.starts_with(")")) gap = trimmed(gap.substr(1));
    const std::string_view before = low_.substr(0, list[i].begin);
    const bool and_range = gap == "and" && says(between_two, before.substr(before.size() > 24 ? before.size() - 24 : 0));
    if (!(gap == "to" || gap == "-" || gap == "\xE2\x80\x93" || gap == "\xE2\x80\x94" || gap == ".." || gap == "up to" || gap == "up to a maximum of" ||
          gap == "to a maximum of" || and_range))
      return false;
    Quantity low = list[i];
    const Quantity& high = list[j];
    if (low.dimension != high.dimension) {
      if (low.dimension != Dimension::count) return false;
      low.value = scaled_as(low.value, high);  // "0 to 35 days"
      low.dimension = high.dimension;
    }
    if (low.value > high.value) return false;
    take(out_.min, low);
    take(out_.max, high);
    return j == i + 1;
  }

  static double scaled_as(double value, const Quantity& like) {
    const auto unit = unit_called(like.unit);
    return unit ? value * unit->scale : value;
  }

  // What stands behind the last comma, where that says of the number what it is.
  std::string_view nearest_clause(std::string_view before) const {
    const std::size_t comma = before.find_last_of(",;(");
    if (comma == std::string_view::npos || before.find(')', comma) != std::string_view::npos) return before;
    const std::string_view clause = before.substr(comma + 1);
    return says(Meaning::clause, clause) ? clause : before;
  }

  void single(const std::vector<Quantity>& list, std::size_t i) {
    const Quantity& q = list[i];
    const std::size_t from = std::max(sentence_start(text_, q.begin), i > 0 ? list[i - 1].end : 0);
    const std::string_view sentence = low_.substr(sentence_start(text_, q.begin));
    std::string_view before = low_.substr(from, q.begin - from);
    const std::string_view near = nearest_clause(before.substr(before.size() > 90 ? before.size() - 90 : 0));
    std::string_view after = low_.substr(q.end, 18);
    if (const std::size_t stop = after.find_first_of(",;(/");
        stop != std::string_view::npos && !after.starts_with(" (default)") && !after.starts_with(" (max)"))
      after = after.substr(0, stop);
    const bool by_default = says(standard, near) || says(standard, after) || sentence.starts_with("by default") || sentence.starts_with(" by default");
    // "max IOPS is hit at 5.3 TiB" limits the IOPS
    if (near.ends_with(" at ") && !near.ends_with("most at ") && !near.ends_with("starts at ")) return;
    const bool is_max = says(maximum, near) || near.ends_with("< ") || near.ends_with("<= ") || near.ends_with("<") || says(maximum_behind, after);
    const bool is_min = says(minimum, near) || near.ends_with(">= ") || says(minimum_behind, after);
    if (by_default && !out_.standard) {
      take(out_.standard, q);
      if (is_min) take(out_.min, q);
    } else if (is_min && !(is_max && near.rfind("max") > near.rfind("min") && near.rfind("max") != std::string_view::npos)) {
      take(out_.min, q);
    } else if (is_max) {
      take(out_.max, q);
    } else if (!out_.plain && q.dimension == Dimension::size && q.begin > 0 && text_[q.begin - 1] == '(') {
      out_.plain = q;
    }
  }
};

constexpr std::array kListWords = {"valid values",  "accepted values", "allowed values", "possible values", "one of",       "values are",
                                   "valid options", "must be either",  "either",         "options are",     "can be set to"};
constexpr std::array kRequiredWords = {"mandatory sections", "required sections", "is the only required", "mandatory", "are required"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kUsual = {{{"disabled by default", "false"},
                                                                                  {"off by default", "false"},
                                                                                  {"switched off by default", "false"},
                                                                                  {"enabled by default", "true"},
                                                                                  {"on by default", "true"},
                                                                                  {"switched on by default", "true"},
                                                                                  {"default is false", "false"},
                                                                                  {"default is true", "true"}}};
constexpr std::array<std::string_view, 7> kUnchangeable = {"can't change the",   "cannot change the", "can't be changed",    "cannot be changed",
                                                           "can not be changed", "never changes",     "not be changed after"};

// Values named after "valid values", or in parentheses at the end as "(A or B)".
void enumeration(std::string_view text, std::string_view low, Statement& out) {
  for (const std::string_view words : kListWords) {
    const std::size_t at = low.find(words);
    if (at == std::string_view::npos) continue;
    std::size_t from = at + words.size();
    const std::string_view rest = low.substr(from);
    for (const std::string_view link : {" are ", " is ", ": ", " include ", " = ", " -> "}) {
      const std::size_t i = rest.find(link);
      if (i != std::string_view::npos && i < 40) {
        from += i + link.size();
        break;
      }
    }
    out.values = read_values(text.substr(from, text.find(". ", from) == std::string_view::npos ? std::string_view::npos : text.find(". ", from) - from));
    if (out.values.size() > 1) return;
  }
  out.values.clear();
  const std::size_t open = text.rfind('(');
  const std::size_t close = text.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open || text.size() - close > 3) return;
  const std::string_view inside = text.substr(open + 1, close - open - 1);
  if (inside.find(" or ") == std::string_view::npos) return;
  out.values = read_values(inside);
  for (const std::string& value : out.values) {
    if (std::any_of(value.begin(), value.end(), [](char c) { return c >= 'a' && c <= 'z'; })) {
      out.values.clear();  // words, not names of values
      return;
    }
  }
}

void requirement(std::string_view text, std::string_view low, Statement& out) {
  for (const std::string_view words : kRequiredWords) {
    const std::size_t at = low.find(words);
    if (at == std::string_view::npos) continue;
    const std::size_t colon = text.find(':', at);
    if (words.starts_with("is the only")) {
      const std::size_t quote = text.find('"');
      const std::size_t end = quote == std::string_view::npos ? quote : text.find('"', quote + 1);
      if (end != std::string_view::npos && end < at) out.required = {std::string(text.substr(quote + 1, end - quote - 1))};
    } else if (colon != std::string_view::npos) {
      out.required = read_values(text.substr(colon + 1));
    }
    if (!out.required.empty()) return;
  }
}

}  // namespace

std::vector<std::string> read_values(std::string_view text) {
  std::vector<std::string> values;
  std::size_t at = 0;
  while (at <= text.size()) {
    std::size_t end = text.size();
    std::size_t step = 0;
    for (const std::string_view part : {std::string_view(","), std::string_view(" and "), std::string_view(" or "), std::string_view("\xE2\x80\x94")}) {
      const std::size_t i = text.find(part, at);
      if (i != std::string_view::npos && i < end) {
        end = i;
        step = part.size();
      }
    }
    std::string_view one = trimmed(text.substr(at, end - at));
    for (const std::string_view lead : {std::string_view("and "), std::string_view("or ")})
      if (one.starts_with(lead)) one = trimmed(one.substr(lead.size()));
    while (!one.empty() && (one.back() == '.' || one.back() == ')')) one.remove_suffix(1);
    one = trimmed(one);
    if (!one.empty()) {
      const bool name = one.size() < 60 &&
                        std::all_of(one.begin(), one.end(), [](char c) { return is_word_byte(c) || c == '-' || c == ':' || c == '.' || c == '/' || c == '$'; });
      if (!name) return {};
      values.emplace_back(one);
    }
    if (step == 0) break;
    at = end + step;
  }
  return values;
}

Statement read_statement(std::string_view text) {
  Statement out;
  const std::string low = lowered(text);
  const auto says = [&](std::string_view word) { return low.find(word) != std::string::npos; };
  const std::vector<Quantity> quantities = quantities_of(text);
  std::optional<TellingWords> telling;
  if (!quantities.empty()) Limits(text, low, telling.emplace(low), out).read(quantities);
  if (says("value") || says(" or ") || says("either") || says("one of") || says("option") || says("can be set")) enumeration(text, low, out);
  if (says("mandatory") || says("required")) requirement(text, low, out);
  if (low.find("must be the same ") != std::string::npos) {
    std::string_view rest = std::string_view(low).substr(low.find("must be the same ") + 17);
    out.same = std::string(rest.substr(0, rest.find_first_of(" ,.(")));
  }
  for (const auto& [words, value] : kUsual)
    if (out.usual.empty() && holds_word(low, words)) out.usual = value;
  for (const std::string_view words : kUnchangeable) out.unchangeable = out.unchangeable || says(words);
  if (quantities.empty() && out.empty()) return out;
  if (!telling) telling.emplace(low);
  out.hedged = out.hedged || telling->any(hedge, 0, low.size()) || low.find('~') != std::string::npos;
  return out;
}

}  // namespace cribsheet::notes
