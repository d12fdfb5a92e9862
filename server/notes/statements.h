// What a sentence says of a value: its limits, its default, the values it may take.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "notes/quantity.h"

namespace cribsheet::notes {

struct Statement {
  std::optional<Quantity> min, max, standard;  // standard: the default
  std::optional<Quantity> plain;               // a size in parentheses that nothing calls a limit: "/tmp (512 MB)"
  std::vector<std::string> values;             // an enumeration
  std::vector<std::string> required;           // "X and Y are mandatory"
  std::string same;                            // "must be the same type": "type"
  std::string usual;                           // "disabled by default": "false"
  bool unchangeable = false;                   // "can't be changed after it is created"
  bool hedged = false;                         // "approx.", "e.g.", "usually": not a limit to hold anyone to
  bool empty() const { return !min && !max && !standard && !plain && values.empty() && required.empty() && same.empty() && usual.empty() && !unchangeable; }
};

Statement read_statement(std::string_view text);
// The values in "A, B and C", in quotes or not; empty where it is no list of names.
std::vector<std::string> read_values(std::string_view text);

}  // namespace cribsheet::notes
