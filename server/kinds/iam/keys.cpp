#include "kinds/iam/keys.h"

#include "kinds/iam/glob.h"

namespace cribsheet::iam {
namespace {

// "s3:ExistingObjectTag/<key>", "ec2:ResourceTag/tag-key": how the catalogue writes the part that a person chooses.
std::optional<KeyInfo> with_tag(std::string_view name, const pack::Pack& pack) {
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos || slash + 1 == name.size()) return std::nullopt;
  for (const std::string_view tail : {"${TagKey}", "<key>", "tag-key"}) {
    const std::string written = std::string(name.substr(0, slash + 1)) + std::string(tail);
    if (const pack::ConditionKey key = pack.condition_key(written))
      return KeyInfo{std::string(key.name()), std::string(key.type()), std::string(key.doc()), false};
  }
  return std::nullopt;
}

bool names(std::string_view entry, std::string_view name) {
  const std::size_t slash = entry.find('/');
  if (slash == std::string_view::npos) return same(entry, name);
  return name.size() > slash + 1 && starts_with_same(name, entry.substr(0, slash + 1));
}

}  // namespace

std::optional<KeyInfo> find_key(std::string_view name, const pack::Pack& pack) {
  const pack::Table global = pack.table("global-condition-keys");
  for (const auto& row : name.find('/') == std::string_view::npos ? global.named(name) : global)
    if (row.size() >= 4 && names(row[0], name)) return KeyInfo{std::string(row[0]), std::string(row[1]), std::string(row[3]), true};
  if (const pack::ConditionKey key = pack.condition_key(name)) return KeyInfo{std::string(key.name()), std::string(key.type()), std::string(key.doc()), false};
  return with_tag(name, pack);
}

bool is_provider_key(std::string_view name, const pack::Pack& pack) {
  const std::size_t colon = name.rfind(':');
  if (colon == std::string_view::npos) return false;
  const std::string_view prefix = name.substr(0, colon);
  if (same(prefix, "saml") || same(prefix, "sts") || prefix.find('.') != std::string_view::npos || prefix.find('/') != std::string_view::npos)
    return !same(prefix, "sts");
  return same(prefix, "cognito-identity-auth") || same(prefix, "cognito-identity-unauth") || (same(prefix, "identitycenter") && !pack.service(prefix));
}

bool suits(Operator::Family family, const KeyInfo& key) {
  using F = Operator::Family;
  const std::string_view type = key.base_type();
  if (family == F::null || family == F::unknown || type.empty()) return true;
  if (type == "String") return family == F::string || (family == F::arn && lower(key.name).find("arn") != std::string::npos);
  if (type == "ARN") return family == F::arn || family == F::string;
  if (type == "Bool") return family == F::boolean;
  if (type == "Numeric") return family == F::numeric || (family == F::date && lower(key.name).find("time") != std::string::npos);
  if (type == "Date") return family == F::date || family == F::numeric;
  if (type == "IPAddress") return family == F::ip;
  if (type == "Binary") return family == F::binary;
  return true;
}

std::string_view family_for(const KeyInfo& key) {
  const std::string_view type = key.base_type();
  if (type == "ARN") return "Arn";
  if (type == "IPAddress") return "IpAddress";
  if (type == "Bool" || type == "Numeric" || type == "Date" || type == "Binary") return type;
  return "String";
}

}  // namespace cribsheet::iam
