#include "workspace/uri.h"

namespace cribsheet::workspace {
namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::optional<std::string> path_of_uri(std::string_view uri) {
  if (!uri.starts_with("file:")) return std::nullopt;
  uri.remove_prefix(5);
  if (uri.starts_with("//")) {  // an authority: empty or "localhost"; another one is kept in front, as editors write shares
    const auto slash = uri.find('/', 2);
    if (slash == std::string_view::npos) return std::nullopt;
    const auto authority = uri.substr(2, slash - 2);
    uri.remove_prefix(authority.empty() || authority == "localhost" ? slash : 0);
  }
  uri = uri.substr(0, uri.find_first_of("?#"));
  std::string path;
  path.reserve(uri.size());
  for (std::size_t i = 0; i < uri.size(); ++i) {
    if (uri[i] == '%' && i + 2 < uri.size() && hex(uri[i + 1]) >= 0 && hex(uri[i + 2]) >= 0) {
      const int value = hex(uri[i + 1]) * 16 + hex(uri[i + 2]);
      if (value == 0) return std::nullopt;
      path.push_back(static_cast<char>(value));
      i += 2;
    } else {
      path.push_back(uri[i]);
    }
  }
  if (path.empty() || path.front() != '/') return std::nullopt;
  return path;
}

std::string uri_of_path(std::string_view path) {
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string uri = "file://";
  for (const char c : path) {
    if (plain.find(c) != std::string_view::npos) {
      uri.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      uri.push_back('%');
      uri.push_back(digits[byte >> 4]);
      uri.push_back(digits[byte & 15]);
    }
  }
  return uri;
}

std::string document_path(std::string_view uri) {
  if (auto path = path_of_uri(uri)) return *path;
  return std::string(uri);
}

}  // namespace cribsheet::workspace
