// Who runs what, and when: one owner thread that holds the state, and workers that read immutable snapshots.
//
// With no threads (`--threads 0`) work runs inline and timers fire as soon as they are set: tests and fuzzers see every
// effect of a message before the next one.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace boost::asio {
class io_context;
}

namespace cribsheet::workspace {

enum class Lane : std::uint8_t {
  interactive,  // a person waits: hover, completion, definition
  background,   // findings, whole-workspace answers
  notes,        // reading all of them: seconds, and nothing waits for it
};

class Scheduler {
 public:
  explicit Scheduler(unsigned threads);
  ~Scheduler();
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  boost::asio::io_context& io();
  // Runs the owner thread's work on the calling thread until `stop`.
  void run();
  void stop();
  bool inline_only() const;

  // On the owner thread, after what is already queued. May be called from any thread.
  void post(std::function<void()> job);
  // On a worker. Jobs must not throw and must not touch the owner's state; they `post` what they found.
  void work(Lane lane, std::function<void()> job);
  // On the owner thread after a while. A later call with the same name replaces the earlier one. Owner thread only.
  void after(const std::string& name, std::chrono::milliseconds delay, std::function<void()> job);
  void forget(const std::string& name);
  // Waits until no worker is busy and drops what has not begun. Called once, before the state goes.
  void join();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace cribsheet::workspace
