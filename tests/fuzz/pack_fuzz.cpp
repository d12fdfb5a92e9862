// Any bytes as a knowledge pack: refused, or asked everything without harm.
#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "support/pack_walk.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  static const int file = memfd_create("pack", 0);
  if (file < 0 || ftruncate(file, 0) != 0 || pwrite(file, bytes, size, 0) != static_cast<ssize_t>(size)) return 0;
  const auto opened = cribsheet::pack::Pack::open("/proc/self/fd/" + std::to_string(file));
  if (opened) cribsheet::tests::walk(**opened, 500);
  return 0;
}
