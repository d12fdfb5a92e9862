// One mistake, one finding: every kind of slip of a typing hand, at random places of every corpus file.
#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <random>

#include "support/catch.h"
#include "support/corpus.h"
#include "syntax/tree.h"
#include "text/line_index.h"

using namespace cribsheet;

namespace {

struct Damaged {
  std::string text;
  std::size_t at;
};
using Random = std::mt19937;

std::vector<std::size_t> all_of(const std::string& text, const std::function<bool(std::size_t)>& wanted) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (wanted(i)) places.push_back(i);
  }
  return places;
}

std::size_t first_text(const std::string& text, std::size_t line) { return std::min(text.find_first_not_of(' ', line), text.size()); }

std::optional<std::size_t> one_of(const std::vector<std::size_t>& places, Random& random) {
  if (places.empty()) return std::nullopt;
  return places[random() % places.size()];
}

std::optional<std::size_t> some_line(const std::string& text, Random& random) {
  return one_of(all_of(text,
                       [&](std::size_t i) {
                         const std::size_t begin = first_text(text, i);
                         return (i == 0 || text[i - 1] == '\n') && begin < text.size() && text[begin] != '\n' && text[begin] != '#';
                       }),
                random);
}

std::optional<Damaged> without(const std::string& text, std::optional<std::size_t> at, std::size_t length) {
  if (!at) return std::nullopt;
  return Damaged{std::string(text).erase(*at, length), *at};
}

std::optional<Damaged> with(const std::string& text, std::optional<std::size_t> at, const std::string& piece) {
  if (!at) return std::nullopt;
  return Damaged{std::string(text).insert(*at, piece), *at};
}

// What a hand does, by name.
std::optional<Damaged> damage(const std::string& text, std::string_view how, Random& random) {
  const auto sign = [&](std::string_view signs) { return one_of(all_of(text, [&](std::size_t i) { return signs.find(text[i]) != signs.npos; }), random); };
  const auto line = some_line(text, random);
  if (how.starts_with("without ")) return without(text, sign(how.substr(8)), 1);
  if (!line) return std::nullopt;
  const std::size_t end = std::min(text.find('\n', *line), text.size());
  if (how.starts_with("line begins with ")) return with(text, first_text(text, *line), std::string(how.substr(17)));
  if (how.starts_with("line ends with ")) return with(text, end, std::string(how.substr(15)));
  if (how == "deeper by one") return with(text, line, " ");
  if (how == "deeper by two") return with(text, line, "  ");
  if (how == "less deep by one" && text[*line] == ' ') return without(text, line, 1);
  if (how == "less deep by two" && text.compare(*line, 2, "  ") == 0) return without(text, line, 2);
  if (how == "a tab" && text.compare(*line, 2, "  ") == 0) return Damaged{std::string(text).replace(*line, 2, "\t"), *line};
  if (how == "cut line") {
    const std::size_t cut = *line + random() % (end - *line);
    return without(text, cut, end - cut);
  }
  const auto colon =
      one_of(all_of(text, [&](std::size_t i) { return text[i] == ':' && i + 1 < text.size() && (text[i + 1] == ' ' || text[i + 1] == '\n'); }), random);
  if (how == "no colon") return without(text, colon, 1);
  if (how == "no blank behind a colon" && colon && text[*colon + 1] == ' ') return without(text, *colon + 1, 1);
  const auto dash =
      one_of(all_of(text, [&](std::size_t i) { return text.compare(i, 2, "- ") == 0 && i > 0 && (text[i - 1] == ' ' || text[i - 1] == '\n'); }), random);
  if (how == "no dash") return without(text, dash, 2);
  if (how == "no blank behind a dash" && dash) return without(text, *dash + 1, 1);
  return std::nullopt;
}

struct Tally {
  int harmless = 0, one = 0, more = 0, near = 0;
};

// Files of the corpora that are read without a finding; what is large is left out, for time's sake.
Tally tally(syntax::Language language, const std::vector<std::string>& ways) {
  Tally all;
  Random random(20);
  std::map<std::string, int> many;
  for (const auto& path : tests::corpus("", {language == syntax::Language::json ? ".json" : ".yaml"})) {
    const std::string text = tests::read(path);
    if (text.size() < 100 || text.size() > 20000 || syntax::language_of("", text) != language || !syntax::parse(text, language)->errors().empty()) continue;
    for (const std::string& how : ways) {
      const auto damaged = damage(text, how, random);
      if (!damaged) continue;
      const auto tree = syntax::parse(damaged->text, language);
      const LineIndex lines(tree->text());
      const auto place = static_cast<long>(lines.line_of(static_cast<Offset>(std::min(damaged->at, damaged->text.size()))));
      int findings = 0;
      bool near = false;
      for (const auto& error : tree->errors()) {
        if (error.tolerated) continue;
        ++findings;
        near = near || std::abs(static_cast<long>(lines.line_of(error.range.begin)) - place) <= 1;
      }
      (findings == 0 ? all.harmless : findings == 1 ? all.one : all.more) += 1;
      all.near += near;
      if (findings > 1) ++many[how];
    }
  }
  for (const auto& [how, count] : many) UNSCOPED_INFO(how << ": " << count << " times more than one finding");
  return all;
}

}  // namespace

TEST_CASE("YAML: one mistake gives one finding, on its line or the next") {
  const Tally all = tally(syntax::Language::yaml, {"without \"'",
                                                   "without []{}",
                                                   "no colon",
                                                   "no blank behind a colon",
                                                   "no dash",
                                                   "no blank behind a dash",
                                                   "deeper by one",
                                                   "deeper by two",
                                                   "less deep by one",
                                                   "less deep by two",
                                                   "a tab",
                                                   "cut line",
                                                   "line begins with \"",
                                                   "line begins with '",
                                                   "line begins with [",
                                                   "line begins with {",
                                                   "line begins with ]",
                                                   "line begins with }",
                                                   "line begins with @",
                                                   "line begins with x ",
                                                   "line begins with - ",
                                                   "line ends with \"",
                                                   "line ends with '",
                                                   "line ends with [",
                                                   "line ends with {",
                                                   "line ends with ]",
                                                   "line ends with }",
                                                   "line ends with :",
                                                   "line ends with x"});
  if (all.one == 0) {
    WARN("skipped: the corpora are not there");
    return;
  }
  const int found = all.one + all.more;
  INFO(all.one << " once, " << all.more << " more often, " << all.near << " near, " << all.harmless << " harmless");
  CHECK(all.one * 1000L >= found * 980L);
  CHECK(all.near * 1000L >= found * 960L);
}

TEST_CASE("JSON: one mistake gives one finding") {
  const Tally all = tally(syntax::Language::json,
                          {"without \"",         "without ,",           "without :",          "without [",          "without ]",          "without {",
                           "without }",          "line begins with \"", "line begins with [", "line begins with {", "line begins with ]", "line begins with }",
                           "line begins with ,", "line begins with x ", "line ends with \"",  "line ends with [",   "line ends with {",   "line ends with ]",
                           "line ends with }",   "line ends with ,",    "line ends with x"});
  if (all.one == 0) {
    WARN("skipped: the corpora are not there");
    return;
  }
  INFO(all.one << " once, " << all.more << " more often, " << all.near << " near, " << all.harmless << " harmless");
  CHECK(all.one * 1000L >= (all.one + all.more) * 980L);
}
