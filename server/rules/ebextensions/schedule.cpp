// cron.yaml: five fields in range, a name of its own for each task, a path to post to.
#include <array>
#include <map>

#include <fmt/format.h>

#include "rules/ebextensions/checks.h"
#include "rules/offer.h"
#include "rules/written.h"

namespace cribsheet::rules::ebextensions {
namespace {

struct Field {
  std::string_view name;
  int least, most;
  std::string_view words;  // names that may stand for numbers, from `least` on
};
constexpr std::array<Field, 5> kFields = {{{"minute", 0, 59, ""},
                                           {"hour", 0, 23, ""},
                                           {"day of month", 1, 31, ""},
                                           {"month", 1, 12, "JAN,FEB,MAR,APR,MAY,JUN,JUL,AUG,SEP,OCT,NOV,DEC"},
                                           {"day of week", 0, 7, "SUN,MON,TUE,WED,THU,FRI,SAT"}}};

struct Word {
  std::string_view text;
  std::size_t at;
};
std::vector<Word> split(std::string_view text, std::string_view separators) {
  std::vector<Word> out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
    out.push_back({text.substr(at, end - at), at});
    at = end + 1;
  }
  return out;
}

bool one(const Field& field, std::string_view text) {
  if (const auto number = whole_number(text)) return *number >= field.least && *number <= field.most;
  if (text.size() != 3 || field.words.empty()) return false;
  std::string upper(text);
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return field.words.find(upper) != std::string_view::npos;
}

// `*`, `5`, `1-5`, `*/10`, `1-30/5`, and lists of these.
bool fits(const Field& field, std::string_view text) {
  for (const Word& part : split(text, ",")) {
    const auto halves = split(part.text, "/");
    if (halves.size() > 2) return false;
    if (halves.size() == 2) {
      const auto step = whole_number(halves[1].text);
      if (!step || *step < 1) return false;
    }
    const std::string_view span = halves[0].text;
    if (span == "*" || (span == "?" && field.name.starts_with("day"))) continue;
    const auto ends = split(span, "-");
    if (ends.size() > 2) return false;
    for (const Word& end : ends)
      if (!one(field, end.text)) return false;
  }
  return true;
}

// An unquoted `* * * * *`: YAML takes it for an alias. The rest of the line was meant to be text.
void check_unquoted(const Input& input, syntax::Node entry, Report& report) {
  const syntax::Node value = entry.value();
  if (value.kind() != syntax::NodeKind::alias || value.resolved().is_scalar()) return;
  const LineIndex& lines = input.document.lines;
  const Offset begin = value.range().begin;
  const Range line = lines.line(lines.line_of(begin));
  std::string_view rest = input.document.text().substr(begin, line.end - begin);
  rest = rest.substr(0, rest.find(" #"));
  while (!rest.empty() && (rest.back() == ' ' || rest.back() == '\r')) rest.remove_suffix(1);
  const Range range{begin, begin + static_cast<Offset>(rest.size())};
  report.add("cron-yaml-schedule", range, "YAML takes what begins with `*` for an alias; quote the schedule").fixes = {
      replace("Quote it", range, quoted(rest))};
}

// EventBridge's `cron(0 23 * * ? *)` without its brackets and the year, where the year is any; empty: it can't be said in five fields.
std::string plain_schedule(std::string_view text) {
  if (!text.starts_with("cron(") || !text.ends_with(")")) return {};
  std::vector<std::string_view> fields;
  for (const Word& word : split(text.substr(5, text.size() - 6), " \t"))
    if (!word.text.empty()) fields.push_back(word.text);
  if (fields.size() != 6 || fields[5] != "*") return {};
  std::string out;
  for (std::size_t i = 0; i < 5; ++i) {
    const std::string_view field = fields[i] == "?" ? "*" : fields[i];
    // There the week begins with Sunday as 1, here as 0.
    if (!fits(kFields[i], field) || (i == 4 && field.find_first_of("0123456789") != std::string_view::npos)) return {};
    out += (out.empty() ? "" : " ") + std::string(field);
  }
  return out;
}

void check_expression(syntax::Node node, Report& report) {
  std::vector<Word> fields;
  for (const Word& word : split(node.text(), " \t"))
    if (!word.text.empty()) fields.push_back(word);
  const auto add = [&](Range range, std::string message) -> Finding& {
    Finding& finding = report.add("cron-yaml-schedule", range, std::move(message));
    finding.entity = "cron-yaml:cron.schedule";
    return finding;
  };
  if (node.text().starts_with("cron(") || node.text().starts_with("rate(")) {
    Finding& finding = add(node.range(), "A schedule here is five plain cron fields, such as `0 23 * * *`; cron(...) and rate(...) are EventBridge's form");
    if (const std::string plain = plain_schedule(node.text()); !plain.empty()) offer_value(finding, node, plain);
    return;
  }
  if (fields.size() != 5) {
    add(node.range(), fmt::format("A schedule has five fields (minute, hour, day of month, month, day of week); this has {}", fields.size()));
    return;
  }
  for (std::size_t i = 0; i < 5; ++i) {
    if (fits(kFields[i], fields[i].text)) continue;
    const auto begin = static_cast<Offset>(fields[i].at), end = static_cast<Offset>(fields[i].at + fields[i].text.size());
    add(node.map().to_source(Range{begin, end}),
        fmt::format("`{}` is no {}; it must be {} to {}", fields[i].text, kFields[i].name, kFields[i].least, kFields[i].most));
  }
}

}  // namespace

void check_schedule(const Input& input, Report& report) {
  std::map<std::string_view, syntax::Node> seen;
  for (const syntax::Node item : input.document.root().find("cron").resolved().children()) {
    const syntax::Node task = item.resolved(), name = task.find("name").resolved(), url = task.find("url").resolved(),
                       schedule = task.find("schedule").resolved();
    if (const syntax::Node entry = task.find_entry("schedule")) check_unquoted(input, entry, report);
    if (schedule.is_scalar() && !schedule.text().empty()) check_expression(schedule, report);
    if (url.is_scalar() && !url.text().empty() && url.text().front() != '/')
      report.add("cron-yaml-url", url.range(), "The path begins with `/`").fixes = {
          replace("Put / before it", url.range(), in_style(url, "/" + std::string(url.text())))};
    if (!name.is_scalar() || name.text().empty()) continue;
    const auto [first, fresh] = seen.try_emplace(name.text(), name);
    if (fresh) continue;
    Finding& finding = report.add("cron-yaml-name", name.range(), fmt::format("Another task is called {}; each needs a name of its own", name.text()));
    finding.entity = "cron-yaml:cron.name";
    finding.related = {{{}, first->second.range(), 0, "the other one"}};
    offer_number(
        finding, name, [&](std::string_view other) { return seen.contains(other); }, "-");
  }
}

}  // namespace cribsheet::rules::ebextensions
