// What each intrinsic function takes: how many arguments, of what type, made by which other functions.
#include <algorithm>
#include <fmt/format.h>
#include <span>

#include "model/edits.h"
#include "rules/cloudformation/checks.h"
#include "rules/cloudformation/gives.h"
#include "rules/cloudformation/look.h"
#include "rules/cloudformation/names.h"
#include "rules/offer.h"

namespace cribsheet::rules::cloudformation {
namespace {

using Names = std::span<const std::string_view>;

enum Takes : unsigned { text = 1, list = 2, object = 4, whole = 8, anything = 15 };

struct Argument {
  unsigned takes;   // Takes bits
  Names functions;  // which may stand there
};

constexpr std::string_view kNone[] = {""};
constexpr std::string_view kRefOrMap[] = {"Ref", "Fn::FindInMap"};
constexpr std::string_view kMapKey[] = {"Ref", "Fn::FindInMap", "Fn::Join", "Fn::Sub", "Fn::If", "Fn::Select", "Fn::Length", "Fn::ToJsonString"};
constexpr std::string_view kName[] = {"Ref", "Fn::Base64", "Fn::FindInMap", "Fn::If", "Fn::Join", "Fn::Sub", "Fn::ToJsonString", "Fn::Select"};
constexpr std::string_view kBase64[] = {
    "Ref",      "Fn::Base64", "Fn::Cidr",   "Fn::FindInMap", "Fn::GetAtt",      "Fn::GetStackOutput", "Fn::If", "Fn::ImportValue",
    "Fn::Join", "Fn::Length", "Fn::Select", "Fn::Sub",       "Fn::ToJsonString"};
constexpr std::string_view kCidr[] = {"Ref", "Fn::FindInMap", "Fn::GetAtt", "Fn::If", "Fn::ImportValue", "Fn::Select", "Fn::Sub", "Fn::Join"};
constexpr std::string_view kZones[] = {"Ref", "Fn::GetAtt", "Fn::If", "Fn::Join", "Fn::Select", "Fn::Sub", "Fn::FindInMap"};
constexpr std::string_view kImport[] = {"Ref", "Fn::Base64", "Fn::FindInMap", "Fn::If", "Fn::Join", "Fn::Select", "Fn::Sub"};
constexpr std::string_view kJoinList[] = {"Ref", "Fn::Cidr", "Fn::FindInMap", "Fn::GetAtt", "Fn::GetAZs", "Fn::If", "Fn::Split"};
constexpr std::string_view kJoinItem[] = {"Ref",    "Fn::Base64",      "Fn::FindInMap", "Fn::GetAtt", "Fn::GetStackOutput",
                                          "Fn::If", "Fn::ImportValue", "Fn::Join",      "Fn::Select", "Fn::Sub"};
constexpr std::string_view kSelectList[] = {"Ref", "Fn::Cidr", "Fn::FindInMap", "Fn::GetAtt", "Fn::GetAZs", "Fn::If", "Fn::Split"};
constexpr std::string_view kSelectItem[] = {"Ref",     "Fn::FindInMap", "Fn::GetAtt", "Fn::GetStackOutput", "Fn::If",
                                            "Fn::Sub", "Fn::Join",      "Fn::Select", "Fn::ImportValue"};
constexpr std::string_view kIndex[] = {"Ref", "Fn::FindInMap", "Fn::Length"};
constexpr std::string_view kSplit[] = {"Ref",    "Fn::Base64",      "Fn::FindInMap", "Fn::GetAtt", "Fn::GetAZs",
                                       "Fn::If", "Fn::ImportValue", "Fn::Join",      "Fn::Select", "Fn::Sub"};
constexpr std::string_view kSubValue[] = {"Ref",    "Fn::Base64",      "Fn::FindInMap", "Fn::GetAtt", "Fn::GetAZs", "Fn::GetStackOutput",
                                          "Fn::If", "Fn::ImportValue", "Fn::Join",      "Fn::Select", "Fn::Sub",    "Fn::ToJsonString"};
constexpr std::string_view kOutput[] = {"Ref", "Fn::Base64", "Fn::FindInMap", "Fn::GetAtt", "Fn::If", "Fn::ImportValue", "Fn::Join", "Fn::Select", "Fn::Sub"};
constexpr std::string_view kLength[] = {"Ref", "Fn::FindInMap", "Fn::Split", "Fn::If", "Fn::GetAZs", "Fn::Cidr"};
constexpr std::string_view kJsonString[] = {"Ref", "Fn::FindInMap", "Fn::GetAtt", "Fn::GetAZs", "Fn::If", "Fn::Select", "Fn::Split"};

std::string short_name(std::string_view name) { return std::string(name); }

// One function's check: its call, its code in cfn-lint, and where findings go.
class Checker {
 public:
  Checker(const View& view, const Call& call, std::string_view code, Report& report) : view_(view), call_(call), code_(code), report_(report) {}

