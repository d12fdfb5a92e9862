// Serverless resources as the SAM translator sees them: properties with Globals merged in, events, and what it makes of them.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "kinds/cloudformation/template.h"

namespace cribsheet::kinds::cloudformation {

// Whether nothing can be said of the value: a function, a dynamic reference.
bool unknown(syntax::Node value);
// The value at a path of keys below a mapping; nothing where a step is missing or cannot be seen through.
syntax::Node below(syntax::Node from, std::initializer_list<std::string_view> path);
// A plain text; empty for everything else.
std::string_view plain_text(syntax::Node value);
// The section of Globals for a type ("Function" for AWS::Serverless::Function); nothing where there is none.
syntax::Node globals(const Template& outline, std::string_view type);
// A property as it is after Globals are merged: the resource's own, else that of Globals, unless the resource ignores it.
syntax::Node merged_property(const Template& outline, const Resource& resource, std::initializer_list<std::string_view> path);
bool ignores_globals(const Resource& resource, std::string_view name);  // whether it leaves out this property of Globals
bool is_serverless(const Resource& resource, std::string_view name);    // is_serverless(r, "Api"): AWS::Serverless::Api

struct Event {
  const Resource* owner = nullptr;
  std::string_view id;
  std::string_view type;  // "Api", "SQS", ...; empty: none, or unknown
  syntax::Node entry;
  syntax::Node key;
  syntax::Node properties;  // nothing where there are none
};
std::vector<Event> events(const Resource& resource);

// A resource that the translator adds to the template.
struct Made {
  std::string id;                   // where `hashed`: what it begins with
  std::string_view type;            // "AWS::IAM::Role"
  const Resource* owner = nullptr;  // null: made for events that name no API
  std::string because;              // "AutoPublishAlias: live", "the event Orders"
  bool other_name = false;          // another name of what stands in the list already: `Function.Alias`
  bool hashed = false;              // a hash of its contents follows the id, so nothing should refer to it by name
};
// Everything that SAM makes of the template's resources, in their order, as far as the template says.
std::vector<Made> made_by_sam(const Template& outline);
std::vector<Made> made_of(const Template& outline, const Resource& resource);

}  // namespace cribsheet::kinds::cloudformation
