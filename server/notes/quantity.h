// Numbers with their units in prose: "43,200", "12 hours", "16k", "256 KB", "10GB".
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cribsheet::notes {

enum class Dimension : unsigned char { count, time, size, percent };

struct Quantity {
  double value = 0;  // time: seconds; size: bytes; else as written
  Dimension dimension = Dimension::count;
  std::string unit;       // as written, lower case; empty: a bare number, or one of things ("10 messages": messages)
  std::size_t begin = 0;  // of the number
  std::size_t end = 0;    // behind the unit
  bool rate = false;      // "50 IOPS per GiB", "10 events per second": no limit of a value
};

std::vector<Quantity> quantities_of(std::string_view text);

// A unit in which a property is given.
struct Unit {
  Dimension dimension = Dimension::count;
  double scale = 1;  // base units in one of these
};
std::optional<Unit> unit_called(std::string_view name);  // "seconds", "hours", "MiB", "count", ...
// "43200", "0.5", "10240"
std::string number_text(double value);

}  // namespace cribsheet::notes
