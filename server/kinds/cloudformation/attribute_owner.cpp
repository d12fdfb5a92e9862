// `Queue.Arn`: whose attribute stands at a place.
#include "kinds/cloudformation/answers.h"
#include "kinds/cloudformation/template.h"
#include "model/intrinsic.h"

namespace cribsheet::kinds::cloudformation {
namespace {

std::optional<AttributeOwner> owner_in_text(const model::Intrinsic& sub, Offset offset) {
  const auto text = sub.argument.is_sequence() ? sub.argument.first_child() : sub.argument;
  for (const auto& part : model::sub_parts(text)) {
    const auto dot = part.text.find('.');
    if (part.literal || dot == std::string::npos || !part.text_range.touches(offset)) continue;
    return AttributeOwner{part.text.substr(0, dot), {part.text_range.begin + static_cast<Offset>(dot) + 1, part.text_range.end}};
  }
  return std::nullopt;
}

}  // namespace

std::optional<AttributeOwner> attribute_owner(const model::Document& document, Offset offset) {
  for (auto node = document.tree->node_at(offset); node; node = node.parent()) {
    const auto function = model::intrinsic(node);
    if (!function) continue;
    if (function->name == "Fn::Sub") return owner_in_text(*function, offset);
    const auto use = function->name == "Fn::GetAtt" ? attribute_use(*function) : std::nullopt;
    if (!use || use->attribute.empty() || !use->attribute_range.touches(offset)) return std::nullopt;
    return AttributeOwner{std::string(use->id), use->attribute_range};
  }
  return std::nullopt;
}

}  // namespace cribsheet::kinds::cloudformation
