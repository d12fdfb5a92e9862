// The tables that make up the catalogue; one a folder, joined in all.cpp.
#pragma once
#include <vector>

#include "rules/rule.h"

namespace cribsheet::rules {

using Table = std::vector<Rule>;

std::vector<std::string_view> every_kind();  // of files with a tree: for rules that hold in all of them

Table document_table();        // rules/duplicate_key.cpp: any kind
Table cloudformation_table();  // rules/cloudformation/table.cpp
Table sam_table();             // rules/sam/table.cpp
Table schema_table();          // rules/schema/table.cpp
Table notes_table();           // rules/notes/table.cpp
Table buildspec_table();       // rules/buildspec/table.cpp
Table appspec_table();         // rules/appspec/table.cpp
Table step_functions_table();  // rules/step_functions/table.cpp
Table ecs_table();             // rules/ecs/table.cpp
Table beanstalk_table();       // rules/ebextensions/table.cpp: .ebextensions and cron.yaml

Table iam_table();  // rules/iam/table.cpp

}  // namespace cribsheet::rules
