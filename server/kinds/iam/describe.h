// What is said of an action, a condition key, an operator, an ARN or a wildcard.
#pragma once
#include <optional>
#include <string_view>

#include "kinds/iam/analysis.h"
#include "kinds/kind.h"
#include "pack/pack.h"

namespace cribsheet::iam {

kinds::Explanation describe_action(const pack::Action& action, const pack::Pack& pack);
// A pattern such as "s3:Get*": how many actions it takes in, which.
std::optional<kinds::Explanation> describe_pattern(std::string_view pattern, const pack::Pack& pack);
kinds::Explanation describe_service(const pack::IamService& service, const pack::Pack& pack);
std::optional<kinds::Explanation> describe_key(std::string_view name, const pack::Pack& pack);
std::optional<kinds::Explanation> describe_operator(std::string_view name, const pack::Pack& pack);
std::optional<kinds::Explanation> describe_resource(std::string_view text, const pack::Pack& pack);
// By the entity's name alone: "kms:GenerateDataKey", "aws:SourceIp".
std::optional<kinds::Explanation> describe_entity(std::string_view entity, const pack::Pack& pack);

}  // namespace cribsheet::iam
