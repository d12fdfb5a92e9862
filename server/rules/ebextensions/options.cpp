// Options written as a list of namespace, option_name and value; and credentials among the application's variables.

#include <fmt/format.h>

#include "base/nearest.h"
#include "kinds/ebextensions/options.h"
#include "kinds/shape/validate.h"
#include "model/intrinsic.h"
#include "rules/ebextensions/checks.h"
#include "rules/plain_secret.h"
#include "rules/offer.h"
#include "rules/written.h"

namespace cribsheet::rules::ebextensions {
namespace {

constexpr std::size_t kMostChoices = 5;  // fixes where no value is nearest
constexpr std::string_view kVariables = "aws:elasticbeanstalk:application:environment";

using kinds::ebextensions::names;
using kinds::ebextensions::namespaces;
using kinds::ebextensions::options_of;

void unknown(std::string_view rule, syntax::Node node, std::string message, const std::vector<std::string_view>& known, Report& report) {
  Finding& finding = report.add(rule, node.range(), std::move(message));
  finding.entity = "ebextensions:option_settings";
  if (const auto near = nearest(node.text(), known)) {
    finding.message += fmt::format(". Did you mean {}?", *near);
    finding.fixes = {replace(fmt::format("Change it to {}", *near), node.range(), in_style(node, *near))};
  }
}

std::string plain(std::string_view json) { return json.size() >= 2 && json.front() == '"' ? std::string(json.substr(1, json.size() - 2)) : std::string(json); }

void check_value(const pack::Shape& shape, syntax::Node value, std::string_view space, std::string_view option, Report& report) {
  if (kinds::shape::fits(value.text(), shape) == kinds::shape::Truth::no) {
    std::vector<std::string> values;
    for (const auto& each : shape.enum_values()) values.push_back(plain(each.json));
    const std::vector<std::string_view> views(values.begin(), values.end());
    if (views.empty()) return;
    Finding& finding = report.add("ebextensions-option-value", value.range(), fmt::format("{} is {}; it must be {}", option, value.text(), one_of(views)));
    finding.entity = fmt::format("ebextensions:{}.{}", space, option);
    if (const auto near = nearest(value.text(), views)) offer_value(finding, value, *near);
    else
      for (std::size_t i = 0; i < views.size() && i < kMostChoices; ++i) offer_value(finding, value, views[i], false);
    return;
  }
  const auto number = whole_number(value.text());
  const auto least = shape.minimum(), most = shape.maximum();
  if (!number || !least || !most || (static_cast<double>(*number) >= *least && static_cast<double>(*number) <= *most)) return;
  Finding& finding = report.add("ebextensions-option-value", value.range(), fmt::format("{} is {}; it must be {} to {}", option, *number, *least, *most));
  finding.entity = fmt::format("ebextensions:{}.{}", space, option);
  offer_value(finding, value, fmt::format("{}", static_cast<double>(*number) < *least ? *least : *most));
}

void check_item(const Input& input, const pack::Shape& all, syntax::Node item, Report& report) {
  const syntax::Node space = item.find("namespace").resolved(), option = item.find("option_name").resolved(), value = item.find("value").resolved();
  const std::string_view in = space.is_scalar() ? space.text() : item.find_entry("namespace") ? std::string_view{} : kVariables;
  if (in.empty()) return;
  if (in == kVariables) {
    if (option.is_scalar() && value.is_scalar() && plain_secret(option.text(), value.text()))
      report
          .add("ebextensions-plain-secret", value.range(),
               fmt::format("{} holds a credential as plain text; keep it in Secrets Manager or Parameter Store", option.text()))
          .entity = fmt::format("ebextensions:{}", kVariables);
    return;
  }
  const pack::Shape shape = options_of(all, in);
  if (!shape) {
    if (all) unknown("ebextensions-unknown-namespace", space, fmt::format("Elastic Beanstalk has no namespace {}", in), names(all), report);
    return;
  }
  if (!option.is_scalar() || !shape.closed()) return;
  const auto found = shape.find(option.text());
  if (!found) return unknown("ebextensions-unknown-option", option, fmt::format("{} has no option {}", in, option.text()), names(shape), report);
  if (value.is_scalar() && !value.text().empty() && !model::is_intrinsic(value) && written_text(input, value))
    check_value(found->shape, value, in, option.text(), report);
}

void check_variables(syntax::Node settings, Report& report) {
  for (const syntax::Node entry : settings.find(kVariables).resolved().children())
    if (entry.key().is_scalar() && entry.value().is_scalar() && plain_secret(entry.key().text(), entry.value().text()))
      report
          .add("ebextensions-plain-secret", entry.value().range(),
               fmt::format("{} holds a credential as plain text; keep it in Secrets Manager or Parameter Store", entry.key().text()))
          .entity = fmt::format("ebextensions:{}", kVariables);
}

}  // namespace

void check_options(const Input& input, Report& report) {
  const syntax::Node settings = input.document.root().find("option_settings").resolved();
  if (settings.is_mapping()) return check_variables(settings, report);
  const pack::Shape all = namespaces(input.pack);
  for (const syntax::Node item : settings.children())
    if (item.resolved().is_mapping()) check_item(input, all, item.resolved(), report);
}

}  // namespace cribsheet::rules::ebextensions
