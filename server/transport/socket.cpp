// Sockets: the loopback interface, and Unix sockets. Platform code: file modes and the removal of a stale socket file.
#include "transport/stream.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace cribsheet::transport {
namespace {

template <class Protocol>
Result<std::unique_ptr<Channel>> join_or_listen(boost::asio::io_context& io, const typename Protocol::endpoint& endpoint, const std::string& name) {
  boost::system::error_code error;
  typename Protocol::socket client(io);
  client.connect(endpoint, error);
  if (error) {
    client = typename Protocol::socket(io);
    typename Protocol::acceptor acceptor(io);
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(1, error);
    if (!error) acceptor.accept(client, error);
    if (error) return Error{"can't serve on " + name + ": " + error.message() + "; name another"};
  }
  return std::unique_ptr<Channel>(std::make_unique<StreamChannel<typename Protocol::socket>>(std::move(client)));
}

}  // namespace

Result<std::unique_ptr<Channel>> socket(boost::asio::io_context& io, unsigned short port) {
  using boost::asio::ip::tcp;
  return join_or_listen<tcp>(io, tcp::endpoint(boost::asio::ip::address_v4::loopback(), port), "port " + std::to_string(port));
}

Result<std::unique_ptr<Channel>> pipe(boost::asio::io_context& io, const std::string& path) {
  using boost::asio::local::stream_protocol;
  if (path.empty() || path.size() > 100) return Error{"the path of a pipe must have 1 to 100 bytes"};
  const mode_t before = ::umask(0177);  // the socket file is this user's alone
  auto channel = join_or_listen<stream_protocol>(io, stream_protocol::endpoint(path), path);
  ::umask(before);
  return channel;
}

}  // namespace cribsheet::transport
