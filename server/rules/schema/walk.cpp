// The shape walk as a rule: every violation of a document's shape becomes a finding.
#include "kinds/shape/validate.h"

#include <optional>

#include "kinds/cloudformation/template.h"
#include "kinds/cloudformation/values.h"
#include "model/intrinsic.h"
#include "rules/cloudformation/results.h"
#include "rules/kept.h"
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

// cfn-lint's code for this very finding: a page lists those of all its places, and switching off one must not silence the others.
std::string_view property_code(std::string_view rule) {
  struct Row {
    std::string_view rule, code;
  };
  static constexpr Row kRows[] = {{"unknown-property", "E3002"},   {"missing-property", "E3003"}, {"wrong-type", "E3012"},       {"value-not-allowed", "E3030"},
                                  {"out-of-range", "E3034"},       {"wrong-length", "E3033"},     {"wrong-pattern", "E3031"},    {"wrong-item-count", "E3032"},
                                  {"duplicate-items", "E3037"},    {"required-or", "E3058"},      {"required-xor", "E3014"},     {"exclusive-properties", "E3020"},
                                  {"dependent-property", "E3021"}, {"read-only-property", "E3040"}};
  for (const Row& row : kRows)
    if (row.rule == rule) return row.code;
  return {};
}

std::string_view value_code(std::string_view via) {
  if (via.find("parameter") != std::string_view::npos) return "W1030";
  if (via.find("mapping") != std::string_view::npos) return "W1034";
  if (via.find("Fn::Join") != std::string_view::npos) return "W1032";
  if (via.find("Fn::Select") != std::string_view::npos) return "W1035";
  return "W1031";
}

std::string_view section_code(std::string_view rule, std::string_view entity) {
  if (entity.starts_with("cloudformation:Parameters")) return "E2001";
  if (entity.starts_with("cloudformation:Metadata")) return "E4001";
  if (entity.starts_with("cloudformation:Outputs")) return rule == "missing-property" ? "E6002" : rule == "wrong-type" ? "E6003" : "E6001";
  if (entity.starts_with("cloudformation:Resources.")) return "E3001";
  return "E1001";
}

std::vector<std::string> codes(const shape::Violation& violation) {
  std::string_view code = property_code(violation.rule);
  if (code.empty()) return {};
  if (!violation.via.empty()) code = value_code(violation.via);
  else if (violation.entity.starts_with("cloudformation:")) code = section_code(violation.rule, violation.entity);
  else if (!violation.entity.starts_with("AWS::")) return {};
  return {"cfn-lint:" + std::string(code)};
}

class Reporter : public shape::Visitor {
 public:
  Reporter(const Input& input, Report& report) : input_(input), report_(report) {}
  void violation(shape::Violation violation) override {
    Finding finding;
    finding.rule = violation.rule;
    finding.also = codes(violation);
    finding.range = violation.range;
    finding.message = std::move(violation.message);
    finding.entity = std::move(violation.entity);
    finding.deprecated = violation.deprecated;
    // The pages of these rules name codes for every part of a template; in a resource's properties it is one of a few.
    if (finding.entity.starts_with("AWS::")) {
      if (finding.rule == "unknown-property") finding.also = {"cfn-lint:E3002", "cfn-lint:E3011"};
      else if (finding.rule == "wrong-type") finding.also = {"cfn-lint:E3012", "cfn-lint:E3008", "cfn-lint:E3017", "cfn-lint:E3030", "cfn-lint:E3510"};
    }
    if (!violation.edits.empty()) finding.fixes.push_back({std::move(violation.fix_title), std::move(violation.edits), true});
    for (shape::Mend& mend : violation.choices) finding.fixes.push_back({std::move(mend.title), std::move(mend.edits), false});
    if (const auto severity = severity_named(violation.severity)) {
      finding.severity = *severity;
      finding.own_severity = true;
    }
    report_.add(std::move(finding));
  }

  Enter enter(syntax::Node key) override {
    if (input_.units == nullptr) return Enter::walk;
    if (input_.units->known(Pass::shape, key, report_)) return Enter::skip;
    first_ = report_.findings.size();
    return input_.units->alone(Pass::shape, key) ? Enter::alone : Enter::walk;
  }
  void leave(syntax::Node key) override { input_.units->keep(Pass::shape, key, report_, first_); }

  void function(syntax::Node node, const pack::Shape& expected, const std::string& entity) override {
    if (const auto* outline = kinds::cloudformation::outline(input_.document)) cloudformation::check_result(*outline, input_.pack, node, expected, entity, report_);
  }

 private:
  const Input& input_;
  Report& report_;
  std::size_t first_ = 0;  // of the findings of the resource that is being looked at
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
