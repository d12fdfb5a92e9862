// How knowledge.pack is laid out; the compiler writes it, the reader maps it. Little-endian.
//
//   Header | words: u32[word_count] | strings: bytes, the short ones before the long ones
//
// Everything is a word or a run of words, addressed by its index into `words`; index 0 is a zero word and means "none",
// which also is the empty list. A list is a count followed by its items. A string is an offset into `strings`, where
// its length (LEB128) and its bytes stand; offset 0 is the empty string. Names are asked for all the time and documentation hardly
// ever, so that memory need not hold the pages of the latter, long strings stand behind the short ones and without a length: kLong |
// n is the n-th of them, and the words at `long_strings` say where it begins and how long it is. A double is two words.
//
// A record of fixed width belongs to a table (Header::tables); a shape is a record of its own:
//   word 0: Type bits | ShapeFlag bits << 16; words 1, 2: which fields follow (bit n: ShapeField n), then those fields
//   in order.
#pragma once
#include <cstddef>
#include <cstdint>

namespace cribsheet::pack {

constexpr char kMagic[8] = {'C', 'R', 'I', 'B', 'P', 'A', 'C', 'K'};
constexpr std::uint32_t kFormat = 4;  // raised whenever a reader of before would misread

// Tables of the header: records sorted by their first field unless said otherwise.
enum TableId : std::uint32_t {
  table_types,
  table_services,
  table_actions,         // by service, then by lower-cased name
  table_arn_types,       // by service, then by lower-cased name
  table_condition_keys,  // by lower-cased name
  table_key_templates,   // one word each: index of a condition key with "${" in its name
  table_kinds,
  table_shapes,  // named shapes: name, shape
  table_rules,
  table_named,
  table_tables,
  table_notes,
  table_info,  // in the order printed
  table_limit = 16
};

struct Header {
  char magic[8];
  std::uint32_t format;
  std::uint32_t words_offset;
  std::uint32_t word_count;
  std::uint32_t strings_offset;
  std::uint32_t string_bytes;
  std::uint32_t longest_list;  // a longer one is damage
  std::uint32_t long_strings;  // word index: of each string longer than kLongestShort, its offset and its length
  struct Table {
    std::uint32_t first;  // word index
    std::uint32_t count;  // records
  } tables[table_limit];
};
static_assert(sizeof(Header) == 36 + 8 * table_limit);

constexpr std::uint32_t kLongestList = 1U << 16U;
constexpr std::uint32_t kLong = 1U << 31U;
constexpr std::size_t kLongestShort = 72;

enum ShapeFlag : std::uint16_t {
  flag_closed = 1,
  flag_enum_ignores_case = 2,
  flag_exclusive_minimum = 4,
  flag_exclusive_maximum = 8,
  flag_unique_items = 16,
  flag_no_intrinsics = 32,
};

enum ShapeField : std::uint32_t {
  field_name,
  field_doc,
  field_entity,
  field_embeds,
  field_policy_type,
  field_embeds_service,
  field_format,
  field_pattern,
  field_constant,
  field_default,
  field_properties,          // word index of a list of property records
  field_pattern_properties,  // list: pattern, shape, ...
  field_additional,
  field_items,
  field_prefix_items,
  field_contains,
  field_required,
  field_enum,       // list of JSON texts
  field_enum_docs,  // list of docs, as long
  field_minimum,    // word index of a double
  field_maximum,
  field_multiple_of,
  field_min_length,
  field_max_length,
  field_min_items,
  field_max_items,
  field_min_properties,
  field_max_properties,
  field_unique_keys,
  field_all_of,
  field_any_of,
  field_one_of,
  field_not,
  field_if,
  field_then,
  field_else,
  field_property_names,
  field_required_or,         // list of lists
  field_required_xor,        // list of lists
  field_dependent_required,  // list: key, list, ...
  field_dependent_excluded,
  field_rule,
  field_message,
  field_severity,
  field_resource_by,
  field_known_values,  // list of JSON texts
};
constexpr std::uint32_t kShapeHead = 3;

// Property records: PropertyField words each, sorted by name.
enum PropertyField : std::uint32_t { property_name, property_shape, property_doc, property_flags, property_same_as, property_snippet, property_width };
enum PropertyFlag : std::uint32_t {
  property_required = 1,
  property_read_only = 2,
  property_write_only = 4,
  property_create_only = 8,
  property_deprecated = 16
};
constexpr std::uint32_t kPropertyUpdateShift = 8;

enum TypeField : std::uint32_t {
  type_name,
  type_doc,
  type_url,
  type_shape,
  type_attributes /* list of 4-word records */,
  type_flags,
  type_ref_doc,
  type_ref_format,
  type_primary,
  type_replacing,
  type_tag_property,
  type_absent,
  type_deprecated,
  type_relationships /* list of triples */,
  type_width
};
enum TypeFlag : std::uint32_t { type_any_attribute = 1, type_stateful = 2, type_taggable = 4, type_serverless = 8 };
enum AttributeField : std::uint32_t { attribute_name, attribute_doc, attribute_types, attribute_format, attribute_width };

enum ServiceField : std::uint32_t {
  service_prefix,
  service_title,
  service_url,
  service_first_action,
  service_action_count,
  service_first_arn,
  service_arn_count,
  service_keys,
  service_width
};
enum ActionField : std::uint32_t {
  action_name,
  action_service,
  action_doc,
  action_level,
  action_flags,
  action_resources /* list of 4-word records */,
  action_keys,
  action_dependent,
  action_width
};
enum ActionFlag : std::uint32_t { action_permission_only = 1 };
enum ActionResourceField : std::uint32_t { resource_arn, resource_required, resource_keys, resource_dependent, resource_width };
enum ArnField : std::uint32_t { arn_name, arn_service, arn_format, arn_keys, arn_width };
enum KeyField : std::uint32_t { key_name, key_doc, key_type, key_width };
enum KindField : std::uint32_t { kind_id, kind_title, kind_files, kind_folders, kind_content /* list of lists */, kind_root, kind_entity, kind_width };
enum RuleField : std::uint32_t { rule_id, rule_severity, rule_title, rule_kinds, rule_also, rule_markdown, rule_width };
// Rows are lists of strings: in the file's order, and sorted by their first cells in lower case (equal ones in the file's order).
enum TablesField : std::uint32_t { tables_name, tables_rows, tables_sorted, tables_width };
enum NamedField : std::uint32_t { named_entity, named_doc, named_url, named_width };

}  // namespace cribsheet::pack
