// What the rules on templates look at, worked out once per run: the outline, what values may be, and every function call.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kinds/cloudformation/template.h"
#include "kinds/cloudformation/values.h"
#include "model/intrinsic.h"
#include "rules/rule.h"

namespace cribsheet::rules::cloudformation {

using kinds::cloudformation::Named;
using kinds::cloudformation::Parameter;
using kinds::cloudformation::Resource;
using kinds::cloudformation::Template;
using kinds::shape::Assumption;
using kinds::shape::Assumptions;
using model::Intrinsic;
using syntax::Node;

enum class Section : std::uint8_t { none, metadata, parameters, mappings, conditions, rules, transform, globals, resources, outputs };

// One call of an intrinsic function, and where it stands.
struct Call {
  Intrinsic function;
  Section section = Section::none;
  const Resource* resource = nullptr;  // the resource it stands in
  std::string_view attribute;          // in a resource or output: the key under which it stands ("Properties", "Metadata", "Value")
  Assumptions assumes;                 // what holds where it stands: the resource's condition, branches of Fn::If
  std::int32_t parent = -1;            // the call it is an argument of (index into View::calls); -1: none
  std::int32_t position = -1;          // which item of the parent's list it stands in; -1: the argument is no list
  std::int32_t loop = -1;              // the innermost Fn::ForEach around it (index into View::calls)
  bool direct = false;                 // nothing but lists stands between it and the parent

  bool is(std::string_view name) const { return function.name == name; }
};

// A resource, or what stands between two. Many checks look at no more than that and at what it names; what they find in a resource
// is kept as long as that is as it was (rules/kept.h), so they may not look at other resources by any other way than their names.
struct Part {
  Node key;                                       // of the resource; nothing: what stands between
  std::span<const Call> calls;                    // of View::calls
  std::span<const Resource> resources;            // of Template::resources
  std::uint32_t first_node = 0, behind_node = 0;  // ids
};

struct View {
  const Input& input;
  const Template& outline;
  const kinds::cloudformation::TemplateResolver& resolver;
  std::vector<Call> calls;     // in the order of the text
  std::vector<Node> odd_tags;  // values with a tag (`!Reff`) that no function has
  std::vector<Part> parts;     // of the whole document, in order; views into `calls`

  std::unordered_map<std::uint32_t, std::uint32_t> by_node;  // id of a call's node -> index

  mutable std::shared_ptr<const struct Dependencies> needs = nullptr;  // of dependencies(), which works them out once

  // The call at this very node; null: none.
  const Call* call_at(Node node) const;
  // Whether a name is a variable of a Fn::ForEach around the call.
  bool loop_variable(const Call& call, std::string_view name) const;
  // Resources of a type, in order.
  std::vector<const Resource*> of_type(std::string_view type) const;
};

// cfn-lint's code for a function ("E1022" for Fn::Join); empty: none.
std::string_view code_of(std::string_view function);
// The codes that cfn-lint may give to a mistake in this call: its own, and those of the functions and the place around it.
std::vector<std::string> codes_around(const View& view, const Call& call, std::string_view own);

// Walks the template and lists its calls.
View make_view(const Input& input, const Template& outline, const kinds::cloudformation::TemplateResolver& resolver);
// The function that a function's whole argument is: of `!Base64 {Fn::Sub: x}` the Sub.
std::optional<Intrinsic> argument_function(const Intrinsic& function);

// A checker of templates; table.cpp lists them.
using Check = void (*)(const View&, Report&);
using PartCheck = void (*)(const View&, const Part&, Report&);

}  // namespace cribsheet::rules::cloudformation
