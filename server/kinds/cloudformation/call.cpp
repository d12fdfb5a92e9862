#include "kinds/cloudformation/call.h"

namespace cribsheet::kinds::cloudformation {
namespace {

int index_of(syntax::Node sequence, syntax::Node item) {
  int index = 0;
  for (const syntax::Node each : sequence.children()) {
    if (each == item) return index;
    ++index;
  }
  return -1;
}

std::optional<Call> search(syntax::Node from, syntax::Node came) {
  for (syntax::Node at = from; at; came = at, at = at.parent()) {
    if (!at.tag().empty()) {
      const auto function = model::intrinsic(at);
      if (function && function->short_form) return Call{*function, -1, at};
    }
    if (at.kind() == syntax::NodeKind::entry && came && came == at.value()) {  // its key is no argument
      const auto function = model::intrinsic(at.parent());
      if (function && !function->short_form) return Call{*function, -1, function->argument};
    }
  }
  return std::nullopt;
}

// Which item of a list argument holds the node.
void place_in_list(Call& call, syntax::Node node) {
  const syntax::Node list = call.function.argument;
  if (!list.is_sequence()) return;
  for (syntax::Node at = node; at; at = at.parent()) {
    if (at.parent() != list) continue;
    call.position = index_of(list, at);
    call.argument = at;
    return;
  }
}

}  // namespace

std::optional<Call> call_around(syntax::Node node) {
  auto call = search(node, {});
  if (call) place_in_list(*call, node);
  return call;
}

std::optional<Call> call_around(const Call& call) {
  const syntax::Node node = call.function.node;
  auto outer = search(node.parent(), node);
  if (outer) place_in_list(*outer, node);
  return outer;
}

}  // namespace cribsheet::kinds::cloudformation
