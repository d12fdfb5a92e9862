#include "kinds/cloudformation/values.h"

#include <charconv>

namespace cribsheet::kinds::cloudformation {
namespace {

constexpr int kDeepest = 12;
constexpr std::size_t kMostValues = 64;

syntax::Node item(syntax::Node sequence, std::size_t wanted) {
  std::size_t index = 0;
  for (const syntax::Node each : sequence.children())
    if (index++ == wanted) return each.resolved();
  return {};
}

shape::Value unknown() { return {}; }

shape::Value made_text(std::string text, std::string via) {
  shape::Value value;
  value.known = shape::Known::value;
  value.computed = true;
  value.text = std::move(text);
  value.via = std::move(via);
  return value;
}

shape::Value from_node(syntax::Node node, std::string via) {
  shape::Value value;
  value.known = shape::Known::value;
  value.node = node;
  value.via = std::move(via);
  return value;
}

const shape::Assumption* assumption_on(const shape::Assumptions& assumed, std::string_view condition) {
  for (const shape::Assumption& each : assumed)
    if (each.condition == condition) return &each;
  return nullptr;
}

}  // namespace

bool TemplateResolver::possible(const shape::Assumptions& assumed) const {
  if (assumed.empty()) return true;
  std::string key;
  for (const shape::Assumption& each : assumed) {
    key += each.condition;
    key += each.holds ? '+' : '-';
  }
  const auto [found, fresh] = possible_.try_emplace(std::move(key), true);
  if (fresh) found->second = solver_.possible(assumed);
  return found->second;
}

bool TemplateResolver::stands_for_others(std::string_view key) const { return key.starts_with("Fn::ForEach::") || key == "Fn::Transform"; }

namespace {

// A dynamic reference, or a function of a tool that works on the template first ({"Rain::Embed": file}).
bool filled_in_later(syntax::Node node) {
  if (node.is_scalar()) return node.text().find("{{resolve:") != std::string_view::npos;
  return node.is_mapping() && node.child_count() == 1 && node.first_child().key().text().starts_with("Rain::");
}

}  // namespace

bool TemplateResolver::resolve(syntax::Node node, const shape::Assumptions& assumed, std::vector<shape::Value>& values) const {
  const auto function = model::intrinsic(node);
  if (!function) {
    if (!filled_in_later(node)) return false;
    values.push_back(unknown());
    return true;
  }
  // `Condition: {...}` with anything but a name is a key of its own (IAM's, for one).
  if (function->name == "Condition" && !function->short_form) return false;
  resolve_function(*function, assumed, values, 0);
  if (values.size() > kMostValues) values.resize(kMostValues);
  return true;
}

void TemplateResolver::conditions(syntax::Node node, const shape::Assumptions& assumed, std::vector<std::string_view>& names) const {
  for (int depth = 0; depth < kDeepest; ++depth) {
    const auto function = model::intrinsic(node.resolved());
    if (!function || function->name != "Fn::If" || !function->argument.is_sequence()) return;
    const syntax::Node condition = item(function->argument, 0);
    if (!condition.is_scalar()) return;
    const shape::Assumption* known = assumption_on(assumed, condition.text());
    if (known == nullptr) {
      names.push_back(condition.text());
      conditions(item(function->argument, 1), assumed, names);
      node = item(function->argument, 2);
    } else {
      node = item(function->argument, known->holds ? 1 : 2);
    }
  }
}

void TemplateResolver::resolve_known(syntax::Node node, const shape::Assumptions& assumed, std::vector<shape::Value>& values, int depth) const {
  node = node.resolved();
  const auto function = model::intrinsic(node);
  if (!function || (function->name == "Condition" && !function->short_form)) {
    values.push_back(from_node(node, {}));
    return;
  }
  if (depth > kDeepest || values.size() > kMostValues) values.push_back(unknown());
  else resolve_function(*function, assumed, values, depth + 1);
}

void TemplateResolver::resolve_function(const model::Intrinsic& function, const shape::Assumptions& assumed, std::vector<shape::Value>& values,
                                        int depth) const {
  if (function.name == "Fn::If") resolve_if(function, assumed, values, depth);
  else if (function.name == "Ref") resolve_ref(function, values);
  else if (function.name == "Fn::FindInMap") resolve_map(function, assumed, values, depth);
  else if (function.name == "Fn::Sub" || function.name == "Fn::Join" || function.name == "Fn::Select") resolve_text(function, assumed, values, depth);
  else values.push_back(unknown());
}

void TemplateResolver::resolve_if(const model::Intrinsic& function, const shape::Assumptions& assumed, std::vector<shape::Value>& values, int depth) const {
  const syntax::Node argument = function.argument.resolved();
  const syntax::Node condition = argument.is_sequence() ? item(argument, 0) : syntax::Node{};
  if (!condition.is_scalar() || model::is_intrinsic(condition) || argument.child_count() != 3) {
    values.push_back(unknown());
    return;
  }
  const std::string_view name = condition.text();
  const shape::Assumption* known = assumption_on(assumed, name);
  for (const bool holds : {true, false}) {
    if (known != nullptr && known->holds != holds) continue;
    shape::Assumptions within = assumed;
    if (known == nullptr) within.push_back({name, holds});
    if (known == nullptr && !possible(within)) continue;
    const std::size_t before = values.size();
    resolve_known(item(argument, holds ? 1 : 2), within, values, depth);
    if (known != nullptr) continue;
    for (std::size_t i = before; i < values.size(); ++i) values[i].assumes.insert(values[i].assumes.begin(), {name, holds});
  }
  if (values.empty()) values.push_back(unknown());
}

void TemplateResolver::resolve_ref(const model::Intrinsic& function, std::vector<shape::Value>& values) const {
  const std::string_view name = function.argument.text();
  if (name == "AWS::NoValue") {
    shape::Value absent;
    absent.known = shape::Known::absent;
    values.push_back(std::move(absent));
    return;
  }
  const Parameter* parameter = outline_.parameter(name);
  if (parameter == nullptr || parameter->from_ssm() || parameter->list()) {
    values.push_back(unknown());
    return;
  }
  for (const syntax::Node each : parameter->allowed_values.children())
    if (each.resolved().is_scalar()) values.push_back(from_node(each.resolved(), "an allowed value of parameter " + std::string(name)));
  if (values.empty() && parameter->default_value.is_scalar() && !parameter->default_value.text().empty())
    values.push_back(from_node(parameter->default_value, "the default of parameter " + std::string(name)));
  // Another value may be given than the default.
  if (parameter->allowed_values.child_count() == 0) values.push_back(unknown());
}

void TemplateResolver::resolve_map(const model::Intrinsic& function, const shape::Assumptions& assumed, std::vector<shape::Value>& values, int depth) const {
  const syntax::Node argument = function.argument.resolved();
  const auto name = only_text(item(argument, 0), assumed, depth + 1);
  const Named* mapping = name ? outline_.mapping(*name) : nullptr;
  const auto first = only_text(item(argument, 1), assumed, depth + 1), second = only_text(item(argument, 2), assumed, depth + 1);
  if (mapping == nullptr || !second) {
    values.push_back(unknown());
    return;
  }
  const std::string via = "mapping " + *name;
  for (const syntax::Node top : mapping->body.children()) {
    if (first && top.key().text() != *first) continue;
    if (const syntax::Node value = top.value().find(*second)) values.push_back(from_node(value.resolved(), via + ", " + std::string(top.key().text())));
  }
  if (values.empty() || item(argument, 3)) values.push_back(unknown());
}

std::optional<std::string> TemplateResolver::only_text(syntax::Node node, const shape::Assumptions& assumed, int depth) const {
  node = node.resolved();
  if (!node || depth > kDeepest) return std::nullopt;
  const auto function = model::intrinsic(node);
  if (!function) return node.is_scalar() ? std::optional<std::string>(node.text()) : std::nullopt;
  // Parameters are not taken at their default here: what is made of them would be a guess about a guess.
  if (function->name == "Ref") return std::nullopt;
  std::vector<shape::Value> values;
  resolve_function(*function, assumed, values, depth);
  if (values.size() != 1 || values[0].known != shape::Known::value) return std::nullopt;
  if (values[0].computed) return values[0].text;
  return values[0].node.is_scalar() ? std::optional<std::string>(values[0].node.text()) : std::nullopt;
}

void TemplateResolver::resolve_text(const model::Intrinsic& function, const shape::Assumptions& assumed, std::vector<shape::Value>& values, int depth) const {
  const syntax::Node argument = function.argument.resolved();
  const auto give = [&](std::optional<std::string> text, std::string_view how) {
    values.push_back(text ? made_text(std::move(*text), "what " + std::string(how) + " gives") : unknown());
  };
  if (function.name == "Fn::Sub") {
    const syntax::Node text = argument.is_sequence() ? item(argument, 0) : argument;
    const bool plain = text.is_scalar() && text.text().find("${") == std::string_view::npos;
    return give(plain ? std::optional<std::string>(text.text()) : std::nullopt, "Fn::Sub");
  }
  if (function.name == "Fn::Select") {
    const auto index = only_text(item(argument, 0), assumed, depth + 1);
    const syntax::Node list = item(argument, 1);
    std::size_t wanted = 0;
    const bool number = index && std::from_chars(index->data(), index->data() + index->size(), wanted).ec == std::errc{};
    if (!number || !list.is_sequence()) return give(std::nullopt, {});
    return give(only_text(item(list, wanted), assumed, depth + 1), "Fn::Select");
  }
  const auto separator = only_text(item(argument, 0), assumed, depth + 1);
  const syntax::Node list = item(argument, 1);
  if (!separator || !list.is_sequence() || model::is_intrinsic(list)) return give(std::nullopt, {});
  std::string joined;
  bool first = true;
  for (const syntax::Node each : list.children()) {
    const auto text = only_text(each, assumed, depth + 1);
    if (!text) return give(std::nullopt, {});
    if (!first) joined += *separator;
    first = false;
    joined += *text;
  }
  give(std::move(joined), "Fn::Join");
}

}  // namespace cribsheet::kinds::cloudformation
