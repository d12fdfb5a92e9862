// WebSocket APIs: their routes and how the first request is authorised.
#include <algorithm>
#include <fmt/format.h>

#include "base/nearest.h"
#include "rules/offer.h"
#include "rules/sam/checks.h"

namespace cribsheet::rules::sam {
namespace {

bool route_name(std::string_view key) {
  if (key == "$connect" || key == "$disconnect" || key == "$default") return true;
  return !key.empty() && std::all_of(key.begin(), key.end(), [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-' || c == '.' || c == '/'; });
}

void check_auth(Node auth, Report& report) {
  if (!auth.is_mapping() || model::is_intrinsic(auth)) return;
  const Node type = auth.find("AuthType").resolved();
  if (unknown(type)) return;
  for (const Node entry : auth.children()) {
    const std::string_view key = entry.key().text();
    if (key == "AuthType") continue;
    if (!type) {
      offer_entry(report.add("sam-websocket-api", entry.key().range(), fmt::format("{} needs AuthType beside it", key)), auth, "AuthType", "CUSTOM");
    } else if (edit_distance(type.text(), "NONE", 0) == 0 || edit_distance(type.text(), "AWS_IAM", 0) == 0) {
      Finding& finding = report.add("sam-websocket-api", entry.key().range(), fmt::format("{} has no meaning with AuthType {}", key, type.text()));
      offer_removal(finding, entry);
      if (key == "AuthArn") offer_value(finding, type, "CUSTOM", false);
    }
  }
}

}  // namespace

void check_websocket_apis(const View& view, Report& report) {
  for (const Resource& api : view.outline.resources) {
    if (!is(api, "WebSocketApi") || unknown(api.properties)) continue;
    check_auth(property(view, api, {"Auth"}), report);
    const Node routes = property(view, api, {"Routes"});
    if (routes.is_mapping() && !model::is_intrinsic(routes)) {
      if (routes.child_count() == 0) report.add("sam-websocket-api", place(routes), "A WebSocket API needs at least one route");
      for (const Node entry : routes.children())
        if (!route_name(entry.key().text()))
          report.add("sam-websocket-api", entry.key().range(),
                     fmt::format("{} is no route: use letters and digits, or $connect, $disconnect, $default", entry.key().text()));
    }
    for (const std::string_view name : {"AccessLogSettings", "DefaultRouteSettings", "RouteSettings", "StageVariables", "Domain"})
      if (const Node value = property(view, api, {name}); value && !value.is_mapping() && !unknown(value))
        report.add("sam-websocket-api", place(value), fmt::format("{} must be a mapping", name));
  }
}

}  // namespace cribsheet::rules::sam
