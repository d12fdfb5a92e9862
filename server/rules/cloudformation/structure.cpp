// The template as a whole: names, how much of everything, its transforms, mappings and outputs.
#include <algorithm>
#include <fmt/format.h>

#include "model/edits.h"
#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/gives.h"
#include "rules/cloudformation/mends.h"
#include "rules/cloudformation/names.h"
#include "rules/nearest.h"

namespace cribsheet::rules::cloudformation {
namespace {

bool alphanumeric(std::string_view name) {
  return !name.empty() &&
         std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

struct Names {
  std::string_view section;
  std::string_view what;
  std::string_view shape_code;   // cfn-lint's for the form of the name: of the section
  std::string_view name_code;    // and of its names
  std::string_view length_code;  // and for its length
  std::string_view extra;        // characters allowed besides letters and digits
  std::string_view near_code;    // cfn-lint's for a name near the limit
};
constexpr Names kNames[] = {
    {"Resources", "resource", "E3001", "E3006", "E3006", "", "I3012"}, {"Parameters", "parameter", "E2001", "E2003", "E2011", "", "I2011"},
    {"Outputs", "output", "E6001", "E6004", "E6011", "", "I6011"},     {"Mappings", "mapping", "E7001", "E7002", "E7002", "", "I7002"},
    {"Conditions", "condition", "E8001", "E8001", "E8001", "&_", ""},  {"Rules", "rule", "E1700", "E1700", "E1700", "", ""},
};

// my-topic -> MyTopic
std::string plain_name(std::string_view name) {
  std::string plain;
  bool capital = name.find_first_of("-_ .") != std::string_view::npos;
  for (const char c : name) {
    const bool letter = alphanumeric(std::string_view(&c, 1));
    if (letter) plain += capital && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    capital = !letter;
  }
  return plain;
}

void check_name(const View& view, const Names& names, Node key, Report& report) {
  std::string_view name = key.text();
  if (name.starts_with("Fn::") || name.empty()) return;
  std::string letters(name);
  std::erase_if(letters, [&](char c) { return names.extra.find(c) != std::string_view::npos; });
  if (names.section == "Resources" && view.outline.language_extensions && name.find("${") != std::string_view::npos) return;
  // A resource of a module is reached as Module.Resource.
  if (!letters.empty() && !alphanumeric(letters) && name.find("${") == std::string_view::npos) {
    Finding& finding =
        report.add("logical-name", key.range(), fmt::format("The name of a {} has only letters and digits (A-Z, a-z, 0-9); {} has others", names.what, name));
    finding.also = {"cfn-lint:" + std::string(names.shape_code), "cfn-lint:" + std::string(names.name_code)};
    offer_new_name(view, key, plain_name(name), finding);
  }
  if (name.size() > 255) {
    Finding& finding =
        report.add("logical-name", key.range(), fmt::format("The name of a {} has at most 255 characters; this has {}", names.what, name.size()));
    finding.also = {"cfn-lint:" + std::string(names.length_code), "cfn-lint:" + std::string(names.shape_code)};
  } else if (name.size() > 229 && !names.near_code.empty()) {
    report.add("logical-name", key.range(), fmt::format("This name has {} characters; the limit is 255", name.size()), Severity::hint).also = {
        "cfn-lint:" + std::string(names.near_code)};
  }
}

struct Limit {
  std::string_view section;
  std::size_t most;
  std::string_view code;
  std::string_view near_code;
};
constexpr Limit kLimits[] = {
    {"Resources", 500, "E3010", "I3010"}, {"Parameters", 200, "E2010", "I2010"}, {"Mappings", 200, "E7010", "I7010"}, {"Outputs", 200, "E6010", "I6010"}};

void check_limit(Node section, const Limit& limit, Report& report) {
  const std::size_t count = section.value().child_count();
  if (count > limit.most) {
    report.add("template-limit", section.key().range(), fmt::format("A template has at most {} {}; this has {}", limit.most, limit.section, count)).also = {
        "cfn-lint:" + std::string(limit.code)};
  } else if (count * 10 > limit.most * 9) {
    report.add("template-limit", section.key().range(), fmt::format("This has {} {}; the limit is {}", count, limit.section, limit.most), Severity::hint)
        .also = {"cfn-lint:" + std::string(limit.near_code)};
  }
}

constexpr std::size_t kMostBytes = 1'000'000;
constexpr std::size_t kMostDescription = 1024;

void cut(Node text, Finding& finding) {
  std::size_t end = kMostDescription;
  while (end > 0 && (static_cast<unsigned char>(text.text()[end]) & 0xC0) == 0x80) --end;
  if (auto edit = model::replacement(text, model::text_value(text.text().substr(0, end))))
    finding.fixes.push_back({"Cut it to 1024 bytes", {std::move(*edit)}, false});
}

void check_size(const View& view, Report& report) {
  const std::size_t bytes = view.input.document.text().size();
  const Range first = view.input.document.lines.line(0);
  if (bytes > kMostBytes)
    report.add("template-limit", first, fmt::format("A template has at most 1 MB (1,000,000 bytes); this has {}", bytes)).also = {"cfn-lint:E1002"};
  else if (bytes * 10 > kMostBytes * 9)
    report.add("template-limit", first, fmt::format("This template has {} bytes; the limit is 1,000,000", bytes), Severity::hint).also = {"cfn-lint:I1002"};
  const Node description = view.outline.root.find("Description");
  if (model::is_intrinsic(description))
    report
        .add("function-not-allowed", description.range().empty() ? view.outline.root.find_entry("Description").key().range() : description.range(),
             "A template's Description is a fixed text; functions can't stand there")
        .also = {"cfn-lint:E1004"};
  if (!description.is_scalar()) return;
  const std::size_t length = description.text().size();
  if (length > kMostDescription) {
    Finding& finding = report.add("template-limit", description.range(), fmt::format("A template's Description has at most 1024 bytes; this has {}", length));
    finding.also = {"cfn-lint:E1003"};
    cut(description, finding);
  } else if (length * 10 > kMostDescription * 9)
    report.add("template-limit", description.range(), fmt::format("This Description has {} bytes; the limit is 1024", length), Severity::hint).also = {
        "cfn-lint:I1003"};
}

// Names that begin with AWS:: are AWS's own.
void check_own_transform(Node name, Report& report) {
  constexpr std::string_view kOwn[] = {"AWS::Serverless-2016-10-31",     "AWS::LanguageExtensions", "AWS::Include",
                                       "AWS::CodeDeployBlueGreen",       "AWS::CodeStar",           "AWS::SecretsManager-2020-07-23",
                                       "AWS::SecretsManager-2024-09-16", "AWS::CDK::Metadata",      "AWS::ServiceCatalog"};
  if (!name.is_scalar() || !name.text().starts_with("AWS::") || std::find(std::begin(kOwn), std::end(kOwn), name.text()) != std::end(kOwn)) return;
  const auto near = nearest(name.text(), {std::begin(kOwn), std::end(kOwn)});
  Finding& finding = report.add("transform-shape", name.range(), fmt::format("AWS has no transform {}{}", name.text(), did_you_mean(near)), Severity::warning);
  finding.also = {"cfn-lint:E1005"};
  offer(finding, content(name), near);
}

void check_transform(Node value, Range otherwise, Report& report) {
  const auto say = [&](Range range, std::string message) -> Finding& {
    Finding& finding = report.add("transform-shape", range.empty() ? otherwise : range, std::move(message));
    finding.also = {"cfn-lint:E1005"};
    return finding;
  };
  value = value.resolved();
  check_own_transform(value.is_mapping() ? value.find("Name") : value, report);
  if (value.is_scalar() && value.tag().empty() && (value.style() != syntax::Style::plain || syntax::scalar_type(value) != syntax::ScalarType::null) &&
      !value.text().empty())
    return;
  if (!value.is_mapping() || model::is_intrinsic(value)) {
    say(value.range(), "A transform is a name, or a mapping with Name and Parameters");
    return;
  }
  std::vector<std::string_view> free;
  for (const std::string_view key : {"Name", "Parameters"})
    if (!value.find_entry(key)) free.push_back(key);
  Node misspelt;
  for (const Node entry : value.children()) {
    if (entry.key().is("Name") || entry.key().is("Parameters") || entry.key().text().starts_with("Fn::")) continue;
    const auto near = nearest(entry.key().text(), free);
    Finding& finding = say(entry.key().range(), fmt::format("A transform has Name and Parameters, not {}", entry.key().text()));
    if (near.empty()) offer_removal(finding, entry);
    else offer_name(finding, entry.key(), near.front());
    if (!near.empty() && near.front() == "Name") misspelt = entry.key();
  }
  if (value.find_entry("Name")) return;
  Finding& finding = say(value.range(), "A transform written as a mapping needs its Name");
  if (misspelt) offer_name(finding, misspelt, "Name");
  else offer_entry(finding, value, "Name", "");
}

}  // namespace

void check_names_and_limits(const View& view, Report& report) {
  if (!view.outline.root.is_mapping()) return;
  for (const Node section : view.outline.root.children()) {
    if (!section.value().is_mapping()) continue;
    for (const Names& names : kNames)
      if (section.key().is(names.section))
        for (const Node entry : section.value().children()) check_name(view, names, entry.key(), report);
    for (const Limit& limit : kLimits)
      if (section.key().is(limit.section)) check_limit(section, limit, report);
  }
  check_size(view, report);
}

void check_transforms(const View& view, Report& report) {
  const Node entry = view.outline.root.find_entry("Transform");
  if (!entry) return;
  const Node value = entry.value().resolved();
  if (value.is_sequence())
    for (const Node item : value.children()) check_transform(item, entry.key().range(), report);
  else check_transform(value, entry.key().range(), report);
  for (const Call& call : view.calls)
    if (call.section == Section::transform && call.parent < 0 && !call.is("Fn::Transform"))
      report.add("function-not-allowed", call.function.name_range, fmt::format("{} can't stand in Transform; its names are fixed", call.function.name)).also = {
          "cfn-lint:E1005"};
}

void check_mappings(const View& view, Report& report) {
  const auto say = [&](Node node, Range otherwise, std::string message) {
    report.add("mapping-shape", node.range().empty() ? otherwise : node.range(), std::move(message)).also = {"cfn-lint:E7001"};
  };
  for (const Named& mapping : view.outline.mappings) {
    const Node keys = mapping.entry.value().resolved();
    if (mapping.id.starts_with("Fn::") || model::is_intrinsic(keys)) continue;
    if (keys.is_sequence()) continue;  // the shape says so
    if (!keys.is_mapping()) {
      say(keys, mapping.key.range(), fmt::format("The mapping {} has two levels of keys, and then the values", mapping.id));
      continue;
    }
    for (const Node first : keys.children()) {
      if (first.key().text().starts_with("Fn::")) continue;
      const Node second = first.value().resolved();
      if (!second.is_mapping()) {
        say(second, first.key().range(), fmt::format("{} needs a second level of keys before its values", first.key().text()));
        continue;
      }
      if (model::is_intrinsic(second)) continue;
      for (const Node entry : second.children()) {
        const Node value = entry.value().resolved();
        if (entry.key().text().starts_with("Fn::") || view.call_at(value) != nullptr) continue;
        if (entry.key().is_scalar() && !alphanumeric(entry.key().text()) && entry.key().text().find("${") == std::string_view::npos &&
            !view.outline.language_extensions)
          report
              .add("mapping-shape", entry.key().range(),
                   fmt::format("The second key of a mapping has only letters and digits; {} has others", entry.key().text()))
              .also = {"cfn-lint:E7001", "cfn-lint:E7002"};
        if (value.is_sequence())
          for (const Node item : value.children())
            if (item.resolved().is_mapping() && !model::is_intrinsic(item.resolved()))
              say(item, entry.key().range(), "A list in a mapping holds texts and numbers");
        if (value.is_mapping() || value.is_missing()) say(value, entry.key().range(), "A value in a mapping is a text, a number or a list of them");
      }
    }
  }
}

namespace {

// A key that a parameter gives: with its default the stack must work.
void check_key_default(const View& view, const Call& call, Node level, const Call& key, std::string_view where, Report& report) {
  if (!key.is("Ref") || !key.function.argument.is_scalar() || call.function.argument.child_count() > 3) return;
  const Parameter* parameter = view.outline.parameter(key.function.argument.text());
  if (parameter == nullptr || parameter->from_ssm() || !parameter->default_value.is_scalar() || !level.is_mapping() || level.child_count() == 0) return;
  for (const Node entry : level.children())
    if (entry.key().is(parameter->default_value.text()) || entry.key().text().starts_with("Fn::")) return;
  if (parameter->default_value.text().empty()) return;
  Finding& finding =
      report.add("unresolved-mapping", key.function.node.range().empty() ? key.function.name_range : key.function.node.range(),
                 fmt::format("{} has no key {}, which is the default of {}", where, parameter->default_value.text(), parameter->id), Severity::warning);
  finding.also = codes_around(view, call, "E1011");
  finding.related.push_back({"", parameter->default_value.range(), 0, "the default"});
}

// The mapping below a key that is written out; nothing where it can't be known, and a finding where it is not there.
Node find_key(const View& view, const Call& call, Node level, Node key, std::string_view where, Report& report) {
  if (view.call_at(key) != nullptr) check_key_default(view, call, level, *view.call_at(key), where, report);
  if (!key.is_scalar() || view.call_at(key) != nullptr || key.text().find("${") != std::string_view::npos) return {};
  if (const Node found = level.find(key.text())) return found.resolved();
  std::vector<std::string_view> names;
  for (const Node entry : level.children()) {
    if (entry.key().text().starts_with("Fn::")) return {};
    names.push_back(entry.key().text());
  }
  if (call.function.argument.child_count() > 3) return {};  // a default value stands by
  const auto near = nearest(key.text(), names);
  Finding& finding = report.add("unresolved-mapping", key.range(), fmt::format("{} has no key {}{}", where, key.text(), did_you_mean(near)));
  finding.also = codes_around(view, call, "E1011");
  offer(finding, content(key), near);
  return {};
}

}  // namespace

void check_find_in_map(const View& view, const Part& part, Report& report) {
  if (view.outline.macros || view.outline.open_mappings) return;
  for (const Call& call : part.calls) {
    if (!call.is("Fn::FindInMap") || !call.function.argument.is_sequence() || call.function.argument.child_count() < 3) continue;
    const Node name = call.function.argument.first_child();
    if (!name.is_scalar() || view.call_at(name) != nullptr || view.loop_variable(call, name.text()) || name.text().find("${") != std::string_view::npos)
      continue;
    const Named* mapping = view.outline.mapping(name.text());
    if (mapping == nullptr) {
      if (call.function.argument.child_count() > 3) continue;
      const auto near = nearest(name.text(), mapping_names(view.outline));
      Finding& finding = report.add("unresolved-mapping", name.range(), fmt::format("No mapping is called {}{}", name.text(), did_you_mean(near)));
      finding.also = codes_around(view, call, "E1011");
      offer(finding, content(name), near);
      continue;
    }
    const Node keys = mapping->entry.value().resolved();
    if (!keys.is_mapping() || keys.find_entry("Fn::Transform")) continue;
    const Node first = name.next_sibling();
    const Node second = first.next_sibling();
    if (const Node below = find_key(view, call, keys, first, fmt::format("The mapping {}", mapping->id), report)) {
      if (below.is_mapping()) find_key(view, call, below, second, fmt::format("{} in the mapping {}", first.text(), mapping->id), report);
    } else if (view.call_at(first) != nullptr && second.is_scalar() && view.call_at(second) == nullptr) {
      // The first key is worked out; the second must be there at least once.
      bool found = false, known = true;
      for (const Node entry : keys.children()) {
        known = known && entry.value().resolved().is_mapping() && !entry.key().text().starts_with("Fn::");
        found = found || entry.value().resolved().find_entry(second.text());
      }
      if (known && !found && keys.child_count() > 0 && call.function.argument.child_count() == 3 && second.text().find("${") == std::string_view::npos)
        report.add("unresolved-mapping", second.range(), fmt::format("No key of the mapping {} has {}", mapping->id, second.text())).also =
            codes_around(view, call, "E1011");
    }
  }
}

namespace {

// The name of an export is fixed before there are resources.
void check_export_name(const View& view, const Call& call, Report& report) {
  std::string_view resource;
  if (call.is("Ref") && view.outline.resource(call.function.argument.text()) != nullptr) resource = call.function.argument.text();
  else if (call.is("Fn::GetAtt")) resource = call.function.argument.is_sequence() ? call.function.argument.first_child().text() : call.function.argument.text();
  if (resource.empty()) return;
  report
      .add("function-not-allowed", call.function.node.range().empty() ? call.function.name_range : call.function.node.range(),
           fmt::format("An export's name can't come from a resource ({}); use parameters and pseudo parameters such as AWS::StackName", resource))
      .also = {"cfn-lint:E6102"};
}

}  // namespace

void check_outputs(const View& view, Report& report) {
  if (view.outline.macros) return;
  for (const Call& call : view.calls)
    if (call.section == Section::outputs && call.attribute == "Export") check_export_name(view, call, report);
  for (const Named& output : view.outline.outputs) {
    const auto list_given = [&](Node node, std::string_view what, std::string_view code) {
      const Call* call = view.call_at(node.resolved());
      if (call == nullptr) return;
      const Given given = gives(view, *call);
      if (given.types == 0 || (given.types & gives_text)) return;
      Finding& finding = report.add("function-result", call->function.node.range().empty() ? call->function.name_range : call->function.node.range(),
                                    fmt::format("{} gives {}; {} is a text{}", call->function.name, given.types & gives_list ? "a list" : "no text", what,
                                                given.types & gives_list ? ": put it in Fn::Join or Fn::Select" : ""));
      finding.also = {"cfn-lint:" + std::string(code)};
      if (given.types & gives_list) {
        const bool json = view.input.document.tree->language() == syntax::Language::json;
        offer_inside(finding, call->function.node, "Join", json ? "\",\", " : "',', ", "", "Put them together with Fn::Join");
        offer_inside(finding, call->function.node, "Select", "0, ", "", "Take the first with Fn::Select");
      }
    };
    const Node description = output.body.find("Description");
    if (view.call_at(description.resolved()) != nullptr)
      report
          .add("function-not-allowed", description.range().empty() ? output.key.range() : description.range(),
               "An output's Description is a fixed text; functions can't stand there")
          .also = {"cfn-lint:E6003"};
    else if (description.is_scalar() && description.text().size() > 1024) {
      Finding& finding = report.add("template-limit", description.range(),
                                    fmt::format("An output's Description has at most 1024 bytes; this has {}", description.text().size()));
      finding.also = {"cfn-lint:E6011"};
      cut(description, finding);
    }
    list_given(output.body.find("Value"), "an output's Value", "E6101");
    list_given(output.body.find("Export").find("Name"), "an export's Name", "E6102");
  }
  for (const Call& call : view.calls)
    if (call.section == Section::outputs && call.is("Fn::ImportValue"))
      report.add("imported-output", call.function.name_range, "This output passes on another stack's export; whoever needs it can import that directly");
}

}  // namespace cribsheet::rules::cloudformation
