// Preloaded by a test: the clock of the day jumps by years at every look. The steady clock is left alone, as a system's is.
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>

#include <atomic>

namespace {
long jump() {
  static std::atomic<unsigned> looks{0};
  constexpr long kYear = 365 * 86400;
  constexpr long kJumps[] = {0, 5 * kYear, -5 * kYear, 30 * kYear, -40 * kYear, 1, -1};
  return kJumps[looks++ % (sizeof kJumps / sizeof *kJumps)];
}
}  // namespace

extern "C" {
int clock_gettime(clockid_t clock, timespec* now) noexcept {
  static const auto real = reinterpret_cast<int (*)(clockid_t, timespec*)>(dlsym(RTLD_NEXT, "clock_gettime"));
  const int result = real(clock, now);
  if (result == 0 && clock == CLOCK_REALTIME) now->tv_sec += jump();
  return result;
}
time_t time(time_t* out) noexcept {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  if (out != nullptr) *out = now.tv_sec;
  return now.tv_sec;
}
}
