#include "kinds/cloudformation/template.h"

#include <algorithm>

namespace cribsheet::kinds::cloudformation {
namespace {

constexpr std::string_view kOwnTransforms[] = {"AWS::Serverless-2016-10-31",     "AWS::LanguageExtensions",       "AWS::CodeDeployBlueGreen", "AWS::CodeStar",
                                               "AWS::SecretsManager-2020-07-23", "AWS::SecretsManager-2024-09-16"};
constexpr std::size_t kMostLoopIds = 2000;

bool is_loop(std::string_view key) { return key.starts_with("Fn::ForEach::"); }

std::string_view plain_text(syntax::Node node) {
  node = node.resolved();
  return node.is_scalar() && !model::is_intrinsic(node) ? node.text() : std::string_view{};
}

syntax::Node item(syntax::Node sequence, int wanted) {
  int index = 0;
  for (const syntax::Node each : sequence.children())
    if (index++ == wanted) return each;
  return {};
}

// The entries of a mapping, those inside loops and merge keys too: use(entry, name of the loop).
template <class Use>
void each_entry(syntax::Node mapping, const Use& use, bool& open, std::string_view loop = {}, int depth = 0) {
  mapping = mapping.resolved();
  if (!mapping.is_mapping() || depth > 8) return;
  for (const syntax::Node entry : mapping.children()) {
    const syntax::Node key = entry.key();
    if (!key.is_scalar()) continue;
    const std::string_view name = key.text();
    if (is_loop(name)) {
      each_entry(item(entry.value(), 2), use, open, name.substr(13), depth + 1);
    } else if (name == "Fn::Transform") {
      open = true;
    } else if (name == "<<") {
      each_entry(entry.value(), use, open, loop, depth + 1);
    } else {
      use(entry, loop);
    }
  }
}

struct Builder {
  Template& out;

  void transforms(syntax::Node node) {
    const auto one = [&](syntax::Node each) {
      each = each.resolved();
      std::string_view name = each.is_mapping() ? plain_text(each.find("Name")) : plain_text(each);
      out.transforms.push_back(name);
    };
    node = node.resolved();
    if (node.is_sequence())
      for (const syntax::Node each : node.children()) one(each);
    else if (node.is_scalar() || node.is_mapping()) one(node);
    for (const std::string_view name : out.transforms) {
      if (name.starts_with("AWS::Serverless-")) out.sam = true;
      if (name == "AWS::LanguageExtensions") out.language_extensions = true;
      if (name == "AWS::Include") out.open_resources = out.open_parameters = out.open_conditions = out.open_mappings = true;
      else if (std::find(std::begin(kOwnTransforms), std::end(kOwnTransforms), name) == std::end(kOwnTransforms)) out.macros = true;
    }
    if (out.macros) out.open_resources = out.open_parameters = out.open_conditions = out.open_mappings = true;
  }

  void resources(syntax::Node node) {
    each_entry(
        node,
        [&](syntax::Node entry, std::string_view loop) {
          Resource resource;
          resource.id = entry.key().text();
          resource.entry = entry;
          resource.key = entry.key();
          resource.body = entry.value().resolved();
          resource.type_node = resource.body.find("Type").resolved();
          resource.type = plain_text(resource.type_node);
          resource.properties = resource.body.find("Properties").resolved();
          resource.condition = plain_text(resource.body.find("Condition"));
          resource.loop = loop;
          if (resource.type.starts_with("AWS::Serverless::")) out.sam = true;
          out.resource_index.try_emplace(resource.id, static_cast<std::uint32_t>(out.resources.size()));
          out.resources.push_back(resource);
        },
        out.open_resources);
  }

  void parameters(syntax::Node node) {
    each_entry(
        node,
        [&](syntax::Node entry, std::string_view) {
          Parameter parameter;
          parameter.id = entry.key().text();
          parameter.entry = entry;
          parameter.key = entry.key();
          parameter.body = entry.value().resolved();
          parameter.type = plain_text(parameter.body.find("Type"));
          parameter.default_value = parameter.body.find("Default").resolved();
          parameter.allowed_values = parameter.body.find("AllowedValues").resolved();
          out.parameter_index.try_emplace(parameter.id, static_cast<std::uint32_t>(out.parameters.size()));
          out.parameters.push_back(parameter);
        },
        out.open_parameters);
  }

  void named(syntax::Node node, std::vector<Named>& list, std::unordered_map<std::string_view, std::uint32_t>* index, bool& open) {
    each_entry(
        node,
        [&](syntax::Node entry, std::string_view loop) {
          if (!loop.empty()) open = true;  // its name is made by the loop
          if (index != nullptr) index->try_emplace(entry.key().text(), static_cast<std::uint32_t>(list.size()));
          list.push_back({entry.key().text(), entry, entry.key(), entry.value().resolved()});
        },
        open);
  }

