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
  return s.is_map && s.complete && !s.conditional && (s.allows() || s.denies()) && certain(s.action) && certain(s.not_action) && certain(s.resource) &&
         certain(s.not_resource) && certain(s.principal) && certain(s.not_principal) && certain(s.condition);
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
  return about(s) + "|" + written(s.action, true) + written(s.not_action, true) + written(s.resource, false) + written(s.not_resource, false) +
         written(s.condition);
}

// A statement that may be compared with others, its texts made once.
struct Known {
  const Statement* statement;
  std::string about, condition;
  std::vector<std::string> actions;
};

bool all_covered(const std::vector<std::string>& wide, const std::vector<std::string>& narrow) {
  return std::all_of(narrow.begin(), narrow.end(),
                     [&](const std::string& n) { return std::any_of(wide.begin(), wide.end(), [&](const std::string& w) { return covers(w, n); }); });
}

bool all_covered(const Values& wide, const Values& narrow) {
  return std::all_of(narrow.items.begin(), narrow.items.end(),
                     [&](const Value& n) { return std::any_of(wide.items.begin(), wide.items.end(), [&](const Value& w) { return covers(w.text, n.text); }); });
}

bool shadows(const Known& a, const Known& b) {
  const Statement &wide = *a.statement, &narrow = *b.statement;
  if (wide.allows() != narrow.allows() || a.about != b.about || wide.resource.present != narrow.resource.present) return false;
  if (wide.condition.present && a.condition != b.condition) return false;
  return all_covered(a.actions, b.actions) && all_covered(wide.resource, narrow.resource);
}

constexpr std::size_t kMost = 100;  // statements that are compared with each other, and entries of a list

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
    offer(f, remove_item(item, "Remove the statement"));
  }
}

void shadowed_statement(Check& c) {
  std::vector<Known> known;
  for (const Statement& s : c.policy.statements) {
    if (!s.action.present || s.action.items.empty() || s.action.items.size() > kMost || s.resource.items.size() > kMost || s.not_resource.present ||
        !certain(s))
      continue;
    Known& made = known.emplace_back(Known{&s, about(s), written(s.condition), {}});
    for (const Value& v : s.action.items) made.actions.push_back(lower(v.text));
  }
  if (known.size() < 2 || known.size() > kMost) return;
  for (const Known& narrow : known)
    for (const Known& wide : known) {
      if (&wide == &narrow || !shadows(wide, narrow) || shadows(narrow, wide)) continue;
      Finding& f = c.add("iam-shadowed-statement", narrow.statement->anchor,
                         "Another statement of the policy " + std::string(narrow.statement->allows() ? "allows" : "denies") + " all of this already");
      f.related.push_back({"", wide.statement->anchor, 0, "The wider statement"});
      f.unnecessary = true;
      Value item;
      item.node = narrow.statement->node;
      offer(f, remove_item(item, "Remove the statement"), false);
      break;
    }
}

}  // namespace cribsheet::rules::iam
