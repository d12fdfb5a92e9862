#include "workspace/uri.h"

#include "base/percent.h"

namespace cribsheet::workspace {

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
  std::string path = percent_decoded(uri);
  if (path.find('\0') != std::string::npos) return std::nullopt;
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
