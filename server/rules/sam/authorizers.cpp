// Authorizers: those that an API defines, and those that its events ask for.
#include <fmt/format.h>

#include "rules/nearest.h"
#include "rules/offer.h"
#include "rules/sam/checks.h"

namespace cribsheet::rules::sam {
namespace {

bool open(Node value) { return value && (unknown(value) || !value.is_mapping()); }

// Names that a request is looked up by: texts, where a number would be another thing to the translator.
void check_sources(Node identity, Report& report) {
  if (open(identity) || !identity) return;
  for (const std::string_view name : {"Headers", "QueryStrings", "StageVariables", "Context"}) {
    const Node list = below(identity, {name});
    if (!list.is_sequence() || model::is_intrinsic(list)) continue;
    for (const Node raw : list.children())
      if (const Node item = raw.resolved(); model::is_intrinsic(item))
        report.add("sam-authorizer", item.full_range(), fmt::format("{} holds plain names; functions are not worked out here", name));
      else if (item.is_scalar() && syntax::scalar_type(item) != syntax::ScalarType::string)
        report.add("sam-authorizer", place(item), fmt::format("{} holds names; {} is none, unless in quotes", name, item.text()));
  }
}

// An HttpApi tells the two kinds apart by JwtConfiguration alone.
void check_http_authorizer(Node entry, Report& report) {
  const Node authorizer = entry.value().resolved();
  const std::string_view name = entry.key().text();
  const bool jwt = static_cast<bool>(authorizer.find_entry("JwtConfiguration"));
  if (authorizer.find_entry("OpenIdConnectUrl")) return;
  if (!jwt) {
    if (!authorizer.find_entry("FunctionArn"))
      report.add("sam-authorizer", entry.key().range(), fmt::format("{} needs JwtConfiguration with issuer and audience, or FunctionArn", name));
    else if (!authorizer.find_entry("AuthorizerPayloadFormatVersion"))
      report.add("sam-authorizer", entry.key().range(), fmt::format("{} needs AuthorizerPayloadFormatVersion: '2.0' or '1.0'", name));
    return;
  }
  if (!authorizer.find_entry("IdentitySource"))
    report.add("sam-authorizer", entry.key().range(),
               fmt::format("{} needs IdentitySource: where the token stands, such as $request.header.Authorization", name));
}

void check_identity(const Resource& api, std::string_view name, Node authorizer, Report& report) {
  const Node payload = authorizer.find("FunctionPayloadType").resolved();
  const std::string_view type = text(payload);
  if (is(api, "Api") && !type.empty() && type != "TOKEN" && type != "REQUEST") {
    Finding& finding = report.add("sam-authorizer", place(payload), fmt::format("FunctionPayloadType of {} is {}; it must be TOKEN or REQUEST", name, type));
    for (const std::string_view right : {"TOKEN", "REQUEST"}) offer_value(finding, payload, right, false);
    return;
  }
  const Node identity = authorizer.find("Identity").resolved();
  check_sources(identity, report);
  if (identity && !identity.is_mapping() && !unknown(identity)) {
    report.add("sam-authorizer", place(identity), fmt::format("Identity of {} must be a mapping", name));
    return;
  }
  if (type != "REQUEST" || open(identity)) return;
  if (const Node ttl = below(identity, {"ReauthorizeEvery"}); text(ttl) == "0" || unknown(ttl)) return;
  for (const std::string_view source : {"Headers", "QueryStrings", "StageVariables", "Context"})
    if (below(identity, {source})) return;
  const Node at = identity ? identity : payload;
  report.add("sam-authorizer", place(at),
             fmt::format("{} reads the request, so its Identity needs at least one of Headers, QueryStrings, StageVariables and Context", name));
}

// The nearest of the API's authorizers, or each of a few; or none.
void offer_authorizers(Node authorizers, Node chosen, Finding& finding) {
  constexpr std::size_t kMost = 3;
  std::vector<std::string_view> names;
  if (authorizers.is_mapping())
    for (const Node entry : authorizers.children()) names.push_back(entry.key().text());
  const auto near = nearest(text(chosen), names, 1);
  if (!near.empty()) offer_value(finding, chosen, near.front());
  else if (names.size() <= kMost)
    for (const std::string_view name : names) offer_value(finding, chosen, name, false);
  offer_removal(finding, entry_of(chosen));
}

void check_default(const View& view, const Resource& api, Node authorizers, Report& report) {
  const Node chosen = property(view, api, {"Auth", "DefaultAuthorizer"});
  if (!chosen) return;
  if (!chosen.is_scalar() || model::is_intrinsic(chosen)) {
    report.add("sam-authorizer", place(chosen), "DefaultAuthorizer must be the plain name of an authorizer; functions are not worked out here");
    return;
  }
  const std::string_view name = text(chosen);
  if (name.empty() || name == "AWS_IAM" || name == "NONE" || unknown(authorizers)) return;
  if (authorizers.is_mapping() ? authorizers.find_entry(name) : Node()) return;
  if (authorizers && !authorizers.is_mapping()) return;  // the shape says so
  offer_authorizers(authorizers, chosen, report.add("sam-authorizer", place(chosen), fmt::format("There is no authorizer {} in this API's Authorizers", name)));
}

}  // namespace

void check_authorizers(const View& view, Report& report) {
  for (const Resource& api : view.outline.resources) {
    if (!is(api, "Api") && !is(api, "HttpApi")) continue;
    const Node authorizers = property(view, api, {"Auth", "Authorizers"});
    check_default(view, api, authorizers, report);
    if (!authorizers.is_mapping() || model::is_intrinsic(authorizers)) continue;
    for (const Node entry : authorizers.children()) {
      const Node authorizer = entry.value().resolved();
      if (!authorizer.is_mapping() || model::is_intrinsic(authorizer)) continue;
      check_identity(api, entry.key().text(), authorizer, report);
      if (is(api, "HttpApi")) check_http_authorizer(entry, report);
      if (const Node old = authorizer.find_entry("OpenIdConnectUrl"); old && is(api, "HttpApi"))
        report.add("sam-authorizer", old.key().range(), "OpenIdConnectUrl is no longer taken; set JwtConfiguration with issuer and audience");
    }
  }
}

void check_event_auth(const View& view, Report& report) {
  for (const Event& event : events(view)) {
    if (api_key(event.type).empty()) continue;
    const Node auth = below(event.properties, {"Auth"});
    if (!auth.is_mapping() || model::is_intrinsic(auth)) continue;
    const Node wanted = auth.find("Authorizer").resolved();
    const Node scopes = auth.find_entry("AuthorizationScopes");
    const Resource* api = api_of(view, event);
    const bool made = implicit_api(event);
    if (api == nullptr && !made) continue;
    const auto from_api = [&](std::initializer_list<std::string_view> path) {
      return api != nullptr ? property(view, *api, path)
                            : below(globals(view, event.type == "Api" ? "AWS::Serverless::Api" : "AWS::Serverless::HttpApi"), path);
    };
    const Node authorizers = from_api({"Auth", "Authorizers"});
    const Node standard = from_api({"Auth", "DefaultAuthorizer"});
    if (unknown(from_api({"Auth"})) || unknown(authorizers)) continue;

    if (const Node key = auth.find("ApiKeyRequired").resolved(); event.type == "Api" && text(key) == "false" && !from_api({"Auth"}))
      offer_removal(
          report.add("sam-authorizer", place(key),
                     "ApiKeyRequired: false means something only where the API itself asks for a key; set ApiKeyRequired in the API's Auth, or leave it out"),
          entry_of(key));
    if (const Node override = auth.find("OverrideApiAuth").resolved();
        text(override) == "true" && !wanted && !auth.find("ApiKeyRequired") && !auth.find("ResourcePolicy"))
      offer_removal(
          report.add("sam-authorizer", place(override), "OverrideApiAuth needs something to put in place: Authorizer, ApiKeyRequired or ResourcePolicy"),
          entry_of(override));
    if (event.type == "Api" && !written_by_sam(view, api)) continue;  // nothing else of it is looked at then
    if (scopes && !wanted && !standard) {
      offer_removal(report.add("sam-authorizer", scopes.key().range(), "AuthorizationScopes work only with an Authorizer"), scopes);
      continue;
    }
    if (const Node list = scopes.value().resolved(); event.type == "HttpApi" && list && !list.is_sequence() && !unknown(list))
      report.add("sam-authorizer", place(list), "AuthorizationScopes must be a list of scopes");
    if (!wanted) continue;
    if (!wanted.is_scalar() || model::is_intrinsic(wanted)) {
      report.add("sam-authorizer", place(wanted), "Authorizer must be the plain name of one of the API's authorizers; functions are not worked out here");
      continue;
    }
    const std::string_view name = text(wanted);
    if (name.empty() || name == "AWS_IAM") continue;
    if (name == "NONE") {
      if (!standard)
        offer_removal(report.add("sam-authorizer", place(wanted), "NONE takes away the API's DefaultAuthorizer, but the API has none; leave it out"),
                      entry_of(wanted));
    } else if (!authorizers) {
      offer_removal(report.add("sam-authorizer", place(wanted), fmt::format("The API defines no authorizers, so there is no {}", name)), entry_of(wanted));
    } else if (authorizers.is_mapping() && !authorizers.find_entry(name)) {
      offer_authorizers(authorizers, wanted, report.add("sam-authorizer", place(wanted), fmt::format("There is no {} among the API's authorizers", name)));
    }
  }
}

}  // namespace cribsheet::rules::sam
