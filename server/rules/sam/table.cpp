// The rules on SAM templates. One walk serves them all; the page of each is knowledge/rules/<id>.md.
#include "rules/sam/checks.h"
#include "rules/tables.h"

namespace cribsheet::rules {
namespace {

using namespace sam;

constexpr void (*kChecks[])(const View&, Report&) = {
    check_definition_bodies,
    check_authorizers,
    check_event_auth,
    check_definition_uris,
    check_cors,
    check_gateway_responses,
    check_source_vpcs,
    check_domains,
    check_api_references,
    check_dead_letter_configs,
    check_source_access,
    check_event_sources,
    check_function_code,
    check_aliases,
    check_tenancy,
    check_ignored_globals,
    check_websocket_apis,
    check_generated_ids,
    check_applications,
    check_state_machines,
    check_preferences,
    check_connectors,
    check_graphql_apis,
    check_routes,
    check_triggers,
    check_models,
    check_layers,
    check_policies,
    check_artifacts,
};

void check_serverless(const Input& input, Report& report) {
  const auto* outline = kinds::cloudformation::outline(input.document);
  if (outline == nullptr || !outline->sam || input.document.top) return;
  const kinds::cloudformation::TemplateResolver resolver(*outline);
  const View view{input, *outline, resolver, {}, {}, {}, {}};
  for (const auto check : kChecks) {
    if (input.stop.stop_requested()) return;
    check(view, report);
  }
}

}  // namespace

Table sam_table() {
  return {
      {"sam-definition-body", Severity::error, {"sam"}, check_serverless},
      {"sam-authorizer", Severity::error, {"sam"}, nullptr},
      {"sam-definition-uri", Severity::error, {"sam"}, nullptr},
      {"sam-cors", Severity::error, {"sam"}, nullptr},
      {"sam-gateway-response", Severity::error, {"sam"}, nullptr},
      {"sam-source-vpc", Severity::error, {"sam"}, nullptr},
      {"sam-api-domain", Severity::error, {"sam"}, nullptr},
      {"sam-api-reference", Severity::error, {"sam"}, nullptr},
      {"sam-dead-letter", Severity::error, {"sam"}, nullptr},
      {"sam-source-access", Severity::error, {"sam"}, nullptr},
      {"sam-event-source", Severity::error, {"sam"}, nullptr},
      {"sam-function-code", Severity::error, {"sam"}, nullptr},
      {"sam-alias", Severity::error, {"sam"}, nullptr},
      {"sam-deployment-preference", Severity::warning, {"sam"}, nullptr},
      {"sam-tenancy", Severity::error, {"sam"}, nullptr},
      {"sam-ignored-globals", Severity::error, {"sam"}, nullptr},
      {"sam-websocket-api", Severity::error, {"sam"}, nullptr},
      {"sam-generated-id", Severity::error, {"sam"}, nullptr},
      {"sam-application", Severity::error, {"sam"}, nullptr},
      {"sam-state-machine", Severity::error, {"sam"}, nullptr},
      {"sam-connector", Severity::error, {"sam"}, nullptr},
      {"sam-graphql-api", Severity::error, {"sam"}, nullptr},
      {"sam-duplicate-event", Severity::error, {"sam"}, nullptr},
      {"sam-request-model", Severity::error, {"sam"}, nullptr},
      {"sam-layer", Severity::error, {"sam"}, nullptr},
      {"sam-policy-template", Severity::warning, {"sam"}, nullptr},
      {"sam-local-file", Severity::warning, {"sam"}, nullptr},
  };
}

}  // namespace cribsheet::rules
