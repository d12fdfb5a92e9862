// The kinds there are: one line each.
#include "kinds/registry.h"

namespace cribsheet::kinds {

const std::vector<const Kind*>& all() {
  static const std::vector<const Kind*> kinds = {
      cloudformation_kind(),
      sam_kind(),
      data_kind<DataId{"buildspec"}>(),
      iam_policy_kind(),
      data_kind<DataId{"appspec"}>(),
      data_kind<DataId{"step-functions"}>(),
      data_kind<DataId{"ecs-task-definition"}>(),
      data_kind<DataId{"ebextensions"}>(),
      data_kind<DataId{"cron-yaml"}>(),
  };
  return kinds;
}

const Kind* kind(std::string_view id) {
  for (const Kind* each : all())
    if (each->id() == id) return each;
  return nullptr;
}

}  // namespace cribsheet::kinds
