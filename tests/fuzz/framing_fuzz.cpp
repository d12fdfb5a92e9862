// Any bytes, cut anywhere, as a client's stream: the same messages come out, and what follows garbage is still read.
#include <cstdlib>
#include <string>
#include <vector>

#include "transport/framing.h"

namespace {

std::vector<std::string> read(std::string_view bytes, std::size_t piece) {
  cribsheet::transport::Framer framer;
  std::vector<std::string> bodies;
  for (std::size_t i = 0; i < bytes.size(); i += piece) {
    framer.feed(bytes.substr(i, piece));
    while (auto body = framer.next()) {
      if (body->empty() || body->front() != '{') framer.reject(*body);
      bodies.push_back(std::move(*body));
      if (bodies.size() > bytes.size()) std::abort();  // each takes a header of its own
    }
  }
  return bodies;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  read(text, size + 1);
  read(text, 1);
  // Whole messages come out as they went in.
  std::string stream;
  std::vector<std::string> sent;
  for (std::size_t i = 0; i < size; i += 1 + bytes[i] % 32u) {
    sent.push_back("{" + std::string(text.substr(i, 1 + bytes[i] % 32u)));
    stream += cribsheet::transport::frame(sent.back());
  }
  if (read(stream, 1 + size % 7) != sent) std::abort();
  return 0;
}
