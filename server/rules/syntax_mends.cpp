#include "rules/syntax_mends.h"

#include <algorithm>

#include <fmt/format.h>

namespace cribsheet::rules {
namespace {

constexpr std::size_t kLargest = 32 << 10;  // bytes; a parse of that takes a sixth of a millisecond

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

Offset end_of_line(std::string_view text, Offset at) {
  while (at < text.size() && text[at] != '\n') ++at;
  while (at > 0 && blank(text[at - 1])) --at;
  return at;
}

Fix insert(std::string title, Offset at, std::string text) { return {std::move(title), {{{at, at}, std::move(text)}}, true}; }

// `"` at the end of its line, before the comma or the brackets that stand there.
void close_quote(std::string_view text, Offset open, std::vector<Fix>& fixes) {
  const std::string quote(1, text[open]), title = "Add the closing " + quote;
  Offset end = end_of_line(text, open);
  fixes.push_back(insert(title, end, quote));
  while (end > open + 1 && (blank(text[end - 1]) || std::string_view(",]}").find(text[end - 1]) != std::string_view::npos)) {
    --end;
    fixes.push_back(insert(title, end, quote));
  }
}

// `}` at the end of its line, or of the text.
void close_bracket(std::string_view text, Offset open, std::vector<Fix>& fixes) {
  const std::string bracket(1, text[open] == '{' ? '}' : ']'), title = "Add the closing " + bracket;
  fixes.push_back(insert(title, end_of_line(text, open), bracket));
  Offset end = static_cast<Offset>(text.size());
  while (end > open + 1 && (blank(text[end - 1]) || text[end - 1] == '\n')) --end;
  fixes.push_back(insert(title, end, bracket));
}

// The character that "A ',' is missing" names.
char missing(std::string_view message) {
  const std::size_t at = message.find("' is missing");
  return at != std::string_view::npos && at >= 2 && message[at - 2] == '\'' ? message[at - 1] : message.starts_with("A space is missing") ? ' ' : '\0';
}

std::vector<Fix> candidates(std::string_view text, const syntax::SyntaxError& error) {
  std::vector<Fix> fixes;
  const Range range = error.range;
  const std::string_view wrong = text.substr(range.begin, range.size()), message = error.message;
  const char first = wrong.empty() ? '\0' : wrong[0];
  if (message.find("no closing") != std::string_view::npos && (first == '"' || first == '\'')) close_quote(text, range.begin, fixes);
  else if (message.find("' has no '") != std::string_view::npos && (first == '{' || first == '[')) close_bracket(text, range.begin, fixes);
  else if (const char lost = missing(message); lost != '\0')
    for (const Offset at : {range.begin, range.end})
      fixes.push_back(insert(lost == ' ' ? "Add a space" : fmt::format("Add {}", lost), at, std::string(1, lost)));
  else if (message.find("in double quotes") != std::string_view::npos && wrong.find_first_of("\"\\\n") == std::string_view::npos && !wrong.empty())
    fixes.push_back(
        {"Put it in double quotes", {{range, '"' + std::string(first == '\'' && wrong.size() > 1 ? wrong.substr(1, wrong.size() - 2) : wrong) + '"'}}, true});
  else if (message.ends_with("remove it") && !wrong.empty()) fixes.push_back({"Remove it", {{range, ""}}, true});
  else if (message.find("needs quotes") != std::string_view::npos && wrong.find_first_of("'\n") == std::string_view::npos && !wrong.empty())
    fixes.push_back({"Put quotes around it", {{range, "'" + std::string(wrong) + "'"}}, true});
  return fixes;
}

}  // namespace

void mend_syntax(const model::Document& document, const syntax::SyntaxError& error, Finding& finding) {
  const std::string_view text = document.text();
  if (text.size() > kLargest) return;
  const auto count = [](const syntax::Tree& tree) {
    return std::count_if(tree.errors().begin(), tree.errors().end(), [](const syntax::SyntaxError& each) { return !each.tolerated; });
  };
  const auto now = count(*document.tree);
  for (Fix& fix : candidates(text, error)) {
    const auto tried = syntax::parse(apply(text, fix.edits), document.tree->language());
    if (count(*tried) >= now) continue;
    finding.fixes.push_back(std::move(fix));
    return;
  }
}

}  // namespace cribsheet::rules
