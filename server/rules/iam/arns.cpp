// The ARNs of Resource and NotResource, part by part, against the formats that the service's resource types have.
#include "rules/iam/rules.h"

#include <algorithm>

#include "kinds/iam/arn.h"

namespace cribsheet::rules::iam {
namespace {

bool is_plain(std::string_view text) { return !text.empty() && !has_hole(text) && !has_wildcard(text) && text.find("${") == std::string_view::npos; }

// Every resource but "*".
template <class See>
void each_resource(Check& c, See see) {
  for (const ArnUse& use : c.analysis.arns) see(*use.value, use.arn);
}

template <class See>
void each_arn(Check& c, See see) {
  for (const ArnUse& use : c.analysis.arns)
    if (use.complete) see(*use.value, use.arn, use);
}

// Where in the document one part of an ARN stands; an empty part: the whole value.
Range part(const Check& c, const Value& v, const Arn& arn, Arn::Part which) {
  const std::size_t begin = arn.begins[which];
  const Range range = c.policy.inside(v, begin, begin + arn[which].size());
  return range.empty() ? v.range : range;
}

// The first cells of a table, read when first asked for.
class Column {
 public:
  Column(const Check& c, std::string_view table) : c_(c), table_(table) {}
  const std::vector<std::string_view>& words() {
    if (words_.empty())
      for (const auto& row : c_.pack.table(table_))
        if (!row.empty()) words_.push_back(row[0]);
    return words_;
  }
  // True also where nothing is known.
  bool has(std::string_view word) {
    const auto& all = words();
    return all.empty() || std::find(all.begin(), all.end(), word) != all.end();
  }

