// Role trust policies: who may assume the role, and how.
#include "rules/iam/rules.h"

#include <set>

#include "kinds/iam/arn.h"
#include "model/edits.h"

namespace cribsheet::rules::iam {
namespace {

constexpr std::string_view kGitHub = "token.actions.githubusercontent.com";

struct Trusted {
  bool aws = false, saml = false, oidc = false, unknown = false;
};

bool is_saml(std::string_view text) { return text.find(":saml-provider/") != std::string_view::npos; }

Trusted trusted(const Principal& p) {
  Trusted t;
  t.unknown = !p.complete;
  for (const Value& v : p.bare) t.aws = t.aws || v.text == "*";
  for (const Values& entry : p.entries) {
    t.unknown = t.unknown || !entry.complete;
    if (entry.key == "AWS" || entry.key == "Service") t.aws = true;
    if (entry.key != "Federated") continue;
    for (const Value& v : entry.items) {
      if (!v.is_text() || (has_hole(v.text) && v.text.find("-provider/") == std::string::npos)) t.unknown = true;
      else if (is_saml(v.text)) t.saml = true;
      else t.oidc = true;
    }
  }
  return t;
}

// The host (and path) that the keys of an OpenID Connect provider begin with; empty: none, or unknown.
std::string_view oidc_host(std::string_view principal) {
  const std::size_t at = principal.find(":oidc-provider/");
  std::string_view host = at == std::string_view::npos ? principal : principal.substr(at + 15);
  if (at == std::string_view::npos && (principal.starts_with("arn:") || principal.find('.') == std::string_view::npos)) return {};
  return has_hole(host) ? std::string_view() : host;
}

template <class See>
void each_oidc(Check& c, See see) {
  if (c.policy.type != PolicyType::trust) return;
  for (const Statement& s : c.policy.statements) {
    if (!s.allows() || !s.complete || (s.condition.present && !s.condition.complete)) continue;
    for (const Values& entry : s.principal.entries)
      if (entry.key == "Federated")
        for (const Value& v : entry.items)
          if (v.is_text() && !is_saml(v.text))
            if (const std::string_view host = oidc_host(v.text); !host.empty()) see(s, v, host);
  }
}

bool has_key(const Statement& s, std::string_view host) {
  for (const ConditionBlock& block : s.condition.blocks)
    for (const ConditionKey& key : block.keys)
      if (starts_with_same(key.name, std::string(host) + ":")) return true;
  return false;
}

bool names_repository(const Statement& s) {
  for (const std::string_view claim : {"sub", "repository", "repository_id", "job_workflow_ref"})
    if (s.key(std::string(kGitHub) + ":" + std::string(claim))) return true;
  return false;
}

std::string example_condition(std::string_view host) {
  return host == kGitHub
             ? R"({"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:OWNER/REPOSITORY:ref:refs/heads/main"}})"
             : R"({"StringEquals": {")" + std::string(host) + R"(:aud": "AUDIENCE"}})";
}

}  // namespace

void trust_action(Check& c) {
  if (c.policy.type != PolicyType::trust) return;
  for (std::size_t i = 0; i < c.policy.statements.size(); ++i) {
    const Statement& s = c.policy.statements[i];
    if (!s.allows() || !s.principal.present) continue;
    const Trusted t = trusted(s.principal);
    if (t.unknown || (!t.aws && !t.saml && !t.oidc)) continue;
    for (const ActionUse& use : c.analysis.actions[i].uses) {
      if (use.unknown || use.wildcard || use.prefix != "sts") continue;
      const bool web = use.name == "assumerolewithwebidentity", saml = use.name == "assumerolewithsaml", plain = use.name == "assumerole";
      if ((web && t.oidc) || (saml && t.saml) || (plain && t.aws) || (!web && !saml && !plain)) continue;
      const std::string right = t.oidc ? "sts:AssumeRoleWithWebIdentity" : t.saml ? "sts:AssumeRoleWithSAML" : "sts:AssumeRole";
      Finding& f = c.add("iam-trust-action", use.value->range,
                         std::string(web    ? "sts:AssumeRoleWithWebIdentity is for OpenID Connect providers"
                                     : saml ? "sts:AssumeRoleWithSAML is for SAML providers"
                                            : "sts:AssumeRole is for AWS principals and services") +
                             ", and the statement names none; for its principals the action is " + right);
      offer(f, replace_text(c, use.value->range, right, "Change it to " + right));
    }
  }
}

namespace {

// To the Action of the statement that the principal stands in.
void add_actions(const Check& c, syntax::Node principal, const std::vector<std::string>& names, Finding& f) {
  for (const Statement& s : c.policy.statements) {
    if (!s.range.contains(principal.range().begin) || !s.action.present || !s.action.complete) continue;
    std::string list;
    for (const Value& v : s.action.items) {
      if (!v.is_text() || has_hole(v.text) || !v.node.tag().empty()) return;
      list += (list.empty() ? "" : ", ") + model::text_value(v.text);
    }
    for (const std::string& name : names) list += (list.empty() ? "" : ", ") + model::text_value(name);
    if (auto edit = model::replacement(s.action.entry.value(), "[" + list + "]")) f.fixes.push_back({"Add " + joined(names), {std::move(*edit)}, true});
    return;
  }
}

}  // namespace

void roles_anywhere(Check& c) {
  if (c.policy.type != PolicyType::trust) return;
  const Value* where = nullptr;
  std::set<std::string_view> missing = {"sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"};
  for (std::size_t i = 0; i < c.policy.statements.size(); ++i) {
    const Statement& s = c.policy.statements[i];
    if (!s.allows()) continue;
    for (const Values& entry : s.principal.entries)
      for (const Value& v : entry.items) {
        if (entry.key != "Service" || v.text != "rolesanywhere.amazonaws.com") continue;
        if (!where) where = &v;
        const Actions& actions = c.analysis.actions[i];
        if (!actions.complete) return;
        if (actions.include("sts", "assumerole")) missing.erase("sts:AssumeRole");
        if (actions.include("sts", "setsourceidentity")) missing.erase("sts:SetSourceIdentity");
        if (actions.include("sts", "tagsession")) missing.erase("sts:TagSession");
      }
  }
  if (!where || missing.empty()) return;
  std::vector<std::string> names(missing.begin(), missing.end());
  Finding& f = c.add("iam-roles-anywhere", where->range,
                     "IAM Roles Anywhere also needs " + joined(names) + "; add " + (names.size() > 1 ? "them" : "it") + " to Action");
  add_actions(c, where->node, names, f);
}

void redundant_principal(Check& c) {
  if (c.policy.type != PolicyType::trust) return;
  for (const Statement& s : c.policy.statements)
    for (const Values& entry : s.principal.entries) {
      if (entry.key != "AWS") continue;
      std::set<std::string> roles;  // account + name
      for (const Value& v : entry.items) {
        const Arn arn = split_arn(v.text);
        if (arn.complete() && arn[Arn::service] == "iam" && arn[Arn::resource].starts_with("role/") && !has_hole(v.text))
          roles.insert(std::string(arn[Arn::account]) + "/" + std::string(arn[Arn::resource].substr(arn[Arn::resource].rfind('/') + 1)));
      }
      for (const Value& v : entry.items) {
        const Arn arn = split_arn(v.text);
        if (!arn.complete() || !arn[Arn::resource].starts_with("assumed-role/") || has_hole(v.text)) continue;
        std::string_view rest = arn[Arn::resource].substr(13);
        const std::string role = std::string(arn[Arn::account]) + "/" + std::string(rest.substr(0, rest.find('/')));
        if (!roles.contains(role)) continue;
        Finding& f = c.add("iam-redundant-principal", v.range, "The list already has the role itself, so its session adds nothing");
        f.unnecessary = true;
        offer(f, remove_item(v, "Remove it"));
      }
    }
}

void oidc_condition(Check& c) {
  each_oidc(c, [&](const Statement& s, const Value& v, std::string_view host) {
    if (!has_key(s, host)) {
      Finding& f = c.add("iam-oidc-condition", v.range,
                         "Anybody whom " + std::string(host) + " signs in may assume the role; test " + std::string(host) + ":aud and :sub in a Condition",
                         {"access-analyzer:MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL"});
      if (!s.condition.present) offer(f, insert_entry(c, s.node, "Condition", example_condition(host), "Add a Condition on the token"));
    } else if (host == kGitHub && !names_repository(s)) {
      c.add("iam-oidc-condition", v.range,
            "Workflows of any GitHub repository may assume the role; test token.actions.githubusercontent.com:sub, for instance "
            "repo:OWNER/REPOSITORY:ref:refs/heads/main",
            {"access-analyzer:MISSING_GITHUB_REPO_CONDITION_KEY"});
    }
  });
}

void github_subject(Check& c) {
  if (c.policy.type != PolicyType::trust) return;
  for (const Statement& s : c.policy.statements) {
    if (!s.allows()) continue;
    for (const ConditionBlock& block : s.condition.blocks)
      for (const ConditionKey& key : block.keys) {
        if (!same(key.name, std::string(kGitHub) + ":sub") || !block.op.like) continue;
        for (const Value& v : key.values.items) {
          const std::size_t star = v.text.find_first_of("*?");
          if (!v.is_text() || star == std::string::npos) continue;
          const std::size_t repository_end = v.text.find(':', v.text.find(':') + 1);
          if (star > repository_end && s.key(std::string(kGitHub) + ":ref")) continue;
          c.add("iam-github-subject", v.range,
                star < repository_end
                    ? "The wildcard lets in repositories that are not yours to control; name owner and repository, and the branch"
                    : "The wildcard lets in every branch, tag and pull request of the repository; name the branch (ref:refs/heads/main) or the environment");
        }
      }
  }
}

}  // namespace cribsheet::rules::iam
