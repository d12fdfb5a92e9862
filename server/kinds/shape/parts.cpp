#include "kinds/shape/parts.h"

#include <unordered_map>
#include <unordered_set>

#include "kinds/shape/validate.h"
#include "model/intrinsic.h"

namespace cribsheet::kinds::shape {
namespace {

// A text is a document where it has lines, keys or brackets; else it is a path, a name, an ARN.
bool looks_like_document(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return false;
  return text[first] == '{' || text[first] == '[' || text.find(": ") != std::string_view::npos || text.find('\n', first) != std::string_view::npos;
}

class Search {
 public:
  Search(const Start& start, const pack::Pack& pack, const Skip& skip) : start_(start), pack_(pack), skip_(skip) {}

  void visit(syntax::Node node, const std::vector<pack::Shape>& shapes, int depth) {
    if (depth > kMaxDepth || shapes.empty()) return;
    node = node.resolved();
    if (start_.intrinsics)
      if (const auto function = model::intrinsic(node)) return visit_function(*function, shapes, depth);
    if (!node.is_mapping() && !node.is_sequence() && !node.is_scalar()) return;
    std::vector<pack::Shape> here;
    for (const pack::Shape& shape : shapes)
      for (const pack::Shape& each : applying(shape, node, pack_)) here.push_back(each);
    for (const pack::Shape& shape : here) {
      if (shape.embeds().empty()) continue;
      // A policy is never a plain text; of others a name or a path may stand here.
      const bool plain = node.is_scalar() && !looks_like_document(node.text());
      if (plain && (shape.embeds() != "iam-policy" || !start_.intrinsics || node.text().empty() || node.text().find_first_of("{$") != std::string_view::npos))
        return;
      found.push_back({node, std::string(shape.embeds()), std::string(shape.policy_type()), std::string(shape.embeds_service())});
      return;
    }
    if (node.is_mapping()) visit_entries(node, here, depth);
    else if (node.is_sequence()) visit_items(node, here, depth);
  }

  std::vector<Part> found;

 private:
  // Fn::Sub's text is the document but for its `${...}`, which rules take as unknown. A policy has `${...}` of its own, written
  // `${!...}` there, so its type says " sub" behind.
  void visit_sub(const model::Intrinsic& sub, const std::vector<pack::Shape>& shapes) {
    syntax::Node text = sub.argument;
    if (text.is_sequence()) text = text.first_child();
    if (!text.is_scalar() || !looks_like_document(text.text())) return;
    for (const pack::Shape& shape : shapes)
      for (const pack::Shape& each : applying(shape, text, pack_))
        if (!each.embeds().empty()) {
          found.push_back({text, std::string(each.embeds()), each.embeds() == "iam-policy" ? std::string(each.policy_type()) + " sub" : std::string(),
                           std::string(each.embeds_service())});
          return;
        }
  }

  void visit_function(const model::Intrinsic& function, const std::vector<pack::Shape>& shapes, int depth) {
    if (function.name == "Fn::Sub") return visit_sub(function, shapes);
    if (function.name != "Fn::If" || !function.argument.is_sequence()) return;
    int index = 0;
    for (const syntax::Node branch : function.argument.children())
      if (index++ > 0) visit(branch, shapes, depth + 1);
  }

  void visit_entries(syntax::Node node, const std::vector<pack::Shape>& shapes, int depth) {
    for (const syntax::Node entry : node.children()) {
      if (!entry.key().is_scalar() || (depth == 1 && skip_ && skip_(entry, found.size()))) continue;
      const std::string_view key = entry.key().text();
      if (start_.intrinsics && key.starts_with("Fn::ForEach::")) {
        int index = 0;
        for (const syntax::Node item : entry.value().resolved().children())
          if (index++ == 2) visit(item, shapes, depth + 1);
        continue;
      }
      const Found property = find_property(shapes, key);
      if (!property) continue;
      pack::Shape value = property.shape;
      if (const std::string_view sibling = value.resource_by(); !sibling.empty()) {
        const syntax::Node type = node.find(sibling);
        const pack::ResourceType resource = pack_.resource_type(type.is_scalar() ? type.text() : std::string_view{});
        if (!embeds_somewhere(resource)) continue;
        value = resource.shape();
      }
      if (value) visit(entry.value(), {value}, depth + 1);
    }
  }

  void visit_items(syntax::Node node, const std::vector<pack::Shape>& shapes, int depth) {
    std::vector<pack::Shape> items;
    for (const pack::Shape& shape : shapes)
      if (shape.items()) items.push_back(shape.items());
    for (const syntax::Node item : node.children()) visit(item, items, depth + 1);
  }

  // Whether any property of a type, however deep, holds a document; most types have none and need no look.
  bool embeds_somewhere(const pack::ResourceType& type) {
    if (!type) return false;
    const auto [known, fresh] = by_type_.try_emplace(type.name(), false);
    if (!fresh) return known->second;
    std::vector<pack::Shape> todo{type.shape()};
    std::unordered_set<pack::Id> seen;
    while (!todo.empty()) {
      const pack::Shape shape = todo.back();
      todo.pop_back();
      if (!shape || !seen.insert(shape.id()).second) continue;
      if (!shape.embeds().empty()) return known->second = true;
      for (std::size_t i = 0; i < shape.property_count(); ++i) todo.push_back(shape.property(i).shape);
      for (const auto& pattern : shape.pattern_properties()) todo.push_back(pattern.shape);
      for (const auto& list : {shape.all_of(), shape.any_of(), shape.one_of(), shape.prefix_items()}) todo.insert(todo.end(), list.begin(), list.end());
      for (const pack::Shape& one : {shape.additional(), shape.items(), shape.then_shape(), shape.else_shape()}) todo.push_back(one);
    }
    return false;
  }

  const Start& start_;
  const pack::Pack& pack_;
  const Skip& skip_;
  std::unordered_map<std::string_view, bool> by_type_;
};

}  // namespace

std::vector<Part> parts(const Start& start, syntax::Node root, const pack::Pack& pack, const Skip& skip) {
  Search search(start, pack, skip);
  search.visit(root, {start.shape}, 0);
  return std::move(search.found);
}

}  // namespace cribsheet::kinds::shape
