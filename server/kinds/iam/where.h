// Where in a policy a node stands, as a person would say it: "an action", "the value of a condition key".
#pragma once
#include <cstdint>
#include <string>

#include "kinds/iam/analysis.h"
#include "model/document.h"
#include "syntax/tree.h"

namespace cribsheet::iam {

struct Where {
  enum class What : std::uint8_t {
    none,
    policy_key,
    statement_key,
    version,
    effect,
    sid,
    action,
    resource,
    principal,
    principal_key,
    principal_value,
    operator_name,
    condition_key,
    condition_value,
  };
  What what = What::none;
  std::string element;     // "Action", "NotResource", ...
  std::string op;          // condition_key, condition_value: the operator
  std::string key;         // condition_value: the condition key; principal_value: AWS, Service, ...
  syntax::Node mapping;    // keys: the mapping that they stand in
  syntax::Node statement;  // its mapping; none outside of statements
  std::size_t index = 0;   // of the statement in the analysis, where `known`
  bool known = false;
};
// `node`: a scalar or a missing node; `on_key`: it is a key, or a word that may become one.
Where where_is(const model::Document& document, const Analysis& analysis, syntax::Node node, bool on_key);

}  // namespace cribsheet::iam
