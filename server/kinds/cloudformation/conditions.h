// The template's conditions as boolean expressions: which can hold together.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kinds/cloudformation/template.h"
#include "kinds/shape/resolver.h"

namespace cribsheet::kinds::cloudformation {

// Made from an outline; keeps views into its tree. Expressions it cannot read are free atoms: true or false as it suits.
class Conditions {
 public:
  explicit Conditions(const Template& outline);
  // Whether the assumptions can hold together. True where it is too much to work out (over 10 atoms).
  bool possible(const shape::Assumptions& assumed) const;
  // The value of a condition that can only have one; nothing where it can be both.
  std::optional<bool> constant(std::string_view condition) const;
  // Whether `then` holds (or fails) in every case in which the assumptions hold.
  bool implies(const shape::Assumptions& assumed, shape::Assumption then) const;
  // When it holds, as Markdown: "`Stage` is `prod` and `AWS::Region` is not `eu-west-1`". Empty: it can't be read, or is too long.
  std::string words(std::string_view condition) const;
  // What it is where every parameter has its default; nothing where one has none.
  std::optional<bool> by_default(std::string_view condition, const Template& outline) const;

 private:
  enum class Op : std::uint8_t { atom, constant, all, any, none };
  struct Term {
    Op op = Op::atom;
    bool value = false;  // constant
    std::uint32_t atom = 0;
    std::vector<std::uint32_t> terms;
  };
  struct Atom {            // Equals of a variable (parameter, pseudo parameter, any expression) and a text
    std::string variable;  // empty: free
    std::string text;
    std::vector<std::string> domain;  // all values the variable may have (allowed values); empty: any
  };
  std::uint32_t read(syntax::Node node, const Template& outline, int depth);
  std::uint32_t read_condition(std::string_view name, const Template& outline, int depth);
  std::uint32_t read_equals(syntax::Node argument, const Template& outline);
  std::string words_of(std::uint32_t term, bool holds, int depth) const;
  std::uint32_t add(Term term);
  std::uint32_t free_atom();
  std::uint32_t atom(Atom atom);
  // `bits` has a bit for each of `atoms`, in their order.
  bool evaluate(std::uint32_t term, const std::vector<std::uint32_t>& atoms, std::uint32_t bits) const;
  void atoms_of(std::uint32_t term, std::vector<std::uint32_t>& atoms) const;
  bool consistent(const std::vector<std::uint32_t>& atoms, std::uint32_t bits) const;

  std::vector<Term> terms_;
  std::vector<Atom> atoms_;
  std::unordered_map<std::string_view, std::uint32_t> by_name_;
};

}  // namespace cribsheet::kinds::cloudformation
