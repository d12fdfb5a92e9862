// What AWS's specification says about an entity, as far as a note can be compared with it.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "notes/query.h"
#include "pack/pack.h"

namespace cribsheet::notes {

// Every shape that describes the property (alternatives opened); empty: the specification does not know it.
std::vector<pack::Shape> shapes_of(const pack::Pack& pack, const Entity& entity);

struct Specification {
  bool known = false;  // the property exists
  bool numeric = false;
  bool map = false;
  std::optional<double> min, max;   // of the value
  std::optional<double> standard;   // default
  std::vector<std::string> values;  // enumeration; empty: none
};
Specification specification_of(const pack::Pack& pack, const Entity& entity);

}  // namespace cribsheet::notes
