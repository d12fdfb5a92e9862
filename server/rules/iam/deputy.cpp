// Resource policies: services as principals, and actions and resources of another service than the policy's.
#include "rules/iam/rules.h"

#include <array>

#include "kinds/iam/arn.h"
#include "rules/offer.h"

namespace cribsheet::rules::iam {
namespace {

constexpr std::array<std::string_view, 4> kSources = {"aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths"};

bool has_any(const Statement& s, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys)
    if (s.key(key)) return true;
  return false;
}

const Value* service_of(const Principal& p) {
  for (const Values& entry : p.entries)
    if (entry.key == "Service" && !entry.items.empty()) return &entry.items.front();
  return nullptr;
}

bool only_services(const Principal& p) {
  for (const Values& entry : p.entries)
    if (entry.key != "Service") return false;
  return p.bare.empty() && !p.entries.empty() && p.complete;
}

// Keys that tie a call to its owner as well as the source keys do, for those services that have them.
bool otherwise_bound(const Statement& s) {
  for (const ConditionBlock& block : s.condition.blocks)
    for (const ConditionKey& key : block.keys)
      if (starts_with_same(key.name, "kms:") || same(key.name, "aws:ResourceAccount") || starts_with_same(key.name, "lambda:") ||
          same(key.name, "aws:PrincipalArn") || same(key.name, "ecr:SourceArn"))
        return true;
  return false;
}

std::string source_condition(const Check& c, bool in_template) {
  const std::string account = !in_template ? "\"111122223333\"" : c.json() ? R"({"Ref": "AWS::AccountId"})" : "!Ref AWS::AccountId";
  return "{\"StringEquals\": {\"aws:SourceAccount\": " + account + "}}";
}

// Services that go together in one resource policy.
bool related(std::string_view a, std::string_view b) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kPairs = {{
      {"s3", "s3-object-lambda"},
      {"s3", "s3express"},
      {"s3", "s3-outposts"},
      {"s3", "s3tables"},
      {"execute-api", "apigateway"},
      {"kinesis", "kinesisvideo"},
      {"es", "opensearch"},
      {"es", "osis"},
      {"cloudtrail", "cloudtrail-data"},
      {"events", "schemas"},
      {"logs", "xray"},
      {"redshift", "redshift-serverless"},
  }};
  if (a == b) return true;
  for (const auto& [x, y] : kPairs)
    if ((a == x && b == y) || (a == y && b == x)) return true;
  return false;
}

// The one service that all resources are of; empty: there is none, or it can't be said.
std::string service_of_resources(const Statement& s) {
  std::string found;
  for (const Value& v : s.resource.items) {
    const Arn arn = split_arn(v.text);
    if (!v.is_text() || !arn.complete() || !arn.has_prefix() || has_hole(arn[Arn::service]) || has_wildcard(arn[Arn::service]) || arn[Arn::service].empty())
      return {};
    if (!found.empty() && found != arn[Arn::service]) return {};
    found = arn[Arn::service];
  }
  return s.resource.complete ? found : std::string();
}

}  // namespace

void foreign_service(Check& c) {
  if (c.policy.type != PolicyType::resource) return;
  for (std::size_t i = 0; i < c.policy.statements.size(); ++i) {
    const Statement& s = c.policy.statements[i];
    const Actions& actions = c.analysis.actions[i];
    if (actions.negated) continue;
    const std::string of_resources = service_of_resources(s);
    const std::string known(c.service());
    const std::string& service = known.empty() ? of_resources : known;
    if (service.empty()) continue;
    for (const ActionUse& use : actions.uses) {
      if (use.unknown || !use.service || related(use.prefix, service)) continue;
      // Without a property that says what the policy is on, either half may be the wrong one.
      Finding& f = c.add("iam-foreign-service", use.value->range,
                         known.empty() ? shown(use.value->text) + " can't act on the statement's resources, which are of " + service
                                       : shown(use.value->text) + " has no place in a policy on a resource of " + service,
                         {"access-analyzer:UNSUPPORTED_ACTION_IN_POLICY"});
      if (known.empty()) f.also.emplace_back("access-analyzer:UNSUPPORTED_RESOURCE_ARN_IN_POLICY");
    }
    if (known.empty()) continue;
    for (const Value& v : s.resource.items) {
      const Arn arn = split_arn(v.text);
      const std::string_view of = arn[Arn::service];
      if (!v.is_text() || !arn.complete() || !arn.has_prefix() || has_hole(of) || has_wildcard(of) || !c.pack.service(of) || related(of, known)) continue;
      c.add("iam-foreign-service", v.range, "A policy on a resource of " + known + " can't speak of a resource of " + std::string(of),
            {"access-analyzer:UNSUPPORTED_RESOURCE_ARN_IN_POLICY"});
    }
  }
}

void confused_deputy(Check& c) {
  if (c.policy.type != PolicyType::resource) return;
  for (const Statement& s : c.policy.statements) {
    const Value* service = service_of(s.principal);
    if (!s.allows() || !service || !s.complete || (s.condition.present && !s.condition.complete)) continue;
    bool bound = otherwise_bound(s) || has_any(s, {"aws:Referer", "aws:SourceOwner"});
    for (const std::string_view key : kSources) bound = bound || s.key(key);
    if (bound) continue;
    Finding& f = c.add("iam-confused-deputy", service->range,
                       shown(service->text) + " may be made to do this by somebody else's resource; test aws:SourceArn or aws:SourceAccount in a Condition");
    if (!s.condition.present) offer(f, insert_entry(c, s.node, "Condition", source_condition(c, c.policy.in_template), "Add a Condition on aws:SourceAccount"));
  }
}

namespace {

void say_sender(Check& c, const ConditionKey& key) {
  Finding& f = c.add("iam-service-principal-condition", key.range,
                     key.name + " is no sure sign of who is behind a service's call; test aws:SourceArn or aws:SourceAccount",
                     {"access-analyzer:RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL"});
  const Value* value = key.values.only();
  const bool account = value && value->text.size() == 12 && value->text.find_first_not_of("0123456789") == std::string::npos;
  if (account) offer_name(f, key.entry.key(), "aws:SourceAccount");
}

}  // namespace

void service_principal_condition(Check& c) {
  if (c.policy.type != PolicyType::resource) return;
  for (const Statement& s : c.policy.statements) {
    if (!s.allows() || !only_services(s.principal)) continue;
    bool source = false;
    for (const std::string_view key : kSources) source = source || s.key(key);
    for (const ConditionBlock& block : s.condition.blocks)
      for (const ConditionKey& key : block.keys) {
        if ((same(key.name, "aws:Referer") || same(key.name, "aws:SourceOwner")) && !source) say_sender(c, key);
        if ((same(key.name, "aws:PrincipalOrgID") || same(key.name, "aws:PrincipalOrgPaths")) && !block.op.if_exists && !block.op.negated && block.op.known()) {
          Finding& f = c.add("iam-service-principal-condition", key.range,
                             "A service belongs to no organization, so " + key.name + " never matches here; use " +
                                 (same(key.name, "aws:PrincipalOrgID") ? "aws:SourceOrgID" : "aws:SourceOrgPaths"),
                             {"access-analyzer:UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL"});
          set_severity(f, Severity::warning);
          offer_name(f, key.entry.key(), same(key.name, "aws:PrincipalOrgID") ? "aws:SourceOrgID" : "aws:SourceOrgPaths");
        }
      }
  }
}

}  // namespace cribsheet::rules::iam
