// What people expect to be told about safety: secrets in the open, doors open to the world.
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "model/edits.h"
#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/look.h"
#include "rules/offer.h"

namespace cribsheet::rules::cloudformation {
namespace {

std::string lower(std::string_view text) {
  std::string copy(text);
  std::transform(copy.begin(), copy.end(), copy.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return copy;
}

bool names_a_secret(std::string_view name) {
  const std::string text = lower(name);
  for (const std::string_view word :
       {"password", "passwd", "secret", "apikey", "api_key", "accesskey", "access_key", "privatekey", "private_key", "authtoken", "auth_token", "token"})
    if (text.ends_with(word)) return true;
  return false;
}

bool no_echo(const Parameter& parameter) {
  const Node value = parameter.body.find("NoEcho");
  return value.is("true") || value.is("True") || value.is("TRUE") || value.is("yes");
}

bool looks_secret(std::string_view value) {
  return value.size() >= 4 && value.find("{{resolve:") == std::string_view::npos && value.find("${") == std::string_view::npos && !value.starts_with("arn:") &&
         !value.starts_with("/") && value.find("://") == std::string_view::npos;
}

constexpr std::string_view kPasswords[] = {"MasterUserPassword", "Password", "AdminPassword", "AuthToken", "MasterPassword", "LoginPassword"};

void check_password(const View& view, const Resource& resource, Node entry, Report& report) {
  const Node value = entry.value().resolved();
  const auto function = model::intrinsic(value);
  if (!function) {
    if (value.is_scalar() && looks_secret(value.text()))
      report
          .add("secret-in-plain-text", value.range(),
               "A password in the template can be read by whoever reads the template; use a dynamic reference to Secrets Manager")
          .entity = std::string(resource.type) + "." + std::string(entry.key().text());
    return;
  }
  if (function->name != "Ref" || !function->argument.is_scalar()) return;
  const Parameter* parameter = view.outline.parameter(function->argument.text());
  if (parameter == nullptr) return;
  if (!no_echo(*parameter)) {
    Finding& finding = report.add("secret-parameter-shown", value.range().empty() ? entry.key().range() : value.range(),
                                  fmt::format("The parameter {} holds a password but has no NoEcho: true, so it is shown in the console", parameter->id));
    finding.also = {"cfn-lint:W2501"};
    finding.related.push_back({"", parameter->key.range(), 0, "the parameter"});
    offer_setting(finding, parameter->body, "NoEcho", "true");
  } else {
    report.add("secret-by-parameter", value.range().empty() ? entry.key().range() : value.range(),
               "A dynamic reference ({{resolve:secretsmanager:...}}) keeps the password out of parameters altogether");
  }
}

}  // namespace

namespace {

// The output, or the entry of the metadata, goes.
void remove_shown(const View& view, const Call& call, Finding& finding) {
  if (call.section == Section::outputs) {
    for (const Named& output : view.outline.outputs)
      if (output.entry.value().range().contains(call.function.node.range().begin)) return offer_removal(finding, output.entry);
    return;
  }
  for (Node at = call.function.node; at; at = at.parent())
    if (at.kind() == syntax::NodeKind::entry && at.value() == call.function.node) return offer_removal(finding, at);
}

}  // namespace

void check_secrets(const View& view, const Part& part, Report& report) {
  for (const Resource& resource : part.resources) {
    if (!resource.type.starts_with("AWS::") || !resource.properties.is_mapping()) continue;
    for (const Node entry : resource.properties.children())
      if (std::find(std::begin(kPasswords), std::end(kPasswords), entry.key().text()) != std::end(kPasswords)) check_password(view, resource, entry, report);
    const Node variables = resource.properties.find("Environment").resolved().find("Variables").resolved();
    if (variables.is_mapping())
      for (const Node entry : variables.children()) {
        const Node value = entry.value().resolved();
        if (names_a_secret(entry.key().text()) && value.is_scalar() && !model::is_intrinsic(value) && looks_secret(value.text()))
          report.add("secret-in-plain-text", value.range(),
                     fmt::format("{} looks like a secret; whoever can read the function's settings or this template can read it", entry.key().text()));
      }
  }
  for (const Call& call : part.calls) {
    if (call.section != Section::outputs && !(call.section == Section::resources && call.attribute == "Metadata")) continue;
    if (!call.is("Ref") || !call.function.argument.is_scalar()) continue;
    const Parameter* parameter = view.outline.parameter(call.function.argument.text());
    if (parameter != nullptr && no_echo(*parameter))
      remove_shown(
          view, call,
          report.add("secret-shown", call.function.argument.range(),
                     fmt::format("{} is NoEcho, but {} show it in the clear", parameter->id, call.section == Section::outputs ? "outputs" : "metadata")));
  }
}

void check_secret_defaults(const View& view, Report& report) {
  for (const Parameter& parameter : view.outline.parameters)
    if (parameter.type == "String" && names_a_secret(parameter.id) && !parameter.body.find_entry("NoEcho") && parameter.default_value.is_scalar() &&
        looks_secret(parameter.default_value.text())) {
      Finding& finding = report.add("secret-in-plain-text", parameter.default_value.range(),
                                    fmt::format("The default of {} is a secret in plain text, and without NoEcho it is shown too", parameter.id));
      offer_removal(finding, parameter.body.find_entry("Default"));
      offer_setting(finding, parameter.body, "NoEcho", "true", false);
    }
}

void check_image_parameters(const View& view, Report& report) {
  for (const Call& call : view.calls) {
    if (call.section != Section::resources || !call.is("Ref") || !call.function.argument.is_scalar()) continue;
    const Node entry = call.function.node.parent();
    if (entry.kind() != syntax::NodeKind::entry || !entry.key().is("ImageId") || call.resource == nullptr || !call.resource->type.starts_with("AWS::EC2::"))
      continue;
    const Parameter* parameter = view.outline.parameter(call.function.argument.text());
    if (parameter == nullptr || (parameter->type != "String" && parameter->type != "CommaDelimitedList")) continue;
    Finding& finding = report.add(
        "image-parameter-type", parameter->body.find("Type").range(),
        fmt::format("{} is used as an image: with the type AWS::EC2::Image::Id, or AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>, CloudFormation checks it",
                    parameter->id));
    for (const std::string_view type : {"AWS::EC2::Image::Id", "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>"})
      offer_setting(finding, parameter->body, "Type", type, false);
  }
}

// ---- open to the world --------------------------------------------------------------------------------------------------------

namespace {

struct Port {
  long port;
  std::string_view what;
};
constexpr Port kClosed[] = {{22, "SSH"},        {3389, "remote desktop"}, {3306, "MySQL"},         {5432, "PostgreSQL"}, {1433, "SQL Server"},
                            {27017, "MongoDB"}, {6379, "Redis"},          {9200, "Elasticsearch"}, {23, "Telnet"}};

std::optional<long> number(const std::string& text) {
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

void check_ingress(const View& view, Node rule, Report& report) {
  for (const std::string_view key : {"CidrIp", "CidrIpv6"}) {
    for (const Seen& source : look(view, rule, {key})) {
      if (!source.fixed() || (source.text != "0.0.0.0/0" && source.text != "::/0")) continue;
      const std::string protocol = fixed_text(view, rule, {"IpProtocol"});
      const auto from = number(fixed_text(view, rule, {"FromPort"}));
      const auto to = number(fixed_text(view, rule, {"ToPort"}));
      if (protocol == "-1") {
        report.add("open-to-the-world", range_of(source, {}), "Every protocol and port is open to the whole internet; narrow the range or the ports");
      } else if (from && to) {
        for (const Port& port : kClosed)
          if (*from <= port.port && port.port <= *to) {
            report.add("open-to-the-world", range_of(source, {}),
                       fmt::format("{} (port {}) is open to the whole internet; narrow the range, or use Session Manager or a VPN", port.what, port.port));
            break;
          }
      }
    }
  }
}

}  // namespace

namespace {

// The bucket that the policy is on, and its objects.
void own_bucket(const Resource& policy, Node resource, Finding& finding) {
  const Node bucket = policy.properties.find("Bucket").resolved();
  const auto function = model::intrinsic(bucket);
  std::string whole, objects;
  if (function && function->name == "Ref" && function->argument.is_scalar()) {
    const std::string_view id = function->argument.text();
    whole = fmt::format(R"({{"Fn::Sub": "arn:${{AWS::Partition}}:s3:::${{{}}}"}})", id);
    objects = fmt::format(R"({{"Fn::Sub": "arn:${{AWS::Partition}}:s3:::${{{}}}/*"}})", id);
  } else if (!function && bucket.is_scalar()) {
    whole = model::text_value(fmt::format("arn:aws:s3:::{}", bucket.text()));
    objects = model::text_value(fmt::format("arn:aws:s3:::{}/*", bucket.text()));
  } else {
    return;
  }
  const bool item = resource.parent().is_sequence();
  if (auto edit = model::replacement(resource, item ? objects : "[" + whole + ", " + objects + "]"))
    finding.fixes.push_back({item ? "Name the bucket's objects" : "Name the bucket and its objects", {std::move(*edit)}, false});
}

}  // namespace

void check_bucket_policies(const View& view, Report& report) {
  for (const Resource* policy : view.of_type("AWS::S3::BucketPolicy"))
    for (const std::string_view key : {"Resource", "NotResource"})
      for (const Seen& resource : look(view, policy->properties, {"PolicyDocument", "Statement", "*", key, "*"})) {
        if (!resource.fixed() || resource.text.empty() || resource.text.starts_with("arn:") || resource.text.find("${") != std::string::npos ||
            resource.text.find("{{") != std::string::npos)
          continue;
        Finding& finding = report.add(
            "bucket-policy-resource", range_of(resource, policy->key.range()),
            fmt::format("S3 refuses '{}' here: a bucket's policy is about its own bucket (arn:aws:s3:::name) and the objects in it (arn:aws:s3:::name/*)",
                        resource.text));
        finding.entity = "AWS::S3::BucketPolicy.PolicyDocument";
        own_bucket(*policy, resource.place, finding);
      }
}

void check_open_doors(const View& view, Report& report) {
  for (const Resource* group : view.of_type("AWS::EC2::SecurityGroup"))
    for (const Seen& rule : look(view, group->properties, {"SecurityGroupIngress", "*"}))
      if (rule.node.is_mapping()) check_ingress(view, rule.node, report);
  for (const Resource* rule : view.of_type("AWS::EC2::SecurityGroupIngress"))
    if (rule->properties.is_mapping()) check_ingress(view, rule->properties, report);
  for (const Resource* bucket : view.of_type("AWS::S3::Bucket")) {
    for (const Seen& access : look(view, bucket->properties, {"AccessControl"})) {
      if (access.absent()) continue;
      const Node entry = bucket->properties.find_entry("AccessControl");
      if (access.is("PublicRead") || access.is("PublicReadWrite"))
        offer_removal(report.add("public-bucket", range_of(access, bucket->key.range()),
                                 access.is("PublicRead") ? "Anyone can list and read this bucket" : "Anyone can read, write and delete in this bucket"),
                      entry);
      if (entry)
        offer_removal(report.add("bucket-access-control", entry.key().range(),
                                 "AccessControl is an old way to grant access; a bucket policy does it, and new buckets have ACLs switched off"),
                      entry);
      break;
    }
  }
  for (const Resource* database : view.of_type("AWS::RDS::DBInstance"))
    for (const Seen& open : look(view, database->properties, {"PubliclyAccessible"}))
      if (open.fixed() && lower(open.text) == "true")
        offer_value(
            report.add("public-database", range_of(open, database->key.range()), "This database can be reached from the internet; keep it in private subnets"),
            open.place, "false", false);
}

}  // namespace cribsheet::rules::cloudformation
