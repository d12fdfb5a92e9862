// The kinds there are: one line each.
#include "kinds/registry.h"

namespace cribsheet::kinds {

const std::vector<const Kind*>& all() {
  static const std::vector<const Kind*> kinds = {
      cloudformation_kind(),
      sam_kind(),
      buildspec_kind(),
      iam_policy_kind(),
      appspec_kind(),
      step_functions_kind(),
      ecs_task_definition_kind(),
      ebextensions_kind(),
      cron_yaml_kind(),
      data_kind<DataId{"image-definitions"}>(),
      notes_kind(),
  };
  return kinds;
}

const Kind* kind(std::string_view id) {
  for (const Kind* each : all())
    if (each->id() == id) return each;
  return nullptr;
}

}  // namespace cribsheet::kinds
