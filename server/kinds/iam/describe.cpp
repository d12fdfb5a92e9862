#include "kinds/iam/describe.h"

#include <algorithm>
#include <map>
#include <set>

#include "kinds/iam/arn.h"
#include "kinds/iam/glob.h"

namespace cribsheet::iam {
namespace {

using kinds::Explanation;

constexpr std::size_t kMostNames = 60;  // of a wildcard's expansion
constexpr std::size_t kMostKeys = 16;
constexpr std::size_t kMostUsers = 8;  // actions that a key is there for

std::string code(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string list(const std::set<std::string>& names, std::size_t most) {
  std::string out;
  std::size_t n = 0;
  for (const std::string& name : names) {
    if (n++ == most) return out + ", … (" + std::to_string(names.size()) + " in all)";
    out += (out.empty() ? "" : ", ") + code(name);
  }
  return out;
}

void add_names(std::set<std::string>& names, const std::vector<pack::ConditionKey>& keys) {
  for (const pack::ConditionKey& key : keys) names.insert(std::string(key.name()));
}

bool takes(const pack::Action& action, std::string_view key) {
  const auto among = [&](const std::vector<pack::ConditionKey>& keys) {
    return std::any_of(keys.begin(), keys.end(), [&](const pack::ConditionKey& each) { return same(each.name(), key); });
  };
  if (among(action.condition_keys())) return true;
  for (const auto& resource : action.resources())
    if (among(resource.condition_keys) || among(resource.type.condition_keys())) return true;
  return false;
}

std::string operators_for(const KeyInfo& key) {
  const std::string family(family_for(key));
  const std::string set = key.many() ? "`ForAnyValue:` or `ForAllValues:` with " : "";
  if (family == "Bool") return set + "`Bool`";
  if (family == "IpAddress") return set + "`IpAddress`, `NotIpAddress`";
  if (family == "Binary") return set + "`BinaryEquals`";
  return set + "`" + family + "…`";
}

std::string_view levels(std::string_view level) { return level.empty() ? std::string_view("Other") : level; }

}  // namespace

Explanation describe_action(const pack::Action& action, const pack::Pack& pack) {
  Explanation e;
  e.entity = std::string(action.service()) + ":" + std::string(action.name());
  e.title = e.entity;
  e.doc = action.doc();
  e.url = pack.service(action.service()).url();
  e.facts.emplace_back("Access level", action.access_level());
  std::string resources;
  std::set<std::string> keys;
  add_names(keys, action.condition_keys());
  for (const auto& resource : action.resources()) {
    resources += "- " + code(resource.type.name()) + (resource.required ? " (required)" : "") + ": " + code(resource.type.arn()) + "\n";
    add_names(keys, resource.condition_keys);
    add_names(keys, resource.type.condition_keys());
  }
  if (resources.empty()) e.facts.emplace_back("Resource", "only `\"*\"`");
  else e.sections.push_back("**Resources**\n\n" + resources);
  if (!keys.empty()) e.facts.emplace_back("Condition keys", list(keys, kMostKeys));
  std::set<std::string> dependent;
  for (const std::string_view name : action.dependent_actions()) dependent.insert(std::string(name));
  if (!dependent.empty()) e.facts.emplace_back("Also needs", list(dependent, kMostKeys));
  return e;
}

std::optional<Explanation> describe_pattern(std::string_view pattern, const pack::Pack& pack) {
  const std::vector<std::uint32_t> matched = pack.expand(pattern);
  if (matched.empty()) return std::nullopt;
  Explanation e;
  e.title = pattern;
  std::map<std::string, std::size_t> by_level;
  std::set<std::string_view> services;
  for (const std::uint32_t i : matched) {
    const pack::Action action = pack.action_at(i);
    ++by_level[std::string(levels(action.access_level()))];
    services.insert(action.service());
  }
  std::string counts;
  for (const auto& [level, count] : by_level) counts += (counts.empty() ? "" : ", ") + level + " " + std::to_string(count);
  e.doc = "Takes in " + std::to_string(matched.size()) + (matched.size() == 1 ? " action" : " actions") +
          (services.size() > 1 ? " of " + std::to_string(services.size()) + " services" : std::string()) + ".";
  e.facts.emplace_back("By access level", counts);
  std::string names;
  for (std::size_t n = 0; n < matched.size() && n < kMostNames; ++n) {
    const pack::Action action = pack.action_at(matched[n]);
    names += (n ? ", " : "") + code(services.size() > 1 ? std::string(action.service()) + ":" + std::string(action.name()) : std::string(action.name()));
  }
  if (matched.size() > kMostNames) names += ", …";
  e.sections.push_back(names);
  if (services.size() == 1) e.url = pack.service(*services.begin()).url();
  return e;
}

Explanation describe_service(const pack::IamService& service, const pack::Pack& pack) {
  (void)pack;
  Explanation e;
  e.title = service.title();
  e.doc = "Prefix of the service in actions: " + code(std::string(service.prefix()) + ":") + ". " + std::to_string(service.action_count()) + " actions.";
  e.url = service.url();
  return e;
}

std::optional<Explanation> describe_key(std::string_view name, const pack::Pack& pack) {
  const auto key = find_key(name, pack);
  if (!key) return std::nullopt;
  Explanation e;
  e.entity = key->name;
  e.title = key->name;
  e.doc = key->doc;
  e.facts.emplace_back(
      "Type", (key->many() ? std::string("list of ") : std::string()) + std::string(key->base_type().empty() ? std::string_view("text") : key->base_type()));
  e.facts.emplace_back("Operators", operators_for(*key));
  if (key->global) {
    e.facts.emplace_back("In", "requests to any service, where there is a value");
    e.url = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html";
    return e;
  }
  const pack::IamService service = pack.service(name.substr(0, name.find(':')));
  std::set<std::string> users;
  for (std::uint32_t i = 0; i < service.action_count(); ++i) {
    const pack::Action action = pack.action_at(service.first_action() + i);
    if (takes(action, key->name)) users.insert(std::string(action.name()));
  }
  if (!users.empty()) e.facts.emplace_back("In requests for", list(users, kMostUsers));
  e.url = service.url();
  return e;
}

std::optional<Explanation> describe_operator(std::string_view name, const pack::Pack& pack) {
  const Operator op = parse_operator(name);
  if (!op.known()) return std::nullopt;
  Explanation e;
  e.entity = "iam:" + op.base;
  e.title = name;
  if (const auto named = pack.named(e.entity)) {
    e.doc = named->doc;
    e.url = named->url;
  }
  if (op.qualifier == Operator::Qualifier::for_any)
    e.sections.emplace_back("`ForAnyValue:` — true where at least one of the key's values matches. Where the key is absent, false.");
  if (op.qualifier == Operator::Qualifier::for_all)
    e.sections.emplace_back(
        "`ForAllValues:` — true where every one of the key's values matches. **Also true where the key is absent**: add a `Null` test where that matters.");
  if (op.if_exists) e.sections.emplace_back("`IfExists` — where the key is absent, the condition is true.");
  else if (op.family != Operator::Family::null && op.qualifier == Operator::Qualifier::none)
    e.sections.emplace_back(op.negated ? "Where the key is absent, the condition is **true** (the comparison is negated)."
                                       : "Where the key is absent, the condition is false.");
  return e;
}

std::optional<Explanation> describe_resource(std::string_view text, const pack::Pack& pack) {
  if (text == "*") {
    Explanation e;
    e.title = "*";
    e.doc = "Every resource.";
    return e;
  }
  const Arn arn = split_arn(text);
  if (!arn.has_prefix() || !arn.complete()) return std::nullopt;
  Explanation e;
  e.title = text;
  for (char& c : e.title)
    if (is_hole(c)) c = '*';
  std::string types;
  std::size_t count = 0;
  const pack::IamService service = pack.service(arn[Arn::service]);
  for (const pack::ArnType& type : service.arn_types()) {
    if (!ArnFormat(type.arn()).fits(arn) || ++count > 8) continue;
    types += "- " + code(type.name()) + ": " + code(type.arn()) + "\n";
  }
  const auto part = [&](std::string_view name, Arn::Part which, std::string_view empty) {
    std::string value(arn[which]);
    for (char& c : value)
      if (is_hole(c)) c = '*';
    e.facts.emplace_back(name, value.empty() ? std::string(empty) : value == "*" ? "any" : code(value));
  };
  part("Partition", Arn::partition, "none");
  part("Service", Arn::service, "none");
  part("Region", Arn::region, "none (global)");
  part("Account", Arn::account, "none");
  part("Resource", Arn::resource, "none");
  e.doc = count == 0 ? "No resource type of the service has ARNs like this." : count == 1 ? "" : "May be any of these:";
  if (!types.empty()) e.sections.push_back(types + (count > 8 ? "- …\n" : ""));
  e.url = service.url();
  return e;
}

std::optional<Explanation> describe_entity(std::string_view entity, const pack::Pack& pack) {
  const std::size_t colon = entity.find(':');
  if (colon == std::string_view::npos || colon + 1 >= entity.size() || entity[colon + 1] == ':') return std::nullopt;
  if (const pack::Action action = pack.action(entity.substr(0, colon), entity.substr(colon + 1))) return describe_action(action, pack);
  if (entity.substr(0, colon) == "iam")
    if (auto op = describe_operator(entity.substr(colon + 1), pack)) return op;
  return describe_key(entity, pack);
}

}  // namespace cribsheet::iam
