// LSP's base protocol: `Content-Length: N`, an empty line, N bytes. Pure: bytes in, messages out.
//
// A damaged stream is mended, not given up: where a header makes no sense the framer skips to the next `Content-Length:`
// and counts one fault, so that the caller can answer once for each.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cribsheet::transport {

constexpr std::size_t kMaxMessageSize = 64u << 20;  // longer messages are skipped and counted as a fault
constexpr std::size_t kMaxHeaderSize = 8u << 10;

class Framer {
 public:
  void feed(std::string_view bytes);
  // The next whole message's body; nothing where more bytes are needed.
  std::optional<std::string> next();
  // The body just given was no message (its length was wrong): what follows a `Content-Length:` inside it is read again.
  void reject(std::string_view body);
  // Faults since the last call: headers that made no sense, lengths beyond the limit.
  std::size_t take_faults();

 private:
  bool read_header();
  void resync();
  void drop(std::size_t count);

  std::string buffer_;
  std::size_t begin_ = 0;              // bytes of buffer_ already used
  std::optional<std::size_t> length_;  // of the body that is being read
  std::size_t skip_ = 0;               // bytes of an oversized body still to be thrown away
  std::size_t scanned_ = 0;            // header bytes already searched for their end
  std::size_t faults_ = 0;
  bool lost_ = false;  // in the middle of garbage that was already counted
};

// The bytes of one message.
std::string frame(std::string_view body);

}  // namespace cribsheet::transport
