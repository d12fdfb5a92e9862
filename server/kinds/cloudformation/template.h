// A CloudFormation or SAM template's outline: what is defined where. Made once per version of a document; immutable.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kinds/kind.h"
#include "model/document.h"
#include "model/intrinsic.h"

namespace cribsheet::kinds::cloudformation {

struct Resource {
  std::string_view id;
  syntax::Node entry;
  syntax::Node key;
  syntax::Node body;      // the mapping under the id
  std::string_view type;  // empty: none written, or not a plain text
  syntax::Node type_node;
  syntax::Node properties;     // value of Properties; a default node where there is none
  std::string_view condition;  // of its Condition attribute; empty: none
  std::string_view loop;       // of Fn::ForEach it stands in; its id may then hold ${}; empty: none
};

struct Parameter {
  std::string_view id;
  syntax::Node entry;
  syntax::Node key;
  syntax::Node body;
  std::string_view type;        // "String", "List<AWS::EC2::Subnet::Id>", ...
  syntax::Node default_value;   // a default node where there is none
  syntax::Node allowed_values;  // the sequence
  bool list() const;            // gives a list: CommaDelimitedList, List<...>
  bool from_ssm() const;        // AWS::SSM::Parameter::Value<...>: the default is a name, not the value
};

struct Named {  // a condition, mapping, output, rule
  std::string_view id;
  syntax::Node entry;
  syntax::Node key;
  syntax::Node body;
};

struct Template : model::Analysis {
  syntax::Node root;
  std::vector<Resource> resources;
  std::vector<Parameter> parameters;
  std::vector<Named> conditions, mappings, outputs, rules;
  std::vector<std::string_view> transforms;  // names of the template's Transform
  bool sam = false;                          // transformed by AWS::Serverless, or holds AWS::Serverless::* resources
  bool language_extensions = false;          // AWS::LanguageExtensions is among the transforms
  bool macros = false;                       // a transform that is not AWS's own may add or change anything
  bool open_resources = false;               // resources may exist that cannot be seen (Fn::Transform, Fn::ForEach, macros)
  bool open_conditions = false, open_parameters = false, open_mappings = false;

  const Resource* resource(std::string_view id) const;  // also one made by a Fn::ForEach over literals
  const Parameter* parameter(std::string_view id) const;
  const Named* condition(std::string_view id) const;
  const Named* mapping(std::string_view id) const;
  const Resource* resource_of(syntax::Node node) const;  // the resource a node stands in

  std::unordered_map<std::string_view, std::uint32_t> resource_index, parameter_index, condition_index, mapping_index;
  std::vector<std::string> made_ids;  // ids that loops make; owned here, in resource_index too
};

// The outline of a document of kind cloudformation or sam; null for others.
const Template* outline(const model::Document& document);
std::shared_ptr<const Template> make_outline(syntax::Node root);

// The documents inside a template (Kind::parts) but for those in the resources that `skip` names by their entries; it is told how
// many parts stand before.
std::vector<Part> template_parts(const model::Document& document, const pack::Pack& pack,
                                 const std::function<bool(syntax::Node entry, std::size_t before)>& skip);

// AWS::AccountId, ... (without NoValue: with it)
const std::vector<std::string_view>& pseudo_parameters();

// What Ref or GetAtt gives.
struct Gives {
  bool known = false;
  std::uint16_t types = 0;  // pack::Type bits
  std::string_view format;  // "AWS::SQS::Queue.Arn"; empty: unknown
};
Gives ref_gives(const Template& outline, const pack::Pack& pack, std::string_view name);
Gives attribute_gives(const Template& outline, const pack::Pack& pack, std::string_view id, std::string_view attribute);

// `!GetAtt A.B.C`, [A, B.C]: the two halves, with their ranges. Halves behind functions are empty.
struct AttributeUse {
  std::string_view id;
  std::string_view attribute;
  Range id_range;
  Range attribute_range;
  syntax::Node id_node, attribute_node;
};
std::optional<AttributeUse> attribute_use(const model::Intrinsic& get_att);

}  // namespace cribsheet::kinds::cloudformation
