#include "transport/framing.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace cribsheet::transport {
namespace {

constexpr std::string_view kName = "content-length:";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Where `Content-Length:` stands in the text, ignoring case; npos: nowhere.
std::size_t find_name(std::string_view text, std::size_t from) {
  const auto found = std::search(text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())), text.end(), kName.begin(), kName.end(),
                                 [](char a, char b) { return lower(a) == b; });
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

std::optional<std::size_t> parse_length(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// The length that a header block (without its empty line) states; nothing where a line is no header or the length is missing.
std::optional<std::size_t> header_length(std::string_view block) {
  std::optional<std::size_t> length;
  while (!block.empty()) {
    const auto end = block.find('\n');
    std::string_view line = block.substr(0, end);
    block.remove_prefix(end == std::string_view::npos ? block.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (find_name(line.substr(0, kName.size()), 0) == 0) {
      length = parse_length(line.substr(kName.size()));
      if (!length) return std::nullopt;
    } else if (line.find(':') == std::string_view::npos) {
      return std::nullopt;
    }
  }
  return length;
}

}  // namespace

void Framer::feed(std::string_view bytes) {
  const auto skipped = std::min(skip_, bytes.size());
  skip_ -= skipped;
  bytes.remove_prefix(skipped);
  buffer_.append(bytes);
}

std::optional<std::string> Framer::next() {
  while (!length_) {
    if (!read_header()) return std::nullopt;
  }
  if (buffer_.size() - begin_ < *length_) return std::nullopt;
  std::string body = buffer_.substr(begin_, *length_);
  drop(*length_);
  length_.reset();
  return body;
}

// Reads one header block, or skips garbage; false where more bytes are needed.
bool Framer::read_header() {
  std::string_view rest(buffer_);
  rest.remove_prefix(begin_);
  // Tolerated between messages: blank lines.
  const auto first = rest.find_first_not_of("\r\n");
  if (first == std::string_view::npos) return drop(rest.size()), scanned_ = 0, false;
  if (first > 0) return drop(first), scanned_ = 0, true;

  const auto crlf = rest.find("\r\n\r\n", scanned_);
  const auto lf = rest.find("\n\n", scanned_);
  if (crlf == std::string_view::npos && lf == std::string_view::npos) {
    if (rest.size() > kMaxHeaderSize) return resync(), true;
    scanned_ = rest.size() < 3 ? 0 : rest.size() - 3;
    return false;
  }
  const auto end = std::min(crlf, lf);
  scanned_ = 0;
  const auto length = header_length(rest.substr(0, end));
  if (!length) {
    resync();
    return true;
  }
  lost_ = false;
  drop(end + (crlf == end ? 4 : 2));
  if (*length > kMaxMessageSize) {
    ++faults_;
    const auto here = std::min(*length, buffer_.size() - begin_);
    drop(here);
    skip_ = *length - here;
    return true;
  }
  length_ = *length;
  return true;
}

// Throws away up to the next `Content-Length:` behind the present place; without one, all but what may be the start of one.
void Framer::resync() {
  if (!lost_) ++faults_;
  lost_ = true;
  std::string_view rest(buffer_);
  rest.remove_prefix(begin_);
  const auto next = find_name(rest, 1);
  const auto keep = std::min(rest.size() - 1, kName.size() - 1);
  drop(next != std::string_view::npos ? next : rest.size() - keep);
  scanned_ = 0;
}

void Framer::reject(std::string_view body) {
  // The name may begin inside the body and end behind it.
  std::string all(body);
  all.append(buffer_, begin_, kName.size() - 1);
  const auto next = find_name(all, 0);
  if (next >= body.size()) return;
  buffer_.replace(0, begin_, body.substr(next));
  begin_ = 0;
  scanned_ = 0;
}

std::size_t Framer::take_faults() { return std::exchange(faults_, 0); }

void Framer::drop(std::size_t count) {
  begin_ += count;
  if (begin_ == buffer_.size()) {
    buffer_.clear();
    begin_ = 0;
    if (buffer_.capacity() > (1u << 20)) buffer_.shrink_to_fit();
  } else if (begin_ > (64u << 10) && begin_ > buffer_.size() / 2) {
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
}

std::string frame(std::string_view body) {
  std::string bytes = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  bytes.append(body);
  return bytes;
}

}  // namespace cribsheet::transport
