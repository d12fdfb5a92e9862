// What templates answer to editors: symbols, hover, completion. One file each.
#pragma once
#include <optional>
#include <vector>

#include "kinds/kind.h"

namespace cribsheet::kinds::cloudformation {

Symbols template_symbols(const model::Document& document, const pack::Pack& pack);
std::optional<Explanation> template_hover(const Cursor& cursor);
bool template_complete(const Cursor& cursor, std::vector<Completion>& list);

}  // namespace cribsheet::kinds::cloudformation
