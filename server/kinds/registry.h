// One function a kind, defined in its folder; joined in registry.cpp.
#pragma once
#include "kinds/kind.h"

namespace cribsheet::kinds {

const Kind* cloudformation_kind();
const Kind* sam_kind();
const Kind* notes_kind();
const Kind* iam_policy_kind();  // kinds/iam
const Kind* buildspec_kind();
const Kind* appspec_kind();
const Kind* step_functions_kind();
const Kind* ecs_task_definition_kind();
const Kind* ebextensions_kind();
const Kind* cron_yaml_kind();

// A kind that is data alone (knowledge/kinds/<id>.yaml): for those that need no code.
class DataKind : public Kind {
 public:
  explicit DataKind(std::string_view id) : id_(id) {}
  std::string_view id() const override { return id_; }

 private:
  std::string_view id_;
};

struct DataId {  // a text as a template argument
  char text[32] = {};
  template <std::size_t N>
  constexpr DataId(const char (&written)[N]) {  // NOLINT(google-explicit-constructor)
    for (std::size_t i = 0; i < N; ++i) text[i] = written[i];
  }
};
template <DataId kId>
const Kind* data_kind() {
  static const DataKind kind(kId.text);
  return &kind;
}

}  // namespace cribsheet::kinds
