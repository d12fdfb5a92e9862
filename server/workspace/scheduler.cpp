#include "workspace/scheduler.h"

#include <utility>  // Boost 1.74's Asio needs it first

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <map>
#include <optional>

namespace cribsheet::workspace {

namespace asio = boost::asio;

struct Scheduler::Parts {
  asio::io_context io{1};
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>> guard{io.get_executor()};
  std::map<std::string, asio::steady_timer> timers;
  std::optional<asio::thread_pool> interactive, background, notes;
};

Scheduler::Scheduler(unsigned threads) : parts_(std::make_unique<Parts>()) {
  if (threads == 0) return;
  // Pools instead of priorities: a long job in the background never stands before a short one that a person waits for.
  parts_->interactive.emplace(1u);
  parts_->background.emplace(threads > 2 ? threads - 1 : 1u);
  parts_->notes.emplace(1u);
}

Scheduler::~Scheduler() { join(); }

asio::io_context& Scheduler::io() { return parts_->io; }

void Scheduler::run() { parts_->io.run(); }

void Scheduler::stop() {
  parts_->guard.reset();
  parts_->io.stop();
}

bool Scheduler::inline_only() const { return !parts_->interactive; }

void Scheduler::post(std::function<void()> job) {
  if (inline_only()) return job();
  asio::post(parts_->io, std::move(job));
}

void Scheduler::work(Lane lane, std::function<void()> job) {
  if (inline_only()) return job();
  auto& pool = lane == Lane::interactive ? parts_->interactive : lane == Lane::background ? parts_->background : parts_->notes;
  asio::post(*pool, std::move(job));
}

void Scheduler::after(const std::string& name, std::chrono::milliseconds delay, std::function<void()> job) {
  if (inline_only()) return job();
  auto& timer = parts_->timers.try_emplace(name, parts_->io).first->second;
  timer.expires_after(delay);
  timer.async_wait([job = std::move(job)](const boost::system::error_code& error) {
    if (!error) job();
  });
}

void Scheduler::forget(const std::string& name) { parts_->timers.erase(name); }

void Scheduler::join() {
  for (auto* pool : {&parts_->interactive, &parts_->background, &parts_->notes}) {
    if (!*pool) continue;
    (*pool)->stop();
    (*pool)->join();
  }
}

}  // namespace cribsheet::workspace
