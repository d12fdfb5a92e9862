// Platform code: POSIX files.
#include "workspace/read_file.h"

#include "base/utf16.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cribsheet::workspace {
namespace {

// Reads up to the end of the file; false on an error or where there is more than `largest`.
bool read_all(int file, std::string& text, std::size_t largest) {
  while (true) {
    const std::size_t have = text.size();
    if (have > largest) return errno = EFBIG, false;
    text.resize(have + (have == text.capacity() ? 64u << 10 : text.capacity() - have));
    const ssize_t count = ::read(file, text.data() + have, text.size() - have);
    text.resize(have + (count > 0 ? static_cast<std::size_t>(count) : 0));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    if (count == 0) return true;
  }
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t largest) {
  const int file = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (file < 0) return Error{path + ": " + std::strerror(errno)};
  struct stat status {};
  std::string text;
  Result<std::string> result = Error{};
  if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
    result = Error{path + (S_ISDIR(status.st_mode) ? ": is a folder" : ": is no regular file")};
  } else if (static_cast<std::size_t>(status.st_size) > largest) {
    result = Error{path + ": is larger than " + std::to_string(largest >> 20) + " MB"};
  } else {
    text.reserve(static_cast<std::size_t>(status.st_size) + 1);
    result = read_all(file, text, largest) ? Result<std::string>(std::move(text)) : Result<std::string>(Error{path + ": " + std::strerror(errno)});
  }
  ::close(file);
  if (result && path.ends_with(".md")) return without_utf16(std::move(*result));
  return result;
}

Result<std::string> read_standard_input(std::size_t largest) {
  std::string text;
  if (!read_all(STDIN_FILENO, text, largest)) return Error{std::string("standard input: ") + std::strerror(errno)};
  return text;
}

}  // namespace cribsheet::workspace
