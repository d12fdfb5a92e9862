// Texts: Fn::Sub that is missing or not needed, dynamic references, pseudo parameters written as plain text.
#include <algorithm>
#include <fmt/format.h>

#include "kinds/kind.h"
#include "model/edits.h"
#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/mends.h"
#include "rules/cloudformation/names.h"

namespace cribsheet::rules::cloudformation {
namespace {

// Where a scalar stands: its section, the resource, and whether a function holds it directly.
struct Place {
  std::string_view section;
  std::string_view attribute;  // of the resource or output
  const Resource* resource = nullptr;
  bool in_sub = false, in_ref = false, is_key = false;
};

Place place_of(const Template& outline, Node node) {
  Place place;
  std::vector<std::string_view> keys;
  if (node.parent().kind() == syntax::NodeKind::entry && node.parent().key() == node) place.is_key = true;
  bool first = true;
  for (Node at = node; at; at = at.parent()) {
    if (at.tag() == "!Sub") place.in_sub = true;
    if (first && (at.tag() == "!Ref" || at.tag() == "!GetAtt" || at.tag() == "!Condition")) place.in_ref = true;
    first = false;
    if (at.kind() == syntax::NodeKind::entry) {
      const std::string_view key = at.key().text();
      if (key == "Fn::Sub") place.in_sub = true;
      if ((key == "Ref" || key == "Fn::GetAtt") && (at.value() == node || at.value() == node.parent())) place.in_ref = true;
      keys.push_back(key);
    }
  }
  if (!keys.empty()) place.section = keys.back();
  if (keys.size() >= 3) place.attribute = keys[keys.size() - 3];
  if (place.section == "Resources") place.resource = outline.resource_of(node);
  return place;
}

// The property of the resource that a node belongs to.
std::string_view property_of(Node node) {
  for (Node at = node; at; at = at.parent())
    if (at.kind() == syntax::NodeKind::entry && at.parent().parent().kind() == syntax::NodeKind::entry && at.parent().parent().key().is("Properties"))
      return at.key().text();
  return {};
}

template <class Visit>
void each_scalar(const View& view, const Part& part, Visit&& visit) {
  const syntax::Tree& tree = *view.input.document.tree;
  for (std::uint32_t id = part.first_node; id < part.behind_node; ++id) {
    const Node node(&tree, id);
    if (node.kind() == syntax::NodeKind::document) return;
    if (node.is_scalar()) visit(node);
  }
}

// ---- Fn::Sub -------------------------------------------------------------------------------------------------------------

void check_needed(const View& view, Node node, Report& report) {
  if (node.tag() == "!Sub" || node.text().find("${") == std::string_view::npos) return;
  const Place place = place_of(view.outline, node);
  if (place.in_sub || place.is_key || (place.section != "Resources" && place.section != "Outputs")) return;
  if (place.section == "Resources" &&
      (place.resource == nullptr || place.attribute != "Properties" || place.resource->properties.find_entry("DefinitionSubstitutions")))
    return;
  if (place.resource != nullptr && (!place.resource->loop.empty() || property_of(node) == "TemplateBody")) return;
  for (const model::SubPart& part : model::sub_parts(node)) {
    if (part.literal || !part.closed) continue;
    const std::string_view head = std::string_view(part.text).substr(0, part.text.find('.'));
    const bool meant = is_pseudo_parameter(part.text) || view.outline.parameter(part.text) != nullptr ||
                       (view.outline.resource(head) != nullptr && !view.outline.open_resources);
    if (!meant) continue;
    Finding& finding = report.add("sub-missing", part.range, fmt::format("${{{}}} is replaced only inside Fn::Sub; here it stays as it is written", part.text));
    const bool tagged = !node.tag().empty() || view.input.document.tree->language() == syntax::Language::json;
    if (!tagged) finding.fixes.push_back({"Put !Sub before the text", {{{node.range().begin, node.range().begin}, "!Sub "}}, true});
    return;
  }
}

void check_not_needed(const View& view, const Call& call, Report& report) {
  const Node argument = call.function.argument;
  const Node text = argument.is_sequence() ? argument.first_child() : argument;
  if (!text.is_scalar() || text.text().empty()) return;
  const auto parts = model::sub_parts(text);
  if (parts.empty() && argument.is_scalar()) {
    Finding& finding = report.add("sub-not-needed", call.function.name_range, "This text has no ${...}, so Fn::Sub does nothing");
    finding.unnecessary = true;
    if (call.function.short_form && view.input.document.tree->language() == syntax::Language::yaml) {
      const Range tag = call.function.node.tag_range();
      finding.fixes.push_back({"Take !Sub away", {{{tag.begin, std::max(tag.end, text.range().begin)}, ""}}, true});
    }
    return;
  }
  if (!argument.is_sequence()) return;
  const Node variables = text.next_sibling().resolved();
  if (!variables.is_mapping() || model::is_intrinsic(variables)) return;
  for (const Node entry : variables.children()) {
    const bool used = std::any_of(parts.begin(), parts.end(), [&](const model::SubPart& part) {
      return !part.literal && (part.text == entry.key().text() || part.text.substr(0, part.text.find('.')) == entry.key().text());
    });
    if (used || entry.key().text().starts_with("Fn::")) continue;
    Finding& finding =
        report.add("sub-variable-unused", entry.key().range(), fmt::format("The text has no ${{{}}}, so this value is used nowhere", entry.key().text()));
    finding.unnecessary = true;
    if (variables.child_count() > 1) offer_removal(finding, entry);
    else if (const std::string_view bare = source(text); argument.style() == syntax::Style::flow && bare.find('\n') == std::string_view::npos)
      finding.fixes.push_back({fmt::format("Remove {}", entry.key().text()), {{argument.range(), std::string(bare)}}, false});
  }
}

void check_join(const View& view, const Call& call, Report& report) {
  if (!call.is("Fn::Join") || !call.function.argument.is_sequence() || !call.function.argument.first_child().is("")) return;
  const Node list = call.function.argument.first_child().next_sibling();
  if (!list.is_sequence() || model::is_intrinsic(list) || list.child_count() < 2) return;
  for (const Node item : list.children()) {
    const auto function = model::intrinsic(item);
    const bool simple = function ? (function->name == "Ref" && function->argument.is_scalar()) || function->name == "Fn::GetAtt"
                                 : item.is_scalar() && item.text().find("${") == std::string_view::npos;
    if (!simple) return;
  }
  Finding& finding = report.add("join-as-sub", call.function.name_range,
                                "Fn::Sub says the same in one text: ${Name} where the Ref stands, ${Name.Attribute} where the Fn::GetAtt stands");
  const kinds::Kind* kind = kinds::kind(view.input.document.kind);
  if (kind == nullptr) return;
  for (kinds::Rewrite& rewrite : kind->rewrites(view.input.document, call.function.name_range, view.input.pack))
    if (rewrite.title == "Write the Join as a Sub") finding.fixes.push_back({std::move(rewrite.title), std::move(rewrite.edits), true});
}

// ---- dynamic references --------------------------------------------------------------------------------------------------

// Properties that take {{resolve:ssm-secure:...}}.
constexpr std::string_view kSecure[] = {"AWS::DirectoryService::MicrosoftAD.Password",
                                        "AWS::DirectoryService::SimpleAD.Password",
                                        "AWS::ElastiCache::ReplicationGroup.AuthToken",
                                        "AWS::IAM::User.LoginProfile",
                                        "AWS::KinesisFirehose::DeliveryStream.RedshiftDestinationConfiguration",
                                        "AWS::OpsWorks::App.AppSource",
                                        "AWS::OpsWorks::Stack.CustomCookbooksSource",
                                        "AWS::OpsWorks::Stack.RdsDbInstances",
                                        "AWS::RDS::DBCluster.MasterUserPassword",
                                        "AWS::RDS::DBInstance.MasterUserPassword",
                                        "AWS::Redshift::Cluster.MasterUserPassword"};

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t colon = text.find(':');
    parts.push_back(text.substr(0, colon));
    if (colon == std::string_view::npos) return parts;
    text.remove_prefix(colon + 1);
  }
}

