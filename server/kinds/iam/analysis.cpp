#include "kinds/iam/analysis.h"

#include "kinds/iam/glob.h"
#include "kinds/iam/guess.h"
#include "kinds/iam/references.h"

namespace cribsheet::iam {
namespace {

// False: the ARN is not of this format.
bool hold_against(std::string_view written, ArnUse& use) {
  const Arn format = split_arn(written);
  const std::string_view own = use.arn[Arn::service];
  if (own != format[Arn::service] && !overlaps(own, format[Arn::service])) return false;
  use.known = true;
  if (!ArnFormat(written).fits_resource(use.arn)) return false;
  const bool region = !format[Arn::region].empty(), account = !format[Arn::account].empty();
  if (!use.fits) use.never_region = use.always_region = use.never_account = use.always_account = true;
  use.fits = true;
  use.never_region = use.never_region && !region;
  use.always_region = use.always_region && region;
  use.never_account = use.never_account && !account;
  use.always_account = use.always_account && account;
  return true;
}

void hold_against(const pack::IamService& service, ArnUse& use) {
  for (const pack::ArnType& type : service.arn_types()) hold_against(type.arn(), use);
}

// Other services' types may have ARNs of this service part too; all are asked where its own have none that fits.
ArnUse read_arn(const Value& value, const pack::Pack& pack, const pack::Table& more) {
  ArnUse use;
  use.value = &value;
  use.arn = split_arn(value.text);
  use.complete = use.arn.has_prefix() && use.arn.complete();
  if (!use.complete) return use;
  if (const pack::IamService own = pack.service(use.arn[Arn::service])) hold_against(own, use);
  for (const auto& row : more.named(use.arn[Arn::service]))
    if (row.size() >= 2 && row[0] == use.arn[Arn::service]) use.special = hold_against(row[1], use) || use.special;
  if (use.fits) return use;
  for (std::uint32_t i = 0; i < pack.service_count(); ++i) hold_against(pack.service_at(i), use);
  return use;
}

}  // namespace

bool ActionUse::allows(std::string_view service_prefix, std::string_view action_name) const {
  if (unknown) return false;
  if (everything) return true;
  return matches(prefix, service_prefix) && matches(name, action_name);
}

bool Actions::include(std::string_view service, std::string_view name) const {
  if (negated && !complete) return false;
  for (const ActionUse& use : uses) {
    if (negated && use.unknown) return false;
    if (use.allows(service, name)) return !negated;
  }
  return negated;
}

ActionUse read_action(const Value& value, const pack::Pack& pack, std::size_t& budget) {
  ActionUse use;
  use.value = &value;
  const std::string& text = value.text;
  use.colon = text.find(':');
  use.unknown = !value.is_text() || has_hole(text);
  if (use.unknown) return use;
  use.wildcard = has_wildcard(text);
  use.everything = text == "*" || text == "*:*";
  if (use.everything || use.colon == std::string::npos) return use;
  use.prefix = lower(std::string_view(text).substr(0, use.colon));
  use.name = lower(std::string_view(text).substr(use.colon + 1));
  const auto expand = [&](std::size_t cost) {
    use.unknown = cost > budget;
    if (use.unknown) return;
    budget -= cost;
    use.matched = pack.expand(text);
  };
  if (has_wildcard(use.prefix)) {
    expand(pack.action_count());
    return use;
  }
  use.service = pack.service(use.prefix);
  if (!use.service) return use;
  use.whole_service = use.name == "*";
  if (use.whole_service) return use;
  if (use.wildcard) expand(use.service.action_count());
  else use.action = use.service.action(use.name);
  return use;
}

const KeyInfo* Analysis::key(std::string_view name) const {
  const auto found = keys.find(lower(name));
  return found != keys.end() && found->second ? &*found->second : nullptr;
}

std::shared_ptr<const Analysis> analyse(const model::Document& document, const pack::Pack& pack) {
  auto made = std::make_shared<Analysis>();
  const References references(document, pack);
  ReadOptions options;
  options.in_template = document.in_template;
  options.in_sub = document.policy_type.ends_with(kInSub);
  options.resolver = document.in_template ? &references : nullptr;
  const syntax::Node root = policy_root(document.root());
  Policy& policy = made->policy;
  const syntax::Node at = root.resolved();
  // What embeds a policy may take its statements alone: a list of them, or just one.
  const bool bare = document.in_template && (at.is_sequence() || (at.is_mapping() && at.find("Effect") && !at.find("Statement")));
  policy = bare ? read_statements(root, options) : read_policy(root, options);
  decide_type(policy, document);
  policy.too_large = policy.range.size() > kTooLarge;
  if (policy.too_large) {
    made->actions.resize(policy.statements.size());
    return made;
  }
  std::size_t budget = kActionsTried;
  const pack::Table more = pack.table("more-arns");
  for (const Statement& statement : policy.statements) {
    Actions& actions = made->actions.emplace_back();
    const Values& values = statement.actions();
    actions.negated = !statement.action.present && statement.not_action.present;
    actions.complete = values.complete;
    for (const Value& value : values.items) actions.uses.push_back(read_action(value, pack, budget));
    for (const Values* resources : {&statement.resource, &statement.not_resource})
      for (const Value& value : resources->items)
        if (value.is_text() && value.text != "*" && value.text.size() <= kMaxPattern) made->arns.push_back(read_arn(value, pack, more));
    for (const ConditionBlock& block : statement.condition.blocks)
      for (const ConditionKey& key : block.keys) {
        const auto [entry, fresh] = made->keys.try_emplace(lower(key.name));
        if (fresh) entry->second = find_key(key.name, pack);
      }
  }
  return made;
}

std::shared_ptr<const Analysis> analysis_of(const model::Document& document, const pack::Pack& pack) {
  if (auto ready = std::dynamic_pointer_cast<const Analysis>(document.analysis)) return ready;
  return analyse(document, pack);
}

}  // namespace cribsheet::iam
