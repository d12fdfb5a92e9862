// Which resource needs which: circles, and DependsOn that says what a reference says already.
#include "rules/cloudformation/dependencies.h"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

#include "rules/cloudformation/checks.h"
#include "model/edits.h"

namespace cribsheet::rules::cloudformation {
namespace {

bool serverless(const Resource& resource) { return resource.type.starts_with("AWS::Serverless::"); }

class Builder {
 public:
  explicit Builder(const View& view) : view_(view) {
    graph_.edges.resize(view.outline.resources.size());
    for (std::uint32_t i = 0; i < view.outline.resources.size(); ++i) index_.emplace(&view.outline.resources[i], i);
  }

  Dependencies build() {
    for (const Call& call : view_.calls)
      if (call.section == Section::resources && call.resource != nullptr) add_call(call);
    for (const Resource& resource : view_.outline.resources) add_depends_on(resource);
    return std::move(graph_);
  }

 private:
  void add_call(const Call& call) {
    // What a serverless resource refers to may be needed by only one of the resources it becomes.
    if (serverless(*call.resource) || call.attribute == "Condition") return;
    if (call.is("Ref") && call.function.argument.is_scalar()) {
      add(call, call.function.argument.text(), call.function.argument.range());
    } else if (call.is("Fn::GetAtt")) {
      if (const auto use = kinds::cloudformation::attribute_use(call.function)) add(call, use->id, use->id_range);
    } else if (call.is("Fn::Sub")) {
      const bool list = call.function.argument.is_sequence();
      const Node text = list ? call.function.argument.first_child() : call.function.argument;
      const Node variables = list ? text.next_sibling().resolved() : Node{};
      if (!text.is_scalar()) return;
      for (const model::SubPart& part : model::sub_parts(text)) {
        const std::string_view head = std::string_view(part.text).substr(0, part.text.find('.'));
        if (!part.literal && !variables.find(head) && !variables.find(part.text)) add(call, head, part.text_range);
      }
    }
  }

  void add(const Call& call, std::string_view id, Range range) {
    const auto target = view_.outline.resource_index.find(id);
    if (target == view_.outline.resource_index.end() || view_.outline.resource(id) == nullptr) return;
    const auto from = index_.find(call.resource);
    const auto to = index_.find(view_.outline.resource(id));
    if (from == index_.end() || to == index_.end()) return;
    graph_.edges[from->second].push_back({to->second, range, call.assumes, false});
  }

  void add_depends_on(const Resource& resource) {
    const auto from = index_.find(&resource);
    const auto one = [&](Node name) {
      const Resource* target = name.is_scalar() ? view_.outline.resource(name.text()) : nullptr;
      if (target == nullptr) return;
      const auto to = index_.find(target);
      if (to != index_.end()) graph_.edges[from->second].push_back({to->second, name.range(), {}, true});
    };
    const Node depends = resource.body.find("DependsOn").resolved();
    if (depends.is_scalar()) one(depends);
    if (depends.is_sequence())
      for (const Node item : depends.children()) one(item.resolved());
  }

