// Completion in a policy: elements, actions, resources, principals, conditions, variables.
#include "kinds/iam/cursor.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "kinds/iam/arn.h"
#include "kinds/iam/glob.h"
#include "kinds/iam/keys.h"
#include "kinds/iam/references.h"
#include "kinds/iam/where.h"

namespace cribsheet::iam {
namespace {

using kinds::Completion;
using syntax::Node;
using What = Where::What;

constexpr std::string_view kBeingTyped = "x-being-typed";  // features/probe.h puts it where nothing is typed yet

struct Asked {
  const kinds::Cursor& cursor;
  const Analysis& analysis;
  Where where;
  std::vector<Completion>& list;
  std::string typed;  // of the value or key, up to the cursor
  bool json = false, quoted = false;
  Range replace;
};

bool is_quoted(Node node) { return node.style() == syntax::Style::double_quoted || node.style() == syntax::Style::single_quoted; }

// How a text is to be written as a value here.
std::string written(const Asked& a, std::string_view text) {
  if (a.quoted || (!a.json && !text.empty() && text[0] != '*' && text.find(": ") == std::string_view::npos)) return std::string(text);
  return '"' + std::string(text) + '"';
}

Completion& put(Asked& a, std::string label, std::string_view kind, std::string detail, std::string sort) {
  Completion item;
  item.insert = written(a, label);
  item.label = std::move(label);
  item.kind = kind;
  item.detail = std::move(detail);
  item.sort = std::move(sort);
  item.replace = a.replace;
  a.list.push_back(std::move(item));
  return a.list.back();
}

void put_snippet(Asked& a, std::string label, const std::string& snippet, std::string detail, std::string sort) {
  Completion& item = put(a, std::move(label), "snippet", std::move(detail), std::move(sort));
  item.insert = written(a, snippet);
  item.snippet = true;
}

// ---- keys ----------------------------------------------------------------------------------------------------------------------

// What follows a new key: an object, a list, or a text.
std::string after_key(const Asked& a, std::string_view shape) {
  const Node entry = a.cursor.node.parent();
  const std::string_view text = a.cursor.document.text();
  std::size_t behind = a.cursor.node.range().end;
  while (a.json && behind < text.size() && (text[behind] == ' ' || text[behind] == '\n' || text[behind] == '\t')) ++behind;
  const bool has_colon = behind < text.size() && text[behind] == ':' && (a.json || !entry.value().is_missing());
  if (has_colon || (a.json && a.quoted)) return {};
  if (!a.json) return shape == "{}" ? ":\n" : ": ";
  return shape == "{}" ? ": {$0}" : shape == "[]" ? ": [$0]" : ": \"$0\"";
}

void put_key(Asked& a, std::string_view name, std::string_view shape, std::string_view entity_prefix, std::string sort, std::string detail = {}) {
  Completion& item = put(a, std::string(name), "property", std::move(detail), std::move(sort));
  const std::string after = after_key(a, shape);
  const std::string key = a.json && !a.quoted ? '"' + std::string(name) + '"' : std::string(name);
  item.insert = key + after;
  item.snippet = a.json && !after.empty();
  item.entity = std::string(entity_prefix) + std::string(name);
  item.retrigger = true;
  if (!a.json && shape == "{}" && !after.empty()) {
    // The block goes on a line of its own, two columns in.
    const std::string_view text = a.cursor.document.text();
    std::size_t line = a.cursor.node.range().begin;
    while (line > 0 && text[line - 1] != '\n') --line;
    item.insert += std::string(a.cursor.node.range().begin - line + 2, ' ');
  }
}

bool has_key(Node mapping, std::string_view name, Node but) {
  const Node entry = mapping.find_entry(name);
  return entry && entry != but;
}

struct Element {
  std::string_view name, shape, sort;
};

void policy_keys(Asked& a) {
  for (const Element& e : {Element{"Version", "", "1"}, Element{"Statement", "[]", "1"}, Element{"Id", "", "2"}})
    if (!has_key(a.where.mapping, e.name, a.cursor.node.parent())) put_key(a, e.name, e.shape, "iam:", std::string(e.sort));
}

void statement_keys(Asked& a) {
  const PolicyType type = a.analysis.policy.type;
  const bool principals = type == PolicyType::resource || type == PolicyType::trust || type == PolicyType::rcp || type == PolicyType::endpoint;
  const bool resources = type != PolicyType::trust;
  constexpr std::array<Element, 9> kElements = {{{"Effect", "", "1"},
                                                 {"Principal", "{}", "2"},
                                                 {"Action", "", "3"},
                                                 {"Resource", "", "4"},
                                                 {"Condition", "{}", "5"},
                                                 {"Sid", "", "6"},
                                                 {"NotAction", "", "7"},
                                                 {"NotResource", "", "8"},
                                                 {"NotPrincipal", "{}", "9"}}};
  for (const Element& e : kElements) {
    if (e.name.ends_with("Principal") && (!principals || (e.name == "NotPrincipal" && (type == PolicyType::trust || type == PolicyType::rcp)))) continue;
    if (e.name.ends_with("Resource") && !resources) continue;
    const std::string other = e.name.starts_with("Not") ? std::string(e.name.substr(3)) : "Not" + std::string(e.name);
    const Node own = a.cursor.node.parent();
    if (has_key(a.where.mapping, e.name, own) || has_key(a.where.mapping, other, own)) continue;
    put_key(a, e.name, e.shape, "iam:", std::string(e.sort), e.name == "Effect" || e.name == "Action" ? "required" : "");
  }
}

// ---- actions -------------------------------------------------------------------------------------------------------------------

std::set<std::string> listed_actions(const Asked& a) {
  std::set<std::string> out;
  if (a.where.known)
    for (const ActionUse& use : a.analysis.actions[a.where.index].uses)
      if (use.value->node != a.cursor.node) out.insert(lower(use.value->text));
  return out;
}

void service_prefixes(Asked& a) {
  std::set<std::string_view> near;  // services the policy speaks of already
  for (const Actions& actions : a.analysis.actions)
    for (const ActionUse& use : actions.uses)
      if (use.service && use.value->node != a.cursor.node) near.insert(use.service.prefix());
  for (std::uint32_t i = 0; i < a.cursor.pack.service_count(); ++i) {
    const pack::IamService service = a.cursor.pack.service_at(i);
    Completion& item = put(a, std::string(service.prefix()) + ":", "class", std::string(service.title()), near.contains(service.prefix()) ? "1" : "2");
    // A colon at the end of a plain scalar would make it a key.
    if (!a.json && !a.quoted) item.insert = std::string(service.prefix()) + ":";
    item.retrigger = true;
  }
  if (a.typed.empty() || a.typed == "*") put(a, "*", "value", "every action of every service", "3");
}

// Ways to say several actions at once: all, and by the verbs that the service uses.
void wildcards(Asked& a, const pack::IamService& service) {
  const std::string prefix(service.prefix());
  put(a, prefix + ":*", "value", "all " + std::to_string(service.action_count()) + " actions of the service", "4");
  for (const std::string_view verb : {"Get", "List", "Describe", "Put", "Create", "Delete", "Update", "BatchGet"}) {
    const std::string pattern = prefix + ":" + std::string(verb) + "*";
    const std::size_t count = a.cursor.pack.expand(pattern).size();
    if (count > 1) put(a, pattern, "value", std::to_string(count) + " actions", "4");
  }
}

void actions(Asked& a) {
  const std::size_t colon = a.typed.find(':');
  std::string_view whole = a.cursor.node.is_scalar() ? a.cursor.node.text() : std::string_view();
  if (const std::size_t probe = whole.find(kBeingTyped); probe != std::string_view::npos) whole = whole.substr(0, probe);
  const std::size_t whole_colon = whole.find(':');
  const std::string prefix = colon != std::string::npos                                 ? a.typed.substr(0, colon)
                             : whole_colon != std::string_view::npos && a.typed.empty() ? std::string(whole.substr(0, whole_colon))
                                                                                        : std::string();
  const pack::IamService service = a.cursor.pack.service(prefix);
  if (!service) return service_prefixes(a);
  const std::set<std::string> listed = listed_actions(a);
  for (std::uint32_t i = 0; i < service.action_count(); ++i) {
    const pack::Action action = a.cursor.pack.action_at(service.first_action() + i);
    const std::string name = std::string(service.prefix()) + ":" + std::string(action.name());
    Completion& item = put(a, name, "value", std::string(action.access_level()), listed.contains(lower(name)) ? "9" : "1");
    item.entity = name;
  }
  wildcards(a, service);
}

// ---- resources -----------------------------------------------------------------------------------------------------------------

std::vector<pack::ArnType> arn_types(const Asked& a) {
  std::vector<pack::ArnType> types;
  std::set<std::string_view> seen;
  if (!a.where.known) return types;
  for (const ActionUse& use : a.analysis.actions[a.where.index].uses) {
    if (use.everything || types.size() > 200) continue;
    if (use.whole_service) {
      for (const pack::ArnType& type : use.service.arn_types())
        if (seen.insert(type.arn()).second) types.push_back(type);
      continue;
    }
    std::size_t n = 0;
    Analysis::each_action(a.cursor.pack, use, [&](const pack::Action& action) {
      for (const auto& resource : action.resources())
        if (seen.insert(resource.type.arn()).second) types.push_back(resource.type);
      return ++n < 100;
    });
  }
  return types;
}

// A template's own resources, where their ARN is of a type that the actions take.
void template_resource(Asked& a, const std::string& id, std::string_view type, std::string_view attribute, const std::string& arn,
                       const std::vector<pack::ArnType>& types) {
  const Arn parts = split_arn(arn);
  const bool by_ref = attribute == "Ref";
  const std::string dotted = by_ref ? id : id + "." + std::string(attribute);
  bool itself = false, objects = false;
  for (const pack::ArnType& each : types) {
    itself = itself || ArnFormat(each.arn()).fits(parts);
    objects = objects || (each.service() == "s3" && each.name() == "object" && parts[Arn::service] == "s3" && !by_ref);
  }
  const auto offer = [&](std::string text) {
    Completion& item = put(a, text, "reference", std::string(type), "0");
    item.insert = std::move(text);
  };
  if (itself) {
    if (a.json) offer(by_ref ? R"({"Ref": ")" + id + "\"}" : R"({"Fn::GetAtt": [")" + id + R"(", ")" + std::string(attribute) + "\"]}");
    else offer(by_ref ? "!Ref " + id : "!GetAtt " + dotted);
  }
  if (objects) offer(a.json ? R"({"Fn::Sub": "${)" + dotted + "}/*\"}" : "!Sub \"${" + dotted + "}/*\"");
}

void template_resources(Asked& a, const std::vector<pack::ArnType>& types) {
  if (!a.cursor.document.in_template || !a.cursor.document.top || a.quoted) return;
  const auto formats = a.cursor.pack.table("reference-arns");
  const Node resources = a.cursor.document.tree->root().find("Resources").resolved();
  for (Node entry : resources.children()) {
    const Node type = entry.value().resolved().find("Type");
    if (!type.is_scalar() || !entry.key().is_scalar()) continue;
    for (const auto& row : formats)
      if (row.size() >= 3 && row[0] == type.text() && row[2].starts_with("arn:"))
        template_resource(a, std::string(entry.key().text()), type.text(), row[1], with_holes(row[2]), types);
  }
}

bool in_sub(Node node) { return node.tag() == "!Sub" || (node.parent().key().is_scalar() && node.parent().key().text() == "Fn::Sub"); }

void policy_variables(Asked& a, std::size_t open) {
  const std::string_view text = a.cursor.document.text();
  const bool closed = a.cursor.offset < text.size() && text[a.cursor.offset] == '}';
  const bool sub = in_sub(a.cursor.node);
  const Offset begin = a.cursor.node.map().to_source(open + 2);
  for (const auto& row : a.cursor.pack.table("global-condition-keys")) {
    if (row.size() < 4) continue;
    std::string name(row[0]);
    if (name.ends_with("tag-key")) name = name.substr(0, name.size() - 7) + "team";
    Completion& item = put(a, name, "variable", std::string(row[1]), "1");
    item.insert = (sub ? "!" : "") + name + (closed ? "" : "}");
    item.entity = row[0];
    item.replace = {begin, std::max(begin, a.cursor.offset)};
  }
}

void resources(Asked& a) {
  const std::vector<pack::ArnType> types = arn_types(a);
  template_resources(a, types);
  for (const pack::ArnType& type : types)
    put_snippet(a, example_arn(type.arn(), false), example_arn(type.arn(), true), std::string(type.service()) + " " + std::string(type.name()), "1");
  put(a, "*", "value", "every resource", "2");
}

// ---- principals ----------------------------------------------------------------------------------------------------------------

void principal_keys(Asked& a) {
  for (const auto& [name, detail] :
       std::initializer_list<std::pair<std::string_view, std::string_view>>{{"AWS", "accounts, users, roles"},
                                                                            {"Service", "AWS services"},
                                                                            {"Federated", "identity providers"},
                                                                            {"CanonicalUser", "accounts by their canonical id (S3, CloudFront)"}})
    if (!has_key(a.where.mapping, name, a.cursor.node.parent())) put_key(a, name, "", "iam:Principal.", "1", std::string(detail));
}

void principal_values(Asked& a) {
  const std::string& key = a.where.key;
  if (key.empty()) {
    put(a, "*", "value", "everybody", "2");
    return;
  }
  if (key == "Service")
    for (const auto& row : a.cursor.pack.table("service-principals"))
      if (!row.empty()) put(a, std::string(row[0]), "value", "service principal", std::count(row[0].begin(), row[0].end(), '.') == 2 ? "1" : "2");
  if (key == "AWS") {
    if (a.cursor.document.in_template && !a.quoted && !a.json) {
      Completion& item = put(a, "!Sub \"arn:${AWS::Partition}:iam::${AWS::AccountId}:root\"", "snippet", "this account", "0");
      item.insert = item.label;
    }
    put_snippet(a, "111122223333", "${1:111122223333}", "an account", "1");
    put_snippet(a, "arn:aws:iam::111122223333:root", "arn:aws:iam::${1:111122223333}:root", "an account", "1");
    put_snippet(a, "arn:aws:iam::111122223333:role/RoleName", "arn:aws:iam::${1:111122223333}:role/${2:RoleName}", "a role", "1");
    put_snippet(a, "arn:aws:iam::111122223333:user/UserName", "arn:aws:iam::${1:111122223333}:user/${2:UserName}", "a user", "1");
    put_snippet(a, "arn:aws:sts::111122223333:assumed-role/RoleName/SessionName", "arn:aws:sts::${1:111122223333}:assumed-role/${2:RoleName}/${3:SessionName}",
                "a session of a role", "2");
    put(a, "*", "value", "everybody", "3");
  }
  if (key == "Federated") {
    put_snippet(a, "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
                "arn:aws:iam::${1:111122223333}:oidc-provider/token.actions.githubusercontent.com", "GitHub Actions", "1");
    put_snippet(a, "arn:aws:iam::111122223333:oidc-provider/example.com", "arn:aws:iam::${1:111122223333}:oidc-provider/${2:example.com}",
                "an OpenID Connect provider", "1");
    put_snippet(a, "arn:aws:iam::111122223333:saml-provider/ProviderName", "arn:aws:iam::${1:111122223333}:saml-provider/${2:ProviderName}", "a SAML provider",
                "1");
    for (const std::string_view domain : {"cognito-identity.amazonaws.com", "accounts.google.com", "www.amazon.com", "graph.facebook.com"})
      put(a, std::string(domain), "value", "identity provider", "2");
  }
}

// ---- conditions ----------------------------------------------------------------------------------------------------------------

void operators(Asked& a) {
  for (const std::string_view name : operator_names()) {
    put_key(a, name, "{}", "iam:", "1");
    if (name != "Null") put_key(a, std::string(name) + "IfExists", "{}", "iam:", "3", "true where the key is absent");
  }
  for (const std::string_view qualifier : {"ForAnyValue:", "ForAllValues:"})
    for (const std::string_view name : operator_names())
      if (name != "Null" && !name.starts_with("Date") && !name.starts_with("Numeric"))
        put_key(a, std::string(qualifier) + std::string(name), "{}", "iam:", "4",
                qualifier == "ForAnyValue:" ? "any of the key's values" : "all of the key's values");
}

void put_condition_key(Asked& a, const KeyInfo& key, const std::string& sort, std::set<std::string>& seen) {
  if (!seen.insert(lower(key.name)).second) return;
  std::string name = key.name;
  for (const std::string_view tail : {"${TagKey}", "tag-key", "<key>"})
    if (name.ends_with(tail)) name = name.substr(0, name.size() - tail.size()) + "team";
  const Operator op = parse_operator(a.where.op);
  put_key(a, name, "", "", !op.known() || suits(op.family, key) ? sort : "8", key.type);
  a.list.back().entity = key.name;
}

void condition_keys(Asked& a) {
  std::set<std::string> seen;
  const auto add = [&](const std::vector<pack::ConditionKey>& keys, const std::string& sort) {
    for (const pack::ConditionKey& key : keys) put_condition_key(a, {std::string(key.name()), std::string(key.type()), {}, false}, sort, seen);
  };
  if (a.where.known)
    for (const ActionUse& use : a.analysis.actions[a.where.index].uses) {
      if (use.action) {
        add(use.action.condition_keys(), "1");
        for (const auto& resource : use.action.resources()) {
          add(resource.condition_keys, "1");
          add(resource.type.condition_keys(), "1");
        }
      } else if (use.service) {
        add(use.service.condition_keys(), "1");
      }
    }
  for (const auto& row : a.cursor.pack.table("global-condition-keys"))
    if (row.size() >= 4) put_condition_key(a, {std::string(row[0]), std::string(row[1]), {}, true}, "2", seen);
  if (a.analysis.policy.type == PolicyType::trust && a.where.known)
    for (const Values& entry : a.analysis.policy.statements[a.where.index].principal.entries)
      if (entry.key == "Federated")
        for (const Value& v : entry.items) {
          const std::size_t at = v.text.find(":oidc-provider/");
          const std::string host = at == std::string::npos ? v.text : v.text.substr(at + 15);
          if (host.find('.') != std::string::npos && !has_hole(host))
            for (const std::string_view claim : {":aud", ":sub"}) put_key(a, host + std::string(claim), "", "", "0", "claim of the token");
        }
}

void condition_values(Asked& a) {
  const auto key = find_key(a.where.key, a.cursor.pack);
  const Operator op = parse_operator(a.where.op);
  const auto add = [&](std::string_view text, std::string_view detail = {}) { put(a, std::string(text), "value", std::string(detail), "1"); };
  if (op.family == Operator::Family::boolean || op.family == Operator::Family::null || (key && key->base_type() == "Bool")) {
    add("true");
    add("false");
    return;
  }
  for (const auto& row : a.cursor.pack.table("condition-values"))
    if (row.size() >= 2 && same(row[0], a.where.key)) {
      if (row[1] == "@regions" || row[1] == "@service-principals") {
        for (const auto& each : a.cursor.pack.table(row[1].substr(1)))
          if (!each.empty()) add(each[0], each.size() > 2 ? each[2] : std::string_view());
      } else {
        add(row[1], row.size() > 2 ? row[2] : std::string_view());
      }
    }
}

Range content_of(Node node) {
  const Range range = node.range();
  return is_quoted(node) && !range.empty() ? Range{range.begin + 1, range.size() >= 2 ? range.end - 1 : range.end} : range;
}

// Where the ${ that the cursor stands behind begins in what is typed.
std::optional<std::size_t> open_variable(const Asked& a) {
  const std::size_t open = a.typed.rfind("${");
  return open != std::string::npos && a.typed.find('}', open) == std::string::npos ? std::optional(open) : std::nullopt;
}

void look(Asked& a) {
  const Node node = a.cursor.node;
  a.json = a.cursor.document.tree->language() == syntax::Language::json;
  a.quoted = node.is_scalar() && is_quoted(node);
  if (!node.is_scalar()) return;
  const auto at = node.map().from_source(a.cursor.offset);
  a.typed = node.text().substr(0, at ? std::min(*at, node.text().size()) : node.text().size());
  if (const std::size_t probe = a.typed.find(kBeingTyped); probe != std::string::npos) a.typed.resize(probe);
  a.replace = content_of(node);
}

}  // namespace

std::vector<Completion> variables_in_sub(const model::Document& document, Offset offset, const pack::Pack& pack) {
  std::vector<Completion> list;
  kinds::Cursor cursor{document, pack, offset, document.tree->node_at(offset), {}, false};
  if (!cursor.node.is_scalar() || !in_sub(cursor.node)) return list;
  const auto analysis = analysis_of(document, pack);
  Asked a{cursor, *analysis, where_is(document, *analysis, cursor.node, false), list, {}, false, false, {}};
  look(a);
  const bool here = a.where.what == What::resource || a.where.what == What::condition_value;
  if (const auto open = open_variable(a); open && here && !analysis->policy.foreign) policy_variables(a, *open);
  for (Completion& item : list) {
    item.label = "!" + item.label;  // as it is written there; the template's names stand beside
    item.sort = "8";
  }
  return list;
}

bool complete_at(const kinds::Cursor& cursor, std::vector<Completion>& list) {
  const Node node = cursor.node;
  if (!node.is_scalar() && !node.is_missing()) return false;
  const std::string_view tag = node.tag();
  if (!tag.empty() && tag != "!Sub" && tag != "!!str") return false;
  const auto analysis = analysis_of(cursor.document, cursor.pack);
  if (analysis->policy.foreign) return false;
  Asked a{cursor, *analysis, where_is(cursor.document, *analysis, node, cursor.on_key), list, {}, false, false, {}};
  look(a);
  const auto variable = open_variable(a);
  switch (a.where.what) {
    case What::policy_key: policy_keys(a); return true;
    case What::statement_key: statement_keys(a); return true;
    case What::version: put(a, "2012-10-17", "value", "the current policy language", "1"); return true;
    case What::effect:
      put(a, "Allow", "value", "", "1");
      put(a, "Deny", "value", "", "2");
      return true;
    case What::action: actions(a); return true;
    case What::resource:
      if (variable) policy_variables(a, *variable);
      else resources(a);
      return !cursor.document.in_template;
    case What::principal:
    case What::principal_value: principal_values(a); return !cursor.document.in_template;
    case What::principal_key: principal_keys(a); return true;
    case What::operator_name: operators(a); return true;
    case What::condition_key: condition_keys(a); return true;
    case What::condition_value:
      if (variable) policy_variables(a, *variable);
      else condition_values(a);
      return !cursor.document.in_template;
    default: return false;
  }
}

}  // namespace cribsheet::iam
