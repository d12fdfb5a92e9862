// Statements that say what another one says already.
#include "rules/iam/rules.h"

#include <algorithm>
#include <map>
#include <set>

namespace cribsheet::rules::iam {
namespace {

bool certain(const Values& values) {
  for (const Value& v : values.items)
    if (!v.scalar() || has_hole(v.text) || v.conditional) return false;
  return values.complete;
}

bool certain(const Principal& p) {
  for (const Values& entry : p.entries)
    if (!certain(entry)) return false;
  for (const Value& v : p.bare)
    if (!v.is_text() || has_hole(v.text)) return false;
  return p.complete;
}

bool certain(const Condition& condition) {
  for (const ConditionBlock& block : condition.blocks)
    for (const ConditionKey& key : block.keys)
      if (!certain(key.values)) return false;
  return condition.complete && condition.is_map;
}

bool certain(const Statement& s) {
  return s.is_map && s.complete && !s.conditional && (s.allows() || s.denies()) && certain(s.action) && certain(s.not_action) && certain(s.resource) && certain(s.not_resource) && certain(s.principal) &&
         certain(s.not_principal) && certain(s.condition);
}

std::string written(const Values& values, bool ignore_case) {
  if (!values.present) return "-";
  std::set<std::string> texts;
  for (const Value& v : values.items) texts.insert(ignore_case ? lower(v.text) : v.text);
  std::string out = "[";
  for (const std::string& text : texts) out += text + "\n";
  return out + "]";
}

std::string written(const Principal& p) {
  if (!p.present) return "-";
  std::map<std::string, std::string> parts;
  for (const Value& v : p.bare) parts["="] += v.text + "\n";
  for (const Values& entry : p.entries) parts[entry.key] += written(entry, false);
  std::string out;
  for (const auto& [key, text] : parts) out += key + text;
  return out;
}

std::string written(const Condition& condition) {
  std::set<std::string> parts;
  for (const ConditionBlock& block : condition.blocks)
    for (const ConditionKey& key : block.keys) parts.insert(lower(block.name) + " " + lower(key.name) + written(key.values, false));
  std::string out;
  for (const std::string& part : parts) out += part;
  return out;
}

std::string about(const Statement& s) { return std::string(s.allows() ? "+" : "-") + written(s.principal) + "|" + written(s.not_principal); }

std::string all(const Statement& s) {
  return about(s) + "|" + written(s.action, true) + written(s.not_action, true) + written(s.resource, false) + written(s.not_resource, false) + written(s.condition);
}

bool all_covered(const Values& wide, const Values& narrow, bool ignore_case) {
  return std::all_of(narrow.items.begin(), narrow.items.end(), [&](const Value& n) {
    return std::any_of(wide.items.begin(), wide.items.end(), [&](const Value& w) { return ignore_case ? covers(lower(w.text), lower(n.text)) : covers(w.text, n.text); });
  });
}

bool shadows(const Statement& wide, const Statement& narrow) {
  if (!wide.action.present || !narrow.action.present || wide.not_resource.present || narrow.not_resource.present) return false;
  if (wide.resource.present != narrow.resource.present || narrow.action.items.empty() || about(wide) != about(narrow)) return false;
  if (wide.condition.present && written(wide.condition) != written(narrow.condition)) return false;
  return all_covered(wide.action, narrow.action, true) && all_covered(wide.resource, narrow.resource, false);
}

constexpr std::size_t kMost = 100;  // statements that are compared with each other

}  // namespace

void redundant_statement(Check& c) {
  std::map<std::string, const Statement*> seen;
  for (const Statement& s : c.policy.statements) {
    if (!certain(s)) continue;
    const auto [first, fresh] = seen.try_emplace(all(s), &s);
    if (fresh) continue;
    Finding& f = c.add("iam-redundant-statement", s.anchor, "The statement says the same as an earlier one; remove it");
    f.related.push_back({"", first->second->anchor, 0, "The same statement"});
    f.unnecessary = true;
    Value item;
    item.node = s.node;
    offer(f, remove_item(c, item, "Remove the statement"));
  }
}

void shadowed_statement(Check& c) {
  std::vector<const Statement*> known;
  for (const Statement& s : c.policy.statements)
    if (certain(s)) known.push_back(&s);
  if (known.size() < 2 || known.size() > kMost) return;
  for (const Statement* narrow : known)
    for (const Statement* wide : known) {
      if (wide == narrow || wide->allows() != narrow->allows() || !shadows(*wide, *narrow) || shadows(*narrow, *wide)) continue;
      Finding& f = c.add("iam-shadowed-statement", narrow->anchor, "Another statement of the policy " + std::string(narrow->allows() ? "allows" : "denies") + " all of this already");
      f.related.push_back({"", wide->anchor, 0, "The wider statement"});
      f.unnecessary = true;
      break;
    }
}

}  // namespace cribsheet::rules::iam
