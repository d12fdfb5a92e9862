// What a value in a template may be: If, Ref, FindInMap, Sub, Join, Select, Split worked out as far as the text says.
#pragma once
#include "kinds/cloudformation/conditions.h"
#include "kinds/cloudformation/template.h"
#include "kinds/shape/resolver.h"

namespace cribsheet::kinds::cloudformation {

class TemplateResolver : public shape::Resolver {
 public:
  explicit TemplateResolver(const Template& outline) : outline_(outline), solver_(outline) {}
  bool resolve(syntax::Node node, const shape::Assumptions& assumed, std::vector<shape::Value>& values) const override;
  void conditions(syntax::Node node, const shape::Assumptions& assumed, std::vector<std::string_view>& names) const override;
  bool possible(const shape::Assumptions& assumed) const override { return solver_.possible(assumed); }
  bool stands_for_others(std::string_view key) const override;
  const Conditions& solver() const { return solver_; }

 private:
  const Template& outline_;
  Conditions solver_;
};

}  // namespace cribsheet::kinds::cloudformation
