// What templates answer to editors: symbols, hover, completion. One file each.
#pragma once
#include <optional>
#include <vector>

#include "kinds/kind.h"

namespace cribsheet::kinds::cloudformation {

Symbols template_symbols(const model::Document& document, const pack::Pack& pack);
struct Template;
void add_nested_uses(const model::Document& document, const Template& outline, Symbols& symbols);
std::optional<Explanation> template_hover(const Cursor& cursor);
std::vector<Hint> template_hints(const model::Document& document, Range range, const pack::Pack& pack);
std::vector<Rewrite> template_rewrites(const model::Document& document, Range range, const pack::Pack& pack);
void add_function_rewrites(const model::Document& document, syntax::Node node, std::vector<Rewrite>& rewrites);
bool template_complete(const Cursor& cursor, std::vector<Completion>& list);

}  // namespace cribsheet::kinds::cloudformation
