// CloudFormation's intrinsic functions, one view for `!Sub x`, `Fn::Sub: x` and {"Fn::Sub": "x"}.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/tree.h"

namespace cribsheet::model {

struct Intrinsic {
  std::string_view name;  // canonical long name from the table below: "Ref", "Condition", "Fn::GetAtt", ...
  syntax::Node node;      // the whole value (the tagged node, or the one-entry mapping)
  syntax::Node argument;  // what the function is applied to; in tag form it is `node` itself, so never ask intrinsic(argument) when short_form
  Range name_range;       // `!Sub`, or the key
  bool short_form = false;
};

// The function at this node; nothing where it is none. Only the one-key mapping and the tag form count; a mapping with
// `Fn::X` beside other keys is not a function (a rule reports that).
std::optional<Intrinsic> intrinsic(syntax::Node node);
bool is_intrinsic(syntax::Node node);
// Every long name known ("Ref", "Condition", "Fn::And", ...). `Fn::ForEach::X` and `Fn::Transform` are included by prefix.
const std::vector<std::string_view>& intrinsic_names();

// One `${...}` of a Sub string, ranges in source offsets.
struct SubPart {
  std::string text;      // inside the braces, trimmed: "Bucket.Arn", "AWS::Region"
  Range range;           // from '$' to '}' (or as far as typed)
  Range text_range;      // inside the braces
  bool literal = false;  // ${!Name}
  bool closed = true;    // false: half-typed `${Buck`
};
std::vector<SubPart> sub_parts(syntax::Node scalar);

}  // namespace cribsheet::model
