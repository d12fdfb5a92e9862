// Sockets: the loopback interface, and Unix sockets. Platform code: file modes and the removal of a stale socket file.
#include "transport/stream.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
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

// Null where nobody listens there.
template <class Protocol>
std::unique_ptr<Channel> join(boost::asio::io_context& io, const typename Protocol::endpoint& endpoint) {
  boost::system::error_code error;
  Socket<Protocol> client(io);
  client.connect(endpoint, error);
  return error ? nullptr : channel<Protocol>(std::move(client));
}

template <class Protocol>
Result<std::unique_ptr<Channel>> listen(boost::asio::io_context& io, const typename Protocol::endpoint& endpoint, const std::string& name) {
  boost::system::error_code error;
  Socket<Protocol> client(io);
  typename Protocol::acceptor acceptor(io);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(1, error);
  if (!error) acceptor.accept(client, error);
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
  if (auto joined = join<tcp>(io, endpoint)) return joined;
  return listen<tcp>(io, endpoint, "port " + std::to_string(port));
}

Result<std::unique_ptr<Channel>> pipe(boost::asio::io_context& io, const std::string& path) {
  using boost::asio::local::stream_protocol;
  if (path.empty() || path.size() > 100) return Error{"the path of a pipe must have 1 to 100 bytes"};
  const stream_protocol::endpoint endpoint(path);
  if (auto joined = join<stream_protocol>(io, endpoint)) return joined;
  if (is_socket(path)) ::unlink(path.c_str());  // left behind by a server that is gone
  const mode_t before = ::umask(0177);          // the socket file is this user's alone
  auto served = listen<stream_protocol>(io, endpoint, path);
  ::umask(before);
  ::unlink(path.c_str());  // one client; nobody else finds it
  return served;
}

}  // namespace cribsheet::transport
