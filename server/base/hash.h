// A quick hash of 64 bits, for telling what has changed from what has not. Not for what an enemy chooses: whoever can make two
// texts of the same hash gets a stale answer about his own file, and no more.
#pragma once
#include <cstdint>
#include <cstring>
#include <string_view>

namespace cribsheet {

class Hash {
 public:
  void word(std::uint64_t value) {
    state_ = (state_ ^ value) * 0x9E3779B97F4A7C15ULL;
    state_ ^= state_ >> 29U;
  }
  // The length counts too: ("ab", "c") is another than ("a", "bc").
  void bytes(std::string_view text) {
    word(text.size());
    for (; text.size() >= 8; text.remove_prefix(8)) {
      std::uint64_t value = 0;
      std::memcpy(&value, text.data(), 8);
      word(value);
    }
    std::uint64_t rest = 0;
    std::memcpy(&rest, text.data(), text.size());
    word(rest);
  }
  std::uint64_t value() const {
    const std::uint64_t mixed = state_ * 0xD6E8FEB86659FD93ULL;
    return mixed ^ mixed >> 32U;
  }

 private:
  std::uint64_t state_ = 0x243F6A8885A308D3ULL;
};

inline std::uint64_t hash_of(std::string_view text) {
  Hash hash;
  hash.bytes(text);
  return hash.value();
}

}  // namespace cribsheet
