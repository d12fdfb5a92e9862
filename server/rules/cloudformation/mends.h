// Mends that need to know CloudFormation: properties of resources, values put into functions.
#pragma once
#include <string>
#include <string_view>

#include "rules/cloudformation/view.h"
#include "rules/offer.h"

namespace cribsheet::rules::cloudformation {

// Sets or adds a property, with `Properties` where the resource has none yet.
void offer_property(Finding& finding, const Resource& resource, std::string_view key, std::string_view value, std::string title);
// "!Select [0, " and "]" around a value that stands on one line, in the long form in JSON: `name` is "Select".
void offer_inside(Finding& finding, Node value, std::string_view name, std::string_view before, std::string_view after, std::string title);
// Another name for what the key defines (a resource, a condition, ...), here and wherever it is referred to.
void offer_new_name(const View& view, Node key, std::string name, Finding& finding);
// The text of another node in a node's place; nothing where it has more than one line.
void offer_text_of(Finding& finding, Node value, Node other, std::string title);
// As it is written, with its tag.
std::string_view source(Node node);

}  // namespace cribsheet::rules::cloudformation
