// Conditions: whether a key has a sense where it stands, and tests that don't do what they seem to.
#include "rules/iam/rules.h"

#include <algorithm>
#include <array>
#include <set>

#include "kinds/iam/keys.h"
#include "model/edits.h"
#include "rules/offer.h"

namespace cribsheet::rules::iam {
namespace {

using Family = Operator::Family;

template <class See>
void each_key(Check& c, See see) {
  for (std::size_t i = 0; i < c.policy.statements.size(); ++i)
    for (const ConditionBlock& block : c.policy.statements[i].condition.blocks)
      for (const ConditionKey& key : block.keys) see(c.policy.statements[i], c.analysis.actions[i], block, key);
}

bool holds(const std::vector<pack::ConditionKey>& keys, std::string_view name) {
  return std::any_of(keys.begin(), keys.end(), [&](const pack::ConditionKey& key) { return same(key.name(), name); });
}

bool action_takes(const pack::Action& action, std::string_view key) {
  if (holds(action.condition_keys(), key)) return true;
  for (const auto& resource : action.resources())
    if (holds(resource.condition_keys, key) || holds(resource.type.condition_keys(), key)) return true;
  return false;
}

bool use_takes(const ActionUse& use, std::string_view key) {
  if (use.action) return action_takes(use.action, key);
  return use.service ? holds(use.service.condition_keys(), key) : true;
}

std::string full_name(const ActionUse& use) {
  return use.action ? std::string(use.action.service()) + ":" + std::string(use.action.name()) : shown(use.value->text);
}

constexpr std::size_t kMostActions = 300;  // of a statement, each held against every key

// Whether all the statement's actions are known well enough to judge a key by them.
bool judged(const Actions& actions) {
  if (actions.negated || !actions.complete || actions.uses.empty() || actions.uses.size() > kMostActions) return false;
  for (const ActionUse& use : actions.uses)
    if (use.unknown || use.everything || !use.service || (!use.action && !use.whole_service && use.matched.empty())) return false;
  return true;
}

// The table `condition-key-actions`: key, the actions one of which sets it (space between).
std::vector<std::string_view> needed_actions(const Check& c, std::string_view key) {
  std::vector<std::string_view> out;
  for (const auto& row : c.pack.table("condition-key-actions").named(key)) {
    if (row.size() < 2) continue;
    std::string_view rest = row[1];
    while (!rest.empty()) {
      const std::size_t space = rest.find(' ');
      out.push_back(rest.substr(0, space));
      rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
    }
  }
  return out;
}

bool includes_any(const Actions& actions, const std::vector<std::string_view>& needed) {
  for (const std::string_view action : needed) {
    const std::string low = lower(action);
    const std::size_t colon = low.find(':');
    if (actions.include(std::string_view(low).substr(0, colon), std::string_view(low).substr(colon + 1))) return true;
  }
  return false;
}

std::string tag_base(std::string_view name) {
  for (const std::string_view base : {"aws:ResourceTag/", "aws:RequestTag/"})
    if (starts_with_same(name, base)) return std::string(base) + "${TagKey}";
  return same(name, "aws:TagKeys") ? "aws:TagKeys" : "";
}

constexpr std::array<std::string_view, 10> kSensitive = {"aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:ResourceAccount", "aws:ResourceOrgID",
                                                         "aws:SourceAccount",    "aws:SourceOrgID",    "aws:SourceVpc",       "aws:SourceVpce",
                                                         "aws:VpceAccount",      "aws:VpceOrgID"};
constexpr std::array<std::string_view, 4> kPaths = {"aws:PrincipalOrgPaths", "aws:ResourceOrgPaths", "aws:SourceOrgPaths", "aws:VpceOrgPaths"};

template <class List>
bool among(const List& list, std::string_view name) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view each) { return same(each, name); });
}

