#include "kinds/shape/format.h"

#include <array>
#include <charconv>

#include "kinds/shape/regex.h"

namespace cribsheet::kinds::shape {
namespace {

constexpr std::array<Format, 19> kFormats = {{
    {"AWS::EC2::Image.Id", "an image id, like ami-0123456789abcdef0", "^ami-([0-9a-z]{8}|[0-9a-z]{17})$"},
    {"AWS::EC2::SecurityGroup.Id", "a security group id, like sg-0123456789abcdef0", "^sg-([a-fA-F0-9]{8}|[a-fA-F0-9]{17})$"},
    {"AWS::EC2::SecurityGroup.Name", "a security group name", "^[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]+$"},
    {"AWS::EC2::Subnet.Id", "a subnet id, like subnet-0123456789abcdef0", "^subnet-([0-9A-Fa-f]{8}|[0-9A-Fa-f]{17})$"},
    {"AWS::EC2::VPC.Id", "a VPC id, like vpc-0123456789abcdef0", "^vpc-([0-9A-Fa-f]{8}|[0-9A-Fa-f]{17})$"},
    {"AWS::IAM::Role.Arn", "the ARN of a role, like arn:aws:iam::123456789012:role/name", "^arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/[a-zA-Z_0-9+=,.@\\-_/]+$"},
    {"AWS::Logs::LogGroup.Name", "a log group name", "^[.\\-_/#A-Za-z0-9]{1,512}$"},
    {"AWS::S3::Bucket.Name", "a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens", "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$"},
    {"AWS::SNS::Topic.Arn", "the ARN of a topic", "^arn:[\\w-]+:sns:[\\w-]*:\\d{12}:.+$"},
    {"AWS::SQS::Queue.Arn", "the ARN of a queue", "^arn:[\\w-]+:sqs:[\\w-]*:\\d{12}:.+$"},
    {"AWS::Lambda::Function.Arn", "the ARN of a function", "^arn:[\\w-]+:lambda:[\\w-]*:\\d{12}:function:.+$"},
    {"AWS::ACM::Certificate.Arn", "the ARN of a certificate", "^arn:[\\w-]+:acm:[\\w-]*:\\d{12}:certificate/.+$"},
    {"AWS::KMS::Key.Arn", "the ARN of a key", "^arn:[\\w-]+:kms:[\\w-]*:\\d{12}:key/.+$"},
    {"AWS::KMS::Key.Id", "a key id", "^(mrk-[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$"},
    {"AWS::KMS::Alias.AliasName", "an alias, like alias/name", "^(arn:[\\w-]+:kms:[\\w-]*:\\d{12}:)?alias/[a-zA-Z0-9/_-]+$"},
    {"ipv4", "an IPv4 address, like 192.0.2.1", "^((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}$"},
    {"ipv6", "an IPv6 address, like 2001:db8::1", "^[0-9a-fA-F:]*:[0-9a-fA-F:.]*$"},
    {"ipv4-network", "an IPv4 network, like 10.0.0.0/16", ""},
    {"ipv6-network", "an IPv6 network, like 2001:db8::/32", "^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*/([0-9]|[1-9][0-9]|1[01][0-9]|12[0-8])$"},
}};

bool number_up_to(std::string_view text, unsigned limit) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && value <= limit;
}

bool is_ipv4_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || !number_up_to(text.substr(slash + 1), 32)) return false;
  std::string_view address = text.substr(0, slash);
  for (int part = 0; part < 4; ++part) {
    const std::size_t dot = part < 3 ? address.find('.') : address.size();
    if (dot == std::string_view::npos || !number_up_to(address.substr(0, dot), 255)) return false;
    address.remove_prefix(part < 3 ? dot + 1 : dot);
  }
  return true;
}

}  // namespace

const Format* format(std::string_view name) {
  for (const Format& each : kFormats)
    if (each.name == name) return &each;
  return nullptr;
}

std::optional<bool> fits_format(std::string_view name, std::string_view text) {
  const Format* known = format(name);
  if (known == nullptr) return std::nullopt;
  if (known->name == "ipv4-network") return is_ipv4_network(text);
  return matches(known->pattern, text);
}

}  // namespace cribsheet::kinds::shape
