// `cribsheet lsp`.
#include <utility>  // Boost 1.74's Asio needs it first

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <thread>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "app/commands.h"
#include "app/open.h"
#include "lsp/session.h"
#include "transport/channel.h"
#include "workspace/scheduler.h"

namespace cribsheet::app {
namespace {

unsigned thread_count(int asked) {
  if (asked >= 0) return static_cast<unsigned>(asked);
  return std::clamp(std::thread::hardware_concurrency(), 2u, 4u);
}

Result<std::unique_ptr<transport::Channel>> open_channel(const ServeOptions& options, boost::asio::io_context& io) {
  if (options.port) return transport::socket(io, *options.port);
  if (!options.pipe.empty()) return transport::pipe(io, options.pipe);
  return transport::stdio(io);
}

}  // namespace

int serve(const ServeOptions& options) {
#ifdef __GLIBC__
  ::mallopt(M_ARENA_MAX, 2);  // an arena a thread would keep memory that nobody needs
#endif
  std::signal(SIGPIPE, SIG_IGN);  // a client that went away is seen when we write
  workspace::Scheduler scheduler(thread_count(options.threads));
  auto channel = open_channel(options, scheduler.io());
  if (!channel) return fail(channel.error().message);

  lsp::SessionOptions session_options;
  auto pack = open_pack();
  session_options.pack = pack ? *pack : pack::Pack::empty();
  if (!pack) session_options.pack_problem = pack.error().message;
  for (const auto& path : options.sources.notes) session_options.settings.notes.push_back(std::filesystem::absolute(path).string());
  session_options.settings.use_notes = !options.sources.no_notes;

  int code = kFailed;
  lsp::Session session(
      std::move(session_options), scheduler, [&](std::string bytes) { (*channel)->send(std::move(bytes)); },
      [&](int exit_code) {
        code = exit_code;
        (*channel)->flush([&] { scheduler.stop(); });
      });
  (*channel)->start([&](std::string_view bytes) { session.receive(bytes); }, [&] { session.closed(); });
  scheduler.run();
  scheduler.join();
  return code;
}

}  // namespace cribsheet::app
