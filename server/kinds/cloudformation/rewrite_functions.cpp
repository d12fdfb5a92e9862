// Rewrites of functions: the short form to the long one and back, Join to Sub.
#include <algorithm>

#include "kinds/cloudformation/answers.h"
#include "model/intrinsic.h"

namespace cribsheet::kinds::cloudformation {
namespace {

std::string short_name(std::string_view name) { return "!" + std::string(name.starts_with("Fn::") ? name.substr(4) : name); }

bool in_flow(syntax::Node node) {
  for (auto above = node.parent(); above; above = above.parent()) {
    if ((above.is_mapping() || above.is_sequence()) && above.style() == syntax::Style::flow) return true;
  }
  return false;
}

Offset behind_colon(const model::Document& document, syntax::Node key) {
  const auto colon = document.text().find(':', key.full_range().end);
  return colon == std::string_view::npos ? key.full_range().end : static_cast<Offset>(colon + 1);
}

bool on_one_line(const model::Document& document, Range range) { return document.lines.line_of(range.begin) == document.lines.line_of(range.end); }

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_';
  });
}

// `Queue.Arn` of Fn::GetAtt's [Queue, Arn]; empty where it is no pair of plain names.
std::string dotted(const model::Intrinsic& function) {
  const auto id = function.argument.first_child(), attribute = id.next_sibling();
  if (function.name != "Fn::GetAtt" || !function.argument.is_sequence() || function.argument.child_count() != 2) return {};
  if (!is_name(id.text()) || !is_name(attribute.text()) || model::is_intrinsic(id) || model::is_intrinsic(attribute)) return {};
  return std::string(id.text()) + "." + std::string(attribute.text());
}

// [Queue, Arn] of Fn::GetAtt's `Queue.Arn`; empty where it is written otherwise.
std::string pair_of(const model::Intrinsic& function) {
  const auto text = function.argument.is_scalar() ? function.argument.text() : std::string_view();
  const auto dot = text.find('.');
  if (function.name != "Fn::GetAtt" || dot == std::string_view::npos || !is_name(text)) return {};
  return "[" + std::string(text.substr(0, dot)) + ", " + std::string(text.substr(dot + 1)) + "]";
}

// `Key: !Sub x` becomes `Key:` and, deeper on the next line, `Fn::Sub: x`; in a list `- Fn::Sub: x`; inside brackets `{Fn::Sub: x}`.
std::optional<Rewrite> to_long(const model::Document& document, const model::Intrinsic& function) {
  const auto node = function.node;
  if (!on_one_line(document, node.full_range())) return std::nullopt;
  auto argument = pair_of(function);
  if (argument.empty()) argument = document.text().substr(node.range().begin, node.range().size());
  std::string text = std::string(function.name) + ": " + argument;
  Range range = node.full_range();
  if (in_flow(node)) {
    text = "{" + text + "}";
  } else if (node.parent().kind() == syntax::NodeKind::entry) {
    const auto key = node.parent().key().full_range().begin;
    const auto column = key - document.lines.line(document.lines.line_of(key)).begin;
    range.begin = behind_colon(document, node.parent().key());
    text = "\n" + std::string(column + 2, ' ') + text;
  }
  return Rewrite{"Write " + short_name(function.name) + " as " + std::string(function.name), "refactor.rewrite", {{range, text}}};
}

std::optional<Rewrite> to_short(const model::Document& document, const model::Intrinsic& function) {
  const auto node = function.node;
  const auto argument = function.argument;
  if (!node.tag().empty() || !argument.tag().empty() || argument.is_mapping() || argument.is_missing() || argument.kind() == syntax::NodeKind::alias)
    return std::nullopt;
  const auto name = short_name(function.name);
  const auto title = "Write " + std::string(function.name) + " as " + name;
  if (const auto text = dotted(function); !text.empty()) {
    const bool of_key = node.parent().kind() == syntax::NodeKind::entry && node.style() != syntax::Style::flow;
    const Offset begin = of_key ? behind_colon(document, node.parent().key()) : node.range().begin;
    return Rewrite{title, "refactor.rewrite", {{{begin, std::max(argument.range().end, node.range().end)}, (of_key ? " " : "") + name + " " + text}}};
  }
  const auto colon = behind_colon(document, node.first_child().key());
  const bool block = argument.is_sequence() && argument.style() == syntax::Style::block;
  std::vector<TextEdit> edits;
  if (node.style() == syntax::Style::flow) {
    edits.push_back({{node.range().begin, argument.range().begin}, name + " "});
    edits.push_back({{argument.range().end, node.range().end}, ""});
  } else {
    const bool of_key = node.parent().kind() == syntax::NodeKind::entry;
    const Offset begin = of_key ? behind_colon(document, node.parent().key()) : node.range().begin;
    edits.push_back({{begin, block ? colon : argument.range().begin}, (of_key ? " " : "") + name + (block ? "" : " ")});
  }
  return Rewrite{title, "refactor.rewrite", std::move(edits)};
}

