// What a task calls: ARNs, integrations with AWS services and their patterns, and how long it waits.
#include <algorithm>

#include <fmt/format.h>

#include "base/nearest.h"
#include "model/edits.h"
#include "model/intrinsic.h"
#include "rules/offer.h"
#include "rules/step_functions/checks.h"
#include "rules/written.h"

namespace cribsheet::rules::step_functions {
namespace {

using kinds::step_functions::substituted;

// "arn:aws:states:::lambda:invoke.waitForTaskToken" -> "lambda:invoke", "waitForTaskToken".
struct Integration {
  std::string_view api, pattern;
  std::size_t pattern_offset = 0;  // of its dot, in the ARN
  explicit operator bool() const { return !api.empty(); }
};
Integration integration_of(std::string_view arn) {
  const std::size_t mark = arn.find(":states:::");
  if (mark == std::string_view::npos || !arn.starts_with("arn:")) return {};
  const std::size_t begin = mark + 10;
  for (const std::string_view pattern : {".sync:2", ".sync", ".waitForTaskToken"})
    if (arn.ends_with(pattern)) return {arn.substr(begin, arn.size() - pattern.size() - begin), pattern.substr(1), arn.size() - pattern.size()};
  return {arn.substr(begin), {}, arn.size()};
}

bool has(std::string_view list, std::string_view word) {
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t comma = std::min(list.find(',', at), list.size());
    if (list.substr(at, comma - at) == word) return true;
    at = comma + 1;
  }
  return false;
}

Finding& add(Report& report, std::string_view rule, Range range, std::string message) {
  Finding& finding = report.add(rule, range, std::move(message));
  finding.entity = "step-functions:States.Resource";
  return finding;
}

// Somewhere in what the call gets stands the token that it must give back.
bool hands_on_token(const State& state) {
  for (const std::string_view field : {"Parameters", "Arguments"}) {
    const syntax::Node payload = state.body.find(field);
    if (!payload) continue;
    const Range range = payload.range();
    const std::string_view text = payload.tree()->text().substr(range.begin, range.size());
    for (const std::string_view mark : {"Task.Token", "$$\"", "$$.Task", "context.Task", "Fn::", "!Sub", "${"})
      if (text.find(mark) != std::string_view::npos) return true;
    if (text.find(": $$\n") != std::string_view::npos || text.find("$states.context") != std::string_view::npos) return true;
  }
  return false;
}

void check_needs(const State& state, syntax::Node value, std::string_view api, std::string_view needs, Report& report) {
  const syntax::Node payload = state.body.find(state.jsonata ? "Arguments" : "Parameters").resolved();
  if (needs.empty() || (payload && !payload.is_mapping()) || model::is_intrinsic(payload) || payload.find_entry("<<")) return;
  std::string missing;
  std::vector<std::string_view> names;
  for (std::size_t at = 0; at <= needs.size();) {
    const std::size_t comma = std::min(needs.find(',', at), needs.size());
    const std::string_view name = needs.substr(at, comma - at);
    if (!payload.find_entry(name) && !payload.find_entry(std::string(name) + ".$")) {
      missing += (missing.empty() ? "" : " and ") + std::string(name);
      names.push_back(name);
    }
    at = comma + 1;
  }
  if (missing.empty()) return;
  const std::string_view field = state.jsonata ? "Arguments" : "Parameters";
  Finding& finding = add(report, "step-functions-integration-argument", value.range(), fmt::format("{} needs {} in {}", api, missing, field));
  if (payload) {
    for (const std::string_view name : names) offer_entry(finding, payload, name, model::text_value(""));
  } else if (!state.body.find_entry(field)) {
    std::string all;
    for (const std::string_view name : names) all += (all.empty() ? "" : ", ") + fmt::format("\"{}\": \"\"", name);
    offer_entry(finding, state.body, field, "{" + all + "}");
  }
}

void check_sdk(syntax::Node value, const Integration& call, Report& report) {
  const std::size_t colon = call.api.find(':', 8);
  if (colon == std::string_view::npos || colon + 1 == call.api.size()) {
    add(report, "step-functions-resource", value.range(), "A call through the SDK is written arn:aws:states:::aws-sdk:service:apiAction");
    return;
  }
  if (call.pattern.starts_with("sync"))
    offer_value(add(report, "step-functions-integration", value.range(), "Calls through the SDK have no `.sync`; only optimized integrations wait for a job"),
                value, value.text().substr(0, call.pattern_offset));
  const std::string_view action = call.api.substr(colon + 1);
  if (action[0] >= 'A' && action[0] <= 'Z') {
    std::string mended(action);
    mended[0] = static_cast<char>(mended[0] + 32);
    std::string arn(value.text());
    arn.replace(arn.size() - action.size() - (call.pattern.empty() ? 0 : call.pattern.size() + 1), action.size(), mended);
    add(report, "step-functions-integration", value.range(), fmt::format("API actions are written in camelCase here: {}", mended)).fixes = {
        replace(fmt::format("Change it to {}", mended), value.range(), in_style(value, arn))};
  }
}

void check_optimized(const View& view, const State& state, syntax::Node value, const Integration& call, Report& report) {
  const auto table = view.input.pack.table("step-functions-integrations");
  if (table.size() < 2) return;
  const std::string_view service = call.api.substr(0, call.api.find(':'));
  std::vector<std::string_view> apis;
  bool known_service = false;
  for (const auto& row : table) {
    if (row.empty() || row[0] == "api") continue;
    apis.push_back(row[0]);
    known_service = known_service || (row[0].starts_with(service) && row[0].size() > service.size() && row[0][service.size()] == ':');
    if (row[0] != call.api) continue;
    const std::string_view patterns = row.size() > 1 ? row[1] : std::string_view{};
    const std::string_view pattern = call.pattern == "waitForTaskToken"                     ? std::string_view("token")
                                     : call.pattern == "sync:2" && !has(patterns, "sync:2") ? std::string_view("sync")
                                                                                            : call.pattern;
    if (!pattern.empty() && !has(patterns, pattern))
      add(report, "step-functions-integration", value.range(), fmt::format("{} can't be called with `.{}`", call.api, call.pattern)).fixes = {
          replace(fmt::format("Remove .{}", call.pattern), value.range(), in_style(value, value.text().substr(0, call.pattern_offset)))};
    if (row.size() > 2) check_needs(state, value, call.api, row[2], report);
    return;
  }
  Finding& finding = known_service ? add(report, "step-functions-integration", value.range(), fmt::format("There is no optimized integration {}", call.api))
                                   : add(report, "step-functions-integration", value.range(),
                                         fmt::format("{} has no optimized integration; call it through the SDK: aws-sdk:{}", service, call.api));
  std::string arn(value.text().substr(0, value.text().find(":states:::") + 10));
  if (const auto near = nearest(call.api, apis)) {
    finding.message += fmt::format(". Did you mean {}?", *near);
    finding.fixes = {replace(fmt::format("Change it to {}", *near), value.range(),
                             in_style(value, arn + std::string(*near) + std::string(value.text().substr(call.pattern_offset))))};
  } else if (!known_service && call.pattern.empty()) {
    finding.fixes = {replace(fmt::format("Change it to aws-sdk:{}", call.api), value.range(), in_style(value, fmt::format("{}aws-sdk:{}", arn, call.api)))};
  }
}

// In the payload of a function, the message of a queue, ...: wherever the integration has a place for it.
void hand_on_token(const State& state, const Integration& call, Finding& finding) {
  const std::string_view place = call.api == "lambda:invoke" ? "Payload" : call.api == "sqs:sendMessage" ? "MessageBody" : std::string_view{};
  const syntax::Node payload = state.body.find(state.jsonata ? "Arguments" : "Parameters").resolved(), there = payload.find(place).resolved();
  if (place.empty() || !payload.is_mapping() || (there && !there.is_mapping()) || payload.find_entry(std::string(place) + ".$")) return;
  const std::string_view key = state.jsonata ? "token" : "token.$", token = state.jsonata ? "{% $states.context.Task.Token %}" : "$$.Task.Token";
  auto edit = there ? model::insertion(there, key, model::text_value(token))
                    : model::insertion(payload, place, fmt::format("{{{}: {}}}", model::text_value(key), model::text_value(token)));
  if (edit) finding.fixes.push_back({fmt::format("Put the token into {}", place), {std::move(*edit)}, false});
}

void check_wait(const View& view, const State& state, syntax::Node value, const Integration& call, Report& report) {
  if (call.pattern.empty()) return;
  const std::string_view text = value.text();
  const Range range = value.map().to_source(Range{static_cast<Offset>(call.pattern_offset), static_cast<Offset>(text.size())});
  if (view.machine.scopes[state.scope].express) {
    add(report, "step-functions-express-wait", range, fmt::format("Express workflows don't wait: `.{}` works only in standard ones", call.pattern)).fixes = {
        replace(fmt::format("Remove .{}", call.pattern), range, "")};
    return;
  }
  if (call.pattern != "waitForTaskToken" || hands_on_token(state)) return;
  Finding& finding = add(report, "step-functions-task-token", range,
                         fmt::format("Nothing hands on the token that this task waits for; put {} into {}",
                                     state.jsonata ? "$states.context.Task.Token" : "$$.Task.Token", state.jsonata ? "Arguments" : "Parameters"));
  hand_on_token(state, call, finding);
  if (value.map().to_source(Range{0, 1}).begin < range.begin) finding.fixes.push_back({"Don't wait for it", {{range, ""}}, false});
}

bool alias_character(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; }

// arn:aws:lambda:region:account:function:name[:alias]
void check_function(syntax::Node value, std::string_view arn, Report& report) {
  const std::size_t mark = arn.find(":function:");
  if (mark == std::string_view::npos) return;
  const std::size_t name = mark + 10, colon = arn.find(':', name);
  if (colon == std::string_view::npos) return;
  const std::string_view alias = arn.substr(colon + 1);
  if (alias == "$LATEST" || (!alias.empty() && std::all_of(alias.begin(), alias.end(), alias_character))) return;
  add(report, "step-functions-resource", value.range(),
      alias.empty() ? "The ARN ends in a colon, but no alias or version follows"
                    : fmt::format("`{}` is no alias or version of a function; letters, digits, `-` and `_`, or $LATEST", alias));
}

void check_resource(const View& view, const State& state, syntax::Node value, Report& report) {
  const std::string_view text = value.text();
  if (const std::size_t open = text.rfind("${"); open != std::string_view::npos && text.find('}', open) == std::string_view::npos) {
    add(report, "step-functions-resource", value.range(), "This `${` is not closed").fixes = {};
    return;
  }
  if (substituted(text) && !text.starts_with("arn:")) return;
  if (text.starts_with("{%")) return;
  if (!text.starts_with("arn:")) {
    Finding& finding = add(report, "step-functions-resource", value.range(),
                           "Resource is an ARN: of a function, an activity, or an integration such as arn:aws:states:::lambda:invoke");
    if (view.input.document.in_template) {  // templates may go through a tool that fills such names in
      finding.severity = Severity::warning;
      finding.own_severity = true;
    }
    return;
  }
  if (const Integration call = integration_of(text); call && !substituted(call.api)) {
    if (call.api.starts_with("aws-sdk:")) check_sdk(value, call, report);
    else check_optimized(view, state, value, call, report);
    check_wait(view, state, value, call, report);
  } else if (text.find(":lambda:") != std::string_view::npos && !substituted(text)) {
    check_function(value, text, report);
  } else if (text.find(":activity:") != std::string_view::npos && view.machine.scopes[state.scope].express) {
    add(report, "step-functions-express-wait", value.range(), "Express workflows have no activities");
  }
}

void check_heartbeat(const State& state, Report& report) {
  const syntax::Node heartbeat = state.body.find("HeartbeatSeconds"), timeout = state.body.find("TimeoutSeconds");
  if (!heartbeat.is_scalar() || !timeout.is_scalar()) return;
  const auto beats = whole_number(heartbeat.text()), most = whole_number(timeout.text());
  if (!beats || !most || *beats < *most) return;
  Finding& finding =
      report.add("step-functions-heartbeat", heartbeat.range(), fmt::format("HeartbeatSeconds ({}) must be less than TimeoutSeconds ({})", *beats, *most));
  finding.entity = "step-functions:States.HeartbeatSeconds";
  if (*most > 1) offer_value(finding, heartbeat, std::to_string(*most - 1), false);
  offer_removal(finding, state.body.find_entry("HeartbeatSeconds"));
}

}  // namespace

void check_resources(const View& view, Report& report) {
  for (const State& state : view.machine.states) {
    if (state.type != "Task") continue;
    const syntax::Node value = state.body.find("Resource").resolved();
    if (value.is_scalar() && !value.text().empty() && !model::is_intrinsic(value)) check_resource(view, state, value, report);
    check_heartbeat(state, report);
  }
}

}  // namespace cribsheet::rules::step_functions
