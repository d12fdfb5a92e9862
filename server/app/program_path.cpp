// Every system has its own way to ask. Tried on Linux alone.
#include "app/program_path.h"

#include <cstdint>
#include <filesystem>

#if defined(__linux__)
#include <sys/auxv.h>
#elif defined(__APPLE__)
#include <mach-o/dyld.h>
#endif

namespace cribsheet::app {

std::string program_path() {
  std::error_code error;
#if defined(__linux__)
  auto path = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) return path.string();
  // In a chroot or a container without /proc: what it was started as.
  const auto* started_as = reinterpret_cast<const char*>(getauxval(AT_EXECFN));  // an address as a number is this call's own way
  if (started_as == nullptr) return {};
#elif defined(__APPLE__)
  char started_as[4096];
  std::uint32_t size = sizeof started_as;
  if (_NSGetExecutablePath(started_as, &size) != 0) return {};
#else
  const char* const started_as = "";
#endif
  const auto real = std::filesystem::canonical(started_as, error);
  return error ? std::string() : real.string();
}

}  // namespace cribsheet::app
