#include "model/intrinsic.h"

#include <algorithm>
#include <array>

namespace cribsheet::model {
namespace {

struct Name {
  std::string_view longer;
  std::string_view tag;  // without '!'
};
constexpr std::array<Name, 22> kNames = {{
    {"Ref", "Ref"},
    {"Condition", "Condition"},
    {"Fn::And", "And"},
    {"Fn::Base64", "Base64"},
    {"Fn::Cidr", "Cidr"},
    {"Fn::Equals", "Equals"},
    {"Fn::FindInMap", "FindInMap"},
    {"Fn::ForEach", "ForEach"},
    {"Fn::GetAtt", "GetAtt"},
    {"Fn::GetAZs", "GetAZs"},
    {"Fn::GetStackOutput", "GetStackOutput"},
    {"Fn::If", "If"},
    {"Fn::ImportValue", "ImportValue"},
    {"Fn::Join", "Join"},
    {"Fn::Length", "Length"},
    {"Fn::Not", "Not"},
    {"Fn::Or", "Or"},
    {"Fn::Select", "Select"},
    {"Fn::Split", "Split"},
    {"Fn::Sub", "Sub"},
    {"Fn::ToJsonString", "ToJsonString"},
    {"Fn::Transform", "Transform"},
}};
// Functions that only stand in the Rules section.
constexpr std::array<std::string_view, 8> kRuleNames = {"Fn::Contains", "Fn::EachMemberEquals", "Fn::EachMemberIn", "Fn::RefAll",
                                                        "Fn::ValueOf",  "Fn::ValueOfAll",       "Fn::Implies",      "Fn::Any"};

std::string_view by_key(std::string_view key) {
  if (key != "Ref" && key != "Condition" && !key.starts_with("Fn::")) return {};
  if (key.starts_with("Fn::ForEach::")) return "Fn::ForEach";
  for (const Name& name : kNames)
    if (name.longer == key) return name.longer;
  for (const std::string_view name : kRuleNames)
    if (name == key) return name;
  return {};
}

std::string_view by_tag(std::string_view tag) {
  if (tag.size() < 2 || tag[0] != '!' || tag[1] == '!' || tag[1] == '<') return {};
  for (const Name& name : kNames)
    if (name.tag == tag.substr(1)) return name.longer;
  for (const std::string_view name : kRuleNames)
    if (name.substr(4) == tag.substr(1)) return name;
  return {};
}

}  // namespace

std::optional<Intrinsic> intrinsic(syntax::Node node) {
  if (!node) return std::nullopt;
  if (const std::string_view tag = node.tag(); !tag.empty()) {
    if (const std::string_view name = by_tag(tag); !name.empty()) return Intrinsic{name, node, node, node.tag_range(), true};
  }
  if (!node.is_mapping()) return std::nullopt;
  const syntax::Node entry = node.first_child();
  if (!entry || entry.next_sibling()) return std::nullopt;
  const syntax::Node key = entry.key();
  if (!key.is_scalar()) return std::nullopt;
  const std::string_view name = by_key(key.text());
  if (name.empty()) return std::nullopt;
  return Intrinsic{name, node, entry.value(), key.range(), false};
}

bool is_intrinsic(syntax::Node node) { return intrinsic(node).has_value(); }

const std::vector<std::string_view>& intrinsic_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const Name& name : kNames) all.push_back(name.longer);
    return all;
  }();
  return names;
}

std::vector<SubPart> sub_parts(syntax::Node scalar) {
  constexpr std::size_t kLong = 4096;  // bytes; a list that grows by doubling would touch twice the memory
  std::vector<SubPart> parts;
  if (!scalar.is_scalar()) return parts;
  const std::string_view text = scalar.text();
  if (text.find("${") == std::string_view::npos) return parts;
  if (text.size() > kLong) parts.reserve(static_cast<std::size_t>(std::count(text.begin(), text.end(), '$')));
  const syntax::SourceMap map = scalar.map();
  for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at)) {
    std::size_t begin = at + 2;
    // An open `${` ends at the first character that can't belong to a name.
    std::size_t end = text.find_first_of("}\n\"'${", begin);
    if (end == std::string_view::npos) end = text.size();
    SubPart part;
    part.closed = end < text.size() && text[end] == '}';
    const std::size_t stop = part.closed ? end + 1 : end;
    part.range = {map.to_source(at), map.to_source(stop)};
    if (begin < end && text[begin] == '!') {
      part.literal = true;
      ++begin;
    }
    part.text_range = {map.to_source(begin), map.to_source(end)};
    std::string_view inside = text.substr(begin, end - begin);
    while (!inside.empty() && inside.front() == ' ') inside.remove_prefix(1);
    while (!inside.empty() && inside.back() == ' ') inside.remove_suffix(1);
    part.text = inside;
    parts.push_back(std::move(part));
    at = stop;
  }
  return parts;
}

}  // namespace cribsheet::model
