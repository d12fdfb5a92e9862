// The OpenAPI document of an API, as far as the translator takes it apart.
#include <algorithm>
#include <fmt/format.h>

#include "rules/offer.h"
#include "rules/sam/checks.h"

namespace cribsheet::rules::sam {
namespace {

constexpr std::string_view kEndpoint = "x-amazon-apigateway-endpoint-configuration";
// Keys of a path item that are no methods.
constexpr std::string_view kNoMethods[] = {"parameters", "summary", "description", "servers", "$ref"};

std::string_view called(Node value) {
  if (value.is_sequence()) return "a list";
  if (value.is_mapping()) return "a mapping";
  return value.is_missing() || (value.is_scalar() && value.text().empty()) ? "nothing" : "text";
}

// Reports a value that must be a mapping and is not. Functions pass: they may give one.
bool must_be_mapping(Node value, const std::string& what, Report& report) {
  if (value.is_mapping() || unknown(value)) return true;
  report.add("sam-definition-body", place(value), fmt::format("{} must be a mapping, not {}", what, called(value)));
  return false;
}

// An Fn::If in the document gives one of two values, each as good as one written in place.
std::vector<Node> branches(Node value) {
  const auto function = model::intrinsic(value);
  if (!function || function->name != "Fn::If") return {value};
  std::vector<Node> list;
  const Node argument = function->argument;
  if (!argument.is_sequence()) return list;
  std::size_t position = 0;
  for (const Node item : argument.children())
    if (position++ > 0) list.push_back(item.resolved());
  return list;
}

bool is_method(std::string_view key) {
  return std::find(std::begin(kNoMethods), std::end(kNoMethods), key) == std::end(kNoMethods) &&
         (!key.starts_with("x-") || key == "x-amazon-apigateway-any-method");
}

void check_security(Node security, std::string_view method, Report& report) {
  // A mapping passes the translator where definitions are merged; API Gateway then says what it thinks of it.
  if (unknown(security) || security.is_mapping()) return;
  if (!security.is_sequence()) {
    report.add("sam-definition-body", place(security), fmt::format("security of {} must be a list, not {}", method, called(security)));
    return;
  }
  for (const Node item : security.children()) must_be_mapping(item.resolved(), fmt::format("Each item of security of {}", method), report);
}

void check_method(Node entry, std::string_view path, Report& report) {
  const std::string_view method = entry.key().text();
  const Node body = entry.value().resolved();
  if (!must_be_mapping(body, fmt::format("The method {} of {}", method, path), report) || model::is_intrinsic(body)) return;
  if (const Node responses = body.find("responses").resolved()) must_be_mapping(responses, fmt::format("responses of {} {}", method, path), report);
  if (const Node entry_security = body.find_entry("security")) check_security(entry_security.value().resolved(), method, report);
}

void check_paths(Node paths, Report& report) {
  if (!must_be_mapping(paths, "paths", report) || model::is_intrinsic(paths)) return;
  for (const Node entry : paths.children()) {
    const std::string_view path = entry.key().text();
    if (path.starts_with("Fn::")) continue;
    for (const Node item : branches(entry.value().resolved())) {
      if (!must_be_mapping(item, fmt::format("The path {}", path), report) || model::is_intrinsic(item)) continue;
      for (const Node method : item.children())
        if (is_method(method.key().text())) check_method(method, path, report);
    }
  }
}

// An Fn::If whose argument is no list cannot be taken apart.
void check_ifs(Node paths, Report& report) {
  if (!paths.is_mapping()) return;
  for (const Node entry : paths.children()) {
    const Node item = entry.value().resolved();
    if (!item.is_mapping()) continue;
    if (const Node argument = item.find("Fn::If").resolved(); argument && !argument.is_sequence())
      report.add("sam-definition-body", place(argument), "Fn::If takes a list here: a condition and two values");
  }
}

void check_body(Node body, Report& report) {
  if (!body.is_mapping() || model::is_intrinsic(body)) return;
  // Nothing after `paths:` or `components:` is taken as none.
  if (const Node paths = body.find("paths").resolved(); !paths.is_missing()) {
    check_paths(paths, report);
    check_ifs(paths, report);
  }
  for (const std::string_view key : {std::string_view("securityDefinitions"), std::string_view("components"), kEndpoint})
    if (const Node value = body.find(key).resolved(); !value.is_missing()) must_be_mapping(value, std::string(key), report);
  const Node servers = body.find("servers").resolved();
  if (servers.is_sequence())
    for (const Node server : servers.children())
      if (const Node endpoint = below(server, {kEndpoint})) must_be_mapping(endpoint, std::string(kEndpoint), report);
}

}  // namespace

void check_definition_bodies(const View& view, Report& report) {
  for (const Resource& resource : view.outline.resources) {
    if (!is(resource, "Api") && !is(resource, "HttpApi")) continue;
    const Node body = property(view, resource, {"DefinitionBody"});
    check_body(body, report);
    // The translator looks for the method by the name that API Gateway gives it.
    const bool asks = property(view, resource, {"Auth", "DefaultAuthorizer"}) && is(resource, "HttpApi");
    const Node paths = below(body, {"paths"});
    if (!asks || !paths.is_mapping()) continue;
    for (const Node entry : paths.children())
      if (const Node any = below(entry.value(), {}).is_mapping() ? entry.value().resolved().find_entry("any") : Node())
        offer_name(report.add("sam-definition-body", any.key().range(), "A method for any verb is called x-amazon-apigateway-any-method in a definition"),
                   any.key(), "x-amazon-apigateway-any-method");
  }
}

}  // namespace cribsheet::rules::sam
