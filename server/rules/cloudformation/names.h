// What a name in a template may stand for.
#pragma once
#include "rules/cloudformation/view.h"

namespace cribsheet::rules::cloudformation {

bool is_pseudo_parameter(std::string_view name);
// Whether something may bear this logical id that the text does not show: made by a transform, a module, a loop.
bool may_be_made(const Template& outline, std::string_view name);
// A resource whose attributes and Ref are its own matter (custom resources, modules, serverless types, unknown types).
bool is_custom(std::string_view type);
bool is_module(std::string_view type);

std::vector<std::string_view> resource_names(const Template& outline);
std::vector<std::string_view> parameter_names(const Template& outline);
std::vector<std::string_view> condition_names(const Template& outline);
std::vector<std::string_view> mapping_names(const Template& outline);

}  // namespace cribsheet::rules::cloudformation
