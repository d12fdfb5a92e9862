#include "rules/iam/check.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/nearest.h"
#include "model/edits.h"

namespace cribsheet::rules::iam {
namespace {

std::string_view line_indent(std::string_view text, Offset at) {
  std::size_t begin = at;
  while (begin > 0 && text[begin - 1] != '\n') --begin;
  std::size_t end = begin;
  while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) ++end;
  return text.substr(begin, end - begin);
}

bool first_on_line(std::string_view text, Offset at) {
  std::size_t i = at;
  while (i > 0 && (text[i - 1] == ' ' || text[i - 1] == '\t')) --i;
  return i == 0 || text[i - 1] == '\n';
}

bool is_flow(const Check& check, syntax::Node node) { return check.json() || node.style() == syntax::Style::flow; }

// Nothing where it stands alone: an empty list or mapping in its place is a mistake of its own.
Fix remove(syntax::Node child, std::string title) {
  if (!child.parent().first_child().next_sibling()) return {};
  return {std::move(title), {model::removal(child)}, false};
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 40> kUsual = {{
    {"iam-missing-version", "iam:Version"},
    {"iam-invalid-version", "iam:Version"},
    {"iam-old-version", "iam:Version"},
    {"iam-variable-version", "iam:Version"},
    {"iam-missing-statement", "iam:Statement"},
    {"iam-missing-effect", "iam:Effect"},
    {"iam-invalid-effect", "iam:Effect"},
    {"iam-missing-action", "iam:Action"},
    {"iam-missing-resource", "iam:Resource"},
    {"iam-missing-principal", "iam:Principal"},
    {"iam-principal-not-allowed", "iam:Principal"},
    {"iam-invalid-sid", "iam:Sid"},
    {"iam-empty-sid", "iam:Sid"},
    {"iam-duplicate-sid", "iam:Sid"},
    {"iam-redundant-action", "iam:Action"},
    {"iam-wildcard-in-service", "iam:Action"},
    {"iam-full-access", "iam:Action"},
    {"iam-arn-prefix", "iam:Resource"},
    {"iam-arn-fields", "iam:Resource"},
    {"iam-arn-resource", "iam:Resource"},
    {"iam-redundant-resource", "iam:Resource"},
    {"iam-resource-star", "iam:Resource"},
    {"iam-principal-format", "iam:Principal"},
    {"iam-principal-wildcard", "iam:Principal"},
    {"iam-principal-unique-id", "iam:Principal"},
    {"iam-service-principal", "iam:Principal.Service"},
    {"iam-federated-principal", "iam:Principal.Federated"},
    {"iam-allow-not-principal", "iam:NotPrincipal"},
    {"iam-public-access", "iam:Principal"},
    {"iam-confused-deputy", "aws:SourceArn"},
    {"iam-mfa-pattern", "aws:MultiFactorAuthPresent"},
    {"iam-s3-prefix", "s3:prefix"},
    {"iam-dynamodb-attributes", "dynamodb:Attributes"},
    {"iam-private-address", "aws:SourceIp"},
    {"iam-pass-role", "iam:PassRole"},
    {"iam-create-service-linked-role", "iam:CreateServiceLinkedRole"},
    {"iam-allow-not-action", "iam:NotAction"},
    {"iam-allow-not-resource", "iam:NotResource"},
    {"iam-empty-element", "iam:Statement"},
    {"iam-missing-paired-key", "aws:VpcSourceIp"},
}};

}  // namespace

std::string_view usual_entity(std::string_view rule) {
  for (const auto& [id, entity] : kUsual)
    if (id == rule) return entity;
  return {};
}

bool Check::type_is(std::initializer_list<PolicyType> types) const { return std::find(types.begin(), types.end(), policy.type) != types.end(); }

Finding& Check::add(std::string_view rule, Range range, std::string message, std::initializer_list<std::string_view> codes) {
  Finding& finding = report.add(rule, range, std::move(message));
  for (const std::string_view code : codes) finding.also.emplace_back(code);
  return finding;
}

void set_severity(Finding& finding, Severity severity) {
  finding.severity = severity;
  finding.own_severity = true;
}

std::string shown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_hole(c)) out += "...";
    else out += c;
    if (out.size() > 80) return out + "...";
  }
  return out;
}

std::string joined(const std::vector<std::string>& words, std::string_view last) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? last : std::string_view(", ");
    out += words[i];
  }
  return out;
}

std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  return std::string(cribsheet::nearest(word, candidates).value_or(std::string_view()));
}

Range content(std::string_view text, Range scalar) {
  const bool quoted = scalar.size() >= 2 && (text[scalar.begin] == '"' || text[scalar.begin] == '\'') && text[scalar.end - 1] == text[scalar.begin];
  return quoted ? Range{scalar.begin + 1, scalar.end - 1} : scalar;
}

Fix replace_text(const Check& check, Range scalar, std::string_view with, std::string title) {
  const Range range = content(check.text(), scalar);
  std::string text(with);
  const bool plain = range == scalar && !check.json();
  // What a plain YAML scalar can't begin with, or hold.
  if (plain && !text.empty() && (std::string_view("*&!%@`{[#|>'\"").find(text[0]) != std::string_view::npos || text.find(": ") != std::string::npos))
    text = '"' + text + '"';
  return {std::move(title), {{range, std::move(text)}}, false};
}

Fix remove_item(const Value& value, std::string title) { return value.node.parent().is_sequence() ? remove(value.node, std::move(title)) : Fix{}; }

Fix remove_entry(syntax::Node entry, std::string title) { return remove(entry, std::move(title)); }

Fix insert_entry(const Check& check, syntax::Node mapping, std::string_view key, std::string_view value, std::string title) {
  const syntax::Node first = mapping.first_child();
  if (!mapping.is_mapping() || !first) return {};
  const Offset at = first.range().begin;
  const std::string_view text = check.text();
  const bool structured = !value.empty() && (value[0] == '{' || value[0] == '[');
  const std::string body = structured ? std::string(value) : '"' + std::string(value) + '"';
  const std::string named = check.json() ? '"' + std::string(key) + "\": " : std::string(key) + ": ";
  if (!is_flow(check, mapping)) {
    std::size_t line = at;
    while (line > 0 && text[line - 1] != '\n') --line;
    return {std::move(title), {{{at, at}, named + body + "\n" + std::string(at - line, ' ')}}, false};
  }
  const bool own_line = first_on_line(text, at);
  const std::string gap = own_line ? "\n" + std::string(line_indent(text, at)) : " ";
  return {std::move(title), {{{at, at}, named + body + "," + gap}}, false};
}

void offer(Finding& finding, Fix fix, bool preferred) {
  if (fix.edits.empty()) return;
  fix.preferred = preferred;
  finding.fixes.push_back(std::move(fix));
}

}  // namespace cribsheet::rules::iam