void check_dynamic(const View& view, Node node, std::string_view reference, Range range, Report& report) {
  const auto say = [&](std::string_view code, std::string message) -> Finding& {
    Finding& finding = report.add("dynamic-reference", range, std::move(message));
    finding.also = {"cfn-lint:" + std::string(code)};
    return finding;
  };
  const Place place = place_of(view.outline, node);
  if (reference.find("${") != std::string_view::npos) return;  // worked out by Fn::Sub
  if (reference.find(' ') != std::string_view::npos) {
    Finding& finding = report.add("dynamic-reference", range, "A dynamic reference has no spaces in it", Severity::warning);
    finding.also = {"cfn-lint:W1053"};
    std::string tight(reference);
    std::erase(tight, ' ');
    finding.fixes.push_back({"Take the spaces out", {{range, "{{" + tight + "}}"}}, true});
    return;
  }
  const auto parts = split(reference);
  const std::string_view service = parts.size() > 1 ? parts[1] : std::string_view{};
  if (service != "ssm" && service != "ssm-secure" && service != "secretsmanager") {
    Finding& finding =
        say("E1050", fmt::format("A dynamic reference reads from ssm, ssm-secure or secretsmanager, not {}", service.empty() ? "nothing" : service));
    if (parts.size() > 2)
      for (const std::string_view right : {"ssm", "secretsmanager"})
        finding.fixes.push_back(
            {fmt::format("Read it from {}", right), {{range, fmt::format("{{{{resolve:{}{}}}}}", right, reference.substr(8 + service.size()))}}, false});
    return;
  }
  if (parts.size() < 3 || parts[2].empty()) {
    say("E1050", fmt::format("This dynamic reference names nothing: {{{{resolve:{}:name}}}}", service));
    return;
  }
  if (service != "secretsmanager" && parts.size() > 4)
    say("E1050", fmt::format("{} takes a name and perhaps a version: {{{{resolve:{}:name:version}}}}", service, service));
  const bool in_properties = place.section == "Resources" && place.attribute == "Properties";
  if (service == "secretsmanager" && !in_properties && place.section != "Outputs" && place.section != "Metadata" && place.section != "Resources") {
    say("E1051", "Secrets can be read only in the properties of resources");
  } else if (service == "secretsmanager" && !in_properties) {
    say("E1051", "Secrets can be read only in the properties of resources; elsewhere they would be shown");
  }
  if (service == "ssm" && place.section != "Resources" && place.section != "Outputs" && place.section != "Parameters" && place.section != "Metadata")
    say("E1052", fmt::format("ssm references are not read in {}", place.section));
  if (service == "ssm-secure" && in_properties && place.resource != nullptr) {
    const std::string at = std::string(place.resource->type) + "." + std::string(property_of(node));
    if (std::find(std::begin(kSecure), std::end(kSecure), at) == std::end(kSecure))
      say("E1027", fmt::format("ssm-secure is not supported for {}; use secretsmanager", at));
  }
  if (service == "secretsmanager" && in_properties && property_of(node).ends_with("SecretArn"))
    report.add("dynamic-reference", range, fmt::format("{} takes the secret's ARN; this reads the secret itself", property_of(node)), Severity::warning)
        .also = {"cfn-lint:W1051"};
}

