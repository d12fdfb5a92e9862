// A two-way byte stream to one client: standard input and output, a socket on the loopback interface, or a Unix socket.
//
// All functions and callbacks run on the io_context's one thread. Nothing is sent beyond this machine.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace boost::asio {
class io_context;
}

namespace cribsheet::transport {

class Channel {
 public:
  virtual ~Channel() = default;
  // Starts reading. `closed` is called once, when the client is gone or the stream is broken.
  virtual void start(std::function<void(std::string_view)> received, std::function<void()> closed) = 0;
  // Queues bytes; they are written in order.
  virtual void send(std::string bytes) = 0;
  // Writes what is queued, then calls `done`; bytes that come later are dropped.
  virtual void flush(std::function<void()> done) = 0;
};

std::unique_ptr<Channel> stdio(boost::asio::io_context& io);
// Joins a client that already listens there (as editors do), else listens there itself and takes one client. Blocks until
// there is one. The socket is on 127.0.0.1 only, and who speaks HTTP there (a web page's browser) is hung up on; the Unix socket is
// made for this user alone, and another user's is not joined.
Result<std::unique_ptr<Channel>> socket(boost::asio::io_context& io, unsigned short port);
Result<std::unique_ptr<Channel>> pipe(boost::asio::io_context& io, const std::string& path);

}  // namespace cribsheet::transport