 private:
  const Check& c_;
  std::string_view table_;
  std::vector<std::string_view> words_;
};

bool is_account(std::string_view text) {
  if (text.size() != 12) return false;
  for (const char ch : text)
    if (ch < '0' || ch > '9') return false;
  return true;
}

bool known_arn_service(const Check& c, std::string_view service) {
  if (c.pack.service_count() == 0 || c.pack.service(service)) return true;
  for (std::uint32_t i = 0; i < c.pack.service_count(); ++i)
    for (const pack::ArnType& type : c.pack.service_at(i).arn_types())
      if (split_arn(type.arn())[Arn::service] == service) return true;
  return Column(c, "arn-services").has(service);
}

// Whether all actions on this resource are of S3.
bool only_s3(const Check& c, const Value& v) {
  for (std::size_t i = 0; i < c.policy.statements.size(); ++i) {
    const auto& items = c.policy.statements[i].resource.items;
    if (std::none_of(items.begin(), items.end(), [&](const Value& each) { return each.range == v.range; })) continue;
    const auto& uses = c.analysis.actions[i].uses;
    return !uses.empty() && std::all_of(uses.begin(), uses.end(), [](const ActionUse& use) { return use.prefix == "s3"; });
  }
  return false;
}

// The kind of resource that was meant: roles/app -> role/app. Empty: none is near.
std::string right_kind(const pack::IamService& service, std::string_view resource) {
  const std::string_view kind = resource.substr(0, resource.find_first_of("/:"));
  std::vector<std::string> kinds;
  for (const pack::ArnType& type : service.arn_types()) {
    const Arn format = split_arn(type.arn());
    const std::string_view part = format[Arn::resource];
    if (const std::string_view word = part.substr(0, part.find_first_of("/:")); !word.empty() && word.find('$') == std::string_view::npos)
      kinds.emplace_back(word);
  }
  const std::string near = nearest(kind, {kinds.begin(), kinds.end()});
  return near.empty() || near == kind ? std::string() : near + std::string(resource.substr(kind.size()));
}

}  // namespace

void arn_prefix(Check& c) {
  each_resource(c, [&](const Value& v, const Arn& arn) {
    if (arn.has_prefix() || has_hole(arn[Arn::prefix]) || v.text.starts_with("execute-api:/") || v.text.starts_with("${")) return;
    if (has_hole(v.text) && arn.count < 2) return;
    Finding& f = c.add("iam-arn-prefix", v.range,
                       v.text.empty() ? std::string("The resource is empty; name an ARN, or \"*\"")
                                      : shown(v.text) + " is not an ARN; a resource begins with arn: (or is just \"*\")");
    if (is_plain(v.text.substr(0, v.text.find('/'))) && v.text.find(':') == std::string::npos && only_s3(c, v))
      offer(f, replace_text(c, v.range, "arn:aws:s3:::" + v.text, "Make it the ARN of a bucket"), false);
    if (v.text.starts_with("aws") && arn.count >= 5) offer(f, replace_text(c, v.range, "arn:" + v.text, "Put arn: before it"));
  });
}

void arn_fields(Check& c) {
  each_resource(c, [&](const Value& v, const Arn& arn) {
    if (!arn.has_prefix() || arn.complete() || arn.unsure) return;
    Finding& f = c.add("iam-arn-fields", v.range,
                       "The ARN has " + std::to_string(arn.count) +
                           " parts of the six it needs: arn:partition:service:region:account:resource (parts may be empty, their colons not)");
    // Buckets have neither region nor account.
    if (arn.count == 4 && v.text.starts_with("arn:aws:s3:") && !has_hole(v.text))
      offer(f, replace_text(c, v.range, "arn:aws:s3:::" + v.text.substr(11), "Leave region and account empty"));
  });
}

void arn_partition(Check& c) {
  Column partitions(c, "partitions");
  each_arn(c, [&](const Value& v, const Arn& arn, const ArnUse&) {
    const std::string_view name = arn[Arn::partition];
    if (!is_plain(name) && !name.empty()) return;
    if (name == "aws" || partitions.has(name)) return;
    const std::string near = suggest(c, name, [&] { return partitions.words(); });
    Finding& f =
        c.add("iam-arn-partition", part(c, v, arn, Arn::partition),
              (name.empty() ? std::string("The ARN names no partition") : "There is no partition " + shown(name)) + "; it is aws, aws-cn or aws-us-gov");
    const std::string right = near.empty() ? "aws" : near;
    std::string text = v.text;
    text.replace(arn.begins[Arn::partition], name.size(), right);
    if (!has_hole(text)) offer(f, replace_text(c, v.range, text, "Set the partition to " + right));
  });
}

void arn_service(Check& c) {
  each_arn(c, [&](const Value& v, const Arn& arn, const ArnUse&) {
    const std::string_view name = arn[Arn::service];
    if (name.empty()) {
      c.add("iam-arn-service", v.range, "The ARN names no service", {"access-analyzer:INVALID_SERVICE"});
      return;
    }
    if (!is_plain(name)) return;
    const std::string low = lower(name);
    std::string text = v.text;
    if (low != name) {
      Finding& f = c.add("iam-arn-service", part(c, v, arn, Arn::service), "The service of an ARN is written in lower case: " + low,
                         {"access-analyzer:INVALID_ARN_SERVICE_CASE"});
      text.replace(arn.begins[Arn::service], name.size(), low);
      if (!has_hole(text)) offer(f, replace_text(c, v.range, text, "Write it " + low));
      return;
    }
    if (known_arn_service(c, name)) return;
    const std::string near = suggest(c, name, [&] {
      std::vector<std::string_view> known;
      for (std::uint32_t i = 0; i < c.pack.service_count(); ++i) known.push_back(c.pack.service_at(i).prefix());
      return known;
    });
    Finding& f = c.add("iam-arn-service", part(c, v, arn, Arn::service),
                       "There is no service " + shown(name) + (near.empty() ? std::string(" in ARNs") : "; did you mean " + near + "?"),
                       {"access-analyzer:INVALID_SERVICE"});
    text.replace(arn.begins[Arn::service], name.size(), near);
    if (!near.empty() && !has_hole(text)) offer(f, replace_text(c, v.range, text, "Change it to " + near));
  });
}

void arn_region(Check& c) {
  Column regions(c, "regions");
  each_arn(c, [&](const Value& v, const Arn& arn, const ArnUse& use) {
    const std::string_view region = arn[Arn::region];
    if (is_plain(region) && !regions.has(region)) {
      const std::string near = suggest(c, region, [&] { return regions.words(); });
      Finding& f = c.add("iam-arn-region", part(c, v, arn, Arn::region),
                         "There is no region " + shown(region) + (near.empty() ? "" : "; did you mean " + near + "?"), {"access-analyzer:INVALID_ARN_REGION"});
      std::string text = v.text;
      text.replace(arn.begins[Arn::region], region.size(), near);
      if (!near.empty() && !has_hole(text)) offer(f, replace_text(c, v.range, text, "Change it to " + near));
      return;
    }
    if (!is_plain(region) && !region.empty()) return;
    const std::string service(arn[Arn::service]);
    if (!region.empty() && use.never_region) {
      Finding& f = c.add("iam-arn-region", part(c, v, arn, Arn::region), "ARNs of this resource of " + service + " have no region; leave it empty",
                         {"access-analyzer:ARN_REGION_NOT_ALLOWED"});
      std::string text = v.text;
      text.erase(arn.begins[Arn::region], region.size());
      if (!has_hole(text)) offer(f, replace_text(c, v.range, text, "Leave the region empty"));
    }
    if (region.empty() && use.always_region) {
      Finding& f = c.add("iam-arn-region", v.range, "ARNs of this resource of " + service + " have a region; name it, or put * for any",
                         {"access-analyzer:MISSING_ARN_REGION"});
      std::string text = v.text;
      text.insert(arn.begins[Arn::region], "*");
      if (!has_hole(text)) offer(f, replace_text(c, v.range, text, "Put * for any region"), false);
    }
  });
}

void arn_account(Check& c) {
  each_arn(c, [&](const Value& v, const Arn& arn, const ArnUse& use) {
    const std::string_view account = arn[Arn::account];
    if (!is_plain(account) && !account.empty()) return;
    const std::string service(arn[Arn::service]);
    if (!account.empty() && use.never_account) {
      Finding& f = c.add("iam-arn-account", part(c, v, arn, Arn::account), "ARNs of this resource of " + service + " have no account; leave it empty",
                         {"access-analyzer:ARN_ACCOUNT_NOT_ALLOWED"});
      std::string text = v.text;
      text.erase(arn.begins[Arn::account], account.size());
      if (!has_hole(text)) offer(f, replace_text(c, v.range, text, "Leave the account empty"));
      return;
    }
    if (account.empty()) {
      if (!use.always_account) return;
      Finding& f = c.add("iam-arn-account", v.range, "ARNs of this resource of " + service + " have an account; name its 12 digits, or put * for any",
                         {"access-analyzer:MISSING_ARN_ACCOUNT"});
      std::string text = v.text;
      text.insert(arn.begins[Arn::account], "*");
      if (!has_hole(text)) offer(f, replace_text(c, v.range, text, "Put * for any account"), false);
      return;
    }
    if (is_account(account) || account == "aws" || account == "cloudfront") return;
    if (use.known && !use.always_account) return;
    c.add("iam-arn-account", part(c, v, arn, Arn::account), shown(account) + " is not an account; it has 12 digits", {"access-analyzer:INVALID_ARN_ACCOUNT"});
  });
}

void arn_resource(Check& c) {
  each_arn(c, [&](const Value& v, const Arn& arn, const ArnUse& use) {
    if (!is_plain(arn[Arn::service]) || lower(arn[Arn::service]) != arn[Arn::service]) return;
    if (!use.known || use.fits) return;
    std::vector<std::string> shapes;
    if (const pack::IamService service = c.pack.service(arn[Arn::service]))
      for (const pack::ArnType& type : service.arn_types())
        if (shapes.size() < 4) shapes.emplace_back(example_arn(type.arn(), false));
    const pack::IamService known = c.pack.service(arn[Arn::service]);
    const std::string right = known && is_plain(arn[Arn::resource]) ? right_kind(known, arn[Arn::resource]) : std::string();
    Finding& f = c.add("iam-arn-resource", part(c, v, arn, Arn::resource),
                       shown(arn[Arn::resource]) + " fits no resource of " + std::string(arn[Arn::service]) +
                           (shapes.empty() ? std::string() : "; its ARNs look like " + joined(shapes, " or ")));
    std::string text = v.text;
    text.replace(arn.begins[Arn::resource], std::string::npos, right);
    if (!right.empty() && !has_hole(text)) offer(f, replace_text(c, v.range, text, "Change it to " + right));
  });
}

}  // namespace cribsheet::rules::iam
