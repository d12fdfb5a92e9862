#include "kinds/cloudformation/answers.h"

namespace cribsheet::kinds::cloudformation {

bool template_complete(const Cursor&, std::vector<Completion>&) { return false; }

}  // namespace cribsheet::kinds::cloudformation
