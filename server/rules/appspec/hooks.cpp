// Events by platform, the scripts that run in them, and how long they may take.
#include <algorithm>

#include <fmt/format.h>

#include "base/nearest.h"
#include "rules/appspec/checks.h"
#include "rules/offer.h"
#include "rules/written.h"

namespace cribsheet::rules::appspec {
namespace {

using Names = std::vector<std::string_view>;
constexpr long long kMostSeconds = 3600;

const Names& events(Platform platform) {
  static const Names instances = {"ApplicationStop",    "BeforeInstall",     "AfterInstall",       "ApplicationStart", "ValidateService",
                                  "BeforeBlockTraffic", "AfterBlockTraffic", "BeforeAllowTraffic", "AfterAllowTraffic"};
  static const Names lambda = {"BeforeAllowTraffic", "AfterAllowTraffic"};
  static const Names ecs = {"BeforeInstall", "AfterInstall", "AfterAllowTestTraffic", "BeforeAllowTraffic", "AfterAllowTraffic"};
  return platform == Platform::lambda ? lambda : platform == Platform::instances ? instances : ecs;
}

std::string_view title(Platform platform) {
  return platform == Platform::lambda ? "a Lambda deployment" : platform == Platform::ecs ? "an ECS deployment" : "a deployment to instances";
}

bool reserved(std::string_view name) {
  for (const std::string_view own : {"DownloadBundle", "Install", "BlockTraffic", "AllowTraffic", "Start", "End", "TestTraffic", "AllowTestTraffic"})
    if (name == own) return true;
  return false;
}

// False where the event's scripts need no look.
bool check_event(syntax::Node key, Platform platform, Report& report) {
  const std::string_view name = key.text();
  const Names& known = events(platform);
  if (std::find(known.begin(), known.end(), name) != known.end()) return true;
  if (reserved(name)) {
    Finding& finding =
        report.add("appspec-reserved-event", key.range(), fmt::format("{} is CodeDeploy's own event and runs no scripts; those before and after it do", name));
    finding.entity = fmt::format("appspec:hooks.{}", name);
    for (const std::string_view side : {"Before", "After"})
      if (const std::string other = std::string(side) + std::string(name); std::find(known.begin(), known.end(), other) != known.end())
        offer_name(finding, key, other, false);
    return false;
  }
  Finding& finding = report.add("appspec-event", key.range(), fmt::format("There is no event {} in {}; it may be {}", name, title(platform), one_of(known)));
  finding.entity = "appspec:hooks";
  if (const auto near = nearest(name, known)) finding.fixes = {replace(fmt::format("Change it to {}", *near), key.range(), in_style(key, *near))};
  return false;
}

void check_script_file(const Input& input, syntax::Node location, Report& report) {
  const auto path = written_text(input, location);
  if (!path || path->empty() || input.files == nullptr || path->find_first_of("$*\\") != std::string_view::npos) return;
  const std::string& own = input.document.path;
  const std::size_t slash = own.find_last_of('/');
  std::string_view relative = *path;
  while (relative.starts_with("./") || relative.starts_with("/")) relative.remove_prefix(relative[0] == '/' ? 1 : 2);
  if (input.files->exists((slash == std::string::npos ? "" : own.substr(0, slash + 1)) + std::string(relative))) return;
  report.add("appspec-missing-script", location.range(), fmt::format("There is no script {} beside this file; a deployment would fail on it", *path)).entity =
      "appspec:hooks";
}

void check_scripts(const Input& input, syntax::Node event, Report& report) {
  const syntax::Node list = event.value().resolved();
  long long sum = 0;
  for (const syntax::Node item : list.children()) {
    const syntax::Node script = item.resolved(), timeout = script.find("timeout");
    check_script_file(input, script.find("location"), report);
    const auto text = written_text(input, timeout);
    if (!text || text->empty()) continue;
    const auto seconds = whole_number(*text);
    const auto add = [&](std::string message) -> Finding& {
      Finding& finding = report.add("appspec-timeout", timeout.range(), std::move(message));
      finding.entity = fmt::format("appspec:hooks.{}.timeout", event.key().text());
      return finding;
    };
    if (!seconds) {
      add(fmt::format("A timeout is a number of seconds, not {}", *text));
    } else if (*seconds < 1 || *seconds > kMostSeconds) {
      add(fmt::format("A script may take 1 to {} seconds, not {}", kMostSeconds, *seconds)).fixes = {
          replace("Set it to 3600", timeout.range(), in_style(timeout, "3600"))};
    } else if ((sum += *seconds) > kMostSeconds) {
      add(fmt::format("The scripts of one event may take {} seconds together; with this one it is {}", kMostSeconds, sum));
    }
  }
}

}  // namespace

void check_hooks(const Input& input, Report& report) {
  const syntax::Node root = input.document.root();
  const Platform platform = platform_of(input);
  for (const std::string_view name : {"hooks", "Hooks"}) {
    const syntax::Node hooks = root.find(name).resolved();
    for (const syntax::Node child : hooks.children()) {
      if (hooks.is_mapping()) {
        if (child.key().is_scalar() && !child.lacks_colon() && platform == Platform::instances && check_event(child.key(), platform, report))
          check_scripts(input, child, report);
        continue;
      }
      for (const syntax::Node entry : child.resolved().children())
        if (entry.key().is_scalar() && platform != Platform::instances) check_event(entry.key(), platform, report);
    }
  }
}

}  // namespace cribsheet::rules::appspec
