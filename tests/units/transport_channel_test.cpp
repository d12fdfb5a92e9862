// A client on a Unix socket: bytes both ways, a file left behind by a server that is gone, the end.
#include <utility>  // Boost 1.74's Asio needs it first

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <filesystem>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

#include "support/catch.h"
#include "transport/channel.h"

using namespace cribsheet;

namespace {

sockaddr_un address(const std::string& path) {
  sockaddr_un made{};
  made.sun_family = AF_UNIX;
  path.copy(made.sun_path, sizeof made.sun_path - 1);
  return made;
}

// Connects as soon as somebody listens; -1 where nobody does within five seconds.
int connect_to(const std::string& path) {
  const auto to = address(path);
  for (int i = 0; i < 500; ++i) {
    const int client = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (::connect(client, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0) return client;
    ::close(client);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return -1;
}

}  // namespace

TEST_CASE("a pipe serves one client, also where an old socket file lies in the way") {
  const auto path = (std::filesystem::temp_directory_path() / ("cribsheet-pipe-" + std::to_string(::getpid()))).string();
  const int old = ::socket(AF_UNIX, SOCK_STREAM, 0);
  const auto name = address(path);
  REQUIRE(::bind(old, reinterpret_cast<const sockaddr*>(&name), sizeof name) == 0);
  ::close(old);  // the file stays, nobody listens

  std::string answer;
  std::thread client([&] {
    const int socket = connect_to(path);
    if (socket < 0) return;
    static_cast<void>(::write(socket, "ping", 4));
    char bytes[4];
    for (ssize_t count = 0; answer.size() < 4 && (count = ::read(socket, bytes, sizeof bytes)) > 0;) answer.append(bytes, static_cast<std::size_t>(count));
    ::close(socket);
  });
  boost::asio::io_context io;
  auto channel = transport::pipe(io, path);
  REQUIRE(channel);
  bool closed = false;
  (*channel)->start(
      [&](std::string_view bytes) {
        CHECK(bytes == "ping");
        (*channel)->send("pong");
      },
      [&] { closed = true; });
  io.run();
  client.join();
  CHECK(answer == "pong");
  CHECK(closed);
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a pipe that can't be made is a sentence") {
  boost::asio::io_context io;
  CHECK_FALSE(transport::pipe(io, ""));
  CHECK_FALSE(transport::pipe(io, std::string(200, 'x')));
  const auto missing = transport::pipe(io, "/no/such/folder/pipe");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().message.find("/no/such/folder/pipe") != std::string::npos);
}
