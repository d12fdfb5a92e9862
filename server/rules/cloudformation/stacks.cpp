// Nested stacks, and properties that name a file here: they work only after `package` has put it into S3.
#include <algorithm>
#include <fmt/format.h>

#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/look.h"
#include "rules/nearest.h"
#include "rules/offer.h"

namespace cribsheet::rules::cloudformation {
namespace {

struct Packaged {
  std::string_view type;
  std::vector<std::string_view> path;
};
// What `aws cloudformation package` uploads.
const std::vector<Packaged>& packaged() {
  static const std::vector<Packaged> list = {
      {"AWS::ApiGateway::RestApi", {"BodyS3Location"}},
      {"AWS::Lambda::Function", {"Code"}},
      {"AWS::Lambda::LayerVersion", {"Content"}},
      {"AWS::AppSync::GraphQLSchema", {"DefinitionS3Location"}},
      {"AWS::AppSync::Resolver", {"RequestMappingTemplateS3Location"}},
      {"AWS::AppSync::Resolver", {"ResponseMappingTemplateS3Location"}},
      {"AWS::AppSync::FunctionConfiguration", {"RequestMappingTemplateS3Location"}},
      {"AWS::AppSync::FunctionConfiguration", {"ResponseMappingTemplateS3Location"}},
      {"AWS::ElasticBeanstalk::ApplicationVersion", {"SourceBundle"}},
      {"AWS::CloudFormation::Stack", {"TemplateURL"}},
      {"AWS::CloudFormation::ModuleVersion", {"ModulePackage"}},
      {"AWS::Glue::Job", {"Command", "ScriptLocation"}},
      {"AWS::StepFunctions::StateMachine", {"DefinitionS3Location"}},
      {"AWS::CodeCommit::Repository", {"Code", "S3"}},
  };
  return list;
}

bool local(std::string_view text) {
  return !text.empty() && !text.starts_with("http://") && !text.starts_with("https://") && !text.starts_with("s3://") &&
         text.find("{{") == std::string_view::npos && text.find("${") == std::string_view::npos;
}

std::string beside(std::string_view document, std::string_view path) {
  if (path.starts_with('/')) return std::string(path);
  if (path.starts_with("./")) path.remove_prefix(2);
  const std::size_t slash = document.rfind('/');
  return slash == std::string_view::npos ? std::string(path) : std::string(document.substr(0, slash + 1)) + std::string(path);
}

void give_parameter(const Resource& stack, Node given, std::string_view name, Finding& finding) {
  if (given.is_mapping()) offer_entry(finding, given, name, "");
  else if (!stack.properties.find_entry("Parameters")) offer_entry(finding, stack.properties, "Parameters", fmt::format("{{\"{}\": \"\"}}", name));
}

void check_parameters_of(const View& view, const Resource& stack, const Template& nested, Report& report) {
  for (const Seen& given : look(view, stack.properties, {"Parameters"}, holding(stack))) {
    if (given.known == kinds::shape::Known::unknown || (given.node && (!given.node.is_mapping() || model::is_intrinsic(given.node)))) continue;
    const Node place = given.node ? given.node : stack.properties;
    const Node entry = stack.properties.find_entry("Parameters");
    const Range range = entry ? entry.key().range() : stack.key.range();
    if (place.find_entry("Fn::Transform") || given.node.find_entry("<<")) continue;
    std::vector<std::string_view> names;
    for (const Parameter& parameter : nested.parameters) {
      names.push_back(parameter.id);
      if (!parameter.default_value && !given.node.find_entry(parameter.id))
        give_parameter(stack, given.node, parameter.id,
                       report.add("nested-stack-parameters", range,
                                  fmt::format("The nested template's parameter {} has no default, and no value is given", parameter.id)));
    }
    for (const Node item : given.node.children()) {
      if (nested.parameter(item.key().text()) != nullptr) continue;
      const auto near = nearest(item.key().text(), names);
      Finding& finding = report.add("nested-stack-parameters", item.key().range(),
                                    fmt::format("The nested template has no parameter {}{}", item.key().text(), did_you_mean(near)));
      offer(finding, content(item.key()), near);
    }
  }
}

// Outputs that the nested template does not have, where this template reads them.
void check_outputs_of(const View& view, const Resource& stack, const Template& nested, Report& report) {
  std::vector<std::string_view> names;
  for (const Named& output : nested.outputs) names.push_back(output.id);
  const auto check = [&](std::string_view id, std::string_view attribute, Range range) {
    if (id != stack.id || !attribute.starts_with("Outputs.")) return;
    const std::string_view name = attribute.substr(8);
    if (std::find(names.begin(), names.end(), name) != names.end() || name.find("${") != std::string_view::npos) return;
    const auto near = nearest(name, names);
    Finding& finding = report.add("unknown-attribute", range, fmt::format("The nested template has no output {}{}", name, did_you_mean(near)));
    offer(finding, {range.end - static_cast<Offset>(std::min<std::size_t>(name.size(), range.size())), range.end}, near);
  };
  for (const Call& call : view.calls) {
    if (call.is("Fn::GetAtt")) {
      if (const auto use = kinds::cloudformation::attribute_use(call.function)) check(use->id, use->attribute, use->attribute_range);
    } else if (call.is("Fn::Sub")) {
      const Node text = call.function.argument.is_sequence() ? call.function.argument.first_child() : call.function.argument;
      if (!text.is_scalar()) continue;
      for (const model::SubPart& part : model::sub_parts(text)) {
        const std::size_t dot = part.text.find('.');
        if (!part.literal && dot != std::string::npos)
          check(std::string_view(part.text).substr(0, dot), std::string_view(part.text).substr(dot + 1),
                {part.text_range.begin + static_cast<Offset>(dot) + 1, part.text_range.end});
      }
    }
  }
}

}  // namespace

void check_packaged_paths(const View& view, Report& report) {
  for (const Resource& resource : view.outline.resources)
    for (const Packaged& each : packaged()) {
      if (resource.type != each.type) continue;
      for (const Seen& seen : look(view, resource.properties, each.path))
        if (seen.fixed() && local(seen.text)) {
          Finding& finding =
              report.add("needs-packaging", range_of(seen, resource.key.range()),
                         fmt::format("{} is a file here; the template works only after `aws cloudformation package` has put it into S3", seen.text));
          finding.entity = std::string(resource.type) + "." + std::string(each.path.front());
        }
    }
}

void check_nested_stacks(const View& view, Report& report) {
  if (view.input.files == nullptr) return;
  for (const auto& [type, where] :
       {std::pair<std::string_view, std::string_view>{"AWS::CloudFormation::Stack", "TemplateURL"}, {"AWS::Serverless::Application", "Location"}})
    for (const Resource* stack : view.of_type(type)) {
      const std::string url = fixed_text(view, stack->properties, {where});
      if (!local(url)) continue;
      const auto document = view.input.files->document(beside(view.input.document.path, url));
      if (document == nullptr) continue;
      const Template* nested = kinds::cloudformation::outline(*document);
      if (nested == nullptr || nested->macros || nested->open_parameters) continue;
      check_parameters_of(view, *stack, *nested, report);
      check_outputs_of(view, *stack, *nested, report);
    }
}

}  // namespace cribsheet::rules::cloudformation
