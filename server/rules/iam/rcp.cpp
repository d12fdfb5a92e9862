// Resource control policies of AWS Organizations.
#include "rules/iam/rules.h"
#include "rules/offer.h"

namespace cribsheet::rules::iam {
namespace {

bool only_star(const Values& values) { return values.only() && values.only()->text == "*"; }

bool listed(const Check& c, std::string_view service) {
  const auto rows = c.pack.table("rcp-services");
  return rows.empty() || !rows.named(service).empty();
}

void principal(Check& c, const Statement& s) {
  if (s.not_principal.present)
    c.add("iam-rcp-syntax", s.not_principal.key_range,
          "A resource control policy takes no NotPrincipal; write \"Principal\": \"*\" and limit it in a Condition",
          {"access-analyzer:RCP_SYNTAX_ERROR_PRINCIPAL"});
  const bool star = s.principal.bare.size() == 1 && s.principal.bare[0].text == "*";
  if (!s.principal.present || star || !s.principal.complete) return;
  Finding& f = c.add("iam-rcp-syntax", s.principal.range,
                     "The principal of a resource control policy is always \"*\"; limit it in a Condition, with aws:PrincipalArn for instance",
                     {"access-analyzer:RCP_SYNTAX_ERROR_PRINCIPAL"});
  const Range range = s.principal.range;
  f.fixes.push_back({"Write \"*\"", {{range, "\"*\""}}, true});
}

void actions(Check& c, const Statement& s, const Actions& uses) {
  if (s.not_action.present)
    c.add("iam-rcp-syntax", s.not_action.key_range, "A resource control policy takes no NotAction; list the actions under Action",
          {"access-analyzer:RCP_SYNTAX_ERROR_NOTACTION"});
  if (s.allows() || uses.negated) return;
  for (const ActionUse& use : uses.uses) {
    if (use.unknown || use.prefix.empty() ? !use.everything : !use.everything && listed(c, use.prefix)) continue;
    c.add("iam-rcp-syntax", use.value->range,
          use.everything ? std::string("A resource control policy can't deny \"*\"; list actions of services that it can control, such as s3:*")
                         : shown(use.value->text) + ": resource control policies don't reach " + use.prefix +
                               "; they control s3, sts, kms, sqs, secretsmanager and some more",
          {"access-analyzer:RCP_SYNTAX_ERROR_ACTION"});
  }
}

bool is_principal_key(std::string_view name) {
  for (const std::string_view key :
       {"aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalType", "aws:userid", "aws:username"})
    if (same(key, name)) return true;
  return starts_with_same(name, "aws:PrincipalTag/");
}

bool is_source_key(std::string_view name) {
  for (const std::string_view key : {"aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceAccount", "aws:SourceArn"})
    if (same(key, name)) return true;
  return false;
}

bool tests_null(const Statement& s) {
  for (const ConditionBlock& block : s.condition.blocks)
    if (block.op.family == Operator::Family::null)
      for (const ConditionKey& key : block.keys)
        if (same(key.name, "aws:SourceAccount") || same(key.name, "aws:SourceArn")) return true;
  return false;
}

}  // namespace

void rcp_syntax(Check& c) {
  if (c.policy.type != PolicyType::rcp) return;
  for (std::size_t i = 0; i < c.policy.statements.size(); ++i) {
    const Statement& s = c.policy.statements[i];
    principal(c, s);
    actions(c, s, c.analysis.actions[i]);
    const bool all = only_star(s.resource) && !s.condition.present && only_star(s.action);
    if (s.allows() && !all)
      c.add("iam-rcp-syntax", s.effect.range,
            "A resource control policy may allow only everything (Principal, Action and Resource \"*\", no Condition); otherwise it denies",
            {"access-analyzer:RCP_SYNTAX_ERROR_ALLOW"});
  }
}

void rcp_service_guard(Check& c) {
  if (c.policy.type != PolicyType::rcp) return;
  for (const Statement& s : c.policy.statements) {
    if (!s.denies() || !s.condition.complete || !s.condition.is_map) continue;
    const ConditionKey* of_principal = nullptr;
    const ConditionKey* of_source = nullptr;
    for (const ConditionBlock& block : s.condition.blocks)
      for (const ConditionKey& key : block.keys) {
        if (block.op.family == Operator::Family::null) continue;
        if (is_principal_key(key.name)) of_principal = &key;
        if (is_source_key(key.name)) of_source = &key;
      }
    const bool guarded = s.key("aws:PrincipalIsAWSService") || s.key("aws:PrincipalServiceName");
    if (of_principal && !guarded)
      offer_entry(c.add("iam-rcp-service-guard", of_principal->range,
                        "AWS services that act for you have no " + of_principal->name +
                            " and are denied too; add \"BoolIfExists\": {\"aws:PrincipalIsAWSService\": \"false\"}",
                        {"access-analyzer:RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY"}),
                  s.condition.entry.value().find_entry("BoolIfExists") ? syntax::Node{} : s.condition.entry.value(), "BoolIfExists",
                  R"({"aws:PrincipalIsAWSService": "false"})", true);
    if (of_source && !guarded)
      offer_entry(c.add("iam-rcp-service-guard", of_source->range,
                        "Users and roles have no " + of_source->name + " and are denied too; add \"Bool\": {\"aws:PrincipalIsAWSService\": \"true\"}",
                        {"access-analyzer:RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY"}),
                  s.condition.entry.value().find_entry("Bool") ? syntax::Node{} : s.condition.entry.value(), "Bool", R"({"aws:PrincipalIsAWSService": "true"})",
                  true);
    if (of_source && (same(of_source->name, "aws:SourceOrgID") || same(of_source->name, "aws:SourceOrgPaths")) && !tests_null(s))
      offer_entry(c.add("iam-rcp-service-guard", of_source->range,
                        "Not every service sends " + of_source->name + "; add \"Null\": {\"aws:SourceAccount\": \"false\"} to spare those calls",
                        {"access-analyzer:RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK"}),
                  s.condition.entry.value().find_entry("Null") ? syntax::Node{} : s.condition.entry.value(), "Null", R"({"aws:SourceAccount": "false"})", true);
  }
}

}  // namespace cribsheet::rules::iam
