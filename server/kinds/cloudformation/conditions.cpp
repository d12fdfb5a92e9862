#include "kinds/cloudformation/conditions.h"

#include <algorithm>

namespace cribsheet::kinds::cloudformation {
namespace {

constexpr std::size_t kMostAtoms = 10;
constexpr int kDeepest = 20;

void spell_content(syntax::Node node, std::string& out, int depth);

// One spelling for the same expression, short form or long.
void spell(syntax::Node node, std::string& out, int depth) {
  node = node.resolved();
  if (depth > kDeepest || out.size() > 500) return;
  const auto function = model::intrinsic(node);
  if (!function) return spell_content(node, out, depth);
  out += function->name;
  out += '(';
  if (function->short_form) spell_content(node, out, depth);
  else spell(function->argument, out, depth + 1);
  out += ')';
}

void spell_content(syntax::Node node, std::string& out, int depth) {
  if (node.is_scalar()) {
    out += '\'';
    out += node.text();
    out += '\'';
    return;
  }
  for (const syntax::Node child : node.children()) {
    if (child.kind() == syntax::NodeKind::entry) {
      spell(child.key(), out, depth + 1);
      out += ':';
      spell(child.value(), out, depth + 1);
    } else {
      spell(child, out, depth + 1);
    }
    out += ',';
  }
}

std::vector<std::string> domain_of(syntax::Node variable, const Template& outline) {
  const auto function = model::intrinsic(variable);
  if (!function || function->name != "Ref") return {};
  const Parameter* parameter = outline.parameter(function->argument.text());
  if (parameter == nullptr || parameter->from_ssm() || parameter->list()) return {};
  std::vector<std::string> values;
  for (const syntax::Node each : parameter->allowed_values.children()) values.emplace_back(each.text());
  return values;
}

}  // namespace

Conditions::Conditions(const Template& outline) {
  for (const Named& condition : outline.conditions) read_condition(condition.id, outline, 0);
}

std::uint32_t Conditions::add(Term term) {
  terms_.push_back(std::move(term));
  return static_cast<std::uint32_t>(terms_.size() - 1);
}

std::uint32_t Conditions::free_atom() {
  atoms_.push_back({});
  Term term;
  term.atom = static_cast<std::uint32_t>(atoms_.size() - 1);
  return add(std::move(term));
}

std::uint32_t Conditions::atom(Atom made) {
  Term term;
  for (std::size_t i = 0; i < atoms_.size(); ++i) {
    if (atoms_[i].variable != made.variable || atoms_[i].text != made.text) continue;
    term.atom = static_cast<std::uint32_t>(i);
    return add(std::move(term));
  }
  atoms_.push_back(std::move(made));
  term.atom = static_cast<std::uint32_t>(atoms_.size() - 1);
  return add(std::move(term));
}

std::uint32_t Conditions::read_condition(std::string_view name, const Template& outline, int depth) {
  if (const auto known = by_name_.find(name); known != by_name_.end()) return known->second;
  const Named* condition = outline.condition(name);
  if (condition == nullptr || depth > kDeepest) return free_atom();
  by_name_[condition->id] = free_atom();  // a cycle meets this one
  const std::uint32_t term = read(condition->body, outline, depth + 1);
  by_name_[condition->id] = term;
  return term;
}

std::uint32_t Conditions::read(syntax::Node node, const Template& outline, int depth) {
  node = node.resolved();
  const auto function = model::intrinsic(node);
  if (!function || depth > kDeepest) return free_atom();
  if (function->name == "Condition") return read_condition(function->argument.text(), outline, depth + 1);
  if (function->name == "Fn::Equals") return read_equals(function->argument, outline);
  const bool all = function->name == "Fn::And", any = function->name == "Fn::Or", none = function->name == "Fn::Not";
  if ((!all && !any && !none) || !function->argument.is_sequence()) return free_atom();
  Term term;
  term.op = all ? Op::all : any ? Op::any : Op::none;
  for (const syntax::Node each : function->argument.children()) term.terms.push_back(read(each, outline, depth + 1));
  return add(std::move(term));
}

std::uint32_t Conditions::read_equals(syntax::Node argument, const Template& outline) {
  argument = argument.resolved();
  if (!argument.is_sequence() || argument.child_count() != 2) return free_atom();
  syntax::Node left = argument.first_child().resolved(), right = argument.first_child().next_sibling().resolved();
  const auto literal = [](syntax::Node node) { return node.is_scalar() && !model::is_intrinsic(node); };
  if (literal(left) && literal(right)) {
    Term term;
    term.op = Op::constant;
    term.value = left.text() == right.text();
    return add(std::move(term));
  }
  if (literal(left)) std::swap(left, right);
  Atom made;
  spell(left, made.variable, 0);
  if (literal(right)) {
    made.text = right.text();
    made.domain = domain_of(left, outline);
  } else {
    spell(right, made.variable, 0);
    made.text = "=";
  }
  return atom(std::move(made));
}

bool Conditions::evaluate(std::uint32_t index, const std::vector<std::uint32_t>& atoms, std::uint32_t bits) const {
  const Term& term = terms_[index];
  switch (term.op) {
    case Op::constant: return term.value;
    case Op::atom: {
      const auto at = std::find(atoms.begin(), atoms.end(), term.atom) - atoms.begin();
      return (bits & (1u << at)) != 0;
    }
    case Op::all: return std::all_of(term.terms.begin(), term.terms.end(), [&](std::uint32_t each) { return evaluate(each, atoms, bits); });
    case Op::any: return std::any_of(term.terms.begin(), term.terms.end(), [&](std::uint32_t each) { return evaluate(each, atoms, bits); });
    case Op::none: return std::none_of(term.terms.begin(), term.terms.end(), [&](std::uint32_t each) { return evaluate(each, atoms, bits); });
  }
  return false;
}

void Conditions::atoms_of(std::uint32_t index, std::vector<std::uint32_t>& atoms) const {
  const Term& term = terms_[index];
  if (term.op == Op::atom && std::find(atoms.begin(), atoms.end(), term.atom) == atoms.end() && atoms.size() <= kMostAtoms) atoms.push_back(term.atom);
  for (const std::uint32_t each : term.terms) atoms_of(each, atoms);
}

bool Conditions::consistent(const std::vector<std::uint32_t>& atoms, std::uint32_t bits) const {
  const auto holds = [&](std::size_t i) { return (bits & (1u << i)) != 0; };
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    const Atom& one = atoms_[atoms[i]];
    if (one.variable.empty()) continue;
    const auto in_domain = [&](const std::string& text) { return std::find(one.domain.begin(), one.domain.end(), text) != one.domain.end(); };
    if (holds(i) && !one.domain.empty() && !in_domain(one.text)) return false;
    std::size_t covered = 0;
    bool some_true = false;
    for (std::size_t j = 0; j < atoms.size(); ++j) {
      const Atom& other = atoms_[atoms[j]];
      if (other.variable != one.variable) continue;
      if (i != j && holds(i) && holds(j)) return false;
      covered += in_domain(other.text);
      some_true = some_true || holds(j);
    }
    if (!one.domain.empty() && covered == one.domain.size() && !some_true) return false;
  }
  return true;
}

