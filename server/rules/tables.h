// The tables that make up the catalogue; one a folder, joined in all.cpp.
#pragma once
#include <vector>

#include "rules/rule.h"

namespace cribsheet::rules {

using Table = std::vector<Rule>;

Table cloudformation_table();  // rules/cloudformation/table.cpp

}  // namespace cribsheet::rules
