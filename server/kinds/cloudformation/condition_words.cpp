// Conditions in words, and with the parameters' defaults.
#include <fmt/format.h>

#include "kinds/cloudformation/conditions.h"

namespace cribsheet::kinds::cloudformation {
namespace {

constexpr int kDeepest = 12;
constexpr std::size_t kLongest = 400;

// "Stage" of "Ref('Stage')"; empty: some other expression.
std::string_view referred(std::string_view variable) {
  if (!variable.starts_with("Ref('") || !variable.ends_with("')") || variable.find('\'', 5) != variable.size() - 2) return {};
  return variable.substr(5, variable.size() - 7);
}

}  // namespace

std::string Conditions::words_of(std::uint32_t index, bool holds, int depth) const {
  if (depth > kDeepest) return {};
  const Term& term = terms_[index];
  if (term.op == Op::constant) return term.value == holds ? "always" : "never";
  if (term.op == Op::atom) {
    const Atom& atom = atoms_[term.atom];
    const std::string_view name = referred(atom.variable);
    if (name.empty()) return {};
    return atom.text.empty() ? fmt::format("`{}` is {}empty", name, holds ? "" : "not ") : fmt::format("`{}` is {}`{}`", name, holds ? "" : "not ", atom.text);
  }
  if (term.op == Op::none) return term.terms.size() == 1 ? words_of(term.terms[0], !holds, depth + 1) : std::string();
  const bool all = (term.op == Op::all) == holds;  // not (a and b): not a, or not b
  std::string out;
  for (const std::uint32_t each : term.terms) {
    std::string part = words_of(each, holds, depth + 1);
    if (part.empty() || out.size() > kLongest) return {};
    const Op inner = terms_[each].op;
    if (all && (inner == Op::all || inner == Op::any) && part.find(" or ") != std::string::npos) part = "(" + part + ")";
    out += (out.empty() ? "" : all ? " and " : " or ") + part;
  }
  return out;
}

std::string Conditions::words(std::string_view condition) const {
  const auto known = by_name_.find(condition);
  return known == by_name_.end() ? std::string() : words_of(known->second, true, 0);
}

std::optional<bool> Conditions::by_default(std::string_view condition, const Template& outline) const {
  const auto known = by_name_.find(condition);
  if (known == by_name_.end()) return std::nullopt;
  std::vector<std::uint32_t> atoms;
  atoms_of(known->second, atoms);
  std::uint32_t bits = 0;
  if (atoms.empty() || atoms.size() > 30) return std::nullopt;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    const Atom& atom = atoms_[atoms[i]];
    const Parameter* parameter = outline.parameter(referred(atom.variable));
    if (parameter == nullptr || parameter->from_ssm() || !parameter->default_value.is_scalar()) return std::nullopt;
    if (parameter->default_value.text() == atom.text) bits |= 1u << i;
  }
  return evaluate(known->second, atoms, bits);
}

}  // namespace cribsheet::kinds::cloudformation
