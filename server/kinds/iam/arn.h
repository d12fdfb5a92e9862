// Amazon Resource Names: arn:partition:service:region:account:resource, with wildcards and holes.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "pack/pack.h"

namespace cribsheet::iam {

struct Arn {
  enum Part : std::uint8_t { prefix, partition, service, region, account, resource };
  std::array<std::string_view, 6> parts;
  std::array<std::size_t, 6> begins{};  // offset of each part in the text
  int count = 0;                        // parts found; 6: complete
  bool unsure = false;                  // fewer than six parts, but a hole may hold the rest

  std::string_view operator[](Part part) const { return parts[part]; }
  bool complete() const { return count == 6; }
  bool has_prefix() const { return count > 0 && parts[prefix] == "arn"; }
};
Arn split_arn(std::string_view text);

// How an ARN fits the format of one of IAM's resource types.
enum class Fit : std::uint8_t { no, maybe, yes };  // maybe: only wildcards or holes make it fit
struct ArnFormat {
  explicit ArnFormat(std::string_view format);     // "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}"
  std::string service, region, account, resource;  // as patterns: a variable became '*'; empty: nothing may stand there
  bool fits_resource(const Arn& arn) const;        // the last part alone
  bool fits(const Arn& arn) const;                 // service and last part
};

// The same as text for people: "arn:aws:sqs:us-east-1:111122223333:QueueName"; `snippet` marks the variable parts for an editor.
std::string example_arn(std::string_view format, bool snippet);

}  // namespace cribsheet::iam
