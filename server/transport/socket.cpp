// Sockets: the loopback interface, and Unix sockets. Platform code: file modes and the removal of a stale socket file.
#include "transport/stream.h"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <cctype>
#include <cerrno>
#include <optional>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cribsheet::transport {
namespace {

template <class Protocol>
using Socket = typename Protocol::socket;

template <class Protocol>
std::unique_ptr<Channel> channel(Socket<Protocol> client) {
  return std::make_unique<StreamChannel<Socket<Protocol>>>(std::move(client));
}

// A web page can have its browser send anything to a port of this machine, but always behind a line of HTTP; a client of LSP begins
// with a header. Waits for these first bytes and leaves them to be read.
bool may_serve(boost::asio::ip::tcp::socket& client) {
  constexpr std::string_view kFirst = "content-";
  char bytes[kFirst.size()];
  ssize_t count = 0;
  do {
    count = ::recv(client.native_handle(), bytes, sizeof bytes, MSG_PEEK | MSG_WAITALL);
  } while (count < 0 && errno == EINTR);
  return count == static_cast<ssize_t>(sizeof bytes) &&
         std::equal(kFirst.begin(), kFirst.end(), bytes, [](char want, char is) { return want == std::tolower(static_cast<unsigned char>(is)); });
}

// Another user may have put a socket at a path in a shared folder: only this user's own processes, and the system's, are served.
bool may_serve(boost::asio::local::stream_protocol::socket& peer) {
  ucred who{};
  socklen_t size = sizeof who;
  return ::getsockopt(peer.native_handle(), SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 && (who.uid == ::geteuid() || who.uid == 0);
}

// Nothing where nobody listens there.
template <class Protocol>
std::optional<Socket<Protocol>> join(boost::asio::io_context& io, const typename Protocol::endpoint& endpoint) {
  boost::system::error_code error;
  Socket<Protocol> client(io);
  client.connect(endpoint, error);
  if (error) return std::nullopt;
  return client;
}

template <class Protocol>
Result<std::unique_ptr<Channel>> listen(boost::asio::io_context& io, const typename Protocol::endpoint& endpoint, const std::string& name) {
  boost::system::error_code error;
  Socket<Protocol> client(io);
  typename Protocol::acceptor acceptor(io);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(1, error);
  while (!error) {
    acceptor.accept(client, error);
    if (!error && may_serve(client)) break;
    if (!error) client.close();
  }
  if (error) return Error{"can't serve on " + name + ": " + error.message() + "; name another"};
  return channel<Protocol>(std::move(client));
}

bool is_socket(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISSOCK(status.st_mode);
}

}  // namespace

Result<std::unique_ptr<Channel>> socket(boost::asio::io_context& io, unsigned short port) {
  using boost::asio::ip::tcp;
  const tcp::endpoint endpoint(boost::asio::ip::address_v4::loopback(), port);
  if (auto joined = join<tcp>(io, endpoint)) return channel<tcp>(std::move(*joined));
  return listen<tcp>(io, endpoint, "port " + std::to_string(port));
}

Result<std::unique_ptr<Channel>> pipe(boost::asio::io_context& io, const std::string& path) {
  using boost::asio::local::stream_protocol;
  if (path.empty() || path.size() > 100) return Error{"the path of a pipe must have 1 to 100 bytes"};
  const stream_protocol::endpoint endpoint(path);
  if (auto joined = join<stream_protocol>(io, endpoint)) {
    if (!may_serve(*joined)) return Error{path + " belongs to another user; name another path"};
    return channel<stream_protocol>(std::move(*joined));
  }
  if (is_socket(path)) ::unlink(path.c_str());  // left behind by a server that is gone
  const mode_t before = ::umask(0177);          // the socket file is this user's alone
  auto served = listen<stream_protocol>(io, endpoint, path);
  ::umask(before);
  ::unlink(path.c_str());  // one client; nobody else finds it
  return served;
}

}  // namespace cribsheet::transport