void check_dynamic_references(const View& view, Node node, Report& report) {
  const std::string_view text = node.text();
  for (std::size_t at = text.find("{{resolve:"); at != std::string_view::npos; at = text.find("{{resolve:", at + 1)) {
    const std::size_t end = text.find("}}", at);
    if (end == std::string_view::npos) return;
    const Range range = node.map().to_source(Range{static_cast<Offset>(at), static_cast<Offset>(end + 2)});
    check_dynamic(view, node, text.substr(at + 2, end - at - 2), range, report);
  }
}

// ---- plain texts that should be references -----------------------------------------------------------------------------------

void check_pseudo(const View& view, Node node, Report& report) {
  if (!node.text().starts_with("AWS::") || !is_pseudo_parameter(node.text())) return;
  const Place place = place_of(view.outline, node);
  if (place.in_ref || place.in_sub || place.is_key || (place.section != "Resources" && place.section != "Outputs" && place.section != "Conditions")) return;
  if (place.section == "Resources" && place.attribute == "Metadata") return;
  Finding& finding =
      report.add("pseudo-parameter-as-text", node.range(), fmt::format("{} here is only a text; write !Ref {} for its value", node.text(), node.text()));
  if (view.input.document.tree->language() == syntax::Language::yaml && node.tag().empty())
    finding.fixes.push_back({"Make it a reference", {{{node.range().begin, node.range().begin}, "!Ref "}}, true});
}