  Node argument() const { return call_.function.argument; }

  Finding& say(Range range, std::string message) {
    Finding& finding = report_.add("function-argument", range, std::move(message));
    finding.also = codes_around(view_, call_, code_);
    finding.entity = call_.function.name;
    return finding;
  }

  // The function's own list; nothing where it is none (said already) or of the wrong length.
  bool is_list(std::size_t least, std::size_t most, std::string_view what) {
    const Node node = argument();
    if (nested() || !node.is_sequence()) {
      say(range_of(node), fmt::format("{} takes a list: {}", call_.function.name, what));
      return false;
    }
    const std::size_t count = node.child_count();
    if (count >= least && count <= most) return true;
    complete(node, least, say(range_of(node), fmt::format("{} takes {}; here {} {}", call_.function.name, what, count == 1 ? "is" : "are", count)));
    return false;
  }

  // What is missing or stands outside of the list where that is plain.
  void complete(Node node, std::size_t least, Finding& finding) const {
    const std::size_t count = node.child_count();
    if (call_.is("Fn::If") && count == 2 && least == 3)
      if (auto edit = model::item_insertion(node, R"({"Ref": "AWS::NoValue"})"))
        finding.fixes.push_back({"Else nothing: AWS::NoValue", {std::move(*edit)}, false});
    if ((call_.is("Fn::Join") || call_.is("Fn::Select")) && count > 2 && node.style() == syntax::Style::flow) {
      Node last = node.first_child().next_sibling();
      const Offset first = last.full_range().begin;
      while (last.next_sibling()) last = last.next_sibling();
      finding.fixes.push_back({"Put the values into a list", {{{first, first}, "["}, {{last.full_range().end, last.full_range().end}, "]"}}, true});
    }
  }

  // Whether the whole argument is made by another function, and which.
  std::optional<Intrinsic> nested() const { return argument_function(call_.function); }
  const Call* nested_call() const {
    const std::size_t next = static_cast<std::size_t>(&call_ - view_.calls.data()) + 1;
    if (!nested() || next >= view_.calls.size() || view_.calls[next].parent != static_cast<std::int32_t>(next - 1)) return nullptr;
    return &view_.calls[next];
  }
  void nested_value(Argument expected) {
    if (const Call* inner = nested_call()) made_by(*inner, expected, 0);
  }

  void value(Node written, Argument expected, int depth = 0) {
    const Node node = written.resolved();
    if (depth > 20) return;
    if (const Call* inner = view_.call_at(node); inner != nullptr && inner != &call_) {
      made_by(*inner, expected, depth);
      return;
    }
    if (is_absent(node)) {
      say(range_of(node), fmt::format("{} has nothing here; it takes {}", call_.function.name, wanted(expected.takes)));
      return;
    }
    if (node.is_mapping() && !(expected.takes & object)) {
      say(range_of(node), fmt::format("{} takes {} here, not a mapping{}", call_.function.name, wanted(expected.takes), odd_function(node)));
    } else if (node.is_sequence() && !(expected.takes & list)) {
      say(range_of(node), fmt::format("{} takes {} here, not a list", call_.function.name, wanted(expected.takes)));
    } else if (node.is_scalar() && !(expected.takes & (text | whole))) {
      say(node.range(), fmt::format("{} takes {} here, not the text {}", call_.function.name, wanted(expected.takes), node.text()));
    } else if (node.is_scalar() && !(expected.takes & text) && !is_whole(node.text())) {
      say(node.range(), fmt::format("{} takes a whole number here, not {}", call_.function.name, node.text()));
    }
  }

