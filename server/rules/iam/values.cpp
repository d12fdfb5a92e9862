// What stands in the elements: types, Version, Effect, Sid, and how much of it there is.
#include "rules/iam/rules.h"
#include "model/edits.h"
#include "rules/offer.h"

#include <map>

namespace cribsheet::rules::iam {
namespace {

std::string_view kind_name(Value::Kind kind) {
  switch (kind) {
    case Value::Kind::number: return "a number";
    case Value::Kind::boolean: return "true or false";
    case Value::Kind::null: return "null";
    case Value::Kind::list: return "a list";
    case Value::Kind::map: return "an object";
    default: return "a text";
  }
}

// JSON keeps numbers apart from texts; YAML and CloudFormation turn them into texts on the way.
bool misfits(const Check& c, const Value& v, bool numbers_too) {
  if (v.kind == Value::Kind::list || v.kind == Value::Kind::map) return true;
  if (v.kind == Value::Kind::null) return c.json();
  return !numbers_too && v.scalar() && !v.is_text() && c.json() && !c.policy.in_template;
}

void check_values(Check& c, const Values& values, std::string_view what, bool one, bool numbers_too = false) {
  if (!values.present) return;
  if (one && values.list) {
    Finding& f = c.add("iam-wrong-type", values.range, values.key + " takes " + std::string(what) + ", not a list");
    if (const Value* only = values.only(); only && only->is_text() && !has_hole(only->text))
      offer_value(f, values.entry.value(), model::text_value(only->text));
    return;
  }
  for (const Value& v : values.items)
    if (misfits(c, v, numbers_too)) {
      Finding& f =
          c.add("iam-wrong-type", v.range,
                (values.key.empty() ? std::string("This") : shown(values.key)) + " takes " + std::string(what) + ", not " + std::string(kind_name(v.kind)),
                {"access-analyzer:DATA_TYPE_MISMATCH", values.key.ends_with("Resource") ? "parliament:INVALID_ARN" : "parliament:MALFORMED"});
      if (v.kind == Value::Kind::number && v.text.size() == 12) offer_value(f, v.node, model::text_value(v.text));  // an account
    }
}

void check_principal(Check& c, const Principal& p) {
  for (const Value& v : p.bare)
    if (misfits(c, v, false)) c.add("iam-wrong-type", v.range, "A principal is \"*\" or an object such as {\"AWS\": \"111122223333\"}");
  for (const Values& entry : p.entries) check_values(c, entry, "a text or a list of texts", false);
}

void check_condition(Check& c, const Condition& condition) {
  if (!condition.present) return;
  if (!condition.is_map) {
    c.add("iam-wrong-type", condition.range, "Condition takes an object: an operator, and under it keys with their values");
    return;
  }
  for (const ConditionBlock& block : condition.blocks) {
    if (!block.is_map) c.add("iam-wrong-type", block.range, shown(block.name) + " takes an object of condition keys with their values");
    for (const ConditionKey& key : block.keys) check_values(c, key.values, "a text or a list of texts", false, true);
  }
}

bool valid_sid(std::string_view sid) {
  for (const char ch : sid)
    if (!((ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9'))) return false;
  return true;
}

std::string_view resource_type_of(const model::Document& document) {
  for (syntax::Node above = document.top.parent(); above; above = above.parent()) {
    if (!above.is_mapping() || !above.find("Properties")) continue;
    const syntax::Node type = above.find("Type");
    if (type.is_scalar()) return type.text();
  }
  return {};
}

// The row of the table `policy-sizes`: policy type, service or resource type ("*": any other), limit, what it is called, code.
pack::Row limit_of(const Check& c, std::string_view type_name, std::string_view on) {
  pack::Row fallback;
  for (const auto& row : c.pack.table("policy-sizes").named(type_name)) {
    if (row.size() < 5) continue;
    if (!on.empty() && row[1] == on) return row;
    if (row[1] == "*") fallback = row;
  }
  return fallback;
}

std::string_view short_name(PolicyType type) {
  switch (type) {
    case PolicyType::identity: return "identity";
    case PolicyType::boundary: return "boundary";
    case PolicyType::session: return "session";
    case PolicyType::resource: return "resource";
    case PolicyType::trust: return "trust";
    case PolicyType::scp: return "scp";
    case PolicyType::rcp: return "rcp";
    default: return "";
  }
}

}  // namespace

void wrong_type(Check& c) {
  const Policy& p = c.policy;
  if (!p.root.is_mapping() && !p.bare_statements && !p.root.is_missing() && p.complete && c.input.document.tree->errors().empty())
    c.add("iam-wrong-type", p.anchor, "A policy is an object with Version and Statement");
  check_values(c, p.version, "a text", true);
  check_values(c, p.id, "a text", true);
  for (const Statement& s : p.statements) {
    if (!s.is_map) {
      c.add("iam-wrong-type", s.range, "A statement is an object with Effect, Action and Resource");
      continue;
    }
    check_values(c, s.sid, "a text", true);
    check_values(c, s.effect, "Allow or Deny", true);
    for (const Values* v : {&s.action, &s.not_action, &s.resource, &s.not_resource}) check_values(c, *v, "a text or a list of texts", false);
    check_principal(c, s.principal);
    check_principal(c, s.not_principal);
    check_condition(c, s.condition);
  }
}

void invalid_version(Check& c) {
  const Value* v = c.policy.version.only();
  if (!v || v->kind == Value::Kind::unknown || v->kind == Value::Kind::list || v->kind == Value::Kind::map || has_hole(v->text)) return;
  if (v->text == "2012-10-17" || v->text == "2008-10-17") return;
  Finding& f =
      c.add("iam-invalid-version", v->range,
            "Version is " + shown(v->text) + "; it must be 2012-10-17 (or the old 2008-10-17). It is the version of the policy language, not of your policy");
  offer(f, replace_text(c, v->range, "2012-10-17", "Set it to 2012-10-17"));
}

void missing_version(Check& c) {
  const Policy& p = c.policy;
  if (p.version.present || !p.complete || !p.own_version || p.bare_statements || !p.root.is_mapping() || !p.has_statement) return;
  Finding& f = c.add("iam-missing-version", p.anchor,
                     "The policy has no Version, so the language of 2008 applies: policy variables are not understood; add \"Version\": \"2012-10-17\"");
  offer(f, insert_entry(c, p.root, "Version", "2012-10-17", "Add Version 2012-10-17"));
}

void old_version(Check& c) {
  const Value* v = c.policy.version.only();
  if (!v || v->text != "2008-10-17") return;
  Finding& f = c.add("iam-old-version", v->range, "2008-10-17 is the old policy language, without policy variables; use 2012-10-17");
  offer(f, replace_text(c, v->range, "2012-10-17", "Set it to 2012-10-17"));
}

void invalid_effect(Check& c) {
  for (const Statement& s : c.policy.statements) {
    const Value* v = s.effect.only();
    if (!v || !v->is_text() || has_hole(v->text) || v->text == "Allow" || v->text == "Deny") continue;
    const std::string near = nearest(v->text, {"Allow", "Deny"});
    Finding& f = c.add("iam-invalid-effect", v->range, "Effect is " + shown(v->text) + "; it must be Allow or Deny, written just so");
    if (!near.empty()) offer(f, replace_text(c, v->range, near, "Set it to " + near));
  }
}

void invalid_sid(Check& c) {
  if (!c.on_identity() && c.policy.type != PolicyType::trust && c.policy.type != PolicyType::rcp) return;
  for (const Statement& s : c.policy.statements) {
    const Value* v = s.sid.only();
    if (!v || !v->is_text() || has_hole(v->text) || valid_sid(v->text)) continue;
    std::string clean;
    for (const char ch : v->text)
      if (valid_sid({&ch, 1})) clean += ch;
    Finding& f = c.add("iam-invalid-sid", v->range, "Sid may hold letters and digits only (a-z, A-Z, 0-9)");
    if (!clean.empty()) offer(f, replace_text(c, v->range, clean, "Change it to " + clean));
  }
}

void empty_sid(Check& c) {
  for (const Statement& s : c.policy.statements) {
    const Value* v = s.sid.only();
    if (!v || !v->is_text() || !v->text.empty()) continue;
    Finding& f = c.add("iam-empty-sid", s.sid.key_range, "Sid is empty; give the statement a name, or leave Sid out");
    offer(f, remove_entry(s.sid.entry, "Remove Sid"));
  }
}

void duplicate_sid(Check& c) {
  const bool required = c.on_identity() || c.policy.type == PolicyType::rcp;
  std::map<std::string_view, std::vector<const Value*>> seen;
  for (const Statement& s : c.policy.statements) {
    const Value* v = s.sid.only();
    if (v && v->is_text() && !v->text.empty() && !has_hole(v->text) && !s.conditional) seen[v->text].push_back(v);
  }
  for (const auto& [sid, values] : seen) {
    if (values.size() < 2) continue;
    for (const Value* value : values) {
      const bool first = value == values[0];
      Finding& f = c.add("iam-duplicate-sid", value->range,
                         "Sid " + shown(sid) + (first ? " is that of a later statement too" : " is taken by an earlier statement") + "; statement names " +
                             (required ? "must" : "should") + " be unique within a policy",
                         {required ? "access-analyzer:UNIQUE_SIDS_REQUIRED" : "access-analyzer:UNIQUE_SIDS_RECOMMENDED", "parliament:DUPLICATE_SID"});
      if (!required) set_severity(f, Severity::warning);
      f.related.push_back({"", values[first ? 1 : 0]->range, 0, first ? "The next statement of this name" : "The first statement of this name"});
      offer_number(f, value->node, [&](std::string_view other) { return seen.contains(other); });
    }
  }
}

void policy_size(Check& c) {
  const Policy& p = c.policy;
  if (p.range.size() < 1500) return;  // no limit is that low
  if (p.too_large) {
    c.add("iam-policy-size", p.anchor,
          "The policy has more than " + std::to_string(kTooLarge) + " bytes, far beyond what AWS takes; nothing else in it was checked");
    return;
  }
  const std::string_view type = short_name(p.type);
  const std::string_view on = p.type == PolicyType::resource ? c.service() : p.in_template ? resource_type_of(c.input.document) : std::string_view();
  const auto limit = limit_of(c, type, on);
  if (limit.empty()) return;
  std::size_t most = 0;
  for (const char ch : limit[2]) most = most * 10 + static_cast<std::size_t>(ch - '0');
  const std::size_t size = size_of(p);
  if (size <= most) return;
  Finding& f = c.add("iam-policy-size", p.anchor,
                     "The policy has " + std::to_string(size) + " characters without white space; " + std::string(limit[3]) + " may have " +
                         std::to_string(most) + ". Split it into several");
  f.also.push_back("access-analyzer:" + std::string(limit[4]));
  if (p.type == PolicyType::scp || p.type == PolicyType::rcp) set_severity(f, Severity::error);
}

}  // namespace cribsheet::rules::iam
