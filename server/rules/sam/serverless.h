// Serverless resources as the SAM translator sees them: properties with Globals merged in, events, the API an event is for.
#pragma once
#include <initializer_list>
#include <string_view>
#include <vector>

#include "rules/cloudformation/view.h"

namespace cribsheet::rules::sam {

using cloudformation::Resource;
using cloudformation::View;
using syntax::Node;

// Whether nothing can be said of the value: a function, a dynamic reference.
bool unknown(Node value);
// The value at a path of keys below a mapping; nothing where a step is missing or cannot be seen through.
Node below(Node from, std::initializer_list<std::string_view> path);
// A property as it is after Globals are merged: the resource's own, else that of Globals, unless the resource ignores it.
Node property(const View& view, const Resource& resource, std::initializer_list<std::string_view> path);
// Whether the resource has the property, or may have it.
bool has(const View& view, const Resource& resource, std::string_view name);
// The section of Globals for a type ("Function" for AWS::Serverless::Function); nothing where there is none.
Node globals(const View& view, std::string_view type);
// A plain text; empty for everything else.
std::string_view text(Node value);

struct Event {
  const Resource* owner = nullptr;
  std::string_view id;
  std::string_view type;      // "Api", "SQS", ...; empty: none, or unknown
  Node entry;
  Node key;
  Node properties;            // nothing where there are none
};
std::vector<Event> events(const Resource& resource);
std::vector<Event> events(const View& view);

// The Api or HttpApi resource that an event's RestApiId or ApiId names; null: an implicit API, one elsewhere, or unknown.
const Resource* api_of(const View& view, const Event& event);
// Whether the event goes to the API that SAM makes by itself.
bool implicit_api(const Event& event);
// The name that `RestApiId` has for the event's type; empty for an event that has no API.
std::string_view api_key(std::string_view event_type);

bool is(const Resource& resource, std::string_view serverless);  // is(r, "Api"): AWS::Serverless::Api
// What to point at for a value that is wrong: its text, or its key where it has none.
Range place(Node value);

}  // namespace cribsheet::rules::sam
