#include "rules/cloudformation/gives.h"

#include "rules/cloudformation/names.h"

namespace cribsheet::rules::cloudformation {
namespace {

Given from(const kinds::cloudformation::Gives& gives) {
  if (!gives.known || gives.types == 0) return {};
  Given given;
  given.format = gives.format;
  if (gives.types & pack::type_array) given.types |= gives_list;
  if (gives.types & pack::type_object) given.types |= gives_object;
  if (gives.types & (pack::type_string | pack::type_integer | pack::type_number | pack::type_boolean)) given.types |= gives_text;
  return given;
}

}  // namespace

Given gives(const View& view, const Call& call) {
  if (call.is("Ref") && view.loop_variable(call, call.function.argument.text())) return {};
  return gives(view.outline, view.input.pack, call.function);
}

Given gives(const Template& outline, const pack::Pack& pack, const Intrinsic& function) {
  const std::string_view name = function.name;
  if (name == "Ref") {
    const Node target = function.argument;
    if (!target.is_scalar()) return {};
    if (target.is("AWS::NotificationARNs")) return {gives_list, {}};
    if (target.is("AWS::NoValue")) return {};
    if (is_pseudo_parameter(target.text())) return {gives_text, {}};
    // Outside a VPC of one's own, Ref of a security group gives its name, not its id.
    if (const auto* resource = outline.resource(target.text()); resource != nullptr && resource->type == "AWS::EC2::SecurityGroup" &&
                                                                resource->properties.is_mapping() && !model::is_intrinsic(resource->properties) &&
                                                                !resource->properties.find_entry("VpcId"))
      return {gives_text, "AWS::EC2::SecurityGroup.Name"};
    return from(kinds::cloudformation::ref_gives(outline, pack, target.text()));
  }
  if (name == "Fn::GetAtt") {
    const auto use = kinds::cloudformation::attribute_use(function);
    if (!use || use->id.empty() || use->attribute.empty()) return {};
    // What was signalled comes back as a JSON text.
    if (const auto* resource = outline.resource(use->id); resource != nullptr && resource->type == "AWS::CloudFormation::WaitCondition")
      return {gives_text, {}};
    return from(kinds::cloudformation::attribute_gives(outline, pack, use->id, use->attribute));
  }
  if (name == "Fn::Join" || name == "Fn::Sub" || name == "Fn::Base64" || name == "Fn::ToJsonString" || name == "Fn::Length" || name == "Fn::ImportValue")
    return {gives_text, {}};
  if (name == "Fn::GetAZs" || name == "Fn::Split" || name == "Fn::Cidr") return {gives_list, {}};
  if (name == "Fn::And" || name == "Fn::Or" || name == "Fn::Not" || name == "Fn::Equals" || name == "Condition" || name == "Fn::Contains" ||
      name == "Fn::EachMemberEquals" || name == "Fn::EachMemberIn")
    return {gives_truth, {}};
  return {};
}

}  // namespace cribsheet::rules::cloudformation
