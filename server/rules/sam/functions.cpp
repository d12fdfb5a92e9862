// Functions: their code, alias and concurrency, tenancy, and what they ignore of Globals.
#include <algorithm>
#include <fmt/format.h>

#include "rules/cloudformation/look.h"
#include "rules/nearest.h"
#include "rules/offer.h"
#include "rules/sam/checks.h"

namespace cribsheet::rules::sam {
namespace {

Range name_of(const Resource& resource) { return resource.type_node ? resource.type_node.range() : resource.key.range(); }

void check_uri(Node value, std::string_view name, Report& report) {
  check_s3_address(value, name, "sam-function-code", report);
  if (value.is_scalar() && value.text().find("{{resolve:") != std::string_view::npos)
    report.add(
        "sam-function-code", place(value),
        fmt::format(
            "{} is read before CloudFormation looks up dynamic references; write the address, or pass it as a parameter of type AWS::SSM::Parameter::Value",
            name));
}

void check_code(const View& view, const Resource& function, Report& report) {
  const Node package = property(view, function, {"PackageType"});
  if (unknown(package)) return;
  const bool image = text(package) == "Image";
  const bool inline_code = has(view, function, "InlineCode");
  const bool uri = has(view, function, "CodeUri");
  check_uri(property(view, function, {"CodeUri"}), "CodeUri", report);
  if (image) {
    for (const std::string_view name : {"Runtime", "Handler", "Layers"})
      if (const Node value = below(function.properties, {name}))
        offer_removal(report.add("sam-function-code", place(value), fmt::format("{} is not for a function in an image; it is inside the image", name)),
                      entry_of(value));
    return;
  }
  if (has(view, function, "ImageUri") && text(package) == "Zip")
    offer_value(report.add("sam-function-code", place(property(view, function, {"ImageUri"})), "ImageUri needs PackageType: Image"), package, "Image");
  if (!inline_code && !uri && !has(view, function, "ImageUri"))
    // `sam package` takes the template's own folder then; the translator alone refuses it.
    offer_entry(report.add("sam-function-code", name_of(function),
                           "The function names no code: give CodeUri, or InlineCode for a few lines; packaging would take the whole folder", Severity::warning),
                function.properties, "CodeUri", ".");
  for (const std::string_view name : {"Handler", "Runtime"})
    if (!has(view, function, name) && !has(view, function, "ImageUri"))
      offer_entry(report.add("sam-function-code", name_of(function), fmt::format("A function packed as a zip needs {}", name)), function.properties, name, "");
}

}  // namespace

void check_function_code(const View& view, Report& report) {
  for (const Resource& resource : view.outline.resources) {
    if (is(resource, "Function") && resource.properties.is_mapping() && !model::is_intrinsic(resource.properties)) check_code(view, resource, report);
    if (is(resource, "LayerVersion")) check_uri(below(resource.properties, {"ContentUri"}), "ContentUri", report);
  }
}

void check_aliases(const View& view, Report& report) {
  for (const Resource& resource : view.outline.resources) {
    if (!is(resource, "Function") || unknown(resource.properties)) continue;
    const Node alias = property(view, resource, {"AutoPublishAlias"});
    if (alias) {
      for (const auto& seen : cloudformation::look(view, resource.properties, {"AutoPublishAlias"}, cloudformation::holding(resource)))
        if (seen.is_text && seen.text.empty()) report.add("sam-alias", place(alias), "AutoPublishAlias is empty; an alias needs a name");
      if (const auto function = model::intrinsic(alias); function && function->name != "Ref" && function->name != "Fn::FindInMap")
        report.add(
            "sam-alias", place(alias),
            fmt::format("The name of the alias is needed before the stack is made; only !Ref to a parameter is worked out here, not {}", function->name));
      continue;
    }
    if (const Node provisioned = property(view, resource, {"ProvisionedConcurrencyConfig"}))
      offer_entry(report.add("sam-alias", place(provisioned), "Provisioned concurrency belongs to a version: set AutoPublishAlias as well"),
                  resource.properties, "AutoPublishAlias", "live");
    const Node all = property(view, resource, {"AutoPublishAliasAllProperties"});
    if (text(all) == "true") {
      Finding& finding = report.add("sam-alias", place(all), "AutoPublishAliasAllProperties means something only with AutoPublishAlias");
      offer_entry(finding, resource.properties, "AutoPublishAlias", "live");
      offer_removal(finding, entry_of(all));
    }
    const Node preference = property(view, resource, {"DeploymentPreference"});
    const Node enabled = below(preference, {"Enabled"});
    if (preference.is_mapping() && !model::is_intrinsic(preference) && (!enabled || text(enabled) == "true") && below(preference, {"Type"}))
      offer_entry(report.add("sam-alias", place(preference), "A gradual deployment shifts an alias: set AutoPublishAlias as well"), resource.properties,
                  "AutoPublishAlias", "live");
  }
}

// SAM makes queues and topics for these; what else there is has to be named.
void check_destinations(const View& view, const Resource& function, Report& report) {
  for (const std::string_view when : {"OnSuccess", "OnFailure"}) {
    const Node destination = property(view, function, {"EventInvokeConfig", "DestinationConfig", when});
    const std::string_view type = text(below(destination, {"Type"}));
    if ((type == "EventBridge" || type == "Lambda" || type == "S3Bucket") && !destination.find_entry("Destination"))
      report.add("sam-function-code", place(below(destination, {"Type"})),
                 fmt::format("A destination of type {} needs its Destination; SAM makes queues and topics only", type));
  }
}

void check_preference_type(const View& view, const Resource& function, Report& report) {
  const Node preference = property(view, function, {"DeploymentPreference"});
  if (!preference.is_mapping() || model::is_intrinsic(preference)) return;
  const Node enabled = below(preference, {"Enabled"});
  if (unknown(enabled) || text(enabled) == "false" || property(view, function, {"DeploymentPreference", "Type"})) return;
  if (preference.child_count() > 0)
    report.add("sam-alias", place(preference), "A gradual deployment needs its Type: AllAtOnce, Canary10Percent5Minutes, Linear10PercentEvery1Minute, ...");
}

// Names of one's own deployment configurations are allowed, so only a near miss of SAM's own is told.
void check_preferences(const View& view, Report& report) {
  constexpr std::string_view known[] = {"AllAtOnce",
                                        "Canary10Percent5Minutes",
                                        "Canary10Percent10Minutes",
                                        "Canary10Percent15Minutes",
                                        "Canary10Percent30Minutes",
                                        "Linear10PercentEvery1Minute",
                                        "Linear10PercentEvery2Minutes",
                                        "Linear10PercentEvery3Minutes",
                                        "Linear10PercentEvery10Minutes"};
  for (const Resource& function : view.outline.resources) {
    if (!is(function, "Function")) continue;
    if (!unknown(function.properties)) check_preference_type(view, function, report);
    check_destinations(view, function, report);
    const Node type = below(function.properties, {"DeploymentPreference", "Type"});
    const std::string_view name = text(type);
    if (name.empty() || std::find(std::begin(known), std::end(known), name) != std::end(known)) continue;
    const auto near = nearest(name, {std::begin(known), std::end(known)});
    if (near.empty()) continue;
    Finding& finding = report.add("sam-deployment-preference", place(type), fmt::format("SAM knows no deployment called {}{}", name, did_you_mean(near)));
    finding.entity = "AWS::Serverless::Function.DeploymentPreference.Type";
    offer(finding, content(type), near);
  }
}

void check_tenancy(const View& view, Report& report) {
  for (const Resource& function : view.outline.resources) {
    if (!is(function, "Function") || !property(view, function, {"TenancyConfig"})) continue;
    for (const std::string_view name : {"SnapStart", "ProvisionedConcurrencyConfig", "FunctionUrlConfig"})
      if (const Node value = property(view, function, {name}); value && !(name == "SnapStart" && text(below(value, {"ApplyOn"})) == "None"))
        offer_removal(report.add("sam-tenancy", place(value), fmt::format("{} does not go with TenancyConfig", name)), entry_of(value));
    for (const Event& event : events(function))
      if (!event.type.empty() && event.type != "Api" && event.type != "HttpApi")
        offer_removal(report.add("sam-tenancy", event.key.range(),
                                 fmt::format("A function with TenancyConfig takes events of Api and HttpApi alone, not of {}", event.type)),
                      event.key.parent());
  }
}

void check_ignored_globals(const View& view, Report& report) {
  for (const Resource& resource : view.outline.resources) {
    const Node ignored = resource.body.find("IgnoreGlobals").resolved();
    if (!ignored || unknown(ignored) || !resource.type.starts_with("AWS::Serverless::")) continue;
    if (ignored.is_scalar()) {
      if (!ignored.is("*")) report.add("sam-ignored-globals", place(ignored), "IgnoreGlobals takes '*', or a list of properties of Globals");
      continue;
    }
    const Node section = globals(view, resource.type);
    for (const Node item : ignored.children())
      if (item.is_scalar() && !below(section, {item.text()}))
        offer_removal(
            report.add("sam-ignored-globals", place(item), fmt::format("Globals has no {} for this type, so there is nothing to ignore", item.text())), item);
  }
}

}  // namespace cribsheet::rules::sam
