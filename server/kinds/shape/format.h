// Formats that shapes name: what a text must look like to be an ARN, an id, a network.
#pragma once
#include <optional>
#include <string_view>

namespace cribsheet::kinds::shape {

struct Format {
  std::string_view name;  // "AWS::EC2::Subnet.Id"
  std::string_view says;  // "a subnet id, like subnet-0123456789abcdef0"
  std::string_view pattern;
};
// What is known of a format; null: nothing, so anything fits.
const Format* format(std::string_view name);
// Whether the text fits the format; nothing where the format is not known.
std::optional<bool> fits_format(std::string_view name, std::string_view text);

}  // namespace cribsheet::kinds::shape
