// Actions: do they exist, are they written as they should be, is one said twice.
#include "rules/iam/rules.h"

#include <set>

namespace cribsheet::rules::iam {
namespace {

// Every action value that can be judged, with the statement's list it stands in.
template <class See>
void each_use(Check& c, See see) {
  if (c.pack.service_count() == 0) return;
  for (const Actions& actions : c.analysis.actions)
    for (const ActionUse& use : actions.uses)
      if (!use.unknown && use.value->text.find("${") == std::string::npos) see(use, actions);
}

constexpr std::size_t kMostWildcards = 64;  // of one list, against which its other items are held

std::vector<std::string_view> prefixes(const pack::Pack& pack) {
  std::vector<std::string_view> out;
  for (std::uint32_t i = 0; i < pack.service_count(); ++i) out.push_back(pack.service_at(i).prefix());
  return out;
}

std::vector<std::string_view> names(const pack::Pack& pack, const pack::IamService& service) {
  std::vector<std::string_view> out;
  for (std::uint32_t i = 0; i < service.action_count(); ++i) out.push_back(pack.action_at(service.first_action() + i).name());
  return out;
}

// IAM takes unknown actions without a word, so they don't stop a stack.
void soften(Check& c, Finding& f) {
  if (c.policy.in_template) set_severity(f, Severity::warning);
}

std::string full_name(const pack::Action& action) { return std::string(action.service()) + ":" + std::string(action.name()); }

bool is_renamed(const Check& c, std::string_view text) { return !c.pack.table("renamed-actions").named(text).empty(); }

void no_prefix(Check& c, const ActionUse& use) {
  const std::string& text = use.value->text;
  Finding& f = c.add("iam-unknown-action", use.value->range,
                     text.empty() ? "An action is written service:Name, such as s3:GetObject"
                                  : shown(text) + " names no service; an action is written service:Name, such as s3:GetObject");
  soften(c, f);
  if (text.empty() || c.suggestions-- <= 0) return;
  // Just one service that has an action of this name is what was meant.
  pack::Action only;
  for (std::uint32_t i = 0; i < c.pack.action_count(); ++i) {
    const pack::Action action = c.pack.action_at(i);
    if (!same(action.name(), text)) continue;
    if (only) return;
    only = action;
  }
  if (only) offer(f, replace_text(c, use.value->range, full_name(only), "Change it to " + full_name(only)));
}

}  // namespace

void unknown_action(Check& c) {
  each_use(c, [&](const ActionUse& use, const Actions&) {
    if (use.everything) return;
    if (use.colon == std::string::npos) return no_prefix(c, use);
    if (!use.service || use.whole_service || use.action || !use.matched.empty() || is_renamed(c, use.value->text)) return;
    const std::string prefix(use.service.prefix());
    const Range range = c.policy.inside(*use.value, use.colon + 1, use.value->text.size());
    if (use.wildcard) {
      Finding& f = c.add("iam-unknown-action", range, "No action of " + prefix + " matches " + shown(use.value->text));
      f.entity = prefix;
      soften(c, f);
      return;
    }
    const std::string near = suggest(c, use.name, [&] { return names(c.pack, use.service); });
    std::string message = use.name.empty() ? prefix + ": lacks the name of the action"
                                           : prefix + " has no action " + shown(std::string_view(use.value->text).substr(use.colon + 1));
    if (!near.empty()) message += "; did you mean " + prefix + ":" + near + "?";
    Finding& f = c.add("iam-unknown-action", range.empty() ? use.value->range : range, std::move(message));
    f.entity = use.value->text;
    soften(c, f);
    if (!near.empty()) offer(f, replace_text(c, use.value->range, prefix + ":" + near, "Change it to " + prefix + ":" + near));
  });
}

void unknown_service(Check& c) {
  each_use(c, [&](const ActionUse& use, const Actions&) {
    if (use.everything || use.colon == std::string::npos || use.service || !use.matched.empty()) return;
    if (is_renamed(c, use.value->text)) return;
    const std::string near = has_wildcard(use.prefix) ? std::string() : suggest(c, use.prefix, [&] { return prefixes(c.pack); });
    std::string message = use.prefix.empty() ? "The action names no service" : "There is no service " + shown(use.prefix);
    message += near.empty() ? "; an action is written service:Name, such as s3:GetObject" : "; did you mean " + near + "?";
    Finding& f = c.add("iam-unknown-service", c.policy.inside(*use.value, 0, use.colon), std::move(message));
    soften(c, f);
    const std::string whole = near + use.value->text.substr(use.colon);
    if (!near.empty()) offer(f, replace_text(c, use.value->range, whole, "Change it to " + whole));
  });
}

void wildcard_in_service(Check& c) {
  each_use(c, [&](const ActionUse& use, const Actions&) {
    if (use.everything || use.colon == std::string::npos || !has_wildcard(use.prefix) || use.matched.empty()) return;
    c.add("iam-wildcard-in-service", c.policy.inside(*use.value, 0, use.colon),
          "A wildcard in the service's name also takes in services that you do not think of, today's and tomorrow's; name the services");
  });
}

void action_case(Check& c) {
  each_use(c, [&](const ActionUse& use, const Actions&) {
    if (!use.action) return;
    const std::string right = full_name(use.action);
    if (right == use.value->text) return;
    Finding& f = c.add("iam-action-case", use.value->range, "AWS writes this action " + right + " (it works either way)");
    f.entity = right;
    offer(f, replace_text(c, use.value->range, right, "Write it " + right));
  });
}

void renamed_action(Check& c) {
  const auto table = c.pack.table("renamed-actions");
  if (table.empty()) return;
  each_use(c, [&](const ActionUse& use, const Actions&) {
    if (use.wildcard) return;
    for (const auto& row : table.named(use.value->text)) {
      if (row.size() < 3) continue;
      Finding& f = c.add("iam-renamed-action", use.value->range,
                         std::string(row[0]) + " is " + std::string(row[2]) + (row[1].empty() ? "" : "; use " + std::string(row[1])));
      f.deprecated = true;
      if (!row[1].empty()) offer(f, replace_text(c, use.value->range, row[1], "Change it to " + std::string(row[1])));
    }
  });
}

void redundant_action(Check& c) {
  for (const Actions& actions : c.analysis.actions) {
    std::set<std::string> exact;
    std::vector<std::pair<std::string, const ActionUse*>> wild;
    for (const ActionUse& use : actions.uses)
      if (!use.unknown && !use.value->conditional && use.wildcard && wild.size() < kMostWildcards) wild.emplace_back(lower(use.value->text), &use);
    for (const ActionUse& use : actions.uses) {
      if (use.unknown || use.value->conditional) continue;
      const std::string text = lower(use.value->text);
      const bool twice = !exact.insert(text).second;
      const ActionUse* by = nullptr;
      for (const auto& [pattern, other] : wild)
        if (!by && other != &use && pattern != text && covers(pattern, text)) by = other;
      if (!twice && !by) continue;
      Finding& f = c.add("iam-redundant-action", use.value->range,
                         by ? shown(use.value->text) + " is already part of " + shown(by->value->text) : shown(use.value->text) + " is already in the list");
      f.unnecessary = true;
      offer(f, remove_item(*use.value, "Remove it"));
    }
  }
}

}  // namespace cribsheet::rules::iam
