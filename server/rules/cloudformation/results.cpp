#include "rules/cloudformation/results.h"

#include <algorithm>

#include <fmt/format.h>

#include "rules/cloudformation/gives.h"
#include "rules/cloudformation/mends.h"

namespace cribsheet::rules::cloudformation {
namespace {

constexpr unsigned kAnything = gives_text | gives_list | gives_object;
constexpr unsigned kMostDepth = 6;

// What a place takes, as Gift bits.
unsigned takes(const pack::Shape& shape, unsigned depth = 0) {
  const unsigned types = shape.types();
  if (types != 0) {
    unsigned bits = 0;
    if (types & pack::type_array) bits |= gives_list;
    if (types & pack::type_object) bits |= gives_object;
    if (types & (pack::type_string | pack::type_integer | pack::type_number | pack::type_boolean)) bits |= gives_text;
    return bits;
  }
  if (depth > kMostDepth) return kAnything;
  unsigned bits = 0;
  for (const auto& alternatives : {shape.any_of(), shape.one_of()})
    for (const pack::Shape& each : alternatives) bits |= takes(each, depth + 1);
  if (bits == 0)
    for (const pack::Shape& each : shape.all_of())
      if (const unsigned part = takes(each, depth + 1); part != kAnything) bits = bits == 0 ? part : bits & part;
  return bits == 0 ? kAnything : bits;
}

// The type part of "AWS::EC2::SecurityGroup.Id", and what of it.
std::pair<std::string_view, std::string_view> parts(std::string_view format) {
  const std::size_t dot = format.rfind('.');
  if (dot == std::string_view::npos || !format.starts_with("AWS::")) return {};
  return {format.substr(0, dot), format.substr(dot + 1)};
}

// Formats that can't be each other: ids of different things, or the name where the id is wanted. ARNs and keys are lenient.
bool clash(std::string_view given, std::string_view wanted) {
  const auto [given_type, given_part] = parts(given);
  const auto [wanted_type, wanted_part] = parts(wanted);
  if (given_type.empty() || wanted_type.empty() || given == wanted || given_type.starts_with("AWS::KMS::") || wanted_type.starts_with("AWS::KMS::"))
    return false;
  const auto id = [](std::string_view part) { return part == "Id" || part == "GroupId"; };
  if (given_type == wanted_type)
    return (id(wanted_part) && given_part == "Name") || (wanted_part == "Name" && id(given_part)) || (wanted_part == "Arn" && given_part == "Name");
  if (given_type.starts_with("AWS::EC2::") && wanted_type.starts_with("AWS::EC2::")) return id(wanted_part);
  // What another service gives; stacks, stored parameters and what a transform makes may be anything.
  const auto service = [](std::string_view type) { return type.substr(0, type.rfind("::")); };
  constexpr std::string_view kOpen[] = {"AWS::CloudFormation", "AWS::ServiceCatalog", "AWS::SSM", "AWS::Serverless"};
  return service(given_type) != service(wanted_type) && std::find(std::begin(kOpen), std::end(kOpen), service(given_type)) == std::end(kOpen);
}

// The one value as a list of one.
void offer_item(syntax::Node node, Finding& finding) {
  const std::string_view text = source(node);
  if (text.find('\n') == std::string_view::npos && (node.is_scalar() || node.style() == syntax::Style::flow))
    finding.fixes.push_back({"Put it into a list", {{node.full_range(), fmt::format("[{}]", text)}}, true});
}

// CodeBuild takes a role's ARN, or the name of one that has no path.
void check_role_with_path(const Template& outline, const model::Intrinsic& function, const std::string& entity, Range range, Report& report) {
  if (entity != "AWS::CodeBuild::Project.ServiceRole" || function.name != "Ref") return;
  const Resource* role = outline.resource(function.argument.text());
  if (role == nullptr || role->type != "AWS::IAM::Role") return;
  const syntax::Node path = role->properties.find("Path").resolved();
  if (!path.is_scalar() || model::is_intrinsic(path) || path.is("/") || path.text().empty()) return;
  Finding& finding =
      report.add("function-result", range,
                 fmt::format("Ref gives the name of {}, and a role with a path ({}) is found by its ARN only; take its Arn", role->id, path.text()));
  finding.also = {"cfn-lint:E3050"};
  finding.entity = entity;
  finding.related.push_back({"", path.range(), 0, "the path"});
}

}  // namespace

void check_result(const Template& outline, const pack::Pack& pack, syntax::Node node, const pack::Shape& expected, const std::string& entity, Report& report) {
  const auto function = model::intrinsic(node);
  if (!function || outline.macros) return;
  const Given given = gives(outline, pack, *function);
  if (given.types == 0 || given.types == gives_truth) return;
  const unsigned wanted = takes(expected);
  check_role_with_path(outline, *function, entity, node.range().empty() ? function->name_range : node.range(), report);
  const Range range = node.range().empty() ? function->name_range : node.range();
  const std::string_view place = entity.empty() ? std::string_view("this") : std::string_view(entity).substr(entity.rfind('.') + 1);
  if ((given.types & wanted) == 0) {
    const std::string_view what = given.types & gives_list ? "a list" : given.types & gives_object ? "an object" : "text";
    const std::string_view takes_what = wanted & gives_text ? "text" : wanted & gives_list ? "a list" : "an object";
    const std::string_view mend = given.types & gives_list ? "; take one with Fn::Select, or put them together with Fn::Join"
                                  : wanted & gives_list    ? "; write it as an item of a list"
                                                           : "";
    Finding& finding = report.add("function-result", range, fmt::format("{} gives {} here; {} takes {}{}", function->name, what, place, takes_what, mend));
    const std::string_view code = code_of(function->name);
    finding.also = {"cfn-lint:" + std::string(code.empty() ? "E3012" : code), "cfn-lint:E3012"};
    finding.entity = entity;
    if ((given.types & gives_list) && (wanted & gives_text)) {
      const bool json = node.tree()->language() == syntax::Language::json;
      offer_inside(finding, node, "Select", "0, ", "", "Take the first with Fn::Select");
      offer_inside(finding, node, "Join", json ? "\",\", " : "',', ", "", "Put them together with Fn::Join");
    } else if ((given.types & gives_text) && (wanted & gives_list)) {
      offer_item(node, finding);
    }
  } else if (!given.format.empty() && clash(given.format, expected.format())) {
    Finding& finding =
        report.add("function-result", range, fmt::format("{} gives {} here; {} takes {}", function->name, given.format, place, expected.format()));
    finding.also = {function->name == "Ref" ? "cfn-lint:E1041" : "cfn-lint:E1040"};
    finding.entity = entity;
  }
}

}  // namespace cribsheet::rules::cloudformation
