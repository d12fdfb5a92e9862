// What templates answer to editors: symbols, hover, completion. One file each.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kinds/kind.h"

namespace cribsheet::kinds::cloudformation {

Symbols template_symbols(const model::Document& document, const pack::Pack& pack);
struct Template;
void add_nested_uses(const model::Document& document, const Template& outline, Symbols& symbols);
// Where a name of another template belongs: a nested stack's parameter as a key, or `Outputs.Name` behind `Stack.`
struct NestedNames {
  std::string file;  // as written, relative to this document
  bool outputs = false;
  Range replace;       // empty: the word at the cursor
  bool close = false;  // a `}` has to follow
};
std::optional<NestedNames> nested_names_at(const Cursor& cursor);
// The logical id whose attribute the cursor stands on (`Arn` of `!GetAtt Queue.Arn` or `${Queue.Arn}`), and the attribute's range.
struct AttributeOwner {
  std::string id;
  Range range;
};
std::optional<AttributeOwner> attribute_owner(const model::Document& document, Offset offset);
std::optional<Explanation> template_hover(const Cursor& cursor);
std::vector<Hint> template_hints(const model::Document& document, Range range, const pack::Pack& pack);
std::vector<Rewrite> template_rewrites(const model::Document& document, Range range, const pack::Pack& pack);
void add_function_rewrites(const model::Document& document, syntax::Node node, std::vector<Rewrite>& rewrites);
bool template_complete(const Cursor& cursor, std::vector<Completion>& list);

}  // namespace cribsheet::kinds::cloudformation
