// Every checker of serverless resources, by file. Each says at the property what the SAM translator would say without a line.
#pragma once
#include "rules/rule.h"
#include "rules/sam/serverless.h"

namespace cribsheet::rules::sam {

void check_definition_bodies(const View& view, Report& report);  // definition_body.cpp
void check_authorizers(const View& view, Report& report);        // authorizers.cpp
void check_event_auth(const View& view, Report& report);
void check_definition_uris(const View& view, Report& report);  // apis.cpp
void check_cors(const View& view, Report& report);
void check_gateway_responses(const View& view, Report& report);
void check_source_vpcs(const View& view, Report& report);
void check_domains(const View& view, Report& report);
void check_api_references(const View& view, Report& report);  // events.cpp
void check_dead_letter_configs(const View& view, Report& report);
void check_source_access(const View& view, Report& report);
void check_event_sources(const View& view, Report& report);
void check_function_code(const View& view, Report& report);  // functions.cpp
void check_aliases(const View& view, Report& report);
void check_preferences(const View& view, Report& report);
void check_tenancy(const View& view, Report& report);
void check_ignored_globals(const View& view, Report& report);
void check_websocket_apis(const View& view, Report& report);  // websockets.cpp
void check_generated_ids(const View& view, Report& report);   // generated_ids.cpp
void check_applications(const View& view, Report& report);    // applications.cpp
void check_state_machines(const View& view, Report& report);
void check_layers(const View& view, Report& report);
void check_connectors(const View& view, Report& report);    // connectors.cpp
void check_graphql_apis(const View& view, Report& report);  // graphql.cpp
void check_routes(const View& view, Report& report);        // routes.cpp
void check_triggers(const View& view, Report& report);
void check_models(const View& view, Report& report);
void check_policies(const View& view, Report& report);   // policies.cpp
void check_artifacts(const View& view, Report& report);  // artifacts.cpp

}  // namespace cribsheet::rules::sam