// Where the first variable that the caller can choose the value of begins; aws:PrincipalOrgID and the like are AWS's to say.
std::size_t chosen_variable(std::string_view text) {
  for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 2)) {
    const std::string_view rest = text.substr(at + 2);
    for (const std::string_view key : {"aws:PrincipalTag/", "aws:RequestTag/", "aws:username", "aws:userid", "aws:SourceIdentity", "aws:ResourceTag/"})
      if (starts_with_same(rest, key)) return at;
  }
  return std::string_view::npos;
}

std::size_t first_wildcard(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '$' && i + 1 < text.size() && text[i + 1] == '{') {
      const std::size_t close = text.find('}', i);
      if (close == std::string_view::npos) return close;
      i = close;
    } else if (text[i] == '*' || text[i] == '?') {
      return i;
    }
  }
  return std::string_view::npos;
}

void too_wide(Check& c, const ConditionKey& key, const Value& v, bool variable, const std::string& advice) {
  c.add("iam-sensitive-key", v.range,
        std::string(variable ? "A variable that the caller can choose" : "A wildcard") + " in " + key.name + " lets in more than one can know; " + advice,
        {variable ? "access-analyzer:VARIABLE_USAGE_TOO_PERMISSIVE" : "access-analyzer:WILDCARD_USAGE_TOO_PERMISSIVE"});
}

void sensitive_value(Check& c, const ConditionBlock& block, const ConditionKey& key, const Value& v) {
  const std::size_t variable = chosen_variable(v.text);
  const std::size_t star = block.op.like ? first_wildcard(v.text) : std::string_view::npos;
  const bool by_variable = star == std::string_view::npos;
  const std::size_t at = by_variable ? variable : star;
  if (at == std::string_view::npos) return;
  if (among(kSensitive, key.name)) return too_wide(c, key, v, by_variable, "write the values in full");
  if (among(kPaths, key.name) && at < 6) return too_wide(c, key, v, by_variable, "write at least six characters before it, such as the organization's id");
  if (!same(key.name, "aws:userid")) return;
  const std::size_t colon = v.text.find(':', by_variable ? v.text.find('}', at) : 0);
  const bool alone = colon != std::string::npos && (by_variable ? at == 0 && v.text.find('}', at) + 1 == colon : at == 0 && colon == 1);
  if (colon == std::string::npos || (at < colon && !alone)) too_wide(c, key, v, by_variable, "put it behind the colon, or all alone before it: AIDAEXAMPLE:*");
}

}  // namespace

void key_not_for_action(Check& c) {
  if (c.pack.service_count() == 0 || c.policy.type == PolicyType::trust) return;
  each_key(c, [&](const Statement&, const Actions& actions, const ConditionBlock&, const ConditionKey& key) {
    const KeyInfo* info = c.analysis.key(key.name);
    if (!info || info->global || starts_with_same(key.name, "aws:") || is_provider_key(key.name, c.pack) || !judged(actions)) return;
    if (!needed_actions(c, info->name).empty()) return;  // another rule's
    std::vector<std::string> without;
    std::size_t count = 0;
    for (const ActionUse& use : actions.uses) {
      if (use_takes(use, info->name)) continue;
      if (++count <= 3) without.push_back(full_name(use));
    }
    if (without.empty()) return;
    if (count > without.size()) without.push_back("others");
    Finding& f =
        c.add("iam-key-not-for-action", key.range,
              info->name + " is never there in requests for " + joined(without) + "; test it in a statement of its own, with the actions that bring it");
    f.entity = info->name;
  });
}

void missing_action_for_key(Check& c) {
  each_key(c, [&](const Statement& s, const Actions& actions, const ConditionBlock& block, const ConditionKey& key) {
    if (actions.negated || !actions.complete || actions.uses.empty() || !s.complete || block.op.family == Family::null) return;
    for (const ActionUse& use : actions.uses)
      if (use.unknown) return;
    const auto needed = needed_actions(c, key.name);
    if (needed.empty() || includes_any(actions, needed)) return;
    std::vector<std::string> names(needed.begin(), needed.end());
    c.add("iam-missing-action-for-key", key.range,
          key.name + " is there only in requests for " + joined(names, " or ") + ", which the statement doesn't list; add the action, or remove the key");
  });
}

