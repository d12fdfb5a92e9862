// The frame of a policy: its elements, which belong together, which exclude each other.
#include "rules/iam/rules.h"
#include "model/edits.h"
#include "rules/offer.h"

namespace cribsheet::rules::iam {
namespace {

const std::vector<std::string_view> kPolicyElements = {"Version", "Id", "Statement"};
const std::vector<std::string_view> kStatementElements = {"Sid",         "Effect",    "Action",       "NotAction", "Resource",
                                                          "NotResource", "Principal", "NotPrincipal", "Condition"};

// Services whose resource policies go without Resource: the resource they stand on is meant.
bool goes_without_resource(std::string_view service) {
  for (const std::string_view known : {"ecr", "ecr-public", "elasticfilesystem", "sts", "lex", "iot", "aoss", "cloud9", "codeartifact", "vpc-lattice",
                                       "glacier", "backup", "mediastore", "oam", "signer"})
    if (same(service, known)) return true;
  return false;
}

bool only_such_actions(const Actions& actions) {
  for (const ActionUse& use : actions.uses)
    if (use.unknown || !goes_without_resource(use.prefix)) return false;
  return !actions.uses.empty();
}

void stray(Check& c, const Stray& stray, const std::vector<std::string_view>& known, std::string_view where) {
  if (stray.lacks_colon) return;  // being typed
  const std::string near = nearest(stray.name, known);
  std::string message = shown(stray.name) + " is not an element of a " + std::string(where);
  if (!near.empty()) message += "; did you mean " + near + "?";
  Finding& f = c.add("iam-unknown-element", stray.range, std::move(message));
  if (!near.empty()) offer(f, replace_text(c, stray.range, near, "Change it to " + near));
}

// Shown at both: which is to go is the person's choice.
template <typename Element>
void both(Check& c, const Statement& s, const Element& plain, const Element& negated, const std::string& name) {
  if (!plain.present || !negated.present || s.conditional) return;
  for (const Element* each : {&plain, &negated}) {
    const std::string own = each == &plain ? name : "Not" + name;
    Finding& f = c.add("iam-exclusive-elements", each->key_range, name + " and Not" + name + " can't stand in one statement; keep one of them");
    offer(f, remove_entry(each->entry, "Remove " + own), false);
    f.related.push_back({"", (each == &plain ? negated : plain).key_range, 0, "The other one"});
  }
}

// A statement that does nothing may go where others are left.
void does_nothing(const Statement& s, Finding& f) {
  const syntax::Node list = s.node.parent();
  if (list.is_sequence() && list.first_child().next_sibling()) f.fixes.push_back({"Remove the statement", {model::removal(s.node)}, false});
}

}  // namespace

void unknown_element(Check& c) {
  for (const Stray& each : c.policy.strays) stray(c, each, kPolicyElements, "policy");
  for (const Statement& s : c.policy.statements)
    for (const Stray& each : s.strays) stray(c, each, kStatementElements, "statement");
}

void missing_statement(Check& c) {
  const Policy& p = c.policy;
  if (!p.complete || p.bare_statements || !p.root.is_mapping()) return;
  if (!p.has_statement) c.add("iam-missing-statement", p.anchor, "The policy has no Statement; without one it says nothing");
  else if (p.statement_empty) c.add("iam-missing-statement", p.statement_key, "Statement is empty; add at least one statement");
}

void missing_effect(Check& c) {
  for (const Statement& s : c.policy.statements) {
    if (!s.is_map || s.effect.present || !s.complete) continue;
    Finding& f = c.add("iam-missing-effect", s.anchor, "The statement has no Effect; add \"Effect\": \"Allow\" or \"Deny\"");
    offer(f, insert_entry(c, s.node, "Effect", "Allow", "Add Effect: Allow"), false);
  }
}

void missing_action(Check& c) {
  for (const Statement& s : c.policy.statements)
    if (s.is_map && s.complete && !s.action.present && !s.not_action.present)
      c.add("iam-missing-action", s.anchor, "The statement has neither Action nor NotAction; say which actions it is about");
}

void missing_resource(Check& c) {
  const Policy& p = c.policy;
  if (p.type == PolicyType::trust || p.type == PolicyType::unknown || goes_without_resource(c.service())) return;
  if (p.in_template && p.type == PolicyType::resource && c.service().empty()) return;
  for (std::size_t i = 0; i < p.statements.size(); ++i) {
    const Statement& s = p.statements[i];
    if (!s.is_map || !s.complete || s.resource.present || s.not_resource.present) continue;
    if (p.type == PolicyType::resource && only_such_actions(c.analysis.actions[i])) continue;
    Finding& f = c.add("iam-missing-resource", s.anchor, "The statement has neither Resource nor NotResource; name the ARNs it is about, or \"*\"");
    offer(f, insert_entry(c, s.node, "Resource", "*", "Add Resource: \"*\""), false);
  }
}

void missing_principal(Check& c) {
  const Policy& p = c.policy;
  if (!c.type_is({PolicyType::resource, PolicyType::trust, PolicyType::rcp, PolicyType::endpoint})) return;
  for (const Statement& s : p.statements)
    if (s.is_map && s.complete && !s.principal.present && !s.not_principal.present)
      c.add("iam-missing-principal", s.anchor, "A statement of a " + std::string(name_of(p.type)) + " needs a Principal: whom it allows or denies");
}

void exclusive_elements(Check& c) {
  for (const Statement& s : c.policy.statements) {
    both(c, s, s.action, s.not_action, "Action");
    both(c, s, s.resource, s.not_resource, "Resource");
    both(c, s, s.principal, s.not_principal, "Principal");
  }
}

void principal_not_allowed(Check& c) {
  if (!c.on_identity()) return;
  const bool scp = c.policy.type == PolicyType::scp;
  for (const Statement& s : c.policy.statements)
    for (const Principal* p : {&s.principal, &s.not_principal}) {
      if (!p->present) continue;
      const std::string name = p == &s.principal ? "Principal" : "NotPrincipal";
      Finding& f = c.add("iam-principal-not-allowed", p->key_range,
                         "A " + std::string(name_of(c.policy.type)) + " has no " + name + ": it speaks of whoever it is attached to" +
                             (scp ? "; to limit it to some, test aws:PrincipalArn in a Condition" : "; remove it"),
                         {scp ? "access-analyzer:SCP_SYNTAX_ERROR_PRINCIPAL" : "access-analyzer:UNSUPPORTED_PRINCIPAL"});
      offer(f, remove_entry(p->entry, "Remove " + name));
    }
}

void trust_element(Check& c) {
  if (c.policy.type != PolicyType::trust) return;
  for (const Statement& s : c.policy.statements) {
    for (const Values* v : {&s.resource, &s.not_resource})
      if (v->present) {
        Finding& f = c.add("iam-trust-element", v->key_range, "A trust policy is always about its own role, so it takes no " + v->key + "; remove it",
                           {"access-analyzer:ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE"});
        offer(f, remove_entry(v->entry, "Remove " + v->key));
      }
    if (s.not_principal.present)
      c.add("iam-trust-element", s.not_principal.key_range, "A trust policy takes no NotPrincipal; list who may assume the role under Principal",
            {"access-analyzer:ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL"});
  }
}

void empty_element(Check& c) {
  for (const Statement& s : c.policy.statements) {
    if (s.actions().empty_list())
      does_nothing(s, c.add("iam-empty-element", s.actions().key_range, "The list of actions is empty, so the statement does nothing; name the actions",
                            {"access-analyzer:EMPTY_ARRAY_ACTION"}));
    for (const Values* v : {&s.resource, &s.not_resource})
      if (v->empty_list())
        does_nothing(s, c.add("iam-empty-element", v->key_range, "The list of resources is empty, so the statement does nothing; name the resources",
                              {"access-analyzer:EMPTY_ARRAY_RESOURCE"}));
    for (const Principal* p : {&s.principal, &s.not_principal}) {
      if (!p->present) continue;
      if (p->is_map && p->complete && p->entries.empty())
        c.add("iam-empty-element", p->key_range, "The principal is empty, so the statement does nothing; name a principal",
              {"access-analyzer:EMPTY_OBJECT_PRINCIPAL"});
      for (const Values& entry : p->entries)
        if (entry.empty_list())
          c.add("iam-empty-element", entry.key_range, "The list of principals is empty; name a principal", {"access-analyzer:EMPTY_ARRAY_PRINCIPAL"});
    }
    if (!s.condition.present || !s.condition.is_map || !s.condition.complete) continue;
    if (s.condition.blocks.empty())
      offer_removal(c.add("iam-empty-element", s.condition.key_range, "The condition is empty and changes nothing; fill it in or remove it",
                          {"access-analyzer:EMPTY_OBJECT_CONDITION"}),
                    s.condition.entry);
    for (const ConditionBlock& block : s.condition.blocks)
      if (block.is_map && block.keys.empty())
        offer_removal(c.add("iam-empty-element", block.range, block.name + " tests no key and changes nothing; fill it in or remove it",
                            {"access-analyzer:EMPTY_OBJECT_CONDITION"}),
                      block.entry);
  }
}

}  // namespace cribsheet::rules::iam
