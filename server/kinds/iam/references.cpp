#include "kinds/iam/references.h"

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

std::string_view References::type_of(std::string_view logical_id) const {
  if (!document_.top) return {};
  const syntax::Node type = document_.tree->root().find("Resources").resolved().find(logical_id).resolved().find("Type");
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
