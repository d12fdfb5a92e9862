// Connectors: that both ends are there, and that SAM can connect them in this way.
#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

#include "rules/sam/checks.h"

namespace cribsheet::rules::sam {
namespace {

// What stands in the template once SAM is through with a type.
std::string_view becomes(const View& view, std::string_view type) {
  for (const auto& row : view.input.pack.table("sam-becomes"))
    if (row.size() > 1 && row[0] == type) return row[1];
  return type;
}

// Types of what SAM makes, by id; made when first asked for.
class MadeTypes {
 public:
  explicit MadeTypes(const View& view) : view_(view) {}
  std::string_view of(std::string_view id) {
    if (!read_)
      for (kinds::cloudformation::Made& made : kinds::cloudformation::made_by_sam(view_.outline)) types_.emplace(std::move(made.id), made.type);
    read_ = true;
    if (const auto whole = types_.find(std::string(id)); whole != types_.end()) return whole->second;
    constexpr std::size_t kHash = 10;  // digits at the end of some
    const auto begun = types_.find(std::string(id.substr(0, id.size() > kHash ? id.size() - kHash : 0)));
    return begun == types_.end() ? std::string_view() : begun->second;
  }

 private:
  const View& view_;
  std::unordered_map<std::string, std::string_view> types_;
  bool read_ = false;
};

// The type at one end; empty where it is unknown, or where something was reported.
std::string_view type_at(const View& view, MadeTypes& made, Node end, std::string_view which, Report& report) {
  if (!end.is_mapping() || model::is_intrinsic(end)) return {};
  const Node id = end.find("Id").resolved();
  if (!id) {
    const Node type = end.find("Type").resolved();
    if (!type)
      report.add("sam-connector", place(end), fmt::format("{} needs the Id of a resource of this template, or the Type of one elsewhere with its Arn", which));
    return becomes(view, text(type));
  }
  if (!id.is_scalar() || model::is_intrinsic(id)) {
    report.add("sam-connector", place(id), "Id is the plain logical id; functions are not worked out here");
    return {};
  }
  for (const std::string_view other : {"Type", "Arn", "RoleName", "QueueUrl", "ResourceId", "Name"})
    if (const Node entry = end.find_entry(other)) {
      report.add("sam-connector", entry.key().range(), fmt::format("{} says what Id says already; give the Id alone, or Type and Arn", other));
      return {};
    }
  if (const Resource* resource = view.outline.resource(id.text())) return becomes(view, resource->type);
  if (const std::string_view type = made.of(id.text()); !type.empty()) return type;
  if (!view.outline.open_resources && !id.text().empty())
    report.add("sam-connector", place(id), fmt::format("There is no resource {} in this template", id.text()));
  return {};
}

struct Pair {
  bool known = false;
  std::vector<std::string_view> permissions;   // where known: those it may have
  std::vector<std::string_view> destinations;  // where not: those that there are from here
};
Pair look_up(const View& view, std::string_view source, std::string_view destination) {
  Pair pair;
  for (const auto& row : view.input.pack.table("sam-connectors")) {
    if (row.size() < 3 || row[0] != source) continue;
    pair.destinations.push_back(row[1]);
    if (row[1] != destination) continue;
    pair.known = true;
    if (row[2].find("Read") != std::string_view::npos) pair.permissions.push_back("Read");
    if (row[2].find("Write") != std::string_view::npos) pair.permissions.push_back("Write");
  }
  return pair;
}

void check_destination(const View& view, MadeTypes& made, std::string_view source, Node destination, Node permissions, Report& report) {
  const std::string_view type = type_at(view, made, destination, "Destination", report);
  if (source.empty() || type.empty()) return;
  const Pair pair = look_up(view, source, type);
  if (!pair.known) {
    const std::string others = pair.destinations.empty() ? std::string("a connector cannot start there")
                                                         : fmt::format("from there it leads to {}", fmt::join(pair.destinations, ", "));
    report.add("sam-connector", place(destination), fmt::format("SAM cannot connect {} with {}; {}", source, type, others));
    return;
  }
  if (!permissions.is_sequence()) return;
  for (const Node raw : permissions.children()) {
    const Node item = raw.resolved();
    const std::string_view name = text(item);
    if (name != "Read" && name != "Write") continue;  // the shape says so
    if (std::find(pair.permissions.begin(), pair.permissions.end(), name) == pair.permissions.end())
      report.add("sam-connector", place(item),
                 fmt::format("A connector from {} to {} has no {}, only {}", source, type, name, fmt::join(pair.permissions, " and ")));
  }
}

void check_connector(const View& view, MadeTypes& made, std::string_view source, Node properties, Report& report) {
  const Node destination = below(properties, {"Destination"});
  const Node permissions = below(properties, {"Permissions"});
  if (permissions.is_sequence() && permissions.child_count() == 0 && !model::is_intrinsic(permissions))
    report.add("sam-connector", place(permissions), "A connector that allows nothing has no use: give Read, Write, or both");
  if (!destination.is_sequence()) return check_destination(view, made, source, destination, permissions, report);
  for (const Node item : destination.children()) check_destination(view, made, source, item.resolved(), permissions, report);
}

}  // namespace

void check_connectors(const View& view, Report& report) {
  MadeTypes made(view);
  for (const Resource& resource : view.outline.resources) {
    if (is(resource, "Connector") && resource.properties.is_mapping() && !model::is_intrinsic(resource.properties))
      check_connector(view, made, type_at(view, made, below(resource.properties, {"Source"}), "Source", report), resource.properties, report);
    const Node embedded = resource.body.is_mapping() ? resource.body.find("Connectors").resolved() : Node();
    if (!embedded.is_mapping() || model::is_intrinsic(embedded)) continue;
    for (const Node entry : embedded.children())
      if (const Node properties = below(entry.value(), {"Properties"}); properties.is_mapping())
        check_connector(view, made, becomes(view, resource.type), properties, report);
  }
}

}  // namespace cribsheet::rules::sam
