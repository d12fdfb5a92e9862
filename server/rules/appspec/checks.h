// Every checker of AppSpec files, by file.
#pragma once
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace cribsheet::rules::appspec {

enum class Platform : std::uint8_t { unknown, instances, lambda, ecs };
Platform platform_of(const Input& input);

void check_form(const Input& input, Report& report);   // form.cpp: version, and what belongs to which platform
void check_hooks(const Input& input, Report& report);  // hooks.cpp: events, scripts, timeouts
void check_files(const Input& input, Report& report);  // files.cpp: mappings and permissions

}  // namespace cribsheet::rules::appspec
