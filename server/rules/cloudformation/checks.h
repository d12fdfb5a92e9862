// Every checker of templates, by file. Each reports findings of one rule or of a few that belong together.
#pragma once
#include "rules/cloudformation/view.h"

namespace cribsheet::rules::cloudformation {

// references.cpp
void check_references(const View& view, const Part& part, Report& report);
void check_condition_names(const View& view, const Part& part, Report& report);
void check_output_conditions(const View& view, Report& report);
void check_depends_on(const View& view, const Part& part, Report& report);
void check_reference_conditions(const View& view, const Part& part, Report& report);

// dependencies.cpp
void check_circles(const View& view, Report& report);
void check_redundant_depends_on(const View& view, Report& report);

// unused.cpp
void check_unused(const View& view, Report& report);

// functions.cpp
void check_function_arguments(const View& view, const Part& part, Report& report);
void check_extension_functions(const View& view, const Part& part, Report& report);
void check_tag_names(const View& view, Report& report);

// conditions.cpp
void check_conditions(const View& view, Report& report);
void check_constant_conditions(const View& view, const Part& part, Report& report);
void check_unreachable(const View& view, const Part& part, Report& report);
void check_misplaced_functions(const View& view, const Part& part, Report& report);

// parameters.cpp
void check_parameters(const View& view, Report& report);

// structure.cpp
void check_names_and_limits(const View& view, Report& report);
void check_transforms(const View& view, Report& report);
void check_mappings(const View& view, Report& report);
void check_find_in_map(const View& view, const Part& part, Report& report);
void check_outputs(const View& view, Report& report);

// resources.cpp
void check_resource_attributes(const View& view, const Part& part, Report& report);
void check_stateful(const View& view, Report& report);
void check_shared_names(const View& view, Report& report);
void check_serverless_transform(const View& view, Report& report);

// lambda.cpp
void check_lambda_runtimes(const View& view, Report& report);
void check_lambda_functions(const View& view, Report& report);
void check_lambda_queues(const View& view, Report& report);
void check_subscription_filters(const View& view, Report& report);

// network.cpp
void check_subnet_ranges(const View& view, Report& report);
void check_route_tables(const View& view, Report& report);
void check_images(const View& view, Report& report);
void check_availability_zones(const View& view, const Part& part, Report& report);

// pairs.cpp
void check_pairs(const View& view, Report& report);
void check_group_sizes(const View& view, Report& report);
void check_lambda_permissions(const View& view, Report& report);

// services.cpp
void check_dynamodb_attributes(const View& view, const Part& part, Report& report);
void check_identifiers(const View& view, Report& report);
void check_hosted_zones(const View& view, Report& report);
void check_certificates(const View& view, Report& report);
void check_distributions(const View& view, Report& report);
void check_cache_clusters(const View& view, Report& report);
void check_backup_plans(const View& view, Report& report);
void check_tiering(const View& view, Report& report);
void check_schedules(const View& view, Report& report);
void check_tags(const View& view, const Part& part, Report& report);
void check_retired_services(const View& view, const Part& part, Report& report);

// pipelines.cpp
void check_pipelines(const View& view, Report& report);

// stacks.cpp
void check_packaged_paths(const View& view, Report& report);
void check_nested_stacks(const View& view, Report& report);

// strings.cpp
void check_texts(const View& view, const Part& part, Report& report);

// merges.cpp
void check_merges(const View& view, Report& report);

// security.cpp
void check_secrets(const View& view, const Part& part, Report& report);
void check_secret_defaults(const View& view, Report& report);
void check_image_parameters(const View& view, Report& report);
void check_open_doors(const View& view, Report& report);
void check_bucket_policies(const View& view, Report& report);

// settings.cpp
void check_settings(const View& view, Report& report);
void check_rest_api_parts(const View& view, Report& report);
void check_interface(const View& view, Report& report);
void check_metadata(const View& view, Report& report);

// hints.cpp
void check_hints(const View& view, const Part& part, Report& report);
void check_linter_settings(const View& view, Report& report);

// agreements.cpp
void check_agreements(const View& view, Report& report);

}  // namespace cribsheet::rules::cloudformation
