// What is worked out about a policy once per version: the view, its type, and what its actions stand for in the catalogue.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kinds/iam/arn.h"
#include "kinds/iam/keys.h"
#include "kinds/iam/policy.h"
#include "model/document.h"
#include "pack/pack.h"

namespace cribsheet::iam {

// One entry of Action or NotAction.
struct ActionUse {
  const Value* value = nullptr;
  std::size_t colon = std::string::npos;  // in value->text
  std::string prefix, name;               // lower case
  pack::IamService service;               // none: unknown prefix, or a wildcard in it
  pack::Action action;                    // where it names just one
  bool everything = false;                // "*" or "*:*"
  bool whole_service = false;             // "s3:*"
  bool wildcard = false;
  bool unknown = false;                // a hole leaves open what it is
  std::vector<std::uint32_t> matched;  // wildcard within a service: indices of the actions; not filled for the two above
  bool allows(std::string_view service_prefix, std::string_view action_name) const;  // lower case; false where unknown
};

struct Actions {
  std::vector<ActionUse> uses;
  bool negated = false;  // of NotAction
  bool complete = true;
  // Whether the statement speaks of this action, given in lower case: "iam", "passrole". False where that is not sure.
  bool include(std::string_view service, std::string_view name) const;
};

// One ARN of Resource or NotResource, held against the formats that its service's resource types have.
struct ArnUse {
  const Value* value = nullptr;
  Arn arn;
  bool complete = false;  // has the prefix and six parts; only then the rest is filled in
  bool known = false;     // the catalogue has formats of this service
  bool fits = false;      // the last part fits one of them
  bool special = false;   // a form that the catalogue lacks (table more-arns); actions on it can't be judged
  // Of the formats that fit: whether all are without, or all with, a region or an account.
  bool never_region = false, always_region = false, never_account = false, always_account = false;
};

struct Analysis : model::Analysis {
  Policy policy;
  std::vector<Actions> actions;                        // one for each statement
  std::vector<ArnUse> arns;                            // every resource but "*", in order
  std::map<std::string, std::optional<KeyInfo>> keys;  // every condition key of the policy, by its name in lower case
  const KeyInfo* key(std::string_view name) const;     // null: no such key is known
  // Calls `see` with every action that the use stands for, until it returns false.
  template <class See>
  static void each_action(const pack::Pack& pack, const ActionUse& use, See see);
};

// The analysis of a document of kind iam-policy; made afresh where the document brings none.
std::shared_ptr<const Analysis> analysis_of(const model::Document& document, const pack::Pack& pack);
std::shared_ptr<const Analysis> analyse(const model::Document& document, const pack::Pack& pack);

// `budget`: actions that wildcards may still be tried on; one that would go beyond stays unknown.
ActionUse read_action(const Value& value, const pack::Pack& pack, std::size_t& budget);
constexpr std::size_t kActionsTried = 4'000'000;

template <class See>
void Analysis::each_action(const pack::Pack& pack, const ActionUse& use, See see) {
  if (use.action) {
    see(use.action);
  } else if (use.everything) {
    for (std::uint32_t i = 0; i < pack.action_count(); ++i)
      if (!see(pack.action_at(i))) return;
  } else if (use.whole_service) {
    for (std::uint32_t i = 0; i < use.service.action_count(); ++i)
      if (!see(pack.action_at(use.service.first_action() + i))) return;
  } else {
    for (const std::uint32_t i : use.matched)
      if (!see(pack.action_at(i))) return;
  }
}

}  // namespace cribsheet::iam
