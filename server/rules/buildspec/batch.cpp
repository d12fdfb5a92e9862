// Batch builds: one form, identifiers that exist once, and a graph without circles.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/nearest.h"
#include "rules/buildspec/checks.h"
#include "rules/offer.h"
#include "rules/written.h"

namespace cribsheet::rules::buildspec {
namespace {

struct Build {
  std::string_view name;
  syntax::Node identifier;
  syntax::Node node;
  std::vector<std::size_t> waits_for;
};

bool fit_identifier(std::string_view name) {
  return !name.empty() && name.size() <= 128 &&
         std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; });
}

void check_identifier(const Build& build, Report& report) {
  if (fit_identifier(build.name)) return;
  std::string mended(build.name.substr(0, 128));
  for (char& c : mended)
    if (!fit_identifier({&c, 1})) c = '_';
  Finding& finding = report.add("buildspec-batch-identifier", build.identifier.range(), "An identifier has 1 to 128 letters, digits and `_`");
  finding.entity = "buildspec:batch.build-graph.identifier";
  if (!mended.empty()) finding.fixes = {replace(fmt::format("Change it to {}", mended), build.identifier.range(), in_style(build.identifier, mended))};
}

// The builds of a list with what they are called; reports missing, unfit and repeated names.
std::vector<Build> builds_of(const Input& input, syntax::Node list, Report& report) {
  std::vector<Build> builds;
  std::map<std::string_view, syntax::Node> seen;
  for (const syntax::Node item : list.resolved().children()) {
    const syntax::Node node = item.resolved();
    if (!node.is_mapping()) continue;
    const syntax::Node identifier = node.find("identifier");
    if (!node.find_entry("identifier")) {
      Range place{node.range().begin, node.range().begin};
      for (const syntax::Node entry : node.children()) {
        place = entry.key().range();
        break;
      }
      Finding& finding = report.add("buildspec-batch-identifier", place, "Each build of a batch needs an `identifier`");
      finding.entity = "buildspec:batch.build-graph.identifier";
      offer_entry(finding, node, "identifier", fmt::format("build{}", builds.size() + 1));
      continue;
    }
    const auto name = written_text(input, identifier);
    if (!name) continue;
    builds.push_back({*name, identifier, node, {}});
    check_identifier(builds.back(), report);
    const auto [first, fresh] = seen.try_emplace(*name, identifier);
    if (fresh) continue;
    Finding& finding =
        report.add("buildspec-batch-identifier", identifier.range(), fmt::format("The identifier {} is used twice; each build needs its own", *name));
    finding.entity = "buildspec:batch.build-graph.identifier";
    finding.related = {{{}, first->second.range(), 0, "first used here"}};
    offer_number(
        finding, identifier, [&](std::string_view other) { return seen.contains(other); }, "_");
  }
  return builds;
}

void check_depends(const Input& input, std::vector<Build>& builds, Report& report) {
  std::vector<std::string_view> names;
  std::map<std::string_view, std::size_t> places;
  for (const Build& build : builds) {
    places.try_emplace(build.name, names.size());
    names.push_back(build.name);
  }
  for (Build& build : builds) {
    for (const syntax::Node item : build.node.find("depend-on").resolved().children()) {
      const auto name = written_text(input, item);
      if (!name) continue;
      if (const auto found = places.find(*name); found != places.end()) {
        build.waits_for.push_back(found->second);
        continue;
      }
      Finding& finding = report.add("buildspec-batch-depends", item.range(), fmt::format("No build of this graph is called {}", *name));
      finding.entity = "buildspec:batch.build-graph.depend-on";
      if (report.findings.size() > kMostCompared) continue;
      if (const auto near = nearest(*name, names)) finding.fixes = {replace(fmt::format("Change it to {}", *near), item.range(), in_style(item, *near))};
    }
  }
}

// Kahn: takes away builds that wait for nothing left; what stays stands in a circle or behind one.
void check_circles(const std::vector<Build>& builds, Report& report) {
  std::vector<std::size_t> waiting(builds.size(), 0);
  std::vector<std::vector<std::size_t>> followers(builds.size());
  for (std::size_t i = 0; i < builds.size(); ++i)
    for (const std::size_t other : builds[i].waits_for) {
      ++waiting[i];
      followers[other].push_back(i);
    }
  std::vector<std::size_t> ready;
  for (std::size_t i = 0; i < builds.size(); ++i)
    if (waiting[i] == 0) ready.push_back(i);
  std::size_t done = 0;
  while (!ready.empty()) {
    const std::size_t next = ready.back();
    ready.pop_back();
    ++done;
    for (const std::size_t follower : followers[next])
      if (--waiting[follower] == 0) ready.push_back(follower);
  }
  if (done == builds.size()) return;
  std::string names;
  syntax::Node first, waits;
  for (std::size_t i = 0; i < builds.size(); ++i) {
    if (waiting[i] == 0) continue;
    if (!first) {
      first = builds[i].identifier;
      waits = builds[i].node.find_entry("depend-on");
    }
    names += (names.empty() ? "" : ", ") + std::string(builds[i].name);
  }
  Finding& finding = report.add("buildspec-batch-circle", first.range(),
                                fmt::format("These builds wait for one another in a circle, so none can start: {}; take a `depend-on` out", names));
  finding.entity = "buildspec:batch.build-graph.depend-on";
  offer_removal(finding, waits);
}

// Two entries that don't go together: either may go.
void either(syntax::Node entry, syntax::Node other, std::string_view entity, std::string message, Report& report) {
  Finding& finding = report.add("buildspec-batch-form", entry.key().range(), std::move(message));
  finding.entity = entity;
  offer_removal(finding, entry);
  offer_removal(finding, other);
}

}  // namespace

void check_batch(const Input& input, Report& report) {
  const syntax::Node entry = input.document.root().find_entry("batch");
  const syntax::Node batch = entry.value().resolved();
  if (!batch.is_mapping()) return;
  syntax::Node first;
  for (const syntax::Node each : batch.children()) {
    if (!each.key().is_scalar() || !each.key().text().starts_with("build-")) continue;
    if (first)
      either(each, first, "buildspec:batch", fmt::format("A batch has one form; `{}` stands beside `{}`", each.key().text(), first.key().text()), report);
    else first = each;
  }
  auto graph = builds_of(input, batch.find("build-graph"), report);
  check_depends(input, graph, report);
  check_circles(graph, report);
  auto list = builds_of(input, batch.find("build-list"), report);
  for (const auto* builds : {&graph, &list})
    for (const Build& build : *builds) {
      const syntax::Node env = build.node.find("env").resolved();
      const syntax::Node fleet = env.find_entry("fleet"), compute = env.find_entry("compute-type");
      if (fleet && compute) either(fleet, compute, "buildspec:batch.build-graph.env.fleet", "Give `fleet` or `compute-type`, not both", report);
    }
  if (const syntax::Node fanout = batch.find_entry("build-fanout"); fanout && fanout.value().is_mapping() && !fanout.value().find_entry("parallelism")) {
    Finding& finding = report.add("buildspec-batch-form", fanout.key().range(), "`build-fanout` needs `parallelism`, the number of builds");
    finding.entity = "buildspec:batch.build-fanout.parallelism";
    offer_entry(finding, fanout.value(), "parallelism", "2");
  }
}

}  // namespace cribsheet::rules::buildspec