bool Conditions::possible(const shape::Assumptions& assumed) const {
  std::vector<std::uint32_t> terms, atoms;
  for (const shape::Assumption& each : assumed) {
    for (const shape::Assumption& other : assumed)
      if (other.condition == each.condition && other.holds != each.holds) return false;
    const auto known = by_name_.find(each.condition);
    terms.push_back(known == by_name_.end() ? UINT32_MAX : known->second);
    if (known != by_name_.end()) atoms_of(known->second, atoms);
  }
  if (atoms.size() > kMostAtoms) return true;
  for (std::uint32_t bits = 0; bits < (1u << atoms.size()); ++bits) {
    if (!consistent(atoms, bits)) continue;
    bool fits = true;
    for (std::size_t i = 0; fits && i < terms.size(); ++i) fits = terms[i] == UINT32_MAX || evaluate(terms[i], atoms, bits) == assumed[i].holds;
    if (fits) return true;
  }
  return false;
}

std::optional<bool> Conditions::constant(std::string_view condition) const {
  if (by_name_.find(condition) == by_name_.end()) return std::nullopt;
  const bool may_hold = possible({{condition, true}}), may_fail = possible({{condition, false}});
  if (may_hold == may_fail) return std::nullopt;
  return may_hold;
}

bool Conditions::implies(const shape::Assumptions& assumed, shape::Assumption then) const {
  shape::Assumptions against = assumed;
  against.push_back({then.condition, !then.holds});
  return !possible(against);
}

}  // namespace cribsheet::kinds::cloudformation
