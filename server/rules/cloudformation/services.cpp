// What one service asks of one resource, beyond its schema.
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>
#include <utility>

#include "base/nearest.h"
#include "kinds/shape/regex.h"
#include "model/edits.h"
#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/look.h"
#include "rules/cloudformation/mends.h"

namespace cribsheet::rules::cloudformation {
namespace {

std::optional<long> number(std::string_view text) {
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

constexpr std::size_t kMostOffered = 4;

// Each of a few names, or the nearest of many.
void one_of_names(const Seen& wrong, const std::set<std::string>& names, Finding& finding) {
  const std::vector<std::string_view> views(names.begin(), names.end());
  if (const auto near = cribsheet::nearest(wrong.text, views)) return offer_value(finding, wrong.place, *near);
  if (names.size() <= kMostOffered)
    for (const std::string& name : names) offer_value(finding, wrong.place, name, false);
}

std::string first_names(const std::set<std::string>& names) {
  std::string out;
  std::size_t count = 0;
  for (const std::string& name : names) {
    if (++count > kMostOffered) return out + ", ...";
    out += (out.empty() ? "" : ", ") + name;
  }
  return out;
}

bool open_mapping(Node node) { return node.is_mapping() && (model::is_intrinsic(node) || node.find_entry("Fn::Transform")); }

Range key_range(const Resource& resource, std::string_view key) {
  const Node entry = resource.properties.find_entry(key);
  return entry ? entry.key().range() : resource.key.range();
}

}  // namespace

// ---- DynamoDB -----------------------------------------------------------------------------------------------------------

namespace {

// Names under the path; nothing where one of them can't be known.
std::optional<std::set<std::string>> names(const View& view, Node from, std::initializer_list<std::string_view> path, const Assumptions& assumes) {
  std::set<std::string> found;
  for (const Seen& seen : look(view, from, path, assumes)) {
    if (seen.absent()) continue;
    if (!seen.fixed()) return std::nullopt;
    found.insert(seen.text);
  }
  return found;
}

// A value with its functions as one text, whatever its layout: the same text stands for the same value. Empty: it may be left out.
std::string as_written(Node value, int depth = 0) {
  constexpr int kDeepest = 20;
  value = value.resolved();
  if (depth > kDeepest || value.is("AWS::NoValue")) return {};
  if (const auto function = model::intrinsic(value); function && function->name == "Fn::If") return {};
  std::string text = std::string(value.tag()) + "(";
  if (value.is_scalar()) return text + std::string(value.text()) + ")";
  for (const Node child : value.children()) {
    const bool entry = child.kind() == syntax::NodeKind::entry;
    const std::string part = as_written(entry ? child.value() : child, depth + 1);
    if (part.empty()) return {};
    text += (entry ? std::string(child.key().text()) + "=" : "") + part;
  }
  return text + ")";
}

}  // namespace

namespace {

void define_attributes(const Resource& resource, const std::set<std::string>& defined, const std::set<std::string>& used, Finding& finding) {
  const Node list = resource.properties.find("AttributeDefinitions").resolved();
  if (!list.is_sequence()) return;
  for (const std::string& name : used) {
    if (defined.contains(name)) continue;
    if (auto edit = model::item_insertion(list, fmt::format(R"({{"AttributeName": {}, "AttributeType": "S"}})", model::text_value(name))))
      finding.fixes.push_back({fmt::format("Define {} as text", name), {std::move(*edit)}, false});
  }
  for (const Node item : list.children()) {
    const Node name = item.resolved().find("AttributeName");
    if (name.is_scalar() && !used.contains(std::string(name.text())))
      finding.fixes.push_back({fmt::format("Remove {}", name.text()), {model::removal(item)}, false});
  }
}

}  // namespace

void check_dynamodb_attributes(const View& view, const Part& part, Report& report) {
  for (const Resource& resource : part.resources) {
    if (resource.type != "AWS::DynamoDB::Table" && resource.type != "AWS::DynamoDB::GlobalTable") continue;
    if (!resource.properties.is_mapping() || open_mapping(resource.properties)) continue;
    const Assumptions assumes = holding(resource);
    const auto defined = names(view, resource.properties, {"AttributeDefinitions", "*", "AttributeName"}, assumes);
    std::set<std::string> used;
    bool known = defined.has_value();
    for (const auto& keys : {names(view, resource.properties, {"KeySchema", "*", "AttributeName"}, assumes),
                             names(view, resource.properties, {"GlobalSecondaryIndexes", "*", "KeySchema", "*", "AttributeName"}, assumes),
                             names(view, resource.properties, {"LocalSecondaryIndexes", "*", "KeySchema", "*", "AttributeName"}, assumes)}) {
      known = known && keys.has_value();
      if (keys) used.insert(keys->begin(), keys->end());
    }
    if (!known || used.empty() || *defined == used) continue;
    std::string missing, extra;
    for (const std::string& name : used)
      if (!defined->contains(name)) missing += (missing.empty() ? "" : ", ") + name;
    for (const std::string& name : *defined)
      if (!used.contains(name)) extra += (extra.empty() ? "" : ", ") + name;
    std::string message = missing.empty() ? "" : fmt::format("AttributeDefinitions lacks {}, which the keys use", missing);
    if (!extra.empty()) message += (message.empty() ? "" : "; ") + fmt::format("{} is defined but no key uses it", extra);
    Finding& finding = report.add("dynamodb-attributes", resource.properties.parent().key().range(), std::move(message));
    finding.entity = std::string(resource.type) + ".AttributeDefinitions";
    define_attributes(resource, *defined, used, finding);
  }
}

// ---- names that must differ ---------------------------------------------------------------------------------------------

void check_identifiers(const View& view, Report& report) {
  struct Holder {
    const Resource* resource;
    Range range;
    Assumptions assumes;
    Node name;  // the last part of what names it
  };
  std::map<std::pair<std::string_view, std::string>, std::vector<Holder>> holders;
  for (const Resource& resource : view.outline.resources) {
    if (!resource.loop.empty()) continue;
    const pack::ResourceType type = view.input.pack.resource_type(resource.type);
    if (!type || type.is_serverless()) continue;
    std::string identity;
    Range range = resource.key.range();
    Node name;
    bool known = !type.primary_identifier().empty();
    for (const std::string_view path : type.primary_identifier()) {
      const auto property = type.shape().find(path);
      const Node value = path.find('.') == std::string_view::npos && property && !property->read_only ? resource.properties.find(path) : Node{};
      if (!value) {
        known = false;
        break;
      }
      const auto function = model::intrinsic(value.resolved());
      std::string part;
      if (!function && value.resolved().is_scalar()) part = "=" + std::string(value.resolved().text());
      else if (function && function->name == "Ref" && function->argument.is_scalar() && !function->argument.is("AWS::NoValue"))
        part = "@" + std::string(function->argument.text());
      else if (function &&
               (function->name == "Fn::Sub" || function->name == "Fn::Join" || function->name == "Fn::FindInMap" || function->name == "Fn::ImportValue"))
        part = as_written(value);
      if (part.empty()) {
        known = false;
        break;
      }
      identity += part + "\n";
      name = value.resolved();
      range = value.range().empty() ? range : value.range();
    }
    if (known) holders[{resource.type, identity}].push_back({&resource, range, holding(resource), name});
  }
  for (const auto& [identity, list] : holders)
    for (const Holder& one : list)
      for (const Holder& other : list) {
        if (one.resource == other.resource || !together(view, one.assumes, other.assumes)) continue;
        const bool alone = view.input.pack.resource_type(one.resource->type).primary_identifier().size() == 1;
        Finding& finding = report.add("duplicate-identifier", alone ? one.range : one.resource->properties.parent().key().range(),
                                      fmt::format("{} names the same {} as this; each needs a name of its own", other.resource->id, one.resource->type));
        finding.entity = one.resource->type;
        finding.related.push_back({"", other.resource->key.range(), 0, "the other one"});
        if (one.name.is_scalar() && !model::is_intrinsic(one.name) && !one.name.text().starts_with("arn:"))
          offer_number(
              finding, one.name, [](std::string_view) { return false; }, "-");
        break;
      }
}

// ---- Route 53, ACM, CloudFront ------------------------------------------------------------------------------------------

namespace {

std::string bare(std::string name) {
  while (!name.empty() && name.back() == '.') name.pop_back();
  std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return name;
}

bool below(const std::string& name, const std::string& zone) {
  return name == zone || (name.size() > zone.size() && name.ends_with(zone) && name[name.size() - zone.size() - 1] == '.');
}

// The record goes into the zone, or the zone is the one above the record.
void outside_zone(const Seen& name, const Seen& zone, Finding& finding) {
  const std::size_t dot = name.text.find('.');
  offer_value(finding, name.place, name.text.substr(0, dot) + "." + bare(zone.text), false);
  if (dot != std::string::npos && bare(name.text).find('.', dot + 1) != std::string::npos)
    offer_value(finding, zone.place, bare(name.text).substr(dot + 1) + ".", false);
}

void check_zone_name(const View& view, Node record, Node zone_holder, Range otherwise, Report& report) {
  for (const Seen& zone : look(view, zone_holder, {"HostedZoneName"})) {
    if (!zone.fixed() || zone.text.empty()) continue;
    if (zone.text.back() != '.')
      offer_value(report.add("hosted-zone-name", range_of(zone, otherwise), fmt::format("HostedZoneName ends with a dot: {}.", zone.text)), zone.place,
                  zone.text + ".");
    for (const Seen& name : look(view, record, {"Name"}, zone.assumes))
      if (name.fixed() && !below(bare(name.text), bare(zone.text)))
        outside_zone(name, zone,
                     report.add("record-outside-zone", range_of(name, otherwise), fmt::format("{} is not in the hosted zone {}", name.text, zone.text)));
  }
}

}  // namespace

void check_hosted_zones(const View& view, Report& report) {
  for (const Resource* record : view.of_type("AWS::Route53::RecordSet"))
    check_zone_name(view, record->properties, record->properties, record->key.range(), report);
  for (const Resource* group : view.of_type("AWS::Route53::RecordSetGroup"))
    for (const Seen& record : look(view, group->properties, {"RecordSets", "*"}))
      if (record.node.is_mapping()) check_zone_name(view, record.node, group->properties, group->key.range(), report);
}

void check_certificates(const View& view, Report& report) {
  for (const Resource* certificate : view.of_type("AWS::CertificateManager::Certificate"))
    for (const Seen& option : look(view, certificate->properties, {"DomainValidationOptions", "*"})) {
      const std::string domain = fixed_text(view, option.node, {"DomainName"});
      const std::string validation = fixed_text(view, option.node, {"ValidationDomain"});
      if (!domain.empty() && !validation.empty() && !below(bare(domain), bare(validation)))
        offer_value(report.add("validation-domain", option.node.find("ValidationDomain").range(),
                               fmt::format("ValidationDomain must be {} or a domain above it, not {}", domain, validation)),
                    option.node.find("ValidationDomain"), domain, false);
    }
}

namespace {

void lower_alias(std::string_view pattern, const Seen& alias, Finding& finding) {
  const std::string lower = bare(alias.text);
  const std::size_t star = lower.rfind('*');
  if (kinds::shape::matches(pattern, lower).value_or(false) && (star == std::string::npos || star == 0)) offer_value(finding, alias.place, lower);
}

}  // namespace

void check_distributions(const View& view, Report& report) {
  constexpr std::string_view kLabel = "^(?:[a-z0-9*](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$";
  for (const Resource* distribution : view.of_type("AWS::CloudFront::Distribution")) {
    for (const Seen& alias : look(view, distribution->properties, {"DistributionConfig", "Aliases", "*"})) {
      if (!alias.fixed() || alias.text.find("{{resolve:") != std::string::npos || alias.text.find("${") != std::string::npos) continue;
      const std::size_t star = alias.text.rfind('*');
      const auto fits = kinds::shape::matches(kLabel, alias.text);
      if ((fits && !*fits) || (star != std::string::npos && star > 0))
        lower_alias(kLabel, alias,
                    report.add("cloudfront-alias", range_of(alias, distribution->key.range()),
                               fmt::format("'{}' is no name for an alias: lower-case labels with dots between, and '*' only as the first", alias.text)));
    }
    std::set<std::string> origins;
    bool known = true;
    for (const std::string_view list : {"Origins", "OriginGroups"}) {
      const auto path = list == "Origins" ? look(view, distribution->properties, {"DistributionConfig", "Origins", "*", "Id"})
                                          : look(view, distribution->properties, {"DistributionConfig", "OriginGroups", "Items", "*", "Id"});
      for (const Seen& id : path) {
        if (id.absent()) continue;
        if (id.is_text) origins.insert(id.text);
        else known = false;
      }
    }
    if (!known || origins.empty() || may_have(view, distribution->properties.find("DistributionConfig"), "S3Origin")) continue;
    const auto check = [&](const std::vector<Seen>& targets) {
      for (const Seen& target : targets)
        if (target.fixed() && !origins.contains(target.text))
          one_of_names(target, origins,
                       report.add("cloudfront-origin", range_of(target, distribution->key.range()),
                                  fmt::format("No origin of this distribution has the Id {}; there {} {}", target.text, origins.size() == 1 ? "is" : "are",
                                              first_names(origins))));
    };
    check(look(view, distribution->properties, {"DistributionConfig", "DefaultCacheBehavior", "TargetOriginId"}));
    check(look(view, distribution->properties, {"DistributionConfig", "CacheBehaviors", "*", "TargetOriginId"}));
  }
}

// ---- ElastiCache, Backup, S3, GuardDuty -----------------------------------------------------------------------------------

namespace {

// Whether the value of CacheParameterGroupName turns cluster mode on.
bool cluster_mode(const View& view, const Seen& name) {
  if (name.is_text && name.text.find("cluster.on") != std::string::npos) return true;
  const Resource* group = name.node ? referred(view, name.node) : nullptr;
  if (group == nullptr || group->type != "AWS::ElastiCache::ParameterGroup") return false;
  return fixed_text(view, group->properties, {"Properties", "cluster-enabled"}) == "yes";
}

}  // namespace

void check_cache_clusters(const View& view, Report& report) {
  for (const Resource* group : view.of_type("AWS::ElastiCache::ReplicationGroup")) {
    for (const Seen& name : look(view, group->properties, {"CacheParameterGroupName"}, holding(*group))) {
      if (!cluster_mode(view, name)) continue;
      for (const Seen& failover : look(view, group->properties, {"AutomaticFailoverEnabled"}, name.assumes))
        if (failover.fixed() && (failover.text == "false" || failover.text == "False"))
          offer_setting(report.add("cache-cluster-mode", key_range(*group, "AutomaticFailoverEnabled"),
                                   "In cluster mode AutomaticFailoverEnabled must be true, or left out"),
                        group->properties, "AutomaticFailoverEnabled", "true");
      const bool sized = may_have(view, group->properties, "NumCacheClusters") || may_have(view, group->properties, "NumNodeGroups") ||
                         may_have(view, group->properties, "ReplicasPerNodeGroup") || may_have(view, group->properties, "NodeGroupConfiguration") ||
                         may_have(view, group->properties, "GlobalReplicationGroupId");
      if (!sized)
        offer_entry(report.add("cache-cluster-mode", key_range(*group, "CacheParameterGroupName"),
                               "In cluster mode NumNodeGroups, NodeGroupConfiguration or NumCacheClusters must say how many there are"),
                    group->properties, "NumNodeGroups", "2");
      for (const Seen& count : look(view, group->properties, {"NumCacheClusters"}, name.assumes))
        if (count.fixed())
          if (const auto n = number(count.text); n && *n <= 1)
            offer_setting(report.add("cache-cluster-mode", key_range(*group, "NumCacheClusters"),
                                     fmt::format("In cluster mode there are at least two cache clusters; NumCacheClusters is {}", *n)),
                          group->properties, "NumCacheClusters", "2", false);
    }
  }
}

void check_backup_plans(const View& view, Report& report) {
  for (const Resource* plan : view.of_type("AWS::Backup::BackupPlan")) {
    const auto check = [&](const std::vector<Seen>& lifecycles) {
      for (const Seen& cycle : lifecycles) {
        if (!cycle.node.is_mapping()) continue;
        const auto cold = number(fixed_text(view, cycle.node, {"MoveToColdStorageAfterDays"}));
        const auto gone = number(fixed_text(view, cycle.node, {"DeleteAfterDays"}));
        if (!cold || !gone || *gone - *cold >= 90) continue;
        const Node place = cycle.node.find("DeleteAfterDays");
        Finding& finding =
            report.add("backup-lifecycle", place.range(),
                       fmt::format("What goes to cold storage after {} days stays there at least 90; DeleteAfterDays must be {} or more", *cold, *cold + 90));
        finding.fixes.push_back({fmt::format("Set it to {}", *cold + 90), {{place.range(), std::to_string(*cold + 90)}}, true});
      }
    };
    check(look(view, plan->properties, {"BackupPlan", "BackupPlanRule", "*", "Lifecycle"}));
    check(look(view, plan->properties, {"BackupPlan", "BackupPlanRule", "*", "CopyActions", "*", "Lifecycle"}));
  }
}

void check_tiering(const View& view, Report& report) {
  for (const Resource* bucket : view.of_type("AWS::S3::Bucket"))
    for (const Seen& tier : look(view, bucket->properties, {"IntelligentTieringConfigurations", "*", "Tierings", "*"})) {
      const std::string kind = fixed_text(view, tier.node, {"AccessTier"});
      const auto days = number(fixed_text(view, tier.node, {"Days"}));
      if (!days) continue;
      const long least = kind == "ARCHIVE_ACCESS" ? 90 : kind == "DEEP_ARCHIVE_ACCESS" ? 180 : 0;
      if (least != 0 && (*days < least || *days > 730))
        offer_value(report.add("tiering-days", tier.node.find("Days").range(), fmt::format("{} begins after {} to 730 days, not {}", kind, least, *days)),
                    tier.node.find("Days"), std::to_string(*days < least ? least : 730));
    }
}

// ---- events, tags ---------------------------------------------------------------------------------------------------------

namespace {

std::string rate_problem(const std::string& inner) {
  const std::size_t space = inner.find(' ');
  if (space == std::string::npos) return "rate(...) holds a number and a unit: rate(5 minutes)";
  const auto value = number(std::string_view(inner).substr(0, space));
  const std::string unit = inner.substr(space + 1);
  if (!value || *value < 1) return "the number in rate(...) is 1 or more";
  const bool one = unit == "minute" || unit == "hour" || unit == "day";
  const bool many = unit == "minutes" || unit == "hours" || unit == "days";
  if (!one && !many) return "the unit in rate(...) is minute(s), hour(s) or day(s)";
  if (*value == 1 && many) return "with 1 the unit is singular: rate(1 " + unit.substr(0, unit.size() - 1) + ")";
  if (*value > 1 && one) return "with more than 1 the unit is plural: rate(" + std::to_string(*value) + " " + unit + "s)";
  return {};
}

std::string schedule_problem(const std::string& text) {
  if (text.starts_with("rate(") && text.ends_with(")")) return rate_problem(text.substr(5, text.size() - 6));
  if (!text.starts_with("cron(") || !text.ends_with(")")) return "a schedule is rate(...) or cron(...)";
  std::vector<std::string> fields;
  std::string field;
  for (const char c : text.substr(5, text.size() - 6) + " ") {
    if (c != ' ') field += c;
    else if (!field.empty()) {
      fields.push_back(field);
      field.clear();
    }
  }
  if (fields.size() != 6) return fmt::format("cron(...) has six fields (minutes, hours, day of month, month, day of week, year); here are {}", fields.size());
  if (fields[2] != "?" && fields[4] != "?") return "one of day of month and day of week must be '?'";
  if (fields[2] == "?" && fields[4] == "?") return "only one of day of month and day of week can be '?'";
  struct Field {
    std::string_view name;
    int least, most;
  };
  constexpr Field kFields[] = {{"minutes", 0, 59}, {"hours", 0, 23}, {"day of month", 1, 31}, {"month", 1, 12}, {"day of week", 1, 7}, {"year", 1970, 2199}};
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string& written = fields[i];
    if (written.find_first_not_of("0123456789") != std::string::npos) continue;
    const int number = written.size() > 4 ? 99999 : std::stoi(written);
    if (number < kFields[i].least || number > kFields[i].most)
      return fmt::format("{} is {}; it is {} to {}", kFields[i].name, written, kFields[i].least, kFields[i].most);
  }
  return {};
}

// The schedule that was meant: the unit's number, the year, the `?` of one of the days. Empty: that is more than a guess.
std::string mended_schedule(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : (text.ends_with(")") ? text.substr(0, text.size() - 1) : text) + " ") {
    if (c != ' ' && c != '(') word += c;
    else if (!word.empty()) words.push_back(std::exchange(word, {}));
  }
  if (!words.empty() && (words[0] == "rate" || words[0] == "cron")) words.erase(words.begin());
  if (words.size() == 2) {
    const auto value = number(words[0]);
    std::string unit = words[1];
    if (unit == "min" || unit == "mins" || unit == "m") unit = "minute";
    if (unit == "hr" || unit == "hrs" || unit == "h") unit = "hour";
    if (unit == "d") unit = "day";
    if (unit.ends_with('s')) unit.pop_back();
    return value && *value > 0 ? fmt::format("rate({} {}{})", *value, unit, *value == 1 ? "" : "s") : std::string();
  }
  if (words.size() == 5) words.emplace_back("*");
  if (words.size() != 6) return {};
  // Elsewhere the week begins with Sunday as 0, here as 1.
  if (text.find("cron(") == std::string::npos && words[4].find_first_of("0123456789") != std::string::npos) return {};
  if (words[2] == "?" && words[4] == "?") words[2] = "*";
  else if (words[4] == "*" && words[2] != "?") words[4] = "?";
  else if (words[2] == "*" && words[4] != "?") words[2] = "?";
  return fmt::format("cron({})", fmt::join(words, " "));
}

}  // namespace