void unsupported_tag_key(Check& c) {
  if (c.pack.service_count() == 0 || c.policy.type == PolicyType::trust) return;
  each_key(c, [&](const Statement& s, const Actions& actions, const ConditionBlock& block, const ConditionKey& key) {
    const std::string base = tag_base(key.name);
    if (base.empty() || block.op.family == Family::null || (!s.allows() && !s.denies()) || actions.uses.size() > kMostActions) return;
    if (actions.negated) {
      Finding& f = c.add("iam-unsupported-tag-key", key.range,
                         "Many services don't know " + key.name + ", so with NotAction this " + (s.denies() ? "denies less" : "allows less") +
                             " than it seems to; list the actions",
                         {s.denies() ? "access-analyzer:DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"
                                     : "access-analyzer:ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"});
      if (s.allows()) set_severity(f, Severity::info);
      return;
    }
    std::set<std::string> without;
    for (const ActionUse& use : actions.uses)
      if (!use.unknown && use.service && !holds(use.service.condition_keys(), base)) without.insert(use.prefix);
    if (without.empty()) return;
    std::vector<std::string> names(without.begin(), without.end());
    Finding& f =
        c.add("iam-unsupported-tag-key", key.range,
              joined(names) + (names.size() > 1 ? " don't know " : " doesn't know ") + key.name + ", so the statement never " +
                  (s.denies() ? "denies" : "allows") + " " + (names.size() > 1 ? "their" : "its") + " actions; put them in a statement without this key",
              {s.denies() ? "access-analyzer:DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"
                          : "access-analyzer:ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"});
    if (s.allows()) set_severity(f, Severity::info);
  });
}

// The table `condition-key-services`: key, the only services that bring it (space between).
void supported_services_key(Check& c) {
  const auto table = c.pack.table("condition-key-services");
  each_key(c, [&](const Statement&, const Actions& actions, const ConditionBlock&, const ConditionKey& key) {
    for (const auto& row : table.named(key.name)) {
      if (row.size() < 2) continue;
      const std::string services = " " + std::string(row[1]) + " ";
      bool outside = actions.negated;
      for (const ActionUse& use : actions.uses) {
        if (use.unknown) return;
        outside = outside || use.everything || (!use.prefix.empty() && services.find(" " + use.prefix + " ") == std::string::npos);
      }
      if (outside)
        c.add("iam-supported-services-key", key.range, std::string(row[0]) + " is there only for some services; limit the statement to actions of those");
    }
  });
}

void irrelevant_key(Check& c) {
  if (c.policy.type != PolicyType::resource) return;
  each_key(c, [&](const Statement&, const Actions&, const ConditionBlock&, const ConditionKey& key) {
    if (same(key.name, "s3:ResourceAccount"))
      offer_removal(c.add("iam-irrelevant-key", key.range,
                          "The policy stands on the bucket itself, whose account is always the same; test s3:ResourceAccount in an identity-based policy"),
                    key.entry);
  });
}

// The table `condition-key-pairs`: key, the keys one of which should stand beside it (space between).
void missing_paired_key(Check& c) {
  const auto table = c.pack.table("condition-key-pairs");
  each_key(c, [&](const Statement& s, const Actions&, const ConditionBlock&, const ConditionKey& key) {
    for (const auto& row : table.named(key.name)) {
      if (row.size() < 2 || !s.condition.complete) continue;
      std::vector<std::string> wanted;
      bool there = false;
      for (std::string_view rest = row[1]; !rest.empty();) {
        const std::size_t space = rest.find(' ');
        wanted.emplace_back(rest.substr(0, space));
        there = there || s.key(wanted.back());
        rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
      }
      if (!there) c.add("iam-missing-paired-key", key.range, key.name + " by itself is true in many networks; test " + joined(wanted, " or ") + " beside it");
    }
  });
}

