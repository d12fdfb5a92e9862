// GraphQL APIs: the schema, who may ask, and the functions and resolvers that answer.
#include <fmt/format.h>
#include <unordered_set>

#include "base/nearest.h"
#include "rules/sam/checks.h"

namespace cribsheet::rules::sam {
namespace {

constexpr std::string_view kRule = "sam-graphql-api";

bool open(Node value) { return !value.is_mapping() || model::is_intrinsic(value); }

// Either key, not both, and one of them where `needed`. Gives whether one is there.
bool one_of_two(Node in, std::string_view first, std::string_view second, Range at, std::string_view what, bool needed, Report& report) {
  const Node a = in.find_entry(first), b = in.find_entry(second);
  if (a && b) report.add(kRule, b.key().range(), fmt::format("{} has both {} and {}; keep one", what, first, second));
  if (!a && !b && needed) report.add(kRule, at, fmt::format("{} needs {} or {}", what, first, second));
  return a || b;
}

struct Setting {
  std::string_view type, key;
};
constexpr Setting kSettings[] = {{"AWS_LAMBDA", "LambdaAuthorizer"}, {"OPENID_CONNECT", "OpenIDConnect"}, {"AMAZON_COGNITO_USER_POOLS", "UserPool"}};

void check_one_auth(Node auth, Report& report) {
  if (open(auth)) return;
  const Node type = auth.find("Type").resolved();
  const std::string_view name = text(type);
  bool seen = false;
  for (const Setting& setting : kSettings) {
    const Node entry = auth.find_entry(setting.key);
    if (name == setting.type && !entry) report.add(kRule, place(type), fmt::format("{} needs its settings beside it: {}", name, setting.key));
    if (entry && seen) report.add(kRule, entry.key().range(), "Settings of two kinds of authorization stand here; further ones go into Additional");
    seen = seen || entry;
  }
}

void check_auth(Node auth, Report& report) {
  check_one_auth(auth, report);
  const Node more = below(auth, {"Additional"});
  if (!more.is_sequence()) return;
  for (const Node item : more.children()) check_one_auth(item.resolved(), report);
}

// The keys of mappings, looked up often.
struct Names {
  std::unordered_set<std::string_view> names;
  bool hidden = false;  // others may be there, behind a function
  void add(Node mapping) {
    hidden = hidden || model::is_intrinsic(mapping);
    if (mapping.is_mapping() && !hidden)
      for (const Node entry : mapping.children()) names.insert(entry.key().text());
  }
  bool may_have(std::string_view name) const { return hidden || names.count(name) == 1; }
};

void check_function(Node entry, const Names& sources, Report& report) {
  const Node function = entry.value().resolved();
  const Range at = entry.key().range();
  const std::string what = fmt::format("The function {}", entry.key().text());
  if (open(function)) return;
  if (const Node id = function.find_entry("Id")) {
    if (function.child_count() > 1)
      report.add(kRule, id.key().range(), fmt::format("{} is one made elsewhere, by its Id; nothing else may stand beside it", what));
    return;
  }
  one_of_two(function, "InlineCode", "CodeUri", at, what, true, report);
  if (!function.find_entry("Runtime")) report.add(kRule, at, fmt::format("{} needs its Runtime: Name APPSYNC_JS and a Version", what));
  const Node source = function.find("DataSource").resolved();
  if (!function.find_entry("DataSource")) {
    report.add(kRule, at, fmt::format("{} needs a DataSource, or NONE for one that asks nothing", what));
    return;
  }
  const std::string_view name = text(source);
  if (name.empty() || edit_distance(name, "NONE", 0) == 0 || sources.may_have(name)) return;
  report.add(kRule, place(source), fmt::format("There is no {} in DataSources; one made elsewhere is named by a function, such as !GetAtt", name));
}

void check_resolver(Node entry, const Names& functions, Report& report) {
  const Node resolver = entry.value().resolved();
  const Range at = entry.key().range();
  const std::string what = fmt::format("The resolver {}", entry.key().text());
  if (open(resolver)) return;
  if (one_of_two(resolver, "InlineCode", "CodeUri", at, what, false, report) && !resolver.find_entry("Runtime"))
    report.add(kRule, at, fmt::format("{} has code, so it needs its Runtime: Name APPSYNC_JS and a Version", what));
  const Node pipeline = resolver.find("Pipeline").resolved();
  if (!resolver.find_entry("Pipeline"))
    report.add(kRule, at, fmt::format("{} needs a Pipeline of functions; one without is written as an AWS::AppSync::Resolver", what));
  if (!pipeline.is_sequence() || model::is_intrinsic(pipeline)) return;
  for (const Node raw : pipeline.children()) {
    const Node item = raw.resolved();
    const std::string_view name = text(item);
    if (!name.empty() && !functions.may_have(name)) report.add(kRule, place(item), fmt::format("There is no function {} in Functions", name));
  }
}

}  // namespace

void check_graphql_apis(const View& view, Report& report) {
  for (const Resource& api : view.outline.resources) {
    if (!is(api, "GraphQLApi") || open(api.properties)) continue;
    one_of_two(api.properties, "SchemaInline", "SchemaUri", api.type_node ? api.type_node.range() : api.key.range(), "A GraphQL API", true, report);
    check_auth(below(api.properties, {"Auth"}), report);
    const Node functions = below(api.properties, {"Functions"}), sources = below(api.properties, {"DataSources"});
    Names source_names, function_names;
    source_names.hidden = unknown(sources);
    for (const std::string_view kind : {"DynamoDb", "Lambda"}) source_names.add(below(sources, {kind}));
    function_names.add(functions);
    if (!open(functions))
      for (const Node entry : functions.children()) check_function(entry, source_names, report);
    const Node resolvers = below(api.properties, {"Resolvers"});
    if (open(resolvers)) continue;
    for (const Node type : resolvers.children()) {
      const Node fields = type.value().resolved();
      if (open(fields)) continue;
      for (const Node entry : fields.children()) check_resolver(entry, function_names, report);
    }
  }
}

}  // namespace cribsheet::rules::sam