  // Ids of resources in loops over literal lists; loops over anything else leave the set open.
  void loop_ids(syntax::Node mapping, const std::vector<std::pair<std::string, std::vector<std::string>>>& bound, int depth) {
    mapping = mapping.resolved();
    if (!mapping.is_mapping() || depth > 5) return;
    for (const syntax::Node entry : mapping.children()) {
      if (!entry.key().is_scalar()) continue;
      const std::string_view name = entry.key().text();
      if (is_loop(name)) {
        const syntax::Node identifier = item(entry.value(), 0), values = collection(item(entry.value(), 1));
        std::vector<std::string> texts;
        bool literal = values.is_sequence() && !plain_text(identifier).empty();
        for (const syntax::Node each : values.children()) {
          literal = literal && each.resolved().is_scalar() && !model::is_intrinsic(each);
          texts.emplace_back(plain_text(each));
        }
        if (!literal) {
          out.open_resources = true;
          continue;
        }
        auto inner = bound;
        inner.emplace_back(std::string(plain_text(identifier)), std::move(texts));
        loop_ids(item(entry.value(), 2), inner, depth + 1);
      } else if (depth > 0) {
        expand(std::string(name), name, bound, 0);
      }
    }
  }

  // The list a loop runs over: written there, or the default of a list parameter is not followed.
  static syntax::Node collection(syntax::Node node) { return node.resolved(); }

