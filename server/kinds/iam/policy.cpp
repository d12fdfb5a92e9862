#include "kinds/iam/policy.h"

#include <array>

#include "kinds/iam/glob.h"

namespace cribsheet::iam {
namespace {

struct BaseOperator {
  std::string_view name;
  Operator::Family family;
  bool negated, like;
};
using F = Operator::Family;
constexpr std::array<BaseOperator, 27> kOperators = {{
    {"StringEquals", F::string, false, false},
    {"StringNotEquals", F::string, true, false},
    {"StringEqualsIgnoreCase", F::string, false, false},
    {"StringNotEqualsIgnoreCase", F::string, true, false},
    {"StringLike", F::string, false, true},
    {"StringNotLike", F::string, true, true},
    {"NumericEquals", F::numeric, false, false},
    {"NumericNotEquals", F::numeric, true, false},
    {"NumericLessThan", F::numeric, false, false},
    {"NumericLessThanEquals", F::numeric, false, false},
    {"NumericGreaterThan", F::numeric, false, false},
    {"NumericGreaterThanEquals", F::numeric, false, false},
    {"DateEquals", F::date, false, false},
    {"DateNotEquals", F::date, true, false},
    {"DateLessThan", F::date, false, false},
    {"DateLessThanEquals", F::date, false, false},
    {"DateGreaterThan", F::date, false, false},
    {"DateGreaterThanEquals", F::date, false, false},
    {"Bool", F::boolean, false, false},
    {"BinaryEquals", F::binary, false, false},
    {"IpAddress", F::ip, false, false},
    {"NotIpAddress", F::ip, true, false},
    {"ArnEquals", F::arn, false, true},
    {"ArnNotEquals", F::arn, true, true},
    {"ArnLike", F::arn, false, true},
    {"ArnNotLike", F::arn, true, true},
    {"Null", F::null, false, false},
}};

const BaseOperator* base(std::string_view name) {
  for (std::size_t i = 0; i < kOperators.size(); ++i)
    if (same(kOperators[i].name, name)) return &kOperators[i];
  return nullptr;
}

bool is_star(const Value& value) { return value.is_text() && value.text == "*"; }

// Length of a text as JSON has it, white space left out; a hole counts as nothing.
std::size_t json_length(std::string_view text) {
  std::size_t n = 2;
  for (char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || is_hole(c)) continue;
    if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) continue;  // continues a UTF-8 sequence
    n += c == '"' || c == '\\' ? 2 : 1;
  }
  return n;
}

std::size_t size(syntax::Node node, int depth) {
  node = node.resolved();
  if (depth > 64) return 0;
  if (node.is_scalar()) {
    // Numbers and booleans stand without quotes.
    const bool quoted = syntax::scalar_type(node) == syntax::ScalarType::string || syntax::scalar_type(node) == syntax::ScalarType::timestamp;
    return json_length(node.text()) - (quoted ? 0 : 2);
  }
  std::size_t n = 2, parts = 0;
  for (syntax::Node child : node.children()) {
    ++parts;
    if (node.is_mapping()) n += (child.key().is_scalar() ? json_length(child.key().text()) : 0) + 1 + size(child.value(), depth + 1);
    else n += size(child, depth + 1);
  }
  return n + (parts > 1 ? parts - 1 : 0);
}

}  // namespace

PolicyType policy_type(std::string_view name) {
  if (name == "identity") return PolicyType::identity;
  if (name == "resource") return PolicyType::resource;
  if (name == "trust") return PolicyType::trust;
  if (name == "scp") return PolicyType::scp;
  if (name == "rcp") return PolicyType::rcp;
  if (name == "boundary") return PolicyType::boundary;
  if (name == "session") return PolicyType::session;
  if (name == "endpoint") return PolicyType::endpoint;
  return PolicyType::unknown;
}

std::string_view name_of(PolicyType type) {
  switch (type) {
    case PolicyType::identity: return "identity-based policy";
    case PolicyType::resource: return "resource-based policy";
    case PolicyType::trust: return "role trust policy";
    case PolicyType::scp: return "service control policy";
    case PolicyType::rcp: return "resource control policy";
    case PolicyType::boundary: return "permissions boundary";
    case PolicyType::session: return "session policy";
    case PolicyType::endpoint: return "VPC endpoint policy";
    case PolicyType::unknown: break;
  }
  return "policy";
}

Operator parse_operator(std::string_view text) {
  Operator op;
  if (starts_with_same(text, "ForAllValues:")) {
    op.qualifier = Operator::Qualifier::for_all;
    text.remove_prefix(13);
  } else if (starts_with_same(text, "ForAnyValue:")) {
    op.qualifier = Operator::Qualifier::for_any;
    text.remove_prefix(12);
  }
  const BaseOperator* found = base(text);
  if (!found && text.size() > 8 && same(text.substr(text.size() - 8), "IfExists")) {
    op.if_exists = true;
    found = base(text.substr(0, text.size() - 8));
  }
  if (!found) return op;
  op.base = found->name;
  op.family = found->family;
  op.negated = found->negated;
  op.like = found->like;
  return op;
}

const std::vector<std::string_view>& operator_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> out;
    for (std::size_t i = 0; i < kOperators.size(); ++i) out.push_back(kOperators[i].name);
    return out;
  }();
  return names;
}

bool Principal::everyone() const {
  for (const Value& v : bare)
    if (is_star(v)) return true;
  for (const Values& e : entries)
    if (e.key == "AWS")
      for (const Value& v : e.items)
        if (is_star(v)) return true;
  return false;
}

const ConditionKey* Statement::key(std::string_view name) const {
  for (const ConditionBlock& block : condition.blocks)
    for (const ConditionKey& k : block.keys)
      if (same(k.name, name)) return &k;
  return nullptr;
}

bool Statement::is_effect(std::string_view name) const {
  const Value* only = effect.only();
  return only && only->is_text() && only->text == name;
}

Range Policy::inside(const Value& value, std::size_t begin, std::size_t end) const {
  if (!value.node.is_scalar() || value.node.text() != value.text || end > value.text.size() || begin > end) return value.range;
  return value.node.map().to_source(Range{static_cast<Offset>(begin), static_cast<Offset>(end)});
}

bool Policy::has_principal() const {
  for (const Statement& s : statements)
    if (s.principal.present || s.not_principal.present) return true;
  return false;
}

std::size_t size_of(const Policy& policy) { return size(policy.root, 0); }

}  // namespace cribsheet::iam