  static bool is_whole(std::string_view digits) {
    if (digits.starts_with('-')) digits.remove_prefix(1);
    return !digits.empty() && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  }

  static bool is_absent(Node node) {
    return node.is_missing() || (node.is_scalar() && node.style() == syntax::Style::plain && syntax::scalar_type(node) == syntax::ScalarType::null);
  }

  Range range_of(Node node) const { return node.range().empty() ? call_.function.name_range : node.range(); }

  // A written-out first argument of Fn::Cidr must be an address block; the branches of an If too.
  void address_block(Node written, int depth) {
    const Node node = written.resolved();
    const Call* inner = view_.call_at(node);
    if (inner != nullptr && inner->is("Fn::If") && inner->function.argument.is_sequence() && depth < 8) {
      for (Node branch = inner->function.argument.first_child().next_sibling(); branch; branch = branch.next_sibling()) address_block(branch, depth + 1);
      return;
    }
    if (inner != nullptr || !node.is_scalar() || node.text().empty() || node.text().find_first_of("{$") != std::string_view::npos) return;
    if (node.text().find('/') == std::string_view::npos || node.text().find_first_of(".:") == std::string_view::npos)
      say(node.range(), fmt::format("Fn::Cidr begins with an address block, like 10.0.0.0/16, not {}", node.text()));
  }

 private:
  static std::string wanted(unsigned takes) {
    if ((takes & anything) == anything) return "a value";
    std::string words;
    const auto add = [&](std::string_view word) { words += (words.empty() ? "" : " or ") + std::string(word); };
    if (takes & text) add("text");
    if (takes & whole && !(takes & text)) add("a whole number");
    if (takes & list) add("a list");
    if (takes & object) add("a mapping");
    return words;
  }

  static std::string odd_function(Node node) {
    for (const Node entry : node.children())
      if (node.first_child().next_sibling() && (entry.key().text().starts_with("Fn::") || entry.key().is("Ref")))
        return fmt::format("; {} must be the only key of its mapping", entry.key().text());
    return {};
  }

  void made_by(const Call& inner, Argument expected, int depth) {
    if (inner.is("Fn::Transform") || inner.is("Fn::ForEach")) return;
    const bool allowed = std::find(expected.functions.begin(), expected.functions.end(), inner.function.name) != expected.functions.end();
    if (!allowed) {
      std::string others;
      for (const std::string_view name : expected.functions)
        if (!name.empty()) others += (others.empty() ? "" : ", ") + short_name(name);
      Finding& finding = report_.add("function-not-allowed", inner.function.name_range,
                                     fmt::format("{} can't stand here in {}; {}", inner.function.name, call_.function.name,
                                                 others.empty() ? "write the value itself" : "allowed are " + others));
      finding.also = codes_around(view_, call_, code_);
      finding.entity = call_.function.name;
      return;
    }
    if (inner.is("Fn::If") && inner.function.argument.is_sequence()) {
      const Node first = inner.function.argument.first_child().next_sibling();
      for (Node branch = first; branch; branch = branch.next_sibling()) value(branch, expected, depth + 1);
      return;
    }
    const Given given = gives(view_, inner);
    if (given.types == 0) return;
    const bool fits = ((given.types & gives_text) && (expected.takes & (text | whole))) || ((given.types & gives_list) && (expected.takes & list)) ||
                      ((given.types & gives_object) && (expected.takes & object));
    if (fits) return;
    const std::string_view what = given.types & gives_list     ? "a list"
                                  : given.types & gives_object ? "an object"
                                  : given.types & gives_text   ? "text"
                                                               : "a condition";
    Finding& finding = say(range_of(inner.function.node),
                           fmt::format("{} gives {}, and {} takes {} here", inner.function.name, what, call_.function.name, wanted(expected.takes)));
    if (const std::string_view code = cloudformation::code_of(inner.function.name); !code.empty()) finding.also.push_back("cfn-lint:" + std::string(code));
  }

