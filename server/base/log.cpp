#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace cribsheet::log {
namespace {

spdlog::logger& logger() {
  static spdlog::logger instance = [] {
    spdlog::logger made("cribsheet", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made.set_pattern("%H:%M:%S.%e %l: %v");
    made.set_level(spdlog::level::warn);
    made.flush_on(spdlog::level::warn);
    return made;
  }();
  return instance;
}

}  // namespace

void set_level(Level level) {
  switch (level) {
    case Level::off: return logger().set_level(spdlog::level::off);
    case Level::error: return logger().set_level(spdlog::level::err);
    case Level::warning: return logger().set_level(spdlog::level::warn);
    case Level::info: return logger().set_level(spdlog::level::info);
    case Level::debug: return logger().set_level(spdlog::level::debug);
  }
}

void error(std::string_view message) { logger().error("{}", message); }
void warning(std::string_view message) { logger().warn("{}", message); }
void info(std::string_view message) { logger().info("{}", message); }
void debug(std::string_view message) { logger().debug("{}", message); }

}  // namespace cribsheet::log
