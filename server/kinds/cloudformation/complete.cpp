// Completion of what a template names: types, references, attributes, conditions, functions.
#include <algorithm>

#include <fmt/format.h>

#include "kinds/cloudformation/answers.h"
#include "kinds/cloudformation/call.h"
#include "kinds/cloudformation/local_names.h"
#include "kinds/cloudformation/serverless.h"
#include "kinds/cloudformation/template.h"

namespace cribsheet::kinds::cloudformation {
namespace {

struct Asked {
  const Cursor& cursor;
  const Template& outline;
  std::vector<Completion>& list;
};

// What a place wants of a reference: a format ("AWS::EC2::Subnet.Id"), or a type whose Ref or attribute it takes.
struct Wanted {
  std::vector<std::string_view> formats;
  std::vector<pack::ResourceType::Relationship> relationships;
  std::string_view path;  // of the property within its resource
  std::uint16_t types = 0;
  bool any() const { return !formats.empty() || !relationships.empty(); }
};

Wanted wanted_at(const Asked& asked, const Place& place) {
  Wanted wanted;
  for (const pack::Shape& shape : place.shapes) {
    wanted.types |= shape.types();
    if (!shape.format().empty()) wanted.formats.push_back(shape.format());
    if (shape.items() && !shape.items().format().empty()) wanted.formats.push_back(shape.items().format());
  }
  if (place.resource_type.empty() || place.entity.size() <= place.resource_type.size()) return wanted;
  wanted.path = std::string_view(place.entity).substr(place.resource_type.size() + 1);
  for (const auto& each : asked.cursor.pack.resource_type(place.resource_type).relationships())
    if (each.property == wanted.path) wanted.relationships.push_back(each);
  return wanted;
}

bool has_format(const Wanted& wanted, std::string_view format) {
  return !format.empty() && std::find(wanted.formats.begin(), wanted.formats.end(), format) != wanted.formats.end();
}

bool fits_reference(const Wanted& wanted, const Resource& resource, std::string_view attribute, std::string_view format) {
  if (has_format(wanted, format)) return true;
  return std::any_of(wanted.relationships.begin(), wanted.relationships.end(),
                     [&](const auto& each) { return each.type == resource.type && each.attribute == attribute; });
}

Completion& add(const Asked& asked, std::string_view label, std::string_view kind, std::string_view detail, std::string_view sort) {
  Completion& item = asked.list.emplace_back();
  item.label = label;
  item.kind = kind;
  item.detail = detail;
  item.insert = label;
  item.sort = sort;
  return item;
}

const Resource* own_resource(const Asked& asked) {
  // The outline is of the text before it was made whole, so the resource is found by its key.
  for (syntax::Node at = asked.cursor.node; at; at = at.parent()) {
    const syntax::Node section = at.parent().parent();
    if (at.kind() == syntax::NodeKind::entry && section.kind() == syntax::NodeKind::entry && section.key().is("Resources"))
      return asked.outline.resource(at.key().text());
  }
  return nullptr;
}

// ---- names ----

void add_parameters(const Asked& asked, const Wanted& wanted) {
  for (const Parameter& each : asked.outline.parameters) {
    const Gives gives = ref_gives(asked.outline, asked.cursor.pack, each.id);
    const bool fits = has_format(wanted, gives.format) || (!wanted.any() && (wanted.types == 0 || (gives.types & wanted.types) != 0));
    Completion& item = add(asked, each.id, "variable", each.type, fits ? "1" : "3");
    const syntax::Node description = each.body.find("Description");
    if (description.is_scalar()) item.documentation = description.text();
  }
}

void add_resources(const Asked& asked, const Wanted& wanted, std::string_view sort_fit, std::string_view sort) {
  const Resource* own = own_resource(asked);
  for (const Resource& each : asked.outline.resources) {
    if (&each == own || each.id.empty()) continue;
    const std::string_view format = asked.cursor.pack.resource_type(each.type).ref_format();
    Completion& item = add(asked, each.id, "reference", each.type, fits_reference(wanted, each, "", format) ? sort_fit : sort);
    item.entity = each.type;
  }
  for (const Made& made : made_by_sam(asked.outline)) {
    if (made.hashed) continue;
    Completion& item = add(asked, made.id, "reference", fmt::format("{}, made by SAM", made.type),
                           has_format(wanted, asked.cursor.pack.resource_type(made.type).ref_format()) ? sort_fit : std::string(sort) + "9");
    item.entity = made.type;
  }
}

void add_pseudo(const Asked& asked, std::string_view sort) {
  for (const std::string_view name : pseudo_parameters()) add(asked, name, "variable", "pseudo parameter", sort).entity = name;
}

void add_named(const Asked& asked, const std::vector<Named>& names, std::string_view detail) {
  for (const Named& each : names) add(asked, each.id, "reference", detail, "1");
}

void add_attributes(const Asked& asked, std::string_view id, const Wanted& wanted, Range replace) {
  const Resource* resource = asked.outline.resource(id);
  std::string_view owner = resource != nullptr ? resource->type : std::string_view();
  for (const Made& made : resource == nullptr ? made_by_sam(asked.outline) : std::vector<Made>())
    if (!made.hashed && made.id == id) owner = made.type;
  if (owner.empty()) return;
  const pack::ResourceType type = asked.cursor.pack.resource_type(owner);
  for (const pack::Attribute& each : type.attributes()) {
    const bool fits = resource != nullptr ? fits_reference(wanted, *resource, each.name, each.format) : has_format(wanted, each.format);
    Completion& item = add(asked, each.name, "property", owner, fits ? "1" : "2");
    item.entity = fmt::format("{}!{}", owner, each.name);
    item.replace = replace;
  }
}

// `Queue.Ar`: the attributes once the dot is there; before it, the resources that have some.
void add_attribute_target(const Asked& asked, std::string_view typed, Offset begin, Offset end, const Wanted& wanted, bool with_dot) {
  const std::size_t dot = typed.find('.');
  if (dot != std::string_view::npos) {
    add_attributes(asked, typed.substr(0, dot), wanted, {begin + static_cast<Offset>(dot) + 1, std::max(end, begin + static_cast<Offset>(dot) + 1)});
    return;
  }
  const Resource* own = own_resource(asked);
  for (const Resource& each : asked.outline.resources) {
    if (&each == own) continue;
    const pack::ResourceType type = asked.cursor.pack.resource_type(each.type);
    const auto attributes = type.attributes();
    bool fits = false;
    for (const pack::Attribute& attribute : attributes) {
      if (!with_dot || !fits_reference(wanted, each, attribute.name, attribute.format)) continue;
      fits = true;
      Completion& item = add(asked, fmt::format("{}.{}", each.id, attribute.name), "reference", each.type, "1");
      item.entity = fmt::format("{}!{}", each.type, attribute.name);
    }
    if (attributes.empty() && type) continue;
    Completion& item = add(asked, each.id, "reference", each.type, fits ? "2" : "3");
    if (with_dot) item.insert += '.';
    item.retrigger = with_dot;
    item.entity = each.type;
  }
}

// ---- arguments of functions ----

syntax::Node item_of(syntax::Node list, int wanted) {
  int index = 0;
  for (const syntax::Node each : list.children())
    if (index++ == wanted) return each;
  return {};
}

void add_map_keys(const Asked& asked, syntax::Node list, int position) {
  const Named* mapping = asked.outline.mapping(item_of(list, 0).text());
  if (mapping == nullptr) return;
  if (position == 1) {
    for (const syntax::Node top : mapping->body.children()) add(asked, top.key().text(), "value", mapping->id, "1");
    add_pseudo(asked, "2");
    return;
  }
  std::vector<std::string_view> seen;
  for (const syntax::Node top : mapping->body.children())
    for (const syntax::Node second : top.value().children()) {
      const std::string_view key = second.key().text();
      if (std::find(seen.begin(), seen.end(), key) != seen.end()) continue;
      seen.push_back(key);
      add(asked, key, "value", mapping->id, "1");
    }
}

void add_sub_names(const Asked& asked, const Call& call, const Wanted& wanted) {
  const syntax::Node text = call.function.argument.is_sequence() ? item_of(call.function.argument, 0) : call.function.argument;
  for (const model::SubPart& part : model::sub_parts(text)) {
    if (!part.text_range.touches(asked.cursor.offset) || part.literal) continue;
    const std::string_view typed = std::string_view(part.text).substr(0, asked.cursor.offset - part.text_range.begin);
    const std::size_t before = asked.list.size();
    if (typed.find('.') != std::string_view::npos) {
      add_attribute_target(asked, typed, part.text_range.begin, part.text_range.end, wanted, true);
      for (std::size_t i = before; i < asked.list.size() && !part.closed; ++i) asked.list[i].insert += '}';
      return;
    }
    if (call.function.argument.is_sequence())
      for (const syntax::Node entry : item_of(call.function.argument, 1).resolved().children())
        if (entry.key().is_scalar()) add(asked, entry.key().text(), "variable", "of this text", "0");
    add_parameters(asked, {});
    add_resources(asked, {}, "2", "2");
    add_pseudo(asked, "3");
    const Range replace = part.text_range;
    for (std::size_t i = before; i < asked.list.size(); ++i) {
      asked.list[i].replace = replace;
      if (!part.closed) asked.list[i].insert += '}';
    }
    return;
  }
}

// Functions whose own results say what an argument of theirs must be are few: a call stands where its value goes.
Wanted wanted_by(const Asked& asked, const Call& call) {
  const Kind* kind = cribsheet::kinds::kind(asked.cursor.document.kind);
  return wanted_at(asked, kind->place(asked.cursor.document, asked.cursor.pack, call.function.node));
}

bool complete_call(const Asked& asked, const Call& call) {
  const std::string_view name = call.function.name;
  const syntax::Node node = asked.cursor.node;
  const bool scalar = node.is_scalar() || node.is_missing();
  if (!scalar) return false;
  const bool whole = call.position < 0 && (node == call.argument);
  if (name == "Ref" && whole) {
    const Wanted wanted = wanted_by(asked, call);
    add_parameters(asked, wanted);
    add_resources(asked, wanted, "1", wanted.any() ? "4" : "2");
    add_pseudo(asked, "5");
    return true;
  }
  if (name == "Fn::GetAtt") {
    const Wanted wanted = wanted_by(asked, call);
    const std::string_view typed = node.text().substr(0, asked.cursor.offset > node.range().begin ? asked.cursor.offset - node.range().begin : 0);
    if (whole) add_attribute_target(asked, typed, node.range().begin, node.range().end, wanted, true);
    else if (call.position == 0) add_attribute_target(asked, {}, 0, 0, wanted, false);
    else if (call.position == 1) add_attributes(asked, item_of(call.function.argument, 0).text(), wanted, {});
    return true;
  }
  if (name == "Fn::Sub" && (whole || call.position == 0)) {
    add_sub_names(asked, call, {});
    return true;
  }
  if ((name == "Fn::If" && call.position == 0) || (name == "Condition" && whole)) {
    add_named(asked, asked.outline.conditions, "condition");
    return true;
  }
  if (name == "Fn::FindInMap" && call.position == 0) {
    add_named(asked, asked.outline.mappings, "mapping");
    return true;
  }
  if (name == "Fn::FindInMap" && (call.position == 1 || call.position == 2)) {
    add_map_keys(asked, call.function.argument, call.position);
    return true;
  }
  if (name == "Fn::ImportValue" && whole) return true;  // exports of other files are looked up by what this place uses
  if (name == "Fn::GetAZs" && whole) {
    for (const auto& row : asked.cursor.pack.table("regions"))
      if (!row.empty()) add(asked, row[0], "value", row.size() > 1 ? row[1] : std::string_view{}, "2");
    return true;
  }
  return false;
}

// ---- places with names of their own ----

std::string required_snippet(const pack::ResourceType& type, std::size_t indent) {
  auto required = type.shape().required();
  if (required.empty()) return {};
  std::sort(required.begin(), required.end());
  std::string out = "\n" + std::string(indent, ' ') + "Properties:";
  int stop = 1;
  for (const std::string_view name : required) {
    const auto property = type.shape().find(name);
    const std::uint16_t types = property ? property->shape.types() : std::uint16_t{0};
    out += fmt::format("\n{}{}:", std::string(indent + 2, ' '), name);
    if (types == pack::type_array) out += fmt::format("\n{}- ${}", std::string(indent + 4, ' '), stop++);
    else if (types == pack::type_object) out += fmt::format("\n{}${}", std::string(indent + 4, ' '), stop++);
    else out += fmt::format(" ${}", stop++);
  }
  return out;
}

std::size_t column_of(syntax::Node node) {
  const std::string_view text = node.tree()->text();
  const Offset begin = node.range().begin;
  const std::size_t line = text.find_last_of("\r\n", begin);
  return line == std::string_view::npos || begin == 0 ? begin : begin - line - 1;
}

void add_types(const Asked& asked) {
  const pack::Pack& pack = asked.cursor.pack;
  const syntax::Node entry = asked.cursor.node.parent();
  const bool plain =
      entry.kind() == syntax::NodeKind::entry && asked.cursor.node.style() == syntax::Style::plain && entry.parent().style() == syntax::Style::block;
  const bool wants_properties = plain && !entry.parent().find_entry("Properties");
  for (std::uint32_t i = 0; i < pack.resource_type_count(); ++i) {
    const pack::ResourceType type = pack.resource_type_at(i);
    const bool serverless = type.is_serverless();
    Completion& item = add(asked, type.name(), "class", {}, serverless == asked.outline.sam ? "1" : serverless ? "3" : "2");
    item.entity = type.name();
    if (!wants_properties) continue;
    const std::string snippet = required_snippet(type, column_of(entry.key()));
    if (snippet.empty()) continue;
    item.insert += snippet;
    item.snippet = true;
  }
}

// A whole new entry of a section, where its name is to be typed.
void add_entry_snippet(const Asked& asked) {
  const Cursor& cursor = asked.cursor;
  const syntax::Node mapping = cursor.node.parent().parent(), section = mapping.parent();
  if (cursor.node.tree()->language() == syntax::Language::json || section.kind() != syntax::NodeKind::entry ||
      section.parent().parent().kind() != syntax::NodeKind::document)
    return;
  struct Entry {
    std::string_view section, label, snippet;
  };
  static constexpr Entry kEntries[] = {{"Resources", "new resource", "${1:Name}:\n  Type: $2"},
                                       {"Parameters", "new parameter", "${1:Name}:\n  Type: ${2:String}\n  Description: $3"},
                                       {"Outputs", "new output", "${1:Name}:\n  Value: $2"},
                                       {"Conditions", "new condition", "${1:Name}: !Equals [$2, $3]"},
                                       {"Mappings", "new mapping", "${1:Name}:\n  ${2:key}:\n    ${3:name}: $4"}};
  for (const Entry& each : kEntries) {
    if (!section.key().is(each.section)) continue;
    Completion& item = add(asked, each.label, "snippet", each.section, "1");
    item.insert.clear();
    for (const char c : each.snippet) {
      item.insert += c;
      if (c == '\n') item.insert.append(column_of(cursor.node), ' ');
    }
    item.snippet = true;
    item.entity = fmt::format("cloudformation:{}", each.section);
  }
}

// Lists of names of the template's own.
bool complete_name_list(const Asked& asked, std::string_view entity) {
  if (entity == "cloudformation:Resources.DependsOn") add_resources(asked, {}, "1", "1");
  else if (entity.ends_with("AWS::CloudFormation::Interface.ParameterGroups.Parameters")) add_parameters(asked, {});
  else return false;
  return true;
}

bool complete_place(const Asked& asked) {
  const std::string_view entity = asked.cursor.place.entity;
  if (asked.cursor.on_key) {
    add_entry_snippet(asked);
    // A word alone behind a dash may become a key, but here it is a name.
    const syntax::Node mapping = asked.cursor.node.parent().parent();
    const Kind* kind = mapping.parent().is_sequence() && mapping.child_count() == 1 ? cribsheet::kinds::kind(asked.cursor.document.kind) : nullptr;
    return kind != nullptr && complete_name_list(asked, kind->place(asked.cursor.document, asked.cursor.pack, mapping).entity);
  }
  if (complete_name_list(asked, entity)) return true;
  if (entity == "cloudformation:Resources.Type") {
    add_types(asked);
    return true;
  }
  // The two ends of a connector are ids, not references.
  if (entity == "AWS::Serverless::Connector.Source.Id" || entity == "AWS::Serverless::Connector.Destination.Id" ||
      entity == "cloudformation:Resources.Connectors.Properties.Destination.Id") {
    add_resources(asked, {}, "1", "1");
    return true;
  }
  if (entity == "cloudformation:Resources.Condition" || entity == "cloudformation:Outputs.Condition") {
    add_named(asked, asked.outline.conditions, "condition");
    return true;
  }
  return false;
}

// ---- functions ----

struct Form {
  std::string_view name;      // "Ref"
  std::string_view argument;  // after the tag, as a snippet
};
constexpr Form kForms[] = {{"Ref", "$1"},
                           {"GetAtt", "$1"},
                           {"Sub", "'$1'"},
                           {"FindInMap", "[$1, $2, $3]"},
                           {"If", "[$1, $2, $3]"},
                           {"Join", "['$1', [$2]]"},
                           {"Select", "[${1:0}, $2]"},
                           {"Split", "['$1', $2]"},
                           {"ImportValue", "$1"},
                           {"GetAZs", "'$1'"},
                           {"Cidr", "[$1, $2, $3]"},
                           {"Base64", "$1"},
                           {"Equals", "[$1, $2]"},
                           {"And", "[$1, $2]"},
                           {"Or", "[$1, $2]"},
                           {"Not", "[$1]"},
                           {"Condition", "$1"},
                           {"Length", "$1"},
                           {"ToJsonString", "$1"}};

bool is_condition_function(std::string_view name) { return name == "Equals" || name == "And" || name == "Or" || name == "Not" || name == "Condition"; }

std::string long_name(std::string_view name) { return name == "Ref" || name == "Condition" ? std::string(name) : "Fn::" + std::string(name); }

void add_functions(const Asked& asked, bool in_conditions) {
  const bool json = asked.cursor.node.tree()->language() == syntax::Language::json;
  for (const Form& form : kForms) {
    if (is_condition_function(form.name) != in_conditions && !(in_conditions && (form.name == "Ref" || form.name == "FindInMap"))) continue;
    if ((form.name == "Length" || form.name == "ToJsonString") && !asked.outline.language_extensions) continue;
    const std::string entity = long_name(form.name);
    if (asked.cursor.on_key || json) {
      if (!asked.cursor.on_key) continue;
      Completion& item = add(asked, entity, "function", "function", "8");
      item.entity = entity;
      if (!json) item.insert += ": ";
      continue;
    }
    Completion& item = add(asked, "!" + std::string(form.name), "function", entity, "6");
    item.insert = fmt::format("!{} {}", form.name, form.argument);
    item.snippet = true;
    item.retrigger = form.name == "Ref" || form.name == "GetAtt";
    item.entity = entity;
  }
}

// Whole references that give what the place wants: `!GetAtt Role.Arn` where a role's ARN belongs.
void add_fitting_references(const Asked& asked) {
  const Wanted wanted = wanted_at(asked, asked.cursor.place);
  const bool json = asked.cursor.node.tree()->language() == syntax::Language::json;
  if (!wanted.any() || (json && asked.cursor.node.is_scalar())) return;
  const auto offer = [&](const std::string& text, std::string_view detail, std::string entity) {
    Completion& item = add(asked, text, "reference", detail, "0");
    item.entity = std::move(entity);
    if (!json) return;
    const std::string_view argument = std::string_view(text).substr(text.find(' ') + 1);
    const std::size_t dot = argument.find('.');
    item.insert = text.starts_with("!Ref") ? fmt::format("{{\"Ref\": \"{}\"}}", argument)
                                           : fmt::format("{{\"Fn::GetAtt\": [\"{}\", \"{}\"]}}", argument.substr(0, dot), argument.substr(dot + 1));
  };
  const Resource* own = own_resource(asked);
  for (const Resource& each : asked.outline.resources) {
    if (&each == own) continue;
    const pack::ResourceType type = asked.cursor.pack.resource_type(each.type);
    if (fits_reference(wanted, each, "", type.ref_format())) offer(fmt::format("!Ref {}", each.id), each.type, std::string(each.type));
    for (const pack::Attribute& attribute : type.attributes())
      if (fits_reference(wanted, each, attribute.name, attribute.format))
        offer(fmt::format("!GetAtt {}.{}", each.id, attribute.name), each.type, fmt::format("{}!{}", each.type, attribute.name));
  }
  for (const Parameter& each : asked.outline.parameters)
    if (has_format(wanted, ref_gives(asked.outline, asked.cursor.pack, each.id).format)) offer(fmt::format("!Ref {}", each.id), each.type, {});
}

// A zone is taken from those of the region, wherever the stack is made.
void add_zone(const Asked& asked) {
  if (!asked.cursor.place.entity.ends_with(".AvailabilityZone")) return;
  const bool json = asked.cursor.node.tree()->language() == syntax::Language::json;
  if (json && asked.cursor.node.is_scalar()) return;
  Completion& item = add(asked, "!Select [0, !GetAZs '']", "reference", "the first zone of the region", "0");
  item.entity = "Fn::GetAZs";
  if (json) item.insert = "{\"Fn::Select\": [0, {\"Fn::GetAZs\": \"\"}]}";
}

bool in_section(syntax::Node node, std::string_view section) {
  syntax::Node entry;
  for (syntax::Node at = node; at; at = at.parent())
    if (at.kind() == syntax::NodeKind::entry) entry = at;
  return entry.key().is(section);
}

void complete_functions(const Asked& asked) {
  const Cursor& cursor = asked.cursor;
  const bool in_conditions = in_section(cursor.node, "Conditions");
  const bool in_properties = !cursor.place.resource_type.empty() || cursor.place.entity == "cloudformation:Outputs.Value" ||
                             cursor.place.entity == "cloudformation:Outputs.Export.Name" || !cursor.place.function.empty() || in_conditions;
  if (!in_properties) return;
  if (cursor.on_key) {
    // A function is the only key of its mapping.
    if (cursor.node.parent().parent().child_count() == 1) add_functions(asked, in_conditions);
    return;
  }
  if (!cursor.node.is_scalar() && !cursor.node.is_missing()) return;
  add_fitting_references(asked);
  add_zone(asked);
  add_functions(asked, in_conditions);
}

}  // namespace

bool template_complete(const Cursor& cursor, std::vector<Completion>& list) {
  const Template* known = outline(cursor.document);
  if (known == nullptr) return false;
  if (complete_substitution(cursor, list)) return true;
  const Asked asked{cursor, *known, list};
  if (const auto call = call_around(cursor.node); call && !cursor.on_key)
    if (complete_call(asked, *call)) return true;
  if (complete_place(asked)) return true;
  complete_functions(asked);
  return false;
}

}  // namespace cribsheet::kinds::cloudformation
