// What a policy gives away: roles to pass, ways to get more rights, everything but a little.
#include "rules/iam/rules.h"

#include <array>

#include "kinds/iam/arn.h"

namespace cribsheet::rules::iam {
namespace {

// ---- iam:PassRole and iam:CreateServiceLinkedRole -------------------------------------------------------------------

struct Broad {
  std::string_view action;  // "passrole"
  std::string_view key;     // the condition key that narrows it
  std::string_view rule, codes;
  std::string_view does;  // for the message
};

// "*", or an ARN that takes in every role.
bool every_role(const Value& v) {
  if (!v.is_text()) return false;
  if (v.text == "*") return true;
  const Arn arn = split_arn(v.text);
  if (!arn.complete() || !matches(arn[Arn::service], "iam")) return false;
  const std::string_view r = arn[Arn::resource];
  return r == "*" || r == "role/*" || r == "role*" || r == "role/aws-service-role/*";
}

const Value* broad_resource(const Statement& s) {
  for (const Value& v : s.resource.items)
    if (every_role(v)) return &v;
  return nullptr;
}

void broad(Check& c, const Broad& what) {
  if (!c.grants()) return;
  for (std::size_t i = 0; i < c.policy.statements.size(); ++i) {
    const Statement& s = c.policy.statements[i];
    const Actions& actions = c.analysis.actions[i];
    if (!s.allows() || !actions.include("iam", what.action)) continue;
    bool exact = false;
    for (const ActionUse& use : actions.uses) exact = exact || (use.prefix == "iam" && use.name == what.action);
    const bool star = !exact && !actions.negated;
    std::string code;
    Range range;
    if (s.not_resource.present) {
      code = actions.negated ? "_WITH_NOT_ACTION_AND_NOT_RESOURCE" : star ? "_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE" : "_WITH_NOT_RESOURCE";
      range = s.not_resource.key_range;
    } else if (const Value* v = broad_resource(s); v && !s.key(what.key)) {
      code = actions.negated ? "_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION" : star ? "_WITH_STAR_IN_ACTION_AND_RESOURCE" : "_WITH_STAR_IN_RESOURCE";
      range = v->range;
    } else {
      continue;
    }
    Finding& f = c.add(what.rule, range, std::string(what.does) + "; name the roles' ARNs, or test " + std::string(what.key) + " in a Condition");
    f.also.push_back("access-analyzer:" + std::string(what.codes) + code);
  }
}

// ---- what all statements together allow -----------------------------------------------------------------------------

bool denied_everywhere(const Check& c, std::string_view service, std::string_view name) {
  for (std::size_t i = 0; i < c.policy.statements.size(); ++i) {
    const Statement& s = c.policy.statements[i];
    if (!s.denies() || s.condition.present || !c.analysis.actions[i].include(service, name)) continue;
    for (const Value& v : s.resource.items)
      if (v.text == "*") return true;
  }
  return false;
}

// The entry of Action by which the action is allowed. "*" doesn't count: another rule speaks of that.
const ActionUse* allowed_by(const Check& c, std::string_view action) {
  const std::string low = lower(action);
  const std::string service = low.substr(0, low.find(':')), name = low.substr(low.find(':') + 1);
  if (denied_everywhere(c, service, name)) return nullptr;
  for (std::size_t i = 0; i < c.policy.statements.size(); ++i) {
    const Actions& actions = c.analysis.actions[i];
    if (!c.policy.statements[i].allows() || actions.negated) continue;
    for (const ActionUse& use : actions.uses)
      if (!use.everything && use.allows(service, name)) return &use;
  }
  return nullptr;
}

std::vector<std::string_view> words(std::string_view rest) {
  std::vector<std::string_view> out;
  while (!rest.empty()) {
    const std::size_t space = rest.find(' ');
    out.push_back(rest.substr(0, space));
    rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
  }
  return out;
}

// ---- buckets --------------------------------------------------------------------------------------------------------

bool is_bucket(const Value& v) {
  if (!v.is_text()) return false;
  if (v.text == "*") return true;
  const Arn arn = split_arn(v.text);
  return arn.complete() && matches(arn[Arn::service], "s3") && arn[Arn::resource].find('/') == std::string_view::npos;
}

// Whether the policy lets one do `name` to the objects of this bucket.
bool on_objects(const Check& c, std::string_view name, const std::string& bucket) {
  bool allowed = false;
  for (std::size_t i = 0; i < c.policy.statements.size(); ++i) {
    const Statement& s = c.policy.statements[i];
    if (!c.analysis.actions[i].include("s3", name) || (s.denies() && s.condition.present)) continue;
    if (!s.resource.complete || s.not_resource.present) return true;
    bool here = false;
    for (const Value& v : s.resource.items) here = here || v.text == "*" || v.text == bucket || covers(v.text, bucket + "/*") || has_hole(v.text);
    if (here && s.denies()) return false;
    allowed = allowed || (here && s.allows());
  }
  return allowed;
}

constexpr std::size_t kMostBuckets = 50;  // of a statement, each held against all statements
constexpr std::array<std::string_view, 3> kObjectActions = {"s3:PutObject", "s3:GetObject", "s3:DeleteObject"};

void bucket_change(Check& c, std::string_view action, std::size_t first_object_action) {
  const ActionUse* use = allowed_by(c, action);
  if (!use) return;
  const std::string name = lower(action.substr(3));
  for (std::size_t i = 0; i < c.policy.statements.size(); ++i) {
    const Statement& s = c.policy.statements[i];
    if (!s.allows() || !c.analysis.actions[i].include("s3", name)) continue;
    std::size_t tried = 0;
    for (const Value& v : s.resource.items) {
      if (!is_bucket(v) || has_hole(v.text)) continue;
      if (++tried > kMostBuckets) return;
      for (std::size_t k = first_object_action; k < kObjectActions.size(); ++k) {
        if (on_objects(c, lower(kObjectActions[k].substr(3)), v.text)) continue;
        c.add("iam-bucket-escalation", use->value->range,
              "Whoever may " + std::string(action) + " on " + shown(v.text) + " can give themselves " + std::string(kObjectActions[k]) +
                  ", which the policy withholds");
        return;
      }
    }
  }
}

}  // namespace

void pass_role(Check& c) {
  broad(c, {"passrole", "iam:PassedToService", "iam-pass-role", "PASS_ROLE",
            "iam:PassRole on every role lets its holder run services with any role of the account, an administrator's too"});
}

void create_service_linked_role(Check& c) {
  broad(c, {"createservicelinkedrole", "iam:AWSServiceName", "iam-create-service-linked-role", "CREATE_SLR",
            "iam:CreateServiceLinkedRole on everything lets its holder bring in roles for any service"});
}

// The table `privilege-escalation`: what one does, the actions it takes (space between).
void privilege_escalation(Check& c) {
  if (!c.grants()) return;
  const ActionUse* where = nullptr;
  std::vector<std::string> ways;
  for (const auto& row : c.pack.table("privilege-escalation")) {
    if (row.size() < 2) continue;
    const ActionUse* first = nullptr;
    bool all = true;
    for (const std::string_view action : words(row[1])) {
      const ActionUse* use = allowed_by(c, action);
      all = all && use;
      if (!first) first = use;
    }
    if (!all || !first) continue;
    if (!where) where = first;
    std::vector<std::string> actions;
    for (const std::string_view action : words(row[1])) actions.emplace_back(action);
    if (ways.size() < 3) ways.push_back(std::string(row[0]) + " (" + joined(actions) + ")");
    else if (ways.size() == 3) ways.emplace_back("more");
  }
  if (where)
    c.add("iam-privilege-escalation", where->value->range,
          "With these permissions one can get further ones: " + joined(ways, "; ") + ". Limit them to resources or take one away");
}

void bucket_escalation(Check& c) {
  if (!c.grants()) return;
  bucket_change(c, "s3:PutBucketPolicy", 0);
  bucket_change(c, "s3:PutBucketAcl", 0);
  bucket_change(c, "s3:PutLifecycleConfiguration", 2);
}

void allow_not_action(Check& c) {
  if (!c.grants()) return;
  for (const Statement& s : c.policy.statements)
    if (s.allows() && s.not_action.present && !s.action.present)
      c.add("iam-allow-not-action", s.not_action.key_range,
            "Allow with NotAction allows all else that AWS has or will have; list the actions under Action, or deny these in a statement of their own");
}

void allow_not_resource(Check& c) {
  for (const Statement& s : c.policy.statements)
    if (s.allows() && s.not_resource.present && c.grants())
      c.add("iam-allow-not-resource", s.not_resource.key_range,
            "Allow with NotResource allows every other resource, today's and tomorrow's; list the resources under Resource");
}

void full_access(Check& c) {
  if (!c.grants()) return;
  for (std::size_t i = 0; i < c.policy.statements.size(); ++i) {
    const Statement& s = c.policy.statements[i];
    if (!s.allows() || s.condition.present || c.analysis.actions[i].negated) continue;
    bool resources = false;
    for (const Value& v : s.resource.items) resources = resources || v.text == "*";
    for (const ActionUse& use : c.analysis.actions[i].uses)
      if (use.everything && resources) c.add("iam-full-access", use.value->range, "This makes its holder an administrator: every action on every resource");
  }
}

// The table `credentials-exposure`: actions that return credentials.
void credentials_exposure(Check& c) {
  if (!c.grants()) return;
  const pack::Table known = c.pack.table("credentials-exposure");
  for (std::size_t i = 0; i < c.policy.statements.size(); ++i) {
    if (!c.policy.statements[i].allows() || c.analysis.actions[i].negated) continue;
    for (const ActionUse& use : c.analysis.actions[i].uses)
      if (!use.unknown && use.action && !known.named(use.prefix + ":" + use.name).empty())
        c.add("iam-credentials-exposure", use.value->range,
              shown(use.value->text) + " returns credentials, so whoever may call it can act with them elsewhere; limit it to resources or a Condition");
  }
}

void permissions_management(Check& c) {
  if (!c.grants()) return;
  const pack::Table extra = c.pack.table("permissions-management");
  for (std::size_t i = 0; i < c.policy.statements.size(); ++i) {
    if (!c.policy.statements[i].allows() || c.analysis.actions[i].negated) continue;
    for (const ActionUse& use : c.analysis.actions[i].uses)
      if (!use.unknown && use.action &&
          (use.action.access_level().find("Permissions") != std::string_view::npos || !extra.named(use.prefix + ":" + use.name).empty()))
        c.add("iam-permissions-management", use.value->range, shown(use.value->text) + " changes who may do what; give it only to those who manage access");
  }
}

}  // namespace cribsheet::rules::iam
