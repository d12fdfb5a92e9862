// What a value in a template may be: If, Ref, FindInMap, Sub, Join, Select worked out as far as the text says.
// A resolver belongs to one thread and lives no longer than its outline.
#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "kinds/cloudformation/conditions.h"
#include "kinds/cloudformation/template.h"
#include "kinds/shape/resolver.h"

namespace cribsheet::kinds::cloudformation {

class TemplateResolver : public shape::Resolver {
 public:
  explicit TemplateResolver(const Template& outline) : outline_(outline), solver_(outline) {}
  bool resolve(syntax::Node node, const shape::Assumptions& assumed, std::vector<shape::Value>& values) const override;
  void conditions(syntax::Node node, const shape::Assumptions& assumed, std::vector<std::string_view>& names) const override;
  bool possible(const shape::Assumptions& assumed) const override;
  bool stands_for_others(std::string_view key) const override;
  const Conditions& solver() const { return solver_; }

 private:
  void resolve_known(syntax::Node node, const shape::Assumptions& assumed, std::vector<shape::Value>& values, int depth) const;
  void resolve_function(const model::Intrinsic& function, const shape::Assumptions& assumed, std::vector<shape::Value>& values, int depth) const;
  void resolve_if(const model::Intrinsic& function, const shape::Assumptions& assumed, std::vector<shape::Value>& values, int depth) const;
  void resolve_ref(const model::Intrinsic& function, std::vector<shape::Value>& values) const;
  void resolve_map(const model::Intrinsic& function, const shape::Assumptions& assumed, std::vector<shape::Value>& values, int depth) const;
  void resolve_text(const model::Intrinsic& function, const shape::Assumptions& assumed, std::vector<shape::Value>& values, int depth) const;
  // The one text a value can only be; nothing where it may be several or is unknown.
  std::optional<std::string> only_text(syntax::Node node, const shape::Assumptions& assumed, int depth) const;

  const Template& outline_;
  Conditions solver_;
  mutable std::unordered_map<std::string, bool> possible_;  // answers given; a resolver belongs to one thread
};

}  // namespace cribsheet::kinds::cloudformation