  const View& view_;
  const Call& call_;
  std::string_view code_;
  Report& report_;
};

void check_join(Checker& check) {
  if (!check.is_list(2, 2, "two things, a delimiter and a list of values")) return;
  const Node delimiter = check.argument().first_child();
  check.value(delimiter, {text, kNone});
  const Node values = delimiter.next_sibling().resolved();
  check.value(values, {list, kJoinList});
  if (values.is_sequence() && !model::is_intrinsic(values))
    for (const Node item : values.children()) check.value(item, {text, kJoinItem});
}

void check_select(Checker& check, const View& view) {
  if (!check.is_list(2, 2, "two things, an index and a list")) return;
  const Node index = check.argument().first_child();
  check.value(index, {whole, view.outline.language_extensions ? Names(kIndex) : Names(kRefOrMap)});
  const Node values = index.next_sibling().resolved();
  check.value(values, {list, kSelectList});
  if (!values.is_sequence() || model::is_intrinsic(values)) return;
  for (const Node item : values.children()) check.value(item, {anything, kSelectItem});
  if (index.is_scalar() && Checker::is_whole(index.text())) {
    const bool outside = index.text().starts_with('-') || index.text().size() > 9 || std::stoul(std::string(index.text())) >= values.child_count();
    if (outside && values.child_count() > 0)
      offer_value(check.say(index.range(), fmt::format("Index {} is outside the list; it has {} items, counted from 0", index.text(), values.child_count())),
                  index, std::to_string(values.child_count() - 1), false);
    else if (outside) check.say(index.range(), fmt::format("Index {} is outside the list; it has no items", index.text()));
  }
}

void check_split(Checker& check) {
  if (!check.is_list(2, 2, "two things, a delimiter and the text to split")) return;
  const Node delimiter = check.argument().first_child();
  check.value(delimiter, {text, kNone});
  const Node source = delimiter.next_sibling();
  check.value(source, {text, kSplit});
  if (source.is_scalar() && !model::is_intrinsic(source) && source.text().starts_with("{{resolve:"))
    check.say(source.range(),
              "Fn::Split works before {{resolve:...}} is replaced, so it splits the reference itself; use a parameter of type "
              "AWS::SSM::Parameter::Value<List<String>>");
}

void check_whole(Checker& check, Argument expected, std::string_view what) {
  const Node argument = check.argument();
  if (check.nested()) {
    check.nested_value(expected);
    return;
  }
  if (Checker::is_absent(argument)) {
    check.say(check.range_of(argument), fmt::format("Nothing is given; {}", what));
    return;
  }
  check.value(argument, expected);
}

void check_cidr(Checker& check) {
  if (!check.is_list(2, 3, "two or three things: an address block, how many to make, and the bits of each")) return;
  Node item = check.argument().first_child();
  check.value(item, {text, kCidr});
  check.address_block(item, 0);
  for (item = item.next_sibling(); item; item = item.next_sibling()) {
    check.value(item, {whole, kCidr});
    if (!item.is_scalar() || model::is_intrinsic(item) || !Checker::is_whole(item.text())) continue;
    const bool count = item == check.argument().first_child().next_sibling();
    const unsigned long most = count ? 256 : 128;
    if (item.text().starts_with('-') || item.text().size() > 9 || std::stoul(std::string(item.text())) > most || item.is("0"))
      offer_value(check.say(item.range(), fmt::format("{}, not {}", count ? "Fn::Cidr makes 1 to 256 blocks" : "A block has 1 to 128 host bits", item.text())),
                  item, item.is("0") || item.text().starts_with('-') ? "1" : std::to_string(most), false);
  }
}

void check_find_in_map(Checker& check, const View& view) {
  const bool extended = view.outline.language_extensions;
  if (!check.is_list(3, extended ? 4 : 3, extended ? "a map, two keys, and perhaps {DefaultValue: ...}" : "three things: a map and two keys")) return;
  const Names functions = extended ? Names(kMapKey) : Names(kRefOrMap);
  int position = 0;
  for (const Node item : check.argument().children()) {
    if (position++ < 3) {
      check.value(item, {text, functions});
    } else if (!item.resolved().is_mapping() || !item.resolved().find_entry("DefaultValue") || item.resolved().child_count() != 1) {
      check.say(check.range_of(item), "The fourth thing Fn::FindInMap takes is {DefaultValue: ...}");
    }
  }
}

// A `${Name}` or `${Name.Attribute}` that gives a list can't be part of a text.
void check_sub_lists(Checker& check, const View& view, Node text, Node variables) {
  for (const model::SubPart& part : model::sub_parts(text)) {
    const std::size_t dot = part.text.find('.');
    const std::string head = part.text.substr(0, dot);
    if (part.literal || variables.find(head) || variables.find(part.text)) continue;
    const auto given = dot == std::string::npos ? kinds::cloudformation::ref_gives(view.outline, view.input.pack, head)
                                                : kinds::cloudformation::attribute_gives(view.outline, view.input.pack, head, part.text.substr(dot + 1));
    if (given.known && given.types == pack::type_array)
      check.say(part.range, fmt::format("{} is a list, which can't stand in a text; put its items together with Fn::Join first", part.text));
  }
}

void check_sub(Checker& check, const View& view) {
  const Node argument = check.argument();
  if (const auto inner = check.nested(); inner || !(argument.is_scalar() || argument.is_sequence())) {
    check.say(check.range_of(argument), "Fn::Sub takes text, or a list of text and a mapping of names to values");
    return;
  }
  if (argument.is_scalar()) {
    if (Checker::is_absent(argument)) check.say(check.range_of(argument), "Fn::Sub takes text; nothing is given");
    check_sub_lists(check, view, argument, {});
    return;
  }
  if (!check.is_list(2, 2, "text and a mapping of names to values")) return;
  const Node string = argument.first_child();
  check.value(string, {text, kNone});
  const Node variables = string.next_sibling().resolved();
  check.value(variables, {object, kNone});
  if (string.is_scalar()) check_sub_lists(check, view, string, variables);
  if (variables.is_mapping() && !model::is_intrinsic(variables))
    for (const Node entry : variables.children()) check.value(entry.value(), {text, kSubValue});
}

void check_get_att(Checker& check, const View& view) {
  const Node argument = check.argument();
  if (check.nested() || !(argument.is_scalar() || argument.is_sequence())) {
    check.say(check.range_of(argument), "Fn::GetAtt takes a resource and an attribute: Name.Attribute, or [Name, Attribute]");
    return;
  }
  if (argument.is_scalar()) {
    if (argument.text().find('.') == std::string_view::npos)
      check.say(check.range_of(argument), "Fn::GetAtt takes a resource and an attribute, with a dot between: Name.Attribute");
    return;
  }
  if (!check.is_list(2, 2, "two things, a resource and an attribute")) return;
  const bool extended = view.outline.language_extensions;
  const Node owner = argument.first_child();
  check.value(owner, {text, extended ? Names(kName) : Names(kNone)});
  constexpr std::string_view kRef[] = {"Ref"};
  check.value(owner.next_sibling(), {text, extended ? Names(kName) : Names(kRef)});
}

void check_ref(Checker& check, const View& view) {
  const Node argument = check.argument();
  if (check.nested() && view.outline.language_extensions) {
    check.nested_value({text, kName});
    return;
  }
  if (argument.is_scalar() && !Checker::is_absent(argument) && !argument.text().empty() && !check.nested()) return;
  check.say(check.range_of(argument), "Ref takes one name: of a parameter, a resource or a pseudo parameter");
}

void check_if(Checker& check) {
  if (!check.is_list(3, 3, "three things: a condition's name, the value if it holds, the value if not")) return;
  const Node condition = check.argument().first_child();
  if (!condition.resolved().is_scalar() || model::is_intrinsic(condition.resolved()))
    check.say(check.range_of(condition), "Fn::If begins with the name of a condition; put the test under Conditions and name it here");
}

void check_stack_output(Checker& check) {
  const Node argument = check.argument();
  if (!argument.is_mapping() || check.nested()) {
    check.say(check.range_of(argument), "Fn::GetStackOutput takes a mapping with StackName and OutputName");
    return;
  }
  for (const std::string_view needed : {"StackName", "OutputName"})
    if (!argument.find_entry(needed)) check.say(check.range_of(argument), fmt::format("Fn::GetStackOutput needs {}", needed));
  for (const Node entry : argument.children()) {
    const std::string_view key = entry.key().text();
    if (key == "StackName" || key == "OutputName" || key == "Region" || key == "RoleArn") check.value(entry.value(), {text, kOutput});
    else check.say(entry.key().range(), fmt::format("Fn::GetStackOutput takes StackName, OutputName, Region and RoleArn, not {}", key));
  }
}

void check_to_json_string(Checker& check) {
  const Node argument = check.argument();
  check_whole(check, {list | object, kJsonString}, "Fn::ToJsonString takes a mapping or a list");
  if (!check.nested() && (argument.is_mapping() || argument.is_sequence()) && argument.child_count() == 0)
    check.say(check.range_of(argument), "Fn::ToJsonString takes a mapping or a list with something in it");
}

void check_length(Checker& check) { check_whole(check, {list, kLength}, "Fn::Length takes a list"); }

void check_zones(Checker& check, const View& view, const Call& call) {
  const Node argument = call.function.argument;
  // No resource gives a region, but stacks and custom ones may.
  if (const auto inner = check.nested(); inner && (inner->name == "Ref" || inner->name == "Fn::GetAtt")) {
    const Resource* made = referred(view, inner->node);
    if (made != nullptr && made->type.starts_with("AWS::") && !made->type.starts_with("AWS::CloudFormation::") && !made->type.starts_with("AWS::SSM::"))
      check.say(check.range_of(inner->node), fmt::format("{} is no region; '' is the stack's own", made->id));
  }
  // `!GetAZs` with nothing behind it is `!GetAZs ''`.
  if (call.function.short_form && argument.text().empty() && !argument.is_mapping() && !argument.is_sequence()) return;
  check_whole(check, {text, kZones}, "Fn::GetAZs takes a region; '' is the stack's own");
  if (!argument.is_scalar() || check.nested() || argument.text().empty() || argument.text().find_first_of("{$") != std::string_view::npos) return;
  const char last = argument.text().back();
  if (last < '0' || last > '9') check.say(check.range_of(argument), fmt::format("{} is no region; '' is the stack's own", argument.text()));
}

void check_for_each(Checker& check, const View& view) {
  if (!check.is_list(3, 3, "three things: a variable's name, a list of values, and what to repeat")) return;
  const Node variable = check.argument().first_child();
  check.value(variable, {text, kNone});
  constexpr std::string_view kCollection[] = {"Ref", "Fn::FindInMap", "Fn::Split", "Fn::If", "Fn::GetAZs", "Fn::Select", "Fn::GetAtt"};
  const Node values = variable.next_sibling();
  check.value(values, {list, kCollection});
  if (const Node body = values.next_sibling().resolved(); !body.is_mapping() && view.call_at(body) == nullptr)
    check.say(check.range_of(body), "What Fn::ForEach repeats is a mapping, whose key holds the variable: Topic${Name}: ...");
}

void check_call(const View& view, const Call& call, Report& report) {
  const std::string_view name = call.function.name;
  const auto with = [&](std::string_view code) { return Checker(view, call, code, report); };
  if (name == "Fn::Join") {
    auto check = with("E1022");
    check_join(check);
  } else if (name == "Fn::Select") {
    auto check = with("E1017");
    check_select(check, view);
  } else if (name == "Fn::Split") {
    auto check = with("E1018");
    check_split(check);
  } else if (name == "Fn::Sub") {
    auto check = with("E1019");
    check_sub(check, view);
  } else if (name == "Fn::GetAtt") {
    auto check = with("E1010");
    check_get_att(check, view);
  } else if (name == "Ref") {
    auto check = with("E1020");
    check_ref(check, view);
  } else if (name == "Fn::If") {
    auto check = with("E1028");
    check_if(check);
  } else if (name == "Fn::FindInMap") {
    auto check = with("E1011");
    check_find_in_map(check, view);
  } else if (name == "Fn::Cidr") {
    auto check = with("E1024");
    check_cidr(check);
  } else if (name == "Fn::Base64") {
    auto check = with("E1021");
    check_whole(check, {text, kBase64}, "Fn::Base64 takes text");
  } else if (name == "Fn::GetAZs") {
    auto check = with("E1015");
    check_zones(check, view, call);
  } else if (name == "Fn::ImportValue") {
    auto check = with("E1016");
    check_whole(check, {text, kImport}, "Fn::ImportValue takes the name of an export");
  } else if (name == "Fn::ForEach") {
    auto check = with("E1032");
    check_for_each(check, view);
  } else if (name == "Fn::Length") {
    auto check = with("E1030");
    check_length(check);
  } else if (name == "Fn::ToJsonString") {
    auto check = with("E1031");
    check_to_json_string(check);
  } else if (name == "Fn::GetStackOutput") {
    auto check = with("E1033");
    check_stack_output(check);
  }
}

}  // namespace

void check_function_arguments(const View& view, const Part& part, Report& report) {
  if (view.outline.macros) return;
  for (const Call& call : part.calls) {
    if (!call.is("Ref") || !call.function.argument.is("AWS::NotificationARNs")) continue;
    for (std::int32_t at = call.parent; at >= 0; at = view.calls[static_cast<std::size_t>(at)].parent)
      if (view.calls[static_cast<std::size_t>(at)].is("Fn::ToJsonString")) {
        Checker(view, view.calls[static_cast<std::size_t>(at)], "E1031", report)
            .say(call.function.node.range(), "Fn::ToJsonString can't read AWS::NotificationARNs");
        break;
      }
  }
  for (const Call& call : part.calls) check_call(view, call, report);
}

void check_extension_functions(const View& view, const Part& part, Report& report) {
  if (view.outline.language_extensions || view.outline.macros) return;
  for (const Call& call : part.calls) {
    const std::string_view code = call.is("Fn::ForEach") ? "E1032" : call.is("Fn::Length") ? "E1030" : call.is("Fn::ToJsonString") ? "E1031" : "";
    if (code.empty()) continue;
    Finding& finding =
        report.add("function-needs-transform", call.function.name_range,
                   fmt::format("{} works only with the transform AWS::LanguageExtensions; add it to the template's Transform", call.function.name));
    finding.also = codes_around(view, call, code);
    if (call.is("Fn::ForEach")) finding.also.push_back(call.section == Section::outputs ? "cfn-lint:E6001" : "cfn-lint:E3001");
    finding.entity = call.function.name;
    if (view.outline.root.find_entry("Transform")) continue;
    const Node first = view.outline.root.first_child();
    if (view.outline.root.style() == syntax::Style::block && first)
      finding.fixes.push_back({"Add the transform", {{{first.range().begin, first.range().begin}, "Transform: AWS::LanguageExtensions\n"}}, true});
  }
}

}  // namespace cribsheet::rules::cloudformation
