// What an API of SAM cannot have: things that need a definition in the template, and values that would not be understood.
#include <algorithm>
#include <fmt/format.h>

#include "model/edits.h"
#include "rules/offer.h"
#include "rules/sam/checks.h"

namespace cribsheet::rules::sam {
namespace {

bool is_api(const Resource& resource) { return is(resource, "Api") || is(resource, "HttpApi"); }

// The definition becomes part of the template when it is made.
void include_definition(Node uri, Finding& finding) {
  if (!uri.is_scalar() || model::is_intrinsic(uri) || !entry_of(uri)) return;
  auto key = model::replacement(entry_of(uri).key(), "DefinitionBody");
  auto value = model::replacement(
      uri, fmt::format(R"({{"Fn::Transform": {{"Name": "AWS::Include", "Parameters": {{"Location": {}}}}}}})", model::text_value(uri.text())));
  if (key && value) finding.fixes.push_back({"Include the definition", {std::move(*key), std::move(*value)}, false});
}

// A definition elsewhere cannot be added to.
void check_addition(const View& view, const Resource& api, std::string_view name, Report& report) {
  const Node value = property(view, api, {name});
  if (!value || (value.is_scalar() && text(value).empty())) return;
  if (!below(api.properties, {name})) return;
  Finding& finding =
      report.add("sam-definition-uri", place(value),
                 fmt::format("{} is written into the definition, which must be in the template: use DefinitionBody instead of DefinitionUri", name));
  include_definition(property(view, api, {"DefinitionUri"}), finding);
  offer_removal(finding, entry_of(value));
}

bool true_text(Node value) { return text(value) == "true" || text(value) == "True"; }

}  // namespace

void check_definition_uris(const View& view, Report& report) {
  for (const Resource& api : view.outline.resources) {
    if (!is_api(api)) continue;
    const Node uri = property(view, api, {"DefinitionUri"});
    if (!uri || unknown(api.properties)) continue;
    check_s3_address(uri, "DefinitionUri", "sam-definition-uri", report);
    if (has(view, api, "DefinitionBody")) {
      Finding& finding = report.add("sam-definition-uri", place(uri), "DefinitionUri and DefinitionBody say the same thing twice; keep one");
      offer_removal(finding, entry_of(uri));
      offer_removal(finding, entry_of(property(view, api, {"DefinitionBody"})));
      continue;
    }
    if (const Node merge = property(view, api, {"MergeDefinitions"}); true_text(merge))
      offer_removal(report.add("sam-definition-uri", place(merge), "MergeDefinitions works only with DefinitionBody"), entry_of(merge));
    if (is(api, "Api")) {
      for (const std::string_view name : {"Auth", "Cors", "GatewayResponses", "Models"}) check_addition(view, api, name, report);
    } else {
      for (const std::string_view name : {"Auth", "Tags", "CorsConfiguration", "Description"}) check_addition(view, api, name, report);
    }
  }
  for (const Resource& api : view.outline.resources) {
    if (!is_api(api)) continue;
    const Node body = property(view, api, {"DefinitionBody"});
    const Node off = property(view, api, {"DisableExecuteApiEndpoint"});
    if (off && body.is_mapping() && body.find("Fn::Transform"))
      report.add("sam-definition-uri", place(off),
                 "DisableExecuteApiEndpoint is written into the definition, which an include hides; put it into the definition itself");
  }
}

void check_cors(const View& view, Report& report) {
  const auto check = [&](Node cors) {
    if (!cors.is_mapping() || model::is_intrinsic(cors)) return;
    const Node origin = cors.find("AllowOrigin").resolved();
    if (const Node entry = cors.find_entry("AllowOrigin"); entry && !unknown(origin) && text(origin).empty() && !origin.is_mapping())
      offer_value(report.add("sam-cors", entry.key().range(), "AllowOrigin is empty; name an origin, or '*' for any"), entry.value(), model::text_value("'*'"),
                  false);
    const Node credentials = cors.find("AllowCredentials").resolved();
    if (true_text(credentials) && (!origin || text(origin) == "'*'"))
      offer_removal(
          report.add("sam-cors", place(credentials), "AllowCredentials cannot be true for any origin; set AllowOrigin to the one that may send credentials"),
          entry_of(credentials));
  };
  for (const Resource& api : view.outline.resources)
    if (is(api, "Api")) check(below(api.properties, {"Cors"}));
  check(below(globals(view, "AWS::Serverless::Api"), {"Cors"}));
}

namespace {

// What API Gateway answers unless one says otherwise.
void usual_code(std::string_view response, Node code, Finding& finding) {
  constexpr std::string_view kCodes[][2] = {{"ACCESS_DENIED", "403"},
                                            {"API_CONFIGURATION_ERROR", "500"},
                                            {"AUTHORIZER_CONFIGURATION_ERROR", "500"},
                                            {"AUTHORIZER_FAILURE", "500"},
                                            {"BAD_REQUEST_BODY", "400"},
                                            {"BAD_REQUEST_PARAMETERS", "400"},
                                            {"EXPIRED_TOKEN", "403"},
                                            {"INTEGRATION_FAILURE", "504"},
                                            {"INTEGRATION_TIMEOUT", "504"},
                                            {"INVALID_API_KEY", "403"},
                                            {"INVALID_SIGNATURE", "403"},
                                            {"MISSING_AUTHENTICATION_TOKEN", "403"},
                                            {"QUOTA_EXCEEDED", "429"},
                                            {"REQUEST_TOO_LARGE", "413"},
                                            {"RESOURCE_NOT_FOUND", "404"},
                                            {"THROTTLED", "429"},
                                            {"UNAUTHORIZED", "401"},
                                            {"UNSUPPORTED_MEDIA_TYPE", "415"},
                                            {"WAF_FILTERED", "403"}};
  for (const auto& [name, usual] : kCodes)
    if (name == response) offer_value(finding, code, usual, false);
}

}  // namespace

void check_gateway_responses(const View& view, Report& report) {
  for (const Resource& api : view.outline.resources) {
    if (!is(api, "Api")) continue;
    const Node responses = property(view, api, {"GatewayResponses"});
    if (!responses.is_mapping() || model::is_intrinsic(responses)) continue;
    for (const Node entry : responses.children()) {
      const std::string_view name = entry.key().text();
      const Node response = entry.value().resolved();
      if (model::is_intrinsic(response)) {
        report.add("sam-gateway-response", place(response), fmt::format("{} must be written out; functions are not worked out here", name));
        continue;
      }
      if (!response.is_mapping()) {
        report.add("sam-gateway-response", place(response),
                   fmt::format("{} must be a mapping with StatusCode, ResponseParameters and ResponseTemplates", name));
        continue;
      }
      for (const Node part : response.children())
        if (!part.key().is("StatusCode") && !part.key().is("ResponseParameters") && !part.key().is("ResponseTemplates"))
          report.add("sam-gateway-response", part.key().range(),
                     fmt::format("{} is not known here; {} takes StatusCode, ResponseParameters and ResponseTemplates", part.key().text(), name));
      const Node code = response.find("StatusCode").resolved();
      const std::string_view digits = text(code);
      if (!digits.empty() && !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        usual_code(name, code, report.add("sam-gateway-response", place(code), fmt::format("StatusCode is {}; it must be a number like 401", digits)));
      const Node parameters = response.find("ResponseParameters").resolved();
      if (parameters && !parameters.is_mapping() && !unknown(parameters))
        report.add("sam-gateway-response", place(parameters), "ResponseParameters must be a mapping: Headers, Paths, QueryStrings");
      for (const std::string_view part : {"Headers", "Paths", "QueryStrings"}) {
        const Node value = below(parameters, {part});
        if (value && !value.is_mapping() && !unknown(value))
          report.add("sam-gateway-response", place(value), fmt::format("{} must be a mapping from names to values", part));
      }
    }
  }
}

void check_source_vpcs(const View& view, Report& report) {
  const auto check = [&](Node policy) {
    for (const std::string_view name : {"SourceVpcWhitelist", "SourceVpcBlacklist"}) {
      const Node list = below(policy, {name});
      if (!list) continue;
      bool plain = list.is_sequence() && !model::is_intrinsic(list);
      if (plain)
        for (const Node item : list.children()) plain = plain && item.resolved().is_scalar() && !model::is_intrinsic(item.resolved());
      if (plain) continue;
      Finding& finding = report.add("sam-source-vpc", place(list),
                                    fmt::format("{} takes a list of plain ids; what functions give goes into Intrinsic{}", name, name.substr(6)));
      // IntrinsicVpcWhitelist takes VPCs, IntrinsicVpceWhitelist endpoints: which of them a function gives is not to be seen.
      const std::string_view kind = name.substr(name.size() - 9);
      for (const std::string_view of : {"Vpc", "Vpce"})
        if (const std::string right = fmt::format("Intrinsic{}{}", of, kind); entry_of(list) && list.is_sequence() && !policy.find_entry(right))
          offer_name(finding, entry_of(list).key(), right, false);
    }
  };
  for (const Resource& resource : view.outline.resources) {
    if (is(resource, "Api")) check(below(resource.properties, {"Auth", "ResourcePolicy"}));
    for (const Event& event : is(resource, "Function") ? events(resource) : std::vector<Event>()) check(below(event.properties, {"Auth", "ResourcePolicy"}));
  }
  check(below(globals(view, "AWS::Serverless::Api"), {"Auth", "ResourcePolicy"}));
}

namespace {

// The zone is most often the one above the domain.
void name_zone(Node domain, Node route, Finding& finding) {
  const std::string_view name = text(below(domain, {"DomainName"}));
  const std::size_t dot = name.find('.');
  if (dot != std::string_view::npos && name.find('.', dot + 1) != std::string_view::npos)
    offer_entry(finding, route, "HostedZoneName", fmt::format("{}.", name.substr(dot + 1)));
  offer_entry(finding, route, "HostedZoneId", "");
}

}  // namespace

void check_domains(const View& view, Report& report) {
  for (const Resource& api : view.outline.resources) {
    if (!is_api(api) && !is(api, "WebSocketApi")) continue;
    const Node domain = property(view, api, {"Domain"});
    if (!domain.is_mapping() || model::is_intrinsic(domain)) continue;
    const Node endpoint = domain.find("EndpointConfiguration").resolved();
    const std::string_view type = text(endpoint);
    const bool rest = is(api, "Api");
    if (!rest && !type.empty() && type != "REGIONAL")  // the shape says so of an Api
      offer_value(report.add("sam-api-domain", place(endpoint), fmt::format("EndpointConfiguration is {}; it must be REGIONAL", type)), endpoint, "REGIONAL");
    for (const std::string_view name : {"DomainName", "CertificateArn"})
      if (const Node entry = domain.find_entry(name); entry && entry.value().is_missing())
        report.add("sam-api-domain", entry.key().range(), fmt::format("{} is empty; a domain of one's own needs it", name));
    const Node mutual = domain.find("MutualTlsAuthentication").resolved();
    if (mutual && !unknown(mutual)) {
      if (!mutual.is_mapping() || mutual.child_count() == 0)
        report.add("sam-api-domain", place(mutual), "MutualTlsAuthentication takes TruststoreUri and TruststoreVersion");
    }
    const Node paths = domain.find("BasePath").resolved();
    if (paths.is_sequence() && !model::is_intrinsic(paths))
      for (const Node raw : paths.children())
        if (const Node item = raw.resolved(); !unknown(item) && (!item.is_scalar() || syntax::scalar_type(item) != syntax::ScalarType::string))
          report.add("sam-api-domain", place(item), "Each BasePath is a text; write a number in quotes");
    const Node route = domain.find("Route53").resolved();
    if (route.is_mapping() && !model::is_intrinsic(route) && !route.find_entry("HostedZoneId") && !route.find_entry("HostedZoneName"))
      name_zone(domain, route, report.add("sam-api-domain", place(route), "Route53 needs the zone: HostedZoneId or HostedZoneName"));
  }
}

}  // namespace cribsheet::rules::sam
