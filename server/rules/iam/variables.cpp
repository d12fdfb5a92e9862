// Policy variables: ${aws:username}, ${aws:PrincipalTag/team, 'none'}, and the escapes ${*}, ${?}, ${$}.
#include "rules/iam/rules.h"

#include "kinds/iam/keys.h"
#include "model/edits.h"
#include "model/intrinsic.h"

namespace cribsheet::rules::iam {
namespace {

struct Variable {
  std::size_t begin = 0, end = 0;   // in the value's text, from '$' to behind '}'
  std::string_view name, fallback;  // fallback: with its quotes
  bool closed = true, has_fallback = false;
  bool escape() const { return name == "*" || name == "?" || name == "$"; }
};

constexpr int kMostVariables = 50;  // of one value

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

template <class See>
void each_variable(const Value& v, See see) {
  if (!v.is_text()) return;
  const std::string_view text = v.text;
  int left = kMostVariables;
  for (std::size_t at = text.find("${"); at != std::string_view::npos && left-- > 0; at = text.find("${", at + 2)) {
    Variable var;
    var.begin = at;
    const std::size_t again = std::min(text.find("${", at + 2), text.size());
    const std::size_t close = text.substr(at, again - at).find('}');
    var.closed = close != std::string_view::npos;
    var.end = var.closed ? at + close + 1 : again;
    const std::string_view inside = text.substr(at + 2, var.end - at - 2 - (var.closed ? 1 : 0));
    const std::size_t comma = inside.find(',');
    var.has_fallback = comma != std::string_view::npos;
    var.name = inside.substr(0, comma);
    if (var.has_fallback) var.fallback = trimmed(inside.substr(comma + 1));
    see(var);
  }
}

template <class See>
void each_place(const Statement& s, See see) {  // where variables are understood
  for (const Values* values : {&s.resource, &s.not_resource})
    for (const Value& v : values->items) see(v);
  for (const ConditionBlock& block : s.condition.blocks)
    for (const ConditionKey& key : block.keys)
      for (const Value& v : key.values.items) see(v);
}

// Another text for the variable, where the value is written as it reads.
void mend(const Value& v, const Variable& var, const std::string& right, std::string title, Finding& f) {
  std::string text = v.text;
  text.replace(var.begin, var.end - var.begin, right);
  if (!v.node.is_scalar() || v.node.text() != v.text || model::is_intrinsic(v.node)) return;
  if (auto edit = model::replacement(v.node, model::text_value(text))) f.fixes.push_back({std::move(title), {std::move(*edit)}, true});
}

void bad_syntax(Check& c, const Value& v, const Variable& var) {
  const Range range = c.policy.inside(v, var.begin, var.end);
  if (!var.closed) {
    Finding& f = c.add("iam-variable-syntax", range, "The policy variable is not closed; put } behind it", {"access-analyzer:MISSING_BRACE_IN_VARIABLE"});
    // It ends where a part of the text does.
    const std::size_t end = std::min(v.text.find_first_of("/*,; ", var.begin + 2), var.end);
    mend(v, var, std::string(v.text.substr(var.begin, end - var.begin)) + "}" + v.text.substr(end, var.end - end), "Close it", f);
  } else if (trimmed(var.name).empty()) {
    c.add("iam-variable-syntax", range, "The policy variable is empty; name a key, such as ${aws:username}", {"access-analyzer:EMPTY_VARIABLE"});
  } else if (var.name.find(' ') != std::string_view::npos) {
    Finding& f = c.add("iam-variable-syntax", range, "A policy variable holds no spaces", {"access-analyzer:UNSUPPORTED_SPACE_IN_VARIABLE"});
    std::string tight(var.name);
    std::erase(tight, ' ');
    if (!var.has_fallback) mend(v, var, "${" + tight + "}", "Take the spaces out", f);
  } else if (var.has_fallback && (var.fallback.size() < 2 || var.fallback.front() != '\'' || var.fallback.back() != '\'')) {
    Finding& f = c.add("iam-variable-syntax", range, "The default of a policy variable stands in single quotes: ${aws:PrincipalTag/team, 'none'}",
                       {"access-analyzer:MISSING_QUOTE_IN_VARIABLE"});
    std::string bare(var.fallback);
    std::erase(bare, '\'');
    mend(v, var, "${" + std::string(var.name) + ", '" + bare + "'}", "Put quotes around it", f);
  }
}

bool known_key(const Check& c, std::string_view name) {
  if (c.pack.condition_key(name) || name.find('.') != std::string_view::npos || name.find('/') != std::string_view::npos) return true;
  if (!c.pack.table("global-condition-keys").named(name).empty()) return true;
  // Keys of identity providers (saml:sub, cognito-identity...:sub) can't be listed.
  const std::size_t colon = name.find(':');
  return colon != std::string_view::npos && !same(name.substr(0, colon), "aws") && !c.pack.service(name.substr(0, colon));
}

std::vector<std::string_view> global_keys(const Check& c) {
  std::vector<std::string_view> out;
  for (const auto& row : c.pack.table("global-condition-keys"))
    if (!row.empty()) out.push_back(row[0]);
  return out;
}

void not_here(Check& c, const Values& values) {
  for (const Value& v : values.items)
    each_variable(v, [&](const Variable& var) {
      // Other tools' placeholders look alike: ${self:custom.user}, ${Account}.
      if (!starts_with_same(trimmed(var.name), "aws:") && !find_key(trimmed(var.name), c.pack)) return;
      c.add("iam-variable-place", c.policy.inside(v, var.begin, var.end),
            "Policy variables work in Resource and Condition only; in " + values.key + " this is plain text");
    });
}

// `${aws:username}` in an Fn::Sub is read by CloudFormation, which knows no such name.
void sub_scalar(Check& c, syntax::Node scalar) {
  for (const model::SubPart& part : model::sub_parts(scalar)) {
    if (part.literal || !part.closed) continue;
    const std::size_t colon = part.text.find(':');
    if (colon == std::string::npos || part.text.starts_with("AWS::") || part.text.find("::") != std::string::npos) continue;
    Finding& f = c.add("iam-variable-in-sub", part.range,
                       "Inside Fn::Sub, CloudFormation takes ${" + part.text + "} for a name of the template; write ${!" + part.text + "} to leave it to IAM");
    f.fixes.push_back({"Write ${!" + part.text + "}", {{{part.text_range.begin, part.text_range.begin}, "!"}}, true});
  }
}

void find_subs(Check& c, syntax::Node node, int depth) {
  node = node.resolved();
  if (depth > 64) return;
  if (const auto function = model::intrinsic(node)) {
    syntax::Node argument = function->argument;
    if (function->name == "Fn::Sub" && argument.is_sequence()) argument = argument.first_child().resolved();
    if (function->name == "Fn::Sub" && argument.is_scalar()) return sub_scalar(c, argument);
    if (argument == node && !argument.is_sequence()) return;
    for (const syntax::Node child : argument.children()) find_subs(c, child, depth + 1);
    return;
  }
  if (c.policy.in_sub && node.is_scalar()) sub_scalar(c, node);
  for (const syntax::Node child : node.children()) find_subs(c, node.is_mapping() ? child.value() : child, depth + 1);
}

}  // namespace

void variable_syntax(Check& c) {
  for (const Statement& s : c.policy.statements) each_place(s, [&](const Value& v) { each_variable(v, [&](const Variable& var) { bad_syntax(c, v, var); }); });
}

void variable_place(Check& c) {
  for (const Statement& s : c.policy.statements) {
    for (const Values* values : {&s.sid, &s.effect, &s.action, &s.not_action}) not_here(c, *values);
    for (const Principal* p : {&s.principal, &s.not_principal})
      for (const Values& entry : p->entries) not_here(c, entry);
  }
}

void variable_version(Check& c) {
  const Policy& p = c.policy;
  const Value* version = p.version.only();
  if (!p.own_version || !p.complete || (p.version.present && (!version || version->text != "2008-10-17"))) return;
  for (const Statement& s : p.statements)
    each_place(s, [&](const Value& v) {
      bool said = false;
      each_variable(v, [&](const Variable& var) {
        if (said || !var.closed || var.escape() || var.name.empty()) return;
        said = true;
        Finding& f =
            c.add("iam-variable-version", c.policy.inside(v, var.begin, var.end),
                  "Policy variables need Version 2012-10-17; with " + (p.version.present ? "2008-10-17" : std::string("no Version")) + " this is plain text");
        if (version) offer(f, replace_text(c, version->range, "2012-10-17", "Set Version to 2012-10-17"));
        else offer(f, insert_entry(c, p.root, "Version", "2012-10-17", "Add Version 2012-10-17"));
      });
    });
}

void variable_operator(Check& c) {
  for (const Statement& s : c.policy.statements)
    for (const ConditionBlock& block : s.condition.blocks) {
      if (!block.op.known() || block.op.family == Operator::Family::string || block.op.family == Operator::Family::arn) continue;
      for (const ConditionKey& key : block.keys)
        for (const Value& v : key.values.items)
          each_variable(v, [&](const Variable& var) {
            c.add("iam-variable-operator", c.policy.inside(v, var.begin, var.end),
                  "Policy variables work with String and Arn operators only, not with " + block.op.base);
          });
    }
}

void unknown_variable(Check& c) {
  if (c.pack.service_count() == 0) return;
  for (const Statement& s : c.policy.statements)
    each_place(s, [&](const Value& v) {
      each_variable(v, [&](const Variable& var) {
        const std::string_view name = trimmed(var.name);
        if (!var.closed || name.empty() || var.escape() || has_hole(name) || name.find(' ') != std::string_view::npos || known_key(c, name)) return;
        const std::string near = suggest(c, name, [&] { return global_keys(c); });
        Finding& f = c.add(
            "iam-unknown-variable", c.policy.inside(v, var.begin, var.end),
            "No condition key is called " + shown(name) + ", so the variable never has a value" + (near.empty() ? "" : "; did you mean ${" + near + "}?"));
        std::string text = v.text;
        text.replace(var.begin, var.end - var.begin, "${" + near + "}");
        if (!near.empty() && !has_hole(text) && v.node.is_scalar() && v.node.text() == v.text)
          offer(f, replace_text(c, v.range, text, "Change it to ${" + near + "}"));
      });
    });
}

void variable_in_sub(Check& c) {
  if (c.policy.in_template) find_subs(c, c.policy.root, 0);
}

}  // namespace cribsheet::rules::iam
