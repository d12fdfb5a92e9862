// JSONata: text between `{%` and `%}`, and whether the expression can be read.
#include <fmt/format.h>

#include "kinds/step_functions/jsonata.h"
#include "model/edits.h"
#include "model/intrinsic.h"
#include "rules/offer.h"
#include "rules/step_functions/checks.h"
#include "rules/written.h"

namespace cribsheet::rules::step_functions {
namespace {

using kinds::step_functions::substituted;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t' || text.front() == '\r')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

void check_expression(const Input& input, syntax::Node value, Report& report) {
  const std::string_view text = value.text(), inner_text = trimmed(text);
  const bool opens = inner_text.starts_with("{%"), closes = inner_text.ends_with("%}");
  if (!opens && !closes) return;
  const auto add = [&](std::string_view rule, Range range, std::string message) -> Finding& { return report.add(rule, range, std::move(message)); };
  if (!opens || !closes || inner_text.size() < 4) {
    Finding& finding = add("step-functions-jsonata", value.range(),
                           opens ? "This expression is not closed; `%}` is missing" : "This ends an expression that `{%` never began");
    const bool quotes = value.style() == syntax::Style::double_quoted || value.style() == syntax::Style::single_quoted;
    const Range at = quotes ? Range{value.range().begin + 1, value.range().end - 1} : value.range();
    if (quotes || value.style() == syntax::Style::plain)
      finding.fixes = {opens ? replace("Add %}", {at.end, at.end}, " %}") : replace("Add {%", {at.begin, at.begin}, "{% ")};
    return;
  }
  const std::string_view expression = inner_text.substr(2, inner_text.size() - 4);
  if (substituted(expression)) return;
  if (input.document.tree->language() == syntax::Language::json && value.tree() == input.document.tree.get() && !trimmed(expression).empty() &&
      trimmed(expression).front() != '(' && expression.substr(0, expression.find_first_not_of(" \t\r\n")).find('\n') != std::string_view::npos &&
      expression.find('\n', expression.find_first_not_of(" \t\r\n")) == std::string_view::npos) {
    Finding& finding = add("step-functions-jsonata-line-break", value.range(),
                           "A line break stands between `{%` and the expression, which some tools refuse; write the expression on the line of `{%`");
    const std::size_t first = expression.find_first_not_of(" \t\r\n");
    offer_value(finding, value, model::text_value("{% " + std::string(expression.substr(first)) + "%}"));
  }
  if (const auto error = kinds::step_functions::jsonata_error(expression)) {
    const auto at = static_cast<Offset>(expression.data() - text.data()) + static_cast<Offset>(error->offset);
    const Offset last = at + 1 < text.size() ? at + 1 : at;
    Range range = value.map().to_source(Range{at, last});
    if (range.empty()) range = value.range();
    add("step-functions-jsonata", range, error->message);
  }
}

bool plain_field(std::string_view name) {
  return name == "Comment" || name == "Type" || name == "QueryLanguage" || name == "Next" || name == "End" || name == "Default" || name == "States" ||
         name == "StartAt" || name == "ErrorEquals";
}

// Every text of the state but its names, and but the states inside it.
template <class Use>
void each_text(syntax::Node body, const Use& use) {
  std::vector<syntax::Node> todo;
  const auto add_entries = [&](syntax::Node mapping) {
    for (const syntax::Node entry : mapping.children())
      if (entry.key().is_scalar() && !plain_field(entry.key().text())) todo.push_back(entry.value());
  };
  for (const syntax::Node entry : body.children()) {
    if (!entry.key().is_scalar() || plain_field(entry.key().text())) continue;
    const std::string_view name = entry.key().text();
    if (name == "Branches" || name == "ItemProcessor" || name == "Iterator") continue;
    if (name == "Choices" || name == "Catch" || name == "Retry") {
      for (const syntax::Node item : entry.value().resolved().children()) add_entries(item);
      continue;
    }
    todo.push_back(entry.value());
  }
  while (!todo.empty()) {
    const syntax::Node node = todo.back();
    todo.pop_back();
    if (model::is_intrinsic(node)) continue;
    if (node.is_scalar()) use(node);
    for (const syntax::Node child : node.children()) todo.push_back(node.is_mapping() ? child.value() : child);
  }
}

}  // namespace

namespace {

// The state's language, with its arguments under the name that they have there.
void use_jsonata(const View& view, const State& state, Finding& finding) {
  if (state.body.find_entry("QueryLanguage") || view.machine.scopes.empty()) return;
  for (const std::string_view only : {"InputPath", "OutputPath", "ResultSelector", "ResultPath", "ItemsPath", "SecondsPath", "TimestampPath", "Result"})
    if (state.body.find_entry(only)) return;
  auto language = model::insertion(state.body, "QueryLanguage", "JSONata");
  if (!language) return;
  Fix fix{"Let the state use JSONata", {std::move(*language)}, false};
  if (const syntax::Node parameters = state.body.find_entry("Parameters")) {
    auto name = model::replacement(parameters.key(), "Arguments");
    if (!name || state.body.find_entry("Arguments")) return;
    fix.edits.push_back(std::move(*name));
  }
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

void check_jsonata(const View& view, Report& report) {
  for (const State& state : view.machine.states) {
    if (state.jsonata) {
      each_text(state.body, [&](syntax::Node value) { check_expression(view.input, value, report); });
      continue;
    }
    each_text(state.body, [&](syntax::Node value) {
      const std::string_view text = trimmed(value.text());
      if (text.starts_with("{%") && text.ends_with("%}")) {
        Finding& finding = report.add("step-functions-jsonata-in-jsonpath", value.range(),
                                      "This state uses JSONPath, so `{% %}` is taken as plain text; set `QueryLanguage` to JSONata");
        finding.entity = "step-functions:QueryLanguage";
        use_jsonata(view, state, finding);
      }
    });
  }
}

}  // namespace cribsheet::rules::step_functions
