// Text that some Windows programs still write: UTF-16 with a byte order mark.
#pragma once
#include <string>

namespace cribsheet {

// The same text as UTF-8, without the mark; bytes that don't begin with one are given back as they are. A half surrogate becomes
// U+FFFD, an odd last byte is dropped.
std::string without_utf16(std::string bytes);

}  // namespace cribsheet
