// JSONPath states: paths, reference paths, and payload templates with their `.$` keys.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "kinds/step_functions/paths.h"
#include "model/intrinsic.h"
#include "rules/offer.h"
#include "rules/step_functions/checks.h"
#include "rules/written.h"

namespace cribsheet::rules::step_functions {
namespace {

using kinds::step_functions::PathError;
using kinds::step_functions::substituted;

void report_path(syntax::Node value, const PathError& error, std::string entity, Report& report) {
  const std::size_t size = value.text().size();
  const std::size_t end = error.length == 0 ? size : std::min(size, error.offset + error.length);
  Range range = error.offset == 0 && end == size ? value.range() : value.map().to_source(Range{static_cast<Offset>(error.offset), static_cast<Offset>(end)});
  if (range.empty()) range = value.range();
  Finding& finding = report.add("step-functions-path", range, error.message);
  finding.entity = std::move(entity);
  // `result` for `$.result`.
  const std::string_view text = value.text();
  const bool names = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
  if (names && text.front() != '.' && text.back() != '.' && !text.starts_with("States.")) offer_value(finding, value, "$." + std::string(text));
  else if (text.starts_with('.') && text.size() > 1) offer_value(finding, value, "$" + std::string(text));
}

using PathCheck = std::optional<PathError> (*)(std::string_view, const pack::Pack&);
std::optional<PathError> any_path(std::string_view text, const pack::Pack&) { return kinds::step_functions::path_error(text); }
std::optional<PathError> reference(std::string_view text, const pack::Pack&) { return kinds::step_functions::reference_error(text); }
std::optional<PathError> path_or_function(std::string_view text, const pack::Pack& pack) { return kinds::step_functions::path_or_intrinsic_error(text, pack); }

struct Field {
  std::string_view name;
  PathCheck check;
};
constexpr Field kFields[] = {{"InputPath", any_path},
                             {"OutputPath", any_path},
                             {"ResultPath", reference},
                             {"ItemsPath", any_path},
                             {"SecondsPath", any_path},
                             {"TimestampPath", any_path},
                             {"TimeoutSecondsPath", any_path},
                             {"HeartbeatSecondsPath", any_path},
                             {"MaxConcurrencyPath", any_path},
                             {"ToleratedFailureCountPath", any_path},
                             {"ToleratedFailurePercentagePath", any_path},
                             {"ErrorPath", path_or_function},
                             {"CausePath", path_or_function}};

bool readable(syntax::Node value) {
  return value.is_scalar() && !substituted(value.text()) && !model::is_intrinsic(value) && syntax::scalar_type(value) != syntax::ScalarType::null;
}

void check_field(const View& view, syntax::Node owner, const Field& field, Report& report) {
  const syntax::Node value = owner.find(field.name).resolved();
  if (!readable(value)) return;
  if (const auto error = field.check(value.text(), view.input.pack)) report_path(value, *error, fmt::format("step-functions:States.{}", field.name), report);
}

// One mapping of a payload template: `name.$` takes a path, and no `name` may stand beside it.
void check_payload_mapping(const View& view, syntax::Node mapping, Report& report) {
  std::map<std::string_view, syntax::Node> plain;
  for (const syntax::Node entry : mapping.children())
    if (entry.key().is_scalar()) plain.try_emplace(entry.key().text(), entry.key());
  for (const syntax::Node entry : mapping.children()) {
    const syntax::Node key = entry.key(), value = entry.value().resolved();
    if (!key.is_scalar() || !key.text().ends_with(".$")) continue;
    const std::string_view bare = key.text().substr(0, key.text().size() - 2);
    if (const auto twin = plain.find(bare); twin != plain.end()) {
      Finding& finding =
          report.add("step-functions-payload-key", key.range(), fmt::format("`{}` stands beside `{}`; both would give the field {}", key.text(), bare, bare));
      finding.related = {{{}, twin->second.range(), 0, "the other one"}};
      offer_removal(finding, entry);
      offer_removal(finding, twin->second.parent());
    }
    if (value.is_mapping() || value.is_sequence()) {
      if (!model::is_intrinsic(value))
        offer_name(report.add("step-functions-payload-key", key.range(),
                              "The value of a key that ends in `.$` is a path or an intrinsic function, as text; drop the `.$` for anything else"),
                   key, bare);
      continue;
    }
    if (!readable(value)) continue;
    if (const auto error = kinds::step_functions::path_or_intrinsic_error(value.text(), view.input.pack))
      report_path(value, *error, "step-functions:States.Parameters", report);
  }
}

void check_payload(const View& view, syntax::Node payload, Report& report) {
  std::vector<syntax::Node> todo = {payload.resolved()};
  while (!todo.empty()) {
    const syntax::Node node = todo.back();
    todo.pop_back();
    if (model::is_intrinsic(node)) continue;
    if (node.is_mapping()) check_payload_mapping(view, node, report);
    for (const syntax::Node child : node.children()) {
      const syntax::Node inner = node.is_mapping() ? child.value() : child;
      if (inner.is_mapping() || inner.is_sequence()) todo.push_back(inner);  // aliases are checked where they are anchored
    }
  }
}

void check_comparison(syntax::Node rule, Report& report) {
  std::vector<syntax::Node> todo = {rule.resolved()};
  while (!todo.empty()) {
    const syntax::Node node = todo.back();
    todo.pop_back();
    for (const syntax::Node entry : node.children()) {
      const syntax::Node key = entry.key(), value = entry.value();
      if (!key.is_scalar()) continue;
      if (key.text() == "Not") todo.push_back(value);
      else if (key.text() == "And" || key.text() == "Or")
        for (const syntax::Node each : value.children()) todo.push_back(each);
      else if ((key.text() == "Variable" || (key.text().ends_with("Path") && key.text() != "ResultPath")) && readable(value))
        if (const auto error = kinds::step_functions::path_error(value.text()))
          report_path(value, *error, fmt::format("step-functions:States.Choices.{}", key.text()), report);
    }
  }
}

void check_state(const View& view, const State& state, Report& report) {
  for (const Field& field : kFields) check_field(view, state.body, field, report);
  for (const syntax::Node catcher : state.body.find("Catch").resolved().children()) check_field(view, catcher.resolved(), {"ResultPath", reference}, report);
  for (const std::string_view name : {"Parameters", "ResultSelector", "ItemSelector", "Assign", "Credentials"})
    if (const syntax::Node payload = state.body.find(name)) check_payload(view, payload, report);
  for (const std::string_view part : {"ItemReader", "ResultWriter", "ItemBatcher"}) {
    const syntax::Node owner = state.body.find(part).resolved();
    if (const syntax::Node payload = owner.find("Parameters")) check_payload(view, payload, report);
    if (const syntax::Node payload = owner.find("BatchInput")) check_payload(view, payload, report);
  }
  for (const syntax::Node rule : state.body.find("Choices").resolved().children()) check_comparison(rule, report);
}

}  // namespace

void check_paths(const View& view, Report& report) {
  for (const State& state : view.machine.states)
    if (!state.jsonata) check_state(view, state, report);
}

}  // namespace cribsheet::rules::step_functions