  const View& view_;
  Dependencies graph_;
  std::unordered_map<const Resource*, std::uint32_t> index_;
};

// Strongly connected components, without recursion. component[i] is the number of i's component.
std::vector<std::uint32_t> components(const Dependencies& graph) {
  const std::size_t n = graph.edges.size();
  constexpr std::uint32_t kNone = 0xffffffff;
  std::vector<std::uint32_t> order(n, kNone), low(n, 0), component(n, kNone), stack, next(n, 0), path;
  std::uint32_t time = 0, count = 0;
  for (std::uint32_t start = 0; start < n; ++start) {
    if (order[start] != kNone) continue;
    path.push_back(start);
    while (!path.empty()) {
      const std::uint32_t at = path.back();
      if (order[at] == kNone) {
        order[at] = low[at] = time++;
        stack.push_back(at);
      }
      bool descended = false;
      while (next[at] < graph.edges[at].size()) {
        const std::uint32_t to = graph.edges[at][next[at]++].to;
        if (order[to] == kNone) {
          path.push_back(to);
          descended = true;
          break;
        }
        if (component[to] == kNone) low[at] = std::min(low[at], order[to]);
      }
      if (descended) continue;
      path.pop_back();
      if (!path.empty()) low[path.back()] = std::min(low[path.back()], low[at]);
      if (low[at] != order[at]) continue;
      for (;;) {
        const std::uint32_t member = stack.back();
        stack.pop_back();
        component[member] = count;
        if (member == at) break;
      }
      ++count;
    }
  }
  return component;
}

struct Step {
  std::uint32_t resource;
  const Dependencies::Edge* edge;  // to the next
};

// The shortest circle through `start`, breadth first within its component.
std::vector<Step> circle(const Dependencies& graph, const std::vector<std::uint32_t>& component, std::uint32_t start) {
  std::unordered_map<std::uint32_t, Step> came;  // how a resource was reached
  std::vector<std::uint32_t> queue{start};
  for (std::size_t head = 0; head < queue.size(); ++head) {
    const std::uint32_t at = queue[head];
    for (const Dependencies::Edge& edge : graph.edges[at]) {
      if (component[edge.to] != component[start]) continue;
      if (edge.to == start) {
        std::vector<Step> steps{{at, &edge}};
        for (std::uint32_t back = at; back != start; back = steps.back().resource) steps.push_back(came.at(back));
        std::reverse(steps.begin(), steps.end());
        return steps;
      }
      if (came.try_emplace(edge.to, Step{at, &edge}).second) queue.push_back(edge.to);
    }
  }
  return {};
}

// What of a resource's DependsOn stands at the range: an item, or the whole entry.
Node dependency(const Resource& resource, Range range) {
  const Node entry = resource.body.find_entry("DependsOn"), list = entry.value().resolved();
  if (list.is_sequence() && list.child_count() > 1)
    for (const Node item : list.children())
      if (item.range() == range) return item;
  return entry;
}

}  // namespace

const Dependencies& dependencies(const View& view) {
  if (!view.needs) view.needs = std::make_shared<const Dependencies>(Builder(view).build());
  return *view.needs;
}

void check_circles(const View& view, Report& report) {
  const Dependencies& graph = dependencies(view);
  const std::vector<std::uint32_t> component = components(graph);
  std::unordered_map<std::uint32_t, std::uint32_t> sizes;
  for (const std::uint32_t each : component) ++sizes[each];
  for (std::uint32_t i = 0; i < graph.edges.size(); ++i) {
    const bool self = std::any_of(graph.edges[i].begin(), graph.edges[i].end(), [&](const auto& edge) { return edge.to == i; });
    if (sizes[component[i]] < 2 && !self) continue;
    const std::vector<Step> steps = circle(graph, component, i);
    if (steps.empty()) continue;
    Assumptions together;
    for (const Step& step : steps) together.insert(together.end(), step.edge->assumes.begin(), step.edge->assumes.end());
    if (!view.resolver.possible(together)) continue;
    const auto& resources = view.outline.resources;
    std::string way(resources[i].id);
    for (const Step& step : steps) way += " -> " + std::string(resources[step.edge->to].id);
    Finding& finding = report.add("circular-dependency", resources[i].key.range(),
                                  steps.size() == 1 ? fmt::format("{} refers to itself, so it can never be created", resources[i].id)
                                                    : fmt::format("These resources wait for one another, so none can be created: {}", way));
    finding.entity = resources[i].type;
    for (const Step& step : steps)
      finding.related.push_back({"", step.edge->range, 0, fmt::format("{} needs {} here", resources[step.resource].id, resources[step.edge->to].id)});
    for (const Step& step : steps)
      if (step.edge->depends_on)
        finding.fixes.push_back({fmt::format("Take {} out of DependsOn of {}", resources[step.edge->to].id, resources[step.resource].id),
                                 {model::removal(dependency(resources[step.resource], step.edge->range))},
                                 false});
  }
}

void check_redundant_depends_on(const View& view, Report& report) {
  const Dependencies& graph = dependencies(view);
  for (std::uint32_t i = 0; i < graph.edges.size(); ++i) {
    const Resource& resource = view.outline.resources[i];
    const std::size_t own = resource.condition.empty() ? 0 : 1;
    for (const Dependencies::Edge& edge : graph.edges[i]) {
      if (!edge.depends_on) continue;
      const auto same = std::find_if(graph.edges[i].begin(), graph.edges[i].end(),
                                     [&](const auto& other) { return !other.depends_on && other.to == edge.to && other.assumes.size() <= own; });
      if (same == graph.edges[i].end()) continue;
      const std::string_view target = view.outline.resources[edge.to].id;
      Finding& finding = report.add("redundant-depends-on", edge.range,
                                    fmt::format("A reference to {} in this resource makes it wait already; DependsOn adds nothing", target));
      finding.unnecessary = true;
      finding.related.push_back({"", same->range, 0, fmt::format("{} is referred to here", target)});
      finding.fixes.push_back({fmt::format("Take {} out of DependsOn", target), {model::removal(dependency(resource, edge.range))}, true});
    }
  }
}

}  // namespace cribsheet::rules::cloudformation