// What an item of a Join becomes inside a Sub's text; nothing where it can't stand there.
std::optional<std::string> as_part(syntax::Node item) {
  const auto function = model::intrinsic(item);
  if (!function) {
    if (!item.is_scalar() || !item.tag().empty()) return std::nullopt;
    std::string text;
    for (const char c : item.text()) text += (c == '{' && text.ends_with('$')) ? std::string("{!") : std::string(1, c);
    return text;
  }
  const auto argument = function->argument;
  if (function->name == "Ref" && argument.is_scalar()) return "${" + std::string(argument.text()) + "}";
  if (function->name == "Fn::Sub" && argument.is_scalar()) return std::string(argument.text());
  if (function->name == "Fn::GetAtt" && argument.is_scalar()) return "${" + std::string(argument.text()) + "}";
  if (function->name == "Fn::GetAtt" && argument.is_sequence() && argument.child_count() == 2 && argument.first_child().is_scalar() &&
      argument.first_child().next_sibling().is_scalar()) {
    return "${" + std::string(argument.first_child().text()) + "." + std::string(argument.first_child().next_sibling().text()) + "}";
  }
  return std::nullopt;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') out += "\\n";
    else if (c == '\t') out += "\\t";
    else if (c == '\r') out += "\\r";
    else out += c;
  }
  return out + '"';
}

std::optional<Rewrite> join_to_sub(const model::Document& document, const model::Intrinsic& function) {
  const auto delimiter = function.argument.first_child();
  const auto list = delimiter.next_sibling();
  if (!function.argument.is_sequence() || function.argument.child_count() != 2 || !delimiter.is_scalar() || !list.is_sequence() || model::is_intrinsic(list))
    return std::nullopt;
  std::string text;
  bool first = true;
  for (const auto item : list.children()) {
    const auto part = as_part(item);
    if (!part) return std::nullopt;
    if (!first) text += delimiter.text();
    text += *part;
    first = false;
  }
  if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t' && c != '\r'; }))
    return std::nullopt;
  const bool json = document.tree->language() == syntax::Language::json;
  const auto range = function.node.full_range();
  if (json || !function.short_form)
    return Rewrite{
        "Write the Join as a Sub",
        "refactor.rewrite",
        {{range, json ? "{\"Fn::Sub\": " + quoted(text) + "}" : (in_flow(function.node) ? "{Fn::Sub: " + quoted(text) + "}" : "Fn::Sub: " + quoted(text))}}};
  return Rewrite{"Write the Join as a Sub", "refactor.rewrite", {{range, "!Sub " + quoted(text)}}};
}

// A comment is the person's: what would take it away is not offered.
bool takes_comments(const model::Document& document, const Rewrite& rewrite) {
  const auto& comments = document.tree->comments();
  return std::any_of(rewrite.edits.begin(), rewrite.edits.end(), [&](const TextEdit& edit) {
    const auto next = std::lower_bound(comments.begin(), comments.end(), edit.range.begin, [](Range comment, Offset begin) { return comment.begin < begin; });
    return next != comments.end() && next->begin < edit.range.end;
  });
}

}  // namespace

void add_function_rewrites(const model::Document& document, syntax::Node node, std::vector<Rewrite>& rewrites) {
  std::optional<model::Intrinsic> function;
  for (; node && !function; node = node.parent()) function = model::intrinsic(node);
  if (!function || function->name == "Condition") return;
  const bool yaml = document.tree->language() == syntax::Language::yaml;
  auto add = [&](std::optional<Rewrite> rewrite) {
    if (rewrite && !takes_comments(document, *rewrite)) rewrites.push_back(std::move(*rewrite));
  };
  if (yaml) add(function->short_form ? to_long(document, *function) : to_short(document, *function));
  if (function->name == "Fn::Join") add(join_to_sub(document, *function));
}

}  // namespace cribsheet::kinds::cloudformation
