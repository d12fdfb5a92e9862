// Percent-encoding (RFC 3986, section 2.1), as in tags and links.
#pragma once
#include <string>
#include <string_view>

namespace cribsheet {

// Text with each `%41` as the byte it stands for; a `%` without two hexadecimal digits stays as it is.
std::string percent_decoded(std::string_view text);

}  // namespace cribsheet
