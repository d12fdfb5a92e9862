#include "rules/iam/rules.h"
#include "rules/tables.h"

namespace cribsheet::rules {
namespace {

using namespace iam;

Rule on_policies(std::string_view id, Severity severity, void (*check)(const Input&, Report&)) { return {id, severity, {"iam-policy"}, check}; }

constexpr Severity error = Severity::error, warning = Severity::warning, info = Severity::info, hint = Severity::hint;

}  // namespace

Table iam_table() {
  return {
      // frame
      on_policies("iam-wrong-type", error, run<wrong_type>),
      on_policies("iam-unknown-element", error, run<unknown_element>),
      on_policies("iam-exclusive-elements", error, run<exclusive_elements>),
      on_policies("iam-missing-statement", error, run<missing_statement>),
      on_policies("iam-missing-effect", error, run<missing_effect>),
      on_policies("iam-missing-action", error, run<missing_action>),
      on_policies("iam-missing-resource", error, run<missing_resource>),
      on_policies("iam-missing-principal", error, run<missing_principal>),
      on_policies("iam-principal-not-allowed", error, run<principal_not_allowed>),
      on_policies("iam-trust-element", error, run<trust_element>),
      on_policies("iam-empty-element", info, run<empty_element>),
      on_policies("iam-invalid-version", error, run<invalid_version>),
      on_policies("iam-missing-version", warning, run<missing_version>),
      on_policies("iam-old-version", warning, run<old_version>),
      on_policies("iam-invalid-effect", error, run<invalid_effect>),
      on_policies("iam-invalid-sid", error, run<invalid_sid>),
      on_policies("iam-empty-sid", info, run<empty_sid>),
      on_policies("iam-duplicate-sid", error, run<duplicate_sid>),
      on_policies("iam-policy-size", warning, run<policy_size, true>),
      // actions
      on_policies("iam-unknown-action", error, run<unknown_action>),
      on_policies("iam-unknown-service", error, run<unknown_service>),
      on_policies("iam-wildcard-in-service", info, run<wildcard_in_service>),
      on_policies("iam-action-case", hint, run<action_case>),
      on_policies("iam-renamed-action", warning, run<renamed_action>),
      on_policies("iam-redundant-action", info, run<redundant_action>),
      // resources
      on_policies("iam-arn-prefix", error, run<arn_prefix>),
      on_policies("iam-arn-fields", error, run<arn_fields>),
      on_policies("iam-arn-partition", error, run<arn_partition>),
      on_policies("iam-arn-service", error, run<arn_service>),
      on_policies("iam-arn-region", error, run<arn_region>),
      on_policies("iam-arn-account", error, run<arn_account>),
      on_policies("iam-arn-resource", error, run<arn_resource>),
      on_policies("iam-redundant-resource", info, run<redundant_resource>),
      on_policies("iam-resource-mismatch", warning, run<resource_mismatch>),
      on_policies("iam-resource-star", hint, run<resource_star>),
      on_policies("iam-foreign-service", error, run<foreign_service>),
      // variables
      on_policies("iam-variable-syntax", error, run<variable_syntax>),
      on_policies("iam-variable-place", error, run<variable_place>),
      on_policies("iam-variable-version", error, run<variable_version>),
      on_policies("iam-variable-operator", error, run<variable_operator>),
      on_policies("iam-unknown-variable", warning, run<unknown_variable>),
      on_policies("iam-variable-in-sub", error, run<variable_in_sub>),
      // principals
      on_policies("iam-principal-format", error, run<principal_format>),
      on_policies("iam-principal-wildcard", error, run<principal_wildcard>),
      on_policies("iam-principal-unique-id", warning, run<principal_unique_id>),
      on_policies("iam-service-principal", error, run<service_principal>),
      on_policies("iam-unknown-service-principal", info, run<unknown_service_principal>),
      on_policies("iam-federated-principal", error, run<federated_principal>),
      on_policies("iam-allow-not-principal", warning, run<allow_not_principal>),
      on_policies("iam-public-access", info, run<public_access>),
      on_policies("iam-trust-action", error, run<trust_action>),
      on_policies("iam-roles-anywhere", error, run<roles_anywhere>),
      on_policies("iam-redundant-principal", info, run<redundant_principal>),
      on_policies("iam-oidc-condition", warning, run<oidc_condition>),
      on_policies("iam-github-subject", warning, run<github_subject>),
      on_policies("iam-confused-deputy", warning, run<confused_deputy>),
      on_policies("iam-service-principal-condition", info, run<service_principal_condition>),
      // conditions
      on_policies("iam-unknown-operator", error, run<unknown_operator>),
      on_policies("iam-null-operator", error, run<null_operator>),
      on_policies("iam-condition-key-format", error, run<condition_key_format>),
      on_policies("iam-unknown-condition-key", error, run<unknown_condition_key>),
      on_policies("iam-deprecated-condition-key", error, run<deprecated_condition_key>),
      on_policies("iam-duplicate-condition-key", error, run<duplicate_condition_key>),
      on_policies("iam-missing-tag-key", error, run<missing_tag_key>),
      on_policies("iam-empty-condition-values", info, run<empty_condition_values>),
      on_policies("iam-set-operator", warning, run<set_operator>),
      on_policies("iam-audience-qualifier", warning, run<audience_qualifier>),
      on_policies("iam-mixed-values", error, run<mixed_values>),
      on_policies("iam-multiple-booleans", error, run<multiple_booleans>),
      on_policies("iam-operator-type", warning, run<operator_type>),
      on_policies("iam-value-type", warning, run<value_type>),
      on_policies("iam-date-value", warning, run<date_value>),
      on_policies("iam-wildcard-without-like", warning, run<wildcard_without_like>),
      on_policies("iam-string-like-arn", warning, run<string_like_arn>),
      on_policies("iam-redundant-number", info, run<redundant_number>),
      on_policies("iam-vpc-id", error, run<vpc_id>),
      on_policies("iam-unknown-region", error, run<unknown_region>),
      on_policies("iam-kms-key-value", error, run<kms_key_value>),
      on_policies("iam-address-range", error, run<address_range>),
      on_policies("iam-private-address", error, run<private_address>),
      on_policies("iam-address-bits", info, run<address_bits>),
      on_policies("iam-key-not-for-action", warning, run<key_not_for_action>),
      on_policies("iam-missing-action-for-key", error, run<missing_action_for_key>),
      on_policies("iam-unsupported-tag-key", warning, run<unsupported_tag_key>),
      on_policies("iam-supported-services-key", warning, run<supported_services_key>),
      on_policies("iam-irrelevant-key", info, run<irrelevant_key>),
      on_policies("iam-missing-paired-key", warning, run<missing_paired_key>),
      on_policies("iam-untrustworthy-key", warning, run<untrustworthy_key>),
      on_policies("iam-sensitive-key", error, run<sensitive_key>),
      on_policies("iam-dynamodb-attributes", warning, run<dynamodb_attributes>),
      on_policies("iam-s3-prefix", warning, run<s3_prefix>),
      on_policies("iam-always-or-never", info, run<always_or_never>),
      on_policies("iam-mfa-pattern", warning, run<mfa_pattern>),
      // permissions
      on_policies("iam-pass-role", warning, run<pass_role>),
      on_policies("iam-create-service-linked-role", warning, run<create_service_linked_role>),
      on_policies("iam-privilege-escalation", info, run<privilege_escalation>),
      on_policies("iam-bucket-escalation", info, run<bucket_escalation>),
      on_policies("iam-allow-not-action", warning, run<allow_not_action>),
      on_policies("iam-allow-not-resource", warning, run<allow_not_resource>),
      on_policies("iam-full-access", info, run<full_access>),
      on_policies("iam-credentials-exposure", hint, run<credentials_exposure>),
      on_policies("iam-permissions-management", hint, run<permissions_management>),
      on_policies("iam-redundant-statement", info, run<redundant_statement>),
      on_policies("iam-shadowed-statement", info, run<shadowed_statement>),
      on_policies("iam-rcp-syntax", error, run<rcp_syntax>),
      on_policies("iam-rcp-service-guard", warning, run<rcp_service_guard>),
  };
}

}  // namespace cribsheet::rules
