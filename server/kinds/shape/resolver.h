// What a value in a document may be at run time: itself, or what a function, a parameter or a condition makes of it.
//
// The shape engine asks; kinds answer. The default says that every value is what is written, which is right for all kinds but
// templates.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/tree.h"

namespace cribsheet::kinds::shape {

// A condition of the template taken as true or false on the way to a value.
struct Assumption {
  std::string_view condition;
  bool holds = true;
  bool operator==(const Assumption&) const = default;
};
using Assumptions = std::vector<Assumption>;

enum class Known : std::uint8_t {
  value,    // it is `node`, or `text` where computed
  absent,   // AWS::NoValue: as if the key or item were not written
  unknown,  // cannot be said; nothing may be reported
};

struct Value {
  Known known = Known::unknown;
  syntax::Node node;  // the value as written somewhere in the document (a branch of an If, a parameter's Default, ...)
  std::string text;   // where `computed`: a string that functions make (Sub, Join, Select, ...)
  bool computed = false;
  std::string via;      // how it came about, for the message: "the default of parameter Size"; empty: written in place
  Assumptions assumes;  // only possible under these
};

class Resolver {
 public:
  virtual ~Resolver() = default;
  // What `node` may be under the assumptions. False: it is what it is (then `values` is untouched); the common case, and cheap.
  virtual bool resolve(syntax::Node, const Assumptions&, std::vector<Value>& /*values*/) const { return false; }
  // Conditions that decide `node` itself (not its parts) and are not among the assumptions.
  virtual void conditions(syntax::Node, const Assumptions&, std::vector<std::string_view>& /*names*/) const {}
  // Whether the assumptions can hold together.
  virtual bool possible(const Assumptions&) const { return true; }
  // Whether an entry with this key stands for entries that cannot be seen (Fn::ForEach::X, Fn::Transform).
  virtual bool stands_for_others(std::string_view /*key*/) const { return false; }
};

}  // namespace cribsheet::kinds::shape