// Inside a Fn::Sub the text alone changes.
void offer_open(Finding& finding, Node text, std::string title, const std::string& open) {
  const Range content = text.map().to_source(Range{0, static_cast<Offset>(text.text().size())});
  if (content.size() == text.text().size()) finding.fixes.push_back({std::move(title), {{content, open}}, false});
}

void check_arn(const View& view, Node node, Report& report) {
  const std::string_view text = node.text();
  if (!text.starts_with("arn:aws:")) return;
  const Place place = place_of(view.outline, node);
  if (place.is_key || place.section != "Resources" || place.attribute != "Properties") return;
  const auto parts = split(text);
  if (parts.size() < 6) return;
  std::string fixed = "the partition aws";
  if (!parts[3].empty() && parts[3].find_first_of("*$") == std::string_view::npos) fixed += fmt::format(", the region {}", parts[3]);
  if (parts[4].size() == 12 && parts[4].find_first_not_of("0123456789") == std::string_view::npos) fixed += fmt::format(", the account {}", parts[4]);
  Finding& finding =
      report.add("hard-coded-arn", node.range(),
                 fmt::format("This ARN is tied to {}; ${{AWS::Partition}}, ${{AWS::Region}} and ${{AWS::AccountId}} in Fn::Sub keep it open", fixed));
  if (place.in_ref || (!place.in_sub && (text.find("${") != std::string_view::npos || !node.tag().empty()))) return;
  const auto offer = [&](std::string title, const std::string& open) {
    if (place.in_sub) return offer_open(finding, node, std::move(title), open);
    if (auto edit = model::replacement(node, "{\"Fn::Sub\": " + model::text_value(open) + "}"))
      finding.fixes.push_back({std::move(title), {std::move(*edit)}, false});
  };
  offer("Keep the partition open", "arn:${AWS::Partition}" + std::string(text.substr(7)));
  if (fixed.find(',') == std::string::npos) return;
  const bool region = fixed.find("region") != std::string::npos, account = fixed.find("account") != std::string::npos;
  offer("Keep all of it open", fmt::format("arn:${{AWS::Partition}}:{}:{}:{}:{}", parts[2], region ? "${AWS::Region}" : parts[3],
                                           account ? "${AWS::AccountId}" : parts[4], text.substr(static_cast<std::size_t>(parts[5].data() - text.data()))));
}

}  // namespace

void check_texts(const View& view, const Part& part, Report& report) {
  for (const Call& call : part.calls) {
    if (call.is("Fn::Sub")) check_not_needed(view, call, report);
    check_join(view, call, report);
  }
  if (view.outline.macros) return;
  each_scalar(view, part, [&](Node node) {
    if (node.text().find('{') != std::string_view::npos) {
      check_needed(view, node, report);
      check_dynamic_references(view, node, report);
    }
    check_pseudo(view, node, report);
    check_arn(view, node, report);
  });
}

}  // namespace cribsheet::rules::cloudformation