  void expand(std::string text, std::string_view original, const std::vector<std::pair<std::string, std::vector<std::string>>>& bound, std::size_t at) {
    if (out.made_ids.size() > kMostLoopIds) {
      out.open_resources = true;
      return;
    }
    if (at == bound.size()) {
      out.made_ids.push_back(std::move(text));
      made_from.push_back(original);
      return;
    }
    for (const std::string& value : bound[at].second) {
      std::string next = text;
      for (const bool letters_only : {false, true}) {
        const std::string token = (letters_only ? "&{" : "${") + bound[at].first + "}";
        std::string put = value;
        if (letters_only) std::erase_if(put, [](char c) { return !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')); });
        for (std::size_t found = next.find(token); found != std::string::npos; found = next.find(token, found + put.size()))
          next.replace(found, token.size(), put);
      }
      expand(std::move(next), original, bound, at + 1);
    }
  }

  void index_loop_ids() {
    for (std::size_t i = 0; i < out.made_ids.size(); ++i) {
      const auto found = out.resource_index.find(made_from[i]);
      if (found != out.resource_index.end()) out.resource_index.try_emplace(out.made_ids[i], found->second);
    }
  }

  std::vector<std::string_view> made_from;
};

template <class T>
const T* lookup(const std::vector<T>& list, const std::unordered_map<std::string_view, std::uint32_t>& index, std::string_view id) {
  const auto found = index.find(id);
  return found == index.end() ? nullptr : &list[found->second];
}

}  // namespace

bool Parameter::list() const {
  std::string_view inner = type;
  constexpr std::string_view kStored = "AWS::SSM::Parameter::Value<";
  if (inner.starts_with(kStored)) inner.remove_prefix(kStored.size());
  return inner.starts_with("CommaDelimitedList") || inner.starts_with("List<");
}
bool Parameter::from_ssm() const { return type.starts_with("AWS::SSM::Parameter::Value<"); }

const Resource* Template::resource(std::string_view id) const { return lookup(resources, resource_index, id); }
const Parameter* Template::parameter(std::string_view id) const { return lookup(parameters, parameter_index, id); }
const Named* Template::condition(std::string_view id) const { return lookup(conditions, condition_index, id); }
const Named* Template::mapping(std::string_view id) const { return lookup(mappings, mapping_index, id); }

const Resource* Template::resource_of(syntax::Node node) const {
  if (!node) return nullptr;
  const Offset offset = node.range().begin;
  // Resources stand in document order except where merge keys point elsewhere.
  auto after = std::upper_bound(resources.begin(), resources.end(), offset, [](Offset at, const Resource& each) { return at < each.key.range().begin; });
  if (after == resources.begin()) return nullptr;
  const Resource& candidate = *--after;
  const Range range = candidate.entry.range();
  return range.touches(offset) ? &candidate : nullptr;
}

std::shared_ptr<const Template> make_outline(syntax::Node root) {
  auto outline = std::make_shared<Template>();
  outline->root = root;
  Builder builder{*outline, {}};
  bool ignored = false;
  builder.transforms(root.find("Transform"));
  builder.parameters(root.find("Parameters"));
  builder.named(root.find("Conditions"), outline->conditions, &outline->condition_index, outline->open_conditions);
  builder.named(root.find("Mappings"), outline->mappings, &outline->mapping_index, outline->open_mappings);
  builder.named(root.find("Outputs"), outline->outputs, nullptr, ignored);
  builder.named(root.find("Rules"), outline->rules, nullptr, ignored);
  builder.resources(root.find("Resources"));
  builder.loop_ids(root.find("Resources"), {}, 0);
  builder.index_loop_ids();
  return outline;
}

const Template* outline(const model::Document& document) { return dynamic_cast<const Template*>(document.analysis.get()); }

const std::vector<std::string_view>& pseudo_parameters() {
  static const std::vector<std::string_view> names = {"AWS::AccountId", "AWS::NoValue", "AWS::NotificationARNs", "AWS::Partition",
                                                      "AWS::Region",    "AWS::StackId", "AWS::StackName",        "AWS::URLSuffix"};
  return names;
}

Gives ref_gives(const Template& outline, const pack::Pack& pack, std::string_view name) {
  if (const Parameter* parameter = outline.parameter(name)) {
    Gives gives;
    gives.known = true;
    gives.types = parameter->list() ? pack::type_array : parameter->type == "Number" ? pack::type_number : pack::type_string;
    std::string_view type = parameter->type;
    for (const std::string_view wrap : {"AWS::SSM::Parameter::Value<", "List<"})
      if (type.starts_with(wrap) && type.ends_with('>')) type = type.substr(wrap.size(), type.size() - wrap.size() - 1);
    if (type == "AWS::EC2::Subnet::Id") gives.format = "AWS::EC2::Subnet.Id";
    else if (type == "AWS::EC2::VPC::Id") gives.format = "AWS::EC2::VPC.Id";
    else if (type == "AWS::EC2::SecurityGroup::Id") gives.format = "AWS::EC2::SecurityGroup.Id";
    else if (type == "AWS::EC2::SecurityGroup::GroupName") gives.format = "AWS::EC2::SecurityGroup.Name";
    else if (type == "AWS::EC2::Image::Id") gives.format = "AWS::EC2::Image.Id";
    return gives;
  }
  if (const Resource* resource = outline.resource(name)) {
    const pack::ResourceType type = pack.resource_type(resource->type);
    if (!type) return {};
    return {true, pack::type_string, type.ref_format()};
  }
  const auto& pseudo = pseudo_parameters();
  if (std::find(pseudo.begin(), pseudo.end(), name) == pseudo.end()) return {};
  if (name == "AWS::NoValue") return {};
  return {true, name == "AWS::NotificationARNs" ? pack::type_array : pack::type_string, {}};
}

Gives attribute_gives(const Template& outline, const pack::Pack& pack, std::string_view id, std::string_view attribute) {
  const Resource* resource = outline.resource(id);
  if (resource == nullptr) return {};
  const auto known = pack.resource_type(resource->type).attribute(attribute);
  if (!known) return {};
  return {known->types != 0, known->types, known->format};
}

std::optional<AttributeUse> attribute_use(const model::Intrinsic& get_att) {
  AttributeUse use;
  const syntax::Node argument = get_att.argument.resolved();
  if (argument.is_scalar()) {
    const std::string_view text = argument.text();
    const std::size_t dot = text.find('.');
    const syntax::SourceMap map = argument.map();
    use.id = text.substr(0, dot);
    use.attribute = dot == std::string_view::npos ? std::string_view{} : text.substr(dot + 1);
    const std::size_t split = dot == std::string_view::npos ? text.size() : dot;
    use.id_range = {map.to_source(0), map.to_source(split)};
    use.attribute_range = {map.to_source(dot == std::string_view::npos ? text.size() : dot + 1), map.to_source(text.size())};
    use.id_node = use.attribute_node = argument;
    return use;
  }
  if (!argument.is_sequence()) return std::nullopt;
  use.id_node = item(argument, 0).resolved();
  use.attribute_node = item(argument, 1).resolved();
  use.id = plain_text(use.id_node);
  use.attribute = plain_text(use.attribute_node);
  const auto content = [](syntax::Node node) {
    return node.is_scalar() ? Range{node.map().to_source(0), node.map().to_source(node.text().size())} : node.range();
  };
  if (use.id_node) use.id_range = content(use.id_node);
  if (use.attribute_node) use.attribute_range = content(use.attribute_node);
  return use;
}

}  // namespace cribsheet::kinds::cloudformation
