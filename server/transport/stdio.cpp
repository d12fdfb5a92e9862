// Standard input and output. Platform code: POSIX descriptors.
#include "transport/stream.h"

#include <boost/asio/posix/stream_descriptor.hpp>
#include <unistd.h>

namespace cribsheet::transport {

std::unique_ptr<Channel> stdio(boost::asio::io_context& io) {
  using Descriptor = boost::asio::posix::stream_descriptor;
  return std::make_unique<StreamChannel<Descriptor>>(Descriptor(io, ::dup(STDIN_FILENO)), Descriptor(io, ::dup(STDOUT_FILENO)));
}

}  // namespace cribsheet::transport
