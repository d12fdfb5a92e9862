// Which type of policy a document is: by flag or property, else by the file's name, else by what it says.
#pragma once
#include "kinds/iam/policy.h"
#include "model/document.h"
#include "pack/pack.h"

namespace cribsheet::iam {

// Ends the type of a policy whose text stands in an Fn::Sub (kinds/shape/parts.cpp).
constexpr std::string_view kInSub = " sub";

// The policy inside wrappers such as {"PolicyDocument": ...} and {"PolicyVersion": {"Document": ...}}.
syntax::Node policy_root(syntax::Node root);
// Fills in `type`, `type_named`, `foreign` and `own_version`.
void decide_type(Policy& policy, const model::Document& document);
// How sure it is that a file is an IAM policy, 0..100.
int recognise_policy(std::string_view path, const syntax::Tree& tree);

}  // namespace cribsheet::iam
