// The knowledge pack: everything AWS's own specifications say, mapped from one file and never parsed.
//
// A Pack is immutable and safe to read from any thread. Views (Shape, ResourceType, Action, ...) are small values that are
// valid as long as their Pack; a default one means "nothing there" and answers every question with nothing. A missing or
// damaged pack costs the knowledge, not the server: `Pack::empty()` answers every question with nothing.
//
// Shapes have the semantics of JSON Schema (draft 7) plus the few keywords that cfn-lint's schemas add; see knowledge/README.md
// for the format of the sources. Strings are UTF-8 views into the mapping.
#pragma once
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cribsheet::pack {

class Pack;
using Id = std::uint32_t;
constexpr Id kNone = 0;

// Bits of Shape::types(). A shape without `type` has none of them: anything is accepted.
enum Type : std::uint16_t { type_object = 1, type_array = 2, type_string = 4, type_integer = 8, type_number = 16, type_boolean = 32, type_null = 64 };

enum class Update : std::uint8_t { unknown, none, some, replacement };  // what changing the property interrupts

struct Property;
struct PatternProperty;

// A view of one schema node. Lists come as small vectors of views; the hot calls (find, types) do not allocate.
class Shape {
 public:
  Shape() = default;
  Shape(const Pack* pack, Id id) : pack_(pack), id_(id) {}
  explicit operator bool() const { return pack_ != nullptr && id_ != kNone; }
  bool operator==(const Shape&) const = default;
  Id id() const { return id_; }
  const Pack* pack() const { return pack_; }

  std::uint16_t types() const;
  std::string_view name() const;            // definition name where it has one ("RedrivePolicy", "Tag"); may be empty
  std::string_view doc() const;             // Markdown: the shape's own documentation
  std::string_view entity() const;          // the entity written on it in a kinds/*.yaml; empty: entity follows from the path
  std::string_view embeds() const;          // kind of the document that stands here ("iam-policy", "step-functions", ...)
  std::string_view policy_type() const;     // with embeds == "iam-policy": "identity", "resource", "trust", ...
  std::string_view embeds_service() const;  // resource policies: the service whose resource it is on ("s3")
  std::string_view format() const;          // "AWS::EC2::Subnet.Id", "ipv4", "date-time", ...
  // Regular expression, ECMA dialect, unanchored as in JSON Schema. The compiler drops those that PCRE2 does not take with
  // PCRE2_UTF | PCRE2_ALT_BSUX | PCRE2_MATCH_UNSET_BACKREF | PCRE2_DOLLAR_ENDONLY.
  std::string_view pattern() const;
  std::string_view constant() const;      // `const` as JSON text; empty: none
  std::string_view default_json() const;  // `default` as JSON text; empty: none

  // Own properties only, sorted by name; alternatives (all_of, any_of, one_of) are separate shapes.
  std::size_t property_count() const;
  Property property(std::size_t index) const;
  std::optional<Property> find(std::string_view name) const;
  std::vector<PatternProperty> pattern_properties() const;
  bool closed() const;       // additionalProperties: false
  Shape additional() const;  // additionalProperties: {schema}
  Shape items() const;
  std::vector<Shape> prefix_items() const;
  Shape contains() const;
  std::vector<std::string_view> required() const;

  // Enumerated values as JSON texts (strings with their quotes); value_docs: what each means, same order, may be empty views.
  struct EnumValue {
    std::string_view json;
    std::string_view doc;
  };
  std::vector<EnumValue> enum_values() const;
  bool enum_ignores_case() const;
  // Values worth proposing where others are allowed too, as JSON texts.
  std::vector<std::string_view> known_values() const;

  std::optional<double> minimum() const;
  std::optional<double> maximum() const;
  bool exclusive_minimum() const;  // minimum() itself is not allowed
  bool exclusive_maximum() const;
  std::optional<double> multiple_of() const;
  std::optional<std::uint32_t> min_length() const;  // characters
  std::optional<std::uint32_t> max_length() const;
  std::optional<std::uint32_t> min_items() const;
  std::optional<std::uint32_t> max_items() const;
  std::optional<std::uint32_t> min_properties() const;
  std::optional<std::uint32_t> max_properties() const;
  bool unique_items() const;
  std::vector<std::string_view> unique_keys() const;  // items must differ in these keys taken together

  std::vector<Shape> all_of() const;
  std::vector<Shape> any_of() const;
  std::vector<Shape> one_of() const;
  Shape negation() const;   // `not`
  Shape condition() const;  // `if`
  Shape then_shape() const;
  Shape else_shape() const;
  Shape property_names() const;

  std::vector<std::vector<std::string_view>> required_or() const;   // each list: at least one of them
  std::vector<std::vector<std::string_view>> required_xor() const;  // each list: exactly one of them
  struct Dependent {
    std::string_view key;
    std::vector<std::string_view> others;
  };
  std::vector<Dependent> dependent_required() const;  // key present -> others present
  std::vector<Dependent> dependent_excluded() const;  // key present -> others absent
  std::string_view rule() const;                      // id of the rule that a violation of this shape belongs to; empty: the keyword's own
  std::string_view message() const;                   // sentence for a violation; empty: the keyword's own
  std::string_view severity() const;                  // "warning", ...; empty: the rule's own
  // A shape chosen by a sibling: the value of this key of the parent mapping names a resource type whose shape applies here
  // ("Type" under Resources.*.Properties). Empty: none.
  std::string_view resource_by() const;
  bool intrinsics() const;  // false: CloudFormation functions may not stand here

 private:
  const Pack* pack_ = nullptr;
  Id id_ = kNone;
};

struct Property {
  std::string_view name;
  Shape shape;
  std::string_view doc;  // Markdown; falls back to nothing (then the shape's doc counts)
  bool required = false;
  bool read_only = false;
  bool write_only = false;
  bool create_only = false;
  bool deprecated = false;
  Update update = Update::unknown;
  std::string_view same_as;  // entity whose documentation, limits and notes apply too (SAM pass-through); empty: none
  std::string_view snippet;  // what completion inserts after the key; empty: made from the shape
};
struct PatternProperty {
  std::string_view pattern;
  Shape shape;
};

struct Attribute {        // of !GetAtt
  std::string_view name;  // "Arn", "Endpoint.Address"
  std::string_view doc;
  std::uint16_t types = 0;  // Type bits; 0: unknown
  std::string_view format;  // "AWS::SQS::Queue.Arn"; empty: unknown
};

class ResourceType {
 public:
  ResourceType() = default;
  ResourceType(const Pack* pack, std::uint32_t index) : pack_(pack), index_(index + 1) {}
  explicit operator bool() const { return pack_ != nullptr && index_ != 0; }
  std::string_view name() const;  // "AWS::SQS::Queue"
  std::string_view doc() const;
  std::string_view url() const;               // AWS's page
  Shape shape() const;                        // of Properties
  std::vector<Attribute> attributes() const;  // sorted by name
  std::optional<Attribute> attribute(std::string_view name) const;
  bool any_attribute() const;                                  // attributes cannot be known (custom resources, stacks' Outputs.*)
  std::string_view ref_doc() const;                            // what Ref gives
  std::string_view ref_format() const;                         // "AWS::SQS::Queue.QueueUrl", "AWS::EC2::VPC.Id"; empty: unknown
  std::vector<std::string_view> primary_identifier() const;    // property paths, '.' between
  std::vector<std::string_view> replacing_properties() const;  // create-only paths
  bool stateful() const;                                       // deleting it loses data
  bool taggable() const;
  std::string_view tag_property() const;
  bool absent_from(std::string_view region) const;  // false where unknown
  bool is_serverless() const;                       // AWS::Serverless::*
  std::string_view deprecated() const;              // a sentence; empty: not
  // Properties known to take a reference to another type's attribute or Ref: property path -> (type, attribute; "" = Ref).
  struct Relationship {
    std::string_view property;
    std::string_view type;
    std::string_view attribute;
  };
  std::vector<Relationship> relationships() const;

 private:
  const Pack* pack_ = nullptr;
  std::uint32_t index_ = 0;
};

class ConditionKey {
 public:
  ConditionKey() = default;
  ConditionKey(const Pack* pack, std::uint32_t index) : pack_(pack), index_(index + 1) {}
  explicit operator bool() const { return pack_ != nullptr && index_ != 0; }
  std::string_view name() const;  // "aws:SourceIp", "s3:x-amz-acl", "aws:RequestTag/${TagKey}"
  std::string_view doc() const;
  std::string_view type() const;  // "String", "ARN", "Bool", "ArrayOfString", "Date", "IPAddress", "Numeric", ...

 private:
  const Pack* pack_ = nullptr;
  std::uint32_t index_ = 0;
};

class ArnType {  // a resource type of a service, as IAM sees it
 public:
  ArnType() = default;
  ArnType(const Pack* pack, std::uint32_t index) : pack_(pack), index_(index + 1) {}
  explicit operator bool() const { return pack_ != nullptr && index_ != 0; }
  std::string_view service() const;  // "sqs"
  std::string_view name() const;     // "queue"
  std::string_view arn() const;      // "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}"
  std::vector<ConditionKey> condition_keys() const;

 private:
  const Pack* pack_ = nullptr;
  std::uint32_t index_ = 0;
};

class Action {
 public:
  Action() = default;
  Action(const Pack* pack, std::uint32_t index) : pack_(pack), index_(index + 1) {}
  explicit operator bool() const { return pack_ != nullptr && index_ != 0; }
  std::uint32_t index() const { return index_ - 1; }
  std::string_view service() const;  // "kms"
  std::string_view name() const;     // "GenerateDataKey"
  std::string_view doc() const;
  std::string_view access_level() const;  // "List", "Read", "Write", "Permissions management", "Tagging"; several: ", " between
  bool permission_only() const;
  struct Resource {
    ArnType type;
    bool required = false;
    std::vector<ConditionKey> condition_keys;
    std::vector<std::string_view> dependent_actions;
  };
  std::vector<Resource> resources() const;                  // empty: the action takes only "*"
  std::vector<ConditionKey> condition_keys() const;         // those of the action itself, whatever the resource
  std::vector<std::string_view> dependent_actions() const;  // "kms:Decrypt", union

 private:
  const Pack* pack_ = nullptr;
  std::uint32_t index_ = 0;
};

class IamService {
 public:
  IamService() = default;
  IamService(const Pack* pack, std::uint32_t index) : pack_(pack), index_(index + 1) {}
  explicit operator bool() const { return pack_ != nullptr && index_ != 0; }
  std::string_view prefix() const;     // "kms"
  std::string_view title() const;      // "AWS Key Management Service"
  std::string_view url() const;        // service authorization reference page
  std::uint32_t first_action() const;  // actions of a service are contiguous and sorted by lower-cased name
  std::uint32_t action_count() const;
  Action action(std::string_view name) const;  // ignores case
  std::vector<ArnType> arn_types() const;
  std::vector<ConditionKey> condition_keys() const;

 private:
  const Pack* pack_ = nullptr;
  std::uint32_t index_ = 0;
};

struct Kind {                                              // knowledge/kinds/<id>.yaml
  std::string_view id;                                     // "buildspec"
  std::string_view title;                                  // "CodeBuild buildspec"
  std::vector<std::string_view> files;                     // glob patterns of file names: "buildspec*.yml"
  std::vector<std::string_view> folders;                   // glob patterns of a parent folder: ".ebextensions"
  std::vector<std::vector<std::string_view>> all_of_keys;  // content: one list whose every top-level key is present says "this kind"
  Shape root;
  std::string_view entity_prefix;  // "buildspec:" -- entities are prefix + path; empty: from the shapes
};

struct RulePage {  // knowledge/rules/<id>.md
  std::string_view id;
  std::string_view severity;  // "error", "warning", "info", "hint"
  std::string_view title;     // one line
  std::vector<std::string_view> kinds;
  std::vector<std::string_view> also;  // "cfn-lint:E3012"
  std::string_view markdown;           // the whole page without its front matter
};

// Walks a view by index.
template <class View>
class Steps {
 public:
  using iterator_category = std::input_iterator_tag;
  using difference_type = std::ptrdiff_t;
  using value_type = typename View::Item;
  using pointer = void;
  using reference = value_type;
  Steps(const View* view, std::uint32_t index) : view_(view), index_(index) {}
  value_type operator*() const { return (*view_)[index_]; }
  Steps& operator++() {
    ++index_;
    return *this;
  }
  bool operator==(const Steps&) const = default;

 private:
  const View* view_;
  std::uint32_t index_;
};

// One row of a table: cells, read where they lie.
class Row {
 public:
  using Item = std::string_view;
  Row() = default;
  Row(const Pack* pack, const std::uint32_t* cells, std::uint32_t count) : pack_(pack), cells_(cells), count_(count) {}
  std::uint32_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  std::string_view operator[](std::uint32_t index) const;  // beyond the last cell: empty
  Steps<Row> begin() const { return {this, 0}; }
  Steps<Row> end() const { return {this, count_}; }

 private:
  const Pack* pack_ = nullptr;
  const std::uint32_t* cells_ = nullptr;
  std::uint32_t count_ = 0;
};

// A table of knowledge/tables/, or some of its rows; nothing is copied.
class Table {
 public:
  using Item = Row;
  Table() = default;
  Table(const Pack* pack, const std::uint32_t* rows, const std::uint32_t* sorted, std::uint32_t count)
      : pack_(pack), rows_(rows), sorted_(sorted), count_(count) {}
  std::uint32_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  Row operator[](std::uint32_t index) const;  // in the file's order; beyond the last: an empty row
  // The rows whose first cell is this text, whatever the case of ASCII letters, in the file's order. Logarithmic.
  Table named(std::string_view first) const;
  Steps<Table> begin() const { return {this, 0}; }
  Steps<Table> end() const { return {this, count_}; }
  std::vector<std::vector<std::string_view>> copy() const;

 private:
  const Pack* pack_ = nullptr;
  const std::uint32_t* rows_ = nullptr;
  const std::uint32_t* sorted_ = nullptr;  // the same rows by their first cell; null: of no use for `named`
  std::uint32_t count_ = 0;
};

struct NamedDoc {           // an entity documented by name alone: functions, pseudo parameters, sections, ...
  std::string_view entity;  // "Fn::GetAtt", "AWS::Region", "cloudformation:Mappings", "iam:Principal"
  std::string_view doc;
  std::string_view url;
};

class Pack {
 public:
  static Result<std::shared_ptr<const Pack>> open(const std::string& path);
  static std::shared_ptr<const Pack> empty();
  ~Pack();
  Pack(const Pack&) = delete;
  Pack& operator=(const Pack&) = delete;

  ResourceType resource_type(std::string_view name) const;
  std::uint32_t resource_type_count() const;
  ResourceType resource_type_at(std::uint32_t index) const;  // sorted by name
  std::vector<std::string_view> nearest_types(std::string_view name, std::size_t limit) const;

  IamService service(std::string_view prefix) const;  // ignores case
  std::uint32_t service_count() const;
  IamService service_at(std::uint32_t index) const;                      // sorted by prefix
  Action action(std::string_view service, std::string_view name) const;  // ignores case
  std::uint32_t action_count() const;
  Action action_at(std::uint32_t index) const;
  // Indices of the actions that a pattern like "s3:Get*" covers ('*' any run, '?' one character; ignores case).
  std::vector<std::uint32_t> expand(std::string_view pattern) const;
  ConditionKey condition_key(std::string_view name) const;  // "${TagKey}" parts match any text; ignores case
  std::uint32_t condition_key_count() const;
  ConditionKey condition_key_at(std::uint32_t index) const;

  std::vector<Kind> kinds() const;
  std::optional<Kind> kind(std::string_view id) const;
  Shape shape(std::string_view name) const;  // a named shape of kinds/: "cloudformation", "iam-policy", ...
  std::vector<RulePage> rules() const;       // sorted by id
  std::optional<RulePage> rule(std::string_view id) const;
  std::optional<NamedDoc> named(std::string_view entity) const;
  // Free tables from knowledge/: rows of cells. "lambda-runtimes", "service-principals", "sam-policy-templates", "regions",
  // "aliases", "renamed-services", ... An unknown name: no rows.
  Table table(std::string_view name) const;
  // Files of knowledge/notes/, shipped inside: (path relative to knowledge/notes, text).
  std::vector<std::pair<std::string_view, std::string_view>> shipped_notes() const;

  struct Info {
    std::vector<std::pair<std::string, std::string>> lines;
  };  // what `knowledge info` prints, in order
  Info info() const;
  std::string_view path() const;  // of the file; empty: the empty pack

  struct Data;  // private to pack/
  explicit Pack(std::unique_ptr<Data> data);
  const Data& data() const { return *data_; }

 private:
  std::unique_ptr<Data> data_;
};

}  // namespace cribsheet::pack
