#include <algorithm>

#include "rules/rule.h"
#include "rules/tables.h"

namespace cribsheet::rules {
namespace {

// Findings of syntax errors are made in run.cpp, those of comments in suppress.cpp, that of an unknown kind in app/check; the
// catalogue names them all the same.
Table own_table() {
  return {{"syntax-error", Severity::error, {}, nullptr}, {"unknown-kind", Severity::error, {}, nullptr}, {"unknown-rule", Severity::warning, {}, nullptr}};
}

// One line a folder.
constexpr Table (*kTables[])() = {
    own_table,       document_table, cloudformation_table, sam_table, iam_table,       schema_table, notes_table,
    buildspec_table, appspec_table,  step_functions_table, ecs_table, beanstalk_table,
};

}  // namespace

std::vector<std::string_view> every_kind() {
  std::vector<std::string_view> ids;
  for (const kinds::Kind* kind : kinds::all()) ids.push_back(kind->id());
  return ids;
}

const std::vector<Rule>& all() {
  static const std::vector<Rule> rules = [] {
    Table joined;
    for (const auto table : kTables)
      for (Rule& each : table()) joined.push_back(std::move(each));
    std::sort(joined.begin(), joined.end(), [](const Rule& a, const Rule& b) { return a.id < b.id; });
    return joined;
  }();
  return rules;
}

const Rule* rule(std::string_view id) {
  const auto& rules = all();
  const auto found = std::lower_bound(rules.begin(), rules.end(), id, [](const Rule& each, std::string_view name) { return each.id < name; });
  return found != rules.end() && found->id == id ? &*found : nullptr;
}

}  // namespace cribsheet::rules
