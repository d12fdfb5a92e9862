// What an API of SAM cannot have: things that need a definition in the template, and values that would not be understood.
#include <algorithm>
#include <fmt/format.h>

#include "rules/sam/checks.h"

namespace cribsheet::rules::sam {
namespace {

bool is_api(const Resource& resource) { return is(resource, "Api") || is(resource, "HttpApi"); }

// A definition elsewhere cannot be added to.
void check_addition(const View& view, const Resource& api, std::string_view name, Report& report) {
  const Node value = property(view, api, {name});
  if (!value || (value.is_scalar() && text(value).empty())) return;
  if (below(api.properties, {name}))
    report.add("sam-definition-uri", place(value), fmt::format("{} is written into the definition, which must be in the template: use DefinitionBody instead of DefinitionUri", name));
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
      report.add("sam-definition-uri", place(uri), "DefinitionUri and DefinitionBody say the same thing twice; keep one");
      continue;
    }
    if (const Node merge = property(view, api, {"MergeDefinitions"}); true_text(merge))
      report.add("sam-definition-uri", place(merge), "MergeDefinitions works only with DefinitionBody");
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
      report.add("sam-definition-uri", place(off), "DisableExecuteApiEndpoint is written into the definition, which an include hides; put it into the definition itself");
  }
}

void check_cors(const View& view, Report& report) {
  const auto check = [&](Node cors) {
    if (!cors.is_mapping() || model::is_intrinsic(cors)) return;
    const Node origin = cors.find("AllowOrigin").resolved();
    if (const Node entry = cors.find_entry("AllowOrigin"); entry && !unknown(origin) && text(origin).empty() && !origin.is_mapping())
      report.add("sam-cors", entry.key().range(), "AllowOrigin is empty; name an origin, or '*' for any");
    const Node credentials = cors.find("AllowCredentials").resolved();
    if (true_text(credentials) && (!origin || text(origin) == "'*'"))
      report.add("sam-cors", place(credentials), "AllowCredentials cannot be true for any origin; set AllowOrigin to the one that may send credentials");
  };
  for (const Resource& api : view.outline.resources)
    if (is(api, "Api")) check(below(api.properties, {"Cors"}));
  check(below(globals(view, "AWS::Serverless::Api"), {"Cors"}));
}

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
        report.add("sam-gateway-response", place(response), fmt::format("{} must be a mapping with StatusCode, ResponseParameters and ResponseTemplates", name));
        continue;
      }
      for (const Node part : response.children())
        if (!part.key().is("StatusCode") && !part.key().is("ResponseParameters") && !part.key().is("ResponseTemplates"))
          report.add("sam-gateway-response", part.key().range(), fmt::format("{} is not known here; {} takes StatusCode, ResponseParameters and ResponseTemplates", part.key().text(), name));
      const Node code = response.find("StatusCode").resolved();
      const std::string_view digits = text(code);
      if (!digits.empty() && !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        report.add("sam-gateway-response", place(code), fmt::format("StatusCode is {}; it must be a number like 401", digits));
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
      if (!plain)
        report.add("sam-source-vpc", place(list), fmt::format("{} takes a list of plain ids; what functions give goes into Intrinsic{}", name, name.substr(6)));
    }
  };
  for (const Resource& resource : view.outline.resources) {
    if (is(resource, "Api")) check(below(resource.properties, {"Auth", "ResourcePolicy"}));
    for (const Event& event : is(resource, "Function") ? events(resource) : std::vector<Event>()) check(below(event.properties, {"Auth", "ResourcePolicy"}));
  }
  check(below(globals(view, "AWS::Serverless::Api"), {"Auth", "ResourcePolicy"}));
}

void check_domains(const View& view, Report& report) {
  for (const Resource& api : view.outline.resources) {
    if (!is_api(api) && !is(api, "WebSocketApi")) continue;
    const Node domain = property(view, api, {"Domain"});
    if (!domain.is_mapping() || model::is_intrinsic(domain)) continue;
    const Node endpoint = domain.find("EndpointConfiguration").resolved();
    const std::string_view type = text(endpoint);
    const bool rest = is(api, "Api");
    if (!rest && !type.empty() && type != "REGIONAL")  // the shape says so of an Api
      report.add("sam-api-domain", place(endpoint), fmt::format("EndpointConfiguration is {}; it must be REGIONAL", type));
    for (const std::string_view name : {"DomainName", "CertificateArn"})
      if (const Node entry = domain.find_entry(name); entry && entry.value().is_missing())
        report.add("sam-api-domain", entry.key().range(), fmt::format("{} is empty; a domain of one's own needs it", name));
    const Node mutual = domain.find("MutualTlsAuthentication").resolved();
    if (mutual && !unknown(mutual)) {
      if (!mutual.is_mapping() || mutual.child_count() == 0) report.add("sam-api-domain", place(mutual), "MutualTlsAuthentication takes TruststoreUri and TruststoreVersion");
    }
    const Node paths = domain.find("BasePath").resolved();
    if (paths.is_sequence() && !model::is_intrinsic(paths))
      for (const Node raw : paths.children())
        if (const Node item = raw.resolved(); !unknown(item) && (!item.is_scalar() || syntax::scalar_type(item) != syntax::ScalarType::string))
          report.add("sam-api-domain", place(item), "Each BasePath is a text; write a number in quotes");
    const Node route = domain.find("Route53").resolved();
    if (route.is_mapping() && !model::is_intrinsic(route) && !route.find_entry("HostedZoneId") && !route.find_entry("HostedZoneName"))
      report.add("sam-api-domain", place(route), "Route53 needs the zone: HostedZoneId or HostedZoneName");
  }
}

}  // namespace cribsheet::rules::sam