void check_schedules(const View& view, Report& report) {
  for (const Resource* rule : view.of_type("AWS::Events::Rule"))
    for (const Seen& schedule : look(view, rule->properties, {"ScheduleExpression"}, holding(*rule))) {
      if (!schedule.fixed() || schedule.text.empty() || schedule.text.find("${") != std::string::npos || schedule.text.find("{{") != std::string::npos)
        continue;
      const std::string problem = schedule_problem(schedule.text);
      if (problem.empty()) continue;
      Finding& finding =
          report.add("schedule-expression", range_of(schedule, rule->key.range()), fmt::format("'{}' is no schedule: {}", schedule.text, problem));
      finding.entity = "AWS::Events::Rule.ScheduleExpression";
      if (const std::string mended = mended_schedule(schedule.text); !mended.empty() && schedule_problem(mended).empty())
        offer_value(finding, schedule.place, mended);
    }
}

namespace {

void reserved_tag(const Resource& resource, std::string_view property, Node key, Node tag, Report& report) {
  Finding& finding = report.add("tag-key", key.range(), fmt::format("Tag keys that begin with aws: are AWS's own, {} too", key.text()));
  finding.entity = std::string(resource.type) + "." + std::string(property);
  if (key.text().size() > 4) offer_name(finding, key, key.text().substr(4), false);
  finding.fixes.push_back({"Remove the tag", {model::whole_removal(tag)}, false});
}

}  // namespace

