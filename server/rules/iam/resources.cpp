// Resources against the actions of their statement.
#include "rules/iam/rules.h"

#include <algorithm>
#include <set>

#include "kinds/iam/arn.h"

namespace cribsheet::rules::iam {
namespace {

bool has_variable(std::string_view text) { return text.find("${") != std::string_view::npos; }

constexpr std::size_t kMostArns = 200;      // of one statement, against which its actions are held
constexpr std::size_t kMostWildcards = 64;  // of one list, against which its other items are held

// A resource value that may be any ARN at all.
bool is_open(const Value& v) {
  if (!v.is_text() || v.text.find('*') == 0) return true;
  const Arn arn = split_arn(v.text);
  return !arn.has_prefix() || !arn.complete() || v.text.size() > kMaxPattern;
}

bool all_known(const Values& resources) {
  if (!resources.present || !resources.complete || resources.items.empty()) return false;
  for (const Value& v : resources.items)
    if (!v.is_text() || (is_open(v) && v.text != "*")) return false;
  return true;
}

bool fits(const pack::Action::Resource& resource, const Arn& arn) {
  const ArnFormat format(resource.type.arn());
  if (!format.fits(arn)) return false;
  // An empty part stands for itself; what is written must be possible.
  return overlaps(arn[Arn::region], format.region) && overlaps(arn[Arn::account], format.account);
}

std::string full_name(const pack::Action& action) { return std::string(action.service()) + ":" + std::string(action.name()); }

std::string types_of(const std::vector<pack::Action::Resource>& resources) {
  std::vector<std::string> names;
  for (const auto& r : resources) {
    if (names.size() == 3) return joined(names, ", ") + ", ...";
    names.emplace_back(example_arn(r.type.arn(), false));
  }
  return joined(names, " or ");
}

// For an object action beside a bucket's ARN: the bucket's objects.
void offer_objects(Check& c, Finding& f, const Statement& s, const pack::Action& action) {
  if (action.service() != "s3") return;
  for (const Value& v : s.resource.items) {
    const Arn arn = split_arn(v.text);
    if (arn[Arn::service] != "s3" || arn[Arn::resource].find('/') != std::string_view::npos || has_hole(v.text)) continue;
    offer(f, replace_text(c, v.range, v.text + "/*", "Change the resource to the bucket's objects (" + v.text + "/*)"), false);
    return;
  }
}

// Takes the action out of its list and gives it a statement of its own, behind this one.
Fix own_statement(const Check& c, const Statement& s, const ActionUse& use, const std::string& resource) {
  if (!s.node.parent().is_sequence() || s.action.items.size() < 2 || s.principal.present || s.condition.present) return {};
  Fix fix = remove_item(*use.value, "Give " + full_name(use.action) + " a statement of its own, with " + resource);
  if (fix.edits.empty()) return {};
  const std::string effect = s.denies() ? "Deny" : "Allow";
  const std::string_view text = c.text();
  std::size_t line = s.range.begin;
  while (line > 0 && text[line - 1] != '\n') --line;
  std::size_t indent = line;
  while (indent < text.size() && (text[indent] == ' ' || text[indent] == '\t')) ++indent;
  const std::string margin(text.substr(line, indent - line));
  if (c.json() || s.node.style() == syntax::Style::flow) {
    fix.edits.push_back({{s.range.end, s.range.end},
                         ",\n" + margin + R"({"Effect": ")" + effect + R"(", "Action": ")" + full_name(use.action) + R"(", "Resource": ")" + resource + "\"}"});
    return fix;
  }
  if (indent >= text.size() || text[indent] != '-') return {};
  // Behind the last line of the statement.
  std::size_t end = s.range.end;
  while (end > s.range.begin && (text[end - 1] == '\n' || text[end - 1] == ' ' || text[end - 1] == '\r')) --end;
  while (end < text.size() && text[end] != '\n') ++end;
  const std::string inner = "\n" + margin + "  ";
  fix.edits.push_back({{static_cast<Offset>(end), static_cast<Offset>(end)},
                       "\n" + margin + "- Effect: " + effect + inner + "Action: " + full_name(use.action) + inner + "Resource: \"" + resource + "\""});
  return fix;
}

void mismatch(Check& c, const Statement& s, const ActionUse& use, const std::vector<Arn>& arns, bool star) {
  const auto resources = use.action.resources();
  if (resources.empty()) {
    if (star) return;
    Finding& f = c.add(
        "iam-resource-mismatch", use.value->range,
        full_name(use.action) + " works on no particular resource: it takes effect only with Resource \"*\"; move it to a statement of its own with \"*\"");
    f.entity = full_name(use.action);
    offer(f, own_statement(c, s, use, "*"));
    if (s.action.items.size() == 1 && s.resource.items.size() == 1 && s.resource.items[0].node.is_scalar() && s.resource.items[0].node.tag().empty())
      offer(f, replace_text(c, s.resource.items[0].range, "*", "Set Resource to \"*\""));
    return;
  }
  if (star) return;
  for (const Arn& arn : arns)
    for (const auto& resource : resources)
      if (fits(resource, arn)) return;
  Finding& f = c.add("iam-resource-mismatch", use.value->range,
                     "None of the statement's resources is one that " + full_name(use.action) + " works on; it takes " + types_of(resources));
  f.entity = full_name(use.action);
  offer_objects(c, f, s, use.action);
  offer(f, own_statement(c, s, use, example_arn(resources[0].type.arn(), false)), false);
}

// "arn:*:cloudtrail:*:*:trail/*": every variable part of the format is a wildcard.
bool effectively_star(const ArnFormat& format, const Arn& arn) {
  return arn[Arn::resource] == format.resource && (format.region.empty() || arn[Arn::region] == "*") && (format.account.empty() || arn[Arn::account] == "*") &&
         arn[Arn::resource].find('*') != std::string_view::npos && (!format.region.empty() || !format.account.empty());
}

pack::Action first_with_resources(const Check& c, const Actions& actions) {
  pack::Action found;
  for (const ActionUse& use : actions.uses) {
    if (use.everything) return {};
    if (found) continue;
    Analysis::each_action(c.pack, use, [&](const pack::Action& action) {
      if (!action.resources().empty()) found = action;
      return !found;
    });
  }
  return found;
}

// The ARN to show for an action that takes several: of a type that it must have, and the shortest, which is the plainest.
std::string plainest_arn(const pack::Action& action) {
  const auto resources = action.resources();
  const auto plainer = [](const auto& a, const auto& b) { return a.required != b.required ? a.required : a.type.arn().size() < b.type.arn().size(); };
  return example_arn(std::min_element(resources.begin(), resources.end(), plainer)->type.arn(), false);
}

}  // namespace

