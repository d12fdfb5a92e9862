// The rules on policies; each function is one page of knowledge/rules/. The table in table.cpp names them.
#pragma once
#include "rules/iam/check.h"

namespace cribsheet::rules::iam {

// structure.cpp
void unknown_element(Check& c);
void missing_statement(Check& c);
void missing_effect(Check& c);
void missing_action(Check& c);
void missing_resource(Check& c);
void missing_principal(Check& c);
void exclusive_elements(Check& c);
void principal_not_allowed(Check& c);
void trust_element(Check& c);
void empty_element(Check& c);
// values.cpp
void wrong_type(Check& c);
void invalid_version(Check& c);
void missing_version(Check& c);
void old_version(Check& c);
void invalid_effect(Check& c);
void invalid_sid(Check& c);
void empty_sid(Check& c);
void duplicate_sid(Check& c);
void policy_size(Check& c);
// actions.cpp
void unknown_action(Check& c);
void unknown_service(Check& c);
void wildcard_in_service(Check& c);
void action_case(Check& c);
void renamed_action(Check& c);
void redundant_action(Check& c);
// arns.cpp
void arn_prefix(Check& c);
void arn_fields(Check& c);
void arn_partition(Check& c);
void arn_service(Check& c);
void arn_region(Check& c);
void arn_account(Check& c);
void arn_resource(Check& c);
// resources.cpp
void redundant_resource(Check& c);
void resource_mismatch(Check& c);
void resource_star(Check& c);
// variables.cpp
void variable_syntax(Check& c);
void variable_place(Check& c);
void variable_version(Check& c);
void variable_operator(Check& c);
void unknown_variable(Check& c);
void variable_in_sub(Check& c);
// principals.cpp
void principal_format(Check& c);
void principal_wildcard(Check& c);
void principal_unique_id(Check& c);
void service_principal(Check& c);
void unknown_service_principal(Check& c);
void federated_principal(Check& c);
void allow_not_principal(Check& c);
void public_access(Check& c);
// trust.cpp
void trust_action(Check& c);
void roles_anywhere(Check& c);
void redundant_principal(Check& c);
void oidc_condition(Check& c);
void github_subject(Check& c);
// deputy.cpp
void foreign_service(Check& c);
void confused_deputy(Check& c);
void service_principal_condition(Check& c);
// conditions.cpp
void unknown_operator(Check& c);
void null_operator(Check& c);
void condition_key_format(Check& c);
void unknown_condition_key(Check& c);
void deprecated_condition_key(Check& c);
void duplicate_condition_key(Check& c);
void missing_tag_key(Check& c);
void empty_condition_values(Check& c);
void set_operator(Check& c);
void audience_qualifier(Check& c);
// condition_values.cpp
void mixed_values(Check& c);
void multiple_booleans(Check& c);
void operator_type(Check& c);
void value_type(Check& c);
void date_value(Check& c);
void wildcard_without_like(Check& c);
void string_like_arn(Check& c);
void redundant_number(Check& c);
void vpc_id(Check& c);
void unknown_region(Check& c);
void kms_key_value(Check& c);
// addresses.cpp
void private_address(Check& c);
void address_range(Check& c);
void address_bits(Check& c);
// condition_use.cpp
void key_not_for_action(Check& c);
void missing_action_for_key(Check& c);
void unsupported_tag_key(Check& c);
void supported_services_key(Check& c);
void irrelevant_key(Check& c);
void missing_paired_key(Check& c);
void untrustworthy_key(Check& c);
void sensitive_key(Check& c);
void dynamodb_attributes(Check& c);
void s3_prefix(Check& c);
void always_or_never(Check& c);
void mfa_pattern(Check& c);
// permissions.cpp
void pass_role(Check& c);
void create_service_linked_role(Check& c);
void privilege_escalation(Check& c);
void bucket_escalation(Check& c);
void allow_not_action(Check& c);
void allow_not_resource(Check& c);
void full_access(Check& c);
void credentials_exposure(Check& c);
void permissions_management(Check& c);
// statements.cpp
void redundant_statement(Check& c);
void shadowed_statement(Check& c);
// rcp.cpp
void rcp_syntax(Check& c);
void rcp_service_guard(Check& c);

}  // namespace cribsheet::rules::iam