void check_tags(const View& view, const Part& part, Report& report) {
  for (const Resource& resource : part.resources) {
    const pack::ResourceType type = view.input.pack.resource_type(resource.type);
    if (!type) continue;
    const std::string_view property = type.tag_property().empty() ? "Tags" : type.tag_property();
    const Node tags = resource.properties.find(property).resolved();
    if (!tags.is_sequence() || model::is_intrinsic(tags)) continue;
    std::map<std::string_view, Node> seen;
    for (const Node tag : tags.children()) {
      const Node key = tag.resolved().find("Key").resolved();
      if (!key.is_scalar() || model::is_intrinsic(key)) continue;
      if (key.text().starts_with("aws:")) reserved_tag(resource, property, key, tag, report);
      const auto [first, fresh] = seen.try_emplace(key.text(), key);
      if (fresh) continue;
      Finding& finding = report.add("tag-key", key.range(), fmt::format("The tag {} stands twice; a resource has it once", key.text()));
      finding.related.push_back({"", first->second.range(), 0, "it stands here first"});
      finding.fixes = {{"Remove this one", {model::removal(tag)}, false},
                       {"Remove the first", {model::removal(first->second.parent().parent().parent() == tags ? first->second.parent().parent() : tag)}, false}};
    }
  }
}

void check_retired_services(const View& view, const Part& part, Report& report) {
  const auto rows = view.input.pack.table("retired-services");
  for (const Resource& resource : part.resources) {
    if (!resource.type.starts_with("AWS::")) continue;
    for (const auto& row : rows) {
      if (row.size() < 4 || !resource.type.starts_with(row[0])) continue;
      const std::string when = row[2].empty() ? "" : fmt::format(" {} {}", row[1] == "ending" ? "on" : "since", row[2]);
      const std::string instead = row[3].empty() ? "" : fmt::format("; use {} instead", row[3]);
      Finding& finding =
          row[1] == "gone"
              ? report.add("retired-service", resource.type_node.range(), fmt::format("AWS has shut down this service{}{}", when, instead), Severity::error)
          : row[1] == "ending"
              ? report.add("retired-service", resource.type_node.range(), fmt::format("AWS shuts this service down{}{}", when, instead), Severity::warning)
              : report.add("retired-service", resource.type_node.range(), fmt::format("AWS adds nothing to this any more{}{}", when, instead), Severity::info);
      finding.also = {row[1] == "gone" ? "cfn-lint:E3710" : row[1] == "ending" ? "cfn-lint:W3696" : "cfn-lint:W3697"};
      finding.entity = resource.type;
      finding.deprecated = true;
      break;
    }
  }
}

}  // namespace cribsheet::rules::cloudformation
