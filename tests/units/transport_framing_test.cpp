#include <string>
#include <vector>

#include "support/catch.h"
#include "transport/framing.h"

using namespace cribsheet::transport;

namespace {

std::vector<std::string> bodies(Framer& framer) {
  std::vector<std::string> all;
  while (auto body = framer.next()) all.push_back(*body);
  return all;
}

}  // namespace

TEST_CASE("messages come out whole, however the bytes are cut") {
  const std::string stream = frame("{\"a\":1}") + "content-length:3\nContent-Type: x\n\nabc" + frame("");
  for (std::size_t piece = 1; piece <= stream.size(); ++piece) {
    Framer framer;
    std::vector<std::string> all;
    for (std::size_t i = 0; i < stream.size(); i += piece) {
      framer.feed(std::string_view(stream).substr(i, piece));
      for (auto& body : bodies(framer)) all.push_back(body);
    }
    INFO("pieces of " << piece);
    CHECK(all == std::vector<std::string>{"{\"a\":1}", "abc", ""});
    CHECK(framer.take_faults() == 0);
  }
}

TEST_CASE("a header that makes no sense costs one fault and nothing behind it") {
  for (const std::string bad : {"Content-Length: x\r\n\r\n", "nonsense\r\n\r\n", "Content-Length: -5\r\n\r\n",
                                "Content-Length: 99999999999999999999999\r\n\r\n", "Content-Type: y\r\n\r\n"}) {
    Framer framer;
    framer.feed(bad + frame("good"));
    INFO(bad);
    CHECK(bodies(framer) == std::vector<std::string>{"good"});
    CHECK(framer.take_faults() == 1);
  }
}

TEST_CASE("a header without an end is given up at its limit") {
  Framer framer;
  framer.feed(std::string(kMaxHeaderSize + 100, 'x'));
  CHECK_FALSE(framer.next());
  CHECK(framer.take_faults() == 1);
  framer.feed(frame("good"));
  CHECK(bodies(framer) == std::vector<std::string>{"good"});
}

TEST_CASE("a message beyond the limit is skipped without being kept") {
  Framer framer;
  const auto size = kMaxMessageSize + 5;
  framer.feed("Content-Length: " + std::to_string(size) + "\r\n\r\n");
  CHECK_FALSE(framer.next());
  const std::string chunk(1u << 20, 'x');
  std::size_t sent = 0;
  for (; sent + chunk.size() <= size; sent += chunk.size()) framer.feed(chunk);
  framer.feed(std::string(size - sent, 'x') + frame("next"));
  CHECK(bodies(framer) == std::vector<std::string>{"next"});
  CHECK(framer.take_faults() == 1);
}

TEST_CASE("a rejected body gives back the message that its wrong length swallowed") {
  const std::string inner = frame("inner");
  for (std::size_t swallowed = 1; swallowed <= inner.size(); ++swallowed) {
    Framer framer;
    framer.feed("Content-Length: " + std::to_string(2 + swallowed) + "\r\n\r\n{}" + inner + frame("last"));
    const auto body = framer.next();
    REQUIRE(body);
    framer.reject(*body);
    INFO("swallowed " << swallowed);
    CHECK(bodies(framer) == std::vector<std::string>{"inner", "last"});
  }
}
