// Events that meet: two for the same path and method of an API, two for the same trigger of a user pool; and the models that
// events ask their API for.
#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

#include "model/edits.h"
#include "rules/offer.h"
#include "rules/sam/checks.h"

namespace cribsheet::rules::sam {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
  return out == "*" ? "any" : out;
}

// What an event takes for itself: "ServerlessRestApi GET /a"; empty: unknown, or nothing that another could want.
std::string route(const View& view, const Event& event) {
  const std::string_view key = api_key(event.type);
  if (key.empty() || !event.properties.is_mapping() || model::is_intrinsic(event.properties)) return {};
  const Resource* api = api_of(view, event);
  if (api == nullptr && !implicit_api(event)) return {};
  if (api != nullptr && (!api->type.starts_with("AWS::Serverless::") || !written_by_sam(view, api))) return {};
  const Node path = event.properties.find("Path").resolved(), method = event.properties.find("Method").resolved();
  const std::string_view id = api != nullptr ? api->id : event.type == "Api" ? std::string_view("ServerlessRestApi") : std::string_view("ServerlessHttpApi");
  if (!path && !method && event.type == "HttpApi") return fmt::format("{} any $default", id);
  if (text(path).empty() || text(method).empty()) return {};
  return fmt::format("{} {} {}", id, lower(text(method)), text(path));
}

void report_second(const Event& first, const Event& second, std::string message, std::string_view rule, Report& report) {
  // One of two that exclude each other is fine to most who read it, though not to the translator.
  if (first.owner->condition != second.owner->condition) return;
  report.add(rule, second.key.range(), std::move(message)).related.push_back({{}, first.key.range(), 0, "The first of the two"});
}

std::string_view pool_of(const Event& event) {
  const Node pool = below(event.properties, {"UserPool"});
  const auto reference = model::intrinsic(pool);
  if (reference && reference->name == "Ref" && reference->argument.is_scalar()) return reference->argument.text();
  return text(pool);
}

}  // namespace

namespace {

// Each of a few models.
void offer_models(Node models, Node wanted, Finding& finding) {
  constexpr std::size_t kMost = 4;
  if (models.child_count() > kMost) return;
  for (const Node entry : models.children())
    if (entry.key().is_scalar()) offer_value(finding, wanted, model::text_value(entry.key().text()), models.child_count() == 1);
}

}  // namespace

void check_routes(const View& view, Report& report) {
  const std::vector<Event> all = events(view);
  std::unordered_map<std::string, const Event*> taken;
  for (const Event& event : all) {
    const std::string wanted = route(view, event);
    if (wanted.empty()) continue;
    const auto [place, fresh] = taken.emplace(wanted, &event);
    if (!fresh)
      report_second(*place->second, event, fmt::format("{} of {} asks for this path and method already", place->second->id, place->second->owner->id),
                    "sam-duplicate-event", report);
  }
}

void check_triggers(const View& view, Report& report) {
  const std::vector<Event> all = events(view);
  std::unordered_map<std::string, const Event*> taken;
  for (const Event& event : all) {
    const std::string_view pool = pool_of(event);
    if (event.type != "Cognito" || pool.empty()) continue;
    const Node trigger = below(event.properties, {"Trigger"});
    std::vector<std::string_view> names{text(trigger)};
    if (trigger.is_sequence())
      for (const Node item : trigger.children()) names.push_back(text(item.resolved()));
    for (const std::string_view name : names) {
      if (name.empty()) continue;
      const auto [place, fresh] = taken.emplace(fmt::format("{} {}", pool, name), &event);
      if (!fresh)
        report_second(*place->second, event,
                      fmt::format("{} of {} takes {} already; a pool calls one function for each trigger", place->second->id, place->second->owner->id, name),
                      "sam-duplicate-event", report);
    }
  }
}

void check_models(const View& view, Report& report) {
  for (const Event& event : events(view)) {
    if (event.type != "Api") continue;
    const Node model = below(event.properties, {"RequestModel", "Model"});
    const std::string_view name = text(model);
    const Resource* api = api_of(view, event);
    if (name.empty() || (api == nullptr && !implicit_api(event)) || (api != nullptr && !is(*api, "Api")) || !written_by_sam(view, api)) continue;
    const Node models = api == nullptr ? Node() : below(api->properties, {"Models"});
    if (unknown(models) || (api != nullptr && unknown(api->properties)) || (models && !models.is_mapping())) continue;
    if (!models) {
      offer_removal(report.add("sam-request-model", place(model),
                               fmt::format("The API has no Models, so there is no {}; write them into an AWS::Serverless::Api and name it in RestApiId", name)),
                    event.properties.find_entry("RequestModel"));
    } else if (!models.find_entry(name)) {
      offer_models(models, model, report.add("sam-request-model", place(model), fmt::format("There is no {} among the API's Models", name)));
    }
  }
}

}  // namespace cribsheet::rules::sam
