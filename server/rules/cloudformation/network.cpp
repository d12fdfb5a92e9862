// EC2 and VPC: subnets and their address ranges, route table associations, images, availability zones.
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "model/edits.h"
#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/look.h"
#include "rules/offer.h"

namespace cribsheet::rules::cloudformation {
namespace {

struct Block {
  std::uint32_t first = 0, last = 0;
  bool inside(const Block& other) const { return other.first <= first && last <= other.last; }
  bool overlaps(const Block& other) const { return first <= other.last && other.first <= last; }
};

std::optional<Block> block(std::string_view text) {
  std::uint32_t address = 0;
  for (int part = 0; part < 4; ++part) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || value > 255) return std::nullopt;
    address = address << 8 | value;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.empty() || text.front() != (part < 3 ? '.' : '/')) return std::nullopt;
    text.remove_prefix(1);
  }
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
  if (error != std::errc{} || end != text.data() + text.size() || bits > 32) return std::nullopt;
  const std::uint32_t size = bits == 0 ? 0xffffffffU : (bits == 32 ? 0U : (1U << (32 - bits)) - 1);
  address &= ~size;
  return Block{address, address + size};
}

struct Subnet {
  const Resource* resource;
  std::string text;
  Block block;
  Range range;
  Assumptions assumes;
  std::string vpc;  // what tells its VPC: a resource's id or a text; empty: unknown
};

std::string vpc_of(const View& view, const Resource& resource) {
  const Node node = resource.properties.find("VpcId").resolved();
  if (const Resource* vpc = referred(view, node)) return std::string(vpc->id);
  if (const auto function = model::intrinsic(node); function && function->name == "Ref" && function->argument.is_scalar())
    return std::string(function->argument.text());
  return fixed_text(view, resource.properties, {"VpcId"});
}

std::string text_of(const Block& block) {
  int bits = 32;
  for (std::uint32_t size = block.last - block.first; size != 0; size >>= 1) --bits;
  return fmt::format("{}.{}.{}.{}/{}", block.first >> 24, block.first >> 16 & 255, block.first >> 8 & 255, block.first & 255, bits);
}

// The first block of the subnet's size in the VPC that no other subnet has.
void offer_free(const Subnet& subnet, const std::vector<Subnet>& others, const Block& vpc, Finding& finding) {
  constexpr int kMostTried = 1024;
  const std::uint32_t size = subnet.block.last - subnet.block.first;
  Block free{vpc.first, vpc.first + size};
  for (int tried = 0; tried < kMostTried && free.inside(vpc); ++tried) {
    const bool taken = std::any_of(others.begin(), others.end(), [&](const Subnet& other) {
      return other.resource != subnet.resource && other.vpc == subnet.vpc && other.block.overlaps(free);
    });
    if (!taken) return offer_setting(finding, subnet.resource->properties, "CidrBlock", text_of(free), false);
    if (free.last == 0xffffffffU) return;
    free = {free.last + 1, free.last + 1 + size};
    if (free.last < free.first) return;
  }
}

std::vector<Subnet> subnets(const View& view) {
  std::vector<Subnet> list;
  for (const Resource* resource : view.of_type("AWS::EC2::Subnet")) {
    const std::string vpc = vpc_of(view, *resource);
    if (vpc.empty()) continue;
    for (const Seen& seen : look(view, resource->properties, {"CidrBlock"}, holding(*resource)))
      if (seen.fixed())
        if (const auto range = block(seen.text)) list.push_back({resource, seen.text, *range, range_of(seen, resource->key.range()), seen.assumes, vpc});
  }
  return list;
}

}  // namespace

void check_subnet_ranges(const View& view, Report& report) {
  const std::vector<Subnet> list = subnets(view);
  if (list.size() > 400) return;
  for (std::size_t i = 0; i < list.size(); ++i)
    for (std::size_t j = 0; j < list.size(); ++j) {
      if (list[i].resource == list[j].resource || list[i].vpc != list[j].vpc || !list[i].block.overlaps(list[j].block)) continue;
      if (!together(view, list[i].assumes, list[j].assumes)) continue;
      Finding& finding = report.add("subnet-ranges-overlap", list[i].range,
                                    fmt::format("{} overlaps {} of {} in the same VPC", list[i].text, list[j].text, list[j].resource->id));
      finding.related.push_back({"", list[j].range, 0, "the other subnet"});
      const Resource* vpc = view.outline.resource(list[i].vpc);
      const auto whole = vpc != nullptr && vpc->type == "AWS::EC2::VPC" ? block(fixed_text(view, vpc->properties, {"CidrBlock"})) : std::nullopt;
      if (whole) offer_free(list[i], list, *whole, finding);
      break;
    }
  for (const Subnet& subnet : list) {
    const Resource* vpc = view.outline.resource(subnet.vpc);
    if (vpc == nullptr || vpc->type != "AWS::EC2::VPC") continue;
    std::vector<std::pair<std::string, Block>> blocks;
    bool known = true;
    const auto add = [&](const Resource& resource) {
      for (const Seen& seen : look(view, resource.properties, {"CidrBlock"})) {
        const auto range = seen.is_text ? block(seen.text) : std::nullopt;
        if (range && seen.via.empty()) blocks.emplace_back(seen.text, *range);
        else known = false;
      }
    };
    add(*vpc);
    for (const Resource* more : view.of_type("AWS::EC2::VPCCidrBlock"))
      if (const Resource* owner = referred(view, more->properties.find("VpcId")); owner == vpc || owner == nullptr) known = false;
    if (!known || blocks.empty()) continue;
    if (std::any_of(blocks.begin(), blocks.end(), [&](const auto& each) { return subnet.block.inside(each.second); })) continue;
    Finding& finding = report.add("subnet-outside-vpc", subnet.range, fmt::format("{} lies outside the VPC's {}", subnet.text, blocks[0].first));
    finding.related.push_back({"", vpc->key.range(), 0, "the VPC"});
    offer_free(subnet, list, blocks[0].second, finding);
  }
}