void untrustworthy_key(Check& c) {
  each_key(c, [&](const Statement&, const Actions&, const ConditionBlock&, const ConditionKey& key) {
    if (same(key.name, "aws:Referer") || same(key.name, "aws:UserAgent"))
      c.add("iam-untrustworthy-key", key.range, "The caller writes " + key.name + " and may write anything; don't let access depend on it");
  });
}

void sensitive_key(Check& c) {
  each_key(c, [&](const Statement&, const Actions&, const ConditionBlock& block, const ConditionKey& key) {
    if (block.op.family != Family::string && block.op.family != Family::arn) return;
    for (const Value& v : key.values.items)
      if (v.is_text() && !has_hole(v.text)) sensitive_value(c, block, key, v);
  });
}

void dynamodb_attributes(Check& c) {
  each_key(c, [&](const Statement& s, const Actions&, const ConditionBlock&, const ConditionKey& key) {
    if (!same(key.name, "dynamodb:Attributes") || !s.allows() || !s.condition.complete || s.key("dynamodb:Select")) return;
    Finding& f = c.add("iam-dynamodb-attributes", key.range,
                       "A read that names no attributes returns them all in spite of this; add dynamodb:Select with the value SPECIFIC_ATTRIBUTES");
    const syntax::Node condition = s.condition.entry.value().resolved();
    if (const syntax::Node block = condition.find("StringEqualsIfExists").resolved()) offer_entry(f, block, "dynamodb:Select", "SPECIFIC_ATTRIBUTES", true);
    else offer_entry(f, condition, "StringEqualsIfExists", R"({"dynamodb:Select": "SPECIFIC_ATTRIBUTES"})", true);
  });
}

void s3_prefix(Check& c) {
  each_key(c, [&](const Statement& s, const Actions&, const ConditionBlock& block, const ConditionKey& key) {
    if (!same(key.name, "s3:prefix") || block.op.family != Family::string) return;
    if (!(s.denies() && !block.op.negated) && !(s.allows() && block.op.negated)) return;
    c.add("iam-s3-prefix", key.range,
          std::string("Whoever asks for a shorter prefix still gets the listing; ") +
              (s.denies() ? "deny with StringNotLike and the prefixes that are allowed" : "allow with StringLike and the prefixes that are allowed"));
  });
}

void always_or_never(Check& c) {
  each_key(c, [&](const Statement&, const Actions&, const ConditionBlock& block, const ConditionKey& key) {
    if (!block.op.like || !key.values.complete) return;
    for (const Value& v : key.values.items) {
      if (v.text != "*" || v.conditional) continue;
      Finding& f = c.add("iam-always-or-never", v.range,
                         block.op.negated ? block.name + " \"*\" is never true where the key is there; remove it or name values"
                                          : block.name + " \"*\" is true for every value; it only asks whether the key is there, which Null says better",
                         {block.op.negated ? "access-analyzer:REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION"
                                           : "access-analyzer:REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION"});
      if (block.op.negated || block.keys.size() != 1 || key.values.items.size() != 1) continue;
      auto name = model::replacement(block.entry.key(), "Null");
      auto value = model::replacement(key.values.entry.value(), model::text_value("false"));
      if (name && value) f.fixes.push_back({"Ask with Null", {std::move(*name), std::move(*value)}, true});
    }
  });
}

void mfa_pattern(Check& c) {
  each_key(c, [&](const Statement& s, const Actions&, const ConditionBlock& block, const ConditionKey& key) {
    if (!same(key.name, "aws:MultiFactorAuthPresent") || block.op.base != "Bool" || block.op.if_exists) return;
    const Value* v = key.values.only();
    if (!v || !same(v->text, "false")) return;
    Finding& f = c.add("iam-mfa-pattern", block.range,
                       std::string("With long-term access keys aws:MultiFactorAuthPresent is absent, and then Bool \"false\" is not true either; ") +
                           (s.denies() ? "write BoolIfExists" : "deny with BoolIfExists instead"));
    if (s.denies() && block.keys.size() == 1) offer(f, replace_text(c, block.range, "BoolIfExists", "Write BoolIfExists"));
  });
}

}  // namespace cribsheet::rules::iam
