#include "rules/tables.h"

namespace cribsheet::rules {

Table cloudformation_table() { return {}; }

}  // namespace cribsheet::rules
