// What Globals come to: the value of a property after the merge, and where each part of it is from.
#pragma once
#include <optional>
#include <string>

#include "kinds/cloudformation/template.h"

namespace cribsheet::kinds::cloudformation {

// On a key of Globals: what each resource of the type has of it. On a key of a serverless resource that Globals have too: what the two
// come to. Nothing elsewhere.
std::optional<Explanation> effective_hover(const Template& outline, const Cursor& cursor);
// What a serverless resource takes from Globals, as Markdown; empty: nothing.
std::string taken_from_globals(const Template& outline, const Resource& resource);

}  // namespace cribsheet::kinds::cloudformation
