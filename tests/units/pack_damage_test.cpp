// A damaged pack is refused or answers with nothing; it never brings the program down.
#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "pack/format.h"
#include "pack/pack.h"
#include "support/catch.h"
#include "support/pack_walk.h"
#include "support/places.h"

namespace {

using namespace cribsheet;

std::string whole_pack() { return tests::read(tests::variable("CRIBSHEET_PACK")); }

// A file that has no place in any folder.
class Copy {
 public:
  explicit Copy(const std::string& bytes) : file_(memfd_create("pack", 0)) {
    REQUIRE(file_ >= 0);
    std::ofstream(path(), std::ios::binary) << bytes;
  }
  ~Copy() { std::fclose(fdopen(file_, "r")); }
  std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  int file_;
};

TEST_CASE("a pack cut short anywhere is refused") {
  const std::string bytes = whole_pack();
  REQUIRE(bytes.size() > sizeof(pack::Header));
  for (std::size_t size : {std::size_t{0}, std::size_t{7}, sizeof(pack::Header) - 1, sizeof(pack::Header), bytes.size() / 2, bytes.size() - 1}) {
    const Copy cut(bytes.substr(0, size));
    const auto opened = pack::Pack::open(cut.path());
    CAPTURE(size);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().message.find("damaged") != std::string::npos);
    CHECK(opened.error().message.find("knowledge build") != std::string::npos);
  }
}

TEST_CASE("what is no pack, or one of another format, is refused by name") {
  std::string bytes = whole_pack();
  bytes[0] = 'X';
  CHECK(pack::Pack::open(Copy(bytes).path()).error().message.find("no knowledge pack") != std::string::npos);
  bytes[0] = 'C';
  bytes[offsetof(pack::Header, format)] = 77;
  CHECK(pack::Pack::open(Copy(bytes).path()).error().message.find("another version") != std::string::npos);
  CHECK_FALSE(pack::Pack::open("/"));
}

TEST_CASE("bytes flipped anywhere cost answers, not the program") {
  const std::string bytes = whole_pack();
  pack::Header header = {};
  std::memcpy(&header, bytes.data(), sizeof header);
  std::mt19937 random(20261124);
  for (int round = 0; round < 40; ++round) {
    std::string damaged = bytes;
    // Words carry the structure; text can only be wrong text.
    const std::size_t end = header.strings_offset;
    for (int flip = 0; flip < 2000; ++flip) damaged[random() % end] = static_cast<char>(random());
    if (round % 2 == 0) std::memcpy(damaged.data(), bytes.data(), sizeof header);  // half of them with a header that opens
    const Copy copy(damaged);
    if (const auto opened = pack::Pack::open(copy.path())) tests::walk(**opened, 2000);
  }
  SUCCEED();
}

TEST_CASE("one bit flipped, at each of a thousand places") {
  const std::string bytes = whole_pack();
  const Copy copy(bytes);
  std::mt19937 random(1000);
  std::fstream file(copy.path(), std::ios::binary | std::ios::in | std::ios::out);
  const auto put = [&](std::size_t at, char byte) {
    file.seekp(static_cast<std::streamoff>(at));
    file.put(byte);
    file.flush();
    REQUIRE(file);
  };
  int refused = 0, opened = 0;
  for (std::size_t i = 0; i < 1000; ++i) {
    // A third of them in the header and what follows it, where most hangs on each bit.
    const std::size_t at = i % 3 == 0 ? random() % 4096 : random() % bytes.size();
    put(at, static_cast<char>(bytes[at] ^ static_cast<char>(1u << random() % 8)));
    if (const auto pack = pack::Pack::open(copy.path())) {
      tests::walk(**pack, 20);
      ++opened;
    } else {
      CHECK(pack.error().message.find("pack") != std::string::npos);
      ++refused;
    }
    put(at, bytes[at]);
  }
  CHECK(refused + opened == 1000);
  CHECK(pack::Pack::open(copy.path()));
}

}  // namespace