void redundant_resource(Check& c) {
  for (const Statement& s : c.policy.statements)
    for (const Values* values : {&s.resource, &s.not_resource}) {
      std::set<std::string_view> exact;
      std::vector<const Value*> wild;
      for (const Value& v : values->items)
        if (v.is_text() && !v.conditional && v.text.find('*') != std::string::npos && v.text.size() <= kMaxPattern && !has_variable(v.text) &&
            wild.size() < kMostWildcards)
          wild.push_back(&v);
      for (const Value& v : values->items) {
        if (!v.is_text() || v.conditional || has_hole(v.text) || v.text.size() > kMaxPattern) continue;
        const Value* by = nullptr;
        for (const Value* other : wild)
          if (!by && other != &v && other->text != v.text && covers(other->text, v.text)) by = other;
        const bool twice = !exact.insert(v.text).second;
        if (!twice && !by) continue;
        Finding& f = c.add("iam-redundant-resource", v.range,
                           by ? "This resource is already part of " + shown(by->text) : std::string("This resource is already in the list"));
        f.unnecessary = true;
        offer(f, remove_item(v, "Remove it"));
      }
    }
}

void resource_mismatch(Check& c) {
  if (!c.on_identity() && !c.type_is({PolicyType::resource})) return;
  std::set<const Value*> special;
  for (const ArnUse& use : c.analysis.arns)
    if (use.special) special.insert(use.value);
  for (std::size_t i = 0; i < c.policy.statements.size(); ++i) {
    const Statement& s = c.policy.statements[i];
    const Actions& actions = c.analysis.actions[i];
    if (actions.negated || !all_known(s.resource)) continue;
    std::vector<Arn> arns;
    bool star = false;  // or as good as it
    for (const Value& v : s.resource.items) {
      if (v.text == "*" || special.contains(&v) || arns.size() == kMostArns) star = true;
      else arns.push_back(split_arn(v.text));
    }
    for (const ActionUse& use : actions.uses)
      if (!use.unknown && use.action && !use.value->conditional) mismatch(c, s, use, arns, star);
  }
}

void resource_star(Check& c) {
  if (!c.grants()) return;
  for (std::size_t i = 0; i < c.policy.statements.size(); ++i) {
    const Statement& s = c.policy.statements[i];
    const Actions& actions = c.analysis.actions[i];
    if (!s.allows() || actions.negated || !s.resource.complete) continue;
    for (const Value& v : s.resource.items) {
      if (v.text == "*") {
        const pack::Action action = first_with_resources(c, actions);
        if (!action) continue;
        const std::string arn = plainest_arn(action);
        Finding& f = c.add("iam-resource-star", v.range, "\"*\" is every resource; " + full_name(action) + " could be limited to ARNs such as " + arn,
                           {"parliament:RESOURCE_STAR"});
        if (actions.uses.size() == 1) offer(f, replace_text(c, v.range, arn, "Replace \"*\" by the ARN's format"), false);
        continue;
      }
      const Arn arn = split_arn(v.text);
      if (!arn.complete() || has_hole(v.text)) continue;
      const pack::IamService service = c.pack.service(arn[Arn::service]);
      bool all_of_type = false;
      if (service)
        for (const pack::ArnType& type : service.arn_types()) all_of_type = all_of_type || effectively_star(ArnFormat(type.arn()), arn);
      if (all_of_type)
        c.add("iam-resource-star", v.range,
              "Wildcards stand in every part of this ARN, so it takes in every resource of its type, in any account and region; name what can be named",
              {"parliament:RESOURCE_EFFECTIVELY_STAR"});
    }
  }
}

}  // namespace cribsheet::rules::iam
