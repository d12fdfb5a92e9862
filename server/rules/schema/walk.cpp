// The shape walk as a rule: every violation of a document's shape becomes a finding.
#include "kinds/shape/validate.h"

#include <optional>

#include "kinds/cloudformation/template.h"
#include "kinds/cloudformation/values.h"
#include "model/intrinsic.h"
#include "rules/cloudformation/results.h"
#include "rules/schema/walk.h"

namespace cribsheet::rules {
namespace {

namespace shape = kinds::shape;

// Inside a template but not of it: its functions and `${...}` may stand for anything.
class Opaque : public shape::Resolver {
 public:
  bool resolve(syntax::Node node, const shape::Assumptions&, std::vector<shape::Value>& values) const override {
    const auto function = model::intrinsic(node);
    const bool named_condition = function && function->name == "Condition" && !function->short_form;
    const bool open_text = node.is_scalar() && node.text().find("${") != std::string_view::npos;
    if ((!function || named_condition) && !open_text) return false;
    values.emplace_back();
    return true;
  }
  bool stands_for_others(std::string_view key) const override { return key.starts_with("Fn::ForEach::") || key == "Fn::Transform"; }
};

std::optional<Severity> severity_named(std::string_view name) {
  if (name == "error") return Severity::error;
  if (name == "warning") return Severity::warning;
  if (name == "info") return Severity::info;
  if (name == "hint") return Severity::hint;
  return std::nullopt;
}

class Reporter : public shape::Visitor {
 public:
  Reporter(const Input& input, Report& report) : input_(input), report_(report) {}
  void violation(shape::Violation violation) override {
    Finding finding;
    finding.rule = violation.rule;
    finding.range = violation.range;
    finding.message = std::move(violation.message);
    finding.entity = std::move(violation.entity);
    finding.deprecated = violation.deprecated;
    if (!violation.edits.empty()) finding.fixes.push_back({std::move(violation.fix_title), std::move(violation.edits), true});
    if (const auto severity = severity_named(violation.severity)) {
      finding.severity = *severity;
      finding.own_severity = true;
    }
    report_.add(std::move(finding));
  }

  void function(syntax::Node node, const pack::Shape& expected, const std::string& entity) override {
    if (const auto* outline = kinds::cloudformation::outline(input_.document)) cloudformation::check_result(*outline, input_.pack, node, expected, entity, report_);
  }

 private:
  const Input& input_;
  Report& report_;
};

}  // namespace

void check_shape(const Input& input, Report& report) {
  const auto kind = input.pack.kind(input.document.kind);
  if (!kind || input.document.root().is_missing()) return;
  Reporter reporter(input, report);
  shape::Options options;
  options.entity = kind->entity_prefix;
  if (const auto* outline = kinds::cloudformation::outline(input.document)) {
    options.coerce = options.intrinsics = true;
    const kinds::cloudformation::TemplateResolver resolver(*outline);
    shape::validate(input.document.root(), kind->root, input.pack, options, &resolver, reporter);
    return;
  }
  options.coerce = options.intrinsics = input.document.in_template;
  const Opaque opaque;
  shape::validate(input.document.root(), kind->root, input.pack, options, options.intrinsics ? &opaque : nullptr, reporter);
}

}  // namespace cribsheet::rules
