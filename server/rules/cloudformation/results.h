// Whether what a function gives is what the place takes.
#pragma once
#include <string>

#include "kinds/cloudformation/template.h"
#include "rules/rule.h"

namespace cribsheet::rules::cloudformation {

// `expected` is the shape of the place; called by the shape walk for every function it meets.
void check_result(const kinds::cloudformation::Template& outline, const pack::Pack& pack, syntax::Node node, const pack::Shape& expected,
                  const std::string& entity, Report& report);

}  // namespace cribsheet::rules::cloudformation
