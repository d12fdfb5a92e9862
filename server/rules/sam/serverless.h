// What the rules on SAM templates ask of serverless resources, beside kinds/cloudformation/serverless.h.
#pragma once
#include <initializer_list>
#include <string_view>
#include <vector>

#include "kinds/cloudformation/serverless.h"
#include "rules/cloudformation/view.h"
#include "rules/rule.h"

namespace cribsheet::rules::sam {

using cloudformation::Resource;
using cloudformation::View;
using kinds::cloudformation::below;
using kinds::cloudformation::Event;
using kinds::cloudformation::events;
using kinds::cloudformation::unknown;
using syntax::Node;

// A property as it is after Globals are merged.
inline Node property(const View& view, const Resource& resource, std::initializer_list<std::string_view> path) {
  return kinds::cloudformation::merged_property(view.outline, resource, path);
}
inline Node globals(const View& view, std::string_view type) { return kinds::cloudformation::globals(view.outline, type); }
inline std::string_view text(Node value) { return kinds::cloudformation::plain_text(value); }
inline bool is(const Resource& resource, std::string_view name) { return kinds::cloudformation::is_serverless(resource, name); }
// Whether the resource has the property, or may have it.
bool has(const View& view, const Resource& resource, std::string_view name);
// The events of all functions and state machines.
std::vector<Event> events(const View& view);
// The Api or HttpApi resource that an event's RestApiId or ApiId names; null: an implicit API, one elsewhere, or unknown.
const Resource* api_of(const View& view, const Event& event);
// Whether the event goes to the API that SAM makes by itself.
bool implicit_api(const Event& event);
// Whether SAM writes the API's definition from the events: there is none of one's own, or the two are merged.
bool written_by_sam(const View& view, const Resource* api);
// The key that names the API in an event of this type; empty for an event that has no API.
std::string_view api_key(std::string_view event_type);
// What to point at for a value that is wrong: its text, or its key where it has none.
Range place(Node value);
// The entry that a value stands in; nothing for an item.
inline Node entry_of(Node value) { return value.parent().kind() == syntax::NodeKind::entry ? value.parent() : Node(); }

// Reports an address in S3 that lacks its bucket or its key.
void check_s3_address(Node value, std::string_view name, std::string_view rule, Report& report);

}  // namespace cribsheet::rules::sam
