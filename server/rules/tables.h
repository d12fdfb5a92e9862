// The tables that make up the catalogue; one a folder, joined in all.cpp.
#pragma once
#include <vector>

#include "rules/rule.h"

namespace cribsheet::rules {

using Table = std::vector<Rule>;

Table document_table();        // rules/duplicate_key.cpp: any kind
Table cloudformation_table();  // rules/cloudformation/table.cpp
Table schema_table();          // rules/schema/table.cpp

}  // namespace cribsheet::rules
