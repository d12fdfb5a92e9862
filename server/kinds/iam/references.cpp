#include "kinds/iam/references.h"

#include <unordered_map>

#include "kinds/iam/glob.h"

namespace cribsheet::iam {

std::string with_holes(std::string_view format) {
  std::string out;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '*') {
      out += format[i];
    } else if (i + 1 < format.size() && format[i + 1] == '*') {
      out += kHole;
      ++i;
    } else {
      out += kNameHole;
    }
  }
  return out;
}

namespace {

// The resources of the template that this thread looked at last. A template has a policy in every other resource, and each asks
// for several names: looking through all resources for each would cost the square of the template's size.
const std::unordered_map<std::string_view, syntax::Node>& resources_of(const std::shared_ptr<const syntax::Tree>& tree) {
  thread_local std::weak_ptr<const syntax::Tree> known;
  thread_local std::unordered_map<std::string_view, syntax::Node> resources;  // views into `known`, only read while that lives
  if (known.lock() == tree) return resources;
  resources.clear();
  for (const syntax::Node entry : tree->root().find("Resources").resolved().children())
    if (entry.key().is_scalar()) resources.try_emplace(entry.key().text(), entry.value());
  known = tree;
  return resources;
}

}  // namespace

std::string_view References::type_of(std::string_view logical_id) const {
  if (!document_.top) return {};
  const auto& resources = resources_of(document_.tree);
  const auto found = resources.find(logical_id);
  const syntax::Node type = found == resources.end() ? syntax::Node{} : found->second.resolved().find("Type");
  return type.is_scalar() ? type.text() : std::string_view();
}

// Rows of the table `reference-arns`: resource type, attribute ("" is Ref), format.
std::string References::arn_of(std::string_view type, std::string_view attribute) const {
  for (const auto& row : pack_.table("reference-arns").named(type))
    if (row.size() >= 3 && row[0] == type && row[1] == (attribute.empty() ? "Ref" : attribute)) return with_holes(row[2]);
  return std::string(1, kHole);
}

std::string References::ref(std::string_view logical_id) const {
  const std::string_view type = type_of(logical_id);
  return type.empty() ? std::string(1, kHole) : arn_of(type, "");
}

std::string References::attribute(std::string_view logical_id, std::string_view name) const {
  const std::string_view type = type_of(logical_id);
  return type.empty() ? std::string(1, kHole) : arn_of(type, name);
}

}  // namespace cribsheet::iam