void check_route_tables(const View& view, Report& report) {
  struct Association {
    const Resource* resource;
    std::string subnet;
    Range range;
    Assumptions assumes;
  };
  std::vector<Association> list;
  for (const Resource* resource : view.of_type("AWS::EC2::SubnetRouteTableAssociation")) {
    const std::vector<Seen> values = look(view, resource->properties, {"SubnetId"}, holding(*resource));
    for (const Seen& seen : values) {
      const Node node = seen.node.resolved();
      std::string subnet = seen.fixed() ? seen.text : std::string();
      if (const auto function = model::intrinsic(node)) {
        if (function->name == "Ref" && function->argument.is_scalar()) subnet = "Ref " + std::string(function->argument.text());
        else if (const Resource* target = referred(view, node))
          subnet = "GetAtt " + std::string(target->id) + std::string(view.input.document.text().substr(node.range().begin, node.range().size()));
      }
      if (!subnet.empty()) list.push_back({resource, subnet, resource->key.range(), seen.assumes});
    }
  }
  for (const Association& one : list)
    for (const Association& other : list) {
      if (one.resource == other.resource || one.subnet != other.subnet || !together(view, one.assumes, other.assumes)) continue;
      const Node property = one.resource->properties.find_entry("SubnetId");
      Finding& finding = report.add("subnet-two-route-tables", property ? property.key().range() : one.range,
                                    fmt::format("{} also gives this subnet a route table; a subnet has one", other.resource->id));
      finding.related.push_back({"", other.resource->key.range(), 0, "the other association"});
      break;
    }
}

void check_images(const View& view, Report& report) {
  for (const Resource* instance : view.of_type("AWS::EC2::Instance")) {
    const Node properties = instance->properties;
    if (!properties.is_mapping() || model::is_intrinsic(properties) || properties.find_entry("Fn::Transform")) continue;
    if (may_have(view, properties, "ImageId")) continue;
    if (may_have(view, properties, "LaunchTemplate")) {
      const Node template_of = properties.find("LaunchTemplate").resolved();
      const Resource* launch = referred(view, template_of.find("LaunchTemplateId"));
      if (launch == nullptr || launch->type != "AWS::EC2::LaunchTemplate" || !launch->properties.find("LaunchTemplateData").is_mapping() ||
          may_have(view, launch->properties.find("LaunchTemplateData"), "ImageId") || launch->properties.find("LaunchTemplateData").find_entry("Fn::Transform"))
        continue;
    }
    Finding& finding = report.add("instance-image", properties.parent().key().range(), "An instance needs ImageId, its own or its launch template's");
    finding.entity = "AWS::EC2::Instance.ImageId";
    offer_entry(finding, properties, "ImageId", model::text_value(""));
  }
}

void check_availability_zones(const View&, const Part& part, Report& report) {
  const auto zone = [](std::string_view text) {
    // us-east-1a, us-gov-west-1b, us-west-2-lax-1a
    return text.size() > 9 && text.size() < 26 && text.back() >= 'a' && text.back() <= 'f' && text[text.size() - 2] >= '1' && text[text.size() - 2] <= '9' &&
           text[text.size() - 3] == '-' && text[2] == '-' &&
           std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  };
  for (const Resource& resource : part.resources) {
    if (!resource.type.starts_with("AWS::") || !resource.properties.is_mapping()) continue;
    for (const std::string_view key : {"AvailabilityZone", "AvailabilityZones", "PreferredAvailabilityZone", "PreferredAvailabilityZones"}) {
      const auto check = [&](Node value) {
        if (!value.is_scalar() || model::is_intrinsic(value) || !zone(value.text())) return;
        Finding& finding =
            report.add("hard-coded-zone", value.range(), fmt::format("{} ties the template to one region; choose from Fn::GetAZs instead", value.text()));
        finding.entity = std::string(resource.type) + "." + std::string(key);
        // The second zone for b, and so on; there may be fewer.
        const std::string zones = R"({"Fn::GetAZs": ""})", one = fmt::format(R"({{"Fn::Select": [{}, {}]}})", value.text().back() - 'a', zones);
        const Node list = value.parent();
        if (auto edit = list.is_sequence() ? model::replacement(list, zones) : model::replacement(value, one))
          finding.fixes.push_back({"Choose from Fn::GetAZs", {std::move(*edit)}, false});
      };
      const Node value = resource.properties.find(key).resolved();
      check(value);
      if (value.is_sequence())
        for (const Node item : value.children()) check(item.resolved());
    }
  }
}

}  // namespace cribsheet::rules::cloudformation
