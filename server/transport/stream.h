// A Channel over any of Asio's stream objects; private to transport/.
#pragma once
#include <utility>  // Boost 1.74's Asio needs it first

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/write.hpp>
#include <deque>

#include "transport/channel.h"

namespace cribsheet::transport {

// Reader and Writer may be the same object (a socket) or two (standard input and output).
template <class Stream>
class StreamChannel final : public Channel {
 public:
  explicit StreamChannel(Stream both) : reader_(std::move(both)), writer_(&reader_) {}
  StreamChannel(Stream reader, Stream writer)
      : reader_(std::move(reader)), own_writer_(std::make_unique<Stream>(std::move(writer))), writer_(own_writer_.get()) {}

  void start(std::function<void(std::string_view)> received, std::function<void()> closed) override {
    received_ = std::move(received);
    closed_ = std::move(closed);
    read();
  }

  void send(std::string bytes) override {
    if (broken_ || done_) return;
    queue_.push_back(std::move(bytes));
    if (queue_.size() == 1) write();
  }

  void flush(std::function<void()> done) override {
    done_ = std::move(done);
    if (queue_.empty()) done_();
  }

 private:
  void read() {
    reader_.async_read_some(boost::asio::buffer(buffer_), [this](const boost::system::error_code& error, std::size_t count) {
      if (error) return close();
      received_(std::string_view(buffer_.data(), count));
      read();
    });
  }

  void write() {
    boost::asio::async_write(*writer_, boost::asio::buffer(queue_.front()), [this](const boost::system::error_code& error, std::size_t) {
      if (error) {
        broken_ = true;
        queue_.clear();
        if (done_) return done_();
        return close();
      }
      queue_.pop_front();
      if (!queue_.empty()) return write();
      if (done_) done_();
    });
  }

  void close() {
    if (auto closed = std::exchange(closed_, nullptr)) closed();
  }

  Stream reader_;
  std::unique_ptr<Stream> own_writer_;
  Stream* writer_;
  std::array<char, 64u << 10> buffer_;
  std::deque<std::string> queue_;
  std::function<void(std::string_view)> received_;
  std::function<void()> closed_, done_;
  bool broken_ = false;
};

}  // namespace cribsheet::transport
