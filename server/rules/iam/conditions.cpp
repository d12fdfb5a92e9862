// Conditions: operators and keys as they are named.
#include "rules/iam/rules.h"

#include <map>

#include "kinds/iam/keys.h"
#include "model/edits.h"

namespace cribsheet::rules::iam {
namespace {

template <class See>
void each_key(Check& c, See see) {
  for (const Statement& s : c.policy.statements)
    for (const ConditionBlock& block : s.condition.blocks)
      for (const ConditionKey& key : block.keys) see(s, block, key);
}

std::string suffix_of(const ConditionBlock& block) { return block.op.if_exists ? "IfExists" : ""; }
std::string_view qualifier_of(const ConditionBlock& block) {
  return block.op.qualifier == Operator::Qualifier::for_all ? "ForAllValues:" : block.op.qualifier == Operator::Qualifier::for_any ? "ForAnyValue:" : "";
}

// The tag keys that need a name behind a slash: aws:ResourceTag, ec2:ResourceTag, ...
bool wants_tag(const Check& c, std::string_view name) {
  if (c.analysis.key(name)) return false;
  if (name.ends_with('/')) name.remove_suffix(1);
  if (name.find('/') != std::string_view::npos) return false;
  for (const std::string_view known : {"aws:ResourceTag", "aws:RequestTag", "aws:PrincipalTag"})
    if (same(known, name)) return true;
  return find_key(std::string(name) + "/x", c.pack).has_value();
}

std::vector<std::string_view> candidates(const Check& c, std::string_view prefix) {
  std::vector<std::string_view> out;
  if (same(prefix, "aws"))
    for (const auto& row : c.pack.table("global-condition-keys"))
      if (!row.empty()) out.push_back(row[0]);
  if (const pack::IamService service = c.pack.service(prefix))
    for (const pack::ConditionKey& key : service.condition_keys()) out.push_back(key.name());
  return out;
}

bool is_audience(std::string_view name, const pack::Pack& pack) { return is_provider_key(name, pack) && name.ends_with(":aud"); }

}  // namespace

void unknown_operator(Check& c) {
  for (const Statement& s : c.policy.statements)
    for (const ConditionBlock& block : s.condition.blocks) {
      if (block.op.known() || block.name.find("${") != std::string::npos) continue;
      std::string bare = block.name;
      std::string qualifier;
      if (const std::size_t colon = bare.find(':'); colon != std::string::npos) {
        qualifier = nearest(bare.substr(0, colon), {"ForAllValues", "ForAnyValue"});
        bare = bare.substr(colon + 1);
      }
      std::string suffix;
      if (bare.size() > 8 && same(std::string_view(bare).substr(bare.size() - 8), "IfExists")) {
        suffix = "IfExists";
        bare.resize(bare.size() - 8);
      }
      std::string near = nearest(bare, operator_names());
      if (!near.empty()) near = (qualifier.empty() ? "" : qualifier + ":") + near + suffix;
      Finding& f = c.add("iam-unknown-operator", block.range,
                         "There is no condition operator " + shown(block.name) + (near.empty() ? "" : "; did you mean " + near + "?"));
      if (!near.empty()) offer(f, replace_text(c, block.range, near, "Change it to " + near));
    }
}

void null_operator(Check& c) {
  for (const Statement& s : c.policy.statements)
    for (const ConditionBlock& block : s.condition.blocks) {
      if (block.op.family != Operator::Family::null) continue;
      if (block.op.if_exists) {
        Finding& f = c.add("iam-null-operator", block.range, "Null itself asks whether the key exists, so IfExists makes no sense with it; write Null",
                           {"access-analyzer:NULL_WITH_IF_EXISTS"});
        offer(f, replace_text(c, block.range, "Null", "Write Null"));
      } else if (block.op.qualifier != Operator::Qualifier::none) {
        Finding& f = c.add(
            "iam-null-operator", block.range,
            std::string(qualifier_of(block)) + "Null is always " + (block.op.qualifier == Operator::Qualifier::for_all ? "true" : "false") + "; write Null",
            {"access-analyzer:NULL_WITH_QUALIFIER"});
        set_severity(f, Severity::info);
        offer(f, replace_text(c, block.range, "Null", "Write Null"));
      }
    }
}

void condition_key_format(Check& c) {
  each_key(c, [&](const Statement&, const ConditionBlock&, const ConditionKey& key) {
    const std::size_t colon = key.name.find(':');
    if (key.name.find("${") != std::string::npos ||
        (colon != std::string::npos && colon > 0 && colon + 1 < key.name.size() && key.name.find(' ') == std::string::npos))
      return;
    const std::string near = suggest(c, "aws:" + key.name, [&] { return candidates(c, "aws"); });
    Finding& f = c.add("iam-condition-key-format", key.range,
                       shown(key.name) + " is no condition key; they are written service:name, such as aws:SourceIp or s3:prefix" +
                           (near.empty() ? "" : "; did you mean " + near + "?"));
    if (!near.empty()) offer(f, replace_text(c, key.range, near, "Change it to " + near));
  });
}

void unknown_condition_key(Check& c) {
  if (c.pack.service_count() == 0) return;
  each_key(c, [&](const Statement&, const ConditionBlock&, const ConditionKey& key) {
    const std::size_t colon = key.name.find(':');
    if (colon == std::string::npos || colon + 1 == key.name.size() || key.name.find("${") != std::string::npos || key.name.find(' ') != std::string::npos)
      return;
    if (same(key.name, "aws:ARN") || wants_tag(c, key.name) || is_provider_key(key.name, c.pack) || c.analysis.key(key.name)) return;
    const std::string prefix = key.name.substr(0, colon);
    const bool global = same(prefix, "aws");
    const std::string near = suggest(c, key.name, [&] { return candidates(c, prefix); });
    std::string message = global ? "There is no global condition key " + shown(key.name) : shown(prefix) + " has no condition key " + shown(key.name);
    if (!global && !c.pack.service(prefix)) message = "There is no service " + shown(prefix) + ", so no condition key " + shown(key.name);
    if (!near.empty()) message += "; did you mean " + near + "?";
    Finding& f = c.add(
        "iam-unknown-condition-key", key.range, std::move(message),
        {global ? "access-analyzer:INVALID_GLOBAL_CONDITION_KEY" : "access-analyzer:INVALID_SERVICE_CONDITION_KEY", "parliament:UNKNOWN_CONDITION_FOR_ACTION"});
    f.entity = key.name;
    if (!near.empty()) offer(f, replace_text(c, key.range, near, "Change it to " + near));
  });
}

void deprecated_condition_key(Check& c) {
  each_key(c, [&](const Statement&, const ConditionBlock&, const ConditionKey& key) {
    if (!same(key.name, "aws:ARN")) return;
    Finding& f = c.add("iam-deprecated-condition-key", key.range,
                       "aws:ARN is no longer supported; use aws:PrincipalArn for who calls, or aws:SourceArn for the resource that a service calls for");
    f.deprecated = true;
    offer(f, replace_text(c, key.range, "aws:PrincipalArn", "Change it to aws:PrincipalArn"));
  });
}

namespace {

// The values of both under the first, the second gone.
void one_list(const ConditionKey& first, const ConditionKey& second, Finding& f) {
  std::string list;
  for (const ConditionKey* key : {&first, &second})
    for (const Value& v : key->values.items) {
      if (!v.is_text() || has_hole(v.text) || v.conditional || !v.node.tag().empty()) return;
      list += (list.empty() ? "" : ", ") + model::text_value(v.text);
    }
  auto edit = model::replacement(first.values.entry.value(), "[" + list + "]");
  if (edit) f.fixes.push_back({"Put their values in one list", {std::move(*edit), model::removal(second.entry)}, true});
}

}  // namespace

void duplicate_condition_key(Check& c) {
  for (const Statement& s : c.policy.statements)
    for (const ConditionBlock& block : s.condition.blocks) {
      std::map<std::string, const ConditionKey*> seen;
      for (const ConditionKey& key : block.keys) {
        const auto [first, fresh] = seen.try_emplace(lower(key.name), &key);
        if (fresh || first->second->name == key.name) continue;  // the very same twice is the syntax's business
        Finding& f = c.add("iam-duplicate-condition-key", key.range,
                           key.name + " and " + first->second->name + " are one key (case doesn't count); put their values in one list");
        f.related.push_back({"", first->second->range, 0, "The same key"});
        one_list(*first->second, key, f);
      }
    }
}

void missing_tag_key(Check& c) {
  if (c.pack.service_count() == 0) return;
  each_key(c, [&](const Statement&, const ConditionBlock&, const ConditionKey& key) {
    if (!wants_tag(c, key.name)) return;
    std::string base = key.name;
    if (base.ends_with('/')) base.pop_back();
    c.add("iam-missing-tag-key", key.range, key.name + " needs the name of the tag: " + base + "/team, for instance");
  });
}

namespace {

// Null asks whether the key is absent.
void absent(const ConditionBlock& block, const ConditionKey& key, Finding& f) {
  if (block.keys.size() != 1) return;
  auto name = model::replacement(block.entry.key(), "Null");
  auto value = model::replacement(key.values.entry.value(), model::text_value("true"));
  if (name && value) f.fixes.push_back({"Ask with Null", {std::move(*name), std::move(*value)}, true});
}

}  // namespace

void empty_condition_values(Check& c) {
  each_key(c, [&](const Statement&, const ConditionBlock& block, const ConditionKey& key) {
    if (!key.values.empty_list() || !block.op.known()) return;
    if (block.op.qualifier == Operator::Qualifier::for_all)
      absent(block, key,
             c.add("iam-empty-condition-values", key.range, "ForAllValues without values is true only where " + key.name + " is absent; say so with Null",
                   {"access-analyzer:EMPTY_ARRAY_CONDITION_FORALLVALUES"}));
    else if (block.op.qualifier == Operator::Qualifier::for_any)
      c.add("iam-empty-condition-values", key.range, "ForAnyValue without values is never true; name the values",
            {"access-analyzer:EMPTY_ARRAY_CONDITION_FORANYVALUE"});
    else if (block.op.if_exists)
      absent(block, key,
             c.add("iam-empty-condition-values", key.range, "IfExists without values is true only where " + key.name + " is absent; say so with Null",
                   {"access-analyzer:EMPTY_ARRAY_CONDITION_IFEXISTS"}));
    else
      c.add("iam-empty-condition-values", key.range, key.name + " is compared with nothing; name the values, or remove it",
            {"access-analyzer:EMPTY_ARRAY_CONDITION"});
  });
}

void set_operator(Check& c) {
  each_key(c, [&](const Statement&, const ConditionBlock& block, const ConditionKey& key) {
    if (!block.op.known() || block.op.family == Operator::Family::null || is_provider_key(key.name, c.pack)) return;
    const KeyInfo* info = c.analysis.key(key.name);
    if (!info || info->type.empty()) return;
    const std::string base = block.op.base + suffix_of(block);
    if (info->many() && block.op.qualifier == Operator::Qualifier::none) {
      Finding& f = c.add("iam-set-operator", block.range,
                         key.name + " has several values at once; say with ForAnyValue:" + base + " or ForAllValues:" + base + " which of them must match",
                         {"access-analyzer:MISSING_QUALIFIER"});
      set_severity(f, Severity::error);
      if (block.keys.size() == 1) offer(f, replace_text(c, block.range, "ForAnyValue:" + base, "Write ForAnyValue:" + base), false);
      if (block.keys.size() == 1) offer(f, replace_text(c, block.range, "ForAllValues:" + base, "Write ForAllValues:" + base), false);
    } else if (!info->many() && block.op.qualifier == Operator::Qualifier::for_all) {
      Finding& f =
          c.add("iam-set-operator", block.range, key.name + " has one value only, and ForAllValues is also true where the key is absent; write " + base,
                {"access-analyzer:FORALLVALUES_WITH_SINGLE_VALUED_KEY"});
      if (block.keys.size() == 1) offer(f, replace_text(c, block.range, base, "Write " + base));
    }
  });
}

void audience_qualifier(Check& c) {
  each_key(c, [&](const Statement&, const ConditionBlock& block, const ConditionKey& key) {
    if (block.op.qualifier == Operator::Qualifier::none || !block.op.known() || !is_audience(key.name, c.pack)) return;
    const bool any = block.op.qualifier == Operator::Qualifier::for_any;
    const std::string base = block.op.base + suffix_of(block);
    Finding& f = c.add(
        "iam-audience-qualifier", block.range,
        "A token's audience is one value; write " + base + " without " + (any ? "ForAnyValue" : "ForAllValues, which is also true without a token's audience"),
        {any ? "access-analyzer:FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE" : "access-analyzer:CONFIRM_AUDIENCE_CLAIM_TYPE"});
    if (block.keys.size() == 1) offer(f, replace_text(c, block.range, base, "Write " + base));
  });
}

}  // namespace cribsheet::rules::iam
