// Condition keys: the catalogue's and the global ones.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "kinds/iam/policy.h"
#include "pack/pack.h"

namespace cribsheet::iam {

struct KeyInfo {
  std::string name;  // in AWS's spelling, a tag's key as ${TagKey}
  std::string type;  // "String", "ArrayOfString", "ARN", "Bool", "Numeric", "Date", "IPAddress", ...; empty: unknown
  std::string doc;
  bool global = false;
  bool many() const { return type.starts_with("ArrayOf"); }
  std::string_view base_type() const { return many() ? std::string_view(type).substr(7) : std::string_view(type); }
};
// Nothing: no such key.
std::optional<KeyInfo> find_key(std::string_view name, const pack::Pack& pack);
// Keys of identity providers, which have no catalogue: "token.actions.githubusercontent.com:sub", "saml:aud".
bool is_provider_key(std::string_view name, const pack::Pack& pack);
// Whether the operator family may test a key of this type.
bool suits(Operator::Family family, const KeyInfo& key);
// "String", "Arn", ...: the family to use for a key of this type.
std::string_view family_for(const KeyInfo& key);

}  // namespace cribsheet::iam
