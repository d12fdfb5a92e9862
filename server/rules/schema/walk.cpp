// The shape walk as a rule: every violation of a document's shape becomes a finding.
#include "rules/schema/walk.h"

#include "kinds/shape/validate.h"

#include <algorithm>

#include <fmt/format.h>

#include "kinds/cloudformation/template.h"
#include "kinds/cloudformation/values.h"
#include "model/intrinsic.h"
#include "rules/cloudformation/results.h"
#include "rules/kept.h"

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

// cfn-lint's code for this very finding: a page lists those of all its places, and switching off one must not silence the others.
std::string_view property_code(std::string_view rule) {
  struct Row {
    std::string_view rule, code;
  };
  static constexpr Row kRows[] = {{"unknown-property", "E3002"},   {"missing-property", "E3003"},  {"wrong-type", "E3012"},
                                  {"value-not-allowed", "E3030"},  {"out-of-range", "E3034"},      {"wrong-length", "E3033"},
                                  {"wrong-pattern", "E3031"},      {"wrong-item-count", "E3032"},  {"duplicate-items", "E3037"},
                                  {"required-or", "E3058"},        {"required-xor", "E3014"},      {"exclusive-properties", "E3020"},
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

struct Code {
  std::string_view of, code;
};

// A place in a template, by its entity without "cloudformation:"; the first that it begins with.
constexpr Code kSections[] = {{"Parameters", "E2001"},
                              {"Metadata.AWS::CloudFormation::Interface", "E4001"},
                              {"Metadata", "E4002"},
                              {"Mappings", "E7001"},
                              {"Conditions", "E8001"},
                              {"Transform", "E1005"},
                              {"Description", "E1004"},
                              {"Rules.Assertions", "E1701"},
                              {"Rules.RuleCondition", "E1702"},
                              {"Rules", "E1700"},
                              {"Outputs.Value", "E6101"},
                              {"Outputs.Export", "E6102"},
                              {"Outputs", "E6001"},
                              {"Resources.DependsOn", "E3005"},
                              {"Resources.Condition", "E3015"},
                              {"Resources.DeletionPolicy", "E3035"},
                              {"Resources.UpdateReplacePolicy", "E3036"},
                              {"Resources.UpdatePolicy", "E3016"},
                              {"Resources.CreationPolicy", "E3055"},
                              {"Resources.Metadata.AWS::CloudFormation::Init", "E3009"},
                              {"Resources.Metadata", "E3028"}};

// What cfn-lint calls a misfit of a section: of the place itself, and of the check that all sections go through.
std::vector<std::string_view> section_codes(std::string_view rule, std::string_view entity) {
  std::vector<std::string_view> codes;
  const std::string_view place = entity.substr(entity.find(':') + 1);
  for (const Code& each : kSections)
    if (place.starts_with(each.of)) {
      codes.push_back(each.code);
      break;
    }
  if (place.starts_with("Resources")) codes.push_back("E3001");
  if (place.starts_with("Outputs")) codes.push_back(rule == "missing-property" ? "E6002" : rule == "wrong-type" ? "E6003" : "E6001");
  if (codes.empty() || place.find('.') == std::string_view::npos) codes.push_back("E1001");
  return codes;
}

// cfn-lint's checks of ids and ARNs.
std::string_view format_code(std::string_view format) {
  static constexpr Code kRows[] = {{"AWS::EC2::SecurityGroup.Id", "E1150"},
                                   {"AWS::EC2::SecurityGroup.Ids", "E1150"},
                                   {"AWS::EC2::VPC.Id", "E1151"},
                                   {"AWS::EC2::Image.Id", "E1152"},
                                   {"AWS::EC2::SecurityGroup.Name", "E1153"},
                                   {"AWS::EC2::SecurityGroup.Names", "E1153"},
                                   {"AWS::EC2::Subnet.Id", "E1154"},
                                   {"AWS::EC2::Subnet.Ids", "E1154"},
                                   {"AWS::Logs::LogGroup.Name", "E1155"},
                                   {"AWS::IAM::Role.Arn", "E1156"},
                                   {"AWS::KMS::Key.Arn", "E1157"},
                                   {"AWS::SNS::Topic.Arn", "E1158"},
                                   {"AWS::ACM::Certificate.Arn", "E1159"},
                                   {"AWS::Lambda::Function.Arn", "E1160"},
                                   {"AWS::S3::Bucket.Name", "E1161"},
                                   {"AWS::KMS::Key.Id", "E1162"},
                                   {"AWS::KMS::Alias.AliasName", "E1164"}};
  for (const Code& row : kRows)
    if (row.of == format) return row.code;
  return "E1103";
}

// Whether a step of the entity's path is this.
bool passes(std::string_view entity, std::string_view step) {
  for (std::size_t at = entity.find(step); at != std::string_view::npos; at = entity.find(step, at + 1)) {
    const std::size_t end = at + step.size();
    if (at > 0 && entity[at - 1] == '.' && (end == entity.size() || entity[end] == '.')) return true;
  }
  return false;
}

// Codes of a misfit inside a resource's properties.
std::vector<std::string_view> resource_codes(const shape::Violation& violation, std::string_view code) {
  std::vector<std::string_view> codes;
  if (!violation.via.empty()) codes.push_back(value_code(violation.via));
  if (violation.rule == "unknown-property") codes = {"E3002", "E3011"};
  else if (violation.rule == "wrong-type") codes = {"E3012", "E3008", "E3017", "E3030", "E3510"};
  else if (violation.rule == "duplicate-items" && violation.by_key) codes = {"E3037", "E3002"};
  else if (violation.rule == "wrong-item-count") codes = {"E3032", "E3065"};
  else if (violation.via.empty() && !code.empty()) codes.push_back(code);
  if (violation.rule == "wrong-pattern" && violation.format.empty() && violation.message.find(":iam::") != std::string::npos &&
      violation.message.find("role/") != std::string::npos)
    codes.push_back("E1156");
  if (violation.pattern) codes.push_back("E3031");
  const bool text = violation.rule == "wrong-format" || violation.rule == "wrong-pattern" || violation.rule == "wrong-length";
  if (text && !violation.format.empty()) {
    const std::string_view format = format_code(violation.format);
    codes.push_back(format);
    if (format == "E1103") codes.push_back("E3002");
  }
  if (passes(violation.entity, "Tags")) codes.push_back("E3024");
  return codes;
}

std::vector<std::string> codes(const shape::Violation& violation) {
  const std::string_view code = property_code(violation.rule);
  if (code.empty() && violation.rule != "wrong-format") return {};
  std::vector<std::string_view> found;
  if (violation.entity.starts_with("cloudformation:")) found = section_codes(violation.rule, violation.entity);
  else if (violation.entity.starts_with("AWS::")) found = resource_codes(violation, code);
  std::vector<std::string> out;
  for (const std::string_view each : found)
    if (const std::string whole = "cfn-lint:" + std::string(each); std::find(out.begin(), out.end(), whole) == out.end()) out.push_back(whole);
  return out;
}

// cfn-lint's setting in the template's Metadata: a number in quotes is then no number, and a number no text.
bool strict_types(const model::Document& document) {
  static constexpr std::string_view kWay[] = {"Metadata", "cfn-lint", "config", "configure_rules", "E3012", "strict"};
  syntax::Node node = document.root();
  for (const std::string_view key : kWay) node = node.find(key).resolved();
  return node.is_scalar() && (node.is("true") || node.is("True"));
}

// Keeps of a walk that takes types by the letter what it says of types in properties.
class StrictTypes : public shape::Visitor {
 public:
  explicit StrictTypes(shape::Visitor& next) : next_(next) {}
  void violation(shape::Violation violation) override {
    if (violation.rule == "wrong-type" && violation.entity.starts_with("AWS::")) next_.violation(std::move(violation));
  }

 private:
  shape::Visitor& next_;
};

// A property that resources of the type have, each for itself: under Globals it is not unknown but out of place.
void reword_global(const Input& input, shape::Violation& violation) {
  if (violation.rule != "unknown-property" || !violation.entity.starts_with("AWS::Serverless::")) return;
  const syntax::Node globals = input.document.root().find("Globals");
  if (!globals || !globals.range().contains(violation.range.begin)) return;
  const std::string_view name = input.document.text().substr(violation.range.begin, violation.range.size());
  const auto type = input.pack.resource_type(violation.entity);
  if (type && type.shape().find(name)) violation.message = fmt::format("{} can't stand in Globals; set it in each {} by itself", name, violation.entity);
}

class Reporter : public shape::Visitor {
 public:
  Reporter(const Input& input, Report& report) : input_(input), report_(report) {}
  void violation(shape::Violation violation) override {
    reword_global(input_, violation);
    Finding finding;
    finding.rule = violation.rule;
    finding.also = codes(violation);
    finding.range = violation.range;
    finding.message = std::move(violation.message);
    finding.entity = std::move(violation.entity);
    finding.deprecated = violation.deprecated;
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
    if (const auto* outline = kinds::cloudformation::outline(input_.document))
      cloudformation::check_result(*outline, input_.pack, node, expected, entity, report_);
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
    if (!strict_types(input.document)) return;
    options.coerce = false;
    StrictTypes strict(reporter);
    shape::validate(input.document.root(), kind->root, input.pack, options, &resolver, strict);
    return;
  }
  options.coerce = options.intrinsics = input.document.in_template;
  const Opaque opaque;
  shape::validate(input.document.root(), kind->root, input.pack, options, options.intrinsics ? &opaque : nullptr, reporter);
}

}  // namespace cribsheet::rules
