#include "kinds/cloudformation/answers.h"

namespace cribsheet::kinds::cloudformation {

std::optional<Explanation> template_hover(const Cursor&) { return std::nullopt; }

}  // namespace cribsheet::kinds::cloudformation
